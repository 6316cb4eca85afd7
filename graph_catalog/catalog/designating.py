"""What a designation does to those on record for the same datum and coverage: their intervals, worked out. Pure.

A coverage of a datum has one line of time, and at each instant of it one source at the most. Who is designated again for
a time that meets what it has already has one designation, longer; whoever had the time in between gives way, and keeps
what lies before and after.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from graph_catalog.catalog import described
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Row
from graph_catalog.model import coverage
from graph_catalog.model.coverage import Coverage


@dataclasses.dataclass(frozen=True)
class Designated:
    """A stretch of time through which a designation on record makes a dataset the source."""

    key: str
    slot: str
    dataset: str
    dataset_name: str
    coverage: Coverage
    basis: str | None
    period: Period

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `source/live` says."""
        said = row["described"]
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        return cls(
            said["key"],
            row["slot"],
            row["dataset"],
            row["dataset_name"],
            coverage.normal(described.coverage(said)),
            said.get("basis"),
            (start, end),
        )

    def meets(self, period: Period) -> bool:
        """Tell whether it holds at any instant of a period."""
        return self.period[0] < period[1] and period[0] < self.period[1]

    def touches(self, period: Period) -> bool:
        """Tell whether it holds at any instant of a period, or up to it, or from its end on."""
        return self.period[0] <= period[1] and period[0] <= self.period[1]


@dataclasses.dataclass(frozen=True)
class Taking:
    """What a designation comes to: the whole time that it has then, and who gives way to it."""

    period: Period
    own: Designated | None
    """The stretch on record that becomes longer; None where a new designation is made."""
    gives_way: Sequence[Designated]
    """Stretches, of others and its own further ones, that say nothing of that time any more."""
    on_record: Sequence[Designated]

    @property
    def is_on_record(self) -> bool:
        """Whether nothing of it is news."""
        return self.own is not None and self.own.period == self.period and not self.gives_way

    def left(self) -> Iterator[tuple[Designated, dict[str, dt.datetime]]]:
        """Yield those that give way and have time left, with the dates of the first that is left to each."""
        seen: set[str] = set()
        for each in self.gives_way:
            rest = sorted(
                part
                for held in self.on_record
                if held.key == each.key
                for part in _without(held.period, self.period)
            )
            if rest and each.key not in seen:
                seen.add(each.key)
                yield each, {"valid_from": rest[0][0], "valid_to": rest[0][1]}


def taken(on_record: Sequence[Designated], dataset: str, period: Period) -> Taking:
    """Return what comes of designating a dataset for a period; `on_record` are the stretches of the same coverage."""
    own = [each for each in on_record if each.dataset == dataset and each.touches(period)]
    whole = _hull([period, *(each.period for each in own)])
    first = min(own, key=lambda each: each.period, default=None)
    gives_way = [
        each
        for each in on_record
        if each is not first and (each in own or (each.dataset != dataset and each.meets(period)))
    ]
    return Taking(whole, first, gives_way, on_record)


def _hull(periods: Iterable[Period]) -> Period:
    starts, ends = zip(*periods, strict=True)
    return min(starts), max(ends)


def _without(period: Period, taken_away: Period) -> Iterator[Period]:
    for part in (
        (period[0], min(period[1], taken_away[0])),
        (max(period[0], taken_away[1]), period[1]),
    ):
        if part[0] < part[1]:
            yield part
