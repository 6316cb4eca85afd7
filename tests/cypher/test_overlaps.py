"""The store finds coverages to overlap where `model.coverage` does: one rule, of which the store has its own text."""

import dataclasses
import datetime as dt
import random
from typing import Any, Final

from graph_catalog.graph import fragments, queries
from graph_catalog.graph.engine import Engine
from graph_catalog.model import coverage, place_table
from graph_catalog.model.coverage import Coverage
from graph_catalog.record import entity_rows

REGIONS: Final = ("*", "33", "3302", "330211", "330211001", "44", "4401", "330212")
PEOPLE: Final = (
    "*",
    "户籍人口",
    "户籍人口/老年人",
    "户籍人口/老年",
    "老年人",
    "80周岁以上老年人",
    "自然人",
    "组织",
    "企业",
    "流动人口",
    "VIP",
    "vip/老年人",
    "男性",
    "女性/学生",
    "自然人/组织",
)
DAYS: Final = (None, dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 12, 31))
ASKED: Final = """UNWIND $pairs AS pair WITH pair.one AS one, pair.other AS other
  RETURN collect([
    /* include overlaps(one, other) */, /* include holds(one, other) */, /* include certainly_overlaps(one, other) */,
    /* include common_coverage(one, other) */
  ]) AS found"""


def on_record(one: Coverage) -> dict[str, Any]:
    """A coverage as things have it: what is everything is left out, or is a star."""
    said = {
        "coverage_region": one.region,
        "coverage_population": one.population,
        "coverage_from": one.period_from,
        "coverage_to": one.period_to,
    }
    return {name: value for name, value in said.items() if value is not None}


async def test_the_store_and_the_program_agree_what_overlaps_and_what_holds(engine: Engine) -> None:
    chance = random.Random(13)  # noqa: S311
    pairs = []
    for _ in range(4000):
        starts, ends = ([chance.choice(DAYS) for _ in "ab"] for _ in "ab")
        one, other = (
            Coverage(
                region=chance.choice(REGIONS),
                population=chance.choice(PEOPLE),
                period_from=start,
                period_to=end,
            )
            for start, end in zip(starts, ends, strict=True)
        )
        pairs.append((one, other))
    text = fragments.include(ASKED, "test", fragments.read_all(queries.root()), set())
    rows = [{"one": on_record(one), "other": on_record(other)} for one, other in pairs]
    [answer] = await engine.run_statement(
        text, pairs=rows, populations=place_table.current().for_store
    )
    found = [
        [*each[:3], coverage.normal(entity_rows.coverage(each[3])) if each[0] else None]
        for each in answer["found"]
    ]
    expected = [
        [
            coverage.overlaps(*pair),
            coverage.holds(*pair),
            coverage.overlaps(*pair)
            and any(coverage.holds_population(*each) for each in (pair, pair[::-1])),
            coverage.common(*pair),
        ]
        for pair in pairs
    ]
    for each in (*found, *expected):
        if each[3] is not None:  # of words that differ in case alone, either is taken
            each[3].population = each[3].population.casefold()
    wrong = [
        (dataclasses.astuple(one), dataclasses.astuple(other), each)
        for (one, other), each, right in zip(pairs, found, expected, strict=True)
        if each != right
    ]
    assert wrong == []
    for which in range(3):
        assert {each[which] for each in expected} == {True, False}
