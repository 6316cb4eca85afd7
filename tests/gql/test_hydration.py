"""What is read ahead: once a position, whatever fragments, aliases and directives the query is made of."""

import pytest

from graph_catalog.cli.serving import QUESTION
from graph_catalog.identity.auth import Viewer
from graph_catalog.warming import FIRST_READS
from tests.conftest import Catalog
from tests.estate import district


async def test_four_levels_cost_the_head_and_one_read_a_relation(
    estate: Catalog, viewer: Viewer
) -> None:
    reads = await estate.reads(
        """{ datasets(first: 100) { nodes { provider { name } system { name }
             fields(first: 20) { nodes { name datum { name element { name } } } } } } }""",
        viewer=viewer,
    )
    assert reads == [
        "audit/head",
        "entity/page",
        "relation/dataset_fields",
        "relation/dataset_provider",
        "relation/dataset_system",
        "relation/datum_element",
        "relation/field_datum",
    ]


async def test_a_count_is_read_only_where_it_is_asked_for(estate: Catalog, viewer: Viewer) -> None:
    without = await estate.reads(
        "{ datasets { nodes { fields { nodes { name } } } } }", viewer=viewer
    )
    counted = await estate.reads(
        "{ datasets { totalCount nodes { fields { totalCount nodes { name } } } } }", viewer=viewer
    )
    assert sorted([*without, "entity/count", "relation/count"]) == counted


async def test_fields_of_merged_fragments_are_one_read(estate: Catalog, viewer: Viewer) -> None:
    query = """{ dataset(by: {key: "lowincome"}) { provider { name } ...A ... on Dataset { provider { level } } } }
        fragment A on Dataset { provider { creditCode } }"""
    assert (await estate.reads(query, viewer=viewer)).count("relation/dataset_provider") == 1
    assert (await estate.ask(query, viewer=viewer))["dataset"]["provider"] == {
        "name": "民政局",
        "creditCode": "11330211002965432T",
        "level": None,
    }


async def test_two_aliases_of_a_relation_are_two_reads_with_answers_of_their_own(
    estate: Catalog, viewer: Viewer
) -> None:
    query = """{ dataset(by: {key: "lowincome"}) {
        one: fields(first: 1) { nodes { name } }  two: fields(first: 2) { nodes { name dataset { name } } }
        nodes: fields { a: nodes { name } b: nodes { datum { name } } edges { node { dataset { key } } } } } }"""
    assert (await estate.reads(query, viewer=viewer)).count("relation/dataset_fields") == 3
    answer = (await estate.ask(query, viewer=viewer))["dataset"]
    assert answer["one"]["nodes"] == [{"name": "身份证号"}]
    assert answer["two"]["nodes"][1] == {"name": "姓名", "dataset": {"name": "低保对象信息"}}
    assert answer["nodes"]["b"][1] == {"datum": {"name": "自然人·姓名·本人"}}
    assert answer["nodes"]["edges"][0] == {"node": {"dataset": {"key": "lowincome"}}}


@pytest.mark.parametrize("wanted", [True, False])
async def test_skipped_relations_are_not_read(
    estate: Catalog, viewer: Viewer, *, wanted: bool
) -> None:
    query = """query($wanted: Boolean!) { dataset(by: {key: "lowincome"}) { name
        provider @include(if: $wanted) { name } ... @skip(if: $wanted) { system { name } } } }"""
    reads = await estate.reads(query, {"wanted": wanted}, viewer=viewer)
    assert ("relation/dataset_provider" in reads) is wanted
    assert ("relation/dataset_system" in reads) is not wanted


async def test_an_interface_is_read_by_type_and_each_type_has_its_own_relations(
    estate: Catalog, viewer: Viewer
) -> None:
    found = await estate.ask(
        """{ d: dataset(by: {key: "lowincome"}) { id } s: system(by: {key: "aid"}) { id } u: unit(by: {key: "civil"}) { id } }""",
        viewer=viewer,
    )
    ids = [found[name]["id"] for name in "dsu"]
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { __typename
        ... on Dataset { owner: provider { name } } ... on System { owner: operator { name } } } }"""
    assert (await estate.ask(query, {"ids": ids}, viewer=viewer))["nodes"] == [
        {"__typename": "Dataset", "owner": {"name": "民政局"}},
        {"__typename": "System", "owner": {"name": "民政局"}},
        {"__typename": "Unit"},
    ]
    reads = await estate.reads(query, {"ids": ids}, viewer=viewer)
    assert reads == [
        "audit/head",
        "entity/by_keys",
        "relation/dataset_provider",
        "relation/system_operator",
    ]


async def test_what_the_first_question_reads_is_planned_before_it_is_asked(
    estate: Catalog,
) -> None:
    assert await estate.reads(QUESTION) == [name for name, _ in FIRST_READS]


async def test_several_root_fields_read_the_head_once(estate: Catalog, viewer: Viewer) -> None:
    reads = await estate.reads(
        "{ units { nodes { name } } systems { nodes { name } } }", viewer=viewer
    )
    assert reads == ["audit/head", "entity/page", "entity/page"]


async def test_a_nested_page_goes_on_at_its_cursor(estate: Catalog, viewer: Viewer) -> None:
    query = """query($after: String) { dataset(by: {key: "lowincome"}) {
        fields(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } } } }"""
    first = (await estate.ask(query, viewer=viewer))["dataset"]["fields"]
    assert first["pageInfo"]["hasNextPage"]
    second = (await estate.ask(query, {"after": first["pageInfo"]["endCursor"]}, viewer=viewer))[
        "dataset"
    ]["fields"]
    assert second["nodes"] == [{"name": "姓名"}]
    assert second["pageInfo"]["hasNextPage"] is False
    assert second["pageInfo"]["hasPreviousPage"] is True


async def test_a_cursor_of_one_parent_is_refused_at_another_and_at_several(estate: Catalog) -> None:
    page = "fields(first: 1, after: $after) { nodes { name } pageInfo { endCursor } }"
    of_one = "query($key: String!, $after: String) { dataset(by: {key: $key}) { " + page + " } }"
    of_all = "query($after: String) { datasets { nodes { " + page + " } } }"
    start = await estate.ask(of_one, {"key": "lowincome"})
    after = start["dataset"]["fields"]["pageInfo"]["endCursor"]
    other = await estate.refusal(of_one, {"key": "residents", "after": after})
    assert other["extensions"] == {"code": "INVALID_INPUT", "argument": "after"}
    several = await estate.refusal(of_all, {"after": after})
    assert several["extensions"] == {"code": "INVALID_INPUT", "argument": "after"}
    assert several["path"] == ["datasets", "nodes", 0, "fields"]


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        ("fields(first: 200) { nodes { name } }", "first"),
        ("fields(first: 0) { nodes { name } }", "first"),
        ('fields(after: "x") { nodes { name } }', "after"),
        ("lineage(depth: 99) { complete }", "depth"),
        ("lineage(maxNodes: 0) { complete }", "maxNodes"),
    ],
)
async def test_an_error_of_a_nested_argument_is_that_fields_alone(
    estate: Catalog, wrong: str, argument: str
) -> None:
    """The path of the field that raised (GraphQL, 6.4.4); what stands beside it is answered."""
    query = (
        "{ datasets(first: 2) { nodes { name bad: "
        + wrong
        + " provider { name } } } units { totalCount } }"
    )
    answer = (await estate.post(query)).json()
    nodes = answer["data"]["datasets"]["nodes"]
    assert answer["data"]["units"]["totalCount"]
    assert [node["bad"] for node in nodes] == [None] * len(nodes)
    assert all(node["name"] for node in nodes)
    assert [error["path"] for error in answer["errors"]] == [
        ["datasets", "nodes", index, "bad"] for index in range(len(nodes))
    ]
    for error in answer["errors"]:
        assert error["extensions"] == {"code": "INVALID_INPUT", "argument": argument}


async def test_a_page_of_a_page_that_would_be_too_large_is_refused_before_it_is_read(
    catalog: Catalog,
) -> None:
    estate = district()
    for number in range(99):
        estate.datum(f"extra{number:02}", f"数{number:02}")
        estate.field(
            f"more{number:02}",
            f"项{number:02}",
            dataset="lowincome",
            datum=f"extra{number:02}",
            position=9,
        )
    await estate.record(catalog.engine)
    query = """{ dataset(by: {key: "lowincome"}) { fields(first: 100) { nodes { dataset { fields(first: 100) { nodes {
        datum { fields(first: 100) { nodes { dataset { fields(first: 100) { nodes { datum {
        fields(first: 100) { nodes { name } } } } } } } } } } } } } } } }"""
    refused = await catalog.refusal(query)
    assert refused["extensions"]["code"] == "TOO_MUCH"
