"""定源: which dataset is the source of a datum (Art. 15).

At most one source lives for a datum and coverage. Designating another takes its place for that time, the same one
again makes it longer (`designating`); what overlaps an existing coverage without being equal to it is a `Conflict`, for
then a datum would have two sources.
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
from graph_catalog.catalog.designating import Designated, Taking, taken
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Thing, Things
from graph_catalog.catalog.withdrawal import Withdrawing
from graph_catalog.graph.engine import Engine
from graph_catalog.language import say
from graph_catalog.model import coverage
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.sources import (
    DesignateSourceInput,
    EndDesignationInput,
)
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal, RuleBroken
from graph_catalog.rights import Operation


async def designate(
    engine: Engine, viewer: Viewer, given: DesignateSourceInput, intent: Intent
) -> Committed | Refusal:
    """Make a dataset the source of a datum for a coverage and a time."""
    return await command.perform(engine, viewer, intent, _Designate(given))


async def end_designation(
    engine: Engine, viewer: Viewer, given: EndDesignationInput, intent: Intent
) -> Committed | Refusal:
    """End a designation for a reason, now or on a date; what was the source before stays so for that time."""
    return await command.perform(engine, viewer, intent, _EndDesignation(given))


class _Designate(Command[DesignateSourceInput]):
    operation = Operation.DESIGNATE_SOURCE
    wanted: Coverage

    @override
    def read(self) -> InvalidInput | None:
        wanted = coverage.read(self.given.coverage)
        if isinstance(wanted, InvalidInput):
            return wanted
        self.wanted = wanted
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
        row = await change.run("source/live", datum=datum.key, dataset=dataset.key, at=change.at)
        if unfit := _unfit(datum, dataset, holds=row["holds"]):
            return unfit
        held = [Designated.read(each) for each in row["designations"]]
        for other in held:
            if other.meets(period) and coverage.clash(other.coverage, self.wanted):
                return _two_sources(datum, other)
        same = [each for each in held if each.coverage == self.wanted]
        return await self._record(change, (datum, dataset), taken(same, dataset.key, period))

    async def _record(self, change: Change, ends: tuple[Thing, Thing], taking: Taking) -> Outcome:
        datum, dataset = ends
        own = taking.own
        basis = self.given.basis or (own.basis if own else None)
        if own is not None and taking.is_on_record and basis == own.basis:
            return Outcome(own.key, changed=False)
        start, end = taking.period
        attributes = {"basis": basis, "valid_from": start, "valid_to": end, "withdrawal": None}
        slot = coverage.slot(self.wanted)
        if own is None:
            key = await references.free_key(
                change, NodeKind.DESIGNATION, datum.key, dataset.key, slot
            )
            named = {"name": f"{datum.name} ← {dataset.name}"}
            new = {**named, **attributes, **described.flat_coverage(self.wanted)}
            await record.register(change, [record.NewEntity(NodeKind.DESIGNATION, key, new)])
        else:
            key = own.key
            await record.revise(change, NodeKind.DESIGNATION, {key: attributes})
        await record.retract(
            change,
            [
                record.Stretch(anchor, each, *taking.period)
                for lost in taking.gives_way
                for anchor, each in ((datum.key, lost.slot), (lost.key, f"NAMES|{lost.key}"))
            ],
        )
        left = {lost.key: dates for lost, dates in taking.left() if lost.key != key}
        await record.revise(change, NodeKind.DESIGNATION, left)
        await record.assert_facts(
            change,
            [
                record.Fact(
                    "OF", key, datum.key, f"SOURCE|{datum.key}|{slot}", datum.key, *taking.period
                ),
                record.Fact("NAMES", key, dataset.key, f"NAMES|{key}", key, *taking.period),
            ],
        )
        others = {lost.dataset_name for lost in taking.gives_way if lost.dataset != dataset.key}
        return Outcome(key, warnings=tuple(_lost(datum, name) for name in sorted(others)))


class _EndDesignation(Withdrawing[EndDesignationInput]):
    operation = Operation.END_DESIGNATION

    @override
    def over(self, change: Change, thing: Thing, path: list[str]) -> None:
        """Leave that to the facts, which alone say when a designation holds."""

    @override
    async def withdraw(self, change: Change, thing: Thing) -> Outcome | Refusal:
        ends_at = validity.until(change, self.given.ends_at)
        rows = (await change.run("source/stretches", designation=thing.key))["stretches"]
        left = [row for row in rows if row["valid_to"].to_native() > ends_at]
        if not left:
            return Conflict(
                message=say(
                    zh=f"定源“{thing.name}”在该时间之前已终止。",
                    en=f"The designation {thing.name} had ended before that.",
                ),
                path=["input", "endsAt"],
            )
        ended = withdrawal.described(ends_at, self.reason)
        await record.revise(change, NodeKind.DESIGNATION, {thing.key: ended})
        await record.retract(
            change,
            [
                record.Stretch(anchor, slot, max(ends_at, start), end)
                for row in left
                for start, end in [(row["valid_from"].to_native(), row["valid_to"].to_native())]
                for anchor, slot in (
                    (row["datum"], row["slot"]),
                    (thing.key, f"NAMES|{thing.key}"),
                )
            ],
        )
        return Outcome(thing.key)


def _unfit(datum: Thing, dataset: Thing, *, holds: bool) -> RuleBroken | InvalidInput | None:
    """Refuse what cannot be a source: a copy, an entry that is not published, one that does not have the datum."""
    path, name = ["input", "datasetId"], dataset.name
    if dataset.described["listing"] == "RECEIVED":
        return RuleBroken(
            message=say(
                zh=f"“{name}”是共享获取的副本，不能作为数据源头。请指定提供方的目录条目。",
                en=f"{name} is a copy had by sharing and cannot be a source. Name the provider's entry.",
            ),
            path=path,
            rule="第十条第三款",
        )
    if dataset.described.get("status") != EntryStatus.PUBLISHED.value:
        return RuleBroken(
            message=say(
                zh=f"“{name}”未发布，不能作为数据源头。请先由其提供单位发布该目录条目。",
                en=f"{name} is not published and cannot be a source. Let the unit that provides it publish it first.",
            ),
            path=path,
            rule="第十五条第一款",
        )
    if not holds:
        return InvalidInput(
            message=say(
                zh=f"“{name}”没有表示“{datum.name}”的数据项，不能作为其源头。请核对数据项的对应关系，或指定另一目录条目。",
                en=f"{name} has no field that denotes {datum.name}, and cannot be its source. Check what its fields denote, or "
                "name another entry.",
            ),
            path=path,
        )
    return None


def is_stranded(dataset: str, datum: str) -> str:
    """Warn that a source is none any more: the datum has a designation, and nowhere to be had from."""
    return say(
        zh=f"“{dataset}”是“{datum}”的数据源头，现已未发布或不再含有该数。请另行定源，或终止该定源。",
        en=f"{dataset} is the source of {datum}, and is not published or does not have it any more. Designate another source, "
        "or end the designation.",
    )


def _lost(datum: Thing, dataset: str) -> str:
    return say(
        zh=f"“{dataset}”在该期间不再是“{datum.name}”的数据源头。",
        en=f"{dataset} is the source of {datum.name} no more for that time.",
    )


def _two_sources(datum: Thing, other: Designated) -> Conflict:
    return Conflict(
        message=say(
            zh=f"“{datum.name}”在相交的范围（{coverage.slot(other.coverage)}）内已定源于“{other.dataset_name}”。"
            "一数一源：请先调整该定源的范围。",
            en=f"{datum.name} has {other.dataset_name} as its source for an overlapping coverage "
            f"({coverage.slot(other.coverage)}). One datum, one source: change that designation first.",
        ),
        path=["input", "coverage"],
        rule="第十五条第一款",
    )
