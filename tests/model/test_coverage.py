import datetime as dt

import pytest

from graph_catalog.matching.covering import Gap, gaps
from graph_catalog.model import coverage
from graph_catalog.model.coverage import Coverage


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
        ("000000", "*"),
        ("*", "*"),
        ("", "*"),
        ("镇海", "镇海"),
    ],
)
def test_a_region_code_is_as_long_as_it_says_something(code: str, prefix: str) -> None:
    assert coverage.region(code) == prefix
    assert coverage.region(prefix) == prefix


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
    assert gaps(one, other) == ()
    assert coverage.overlaps(one, other)
    assert coverage.overlaps(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Coverage(region="990211001000"), Coverage(region="990211002000")),
        (Coverage(region="990211"), Coverage(region="990212")),
        (Coverage(population="老年"), Coverage(population="老年人")),
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
    assert gaps(offered, wanted) == (Gap.REGION,)
