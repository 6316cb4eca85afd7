"""Search: words of names and codes, whatever they are made of."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from graph_catalog.gql import search_text
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate

SEARCH = """query($text: String!, $kinds: [NodeKind!], $filter: SearchFilter, $first: Int! = 20, $after: String) {
  search(text: $text, kinds: $kinds, filter: $filter, first: $first, after: $after) {
    totalCount facets { kind count } pageInfo { hasNextPage endCursor }
    nodes { __typename ... on Dataset { name } ... on Field { name } ... on Element { name } ... on Datum { name }
      ... on Unit { name } ... on System { name } ... on Consumer { name } ... on Agreement { name } } } }"""


async def _found(catalog: Catalog, viewer: Viewer, text: str, **variables: Any) -> set[str]:
    answer = await catalog.ask(SEARCH, {"text": text, **variables}, viewer=viewer)
    return {node["name"] for node in answer["search"]["nodes"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低保对象", {"低保对象信息"}),
        ("低保 信息", {"低保对象信息"}),
        ("身份证号", {"身份证号", "公民身份号码"}),
        ("虹", set()),
        ("GA-001", {"户籍人口信息"}),
        ("ga-001", {"户籍人口信息"}),
        ("SFZ", {"身份证号"}),
        ("民政局", {"民政局"}),
        ("局", {"民政局", "公安局", "卫健局"}),
    ],
)
async def test_every_word_must_occur_and_a_part_of_a_name_is_enough(
    estate: Catalog, text: str, expected: set[str]
) -> None:
    assert await _found(estate, OFFICER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "*",
        "AND",
        "name:(",
        '"',
        "\\",
        "a AND (",
        "~^[]{}",
        "人口) OR (*:*",
        "\u202e信息\x00",
        "<script>",
        "x" * 200,
    ],
)
async def test_full_text_syntax_is_text_like_any_other(
    estate: Catalog, viewer: Viewer, text: str
) -> None:
    await _found(estate, viewer, text)


async def test_a_search_finds_only_what_the_viewer_may_see(estate: Catalog) -> None:
    assert "人口普查草稿" in await _found(estate, CENTRE, "人口")
    assert "人口普查草稿" not in await _found(estate, OFFICER, "人口")
    assert await _found(estate, OFFICER, "在逃人员") == {"在逃人员信息"}
    assert await _found(estate, CENTRE, "机密线索") == set()


async def test_kinds_and_filters_narrow_and_facets_count_all_kinds(
    estate: Catalog, viewer: Viewer
) -> None:
    answer = await estate.ask(
        SEARCH, {"text": "公民身份号码", "kinds": ["ELEMENT", "DATUM"]}, viewer=viewer
    )
    search = answer["search"]
    assert {node["__typename"] for node in search["nodes"]} == {"Element", "Datum"}
    assert search["totalCount"] == 2
    fields = 2 if viewer == CENTRE else 1
    assert {facet["kind"]: facet["count"] for facet in search["facets"]} == {
        "ELEMENT": 1,
        "DATUM": 1,
        "FIELD": fields,
    }
    closed = {"sharingClass": {"eq": "NOT_SHARED"}}
    assert await _found(estate, viewer, "信息", filter=closed) == {"在逃人员信息"}


async def test_pages_of_hits_hold_everything_once(catalog: Catalog, viewer: Viewer) -> None:
    estate = Estate()
    estate.unit("civil", "民政局")
    names = {f"救助信息第{number}号" for number in range(9)}
    for number, name in enumerate(sorted(names)):
        estate.dataset(f"aid{number}", name, provider="civil")
    await estate.record(catalog.engine)
    seen: list[str] = []
    after = None
    while True:
        answer = await catalog.ask(
            SEARCH, {"text": "救助信息", "first": 4, "after": after}, viewer=viewer
        )
        seen += [node["name"] for node in answer["search"]["nodes"]]
        after = answer["search"]["pageInfo"]["endCursor"]
        if not answer["search"]["pageInfo"]["hasNextPage"]:
            break
    assert sorted(seen) == sorted(names)
    assert answer["search"]["totalCount"] == 9
    refused = await catalog.refusal(SEARCH, {"text": "别的", "after": after})
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "after"}


async def test_a_text_too_long_is_refused(catalog: Catalog) -> None:
    refused = await catalog.refusal(SEARCH, {"text": "x" * 201})
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "text"}


def test_control_and_direction_characters_are_no_part_of_a_word() -> None:
    assert search_text.words("a\u202eb\x00c\ufeff 人口") == ["a", "b", "c", "人口"]


RANKED = """query($text: String!, $first: Int! = 50, $after: String) { search(text: $text, first: $first, after: $after) {
    totalCount facets { kind count } pageInfo { hasNextPage endCursor }
    edges { cursor score node { id ... on Dataset { name } ... on Field { name } ... on Element { name } } } } }"""


async def _named(catalog: Catalog, *names: str) -> None:
    estate = Estate()
    estate.unit("civil", "民政局")
    for number, name in enumerate(names):
        estate.dataset(f"aid{number}", name, provider="civil")
    await estate.record(catalog.engine)


@pytest.mark.parametrize("text", ["救助", "救助 信息", "信息 救助"])
async def test_the_whole_name_comes_first_then_what_begins_with_it_then_the_shorter(
    catalog: Catalog, viewer: Viewer, text: str
) -> None:
    best_first = [
        "救助信息",
        "救助信息表",
        "救助管理信息",
        "临时救助对象信息",
        "临时救助的各类信息",
    ]
    await _named(catalog, *reversed(best_first))
    edges = (await catalog.ask(RANKED, {"text": text}, viewer=viewer))["search"]["edges"]
    assert [edge["node"]["name"] for edge in edges] == best_first
    scores = [edge["score"] for edge in edges]
    assert scores == sorted(scores, reverse=True)


def _draft(estate: Estate, name: str) -> None:
    estate.dataset(name, name, provider="police", status=EntryStatus.DRAFT)


def _unlisted(estate: Estate, name: str) -> None:
    estate.dataset(name, name, provider="police", listing=Listing.UNLISTED)


def _code_of_an_outline(estate: Estate, name: str) -> None:
    closed: Any = {"sharing_class": SharingClass.NOT_SHARED, "legal_basis": "人民警察法"}
    estate.dataset(f"closed {name}", "zaid闭表", provider="police", code=name, **closed)


def _field_of_an_outline(estate: Estate, name: str) -> None:
    estate.field(name, name, dataset="closed", column_name=name)


def _sensitive_field(estate: Estate, name: str) -> None:
    estate.field(name, name, dataset="open", sensitivity="L4")


def _datum_in_words_of_a_draft(estate: Estate, name: str) -> None:
    estate.datum(name, name, is_provisional=True)
    estate.field(f"of {name}", "甲", dataset="draft", datum=name)


HIDDEN: Final = (
    _draft,
    _unlisted,
    _code_of_an_outline,
    _field_of_an_outline,
    _sensitive_field,
    _datum_in_words_of_a_draft,
)
TYPED: Final = ("救助", "救助 信息", "救助信息", "助", "xaid", "aid", "aid 救助")


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
async def test_no_answer_tells_of_words_that_hidden_things_have(
    catalog: Catalog, hide: Callable[[Estate, str], None]
) -> None:
    estate = Estate()
    estate.unit("civil", "民政局")
    estate.unit("police", "公安局")
    names = ("救助信息", "临时救助", "xaid救助表", "aid信息与救助")
    for number, name in enumerate(names):
        estate.dataset(f"own{number}", name, provider="civil", code=f"MZ-{number}")
    estate.dataset("open", "公开表", provider="police")
    estate.dataset("draft", "草稿", provider="police", status=EntryStatus.DRAFT)
    estate.dataset("closed", "闭表", provider="police", sharing_class=SharingClass.NOT_SHARED)
    await estate.record(catalog.engine)

    async def answers() -> list[bytes]:
        return [
            (await catalog.post(RANKED, {"text": text, "first": 2}, viewer=OFFICER)).content
            for text in TYPED
        ]

    before = await answers()
    more = Estate()
    for number in range(30):
        hide(more, f"救助信息{number}")
        hide(more, f"aid{number}")
    await more.record(catalog.engine)
    seen = (await catalog.ask(RANKED, {"text": "救助"}, viewer=CENTRE))["search"]["totalCount"]
    assert seen > len(names)
    assert await answers() == before
