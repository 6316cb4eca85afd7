"""`findings` and `duplicateCollections`: pages that hold each once, and how many there are in all."""

from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass, UpdateCycle
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate, revise

FINDINGS: Final = """query($first: Int!, $after: String, $filter: FindingFilter) {
  findings(first: $first, after: $after, filter: $filter) {
    totalCount nodes { key rule unit { name } } pageInfo { hasNextPage endCursor } } }"""
DUPLICATES: Final = """query($first: Int!, $after: String, $filter: DuplicateFilter) {
  duplicateCollections(first: $first, after: $after, filter: $filter) {
    totalCount nodes { key } pageInfo { hasNextPage endCursor } } }"""
CIVIL: Final = keys.encode(NodeKind.UNIT, "civil")


@pytest.fixture
async def faulty(catalog: Catalog) -> Catalog:
    """Three units that collect what police shares, each with entries that lack attributes of Art. 10."""
    estate = Estate()
    for key, name in (("civil", "民政局"), ("health", "卫健局"), ("police", "公安局")):
        estate.unit(key, name)
        estate.dataset(f"{key}set", f"{name}登记信息", provider=key)
    estate.dataset("secret", "侦查信息", provider="police", sharing_class=SharingClass.NOT_SHARED)
    estate.dataset("second", "居住信息", provider="police")
    for key in ("name", "phone", "tax"):
        estate.datum(key, f"自然人·{key}·本人", object_class="自然人")
        estate.collects("civil", key)
    estate.collects("health", "name")
    estate.collects("health", "phone")
    for dataset, datum in (("policeset", "name"), ("policeset", "phone"), ("second", "phone")):
        estate.field(
            f"{dataset}{datum}",
            datum,
            dataset=dataset,
            datum=datum,
            acquisition=Acquisition.GENERATED,
        )
    estate.designation("one", datum="name", dataset="policeset")
    # Two sources of one datum, for two coverages.
    estate.designation("two", datum="phone", dataset="policeset", region="330211")
    estate.designation("three", datum="phone", dataset="second", region="330212")
    await estate.record(catalog.engine)
    return catalog


async def _pages(
    catalog: Catalog, query: str, viewer: Viewer, **given: Any
) -> tuple[list[str], Any]:
    """Return the keys on all pages, and the count, which every page tells alike."""
    found: list[str] = []
    counts = set()
    after = None
    while True:
        answer = await catalog.ask(query, {"first": 2, "after": after, **given}, viewer=viewer)
        [page] = answer.values()
        found += [node["key"] for node in page["nodes"]]
        counts.add(page["totalCount"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            [count] = counts
            return found, count


@pytest.mark.parametrize(
    ("given", "of_centre", "of_officer"),
    [
        ({}, 9, 6),
        ({"rules": ["R-10b"]}, 5, 4),
        ({"rules": ["R-15c"]}, 0, 0),
        ({"rules": ["R-15b"]}, 4, 2),
        ({"unitId": CIVIL}, 3, 3),
        ({"rules": []}, 0, 0),
    ],
)
async def test_all_findings_are_counted_and_paged_once_each(
    faulty: Catalog, viewer: Viewer, given: dict[str, Any], of_centre: int, of_officer: int
) -> None:
    found, count = await _pages(faulty, FINDINGS, viewer, filter=given)
    expected = of_centre if viewer is CENTRE else of_officer
    assert (count, len(found), len(set(found))) == (expected, expected, expected)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, 3),
        ({"unitId": CIVIL}, 3),
        ({"objectClass": "自然人"}, 3),
        ({"objectClass": "法人"}, 0),
        ({"since": "2021-01-01"}, 0),
    ],
)
async def test_all_duplicate_collections_are_counted_and_paged_once_each(
    faulty: Catalog, viewer: Viewer, given: dict[str, Any], expected: int
) -> None:
    estate = Estate()
    estate.field("policetax", "税号", dataset="policeset", datum="tax", acquisition="GENERATED")
    estate.designation("four", datum="tax", dataset="policeset")
    await estate.record(faulty.engine)
    found, count = await _pages(faulty, DUPLICATES, viewer, filter=given)
    assert (count, len(found), len(set(found))) == (expected, expected, expected)


async def test_the_burden_of_a_duplicate_is_told_by_unit(faulty: Catalog, viewer: Viewer) -> None:
    estate = Estate()
    estate.dataset("own", "救助台账", provider="civil", update_cycle=UpdateCycle.DAILY)
    estate.dataset(
        "kept",
        "体检台账",
        provider="health",
        update_cycle=UpdateCycle.MONTHLY,
        sharing_class=SharingClass.NOT_SHARED,
    )
    for dataset in ("civilset", "own", "kept"):
        estate.field(f"{dataset}-name", "姓名", dataset=dataset, datum="name")
    await estate.record(faulty.engine)
    query = """{ duplicateCollections(first: 50) { nodes {
      datum { name } collectionPoints burden { unit { name } points cycles } } } }"""
    nodes = (await faulty.ask(query, viewer=viewer))["duplicateCollections"]["nodes"]
    [found] = [node for node in nodes if node["datum"]["name"] == "自然人·name·本人"]
    assert found["collectionPoints"] == 3
    assert found["burden"] == [
        {"unit": {"name": "民政局"}, "points": 2, "cycles": ["DAILY"]},
        {
            "unit": {"name": "卫健局"} if viewer is CENTRE else None,
            "points": 1,
            "cycles": ["MONTHLY"] if viewer is CENTRE else [],
        },
    ]


async def test_the_order_of_a_burden_does_not_tell_which_hidden_unit_it_is(
    catalog: Catalog,
) -> None:
    """Units collect as much each: the one whose fields may be seen comes first, whatever the keys of the others."""
    estate = Estate()
    closed: Any = {"sharing_class": SharingClass.NOT_SHARED, "update_cycle": UpdateCycle.MONTHLY}
    for key in ("aaa", "civil", "zzz"):
        estate.unit(key, f"{key}局")
    for number, hidden in enumerate(("aaa", "zzz")):
        estate.datum(f"datum{number}", f"自然人·数{number}·本人")
        for unit, says in (("civil", {}), (hidden, closed)):
            estate.dataset(f"{unit}{number}", f"{unit}台账{number}", provider=unit, **says)
            estate.field(
                f"{unit}{number}-of", "姓名", dataset=f"{unit}{number}", datum=f"datum{number}"
            )
    await estate.record(catalog.engine)
    query = (
        "{ duplicateCollections(first: 50) { nodes { burden { unit { name } points cycles } } } }"
    )
    nodes = (await catalog.ask(query, viewer=OFFICER))["duplicateCollections"]["nodes"]
    own = {"unit": {"name": "civil局"}, "points": 1, "cycles": []}
    assert [node["burden"] for node in nodes] == [[own, {**own, "unit": None}]] * 2


WATCHED: Final = """{ duplicateCollections(first: 50) { totalCount nodes { why source { name } datum { name } } }
  findings(filter: {rules: ["R-15b", "R-15c"]}) { nodes { rule datum { key } } } }"""


async def _watched(faulty: Catalog, viewer: Viewer, field: str | None, **says: Any) -> Any:
    """Return what is said of a datum that one unit collects beside a source: the duplicate, and the rules."""
    estate = Estate()
    estate.dataset("watched", "侦查台账", provider="police", **says)
    if field is not None:
        estate.field("watchedtax", field, dataset="watched", datum="tax", acquisition="GENERATED")
    estate.designation("four", datum="tax", dataset="watched")
    await estate.record(faulty.engine)
    answer = await faulty.ask(WATCHED, viewer=viewer)
    nodes = answer["duplicateCollections"]["nodes"]
    assert answer["duplicateCollections"]["totalCount"] == len(nodes)
    found = [node for node in nodes if node["datum"]["name"] == "自然人·tax·本人"]
    rules = {
        node["rule"]
        for node in answer["findings"]["nodes"]
        if node["datum"] and node["datum"]["key"] == "tax"
    }
    return found, rules


async def test_the_source_of_a_duplicate_is_named(faulty: Catalog, viewer: Viewer) -> None:
    [found], rules = await _watched(faulty, viewer, "税号")
    assert found["source"] == {"name": "侦查台账"}
    assert "侦查台账" in found["why"]
    assert "公安局" in found["why"]
    assert rules == {"R-15b"}


async def test_nobody_collects_again_what_its_source_does_not_share(
    faulty: Catalog, viewer: Viewer
) -> None:
    found, rules = await _watched(faulty, viewer, "税号", sharing_class=SharingClass.NOT_SHARED)
    assert (found, rules) == ([], set())


@pytest.mark.parametrize(
    ("stated", "is_collecting_too", "is_accused"),
    [
        ({}, False, False),
        ({"coverage_region": "330211001"}, False, False),
        # Its entry states the whole district, and it is the source for a part of it.
        ({"coverage_region": "330211"}, False, True),
        ({}, True, True),
    ],
)
async def test_who_divides_a_district_as_sources_is_accused_of_nothing(
    faulty: Catalog,
    viewer: Viewer,
    stated: dict[str, str],
    *,
    is_collecting_too: bool,
    is_accused: bool,
) -> None:
    estate = Estate()
    estate.datum("water", "自然人·取水量·本人")
    for unit, region in (("civil", "330211001"), ("police", "330211002")):
        covers = stated if unit == "civil" else {}
        estate.dataset(f"{unit}water", f"{unit}取水台账", provider=unit, **covers)
        estate.field(f"{unit}litres", "取水量", dataset=f"{unit}water", datum="water")
        estate.collects(unit, "water")
        estate.designation(
            f"{unit}for", datum="water", dataset=f"{unit}water", coverage_region=region
        )
    if is_collecting_too:
        estate.dataset("again", "取水登记", provider="civil", coverage_region="330211002")
        estate.field("againlitres", "取水量", dataset="again", datum="water")
    await estate.record(faulty.engine)
    answer = await faulty.ask(WATCHED, viewer=viewer)
    duplicates = answer["duplicateCollections"]
    assert duplicates["totalCount"] == len(duplicates["nodes"])
    found = [each["why"] for each in duplicates["nodes"] if "取水量" in each["datum"]["name"]]
    rules = [
        each["rule"]
        for each in answer["findings"]["nodes"]
        if each["datum"] and each["datum"]["key"] == "water"
    ]
    assert (len(found), rules) == ((1, ["R-15b"]) if is_accused else (0, []))
    if found:
        assert "police取水台账" in found[0]
        assert "公安局 still" not in found[0]


@pytest.mark.parametrize(
    ("covers", "is_accused"),
    [
        ({}, False),
        ({"coverage_region": "330211"}, False),
        ({"coverage_region": "33"}, False),
        ({"coverage_region": "330211001"}, True),
        ({"coverage_region": "43"}, True),
        ({"coverage_population": "学生"}, True),
    ],
)
async def test_an_exemption_lets_a_unit_collect_what_it_covers(
    faulty: Catalog, viewer: Viewer, covers: dict[str, str], *, is_accused: bool
) -> None:
    estate = Estate()
    estate.dataset("wide", "全省登记", provider="police")
    estate.field("widetax", "税号", dataset="wide", datum="tax", acquisition="GENERATED")
    estate.designation("four", datum="tax", dataset="wide", coverage_region="33")
    estate.dataset("narrow", "征税台账", provider="civil", coverage_region="330211")
    estate.field("narrowtax", "税号", dataset="narrow", datum="tax")
    estate.exemption("let", "应急", datum="tax", unit="civil", **covers)
    await estate.record(faulty.engine)
    answer = await faulty.ask(WATCHED, viewer=viewer)
    assert answer["duplicateCollections"]["totalCount"] == len(
        answer["duplicateCollections"]["nodes"]
    )
    is_found = any(
        node["datum"]["name"] == "自然人·tax·本人"
        for node in answer["duplicateCollections"]["nodes"]
    )
    accused = {
        node["datum"] and node["datum"]["key"]
        for node in answer["findings"]["nodes"]
        if node["rule"] == "R-15b"
    }
    assert (is_found, "tax" in accused) == (is_accused, is_accused)


@pytest.mark.parametrize(
    ("covers", "is_duplicate"),
    [
        (({}, {}), True),
        (({"coverage_region": "330211"}, {}), True),
        (({"coverage_region": "330211"}, {"coverage_region": "330211001"}), True),
        (({"coverage_region": "330211001"}, {"coverage_region": "330211002"}), False),
        (({"coverage_population": "学生"}, {"coverage_population": "老年人"}), False),
        (
            (
                {"coverage_region": "330211001"},
                {"coverage_region": "330211002"},
                {"coverage_region": "330211002"},
            ),
            True,
        ),
    ],
)
async def test_units_that_collect_of_other_places_or_people_collect_nothing_twice(
    faulty: Catalog, viewer: Viewer, covers: tuple[dict[str, str], ...], *, is_duplicate: bool
) -> None:
    estate = Estate()
    estate.datum("water", "自然人·取水量·本人")
    units = ("civil", "health", "police")
    for unit, covered in zip(units, covers, strict=False):
        estate.dataset(f"{unit}water", f"{unit}取水台账", provider=unit, **covered)
        estate.field(f"{unit}litres", "取水量", dataset=f"{unit}water", datum="water")
        estate.collects(unit, "water")
    await estate.record(faulty.engine)
    found = (await faulty.ask(WATCHED, viewer=viewer))["duplicateCollections"]
    assert found["totalCount"] == len(found["nodes"])
    assert (
        "自然人·取水量·本人" in {node["datum"]["name"] for node in found["nodes"]}
    ) == is_duplicate


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"status": EntryStatus.DRAFT}, "税号"),
        ({"status": EntryStatus.WITHDRAWN}, "税号"),
        ({"listing": Listing.UNLISTED}, "税号"),
        ({"listing": Listing.RECEIVED}, "税号"),
        ({}, None),
    ],
)
async def test_what_can_be_no_source_is_none_wherever_it_is_asked(
    faulty: Catalog, viewer: Viewer, says: dict[str, Any], field: str | None
) -> None:
    found, rules = await _watched(faulty, viewer, field, **says)
    assert (found, "R-15b" in rules) == ([], False)
    assert ("R-15c" in rules) == (viewer is CENTRE)
    one = '{ dataset(by: {key: "watched"}) { sourceOf { totalCount nodes { key } } } }'
    dataset = (await faulty.ask(one, viewer=CENTRE))["dataset"]
    assert dataset["sourceOf"] == {"totalCount": 0, "nodes": []}


REGIONS: Final = {
    None: True,
    "330211": True,
    "3302": True,
    "33": True,
    "44": False,
    "440100": False,
}


@pytest.mark.parametrize("region", REGIONS)
async def test_a_source_is_one_for_all_that_lies_in_what_it_covers(
    faulty: Catalog, viewer: Viewer, region: str | None
) -> None:
    estate = Estate()
    estate.dataset("wide", "全省登记", provider="police")
    estate.field("widetax", "税号", dataset="wide", datum="tax", acquisition="GENERATED")
    estate.designation("four", datum="tax", dataset="wide", coverage_region="33")
    covers = {} if region is None else {"coverage_region": region}
    estate.dataset("narrow", "征税台账", provider="civil", **covers)
    estate.field("narrowtax", "税号", dataset="narrow", datum="tax")
    await estate.record(faulty.engine)
    answer = await faulty.ask(WATCHED, viewer=viewer)
    nodes = answer["duplicateCollections"]["nodes"]
    assert answer["duplicateCollections"]["totalCount"] == len(nodes)
    is_found = any(node["datum"]["name"] == "自然人·tax·本人" for node in nodes)
    accused = {
        (node["rule"], node["datum"] and node["datum"]["key"])
        for node in answer["findings"]["nodes"]
    }
    assert (is_found, ("R-15b", "tax") in accused) == (REGIONS[region], REGIONS[region])


async def test_a_name_is_not_told_at_an_instant_at_which_it_could_be_seen(
    faulty: Catalog, viewer: Viewer
) -> None:
    hidden = await revise(
        faulty.engine, NodeKind.DATASET, "policeset", status=EntryStatus.WITHDRAWN.value
    )
    query = """query($at: Int!) {
      duplicateCollections(atRevision: $at) { nodes { why } }
      findings(atRevision: $at, filter: {rules: ["R-15b"]}) { nodes { message } } }"""
    answer = await faulty.ask(query, {"at": hidden.revision - 1}, viewer=viewer)
    assert answer["findings"]["nodes"]
    assert answer["duplicateCollections"]["nodes"]
    assert ("公安局登记信息" in str(answer)) == (viewer is CENTRE)


async def test_the_count_is_a_statement_of_its_own_that_runs_only_when_asked(
    faulty: Catalog,
) -> None:
    pages = ["rules/duplicates", "rules/incomplete_entries", "rules/repeated_collections"]
    asked = """{ findings(filter: {rules: ["R-10b", "R-15b"]}) { nodes { key } %s }
      duplicateCollections { nodes { key } %s } }"""
    plain = await faulty.reads(asked % ("", ""))
    counted = await faulty.reads(asked % ("totalCount", "totalCount"))
    assert [name for name in plain if not name.startswith("audit/")] == pages
    assert [name for name in counted if not name.startswith("audit/")] == sorted(
        [*pages, *(f"{name}_count" for name in pages)]
    )


async def test_an_officer_is_told_of_no_other_units_collecting(faulty: Catalog) -> None:
    answer = await faulty.ask(
        FINDINGS, {"first": 50, "filter": {"rules": ["R-15b"]}}, viewer=OFFICER
    )
    assert {node["unit"]["name"] for node in answer["findings"]["nodes"]} == {"民政局"}
