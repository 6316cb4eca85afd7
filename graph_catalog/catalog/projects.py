"""信息化项目: what units plan to build, or are building (Art. 9, 12)."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import command, record, references, revising, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Things
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.projects import RegisterProjectInput, ReviseProjectInput
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.rights import Operation

_PATCH = ("code", "stage", "description")


async def register(
    engine: Engine, viewer: Viewer, given: RegisterProjectInput, intent: Intent
) -> Committed | Refusal:
    """Put a project on record under the unit that undertakes it."""
    return await command.perform(engine, viewer, intent, _Register(given))


async def revise(
    engine: Engine, viewer: Viewer, given: ReviseProjectInput, intent: Intent
) -> Committed | Refusal:
    """Describe a project anew, or hand it to another unit from an instant on."""
    return await command.perform(engine, viewer, intent, _Revise(given))


class _Register(Command[RegisterProjectInput]):
    operation = Operation.REGISTER_PROJECT
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        given = {name: getattr(self.given, name) for name in _PATCH}
        attributes = revising.worded({"name": self.given.name, **given})
        if isinstance(attributes, InvalidInput):
            return attributes
        self.attributes = attributes
        return None

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        return [Need.of(self.operation, things[self.given.unit_id])]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        if taken := await references.taken(change, NodeKind.PROJECT, self.given.code, "code"):
            return taken
        unit, name = things[self.given.unit_id].key, self.attributes["name"]
        key = await references.free_key(change, NodeKind.PROJECT, unit, name)
        await record.register(change, [record.NewEntity(NodeKind.PROJECT, key, self.attributes)])
        await record.add_facts(change, [_undertakes(unit, key)])
        return Outcome(key)


class _Revise(Command[ReviseProjectInput]):
    operation = Operation.REVISE_PROJECT
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        attributes = revising.worded(revising.patch(self.given, _PATCH))
        if isinstance(attributes, InvalidInput):
            return attributes
        self.attributes = attributes
        return None

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        needs = [Need.of(self.operation, things[self.given.id])]
        if unit := things.maybe(self.given.unit_id):
            needs.append(Need.of(Operation.REGISTER_PROJECT, unit))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        project, unit = things[self.given.id], things.maybe(self.given.unit_id)
        code = self.attributes.get("code")
        refusal = references.outdated(
            project, self.given.expected_version
        ) or await references.taken(change, NodeKind.PROJECT, code, "code", by=project.key)
        if refusal:
            return refusal
        if unit is not None:
            since = validity.since(change, self.given.effective_from)
            fact = _undertakes(unit.key, project.key, valid_from=since)
            await record.assert_facts(change, [fact])
        return await revising.revised(change, project, self.attributes, touched=unit is not None)


def _undertakes(unit_key: str, project_key: str, **dated: Any) -> record.Fact:  # noqa: ANN401  # valid_from, valid_to
    return record.Fact(
        "UNDERTAKES", unit_key, project_key, f"UNDERTAKES|{project_key}", project_key, **dated
    )
