"""May this be collected? The question of a plan (Art. 9, 10 ¶3, 15): read who holds what, then decide.

The decision is pure (`collection.verdict.verdict`). Here the plan is read, what is held is fetched with a fixed number of
questions whatever the plan's size, and the answer is redacted for who asks.
"""

import asyncio
import dataclasses
from collections.abc import Mapping
from typing import Final

from graph_catalog.alignment import standing_rulings
from graph_catalog.collection import holders, verdict_answers
from graph_catalog.collection.verdict.decided import ClassifiedPlan
from graph_catalog.collection.verdict.plan import Plan, PlanField
from graph_catalog.collection.verdict.verdict import verdict
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import counted, say
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.rulings.rulings import Rulings
from graph_catalog.model import answers, coverage, wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs import texts
from graph_catalog.model.inputs.plans import MOST_FIELDS, CollectionPlanInput, PlannedFieldInput
from graph_catalog.model.instant import SHANGHAI
from graph_catalog.model.refusals import InvalidInput, NotPermitted, Refusal, RuleBroken
from graph_catalog.record import keys, references

_TEXTS: Final = (
    "name",
    "column_name",
    "description",
    "data_type",
    "subject",
    "qualifier",
    "legal_basis",
)
"""What a planned field is described by, in the order in which it is judged."""


async def check(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, given: CollectionPlanInput
) -> answers.CollectionCheck | Refusal:
    """Decide on a plan; a classified one is refused whole and nothing of it is kept (Art. 30)."""
    read = await _read(engine, viewer, snapshot, given)
    if isinstance(read, Refusal):
        return read
    held = await holders.of_plan(engine, viewer, snapshot, read.plan, read.rulings)
    decided = await asyncio.to_thread(verdict, held.plan, held.holdings)
    if isinstance(decided, ClassifiedPlan):
        path = (
            ["input", "fields", str(decided.fields[0]), "name"]
            if decided.fields
            else ["input", "name"]
        )
        return RuleBroken(message=decided.message, rule="第三十条", path=path)
    seen = await verdict_answers.sight_of(engine, viewer, decided)
    return verdict_answers.answer(held.plan, decided, seen, snapshot, held.missing_nets)


@dataclasses.dataclass(frozen=True)
class _Read:
    """A plan of a unit that the viewer may ask for, and the rulings by which it was read."""

    plan: Plan
    rulings: Rulings


async def _read(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, given: CollectionPlanInput
) -> _Read | Refusal:
    if refusal := _out_of_bounds(given):
        return refusal
    cleaned = texts.cleaned(given)
    if isinstance(cleaned, InvalidInput):
        return cleaned
    given = cleaned
    unit = keys.decode(str(given.unit_id))
    wanted = [unit.key] if unit is not None and unit.kind is NodeKind.UNIT else []
    elements = _elements(given)
    if isinstance(elements, Refusal):
        return elements
    row = await engine.read(
        "entity/by_keys", viewer, snapshot, keys=sorted({*wanted, *elements.values()})
    )
    found = {each["key"]: each for each in row["rows"]}
    if not wanted or wanted[0] not in found:
        return references.not_found(str(given.unit_id), ["input", "unitId"])
    rulings = await standing_rulings.at(engine, viewer, snapshot)
    # In a thread, as the verdict: hundreds of fields take seconds, and others are served meanwhile.
    plan = await asyncio.to_thread(
        _plan, given, wanted[0], snapshot, _Known(elements, found, rulings)
    )
    if isinstance(plan, Refusal):
        return plan
    return _foreign(viewer, found[wanted[0]]) or _Read(plan, rulings)


def _foreign(viewer: Viewer, unit: Row) -> NotPermitted | None:
    """Refuse whoever asks for another unit: a verdict rests on what that unit applied for and was granted."""
    if viewer.sees_all or viewer.unit_key == unit["key"]:
        return None
    return NotPermitted(
        message=say(
            zh=f"只能核查本单位的方案，不能代“{unit['name']}”核查。请由该单位或区大数据中心核查。",
            en=f"You check the plans of your own unit, not those of {unit['name']}. Ask that unit or the big-data centre.",
        ),
        path=["input", "unitId"],
    )


def _out_of_bounds(given: CollectionPlanInput) -> InvalidInput | None:
    count = len(given.fields)
    if 1 <= count <= MOST_FIELDS:
        return None
    return InvalidInput(
        message=say(
            zh=f"方案有 {count} 个字段；一次可查 1 至 {MOST_FIELDS} 个。请补充字段，或按表拆分。",
            en=f"The plan has {counted(count, 'field')}; 1 to {MOST_FIELDS} are checked at a time. Add some, or split it.",
        ),
        path=["input", "fields"],
    )


def _elements(given: CollectionPlanInput) -> dict[int, str] | Refusal:
    """Return the keys of the elements that fields name, by the fields' places."""
    found = {}
    for index, field in enumerate(given.fields):
        if field.element_id is not None:
            read = keys.decode(str(field.element_id))
            if read is None or read.kind is not NodeKind.ELEMENT:
                path = ["input", "fields", str(index), "elementId"]
                return references.not_found(str(field.element_id), path)
            found[index] = read.key
    return found


@dataclasses.dataclass(frozen=True)
class _Known:
    """What the catalog knows that tells how a plan is read: elements named (by field), and rulings."""

    elements: Mapping[int, str]
    found: Mapping[str, Row]
    rulings: Rulings


def _plan(
    given: CollectionPlanInput, unit: str, snapshot: Snapshot, known: _Known
) -> Plan | Refusal:
    said = wording.stated(given, ("name", "purpose", "legal_basis", "subject"))
    fields = []
    for index, field in enumerate(given.fields):
        code = ""
        if index in known.elements:
            element = known.found.get(known.elements[index])
            if element is None:
                path = ["input", "fields", str(index), "elementId"]
                return references.not_found(str(field.element_id), path)
            code = element["code"]
        around = _Around(said["name"], said.get("subject") or "", known.rulings)
        planned = _planned(index, field, around, code)
        if isinstance(planned, Refusal):
            return planned
        fields.append(planned)
    day = snapshot.as_of.astimezone(SHANGHAI).date()
    return Plan(
        unit,
        said["name"],
        tuple(fields),
        day,
        said.get("purpose") or "",
        said.get("legal_basis") or "",
    )


@dataclasses.dataclass(frozen=True)
class _Around:
    """What a planned field stands in: the form's name, whom it is about, and what people have ruled."""

    form: str
    subject: str
    rulings: Rulings


def _planned(
    index: int, field: PlannedFieldInput, around: _Around, element: str
) -> PlanField | Refusal:
    said = wording.stated(field, _TEXTS)
    path = ["input", "fields", str(index), "coverage"]
    covered = coverage.read(field.coverage, path, is_planned=True)
    if isinstance(covered, Refusal):
        return covered
    texts = {attribute: said.get(attribute) or "" for attribute in _TEXTS}
    descriptor = Descriptor(
        name=texts["name"],
        dataset_name=around.form,
        column_name=texts["column_name"],
        description=texts["description"],
        data_type=texts["data_type"],
        subject=texts["subject"] or around.subject,
        qualifier=texts["qualifier"],
        element_code=element,
    )
    return PlanField(
        index=index,
        name=texts["name"],
        alignment=align(descriptor, lexicon.current(), around.rulings),
        description=texts["description"],
        acquisition=field.acquisition,
        coverage=covered,
        cycle=field.coverage.cycle if field.coverage else None,
        legal_basis=texts["legal_basis"],
        descriptor=descriptor,
    )
