import datetime as dt
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.collection.verdict.covering import Gap, gaps
from graph_catalog.model import coverage, places
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.inputs import texts
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.refusals import InvalidInput

TODAY: Final = dt.date(2026, 3, 2)
WIDE: Final = {ord("0") + n: ord("０") + n for n in range(10)}


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("330000", "33"),
        ("330200", "3302"),
        ("990211", "990211"),
        ("990211000000", "990211"),
        ("990211001000", "990211001"),
        ("990211001005", "990211001005"),
        (" 330211 ", "330211"),
        ("９９０２１１", "990211"),
        ("99 02 11", "990211"),
        ("\u3000990211\t", "990211"),
        ("990200", "9902"),
        ("000000", "*"),
        ("*", "*"),
        ("＊", "*"),
        ("", "*"),
        ("全部", "*"),
    ],
)
def test_a_region_code_is_as_long_as_it_says_something(code: str, prefix: str) -> None:
    assert places.region(code) == prefix
    assert places.region(prefix) == prefix


@pytest.mark.parametrize(
    "written",
    ["镇海", "1", "990", "99021", "9902110", "9902110010", "990011", "000211", "99021x", "-99021"],
)
def test_what_is_no_region_code_is_none(written: str) -> None:
    assert places.region(written) is None


@given(
    st.text("0123456789０１２３９ *", max_size=14)
    | st.from_regex(r"[1-9][0-9]([0-9]{2}){0,2}(([0-9]{3}){1,2})?", fullmatch=True)
)
def test_a_region_has_one_form_and_no_more_than_what_it_says(written: str) -> None:
    form = places.region(written)
    if form is not None:
        assert places.region(form) == form
        spaced = " ".join(form.translate(WIDE))
        assert places.region(spaced) == form
        one, other = Coverage(region=form), Coverage(region=written)
        assert coverage.holds_region(one, other)
        assert coverage.holds_region(other, one)


@given(st.lists(st.text(max_size=8), max_size=5))
def test_a_population_has_one_form(words: list[str]) -> None:
    form = places.population("/".join(words))
    assert places.population(form) == form
    assert places.population(f" / {form}／") == form


@pytest.mark.parametrize(
    "pair",
    [
        ("户籍人口/老年人", "户籍 人口/老年人"),
        ("户籍人口/老年人", "户籍\u3000人口/老年人"),
        ("户籍人口/A类", "户籍人口/a类"),
        ("户籍人口/老年人", "户籍人口/*"),
        ("老年人", "*/老年人"),
        ("户籍人口", "户籍人口。"),
        ("户籍人口", "全体"),
        ("户籍人口", "所有人"),
    ],
)
def test_how_a_population_is_written_makes_no_other_of_it(pair: tuple[str, str]) -> None:
    one, other = (Coverage(population=places.population(each)) for each in pair)
    assert coverage.overlaps(one, other)
    assert coverage.overlaps(other, one)


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"region": "西海区"}, "region"),
        ({"region": "99021"}, "region"),
        ({"population": "户籍\u200b人口"}, "population"),
        ({"population": "人" * 201}, "population"),
        (
            {"period_from": dt.date(2026, 12, 31), "period_to": dt.date(2026, 1, 1)},
            "periodTo",
        ),
        ({"cycle": UpdateCycle.DAILY}, "cycle"),
    ],
)
def test_what_covers_nothing_is_refused_where_it_stands(said: dict[str, Any], path: str) -> None:
    given = texts.cleaned(CoverageInput(**said), ["input", "x"])
    refused = given if isinstance(given, InvalidInput) else coverage.read(given, ["input", "x"])
    assert isinstance(refused, InvalidInput)
    assert refused.path == ["input", "x", path]


def test_a_day_is_a_period() -> None:
    day = dt.date(2026, 1, 1)
    assert coverage.read(CoverageInput(period_from=day, period_to=day)) == Coverage(
        period_from=day, period_to=day
    )


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("990211", "990211001000"),
        ("990211001000", "990211001005"),
        ("990211000000", "990211"),
        ("990000", "990211001005"),
        ("*", "990211"),
        ("", "990211"),
    ],
)
def test_an_offer_and_a_designation_read_a_region_alike(whole: str, part: str) -> None:
    one, other = Coverage(region=whole), Coverage(region=part)
    assert gaps(one, other, TODAY) == ()
    assert coverage.overlaps(one, other)
    assert coverage.overlaps(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Coverage(region="990211001000"), Coverage(region="990211002000")),
        (Coverage(region="990211"), Coverage(region="990212")),
        (Coverage(population="学生"), Coverage(population="企业")),
        (
            Coverage(period_to=dt.date(2024, 12, 31)),
            Coverage(period_from=dt.date(2025, 1, 1)),
        ),
    ],
)
def test_what_lies_apart_does_not_overlap(one: Coverage, other: Coverage) -> None:
    assert not coverage.overlaps(one, other)
    assert not coverage.overlaps(other, one)


def test_of_a_street_nothing_is_held_by_its_neighbour() -> None:
    offered, wanted = Coverage(region="990211001000"), Coverage(region="990211002000")
    assert gaps(offered, wanted, TODAY) == (Gap.REGION,)


days = st.none() | st.dates(TODAY - dt.timedelta(days=5), TODAY + dt.timedelta(days=5))
periods = st.builds(Coverage, period_from=days, period_to=days).filter(
    lambda one: not (one.period_from and one.period_to) or one.period_from <= one.period_to
)


@given(periods, periods)
def test_an_open_plan_is_held_by_data_that_have_each_day_to_come_of_it_up_to_now(
    whole: Coverage, part: Coverage
) -> None:
    """Against a model day by day: the days a plan names, and today where an end of it is open and today lies in it."""
    first, last = part.period_from or dt.date.min, part.period_to or dt.date.max
    # A plan that is over or yet to begin asks for the day next to now that it has.
    near = min(max(TODAY, first), last)
    start, end = part.period_from or near, part.period_to or near
    asked = [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]
    has = [
        (whole.period_from or dt.date.min) <= day <= (whole.period_to or dt.date.max)
        for day in asked
    ]
    assert coverage.holds_period(whole, part, TODAY) is all(has)
    if coverage.holds(whole, part):
        assert all(has)
    if coverage.holds_period(whole, part, TODAY):
        assert coverage.overlaps(whole, part)
