"""What of a plan's wish an offer leaves out: region, population, period, cycle.

Regions are GB/T 2260 codes read as a tree (330211 lies in 330200); populations are paths in an
enumerated tree (户籍人口/老年人 lies in 户籍人口). `*`, or nothing, is everything on either side:
a plan that does not say whom it is about is about all, and an offer of one street is not enough for it.
"""

import datetime as dt
from enum import Enum

from graph_catalog.language import say
from graph_catalog.matching.freshness import is_often_enough
from graph_catalog.model.entities import Coverage
from graph_catalog.model.enums.entries import UpdateCycle

_EVERYTHING = "*"
_LEVEL = 2


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
    *,
    offered_cycle: UpdateCycle | None = None,
    wanted_cycle: UpdateCycle | None = None,
) -> tuple[Gap, ...]:
    """Return what of `wanted` an offer leaves out; none means that it covers the wish."""
    met = {
        Gap.REGION: _holds(_digits(offered.region), _digits(wanted.region)),
        Gap.POPULATION: _holds(_path(offered.population), _path(wanted.population)),
        Gap.PERIOD: (
            (offered.period_from or dt.date.min) <= (wanted.period_from or dt.date.max)
            and (wanted.period_to or dt.date.min) <= (offered.period_to or dt.date.max)
        ),
        Gap.CYCLE: is_often_enough(offered_cycle, wanted_cycle),
    }
    return tuple(gap for gap in Gap if not met[gap])


def _holds(whole: str, part: str) -> bool:
    """Tell whether a wish lies within an offer; a wish that is not stated is for everything."""
    if whole in ("", _EVERYTHING):
        return True
    return part not in ("", _EVERYTHING) and part.startswith(whole)


def _digits(region: str) -> str:
    """Return a region code without the levels that say nothing: 330200 is 3302."""
    code = region.strip()
    while code.isdigit() and len(code) > _LEVEL and code.endswith("0" * _LEVEL):
        code = code[:-_LEVEL]
    return code


def _path(population: str) -> str:
    """Return a population as a path that ends with a slash, so that 老年 holds no 老年人."""
    path = population.strip().strip("/")
    return path if path in ("", _EVERYTHING) else f"{path}/"
