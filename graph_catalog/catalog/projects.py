"""信息化项目: what units plan to build, or are building (Art. 9, 12)."""

from typing import Any

from graph_catalog.auth import Viewer
from graph_catalog.catalog import audit_log, record, references, revising, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.permission import refuse_foreign
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.projects import RegisterProjectInput, ReviseProjectInput
from graph_catalog.model.refusals import Refusal

_PATCH = ("code", "stage", "description")


async def register(
    engine: Engine, viewer: Viewer, given: RegisterProjectInput, intent: Intent
) -> Committed | Refusal:
    """Put a project on record under the unit that undertakes it."""

    async def work(change: Change) -> Outcome | Refusal:
        unit = await references.current(change, given.unit_id, ["input", "unitId"], NodeKind.UNIT)
        if isinstance(unit, Refusal):
            return unit
        if refusal := refuse_foreign(viewer, unit["key"], unit["name"]):
            return refusal
        attributes = _worded(
            {"name": given.name, **{name: getattr(given, name) for name in _PATCH}}
        )
        if isinstance(attributes, Refusal):
            return attributes
        if given.code and (found := await record.by_code(change, NodeKind.PROJECT, [given.code])):
            return revising.taken(next(iter(found.values()))["name"], given.code, "code")
        key = await references.free_key(change, NodeKind.PROJECT, unit["key"], attributes["name"])
        await record.register(change, [record.NewEntity(NodeKind.PROJECT, key, attributes)])
        await record.add_facts(change, [_undertakes(unit["key"], key)])
        return Outcome(key)

    return await audit_log.commit(engine, viewer, intent, work)


async def revise(
    engine: Engine, viewer: Viewer, given: ReviseProjectInput, intent: Intent
) -> Committed | Refusal:
    """Describe a project anew, or hand it to another unit from an instant on."""

    async def work(change: Change) -> Outcome | Refusal:
        project = await references.current(change, given.id, ["input", "id"], NodeKind.PROJECT)
        if isinstance(project, Refusal):
            return project
        refusal = refuse_foreign(
            viewer, await unit_of(change, project["key"]), project["name"]
        ) or references.outdated(project, given.expected_version)
        if refusal:
            return refusal
        changed = revising.patch(given, _PATCH)
        attributes = _worded(changed if given.name is None else {"name": given.name, **changed})
        if isinstance(attributes, Refusal):
            return attributes
        if misdirected := await _handed_over(change, project, given):
            return misdirected
        touched = given.unit_id is not None
        return await revising.revised(
            change, NodeKind.PROJECT, project, attributes, touched=touched
        )

    return await audit_log.commit(engine, viewer, intent, work)


async def _handed_over(change: Change, project: Row, given: ReviseProjectInput) -> Refusal | None:
    if given.unit_id is None:
        return None
    unit = await references.current(change, given.unit_id, ["input", "unitId"], NodeKind.UNIT)
    if isinstance(unit, Refusal):
        return unit
    since = validity.since(change, given.effective_from)
    await record.assert_facts(change, [_undertakes(unit["key"], project["key"], valid_from=since)])
    return None


async def unit_of(change: Change, project_key: str) -> str | None:
    """Return the key of the unit that undertakes a project, as it was told last."""
    facts = await record.on_record(change, [(project_key, f"UNDERTAKES|{project_key}")])
    return facts[-1]["start"] if facts else None


def _undertakes(unit_key: str, project_key: str, **dated: Any) -> record.Fact:  # noqa: ANN401  # valid_from, valid_to
    return record.Fact(
        "UNDERTAKES", unit_key, project_key, f"UNDERTAKES|{project_key}", project_key, **dated
    )


def _worded(attributes: Row) -> Row | Refusal:
    """Clean the name and the description, where there are any."""
    cleaned = dict(attributes)
    for attribute, clean in (("name", wording.name), ("description", wording.text)):
        if attribute in cleaned and cleaned[attribute] is not None:
            text = clean(cleaned[attribute], ["input", attribute])
            if isinstance(text, Refusal):
                return text
            cleaned[attribute] = text
    return cleaned
