"""定源: which dataset is the source of a datum (Art. 15).

At most one source lives for a datum and coverage. Designating another takes its place for that time, the same one
again makes it longer (`intervals`); what overlaps an existing coverage without being equal to it is a `Conflict`, for
then a datum would have two sources. A designation has one basis: on another one for a part of its time, the same dataset
has another designation for that part.
"""

import dataclasses
from collections.abc import Sequence
from typing import Self

from typing_extensions import override

from graph_catalog.agreements import unfit_sources
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model import coverage, instant, wording
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.sources import DesignateSourceInput
from graph_catalog.model.mentions import owned
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal
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
from graph_catalog.record.validity import Period


async def designate(
    engine: Engine, viewer: Viewer, given: DesignateSourceInput, intent: Intent
) -> Committed | Refusal:
    """Make a dataset the source of a datum for a coverage and a time."""
    return await command.perform(engine, viewer, intent, _Designate(given))


@dataclasses.dataclass(frozen=True)
class Designated(Interval):
    """An interval through which a designation on record makes a dataset the source.

    Its holder is the dataset on that basis where people designated it; what a ruling brought along is the ruling's.
    """

    slot: str
    datum: str
    dataset: str
    dataset_name: str
    coverage: Coverage
    basis: str | None
    ruling: str | None
    """Key of the ruling that brought it to its datum; None of what people designated."""
    unit: str | None = None
    """The name of the unit that provides the dataset, where it was asked for."""

    def is_alike(self, other: "Designated") -> bool:
        """Tell whether both name one dataset for one coverage, of whichever datum."""
        return (self.dataset, self.coverage) == (other.dataset, other.coverage)

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `agreements/live_designations` says of one."""
        said = row["described"]
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        ruling = said.get("ruling")
        return cls(
            said["key"],
            holder(row["dataset"], said.get("basis")) if ruling is None else ruling,
            (start, end),
            row["slot"],
            row["datum"],
            row["dataset"],
            row["dataset_name"],
            coverage.normal(entity_rows.coverage(said)),
            said.get("basis"),
            ruling,
            row.get("unit"),
            ended_at=withdrawal.ended_at(said),
        )


def holder(dataset: str, basis: str | None) -> str:
    """Return who holds a time by a designation: a dataset (key), on a basis however it is written."""
    return f"{dataset}|{wording.folded(basis or '')}"


async def live(
    change: Change, datum: str, dataset: str = "", covered: Coverage | None = None
) -> tuple[list[Designated], bool]:
    """Return what is on record of the sources of a datum, and whether a dataset can be one for a coverage (keys)."""
    flat = entity_rows.flat_coverage(covered or Coverage())
    row = await change.run(
        "agreements/live_designations", datum=datum, dataset=dataset, covered=flat, as_of=change.at
    )
    return [Designated.read(each) for each in row["designations"]], bool(row["fits"])


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
        held, fits = await live(change, datum.key, dataset.key, self.wanted)
        if not fits:
            return unfit_sources.refuse(datum, dataset, self.wanted)
        for other in held:
            if other.meets(period) and coverage.clash(other.coverage, self.wanted):
                return _two_sources(datum, other, change)
        made = Designating(datum.key, datum.name, dataset.key, dataset.name, self.wanted)
        if ended := intervals.spanned(filter(made.is_of, held), period):
            named = f"{datum.name} ← {dataset.name}"
            return withdrawal.stays_ended(NodeKind.DESIGNATION, named, ended)
        done = await self._record(change, made, period, held)
        beyond = unfit_sources.beyond(dataset.name, datum.name, self.wanted, dataset.described)
        return dataclasses.replace(done, warnings=(*done.warnings, *beyond))

    async def _record(
        self, change: Change, made: "Designating", period: Period, held: Sequence[Designated]
    ) -> Outcome:
        """Put it on record, on the basis that is said; where none is, each time keeps the one that it has."""
        basis = self.given.basis
        mine = [each for each in held if made.is_of(each) and each.touches(period)]
        holders = {each.holder for each in mine}
        if basis is not None:
            holders = {holder(made.dataset, basis)}
        elif mine:
            basis = mine[0].basis
        last = max([period[1], *(each.period[1] for each in mine if each.holder in holders)])
        longer = withdrawal.not_shortened(last, period, "endDesignation")
        if len(holders) <= 1:
            done = await record_designation(change, made, held, period, basis)
            return dataclasses.replace(done, warnings=(*done.warnings, *longer))
        done = Outcome(min(mine, key=lambda each: each.period).key, changed=False)
        for time in intervals.free(period, (each.period for each in mine)):
            held, _ = await live(change, made.datum)
            touching = (each for each in held if made.is_of(each) and each.touches(time))
            beside = min(touching, key=lambda each: each.period)
            more = await record_designation(change, made, held, time, beside.basis)
            done = Outcome(done.subject, (*done.warnings, *more.warnings))
        return dataclasses.replace(done, warnings=tuple(dict.fromkeys((*done.warnings, *longer))))


@dataclasses.dataclass(frozen=True)
class Designating:
    """A datum and the dataset that becomes its source for a coverage, by key and name."""

    datum: str
    datum_name: str
    dataset: str
    dataset_name: str
    coverage: Coverage

    def is_of(self, each: Designated) -> bool:
        """Tell whether people have designated the same dataset for the same coverage."""
        return (
            each.ruling is None and each.dataset == self.dataset and each.coverage == self.coverage
        )


async def record_designation(
    change: Change,
    made: Designating,
    held: Sequence[Designated],
    period: Period,
    basis: str | None,
) -> Outcome:
    """Put on record that a dataset is the source for a time, on a basis; `held` is what is on record of the datum."""
    alike = [each for each in held if each.coverage == made.coverage]
    taking = intervals.asserted(
        _corrected(alike, made, period, basis), holder(made.dataset, basis), period
    )
    own = taking.own
    if own is not None and taking.is_on_record and basis == own.basis:
        return Outcome(own.key, changed=False)
    start, end = taking.period
    attributes = {"basis": basis, "valid_from": start, "valid_to": end}
    slot = coverage.slot(made.coverage)
    if own is None:
        key = await references.free_key(
            change, NodeKind.DESIGNATION, made.datum, made.dataset, slot
        )
        named = {"name": f"{made.datum_name} ← {made.dataset_name}"}
        new = {**named, **attributes, **entity_rows.flat_coverage(made.coverage)}
        await record.register(change, [record.NewEntity(NodeKind.DESIGNATION, key, new)])
    else:
        key = own.key
        await record.revise(
            change, NodeKind.DESIGNATION, {key: withdrawal.until_ended(own, attributes)}
        )
    losing = {lost.key: lost for lost in taking.gives_way}
    await withdrawal.give_way(change, losing, taking.period)
    left = {
        lost: withdrawal.until_ended(losing[lost], {"valid_from": period[0], "valid_to": period[1]})
        for lost, period in taking.first_left().items()
        if lost != key
    }
    await record.revise(change, NodeKind.DESIGNATION, left)
    await record.assert_facts(change, facts_of(key, made, taking.period, basis))
    others = {
        loses(made.datum_name, lost, change)
        for lost in taking.gives_way
        if lost.dataset != made.dataset
    }
    same = [lost for lost in taking.gives_way if lost.holder == holder(made.dataset, basis)]
    joined = withdrawal.joined(NodeKind.DESIGNATION, same, key)
    return Outcome(key, warnings=(*sorted(others), *joined))


def _corrected(
    same: Sequence[Designated], made: Designating, period: Period, basis: str | None
) -> list[Designated]:
    """Return stretches on record with the basis that is said now where that is said of all of their designation's time."""
    now, whole = holder(made.dataset, basis), {each.key for each in same if made.is_of(each)}
    whole -= {
        each.key
        for each in same
        if not (period[0] <= each.period[0] and each.period[1] <= period[1])
    }
    return [dataclasses.replace(each, holder=now) if each.key in whole else each for each in same]


def facts_of(
    key: str, each: "Designating | Designated", period: Period, basis: str | None
) -> list[record.Fact]:
    """Return the facts by which a designation (key) makes a dataset the source of a datum for a coverage and a time.

    The basis stands on them: what is corrected today was so from the beginning, which a description does not tell.
    """
    of, attributes = f"SOURCE|{each.datum}|{coverage.slot(each.coverage)}", {"basis": basis}
    return [
        record.Fact("OF", key, each.datum, of, each.datum, *period, attributes),
        record.Fact("NAMES", key, each.dataset, f"NAMES|{key}", key, *period, attributes),
    ]


async def close(change: Change, key: str, reason: str) -> None:
    """Say why a designation ended, where no time to come is left to it."""
    if all(each.period[1] <= change.at for each in await withdrawal.facts(change, key)):
        ended = withdrawal.described(change.at, reason)
        await record.revise(change, NodeKind.DESIGNATION, {key: ended})


def loses(datum: str, lost: Designated, change: Change) -> str:
    """Say that a dataset is the source of a datum (its name) no more for a time that is given to another."""
    source = owned(lost.dataset_name, lost.unit)
    if lost.period[0] > change.at:
        begins = instant.day(lost.period[0])
        return say(
            zh=f"{source}原定自{begins}起为“{datum}”的数据源头，在该期间被取代。",
            en=f"{source} was to be the source of {datum} from {begins} on, and is not for that time.",
        )
    return say(
        zh=f"{source}在该期间不再是“{datum}”的数据源头。",
        en=f"{source} is the source of {datum} no more for that time.",
    )


def _two_sources(datum: Thing, other: Designated, change: Change) -> Conflict:
    source, covered = owned(other.dataset_name, other.unit), coverage.worded(other.coverage)
    begins = instant.day(other.period[0])
    later = other.period[0] > change.at
    since = say(zh=f"（自{begins}起）", en=f" from {begins} on") if later else ""
    return Conflict(
        message=say(
            zh=f"“{datum.name}”在相交的范围（{covered}）内已定源于{source}{since}。一数一源：请先调整该定源的范围。",
            en=f"{datum.name} has {source} as its source for an overlapping coverage ({covered}){since}. One datum, one source: change "
            "that designation first.",
        ),
        path=["input", "coverage"],
        rule="第十五条第一款",
    )
