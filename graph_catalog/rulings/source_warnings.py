"""What is said of sources that a ruling, or the end of one, makes otherwise than they stood."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from enum import Enum
from typing import Final

from graph_catalog.agreements import designated
from graph_catalog.agreements.designated import Designated
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict
from graph_catalog.record import intervals, keys
from graph_catalog.record.change import Change
from graph_catalog.record.validity import Period
from graph_catalog.rulings.ruled_sources import RuledSources, within


class Fate(Enum):
    """What becomes of a time of a designation by the end of a ruling."""

    GOES = "GOES"
    """A ruling had brought it."""
    COMES_BACK = "COMES_BACK"
    TAKEN = "TAKEN"
    """It does not come back: another was designated since."""
    ELSEWHERE = "ELSEWHERE"
    """It does not come back: another ruling still gives its dataset another datum."""


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
        "“{dataset}”不恢复为“{datum}”的数据源头（{period}）：已定源于“{other}”，后者不变。",
        "{dataset} does not become the source of {datum} again ({period}): {other} was designated since, and stays.",
    ),
    Fate.ELSEWHERE: (
        "“{dataset}”不恢复为“{datum}”的数据源头（{period}）：按另一裁定，其数据项仍表示另一个数。",
        "{dataset} does not become the source of {datum} again ({period}): by another ruling it still has another datum.",
    ),
}


@dataclasses.dataclass(frozen=True)
class _Fated:
    fate: Fate
    dataset: str
    datum: str
    other: str = ""


def undecided(ruled: RuledSources) -> Conflict | None:
    """Refuse what leaves a datum with two sources of which nobody has said which one stays."""
    lost = next((each for each in ruled.suspended if not each.is_decided), None)
    if lost is None or lost.to is None:
        return None
    left, other = lost.claim.designated, lost.to.claim.designated
    ids = [keys.encode(NodeKind.DATASET, each.dataset) for each in (left, other)]
    name = ruled.names[lost.datum]
    return Conflict(
        message=say(
            zh=f"两个数各有源头：“{left.dataset_name}”（id：{ids[0]}）与“{other.dataset_name}”（id：{ids[1]}）；"
            f"裁定后同为“{name}”。一数一源：请在 sourceId 中写明以哪一个为源。",
            en=f"Each of the two data has a source: {left.dataset_name} (id: {ids[0]}) and {other.dataset_name} (id: {ids[1]}); "
            f"by the ruling both are {name}. One datum, one source: say in sourceId which one stays.",
        ),
        path=["input", "sourceId"],
        rule="第十五条第一款",
    )


def losses(ruled: RuledSources, change: Change) -> Iterator[str]:
    """Yield who is the source no more, because another one of the same datum is."""
    gone: dict[tuple[str, str], list[Period]] = {}
    of = {}
    for lost in ruled.suspended:
        left = lost.claim.designated
        if lost.to is None or lost.to.claim.designated.dataset == left.dataset:
            continue
        of[left.key] = left
        stood = intervals.clipped([(each, None) for each in _stood(ruled, left)], lost.period)
        gone.setdefault((left.key, lost.datum), []).extend(
            free for cut, _ in stood for free in intervals.free(cut, _counts(ruled, left))
        )
    for (key, datum), periods in gone.items():
        for period in within(periods, change)[:1]:
            yield designated.loses(
                ruled.names[datum], dataclasses.replace(of[key], period=period), change
            )


def ends(ruled: RuledSources, change: Change, ended: str | None) -> Iterator[str]:
    """Yield what the end of a ruling makes of sources, but for what stands as before.

    `ended`: the ruling (key) that is withdrawn, of which what it had taken away and does not come back is told, too; None
    of one that another replaces.
    """
    found: dict[_Fated, list[Period]] = {}
    for fated, period in (*_differences(ruled), *_not_back(ruled, ended)):
        found.setdefault(fated, []).append(period)
    for fated, periods in found.items():
        zh, en = _SAYS[fated.fate]
        for period in within(periods, change):
            words = {
                "dataset": fated.dataset,
                "datum": fated.datum,
                "other": fated.other,
                "period": _worded(period, change.at),
            }
            yield say(zh=zh.format(**words), en=en.format(**words))


def _differences(ruled: RuledSources) -> Iterator[tuple[_Fated, Period]]:
    """Yield what goes of what rulings had brought, and what comes back to people's designations."""
    for each in ruled.on_record:
        left = each.designated
        if each.by is None and not each.is_claim:
            now = [
                one.period
                for one in ruled.counting
                if one.datum == left.datum and one.claim.designated.is_alike(left)
            ]
            for period in intervals.free(left.period, now):
                yield _Fated(Fate.GOES, left.dataset_name, ruled.names[left.datum]), period
    for one in ruled.counting:
        left = one.claim.designated
        # Of one whose dataset has the datum no more, R-15c and its warning tell.
        if one.ruling is None and ruled.facts.held(one.claim.home, one.period[0]):
            stood = [
                each.designated.period
                for each in ruled.on_record
                if each.by is None
                and each.designated.datum == left.datum
                and each.designated.is_alike(left)
            ]
            for period in intervals.free(one.period, stood):
                yield _Fated(Fate.COMES_BACK, left.dataset_name, ruled.names[left.datum]), period


def _not_back(ruled: RuledSources, ended: str | None) -> Iterator[tuple[_Fated, Period]]:
    """Yield what a ruling had taken away that does not come back, with the reason."""
    taken = {each.designated.key for each in ruled.on_record if each.by == ended}
    for one in ruled.counting:
        left = one.claim.designated
        if ended and one.ruling is not None and left.key in taken:
            yield _Fated(Fate.ELSEWHERE, left.dataset_name, ruled.names[left.datum]), one.period
    for lost in ruled.suspended:
        left = lost.claim.designated
        if not ended or left.key not in taken or lost.to is None or lost.datum != left.datum:
            continue
        other = lost.to.claim.designated
        if other.dataset != left.dataset:
            name = ruled.names[left.datum]
            yield _Fated(Fate.TAKEN, left.dataset_name, name, other.dataset_name), lost.period


def stranded(ruled: RuledSources) -> list[str]:
    """Return the datasets (keys) that count for a datum which they do not have."""
    return sorted(
        {
            each.claim.designated.dataset
            for each in ruled.counting
            if each.ruling is None and not ruled.facts.held(each.claim.home, each.period[0])
        }
    )


def _stood(ruled: RuledSources, left: Designated) -> list[Period]:
    """Return when a dataset was the source for a coverage by one designation, of its own datum or of another."""
    return [
        each.designated.period
        for each in ruled.on_record
        if each.by is None
        and each.designated.is_alike(left)
        and each.designated.basis == left.basis
    ]


def _counts(ruled: RuledSources, left: Designated) -> list[Period]:
    return [each.period for each in ruled.counting if each.claim.designated.key == left.key]


def _worded(period: Period, now: dt.datetime) -> str:
    start, end = period
    since = say(zh="即日起", en="from now on")
    if start > now:
        since = say(zh=f"自{instant.day(start)}起", en=f"from {instant.day(start)} on")
    last = instant.last_day(end)
    return since if last is None else since + say(zh=f"至{last}", en=f" until {last}")
