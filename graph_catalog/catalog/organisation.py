"""The estate: units and the systems that they operate (Art. 3, 6, 25)."""

from collections.abc import Sequence
from typing import Any, Final

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import command, record, references, revising, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Things
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.systems import RegisterSystemInput, ReviseSystemInput
from graph_catalog.model.inputs.units import RegisterUnitInput, ReviseUnitInput
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.rights import Operation

_UNIT: Final = ("credit_code", "kind", "level", "security_lead")
_BY_THE_CENTRE: Final = frozenset({"name", "credit_code", "kind", "level"})
"""What decides which rules bind a unit is not the unit's own to say."""
_SYSTEM: Final = ("code", "stage", "hosting", "network", "source_level")


async def register_unit(
    engine: Engine, viewer: Viewer, given: RegisterUnitInput, intent: Intent
) -> Committed | Refusal:
    """Put a unit on record. A credit code that is taken is a `Conflict`."""
    return await command.perform(engine, viewer, intent, _RegisterUnit(given))


async def revise_unit(
    engine: Engine, viewer: Viewer, given: ReviseUnitInput, intent: Intent
) -> Committed | Refusal:
    """Describe a unit anew: its security lead by its own officer, the rest by the centre."""
    return await command.perform(engine, viewer, intent, _ReviseUnit(given))


async def register_system(
    engine: Engine, viewer: Viewer, given: RegisterSystemInput, intent: Intent
) -> Committed | Refusal:
    """Put a system on record under the unit that operates it."""
    return await command.perform(engine, viewer, intent, _RegisterSystem(given))


async def revise_system(
    engine: Engine, viewer: Viewer, given: ReviseSystemInput, intent: Intent
) -> Committed | Refusal:
    """Describe a system anew, or hand it to another operator from an instant on."""
    return await command.perform(engine, viewer, intent, _ReviseSystem(given))


class _RegisterUnit(Command[RegisterUnitInput]):
    operation = Operation.REGISTER_UNIT
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        given = {name: getattr(self.given, name) for name in _UNIT}
        attributes = revising.worded({"name": self.given.name, **given})
        if isinstance(attributes, InvalidInput):
            return attributes
        self.attributes = attributes
        return None

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        code = self.given.credit_code
        if taken := await references.taken(change, NodeKind.UNIT, code, "creditCode"):
            return taken
        key = await references.free_key(change, NodeKind.UNIT, code or self.attributes["name"])
        await record.register(change, [record.NewEntity(NodeKind.UNIT, key, self.attributes)])
        return Outcome(key)


class _ReviseUnit(Command[ReviseUnitInput]):
    operation = Operation.REVISE_UNIT
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        attributes = revising.worded(revising.patch(self.given, _UNIT))
        if isinstance(attributes, InvalidInput):
            return attributes
        self.attributes = attributes
        return None

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        unit = things[self.given.id]
        differing = revising.difference(unit.described, self.attributes)
        by_the_centre = differing.keys() & _BY_THE_CENTRE
        operations = [self.operation, *([Operation.NAME_UNIT] if by_the_centre else [])]
        return [Need.of(operation, unit) for operation in operations]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        unit = things[self.given.id]
        code = self.attributes.get("credit_code")
        return (
            references.outdated(unit, self.given.expected_version)
            or await references.taken(change, NodeKind.UNIT, code, "creditCode", by=unit.key)
            or await revising.revised(change, unit, self.attributes)
        )


class _RegisterSystem(Command[RegisterSystemInput]):
    operation = Operation.REGISTER_SYSTEM
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        given = {name: getattr(self.given, name) for name in _SYSTEM}
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
        if taken := await references.taken(change, NodeKind.SYSTEM, self.given.code, "code"):
            return taken
        unit, name = things[self.given.unit_id].key, self.attributes["name"]
        key = await references.free_key(change, NodeKind.SYSTEM, unit, name)
        await record.register(change, [record.NewEntity(NodeKind.SYSTEM, key, self.attributes)])
        await record.add_facts(change, [operates(unit, key)])
        return Outcome(key)


class _ReviseSystem(Command[ReviseSystemInput]):
    operation = Operation.REVISE_SYSTEM
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        attributes = revising.worded(revising.patch(self.given, _SYSTEM))
        if isinstance(attributes, InvalidInput):
            return attributes
        self.attributes = attributes
        return None

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        needs = [Need.of(self.operation, things[self.given.id])]
        if operator := things.maybe(self.given.unit_id):
            needs.append(Need.of(Operation.REGISTER_SYSTEM, operator))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        system = things[self.given.id]
        code = self.attributes.get("code")
        refusal = references.outdated(
            system, self.given.expected_version
        ) or await references.taken(change, NodeKind.SYSTEM, code, "code", by=system.key)
        if refusal:
            return refusal
        operator = things.maybe(self.given.unit_id)
        if operator is not None:
            since = validity.since(change, self.given.effective_from)
            fact = operates(operator.key, system.key, valid_from=since)
            await record.assert_facts(change, [fact])
        return await revising.revised(change, system, self.attributes, touched=operator is not None)


def operates(unit_key: str, system_key: str, **dated: Any) -> record.Fact:  # noqa: ANN401  # valid_from, valid_to
    """Return the fact that a unit operates a system."""
    return record.Fact(
        "OPERATES", unit_key, system_key, f"OPERATES|{system_key}", system_key, **dated
    )
