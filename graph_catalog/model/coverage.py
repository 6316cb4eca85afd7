"""What a source, an offer or a plan covers: region, population, period; what lies in what.

Regions are GB/T 2260 codes, and populations paths such as 户籍人口/老年人; both are trees, in which a
node holds all below it. `*`, or nothing, is everything.
"""

import datetime as dt

import strawberry

from graph_catalog.model.inputs.coverage import CoverageInput

EVERYTHING = "*"
_DISTRICT, _PAIR, _BELOW = 6, 2, 3


@strawberry.type(
    description="What a dataset, a designation or a plan is about: region, population, period."
)
class Coverage:
    region: str = strawberry.field(
        default="*",
        description="GB/T 2260 code of the region; a prefix covers all below it; * is everywhere.",
    )
    population: str = strawberry.field(
        default="*", description="Population, e.g. 户籍人口; * is everybody."
    )
    period_from: dt.date | None = strawberry.field(
        default=None, description="First day of the data; null: open."
    )
    period_to: dt.date | None = strawberry.field(
        default=None, description="Last day of the data; null: open."
    )


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
    """Write a region code as its significant prefix.

    330200 becomes 3302, 990211001000 becomes 990211001: GB/T 2260 counts in pairs to the district,
    GB/T 10114 in threes below it.
    """
    code = code.strip()
    if not code.isdigit():
        return code or EVERYTHING
    while len(code) > _DISTRICT and len(code) % _BELOW == 0 and code.endswith("0" * _BELOW):
        code = code[:-_BELOW]
    while len(code) <= _DISTRICT and len(code) % _PAIR == 0 and code.endswith("0" * _PAIR):
        code = code[:-_PAIR]
    return code or EVERYTHING


def slot(coverage: Coverage) -> str:
    """Return the one text for a coverage, by which at most one designation lives."""
    ends = (str(end or "") for end in (coverage.period_from, coverage.period_to))
    return "|".join((coverage.region, coverage.population, *ends))


def holds_region(whole: Coverage, part: Coverage) -> bool:
    """Tell whether the region of `part` lies in that of `whole`."""
    return _holds(region(whole.region), region(part.region))


def holds_population(whole: Coverage, part: Coverage) -> bool:
    """Tell whether the population of `part` lies in that of `whole`."""
    return _holds(_path(whole.population), _path(part.population))


def holds_period(whole: Coverage, part: Coverage) -> bool:
    """Tell whether `whole` has every day that `part` asks for.

    A part that names no end asks for none beyond what there is.
    """
    starts_in_time = (whole.period_from or dt.date.min) <= (part.period_from or dt.date.max)
    return starts_in_time and (part.period_to or dt.date.min) <= (whole.period_to or dt.date.max)


def holds(whole: Coverage, part: Coverage) -> bool:
    """Tell whether `whole` has all of `part`; an open end of `part` asks for one of `whole`."""
    return (
        holds_region(whole, part)
        and holds_population(whole, part)
        and (whole.period_from or dt.date.min) <= (part.period_from or dt.date.min)
        and (part.period_to or dt.date.max) <= (whole.period_to or dt.date.max)
    )


def overlaps(one: Coverage, other: Coverage) -> bool:
    """Tell whether two coverages have anything in common."""
    return (
        any(holds_region(*pair) for pair in ((one, other), (other, one)))
        and any(holds_population(*pair) for pair in ((one, other), (other, one)))
        and (one.period_from or dt.date.min) <= (other.period_to or dt.date.max)
        and (other.period_from or dt.date.min) <= (one.period_to or dt.date.max)
    )


def _holds(whole: str, part: str) -> bool:
    return whole == EVERYTHING or (part != EVERYTHING and part.startswith(whole))


def _path(population: str) -> str:
    """Return a population as a path that ends with a slash, so that 老年 holds no 老年人."""
    path = population.strip().strip("/")
    return EVERYTHING if path in ("", EVERYTHING) else f"{path}/"
