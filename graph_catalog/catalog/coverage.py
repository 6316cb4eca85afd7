"""What a source, an offer or a plan covers: region, population, period; whether one covers or overlaps another.

Regions are GB/T 2260 codes read as a tree: trailing zeros fall away, and a prefix covers all below it. `*` is
everything. Populations are an enumerated tree as well, a path such as 全部/户籍人口/老年人, by prefix.
"""

import datetime as dt

from graph_catalog.model.entities import Coverage
from graph_catalog.model.inputs.coverage import CoverageInput

EVERYTHING = "*"
_DISTRICT, _PAIR, _BELOW = 6, 2, 3


def read(given: CoverageInput | None) -> Coverage:
    """Turn what a caller sent into a coverage; absent parts mean everything."""
    if given is None:
        return Coverage()
    return Coverage(
        region=region(given.region or EVERYTHING),
        population=(given.population or EVERYTHING).strip(),
        period_from=given.period_from,
        period_to=given.period_to,
    )


def region(code: str) -> str:
    """Write a region code as its significant prefix: 330200 becomes 3302, 990211001000 becomes 990211001.

    GB/T 2260 counts in pairs to the district, GB/T 10114 in threes below it.
    """
    code = code.strip()
    if not code.isdigit():
        return code
    while len(code) > _DISTRICT and len(code) % _BELOW == 0 and code.endswith("0" * _BELOW):
        code = code[:-_BELOW]
    while len(code) <= _DISTRICT and len(code) % _PAIR == 0 and code.endswith("0" * _PAIR):
        code = code[:-_PAIR]
    return code or EVERYTHING


def slot(coverage: Coverage) -> str:
    """Return the one text for a coverage, by which at most one designation lives."""
    ends = (str(end or "") for end in (coverage.period_from, coverage.period_to))
    return "|".join((coverage.region, coverage.population, *ends))


def overlaps(one: Coverage, other: Coverage) -> bool:
    """Tell whether two coverages have anything in common."""
    return (
        _related(one.region, other.region)
        and _related(one.population, other.population)
        and (one.period_from or dt.date.min) <= (other.period_to or dt.date.max)
        and (other.period_from or dt.date.min) <= (one.period_to or dt.date.max)
    )


def _related(one: str, other: str) -> bool:
    return EVERYTHING in (one, other) or one.startswith(other) or other.startswith(one)
