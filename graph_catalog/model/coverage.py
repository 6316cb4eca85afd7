"""What a source, an offer or a plan covers: region, population, period; what lies in what.

Regions are codes of GB/T 2260 (GB/T 10114 below the district), and a code holds all that begin with it; populations are
paths of known words, each of which narrows the path, and a word holds all below it (`places`). `*`, or nothing, is
everything. A coverage has one form, however it is written, so that two that are the same are equal.
"""

import datetime as dt
from collections.abc import Sequence

import strawberry

from graph_catalog.language import say
from graph_catalog.model import instant, places
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.places import EVERYTHING, population, region
from graph_catalog.model.refusals import InvalidInput


@strawberry.type(
    description="What a dataset, a designation or a plan is about: region, population, period."
)
class Coverage:
    region: str = strawberry.field(
        default="*",
        description="GB/T 2260 code of the region, without zeros at its end; it covers all below it; * is everywhere.",
    )
    population: str = strawberry.field(
        default="*",
        description="Population: known words, each narrowing the one before, e.g. 户籍人口/老年人; * is everybody.",
    )
    period_from: dt.date | None = strawberry.field(
        default=None, description="First day of the data; null: open."
    )
    period_to: dt.date | None = strawberry.field(
        default=None, description="Last day of the data; null: open."
    )
    region_name: str | None = strawberry.field(
        default=None,
        description="What the region is called in the district's table of places; null for everywhere, and where the table "
        "does not have it.",
    )

    def __post_init__(self) -> None:
        """Name the region by the table."""
        self.region_name = places.region_name(self.region)


def read(
    given: CoverageInput | None,
    path: Sequence[str] = ("input", "coverage"),
    *,
    is_planned: bool = False,
) -> Coverage | InvalidInput:
    """Turn what a caller sent into a coverage, absent parts meaning everything; `path` is where it stands in the input.

    Region and population are in their one form already, by their types. How fresh data must be (`cycle`) only a plan says.
    """
    if given is None:
        return Coverage()
    if given.period_from and given.period_to and given.period_to < given.period_from:
        return InvalidInput(message=_disordered(), path=[*path, "periodTo"])
    if given.cycle is not None and not is_planned:
        return InvalidInput(message=_of_plans_only(), path=[*path, "cycle"])
    return Coverage(
        region=given.region or EVERYTHING,
        population=given.population or EVERYTHING,
        period_from=given.period_from,
        period_to=given.period_to,
    )


def _disordered() -> str:
    return say(
        zh="periodTo 不得早于 periodFrom。请核对数据的起止日期。",
        en="periodTo must not be before periodFrom. Check the first and the last day of the data.",
    )


def _of_plans_only() -> str:
    return say(
        zh="cycle 只用于采集方案，在此不起作用。请删去；条目的更新周期写在 updateCycle 中。",
        en="cycle is of plans only and has no effect here. Leave it out; the cycle of an entry is its updateCycle.",
    )


def slot(coverage: Coverage) -> str:
    """Return the one text for a coverage, by which at most one designation lives."""
    ends = (str(end or "") for end in (coverage.period_from, coverage.period_to))
    return "|".join((coverage.region, coverage.population, *ends))


def worded(coverage: Coverage) -> str:
    """Write a coverage in the caller's language, for a sentence: what it does not restrict is not named."""
    parts = []
    if coverage.region != EVERYTHING:
        name = places.region_name(coverage.region)
        shown = (
            coverage.region
            if name is None
            else say(zh=f"{name}（{coverage.region}）", en=f"{name} ({coverage.region})")
        )
        parts.append(say(zh=f"区域为{shown}", en=f"region {shown}"))
    if coverage.population != EVERYTHING:
        parts.append(say(zh=f"人群为{coverage.population}", en=f"population {coverage.population}"))
    if coverage.period_from is not None or coverage.period_to is not None:
        parts.append(say(zh="数据时间为", en="data ") + worded_period(coverage))
    return say(zh="，", en=", ").join(parts) or say(zh="不限区域、人群和时间", en="everything")


def worded_period(coverage: Coverage) -> str:
    """Write the period of a coverage that has one; an open end has no day."""
    start, end = (
        None if day is None else instant.shown(day)
        for day in (coverage.period_from, coverage.period_to)
    )
    if end is None:
        return say(zh=f"{start} 起", en=f"from {start} on")
    if start is None:
        return say(zh=f"{end} 为止", en=f"until {end}")
    return say(zh=f"{start} 至 {end}", en=f"of {start} to {end}")


def holds_region(whole: Coverage, part: Coverage) -> bool:
    """Tell whether the region of `part` lies in that of `whole`."""
    return _holds(_code(whole.region), _code(part.region))


def holds_population(whole: Coverage, part: Coverage) -> bool:
    """Tell whether the population of `part` lies in that of `whole`."""
    return places.holds_population(whole.population, part.population)


def holds_period(whole: Coverage, part: Coverage, on: dt.date) -> bool:
    """Tell whether `whole` has every day that `part` asks for.

    An open end of `part` asks for what there is up to the day asked about, `on`, and for nothing before it: who names no
    end goes on collecting, for which data that have ended are not enough.
    """
    first = part.period_from or min(on, part.period_to or on)
    last = part.period_to or max(on, first)
    return (whole.period_from or dt.date.min) <= first and last <= (whole.period_to or dt.date.max)


def holds(whole: Coverage, part: Coverage) -> bool:
    """Tell whether `whole` has all of `part`; an open end of `part` asks for one of `whole`."""
    return (
        holds_region(whole, part)
        and holds_population(whole, part)
        and (whole.period_from or dt.date.min) <= (part.period_from or dt.date.min)
        and (part.period_to or dt.date.max) <= (whole.period_to or dt.date.max)
    )


def overlaps(one: Coverage, other: Coverage) -> bool:
    """Tell whether two coverages may have anything in common.

    Populations are words, and words that differ may mean the same people, unless it is known that nobody is both.
    """
    return (
        any(holds_region(*pair) for pair in ((one, other), (other, one)))
        and not places.are_apart(one.population, other.population)
        and (one.period_from or dt.date.min) <= (other.period_to or dt.date.max)
        and (other.period_from or dt.date.min) <= (one.period_to or dt.date.max)
    )


def common(one: Coverage, other: Coverage) -> Coverage | None:
    """Return what two coverages have in common; None where they have nothing."""
    if not overlaps(one, other):
        return None
    starts, ends = (
        [end for each in (one, other) if (end := getattr(each, name)) is not None]
        for name in ("period_from", "period_to")
    )
    return Coverage(
        region=(other if holds_region(one, other) else one).region,
        population=population(f"{one.population}/{other.population}"),
        period_from=max(starts, default=None),
        period_to=min(ends, default=None),
    )


def clash(one: Coverage, other: Coverage) -> bool:
    """Tell whether two coverages that are not the same have anything in common."""
    return one != other and overlaps(one, other)


def normal(on_record: Coverage) -> Coverage:
    """Return a coverage on record in its one form; earlier releases kept it as it was written."""
    return Coverage(
        region=_code(on_record.region),
        population=population(on_record.population),
        period_from=on_record.period_from,
        period_to=on_record.period_to,
    )


def _code(on_record: str) -> str:
    """Return a region on record as it is compared; earlier releases took any text."""
    return region(on_record) or on_record


def _holds(whole: str, part: str) -> bool:
    return whole == EVERYTHING or (part != EVERYTHING and part.startswith(whole))
