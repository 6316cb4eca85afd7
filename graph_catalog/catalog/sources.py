"""定源: which dataset is the source of a datum, and who is exempt from going to it (Art. 15).

At most one source lives for a datum and coverage. Designating another takes its place from that instant on; what
overlaps an existing coverage without being equal to it is a `Conflict`, for then a datum would have two sources.
"""

from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import (
    command,
    described,
    record,
    references,
    validity,
    withdrawal,
)
from graph_catalog.catalog.change import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Thing, Things
from graph_catalog.catalog.validity import Period
from graph_catalog.catalog.withdrawal import Withdrawing
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model import coverage, wording
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import WithdrawExemptionInput
from graph_catalog.model.inputs.sources import DesignateSourceInput, ExemptCollectionInput
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal, RuleBroken
from graph_catalog.rights import Operation


async def designate(
    engine: Engine, viewer: Viewer, given: DesignateSourceInput, intent: Intent
) -> Committed | Refusal:
    """Make a dataset the source of a datum for a coverage and a time."""
    return await command.perform(engine, viewer, intent, _Designate(given))


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


class _Designate(Command[DesignateSourceInput]):
    operation = Operation.DESIGNATE_SOURCE
    basis: str | None

    @override
    def read(self) -> InvalidInput | None:
        basis = wording.text(self.given.basis, ["input", "basis"])
        if isinstance(basis, InvalidInput):
            return basis
        self.basis = basis
        return validity.disordered(self.given.valid_from, self.given.valid_to)

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        return [Need.of(self.operation, things[self.given.dataset_id])]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        datum, dataset = things[self.given.datum_id], things[self.given.dataset_id]
        period = validity.period(change, self.given.valid_from, self.given.valid_to)
        if isinstance(period, Refusal):
            return period
        if dataset.described["listing"] == "RECEIVED":
            return _received(dataset)
        wanted = coverage.read(self.given.coverage)
        valid_from, valid_to = period
        live = (await change.run("source/live", datum=datum.key))["designations"]
        for other in live:
            if not _meets(other, period):
                continue
            held = described.coverage(other["described"])
            if held == wanted and other["dataset"] == dataset.key and valid_to == OPEN_END:
                return Outcome(other["described"]["key"], changed=False)
            if held != wanted and coverage.overlaps(held, wanted):
                return _two_sources(datum, other, held)
            if held == wanted:
                ended = {other["described"]["key"]: {"valid_to": valid_from}}
                await record.revise(change, NodeKind.DESIGNATION, ended)
        return await self._record(change, datum, dataset, wanted, period)

    async def _record(
        self, change: Change, datum: Thing, dataset: Thing, wanted: Coverage, period: Period
    ) -> Outcome:
        slot = coverage.slot(wanted)
        key = await references.free_key(change, NodeKind.DESIGNATION, datum.key, dataset.key, slot)
        attributes = {
            "name": f"{datum.name} ← {dataset.name}",
            "basis": self.basis,
            "valid_from": period[0],
            "valid_to": period[1],
            **described.flat_coverage(wanted),
        }
        await record.register(change, [record.NewEntity(NodeKind.DESIGNATION, key, attributes)])
        source = f"SOURCE|{datum.key}|{slot}"
        await record.assert_facts(
            change,
            [
                record.Fact("OF", key, datum.key, source, datum.key, *period),
                record.Fact("NAMES", key, dataset.key, f"NAMES|{key}", key, *period),
            ],
        )
        return Outcome(key)


class _Exempt(Command[ExemptCollectionInput]):
    operation = Operation.EXEMPT_COLLECTION
    attributes: Row

    @override
    def read(self) -> InvalidInput | None:
        reason = wording.name(self.given.reason, ["input", "reason"])
        basis = wording.name(self.given.basis, ["input", "basis"])
        if isinstance(reason, InvalidInput):
            return reason
        if isinstance(basis, InvalidInput):
            return basis
        covered = described.flat_coverage(coverage.read(self.given.coverage))
        self.attributes = {"name": reason, "basis": basis, **covered}
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
        withdrawn = withdrawal.described(change, self.reason)
        await record.revise(change, NodeKind.EXEMPTION, {thing.key: withdrawn})
        slots = [f"{edge}|{thing.key}" for edge in ("OF", "FOR")]
        await record.retract(change, [record.Stretch(thing.key, slot, change.at) for slot in slots])
        return Outcome(thing.key)


def _received(dataset: Thing) -> RuleBroken:
    return RuleBroken(
        message=say(
            zh=f"“{dataset.name}”是共享获取的副本，不能作为数据源头。请指定提供方的目录条目。",
            en=f"{dataset.name} is a copy had by sharing and cannot be a source. Name the provider's entry.",
        ),
        path=["input", "datasetId"],
        rule="第十条第三款",
    )


def _meets(designation: Row, period: Period) -> bool:
    held_from, held_to = (designation[end].to_native() for end in ("valid_from", "valid_to"))
    return bool(held_from < period[1] and period[0] < held_to)


def _two_sources(datum: Thing, other: Row, held: Coverage) -> Conflict:
    return Conflict(
        message=say(
            zh=f"“{datum.name}”在相交的范围（{coverage.slot(held)}）内已定源于“{other['dataset_name']}”。"
            "一数一源：请先调整该定源的范围。",
            en=f"{datum.name} has {other['dataset_name']} as its source for an overlapping coverage "
            f"({coverage.slot(held)}). One datum, one source: change that designation first.",
        ),
        path=["input", "coverage"],
        rule="第十五条第一款",
    )
