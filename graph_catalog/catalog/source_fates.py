"""What undoing a ruling comes to for sources. Pure: from the record alone (`parted_sources` reads it and writes the rest).

The lines of sources are compared as they were before the ruling, as it left them, and as they are: undoing a line is a
three-way merge, whose third way is what people did since in their own name, which stands.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TypeAlias

from graph_catalog.catalog import intervals
from graph_catalog.catalog.intervals import Timeline
from graph_catalog.catalog.sources import Designated
from graph_catalog.catalog.validity import Period


class Fate(Enum):
    """What becomes of a stretch of a designation that a ruling made or took away."""

    GOES = "GOES"
    """The ruling made it."""
    COMES_BACK = "COMES_BACK"
    TAKEN = "TAKEN"
    """It does not come back: another was designated since."""
    ENDED = "ENDED"
    """It does not come back: it was ended where the ruling had brought it."""
    ELSEWHERE = "ELSEWHERE"
    """It does not come back: another ruling still gives its dataset another datum."""


@dataclasses.dataclass(frozen=True)
class Undone:
    """A stretch of a designation with its fate, and who stands there now, if anyone."""

    fate: Fate
    designated: Designated
    period: Period
    other: Designated | None = None


Lines: TypeAlias = Mapping[str, Timeline[Designated]]
"""Sources by their line (slot): of a datum for a coverage."""


@dataclasses.dataclass(frozen=True)
class Lineup:
    """What is on record of some lines of sources: before a ruling, as it left them, and now."""

    before: Lines
    then: Lines
    now: Lines


@dataclasses.dataclass(frozen=True)
class Held:
    """When which datasets have which data, and what rulings have brought along for them."""

    times: Mapping[tuple[str, str], Sequence[Period]]
    """By dataset and datum."""
    brought: Sequence[Designated] = ()

    def has(self, dataset: str, datum: str, at: dt.datetime) -> bool:
        """Tell whether a dataset has a datum at an instant."""
        return any(start <= at < end for start, end in self.times.get((dataset, datum), ()))

    def elsewhere(self, home: Designated, at: dt.datetime) -> Designated | None:
        """Return what a ruling has brought along at an instant for the dataset and coverage of a designation."""
        return next(
            (each for each in self.brought if _is_alike(each, home) and _covers(each.period, at)),
            None,
        )

    @property
    def edges(self) -> set[dt.datetime]:
        """The instants at which any of it changes."""
        periods = [
            *(each.period for each in self.brought),
            *(p for all_ in self.times.values() for p in all_),
        ]
        return {edge for period in periods for edge in period}


def undone(lineup: Lineup, ruling: str, held: Held) -> list[Undone]:
    """Say what comes of undoing a ruling (key): the fate of each stretch that it made or took away. Pure."""
    found = [
        each
        for slot in sorted({*lineup.before, *lineup.then})
        for each in _undone(slot, lineup, ruling, held)
    ]
    return list(_together(found))


def _undone(slot: str, lineup: Lineup, ruling: str, held: Held) -> Iterator[Undone]:
    lines = [each.get(slot, ()) for each in (lineup.before, lineup.then, lineup.now)]
    cuts = held.edges | {
        edge for line in lineup.then.values() for period, _ in line for edge in period
    }
    for piece, (before, then, now) in intervals.pieces(*lines, cuts=cuts):
        if _same(before, then):
            continue
        if then is not None and then.ruling == ruling and _same(then, now):
            homes = [each for each in _all_at(lineup.before, piece[0]) if _is_alike(each, then)]
            if _stays_away(then, homes, held, piece[0]):
                continue
            yield Undone(Fate.GOES, then, piece)
            if before is not None:
                yield Undone(Fate.COMES_BACK, before, piece)
        elif before is not None:
            fate, other = _fate(before, now, lineup, held, piece[0])
            yield Undone(fate, before, piece, other)


def _fate(
    before: Designated, now: Designated | None, lineup: Lineup, held: Held, at: dt.datetime
) -> tuple[Fate, Designated | None]:
    """Return whether what the ruling took away comes back."""
    if now is not None:
        return Fate.TAKEN, now
    brought = held.elsewhere(before, at)
    if brought is not None:
        is_away = _stays_away(brought, [before], held, at)
        return (Fate.ELSEWHERE, brought) if is_away else (Fate.COMES_BACK, None)
    by_ruling = next(
        (
            each
            for each in _all_at(lineup.then, at)
            if _is_alike(each, before) and each.slot != before.slot and each.ruling is not None
        ),
        None,
    )
    if by_ruling is None:
        return Fate.COMES_BACK, None
    # Where another was designated in its place, nobody said anything of the datum that it comes back to.
    successor = intervals.value_at(lineup.now.get(by_ruling.slot, ()), at)
    return (Fate.ENDED, None) if successor is None else (Fate.COMES_BACK, None)


def _stays_away(
    brought: Designated, homes: Iterable[Designated], held: Held, at: dt.datetime
) -> bool:
    """Tell whether a dataset still has the datum that it was brought to, and none that it came from."""
    return held.has(brought.dataset, brought.datum, at) and not any(
        held.has(home.dataset, home.datum, at) for home in homes
    )


def _all_at(lines: Lines, at: dt.datetime) -> list[Designated]:
    found = (intervals.value_at(lines[slot], at) for slot in sorted(lines))
    return [each for each in found if each is not None]


def _same(one: Designated | None, other: Designated | None) -> bool:
    return (one and one.key) == (other and other.key)


def _is_alike(one: Designated, other: Designated) -> bool:
    return (one.dataset, one.coverage) == (other.dataset, other.coverage)


def _covers(period: Period, at: dt.datetime) -> bool:
    return period[0] <= at < period[1]


def _together(found: Iterable[Undone]) -> Iterator[Undone]:
    """Yield pieces of one fate that touch as one."""
    by_fate: dict[tuple[Fate, str, str | None], list[Undone]] = {}
    for each in found:
        other = each.other.key if each.other else None
        by_fate.setdefault((each.fate, each.designated.key, other), []).append(each)
    for alike in by_fate.values():
        for period in intervals.union(each.period for each in alike):
            yield dataclasses.replace(alike[0], period=period)
