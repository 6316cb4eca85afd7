"""定源: which dataset is the source of a datum (Art. 15).

At most one source lives for a datum and coverage. Designating another takes its place for that time, the same one
again makes it longer (`intervals`); what overlaps an existing coverage without being equal to it is a `Conflict`, for
then a datum would have two sources. A designation has one basis: on another one for a part of its time, the same dataset
has another designation for that part.
"""

import dataclasses
from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.agreements import designated, unfit_sources
from graph_catalog.agreements.designated import Designated, Designating
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.model import coverage
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.sources import DesignateSourceInput
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
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things
from graph_catalog.record.validity import Period


async def designate(
    engine: Engine, viewer: Viewer, given: DesignateSourceInput, intent: Intent
) -> Committed | Refusal:
    """Make a dataset the source of a datum for a coverage and a time."""
    return await command.perform(engine, viewer, intent, _Designate(given))


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
        held, fits = await designated.live(change, datum.key, dataset.key, self.wanted)
        if not fits:
            return unfit_sources.refuse(datum, dataset, self.wanted)
        for other in held:
            if other.meets(period) and coverage.clash(other.coverage, self.wanted):
                return unfit_sources.two_sources(datum.name, other, self.wanted, change)
        made = Designating(datum.key, datum.name, dataset.key, dataset.name, self.wanted)
        if ended := intervals.spanned(filter(made.is_of, held), period):
            named = f"{datum.name} ← {dataset.name}"
            return withdrawal.stays_ended(NodeKind.DESIGNATION, named, ended)
        done = await self._record(change, made, period, held)
        beyond = unfit_sources.beyond(dataset.name, datum.name, self.wanted, dataset.described)
        return dataclasses.replace(done, warnings=(*done.warnings, *beyond))

    async def _record(
        self, change: Change, made: Designating, period: Period, held: Sequence[Designated]
    ) -> Outcome:
        """Put it on record, on the basis that is said; where none is, each time keeps the one that it has."""
        basis = self.given.basis
        mine = [each for each in held if made.is_of(each) and each.touches(period)]
        holders = {each.holder for each in mine}
        if basis is not None:
            holders = {designated.holder(made.dataset, basis)}
        elif mine:
            basis = mine[0].basis
        last = max([period[1], *(each.period[1] for each in mine if each.holder in holders)])
        longer = withdrawal.not_shortened(last, period, "endDesignation")
        if len(holders) <= 1:
            done = await record_designation(change, made, held, period, basis)
            return dataclasses.replace(done, warnings=(*done.warnings, *longer))
        done = Outcome(min(mine, key=lambda each: each.period).key, changed=False)
        for time in intervals.free(period, (each.period for each in mine)):
            held, _ = await designated.live(change, made.datum)
            touching = (each for each in held if made.is_of(each) and each.touches(time))
            beside = min(touching, key=lambda each: each.period)
            more = await record_designation(change, made, held, time, beside.basis)
            done = Outcome(done.subject, (*done.warnings, *more.warnings))
        return dataclasses.replace(done, warnings=tuple(dict.fromkeys((*done.warnings, *longer))))


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
        _corrected(alike, made, period, basis), designated.holder(made.dataset, basis), period
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
    await record.assert_facts(
        change, designated.facts_of(key, made, taking.period, basis, change.revision)
    )
    others = {
        designated.loses(made.datum_name, lost, change)
        for lost in taking.gives_way
        if lost.dataset != made.dataset
    }
    same = [
        lost for lost in taking.gives_way if lost.holder == designated.holder(made.dataset, basis)
    ]
    joined = withdrawal.joined(NodeKind.DESIGNATION, same, key)
    return Outcome(key, warnings=(*sorted(others), *joined))


def _corrected(
    same: Sequence[Designated], made: Designating, period: Period, basis: str | None
) -> list[Designated]:
    """Return stretches on record with the basis that is said now where that is said of all of their designation's time."""
    now, whole = (
        designated.holder(made.dataset, basis),
        {each.key for each in same if made.is_of(each)},
    )
    whole -= {
        each.key
        for each in same
        if not (period[0] <= each.period[0] and each.period[1] <= period[1])
    }
    return [dataclasses.replace(each, holder=now) if each.key in whole else each for each in same]
