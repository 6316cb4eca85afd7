"""Checks of plans, kept on their projects (Art. 9), and what has changed when they are run again.

A plan goes into the store on the node of its check and nowhere else: the audit log gets its hash alone, for it also
tells of what was refused, and of a classified plan nothing is kept (Art. 30).
"""

import dataclasses
from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.collection import collection
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model import kept_plans, kept_verdicts
from graph_catalog.model.answers import CollectionCheck, FieldVerdict
from graph_catalog.model.collection_checks import (
    CollectionDifferences,
    FieldDifference,
    RecordedVerdict,
)
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.projects import DifferenceCause
from graph_catalog.model.inputs.collection_checks import RecordCollectionCheckInput
from graph_catalog.model.inputs.plans import CollectionPlanInput
from graph_catalog.model.projects import CollectionCheckRecord
from graph_catalog.model.refusals import InvalidInput, NotFound, Refusal
from graph_catalog.record import (
    command,
    entity_rows,
    keys,
    permission,
    record,
    references,
    snapshots,
)
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Thing, Things
from graph_catalog.record.snapshots import AsOfPoint


async def record_check(
    engine: Engine, viewer: Viewer, given: RecordCollectionCheckInput, intent: Intent
) -> Committed | Refusal:
    """Check a plan and keep it, with its verdicts, on a project of the unit that plans."""
    # Made here, not by who calls: whatever becomes of the plan, the log must not have it.
    logged = {**intent.given, "plan": {"sha256": kept_plans.digest(given.plan)}}
    # Before the lock on the head: a plan of 500 fields takes seconds, and writers would wait for it.
    may = permission.refuse_role(viewer, Operation.RECORD_CHECK) is None
    checked = await _check(engine, viewer, given.plan) if may else None
    asked = dataclasses.replace(intent, given=logged)
    return await command.perform(engine, viewer, asked, _Record(given, checked))


class _Record(Command[RecordCollectionCheckInput]):
    operation = Operation.RECORD_CHECK

    def __init__(
        self, given: RecordCollectionCheckInput, checked: CollectionCheck | Refusal | None
    ) -> None:
        super().__init__(given)
        self._checked = checked

    @override
    def read(self) -> InvalidInput | None:
        return self._checked if isinstance(self._checked, InvalidInput) else None

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        return [Need.of(self.operation, things[self.given.project_id])]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        project = things[self.given.project_id]
        if refusal := references.outdated(project, self.given.expected_version):
            return refusal
        if isinstance(self._checked, Refusal):
            return self._checked
        assert self._checked is not None  # noqa: S101  # whose role does not allow it does not come here
        undertaker = project.owner
        if undertaker is None or undertaker.unit != things[self.given.plan.unit_id].key:
            return _of_another_unit(project)
        return await _keep(change, project, self.given.plan, self._checked)


async def _check(
    engine: Engine, viewer: Viewer, plan: CollectionPlanInput
) -> CollectionCheck | Refusal:
    asked = AsOfPoint.written(plan.as_of, plan.at_revision)
    found = await snapshots.resolve(engine, viewer, asked)
    if isinstance(found, InvalidInput):
        return dataclasses.replace(found, path=["input", "plan", *(found.path or [])])
    checked = await collection.check(engine, viewer, found, plan)
    return _moved(checked, ["input", "plan"]) if isinstance(checked, Refusal) else checked


def _moved(refusal: Refusal, to: list[str]) -> Refusal:
    """Return a refusal of a plan whose place is not the input itself."""
    return dataclasses.replace(refusal, path=[*to, *(refusal.path or [])[1:]])


async def _keep(
    change: Change, project: Thing, plan: CollectionPlanInput, checked: CollectionCheck
) -> Outcome:
    text = kept_plans.write(plan)
    key = await references.free_key(
        change,
        NodeKind.COLLECTION_CHECK,
        project.key,
        kept_plans.digest(plan),
        str(checked.revision),
    )
    attributes = {
        "name": " ".join(plan.name.split()),
        "verdict": checked.verdict,
        "field_count": len(checked.fields),
        "checked_at": checked.checked_at,
        "checked_by": change.viewer.name,
        "revision": checked.revision,
        "rule_set": checked.rule_set,
        "complete": checked.complete,
        "missing_nets": [net.value for net in checked.missing_nets],
        "plan_json": text,
        "verdicts_json": kept_verdicts.write(checked.fields),
    }
    await record.register(change, [record.NewEntity(NodeKind.COLLECTION_CHECK, key, attributes)])
    await record.add_facts(
        change,
        [record.Fact("HAS_CHECK", project.key, key, f"HAS_CHECK|{key}", key, valid_from=change.at)],
    )
    return Outcome(key)


def _of_another_unit(project: Thing) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"方案的单位不是“{project.name}”的建设单位。请把 plan.unitId 改为该项目的单位。",
            en=f"The plan is of another unit than {project.name}. "
            "Let plan.unitId be the unit that undertakes the project.",
        ),
        path=["input", "plan", "unitId"],
    )


async def find(engine: Engine, viewer: Viewer, id_: str) -> CollectionCheckRecord | NotFound:
    """Return a kept check by its global id."""
    named = keys.decode(id_)
    if named is not None and named.kind is NodeKind.COLLECTION_CHECK:
        now = await snapshots.resolve(engine, viewer, AsOfPoint())
        assert isinstance(now, Snapshot)  # noqa: S101  # the present is always there
        row = await engine.read("entity/by_keys", viewer, now, keys=[named.key])
        for found in row["rows"]:
            kept = entity_rows.entity(found, now)
            if isinstance(kept, CollectionCheckRecord):
                return kept
    return references.not_found(id_, [])


async def differences(
    engine: Engine, viewer: Viewer, now: Snapshot, kept: CollectionCheckRecord
) -> CollectionDifferences | Refusal:
    """Check a kept plan again at `now` and say what has changed.

    Where the rules are others, it is checked a third time: by the new rules at the old snapshot. What differs there
    already is the rules' doing.
    """
    plan = kept_plans.read(kept.plan_json)
    again = await collection.check(engine, viewer, now, plan)
    if isinstance(again, Refusal):
        return _moved(again, ["plan"])
    by_new_rules: Sequence[FieldVerdict] | None = None
    if again.rule_set != kept.rule_set:
        then = await snapshots.resolve(engine, viewer, AsOfPoint(kept.checked_at, kept.revision))
        if isinstance(then, Snapshot):
            back = await collection.check(engine, viewer, then, plan)
            by_new_rules = None if isinstance(back, Refusal) else back.fields
    return compared(kept, again, by_new_rules)


def compared(
    kept: CollectionCheckRecord,
    again: CollectionCheck,
    by_new_rules: Sequence[FieldVerdict] | None,
) -> CollectionDifferences:
    """Set a kept check against a new one; `by_new_rules` is told where rules differ: the new rules at the old snapshot."""
    changed = []
    for before, now in zip(kept.verdicts, again.fields, strict=True):
        if _says(before) == _says(now):
            continue
        middle = _says(before if by_new_rules is None else by_new_rules[now.index])
        causes = [
            *([DifferenceCause.RULES] if _says(before) != middle else []),
            *([DifferenceCause.CATALOG] if middle != _says(now) else []),
        ]
        changed.append(
            FieldDifference(index=now.index, name=now.name, before=before, now=now, causes=causes)
        )
    return CollectionDifferences(
        verdict_before=kept.verdict,
        now=again,
        fields=changed,
        unchanged=len(again.fields) - len(changed),
        causes=[cause for cause in DifferenceCause if any(cause in one.causes for one in changed)],
    )


def _says(field: RecordedVerdict | FieldVerdict) -> tuple[object, ...]:
    """Return what a verdict says, whoever may see it: a difference is one for every reader."""
    if isinstance(field, FieldVerdict):
        return field.verdict, field.on_record.datum, field.on_record.source
    return field.verdict, field.datum_key, field.source_key
