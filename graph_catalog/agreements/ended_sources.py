"""The end of a designation, for a reason: from then on its datum has no source, which the answer says."""

import dataclasses
import datetime as dt

from typing_extensions import override

from graph_catalog.agreements import designated
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model import coverage, instant
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.inputs.sources import EndDesignationInput
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import command, entity_rows, intervals, record, validity, withdrawal
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.references import Thing
from graph_catalog.record.validity import Period
from graph_catalog.record.withdrawal import Withdrawing


async def end_designation(
    engine: Engine, viewer: Viewer, given: EndDesignationInput, intent: Intent
) -> Committed | Refusal:
    """End a designation for a reason, now or on a date; what was the source before stays so for that time."""
    return await command.perform(engine, viewer, intent, _EndDesignation(given))


class _EndDesignation(Withdrawing[EndDesignationInput]):
    operation = Operation.END_DESIGNATION

    @override
    async def withdraw(self, change: Change, thing: Thing, path: list[str]) -> Outcome | Refusal:
        ends_at = validity.until(change, self.given.ends_at)
        on_record = await withdrawal.facts(change, thing.key)
        done = await withdrawal.withdraw_right(
            change, thing, on_record, (ends_at, self.reason), ["input", "endsAt"]
        )
        if isinstance(done, Refusal):
            return done
        held_intervals = [
            (each.period, each.holder) for each in on_record if each.row["type"] == "OF"
        ]
        lost = intervals.clipped(held_intervals, (ends_at, OPEN_END))
        warnings = await _without_source(change, thing, lost)
        homes = await _end_at_home(change, thing, ends_at) if thing.described.get("ruling") else ()
        return dataclasses.replace(done, warnings=(*warnings, *homes))


async def _end_at_home(change: Change, thing: Thing, ends_at: dt.datetime) -> tuple[str, ...]:
    """End what a ruling had brought along where it came from, too: when the ruling ends, it does not come back."""
    covered = coverage.normal(entity_rows.coverage(thing.described))
    homes = [
        each
        for each in (await change.run("agreements/brought_from", key=thing.key))["homes"]
        if coverage.normal(entity_rows.coverage(each["described"])) == covered
    ]
    await record.retract(
        change,
        [record.SlotInterval(each["described"]["key"], each["slot"], ends_at) for each in homes],
    )
    return tuple(
        say(
            zh=f"该定源由裁定从“{each['datum_name']}”带来；裁定终止后，“{each['datum_name']}”也不再恢复该数据源头。",
            en=f"A ruling had brought it along from {each['datum_name']}, to which it does not come back when the ruling ends.",
        )
        for each in homes
    )


async def _without_source(
    change: Change, thing: Thing, lost: intervals.Timeline[str]
) -> tuple[str, ...]:
    """Say from when on a datum has no source for a coverage, where nobody else's begins then."""
    covered = coverage.normal(entity_rows.coverage(thing.described))
    first, datum = min(lost)
    held, _ = await designated.live(change, datum)
    others = [each.period for each in held if coverage.overlaps(each.coverage, covered)]
    name = (await record.current(change, [datum]))[datum]["name"]
    return tuple(
        _has_none(name, covered, period)
        for period in intervals.free((first[0], OPEN_END), others)
        if intervals.clipped(lost, period)
    )


def _has_none(datum: str, covered: Coverage, period: Period) -> str:
    since, until = (instant.shown(instant.day(each)) for each in period)
    shown = coverage.worded(covered)
    if period[1] == OPEN_END:
        return say(
            zh=f"自{since}起，“{datum}”在该范围（{shown}）内没有数据源头。请另行定源。",
            en=f"{datum} has no source for that coverage ({shown}) from {since} on. Designate another.",
        )
    return say(
        zh=f"自{since}起至{until}另一定源生效前，“{datum}”在该范围（{shown}）内没有数据源头。",
        en=f"{datum} has no source for that coverage ({shown}) from {since} on, until another begins on {until}.",
    )
