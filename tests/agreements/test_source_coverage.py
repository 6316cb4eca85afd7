"""A source counts for what its entry states: who designates, who narrows an entry, findings and verdicts go by one rule."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, Final

import pytest

from graph_catalog.language import Language, speaking
from graph_catalog.model import coverage
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import entity_rows, keys
from tests import invariants
from tests.agreements.test_designations import CHANGE, REVISE, end
from tests.collection.test_collection_checks import CIVIL, ENTRY, HELD
from tests.conftest import OFFICER, Catalog
from tests.estate import district

REGIONS: Final = ("*", "99", "9902", "990211", "990211001", "33")
PEOPLE: Final = ("*", "户籍人口", "户籍人口/老年人", "老年人", "流动人口")
DAYS: Final = (None, dt.date(2026, 1, 1), dt.date(2026, 6, 30))
ASK: Final = """query($plan: CollectionPlanInput!, $health: CollectionPlanInput!) {
  stranded: findings(filter: {rules: ["R-15c"]}) { totalCount nodes { message } }
  again: findings(filter: {rules: ["R-15b"]}) { totalCount nodes { unit { key } message } }
  duplicateCollections(first: 5) { nodes { datum { id } source { name } } }
  dataset(by: {code: "GA-9"}) { sourceOf { totalCount } }
  checkCollection(input: $plan) { __typename ... on CollectionCheck { fields { verdict standing } } }
  other: checkCollection(input: $health) { __typename ... on CollectionCheck { fields { verdict standing } } } }"""


def chosen(chance: random.Random) -> Coverage:
    start, until = (chance.choice(DAYS) for _ in "ab")
    if start and until and until < start:
        start, until = until, start
    return Coverage(
        region=chance.choice(REGIONS),
        population=chance.choice(PEOPLE),
        period_from=start,
        period_to=until,
    )


def for_certain(one: Coverage, other: Coverage) -> bool:
    """Whether two have something in common for certain: of people who only may be the same, nobody is accused."""
    among = (coverage.holds_population(*pair) for pair in ((one, other), (other, one)))
    return coverage.overlaps(one, other) and any(among)


def cases(seed: int, count: int) -> Iterator[tuple[Coverage, Coverage, Coverage]]:
    """Yield what is designated, what the entry states, and what another unit collects; each sort of pair in turn."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        while True:
            case = (chosen(chance), chosen(chance), chosen(chance))
            kind = coverage.holds(case[1], case[0]), coverage.overlaps(case[1], case[0])
            if kind == [(True, True), (False, True), (False, False)][number % 3]:
                yield case
                break


def given(one: Coverage) -> dict[str, Any]:
    return {
        "region": one.region,
        "population": one.population,
        "periodFrom": one.period_from and str(one.period_from),
        "periodTo": one.period_to and str(one.period_to),
    }


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """公安局 has 性别 in a published entry that states no coverage; 民政局 collects it in one of its own."""
    await district().record(catalog.engine)
    held = {**HELD, "code": "GA-9"}
    held["fields"] = [{"name": "性别", "acquisition": "GENERATED"}]
    await catalog.ask(ENTRY, {"input": held})
    own = {
        "unitId": CIVIL,
        "name": "老人名册",
        "fields": [{"name": "性别", "acquisition": "COLLECTED"}],
    }
    await catalog.ask(ENTRY, {"input": {**own, "status": "DRAFT"}})
    return catalog


async def placed(estate: Catalog, name: str) -> tuple[str, str]:
    query = """query($n: String!) { datasets(filter: {name: {eq: $n}}) { nodes {
      id fields { nodes { name datum { id name } } } } } }"""
    [node] = (await estate.ask(query, {"n": name}))["datasets"]["nodes"]
    [field] = [each for each in node["fields"]["nodes"] if each["name"] == "性别"]
    return node["id"], field["datum"]["id"]


async def revise(estate: Catalog, id_: str, covers: Coverage) -> list[str]:
    says = {
        name: value
        for name, value in HELD.items()
        if name not in {"unitId", "systemId", "name", "status", "fields"}
    }
    says["coverage"] = given(covers)
    told = (await estate.ask(REVISE, {"input": {"id": id_, **says}}))["reviseEntry"]
    assert told["__typename"] == "ReviseEntryPayload", told
    return list(told["warnings"])


async def verdict_for(estate: Catalog, region: str) -> Any:
    """Return what a plan of 卫健局 for 性别 of a region comes to."""
    plan = {
        "unitId": keys.encode(NodeKind.UNIT, "health"),
        "name": "申请表",
        "subject": "自然人",
        "fields": [{"name": "性别", "coverage": {"region": region}}],
    }
    told = await estate.ask(ASK, {"plan": plan, "health": plan})
    [field] = told["checkCollection"]["fields"]
    return field["verdict"]


def is_doubt(warning: str) -> bool:
    return "table of places" in warning


@pytest.mark.parametrize("seed", range(4))
async def test_a_source_counts_for_what_both_it_and_its_entry_cover(
    estate: Catalog, seed: int
) -> None:
    source, datum = await placed(estate, "居民身份信息")
    own, _ = await placed(estate, "老人名册")
    for covers, states, collects in cases(seed, 9):
        case = covers, states, collects
        await revise(estate, source, Coverage())
        asked = {"datumId": datum, "datasetId": source, "coverage": given(covers)}
        made = (await estate.ask(CHANGE, {"input": asked}))["designateSource"]
        assert [each for each in made["warnings"] if not is_doubt(each)] == [], case
        await revise(estate, own, collects)
        warnings = [each for each in await revise(estate, source, states) if not is_doubt(each)]
        both = coverage.common(covers, states)
        is_whole = coverage.holds(states, covers)
        assert len(warnings) == (not is_whole), case
        for warning in warnings:
            assert ("has nothing" in warning) == (both is None), case
            with speaking(Language.ENGLISH):
                assert all(coverage.worded(each) in warning for each in (covers, states)), case
        again = (await estate.ask(CHANGE, {"input": asked}))["designateSource"]
        if both is None:
            assert (again["__typename"], again["path"]) == (
                "InvalidInput",
                ["input", "coverage"],
            ), case
        else:
            assert (
                any("more than the entry states" in each for each in again["warnings"]) != is_whole
            )
        plans = [
            {
                "unitId": keys.encode(NodeKind.UNIT, unit),
                "name": "申请表",
                "subject": "自然人",
                "fields": [{"name": "性别", "coverage": given(collects)}],
            }
            for unit in ("civil", "health")
        ]
        told = await estate.ask(ASK, {"plan": plans[0], "health": plans[1]})
        assert told["stranded"]["totalCount"] == len(told["stranded"]["nodes"]) == (both is None), (
            case
        )
        assert told["dataset"]["sourceOf"]["totalCount"] == (both is not None), case
        accused = both is not None and for_certain(both, collects)
        assert told["again"]["totalCount"] == len(told["again"]["nodes"]) == accused, case
        for finding in told["again"]["nodes"]:
            assert finding["unit"]["key"] == "civil"
            assert "居民身份信息 of 公安局" in finding["message"]
        duplicates = told["duplicateCollections"]["nodes"]
        assert [each["source"] for each in duplicates if each["datum"]["id"] == datum] == [
            {"name": "居民身份信息"}
        ] * accused, case
        for check in (told["checkCollection"], told["other"]):
            [field] = check["fields"]
            is_met = both is not None and coverage.overlaps(both, collects)
            assert (field["standing"] == "DESIGNATED") <= is_met, (case, field)
        await end(estate, made["designation"]["key"])
    await invariants.check(estate.engine)


EXEMPT: Final = """mutation($input: ExemptCollectionInput!) { exemptCollection(input: $input) {
  ... on ExemptCollectionPayload { exemption { id } } ... on Refusal { message } } }"""
WITHDRAW: Final = """mutation($id: ID!) { withdrawExemption(input: {exemptionId: $id, reason: "不再需要"}) {
  __typename } }"""


@pytest.mark.parametrize("seed", range(2))
async def test_an_exemption_lets_collect_again_what_lies_in_it_and_nothing_else(
    estate: Catalog, seed: int
) -> None:
    """What it overlaps alone stays a finding; the verdict goes by all that is planned, R-15b by what is collected again."""
    source, datum = await placed(estate, "居民身份信息")
    own, _ = await placed(estate, "老人名册")
    chance, seen = random.Random(seed), set[tuple[bool, bool]]()  # noqa: S311
    for covers, _, collects in cases(seed + 50, 14):
        again = coverage.common(covers, collects)
        lets = chance.choice([again or covers, collects, covers, chosen(chance)])
        case = covers, collects, lets
        asked = {"datumId": datum, "datasetId": source, "coverage": given(covers)}
        made = (await estate.ask(CHANGE, {"input": asked}))["designateSource"]
        await revise(estate, own, collects)
        exempts = {"datumId": datum, "unitId": CIVIL, "reason": "校核", "basis": "纪要"}
        told = await estate.ask(EXEMPT, {"input": {**exempts, "coverage": given(lets)}})
        plan = {
            "unitId": CIVIL,
            "name": "申请表",
            "subject": "自然人",
            "fields": [{"name": "性别", "coverage": given(collects)}],
        }
        found = await estate.ask(ASK, {"plan": plan, "health": plan})
        is_let = again is None or not for_certain(covers, collects) or coverage.holds(lets, again)
        assert found["again"]["totalCount"] == len(found["again"]["nodes"]) == (not is_let), case
        duplicates = [
            each for each in found["duplicateCollections"]["nodes"] if each["datum"]["id"] == datum
        ]
        assert len(duplicates) == (not is_let), case
        [field] = found["checkCollection"]["fields"]
        is_exempt = coverage.holds(lets, collects)
        assert (field["verdict"] == "EXEMPT") == is_exempt, case
        seen.add((is_let, is_exempt))
        await estate.ask(WITHDRAW, {"id": told["exemptCollection"]["exemption"]["id"]})
        await end(estate, made["designation"]["key"])
    assert len(seen) > 1


async def test_a_verdict_sends_nobody_to_a_source_for_places_of_which_its_entry_has_nothing(
    estate: Catalog,
) -> None:
    source, datum = await placed(estate, "居民身份信息")
    await estate.ask(CHANGE, {"input": {"datumId": datum, "datasetId": source}})
    await revise(estate, source, Coverage(region="990211"))
    for region, verdict in (
        ("990211001", "OBTAINABLE"),
        ("330000", "NEW"),
        ("9902", "PARTLY_OBTAINABLE"),
    ):
        # The draft of 民政局 holds it as well: what nobody shares is UNSOURCED, not NEW.
        wanted = {verdict, "UNSOURCED" if verdict == "NEW" else verdict}
        assert await verdict_for(estate, region) in wanted, region


async def test_what_an_entry_offers_elsewhere_stays_where_it_becomes_the_source_for_a_place(
    estate: Catalog,
) -> None:
    source, datum = await placed(estate, "居民身份信息")
    covers = {"region": "990211101"}
    asked = {"datumId": datum, "datasetId": source, "coverage": covers}
    assert (await estate.ask(CHANGE, {"input": asked}))["designateSource"]["designation"]
    for region in ("990211101", "990211102", "990211", "*"):
        assert await verdict_for(estate, region) == "OBTAINABLE", region


async def test_a_conflict_of_coverages_says_whose_source_stands_for_what_in_words(
    estate: Catalog,
) -> None:
    source, datum = await placed(estate, "居民身份信息")
    covers = {"region": "990211", "population": "老年人", "periodFrom": "2026-01-01"}
    await estate.ask(CHANGE, {"input": {"datumId": datum, "datasetId": source, "coverage": covers}})
    other = {**HELD, "name": "另一名册", "fields": [{"name": "性别"}]}
    await estate.ask(ENTRY, {"input": other})
    rival, _ = await placed(estate, "另一名册")
    asked = {"datumId": datum, "datasetId": rival, "coverage": {"region": "9902"}}
    for language, words in (
        (
            "zh-CN",
            ("“公安局”的“居民身份信息”", "区域为东海区（990211）", "人群为老年人", "2026-01-01 起"),
        ),
        (
            "en",
            (
                "居民身份信息 of 公安局",
                "region 东海区 (990211)",
                "population 老年人",
                "from 2026-01-01 on",
            ),
        ),
    ):
        told = (await estate.ask(CHANGE, {"input": asked}, language=language))["designateSource"]
        assert (told["__typename"], told["path"]) == ("Conflict", ["input", "coverage"])
        assert all(word in told["message"] for word in words), told
        assert "|" not in told["message"]


async def test_whose_source_it_is_is_told_to_whoever_may_see_it(estate: Catalog) -> None:
    source, datum = await placed(estate, "居民身份信息")
    await estate.ask(CHANGE, {"input": {"datumId": datum, "datasetId": source}})
    query = '{ findings(filter: {rules: ["R-15b"]}) { nodes { message } } }'
    [finding] = (await estate.ask(query, viewer=OFFICER))["findings"]["nodes"]
    assert "居民身份信息 of 公安局" in finding["message"]


def test_what_two_coverages_have_in_common_lies_in_both_and_holds_what_lies_in_both() -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(3000):
        one, other, third = (chosen(chance) for _ in "abc")
        both = coverage.common(one, other)
        assert (both is not None) == coverage.overlaps(one, other)
        assert both == coverage.common(other, one)
        if both is not None:
            assert coverage.holds(one, both)
            assert coverage.holds(other, both)
            assert coverage.holds(both, third) == (
                coverage.holds(one, third) and coverage.holds(other, third)
            )
        flat = entity_rows.flat_coverage(one)
        assert entity_rows.coverage(flat) == one
