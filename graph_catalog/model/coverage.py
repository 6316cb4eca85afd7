"""What a source, an offer or a plan covers: region, population, period; what lies in what.

Regions are codes of GB/T 2260 (GB/T 10114 below the district), and populations paths such as 户籍人口/老年人; both are
trees, in which a node holds all below it. `*`, or nothing, is everything. A coverage has one form, however it is
written, so that two that are the same are equal.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import strawberry

from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.refusals import InvalidInput

EVERYTHING: Final = "*"
_WORDS_FOR_EVERYTHING: Final = frozenset({"", EVERYTHING, "全部", "所有", "不限"})
_LENGTHS: Final = frozenset({2, 4, 6, 9, 12})
"""Digits of a province, a city, a district; of a town, and of a village or committee below it."""
_DISTRICT, _PAIR, _BELOW = 6, 2, 3
_BETWEEN: Final = re.compile(r"[/／＼\\]")


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


def read(
    given: CoverageInput | None, path: Sequence[str] = ("input", "coverage")
) -> Coverage | InvalidInput:
    """Turn what a caller sent into a coverage, absent parts meaning everything; `path` is where it stands in the input."""
    if given is None:
        return Coverage()
    within = region(given.region or EVERYTHING)
    if within is None:
        return InvalidInput(message=no_region(), path=[*path, "region"])
    among = wording.name(population(given.population or EVERYTHING), [*path, "population"])
    if isinstance(among, InvalidInput):
        return among
    if given.period_from and given.period_to and given.period_to < given.period_from:
        return InvalidInput(message=_disordered(), path=[*path, "periodTo"])
    return Coverage(
        region=within,
        population=among,
        period_from=given.period_from,
        period_to=given.period_to,
    )


def region(written: str) -> str | None:
    """Return a region as the significant prefix of its code; None for what is no code, in whatever width it is written.

    330200 becomes 3302, 990211001000 becomes 990211001: GB/T 2260 counts in pairs to the district, GB/T 10114 in
    threes below it. Which codes are given out is not looked up: new ones come every year.
    """
    code = wording.folded(written)
    if code in _WORDS_FOR_EVERYTHING:
        return EVERYTHING
    if not (code.isascii() and code.isdigit() and len(code) in _LENGTHS):
        return None
    while len(code) > _DISTRICT and code.endswith("0" * _BELOW):
        code = code[:-_BELOW]
    while len(code) <= _DISTRICT and code.endswith("0" * _PAIR):
        code = code[:-_PAIR]
    pairs = (code[start : start + _PAIR] for start in range(0, min(len(code), _DISTRICT), _PAIR))
    if any(
        pair == "0" * _PAIR for pair in pairs
    ):  # of a district in no city, or a city in no province
        return None
    return code or EVERYTHING


def population(written: str) -> str:
    """Return a population as a path of words, however its parts are spaced and separated."""
    words = (
        " ".join(unicodedata.normalize("NFKC", part).split()) for part in _BETWEEN.split(written)
    )
    path = "/".join(filter(None, words))
    return EVERYTHING if path in _WORDS_FOR_EVERYTHING else path


def no_region() -> str:
    """Say what a region is."""
    return say(
        zh="区域应为 GB/T 2260 行政区划代码（2、4 或 6 位；乡镇街道 9 位，村社 12 位），如 330211；不限区域写 *。",
        en="A region is a code of GB/T 2260 (2, 4 or 6 digits; 9 for a town, 12 below it), as 330211; * is everywhere.",
    )


def _disordered() -> str:
    return say(
        zh="periodTo 不得早于 periodFrom。请核对数据的起止日期。",
        en="periodTo must not be before periodFrom. Check the first and the last day of the data.",
    )


def slot(coverage: Coverage) -> str:
    """Return the one text for a coverage, by which at most one designation lives."""
    ends = (str(end or "") for end in (coverage.period_from, coverage.period_to))
    return "|".join((coverage.region, coverage.population, *ends))


def holds_region(whole: Coverage, part: Coverage) -> bool:
    """Tell whether the region of `part` lies in that of `whole`."""
    return _holds(_code(whole.region), _code(part.region))


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


def _path(on_record: str) -> str:
    """Return a population as a path that ends with a slash, so that 老年 holds no 老年人."""
    path = population(on_record)
    return EVERYTHING if path == EVERYTHING else f"{path}/"
