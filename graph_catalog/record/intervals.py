"""What an assertion about a time does to those on record about the same: one function for every dated right. Pure.

What rights are about has a line of time of its own: a coverage of a datum, that a unit may collect a datum, that a
consumer may use data. At each instant of it one holder has it at the most. Who is given a time that meets what it has
already has one stretch, longer; whoever had the time in between gives way, and keeps what lies before and after.

What is derived has times as well, a line of values (`Timeline`); two of them are compared piece by piece.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from graph_catalog.model.instant import OPEN_END
from graph_catalog.record.validity import Period

V = TypeVar("V")
Timeline = Sequence[tuple[Period, V]]
"""Values with their periods, which do not overlap."""


@dataclasses.dataclass(frozen=True)
class Interval:
    """An interval that a right on record gives to a holder."""

    key: str
    """Key of the right."""
    holder: str
    period: Period
    ended_at: dt.datetime | None = dataclasses.field(default=None, kw_only=True)
    """When somebody ended its right: nothing that is recorded again goes on beyond that."""

    def meets(self, period: Period) -> bool:
        """Tell whether it holds at any instant of a period."""
        return self.period[0] < period[1] and period[0] < self.period[1]

    def touches(self, period: Period) -> bool:
        """Tell whether it holds at any instant of a period, or up to it, or from its end on."""
        return self.period[0] <= period[1] and period[0] <= self.period[1]


I = TypeVar("I", bound=Interval)  # noqa: E741  # an interval


@dataclasses.dataclass(frozen=True)
class IntervalAssertion(Generic[I]):
    """What an assertion comes to: the whole time that its right has then, and who gives way to it."""

    period: Period
    own: I | None
    """The stretch on record that becomes longer; None where a new right is made."""
    gives_way: Sequence[I]
    """Stretches, of others and its own further ones, that say nothing of that time any more."""
    on_record: Sequence[I]

    @property
    def is_on_record(self) -> bool:
        """Whether nothing of it is news."""
        return self.own is not None and self.own.period == self.period and not self.gives_way

    def left(self) -> Iterator[I]:
        """Yield what is on record of others afterwards, and of its own apart from the whole."""
        return without([each for each in self.on_record if each is not self.own], self.period)

    def first_left(self) -> dict[str, Period]:
        """Return the first stretch that is left to each right that gives way, by key; none of those that have none."""
        lost = {each.key for each in self.gives_way}
        left = sorted((each.period, each.key) for each in self.left() if each.key in lost)
        return {key: period for period, key in reversed(left)}


def asserted(on_record: Sequence[I], holder: str, period: Period) -> IntervalAssertion[I]:
    """Return what comes of giving a holder a period that spans no end (`spanned`); `on_record` are the stretches about the same.

    Where somebody ended what the holder had, what lies on either side are two rights.
    """
    theirs = [each for each in on_record if each.holder == holder]
    ends = [each.ended_at for each in theirs if each.ended_at is not None]
    own = [
        each
        for each in theirs
        if each.touches(period) and all((each.period[0] < end) == (period[0] < end) for end in ends)
    ]
    whole = _hull([period, *(each.period for each in own)])
    first = min(own, key=lambda each: each.period, default=None)
    gives_way = [
        each
        for each in on_record
        if each is not first and (each in own or (each.holder != holder and each.meets(period)))
    ]
    return IntervalAssertion(whole, first, gives_way, on_record)


def spanned(on_record: Iterable[I], period: Period) -> I | None:
    """Return the first stretch of a right that somebody ended within a period: to record all of that again would undo it."""
    ends = ((each.ended_at, each) for each in on_record)
    within = (each for end, each in ends if end is not None and period[0] < end < period[1])
    return min(within, key=lambda each: each.period, default=None)


def ended(on_record: Iterable[I], at: dt.datetime) -> list[I]:
    """Return what is left of stretches that end at an instant."""
    return list(without(on_record, (at, OPEN_END)))


def without(on_record: Iterable[I], taken_away: Period) -> Iterator[I]:
    """Yield what is left of stretches without a period: the same, shorter, in two parts, or nothing."""
    for each in on_record:
        start, end = each.period
        for part in ((start, min(end, taken_away[0])), (max(start, taken_away[1]), end)):
            if part[0] < part[1]:
                yield dataclasses.replace(each, period=part)


def free(period: Period, taken: Iterable[Period]) -> list[Period]:
    """Return what is left of a period without those that are taken."""
    left = [Interval("", "", period)]
    for each in taken:
        left = list(without(left, each))
    return [each.period for each in left]


def joined(timeline: Timeline[V]) -> list[tuple[Period, V]]:
    """Return the same timeline in order, as one stretch what is equal and touches."""
    whole: list[tuple[Period, V]] = []
    for period, value in sorted(timeline, key=lambda each: each[0]):
        if whole and whole[-1][0][1] == period[0] and whole[-1][1] == value:
            whole[-1] = ((whole[-1][0][0], period[1]), value)
        else:
            whole.append((period, value))
    return whole


def union(periods: Iterable[Period]) -> list[Period]:
    """Return the periods in which any of some holds, in order, none touching the next."""
    whole: list[Period] = []
    for start, end in sorted(periods):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        elif start < end:
            whole.append((start, end))
    return whole


def clipped(timeline: Timeline[V], within: Period) -> list[tuple[Period, V]]:
    """Return what a timeline says of a period."""
    cut = [((max(s, within[0]), min(e, within[1])), value) for (s, e), value in timeline]
    return [(period, value) for period, value in cut if period[0] < period[1]]


def covers(period: Period, instant: dt.datetime) -> bool:
    """Tell whether an instant lies in a period."""
    return period[0] <= instant < period[1]


def value_at(timeline: Timeline[V], instant: dt.datetime) -> V | None:
    """Return what a timeline says of an instant."""
    return next((value for period, value in timeline if covers(period, instant)), None)


def pieces(
    *timelines: Timeline[V], cuts: Iterable[dt.datetime] = ()
) -> Iterator[tuple[Period, list[V | None]]]:
    """Yield the pieces of time in which no timeline changes, with what each says of it; also cut at `cuts`."""
    times = {time for line in timelines for period, _ in line for time in period}
    inner = {cut for cut in cuts if times and min(times) < cut < max(times)}
    for piece in itertools.pairwise(sorted(times | inner)):
        yield piece, [value_at(line, piece[0]) for line in timelines]


def differs_from(one: Timeline[V], other: Timeline[V]) -> dt.datetime | None:
    """Return the first instant of which two timelines say something else; None where they are the same."""
    return next(
        (piece[0] for piece, (first, second) in pieces(one, other) if first != second), None
    )


def _hull(periods: Iterable[Period]) -> Period:
    starts, ends = zip(*periods, strict=True)
    return min(starts), max(ends)
