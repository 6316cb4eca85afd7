"""豁免: who is exempt from going to the source of a datum, and may collect it all the same (Art. 15)."""

from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import command, described, record, references, validity, withdrawal
from graph_catalog.catalog.change import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Thing, Things
from graph_catalog.catalog.withdrawal import Withdrawing
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.model import coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import WithdrawExemptionInput
from graph_catalog.model.inputs.sources import ExemptCollectionInput
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.rights import Operation


async def exempt(
    engine: Engine, viewer: Viewer, given: ExemptCollectionInput, intent: Intent
) -> Committed | Refusal:
    """Let a unit collect a datum itself although it could be had by sharing, for a reason and on a basis."""
    return await command.perform(engine, viewer, intent, _Exempt(given))


async def withdraw_exemption(
    engine: Engine, viewer: Viewer, given: WithdrawExemptionInput, intent: Intent
) -> Committed | Refusal:
    """End an exemption now: from here on the verdict asks the unit to fetch again."""
    return await command.perform(engine, viewer, intent, _WithdrawExemption(given))


class _Exempt(Command[ExemptCollectionInput]):
    operation = Operation.EXEMPT_COLLECTION
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        covered = coverage.read(self.given.coverage)
        if isinstance(covered, InvalidInput):
            return covered
        self.attributes = {
            "name": self.given.reason,
            "basis": self.given.basis,
            **described.flat_coverage(covered),
        }
        return validity.disordered(self.given.valid_from, self.given.valid_to)

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        return [Need.of(self.operation, things[self.given.unit_id])]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        period = validity.period(change, self.given.valid_from, self.given.valid_to)
        if isinstance(period, Refusal):
            return period
        datum, unit = things[self.given.datum_id].key, things[self.given.unit_id].key
        key = await references.free_key(change, NodeKind.EXEMPTION, datum, unit)
        attributes = {**self.attributes, "valid_from": period[0], "valid_to": period[1]}
        await record.register(change, [record.NewEntity(NodeKind.EXEMPTION, key, attributes)])
        await record.assert_facts(
            change,
            [
                record.Fact("OF", key, datum, f"OF|{key}", key, *period),
                record.Fact("FOR", key, unit, f"FOR|{key}", key, *period),
            ],
        )
        return Outcome(key)


class _WithdrawExemption(Withdrawing[WithdrawExemptionInput]):
    operation = Operation.WITHDRAW_EXEMPTION

    @override
    async def withdraw(self, change: Change, thing: Thing) -> Outcome:
        withdrawn = withdrawal.described(change.at, self.reason)
        await record.revise(change, NodeKind.EXEMPTION, {thing.key: withdrawn})
        slots = [f"{edge}|{thing.key}" for edge in ("OF", "FOR")]
        await record.retract(change, [record.Stretch(thing.key, slot, change.at) for slot in slots])
        return Outcome(thing.key)
