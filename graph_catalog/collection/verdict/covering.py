"""What of a plan's wish an offer leaves out: region, population, period, cycle.

A plan that does not say whom it is about is about all, and an offer of one street is not enough
for it; nor is one whose data have ended for a plan that names no end.
"""

import datetime as dt
from enum import Enum

from graph_catalog.collection.verdict.freshness import is_often_enough
from graph_catalog.language import say
from graph_catalog.model import coverage
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import UpdateCycle


class Gap(Enum):
    """A side of a wish that an offer does not meet."""

    REGION = "REGION"
    POPULATION = "POPULATION"
    PERIOD = "PERIOD"
    CYCLE = "CYCLE"

    def __str__(self) -> str:
        """Name it in the caller's language."""
        return {
            Gap.REGION: say(zh="区域", en="region"),
            Gap.POPULATION: say(zh="人群范围", en="population"),
            Gap.PERIOD: say(zh="时间范围", en="period"),
            Gap.CYCLE: say(zh="更新周期", en="update cycle"),
        }[self]


def gaps(
    offered: Coverage,
    wanted: Coverage,
    on: dt.date,
    *,
    offered_cycle: UpdateCycle | None = None,
    wanted_cycle: UpdateCycle | None = None,
) -> tuple[Gap, ...]:
    """Return what of `wanted` an offer leaves out on a day; none means that it covers the wish."""
    met = {
        Gap.REGION: coverage.holds_region(offered, wanted),
        Gap.POPULATION: coverage.holds_population(offered, wanted),
        Gap.PERIOD: coverage.holds_period(offered, wanted, on),
        Gap.CYCLE: is_often_enough(offered_cycle, wanted_cycle),
    }
    return tuple(gap for gap in Gap if not met[gap])
