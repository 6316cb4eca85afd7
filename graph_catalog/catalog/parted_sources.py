"""What becomes of sources where a ruling that joined two data is in force no more: what it did to them is undone.

From the day on, and of what it did only: where somebody has designated or ended a source in their own name since, that
stands, and the answer says so (`source_fates`).
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from graph_catalog.catalog import intervals, record, source_fates, sources, withdrawal
from graph_catalog.catalog.change import Change
from graph_catalog.catalog.source_fates import Fate, Held, Lineup, Undone
from graph_catalog.catalog.sources import Designated
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import coverage, instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END


async def follow(change: Change, ruling: str, made: int) -> tuple[str, ...]:
    """Undo what a ruling (key), put on record by a revision, did to sources; say of each what becomes of it.

    What later rulings took further along goes back as well, where its dataset has that datum no more.
    """
    lineup, names = _lineup(await _stretches(change, made), change.at)
    touched = [
        each
        for lines in (lineup.before, lineup.then)
        for line in lines.values()
        for _, each in line
    ]
    if not touched:
        return ()
    held = await _held(change, touched)
    fates = source_fates.undone(lineup, ruling, held)
    for later in held.brought:
        if later.ruling != ruling and not held.has(
            later.dataset, later.datum, max(change.at, later.period[0])
        ):
            further, more = _lineup(await _stretches(change, later.made), change.at)
            names |= more
            own = [
                each
                for each in source_fates.undone(further, later.ruling or "", held)
                if each.designated.slot == later.slot
            ]
            fates += [each for each in own if each.fate in {Fate.GOES, Fate.COMES_BACK}]
    return await _carried_out(change, fates, names)


async def _stretches(change: Change, made: int) -> Sequence[Row]:
    rows: Sequence[Row] = (await change.run("source/followed", made=made))["stretches"]
    return rows


def _lineup(rows: Sequence[Row], since: dt.datetime) -> tuple[Lineup, dict[str, str]]:
    lines: dict[str, dict[str, list[tuple[Period, Designated]]]] = {
        name: {} for name in ("before", "then", "now")
    }
    for row in rows:
        each = Designated.read(row)
        cut = intervals.clipped([(each.period, each)], (since, OPEN_END))
        for name, by_slot in lines.items():
            if row[name]:
                by_slot.setdefault(each.slot, []).extend(cut)
    return Lineup(**lines), {row["datum"]: row["datum_name"] for row in rows}


async def _held(change: Change, touched: Sequence[Designated]) -> Held:
    datasets = sorted({each.dataset for each in touched})
    data = sorted({each.datum for each in touched})
    row = await change.run("source/brought", datasets=datasets, data=data)
    times: dict[tuple[str, str], list[Period]] = {}
    for each in row["holds"]:
        period = each["start"].to_native(), each["end"].to_native()
        times.setdefault((each["dataset"], each["datum"]), []).append(period)
    return Held(times, [Designated.read(each) for each in row["designations"]])


async def _carried_out(
    change: Change, fates: Sequence[Undone], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Put on record what becomes of designations, and say so."""
    for each in fates:
        if each.fate is Fate.GOES:
            await withdrawal.give_way(change, [each.designated.key], each.period)
            reason = say(zh="裁定已撤销", en="the ruling was withdrawn")
            await sources.close(change, each.designated.key, reason)
    told = []
    for each in fates:
        final = each
        if each.fate is Fate.COMES_BACK:
            final = await _given_back(change, each)
        told.append(_told(final, names, change.at))
    return tuple(dict.fromkeys(told))


async def _given_back(change: Change, each: Undone) -> Undone:
    """Give a time back to a designation, unless its datum has another source for what it covers by now."""
    home = each.designated
    found = await change.run("source/live", datum=home.datum, dataset=home.dataset, at=change.at)
    there = [Designated.read(row) for row in found["designations"]]
    for other in there:
        is_other = other.dataset != home.dataset and coverage.overlaps(
            other.coverage, home.coverage
        )
        if is_other and other.meets(each.period):
            return dataclasses.replace(each, fate=Fate.TAKEN, other=other)
    own = [other.period for other in there if other.key == home.key]
    whole = [p for p in intervals.union([*own, each.period]) if p not in own]
    said = {"valid_from": whole[0][0], "valid_to": whole[-1][1], "withdrawal": None}
    await record.revise(change, NodeKind.DESIGNATION, {home.key: said})
    slot = coverage.slot(home.coverage)
    await record.assert_facts(
        change,
        [
            fact
            for period in whole
            for fact in sources.facts_of(home.key, home.datum, home.dataset, slot, period)
        ],
    )
    return each


_SAYS: Final = {
    Fate.GOES: (
        "“{dataset}”不再是“{datum}”的数据源头（{period}）：该定源由裁定带来，随裁定终止。",
        "{dataset} is the source of {datum} no more ({period}): the ruling had made it so.",
    ),
    Fate.COMES_BACK: (
        "“{dataset}”恢复为“{datum}”的数据源头（{period}）。",
        "{dataset} is the source of {datum} again ({period}).",
    ),
    Fate.TAKEN: (
        "“{dataset}”不恢复为“{datum}”的数据源头（{period}）：其间已另定源于“{other}”，后者不变。",
        "{dataset} does not become the source of {datum} again ({period}): {other} was designated since, and stays.",
    ),
    Fate.ENDED: (
        "“{dataset}”不恢复为“{datum}”的数据源头（{period}）：其定源在裁定期间已被终止。",
        "{dataset} does not become the source of {datum} again ({period}): its designation was ended in the meantime.",
    ),
    Fate.ELSEWHERE: (
        "“{dataset}”不恢复为“{datum}”的数据源头（{period}）：按另一裁定，其数据项仍表示另一个数。",
        "{dataset} does not become the source of {datum} again ({period}): by another ruling it still has another datum.",
    ),
}


def _told(each: Undone, names: Mapping[str, str], now: dt.datetime) -> str:
    zh, en = _SAYS[each.fate]
    words = {
        "dataset": each.designated.dataset_name,
        "datum": names.get(each.designated.datum, ""),
        "other": each.other.dataset_name if each.other else "",
        "period": _worded(each.period, now),
    }
    return say(zh=zh.format(**words), en=en.format(**words))


def _worded(period: Period, now: dt.datetime) -> str:
    start, end = period
    since = say(zh="即日起", en="from now on")
    if start > now:
        since = say(zh=f"自{instant.day(start)}起", en=f"from {instant.day(start)} on")
    if end == OPEN_END:
        return since
    return since + say(zh=f"至{instant.day(end)}", en=f" until {instant.day(end)}")
