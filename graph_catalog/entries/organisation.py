"""The organisation: units, the systems that they operate and the projects that they undertake (Art. 3, 6, 9, 12, 25)."""

import dataclasses
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from typing_extensions import override

from graph_catalog.entries import lookalikes
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs import nulls
from graph_catalog.model.inputs.projects import RegisterProjectInput, ReviseProjectInput
from graph_catalog.model.inputs.systems import RegisterSystemInput, ReviseSystemInput
from graph_catalog.model.inputs.units import RegisterUnitInput, ReviseUnitInput
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import command, record, references, revising, validity
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things
from graph_catalog.record.revising import Describing

_BY_THE_CENTRE: Final = frozenset({"name", "credit_code", "kind", "level"})
"""What decides which rules bind a unit is not the unit's own to say."""

G = TypeVar("G")


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
    return await command.perform(engine, viewer, intent, _Register(given, _SYSTEM))


async def revise_system(
    engine: Engine, viewer: Viewer, given: ReviseSystemInput, intent: Intent
) -> Committed | Refusal:
    """Describe a system anew, or hand it to another operator from an instant on."""
    return await command.perform(engine, viewer, intent, _Revise(given, _SYSTEM))


async def register_project(
    engine: Engine, viewer: Viewer, given: RegisterProjectInput, intent: Intent
) -> Committed | Refusal:
    """Put a project on record under the unit that undertakes it."""
    return await command.perform(engine, viewer, intent, _Register(given, _PROJECT))


async def revise_project(
    engine: Engine, viewer: Viewer, given: ReviseProjectInput, intent: Intent
) -> Committed | Refusal:
    """Describe a project anew, or hand it to another unit from an instant on."""
    return await command.perform(engine, viewer, intent, _Revise(given, _PROJECT))


async def known_units(engine: Engine) -> frozenset[str]:
    """Return the keys of all units."""
    found = await engine.read("entries/known", PROGRAM_SCOPE)
    return frozenset(found["known"])


def operates(unit_key: str, system_key: str) -> record.Fact:
    """Return the fact that a unit operates a system."""
    return _SYSTEM.fact(unit_key, system_key)


class _DescribeUnit(Describing[G]):
    attribute_names = ("name", "credit_code", "kind", "level", "security_lead")


class _RegisterUnit(_DescribeUnit[RegisterUnitInput]):
    operation = Operation.REGISTER_UNIT

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        code = self.attributes.get("credit_code")
        name = self.attributes["name"]
        taken = await references.taken(change, NodeKind.UNIT, code, "creditCode")
        if refusal := taken or await references.named_alike(change, NodeKind.UNIT, name):
            return refusal
        doubts = await lookalikes.doubts(change, NodeKind.UNIT, [name])
        key = await references.free_key(change, NodeKind.UNIT, code or name)
        await record.register(change, [record.NewEntity(NodeKind.UNIT, key, self.attributes)])
        return Outcome(key, warnings=doubts)


class _ReviseUnit(_DescribeUnit[ReviseUnitInput]):
    operation = Operation.REVISE_UNIT

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
        renamed = revising.difference(unit.described, self.attributes).get("name")
        refusal = (
            references.outdated(unit, self.given.expected_version)
            or await references.taken(change, NodeKind.UNIT, code, "creditCode", by=unit.key)
            or await references.named_alike(change, NodeKind.UNIT, renamed, by=unit.key)
        )
        if refusal:
            return refusal
        doubts = await lookalikes.doubts(
            change, NodeKind.UNIT, [renamed] if renamed else [], by=[unit.key]
        )
        return await revising.revised(change, unit, self.attributes, warnings=doubts)


@dataclasses.dataclass(frozen=True)
class _Belonging:
    """A kind of thing that one unit has at a time."""

    kind: NodeKind
    edge: str
    registering: Operation
    revising: Operation
    attribute_names: tuple[str, ...]

    def fact(self, unit_key: str, key: str, **dated: Any) -> record.Fact:  # noqa: ANN401  # valid_from, valid_to
        return record.Fact(self.edge, unit_key, key, f"{self.edge}|{key}", key, **dated)


_SYSTEM: Final = _Belonging(
    NodeKind.SYSTEM,
    "OPERATES",
    Operation.REGISTER_SYSTEM,
    Operation.REVISE_SYSTEM,
    ("name", "code", "stage", "hosting", "network", "source_level"),
)
_PROJECT: Final = _Belonging(
    NodeKind.PROJECT,
    "UNDERTAKES",
    Operation.REGISTER_PROJECT,
    Operation.REVISE_PROJECT,
    ("name", "code", "stage", "description"),
)


class _DescribeBelonging(Describing[G]):
    def __init__(self, given: G, belonging: _Belonging) -> None:
        super().__init__(given)
        self.belonging = belonging

    @property
    @override
    def attribute_names(self) -> tuple[str, ...]:
        return self.belonging.attribute_names


class _Register(_DescribeBelonging[RegisterSystemInput | RegisterProjectInput]):
    @property
    @override
    def operation(self) -> Operation:
        return self.belonging.registering

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        return [Need.of(self.operation, things[self.given.unit_id])]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        kind, code = self.belonging.kind, self.attributes.get("code")
        unit, name = things[self.given.unit_id].key, self.attributes["name"]
        taken = await references.taken(change, kind, code, "code")
        if refusal := taken or await references.named_alike(change, kind, name, unit=unit):
            return refusal
        doubts = await lookalikes.doubts(change, kind, [name], unit=unit)
        key = await references.free_key(change, kind, unit, name)
        await record.register(change, [record.NewEntity(kind, key, self.attributes)])
        await record.add_facts(change, [self.belonging.fact(unit, key)])
        return Outcome(key, warnings=doubts)


class _Revise(_DescribeBelonging[ReviseSystemInput | ReviseProjectInput]):
    @override
    def read(self) -> InvalidInput | None:
        given = self.given
        if given.effective_from is not None and nulls.value(given.unit_id) is None:
            return _nothing_moves()
        return super().read() or validity.never_begins(given.effective_from, "effectiveFrom")

    @property
    @override
    def operation(self) -> Operation:
        return self.belonging.revising

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        needs = [Need.of(self.operation, things[self.given.id])]
        if unit := things.maybe(nulls.value(self.given.unit_id)):
            needs.append(Need.of(self.belonging.registering, unit))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        thing, unit = things[self.given.id], things.maybe(nulls.value(self.given.unit_id))
        kind, code = self.belonging.kind, self.attributes.get("code")
        refusal = references.outdated(thing, self.given.expected_version) or await references.taken(
            change, kind, code, "code", by=thing.key
        )
        name = self.attributes.get("name", thing.name)
        holder = unit.key if unit else thing.owner.unit if thing.owner else None
        doubts: tuple[str, ...] = ()
        if not refusal and holder and (unit or name != thing.name):
            argument = "name" if name != thing.name else "unitId"
            refusal = await references.named_alike(
                change, kind, name, unit=holder, by=thing.key, argument=argument
            )
            doubts = await lookalikes.doubts(change, kind, [name], unit=holder, by=[thing.key])
        if refusal:
            return refusal
        is_there = thing.owner is not None and unit is not None and thing.owner.unit == unit.key
        moves = unit is not None and not (is_there and self.given.effective_from is None)
        if unit is not None and moves:
            since = validity.since(change, self.given.effective_from)
            fact = self.belonging.fact(unit.key, thing.key, valid_from=since)
            await record.assert_facts(change, [fact])
        return await revising.revised(
            change, thing, self.attributes, touched=moves, warnings=doubts
        )


def _nothing_moves() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="effectiveFrom 是移交之日，而本次未移交。请写明 unitId，或去掉 effectiveFrom。",
            en="effectiveFrom is the day of a hand-over, and nothing is handed over. Give unitId, or leave effectiveFrom out.",
        ),
        path=["input", "effectiveFrom"],
    )
