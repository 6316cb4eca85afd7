"""What undoing a ruling comes to for sources. Pure: from what is on record alone (`parted_sources` reads it and writes the rest).

What a ruling took away from designations comes back and what it brought along goes, instant by instant; where people
have designated or ended a source in their own name since, that stands.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from graph_catalog.agreements.sources import Designated
from graph_catalog.model import coverage
from graph_catalog.record import intervals
from graph_catalog.record.validity import Period


class Fate(Enum):
    """What becomes of an interval of a designation that a ruling brought along or took away."""

    GOES = "GOES"
    """It was brought along."""
    COMES_BACK = "COMES_BACK"
    TAKEN = "TAKEN"
    """It does not come back: another was designated since."""
    ENDED = "ENDED"
    """It does not come back: it was ended where the ruling had brought it."""
    ELSEWHERE = "ELSEWHERE"
    """It does not come back: another ruling still gives its dataset another datum."""


@dataclasses.dataclass(frozen=True)
class Undone:
    """An interval of a designation with its fate, and who stands there now, if anyone."""

    fate: Fate
    designated: Designated
    period: Period
    by: str
    """Key of the ruling that took it away or brought it along."""
    other: Designated | None = None


@dataclasses.dataclass(frozen=True)
class Sources:
    """What is on record of the sources that a ruling and those after it touched, from the day on."""

    taken: Sequence[tuple[str, Designated]]
    """Stretches that rulings (keys) took away."""
    made: Sequence[Designated]
    """Stretches that rulings brought along, whatever has become of them."""
    live: Sequence[Designated]
    """All that is on record of the same data."""
    has: Mapping[tuple[str, str], Sequence[Period]]
    """When which datasets have which data."""

    def holds(self, one: Designated, at: dt.datetime) -> bool:
        """Tell whether the dataset of a designation has its datum at an instant."""
        return any(_covers(period, at) for period in self.has.get((one.dataset, one.datum), ()))

    @property
    def edges(self) -> set[dt.datetime]:
        """The instants at which any of it changes."""
        designated = [*(each for _, each in self.taken), *self.made, *self.live]
        periods = [each.period for each in designated]
        periods += [period for times in self.has.values() for period in times]
        return {edge for period in periods for edge in period}


def undone(on_record: Sources, ruling: str, since: dt.datetime) -> list[Undone]:
    """Say what comes of undoing a ruling (key) from an instant on: the fate of each stretch that it touched."""
    edges = sorted({since, *(edge for edge in on_record.edges if edge > since)})
    found = [each for piece in itertools.pairwise(edges) for each in _at(on_record, ruling, piece)]
    return list(_together(found))


def _at(on_record: Sources, ruling: str, piece: Period) -> Iterator[Undone]:
    at = piece[0]
    live = [each for each in on_record.live if _covers(each.period, at)]
    taken = [(by, each) for by, each in on_record.taken if _covers(each.period, at)]
    own = [each for by, each in taken if by == ruling]
    going = [each for each in live if _goes(each, ruling, own, on_record, at)]
    staying = [each for each in live if each not in going]
    yield from (Undone(Fate.GOES, each, piece, each.ruling or "") for each in going)
    for by, lost in taken:
        # What a later ruling took for the sake of what it brought here and now goes.
        if by == ruling or any(each.ruling == by and _rivals(each, lost) for each in going):
            if lost in going or lost.ruling == ruling:
                continue
            if not any(each.is_alike(lost) and each.datum == lost.datum for each in staying):
                fate, other = _fate(lost, by, staying, going, on_record, at)
                yield Undone(fate, lost, piece, by, other)


def _goes(
    live: Designated, ruling: str, own: Sequence[Designated], on_record: Sources, at: dt.datetime
) -> bool:
    """Tell whether a stretch was brought along by the ruling, or further by a later one, and has no reason any more."""
    homes = [each for each in own if each.is_alike(live)]
    if live.ruling is None or not (live.ruling == ruling or homes):
        return False
    return not on_record.holds(live, at) or any(on_record.holds(home, at) for home in homes)


def _fate(
    lost: Designated,
    by: str,
    staying: Sequence[Designated],
    going: Sequence[Designated],
    on_record: Sources,
    at: dt.datetime,
) -> tuple[Fate, Designated | None]:
    """Return whether what a ruling took away comes back."""
    if other := next((each for each in staying if _rivals(each, lost)), None):
        return Fate.TAKEN, other
    brought = next((each for each in staying if each.ruling and each.is_alike(lost)), None)
    if brought is not None:
        return Fate.ELSEWHERE, brought
    instead = next(
        (
            each
            for each in on_record.made
            if each.ruling == by and each.is_alike(lost) and _covers(each.period, at)
        ),
        None,
    )
    if instead is None or any(each.is_alike(lost) for each in going):
        return Fate.COMES_BACK, None
    # Where another was designated in its place, nobody said anything of the datum that it comes back to.
    is_replaced = any(each.slot == instead.slot for each in staying)
    return (Fate.COMES_BACK if is_replaced else Fate.ENDED), None


def _rivals(one: Designated, other: Designated) -> bool:
    """Tell whether two would be two sources of one datum."""
    return (
        one.datum == other.datum
        and one.dataset != other.dataset
        and coverage.overlaps(one.coverage, other.coverage)
    )


def _covers(period: Period, at: dt.datetime) -> bool:
    return period[0] <= at < period[1]


def _together(found: Iterable[Undone]) -> Iterator[Undone]:
    """Yield pieces of one fate that touch as one."""
    by_fate: dict[tuple[Fate, str, str, str | None], list[Undone]] = {}
    for each in found:
        other = each.other.key if each.other else None
        by_fate.setdefault((each.fate, each.designated.key, each.by, other), []).append(each)
    for alike in by_fate.values():
        for period in intervals.union(each.period for each in alike):
            yield dataclasses.replace(alike[0], period=period)
