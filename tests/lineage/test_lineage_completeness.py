"""Which edges lineage follows, and whether it says that an answer is the whole."""

from typing import Any, Final

import pytest

from graph_catalog.errors import StoreTimedOutError
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import ReadScope, Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.limits import MOST_HOPS, MOST_NODES
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import tracing
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import Lineage, TruncationReason
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, VIEWERS, Catalog
from tests.lineage.pure.walked_graph import lattice
from tests.lineage_estate import lineage_estate
from tests.walked_store import MIDNIGHT, put

TRACE: Final = """query($id: ID!, $direction: LineageDirection! = UPSTREAM, $level: LineageLevel! = DATASET,
    $kinds: [LineageKind!], $indirect: Boolean! = true, $depth: Int! = 5, $nodes: Int! = 1000) {
  lineage(id: $id, direction: $direction, level: $level, kinds: $kinds, indirect: $indirect, depth: $depth, maxNodes: $nodes) {
    ... on Refusal { code message path } ... on Lineage {
      complete truncatedBy cuts { reason count } hiddenCount nodes { key redacted } edges { source target } } } }"""
NESTED: Final = """query($kinds: [LineageKind!], $indirect: Boolean! = true, $depth: Int! = 5) {
  datasets(filter: {name: {eq: "救助信息"}}) { nodes {
    lineage(kinds: $kinds, indirect: $indirect, depth: $depth) { complete nodes { key } } } } }"""
AID: Final = keys.encode(NodeKind.DATASET, "aid")


async def _traced(catalog: Catalog, key: str, *, viewer: Viewer = CENTRE, **asked: Any) -> Any:
    variables = {"id": keys.encode(NodeKind.DATASET, key), **asked}
    return (await catalog.ask(TRACE, variables, viewer=viewer))["lineage"]


def _nodes(answer: Any) -> set[str]:
    return {node["key"] for node in answer["nodes"]}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"aid", "register", "feed", "care"}),
        ({"indirect": False}, {"aid", "register", "care"}),
        ({"kinds": ["JOIN"]}, {"aid", "feed"}),
        ({"kinds": ["JOIN"], "indirect": False}, {"aid"}),
        ({"kinds": ["TRANSFORMATION", "MASKING"]}, {"aid", "register"}),
    ],
)
async def test_only_edges_of_the_kinds_asked_for_are_followed(
    catalog: Catalog, viewer: Viewer, asked: dict[str, Any], found: set[str]
) -> None:
    await lineage_estate().record(catalog.engine)
    assert _nodes(await _traced(catalog, "aid", viewer=viewer, **asked)) == found
    [nested] = (await catalog.ask(NESTED, asked, viewer=viewer))["datasets"]["nodes"]
    assert _nodes(nested["lineage"]) == found


async def test_downstream_goes_by_kinds_too(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    for indirect, found in ((True, {"feed", "aid", "care"}), (False, {"feed"})):
        asked = {"direction": "DOWNSTREAM", "indirect": indirect}
        answer = await _traced(catalog, "feed", viewer=viewer, **asked)
        shown = {node["key"] for node in answer["nodes"] if not node["redacted"]}
        assert shown - {"draft"} == found


async def test_what_is_not_asked_for_is_neither_a_cut_nor_an_end(catalog: Catalog) -> None:
    await lineage_estate().record(catalog.engine)
    assert (await _traced(catalog, "care", kinds=["JOIN"]))["complete"]
    assert (await _traced(catalog, "aid", kinds=["IDENTITY", "MASKING"]))["complete"]


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"kinds": []}, ["kinds"]),
        ({"depth": MOST_HOPS + 1}, ["depth"]),
        ({"depth": 0}, ["depth"]),
        ({"nodes": MOST_NODES + 1}, ["maxNodes"]),
    ],
)
async def test_what_no_answer_has_is_refused(
    catalog: Catalog, viewer: Viewer, asked: dict[str, Any], path: list[str]
) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _traced(catalog, "aid", viewer=viewer, **asked)
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", path)
    if "nodes" not in asked:
        refused = await catalog.refusal(NESTED, asked, viewer=viewer)
        assert refused["extensions"]["argument"] == path[0]


async def test_the_schema_states_the_limits_that_are_enforced(catalog: Catalog) -> None:
    query = """{ __schema { types { name fields { name args { name description } } } } }"""
    types = (await catalog.ask(query))["__schema"]["types"]
    told = {
        (type_["name"], argument["name"]): argument["description"]
        for type_ in types
        for field in type_["fields"] or ()
        if field["name"] == "lineage"
        for argument in field["args"]
    }
    for type_ in ("Query", "Dataset", "Field", "System", "Unit"):
        assert told[type_, "depth"].endswith(f"1 to {MOST_HOPS}.")
        assert told[type_, "maxNodes"].endswith(f"1 to {MOST_NODES}.")


async def test_where_the_record_ends_short_of_a_source_the_answer_says_so(
    catalog: Catalog, viewer: Viewer
) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _traced(catalog, "aid", viewer=viewer)
    assert answer["cuts"] == [
        {"reason": "NO_LINEAGE", "count": 1},
        {"reason": "OUTSIDE_DISTRICT", "count": 1},
    ]
    assert not answer["complete"]
    by_name = {"id": keys.encode(NodeKind.FIELD, "aidname"), "indirect": False}
    whole = (await catalog.ask(TRACE, by_name, viewer=viewer))["lineage"]
    assert (whole["complete"], _nodes(whole)) == (True, {"aid", "register"})


async def test_beyond_the_depth_nothing_is_said_of_ends(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _traced(catalog, "care", depth=1, viewer=viewer)
    assert answer["truncatedBy"] == ["DEPTH"]
    assert (
        "NO_LINEAGE"
        not in (await _traced(catalog, "register", direction="DOWNSTREAM"))["truncatedBy"]
    )


async def test_a_dataset_that_nothing_is_known_of_is_not_the_whole(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    estate.dataset("alone", "孤表", provider="civil")
    await estate.record(catalog.engine)
    assert (await _traced(catalog, "alone", viewer=viewer))["truncatedBy"] == ["NO_LINEAGE"]


async def test_what_is_hidden_keeps_an_answer_from_being_the_whole(catalog: Catalog) -> None:
    await lineage_estate().record(catalog.engine)
    for viewer, hidden in ((CENTRE, 0), (OFFICER, 1)):
        answer = await _traced(catalog, "aid", direction="DOWNSTREAM", viewer=viewer)
        assert (answer["hiddenCount"], answer["complete"]) == (hidden, not hidden)
        assert answer["cuts"] == ([{"reason": "HIDDEN", "count": 1}] if hidden else [])


async def test_kinds_and_reasons_cost_no_question_more(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    asked = {"id": AID, "direction": "BOTH", "indirect": False}
    assert await catalog.reads(TRACE, asked, viewer=viewer) == [
        "audit/head",
        "lineage/questions/downstream",
        "lineage/questions/upstream",
    ]


class HurriedEngine(Engine):
    """The session's engine, with too little time for any walk but the shortest."""

    def __init__(self, engine: Engine, longest: int) -> None:
        self.__dict__ = engine.__dict__
        self._longest = longest

    async def read(
        self,
        name: str,
        viewer: ReadScope,
        snapshot: Snapshot | None = None,
        *,
        ceiling: int | None = None,
        **params: object,
    ) -> Row:
        edges = params.get("edge_limit", 0)
        assert isinstance(edges, int)
        if max(ceiling or 0, edges) > self._longest:
            raise StoreTimedOutError(name)
        return await super().read(name, viewer, snapshot, ceiling=ceiling, **params)


@pytest.mark.parametrize("direction", LineageDirection)
@pytest.mark.parametrize("who", VIEWERS, ids=lambda who: who.name)
async def test_a_walk_that_ran_out_of_time_is_replaced_by_a_shorter_one(
    catalog: Catalog, who: Viewer, direction: LineageDirection
) -> None:
    await put(
        catalog.engine,
        lattice(2, 30),
        listing="LISTED",
        status="PUBLISHED",
        sharing_class="UNCONDITIONAL",
    )

    async def trace(longest: int, depth: int) -> Any:
        return await tracing.trace(
            HurriedEngine(catalog.engine, longest),
            who,
            Snapshot(MIDNIGHT, 1, 1),
            Question("L15.0", direction, LineageLevel.FIELD, depth, 1000),
        )

    answer = await trace(9, 20)
    assert isinstance(answer, Lineage)
    assert answer.truncated_by == [TruncationReason.TIME]
    assert answer.cuts[0].count > 0
    hops = {max(node.upstream_hops or 0, node.downstream_hops or 0) for node in answer.nodes}
    assert hops == set(range(10))
    assert (await trace(9, 5)).truncated_by == [TruncationReason.DEPTH]
    with pytest.raises(StoreTimedOutError):
        await trace(8, 20)
