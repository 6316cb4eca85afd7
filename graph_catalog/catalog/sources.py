"""定源: which dataset is the source of a datum (Art. 15).

At most one source lives for a datum and coverage. Designating another takes its place for that time, the same one
again makes it longer (`intervals`); what overlaps an existing coverage without being equal to it is a `Conflict`, for
then a datum would have two sources.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Self

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import (
    command,
    described,
    intervals,
    record,
    references,
    validity,
    withdrawal,
)
from graph_catalog.catalog.change import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.intervals import Assertion, Interval
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Thing, Things
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model import coverage, instant
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.sources import DesignateSourceInput
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal, RuleBroken
from graph_catalog.rights import Operation


async def designate(
    engine: Engine, viewer: Viewer, given: DesignateSourceInput, intent: Intent
) -> Committed | Refusal:
    """Make a dataset the source of a datum for a coverage and a time."""
    return await command.perform(engine, viewer, intent, _Designate(given))


@dataclasses.dataclass(frozen=True)
class Designated(Interval):
    """A stretch of time through which a designation on record makes a dataset the source.

    Its holder is the dataset where people designated it; what a ruling brought along is the ruling's, until then.
    """

    slot: str
    datum: str
    dataset: str
    dataset_name: str
    coverage: Coverage
    basis: str | None
    ruling: str | None
    """Key of the ruling that brought it to its datum; None of what people designated."""

    def is_alike(self, other: "Designated") -> bool:
        """Tell whether both name one dataset for one coverage, of whichever datum."""
        return (self.dataset, self.coverage) == (other.dataset, other.coverage)

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `source/live` says of one."""
        said = row["described"]
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        ruling = said.get("ruling")
        return cls(
            said["key"],
            row["dataset"] if ruling is None else ruling,
            (start, end),
            row["slot"],
            row["datum"],
            row["dataset"],
            row["dataset_name"],
            coverage.normal(described.coverage(said)),
            said.get("basis"),
            ruling,
        )


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
        row = await change.run("source/live", datum=datum.key, dataset=dataset.key, as_of=change.at)
        if not row["fits"]:
            return _unfit(datum, dataset)
        held = [Designated.read(each) for each in row["designations"]]
        for other in held:
            if other.meets(period) and coverage.clash(other.coverage, self.wanted):
                return _two_sources(datum, other)
        same = [each for each in held if each.coverage == self.wanted]
        made = Designating(datum.key, datum.name, dataset.key, dataset.name)
        taking = intervals.asserted(same, dataset.key, period)
        done = await record_designation(change, made, taking, (self.wanted, self.given.basis))
        longer = withdrawal.not_shortened(taking, period, "endDesignation")
        return dataclasses.replace(done, warnings=(*done.warnings, *longer))


@dataclasses.dataclass(frozen=True)
class Designating:
    """A datum and the dataset that becomes its source, by key and name."""

    datum: str
    datum_name: str
    dataset: str
    dataset_name: str


async def record_designation(
    change: Change,
    made: Designating,
    taking: Assertion[Designated],
    said: tuple[Coverage, str | None],
) -> Outcome:
    """Put on record what a designation comes to, `said`: for which coverage, on which basis."""
    wanted, basis = said
    own = taking.own
    basis = basis or (own.basis if own else None)
    if own is not None and taking.is_on_record and basis == own.basis:
        return Outcome(own.key, changed=False)
    start, end = taking.period
    attributes = {"basis": basis, "valid_from": start, "valid_to": end, "withdrawal": None}
    slot = coverage.slot(wanted)
    if own is None:
        key = await references.free_key(
            change, NodeKind.DESIGNATION, made.datum, made.dataset, slot
        )
        named = {"name": f"{made.datum_name} ← {made.dataset_name}"}
        new = {**named, **attributes, **described.flat_coverage(wanted)}
        await record.register(change, [record.NewEntity(NodeKind.DESIGNATION, key, new)])
    else:
        key = own.key
        await record.revise(change, NodeKind.DESIGNATION, {key: attributes})
    losing = {lost.key for lost in taking.gives_way}
    await withdrawal.give_way(change, losing, taking.period)
    left = {
        lost: {"valid_from": period[0], "valid_to": period[1]}
        for lost, period in taking.first_left().items()
        if lost != key
    }
    await record.revise(change, NodeKind.DESIGNATION, left)
    await record.assert_facts(change, facts_of(key, made.datum, made.dataset, slot, taking.period))
    others = {
        loses(made.datum_name, lost, change)
        for lost in taking.gives_way
        if lost.dataset != made.dataset
    }
    return Outcome(key, warnings=tuple(sorted(others)))


def facts_of(key: str, datum: str, dataset: str, slot: str, period: Period) -> list[record.Fact]:
    """Return the facts by which a designation (key) makes a dataset the source of a datum for a coverage and a time."""
    of = f"SOURCE|{datum}|{slot}"
    return [
        record.Fact("OF", key, datum, of, datum, *period),
        record.Fact("NAMES", key, dataset, f"NAMES|{key}", key, *period),
    ]


async def close(change: Change, key: str, reason: str) -> None:
    """Say why a designation ended, where no time to come is left to it."""
    left = [each for each in await withdrawal.facts(change, key) if each.period[1] > change.at]
    if not left:
        ended = withdrawal.described(change.at, reason)
        await record.revise(change, NodeKind.DESIGNATION, {key: ended})


def _unfit(datum: Thing, dataset: Thing) -> RuleBroken | InvalidInput:
    """Say why a dataset cannot be a source: a copy, no published entry, or without the datum (`still_source`)."""
    path, name = ["input", "datasetId"], dataset.name
    if dataset.described["listing"] == Listing.RECEIVED.value:
        return RuleBroken(
            message=say(
                zh=f"“{name}”是共享获取的副本，不能作为数据源头。请指定提供方的目录条目。",
                en=f"{name} is a copy had by sharing and cannot be a source. Name the provider's entry.",
            ),
            path=path,
            rule="第十条第三款",
        )
    is_entry = dataset.described["listing"] == Listing.LISTED.value
    if not is_entry or dataset.described.get("status") != EntryStatus.PUBLISHED.value:
        return RuleBroken(
            message=say(
                zh=f"“{name}”未发布，不能作为数据源头。请先由其提供单位发布该目录条目。",
                en=f"{name} is not published and cannot be a source. Let the unit that provides it publish it first.",
            ),
            path=path,
            rule="第十五条第一款",
        )
    return InvalidInput(
        message=say(
            zh=f"“{name}”没有表示“{datum.name}”的数据项，不能作为其源头。请核对数据项的对应关系，或指定另一目录条目。",
            en=f"{name} has no field that denotes {datum.name}, and cannot be its source. Check what its fields denote, or "
            "name another entry.",
        ),
        path=path,
    )


async def stranded(change: Change, datasets: Sequence[str]) -> tuple[str, ...]:
    """Warn of each source among some datasets (keys) that is none any more, or will be none when its time begins."""
    found = (await change.run("source/stranded", datasets=datasets, as_of=change.at))["stranded"]
    return tuple(
        _is_stranded(dataset, datum)
        if since.to_native() <= change.at
        else _will_be_stranded(dataset, datum, instant.day(since.to_native()))
        for dataset, datum, since in found
    )


def _is_stranded(dataset: str, datum: str) -> str:
    return say(
        zh=f"“{dataset}”是“{datum}”的数据源头，现已未发布或不再含有该数。请另行定源，或终止该定源。",
        en=f"{dataset} is the source of {datum}, and is not published or does not have it any more. Designate another source, "
        "or end the designation.",
    )


def _will_be_stranded(dataset: str, datum: str, begins: dt.date) -> str:
    return say(
        zh=f"“{dataset}”自{begins}起为“{datum}”的数据源头，现已未发布或不再含有该数。请另行定源，或撤回该定源。",
        en=f"{dataset} is the source of {datum} from {begins} on, and is not published or does not have it any more. Designate "
        "another source, or take the designation back.",
    )


def loses(datum: str, lost: Designated, change: Change) -> str:
    """Say that a dataset is the source of a datum (its name) no more for a time that is given to another."""
    if lost.period[0] > change.at:
        begins = instant.day(lost.period[0])
        return say(
            zh=f"“{lost.dataset_name}”原定自{begins}起为“{datum}”的数据源头，在该期间被取代。",
            en=f"{lost.dataset_name} was to be the source of {datum} from {begins} on, and is not for that time.",
        )
    return say(
        zh=f"“{lost.dataset_name}”在该期间不再是“{datum}”的数据源头。",
        en=f"{lost.dataset_name} is the source of {datum} no more for that time.",
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
