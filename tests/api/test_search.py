"""Search: words of names and codes, whatever they are made of."""

from typing import Any

import pytest

from graph_catalog.api import search_text
from graph_catalog.auth import Viewer
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
