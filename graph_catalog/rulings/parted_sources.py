"""What becomes of sources where a ruling that joined two data is in force no more: what it did to them is undone.

From the day on, and of what it did only: where somebody has designated or ended a source in their own name since, that
stands, and the answer says so (`source_fates`).
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph_catalog.agreements import sources
from graph_catalog.agreements.sources import Designated
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import intervals, record, withdrawal
from graph_catalog.record.change import Change
from graph_catalog.record.validity import Period
from graph_catalog.rulings import merged_sources, source_fates
from graph_catalog.rulings.source_fates import Fate, Sources, Undone


@dataclasses.dataclass(frozen=True)
class Parted:
    """What became of sources by the end of a ruling, until something else of the same change makes it otherwise."""

    fates: Sequence[Undone] = ()
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Of the data, by key."""

    @property
    def given_back(self) -> dict[str, list[Period]]:
        """The times that came back to designations, by key."""
        found: dict[str, list[Period]] = {}
        for each in self.fates:
            if each.fate is Fate.COMES_BACK:
                found.setdefault(each.designated.key, []).append(each.period)
        return found


async def follow(change: Change, ruling: str) -> Parted:
    """Undo what a ruling (key) did to sources, from now on.

    What later rulings took further along goes as well, where its dataset has that datum no more.
    """
    row = await change.run("rulings/taken", rulings=[ruling])
    if not (row["taken"] or row["made"]):
        return Parted()
    brought = await _brought(change, row)
    later = sorted({each["described"]["ruling"] for each in brought["designations"]} - {ruling})
    if later:
        row = await change.run("rulings/taken", rulings=[ruling, *later])
    on_record = _sources(row, brought)
    fates = source_fates.undone(on_record, ruling, change.at)
    await _carry_out(change, ruling, fates, on_record)
    return Parted(fates, dict(row["names"]))


async def warnings(change: Change, parted: Parted) -> tuple[str, ...]:
    """Say of each source what has become of it, as all of the change leaves it: what replaces a ruling may do the same again."""
    live: dict[str, Sequence[Designated]] = {}
    for datum in sorted({each.designated.datum for each in parted.fates}):
        live[datum], _ = await sources.live(change, datum)
    return tuple(
        dict.fromkeys(
            _warning(left, parted.names, change.at)
            for each in parted.fates
            if each.other is None or each.other.dataset != each.designated.dataset
            for left in _still_so(each, live[each.designated.datum])
        )
    )


def _still_so(each: Undone, live: Sequence[Designated]) -> Iterator[Undone]:
    """Yield for which times a fate is what the record says in the end."""
    there = [one.period for one in live if one.is_alike(each.designated)]
    lost = intervals.free(each.period, there)
    is_back = each.fate is Fate.COMES_BACK
    for period in intervals.free(each.period, lost) if is_back else lost:
        yield dataclasses.replace(each, period=period)


async def _brought(change: Change, row: Row) -> Row:
    """Return what rulings have brought along for the datasets of `rulings/taken`, and what these have."""
    touched = [*row["taken"], *row["made"]]
    datasets, data = ({each[end] for each in touched} for end in ("dataset", "datum"))
    return await change.run("rulings/brought", datasets=sorted(datasets), data=sorted(data))


def _sources(row: Row, brought: Row) -> Sources:
    live = {
        (each.key, each.period): each
        for each in map(Designated.read, [*row["live"], *brought["designations"]])
    }
    has: dict[tuple[str, str], list[Period]] = {}
    for each in brought["holds"]:
        period = each["start"].to_native(), each["end"].to_native()
        has.setdefault((each["dataset"], each["datum"]), []).append(period)
    return Sources(
        taken=[(each["ruling"], Designated.read(each)) for each in row["taken"]],
        made=[Designated.read(each) for each in row["made"]],
        live=list(live.values()),
        has=has,
    )


async def _carry_out(
    change: Change, ruling: str, fates: Sequence[Undone], on_record: Sources
) -> None:
    """Put on record what becomes of designations, and that the ruling took nothing any more."""
    for each in fates:
        if each.fate is Fate.GOES:
            await withdrawal.give_way(change, [each.designated.key], each.period)
            reason = say(zh="裁定已撤销", en="the ruling was withdrawn")
            await sources.close(change, each.designated.key, reason)
    for each in fates:
        if each.fate is Fate.COMES_BACK:
            await _give_back(change, each.designated, each.period)
            await merged_sources.give_back(change, each.by, each.designated.key, each.period)
    for by, lost in on_record.taken:
        if ruling in {by, lost.ruling}:
            period = max(change.at, lost.period[0]), lost.period[1]
            await merged_sources.give_back(change, by, lost.key, period)


async def _give_back(change: Change, home: Designated, period: Period) -> None:
    """Give a time back to a designation, as one stretch with what it has beside it."""
    facts = await withdrawal.facts(change, home.key)
    own = [each.period for each in facts if each.slot == home.slot]
    news = [whole for whole in intervals.union([*own, period]) if whole not in own]
    said = {"valid_from": news[0][0], "valid_to": news[-1][1], "withdrawal": None}
    await record.revise(change, NodeKind.DESIGNATION, {home.key: said})
    await record.assert_facts(
        change,
        [fact for whole in news for fact in sources.facts_of(home.key, home, whole, home.basis)],
    )


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


def _warning(each: Undone, names: Mapping[str, str], now: dt.datetime) -> str:
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
    last = instant.last_day(end)
    return since if last is None else since + say(zh=f"至{last}", en=f" until {last}")
