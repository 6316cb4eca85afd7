"""Lists: order, pages either way, filters, and the same answer again at an as-of point."""

import base64
import datetime as dt
import hashlib
import string
from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import SHANGHAI
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate, district, provide, revise

NAMES = [f"数据集{letter}" for letter in "甲乙丙丁戊己庚"]


@pytest.fixture
async def seven(catalog: Catalog) -> Catalog:
    """Seven shared entries of 民政局."""
    estate = Estate()
    estate.unit("civil", "民政局")
    for number, name in enumerate(NAMES):
        estate.dataset(f"set{number}", name, provider="civil", code=f"S-{number}")
    await estate.record(catalog.engine)
    return catalog


PAGE = """query($first: Int, $after: String, $last: Int, $before: String, $order: DatasetOrder, $filter: DatasetFilter,
    $asOf: Instant, $atRevision: Int) {
  datasets(first: $first, after: $after, last: $last, before: $before, orderBy: $order, filter: $filter,
    asOf: $asOf, atRevision: $atRevision) {
    totalCount nodes { name } edges { cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


async def _page(catalog: Catalog, viewer: Viewer, **variables: Any) -> Any:
    return (await catalog.ask(PAGE, variables, viewer=viewer))["datasets"]


def _names(page: Any) -> list[str]:
    return [node["name"] for node in page["nodes"]]


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_pages_forward_hold_everything_once_in_order(
    seven: Catalog, viewer: Viewer, direction: str
) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = await _page(seven, viewer, first=3, after=after, order={"name": direction})
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["totalCount"] == 7
        seen += _names(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == sorted(NAMES, reverse=direction == "DESC")


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_pages_backward_hold_everything_once_in_the_same_order(
    seven: Catalog, viewer: Viewer, direction: str
) -> None:
    seen: list[str] = []
    before = None
    while True:
        page = await _page(seven, viewer, last=3, before=before, order={"name": direction})
        seen = _names(page) + seen
        before = page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert seen == sorted(NAMES, reverse=direction == "DESC")


async def test_a_list_holds_only_what_the_viewer_may_see(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    assert _names(await _page(catalog, CENTRE)) == [
        "人口普查草稿",
        "低保对象信息",
        "在逃人员信息",
        "户籍人口信息",
    ]
    page = await _page(catalog, OFFICER)
    assert _names(page) == ["低保对象信息", "在逃人员信息", "户籍人口信息"]
    assert page["totalCount"] == 3


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"first": -1}, "first"),
        ({"first": 0}, "first"),
        ({"first": 100000}, "first"),
        ({"last": 101}, "last"),
        ({"first": 1, "last": 1}, "last"),
        ({"after": "x", "last": 1}, "last"),
        ({"after": "garbage"}, "after"),
        ({"before": "🙂"}, "before"),
        ({"atRevision": 99}, "atRevision"),
        ({"atRevision": -1}, "atRevision"),
        ({"asOf": "2999-01-01T00:00:00Z"}, "asOf"),
    ],
)
async def test_arguments_that_make_no_sense_are_named(
    seven: Catalog, viewer: Viewer, variables: dict[str, Any], argument: str
) -> None:
    refused = await seven.refusal(PAGE, variables, viewer=viewer)
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": argument}
    assert refused["path"] == ["datasets"]


@pytest.mark.parametrize(
    "text", ["2026-03-01T08:00:00", "yesterday", "", "2026-13-01", "2026-01-01T00:00:00+99:00"]
)
async def test_an_instant_without_an_offset_is_refused(seven: Catalog, text: str) -> None:
    refused = await seven.refusal(PAGE, {"asOf": text})
    assert refused["extensions"]["code"] == "INVALID_INPUT"
    literal = await seven.refusal(f'{{ datasets(asOf: "{text}") {{ nodes {{ name }} }} }}')
    assert literal["extensions"]["code"] == "INVALID_INPUT"


def _otherwise_spelt(cursor: str) -> list[str]:
    """What base64 reads as the same bytes, and what has a checksum and is no cursor."""
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    loose = 2 ** (-len(cursor) * 6 % 8 or 0)
    last = letters.index(cursor[-1])
    same_bytes = [cursor[:-1] + letters[last ^ bit] for bit in range(1, loose)]
    nested = [plain.encode() for plain in ("[" * 2900, "7", '{"a": 1}')]
    made_up = [
        base64.urlsafe_b64encode(hashlib.sha256(plain).digest()[:6] + plain).decode().rstrip("=")
        for plain in nested
    ]
    return [*same_bytes, *made_up, *(cursor + end for end in ("=", "==", "\n", " ", "A"))]


async def test_a_cursor_that_was_tampered_with_or_is_of_another_list_is_refused(
    seven: Catalog,
) -> None:
    cursor = (await _page(seven, CENTRE, first=2))["pageInfo"]["endCursor"]
    changed = ("A" if cursor[10] != "A" else "B").join([cursor[:10], cursor[11:]])
    others: list[dict[str, Any]] = [
        {"after": changed},
        {"after": cursor[:-4]},
        *({"after": other} for other in _otherwise_spelt(cursor)),
        {"after": cursor, "order": {"name": "DESC"}},
        {"after": cursor, "filter": {"code": {"eq": "S-1"}}},
        {"after": cursor, "asOf": "2026-01-01"},
    ]
    for variables in others:
        refused = await seven.refusal(PAGE, variables)
        assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "after"}, variables
    of_units = await seven.refusal(
        "query($c: String) { units(after: $c) { nodes { name } } }", {"c": cursor}
    )
    assert of_units["extensions"] == {"code": "INVALID_INPUT", "argument": "after"}


async def test_a_pinned_list_is_paged_unchanged_while_others_write(
    seven: Catalog, viewer: Viewer
) -> None:
    first = await _page(seven, viewer, first=3, asOf="2026-01-01")
    await revise(seven.engine, NodeKind.DATASET, "set6", name="〇最前")
    await revise(seven.engine, NodeKind.DATASET, "set0", name="龥最后")
    seen, after = _names(first), first["pageInfo"]["endCursor"]
    while after:
        page = await _page(seven, viewer, first=3, after=after, asOf="2026-01-01")
        seen += _names(page)
        after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    assert seen == sorted(NAMES)
    again = await _page(seven, viewer, atRevision=1)
    assert _names(again) == sorted(NAMES)


async def test_today_as_a_date_means_now_on_every_page(seven: Catalog, viewer: Viewer) -> None:
    today = str(dt.datetime.now(SHANGHAI).date())
    seen: list[str] = []
    after = None
    while True:
        page = await _page(seven, viewer, first=3, after=after, asOf=today)
        seen += _names(page)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == sorted(NAMES)
    query = "query($id: ID!, $day: Instant) { dataset(by: {id: $id}, asOf: $day) { id name } }"
    plain = {"id": keys.encode(NodeKind.DATASET, "set0"), "day": today}
    first = (await seven.ask(query, plain, viewer=viewer))["dataset"]
    again = (await seven.ask(query, {"id": first["id"], "day": today}, viewer=viewer))["dataset"]
    assert again == first
    tomorrow = str(dt.datetime.now(SHANGHAI).date() + dt.timedelta(days=1))
    refused = await seven.refusal(PAGE, {"asOf": tomorrow}, viewer=viewer)
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "asOf"}


async def test_the_same_question_at_a_revision_gives_the_same_bytes_after_further_writes(
    seven: Catalog, viewer: Viewer
) -> None:
    query = "{ datasets(atRevision: 1) { totalCount nodes { id name provider { id name } } edges { cursor } } }"
    before = (await seven.post(query, viewer=viewer)).content
    estate = Estate()
    estate.unit("tax", "税务局")
    await estate.record(seven.engine)
    await revise(seven.engine, NodeKind.DATASET, "set3", name="改名")
    await revise(seven.engine, NodeKind.UNIT, "civil", name="民政与救助局")
    await provide(seven.engine, "tax", "set2")
    assert (await seven.post(query, viewer=viewer)).content == before


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"code": {"eq": "S-2"}}, ["数据集丙"]),
        ({"code": {"in": ["S-1", "S-2", "S-99"]}}, ["数据集丙", "数据集乙"]),
        ({"name": {"contains": "集甲"}}, ["数据集甲"]),
        ({"code": {"gt": "S-4"}}, ["数据集己", "数据集庚"]),
        ({"code": {"gt": "S-1", "lt": "S-4"}}, ["数据集丁", "数据集丙"]),
        ({"or": [{"code": {"eq": "S-0"}}, {"code": {"eq": "S-6"}}]}, ["数据集庚", "数据集甲"]),
        ({"not": {"code": {"gt": "S-0"}}}, ["数据集甲"]),
        ({"not": {"or": [{"code": {"gt": "S-1"}}, {"code": {"eq": "S-0"}}]}}, ["数据集乙"]),
        (
            {
                "and": [{"code": {"gt": "S-2"}}, {"not": {"name": {"contains": "戊"}}}],
                "code": {"lt": "S-6"},
            },
            ["数据集丁", "数据集己"],
        ),
        ({"format": {"eq": None}, "code": {"eq": "S-5"}}, ["数据集己"]),
        ({"sharingClass": {"in": ["NOT_SHARED"]}}, []),
        (
            {"provider": {"eq": keys.encode(NodeKind.UNIT, "civil")}, "code": {"eq": "S-3"}},
            ["数据集丁"],
        ),
        ({"provider": {"eq": keys.encode(NodeKind.UNIT, "nobody")}}, []),
        ({"or": []}, []),
        ({"code": {"in": []}}, []),
    ],
)
async def test_a_filter_keeps_what_fits(
    seven: Catalog, viewer: Viewer, given: dict[str, Any], expected: list[str]
) -> None:
    page = await _page(seven, viewer, filter=given)
    assert _names(page) == expected
    assert page["totalCount"] == len(expected)


async def test_a_filter_tells_nothing_of_what_is_hidden(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    registry = {"system": {"eq": keys.encode(NodeKind.SYSTEM, "registry")}}
    assert _names(await _page(catalog, OFFICER, filter=registry)) == ["户籍人口信息"]
    assert _names(await _page(catalog, CENTRE, filter=registry)) == [
        "人口普查草稿",
        "在逃人员信息",
        "户籍人口信息",
    ]


async def test_a_filter_too_deep_or_too_large_is_refused(seven: Catalog) -> None:
    deep: dict[str, Any] = {"code": {"eq": "x"}}
    for _ in range(10):
        deep = {"not": deep}
    wide = {
        "or": [{"and": [{"code": {"eq": str(n)}}, {"name": {"eq": str(n)}}]} for n in range(20)]
    }
    long = {"code": {"in": [str(n) for n in range(101)]}}
    for given, where in ((deep, "filter" + ".not" * 6), (wide, "filter"), (long, "filter.code.in")):
        refused = await seven.refusal(PAGE, {"filter": given})
        assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": where}


@pytest.mark.parametrize(
    "plural", ["units", "systems", "fields", "elements", "data", "consumers", "agreements"]
)
async def test_every_kind_has_its_list(catalog: Catalog, viewer: Viewer, plural: str) -> None:
    await district().record(catalog.engine)
    page = (await catalog.ask(f"{{ {plural} {{ totalCount nodes {{ name }} }} }}", viewer=viewer))[
        plural
    ]
    assert page["totalCount"] == len(page["nodes"]) > 0
