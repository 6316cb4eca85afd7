"""豁免: who is exempt from going to the source of a datum, and may collect it all the same (Art. 15)."""

from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.model import coverage, wording
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import WithdrawExemptionInput
from graph_catalog.model.inputs.sources import ExemptCollectionInput
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import (
    command,
    entity_rows,
    intervals,
    record,
    references,
    validity,
    withdrawal,
)
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.intervals import Interval
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Thing, Things
from graph_catalog.record.withdrawal import Withdrawing


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
    said: Row
    covered: Coverage

    @override
    def read(self) -> InvalidInput | None:
        covered = coverage.read(self.given.coverage)
        if isinstance(covered, InvalidInput):
            return covered
        self.said = {"name": self.given.reason, "basis": self.given.basis}
        self.covered = covered
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
        rows = (await change.run("agreements/exemptions", datum=datum, unit=unit))["exemptions"]
        same = [_interval(row, unit) for row in rows if self._is_same(row["described"])]
        if ended := intervals.spanned(same, period):
            return withdrawal.stays_ended(NodeKind.EXEMPTION, self.given.reason, ended)
        asserted = intervals.asserted(same, unit, period)
        warnings = withdrawal.not_shortened(asserted.period[1], period, "withdrawExemption")
        if asserted.own is not None and asserted.is_on_record:
            return Outcome(asserted.own.key, warnings, changed=False)
        dates = {"valid_from": asserted.period[0], "valid_to": asserted.period[1]}
        if asserted.own is None:
            key = await references.free_key(change, NodeKind.EXEMPTION, datum, unit)
            attributes = {**self.said, **entity_rows.flat_coverage(self.covered), **dates}
            await record.register(change, [record.NewEntity(NodeKind.EXEMPTION, key, attributes)])
        else:
            key = asserted.own.key
            again = withdrawal.until_ended(asserted.own, dates)
            await record.revise(change, NodeKind.EXEMPTION, {key: again})
        losing = {each.key for each in asserted.gives_way} - {key}
        await withdrawal.give_way(change, losing, asserted.period)
        await record.assert_facts(
            change,
            [
                record.Fact("OF", key, datum, f"OF|{key}", key, *asserted.period),
                record.Fact("FOR", key, unit, f"FOR|{key}", key, *asserted.period),
            ],
        )
        joined = withdrawal.joined(NodeKind.EXEMPTION, asserted.gives_way, key)
        return Outcome(key, (*warnings, *joined))

    def _is_same(self, on_record: Row) -> bool:
        """Tell whether an exemption has the same reason, basis and coverage: then it is the same right."""
        return coverage.normal(entity_rows.coverage(on_record)) == self.covered and all(
            wording.folded(on_record.get(name) or "") == wording.folded(value or "")
            for name, value in self.said.items()
        )


def _interval(row: Row, unit: str) -> Interval:
    start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
    said = row["described"]
    return Interval(said["key"], unit, (start, end), ended_at=withdrawal.ended_at(said))


class _WithdrawExemption(Withdrawing[WithdrawExemptionInput]):
    operation = Operation.WITHDRAW_EXEMPTION

    @override
    async def withdraw(self, change: Change, thing: Thing, path: list[str]) -> Outcome | Refusal:
        on_record = await withdrawal.facts(change, thing.key)
        ends = change.at, self.reason
        return await withdrawal.withdraw_right(change, thing, on_record, ends, path)
