"""What is left out of an answer, and that it says so: depth, limits, the end of the walk."""

import pytest

from graph_catalog.lineage.pure.limits import ceiling_for
from graph_catalog.lineage.pure.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.lineage_answers import TruncationReason
from tests.lineage.pure.projections import (
    DATASET,
    FIELD,
    UNIT,
    chain,
    edges,
    hops,
    table_job_chain,
    upstream,
)
from tests.lineage.pure.walked_graph import Graph

CEILINGS = (9, 21, 36, 96, 200)


def test_depth_is_in_hops_of_the_level_and_what_lies_beyond_is_said() -> None:
    answer = upstream(chain(), "App", DATASET, depth=1)
    assert hops(answer) == {"App": 0, "Hub": 1}
    assert [(cut.reason, cut.count) for cut in answer.cuts] == [(TruncationReason.DEPTH, 1)]
    assert not answer.complete
    assert upstream(chain(), "App", DATASET, depth=2).complete


def test_what_is_within_the_depth_one_way_is_not_counted_as_left_out_the_other() -> None:
    graph = chain()
    graph.derive("Raw.id", "App.id", source="DECLARED")
    walks = [graph.walk("App.id", upstream=path) for path in (True, False)]
    answer = project(walks, "App.id", level=DATASET, depth=1, max_nodes=99)
    assert {node.key for node in answer.nodes} == {"App", "Hub", "Raw"}
    assert [(cut.reason, cut.count) for cut in answer.cuts] == [(TruncationReason.DEPTH, 0)]


def test_an_edge_back_into_the_answer_that_lies_beyond_the_depth_is_said_to_be_missing() -> None:
    graph = chain()
    graph.derive("Hub.id", "App.age", source="DECLARED")
    answer = upstream(graph, "App.id", DATASET, depth=1)
    assert edges(answer) == {("App", "Hub")}
    assert answer.truncated_by == (TruncationReason.DEPTH,)
    assert edges(upstream(graph, "App.id", DATASET, depth=2)) >= {("Hub", "App")}


def test_a_cycle_that_leads_back_through_a_whole_table_goes_no_deeper() -> None:
    graph = Graph()
    graph.dataset("Own", "w")
    graph.dataset("Copy", "c")
    graph.derive("Own.w", "Copy.c")
    graph.job("nightly", writes="Copy", reads="Own")
    for start, level in (("Own.w", FIELD), ("Own", DATASET)):
        answer = upstream(graph, start, level, depth=1)
        assert (len(answer.nodes), len(answer.edges), answer.complete) == (2, 2, True)


def test_a_node_limit_keeps_the_nearest_in_order_and_counts_the_rest() -> None:
    graph = Graph()
    graph.dataset("Top", "x")
    for key in "CBA":
        graph.dataset(key, "x")
        graph.derive("Top.x", f"{key}.x")
    answer = upstream(graph, "Top", DATASET, max_nodes=3)
    assert [node.key for node in answer.nodes] == ["Top", "A", "B"]
    assert [(cut.reason, cut.count) for cut in answer.cuts] == [(TruncationReason.NODE_LIMIT, 1)]


def test_an_edge_limit_counts_what_it_leaves_out() -> None:
    walk = table_job_chain().walk("B", upstream=True)
    answer = project([walk], "B", level=FIELD, depth=1, max_nodes=99, max_edges=3)
    assert edges(answer) == {("B.x", "C.x"), ("B.x", "C.y"), ("B.y", "C.x")}
    assert (TruncationReason.EDGE_LIMIT, 1) in [(cut.reason, cut.count) for cut in answer.cuts]


def test_a_walk_that_reached_its_limit_says_so() -> None:
    walk = chain().walk("App", upstream=True, walk_limit=4)
    answer = project([walk], "App", level=DATASET, depth=9, max_nodes=99)
    assert [(cut.reason, cut.count) for cut in answer.cuts] == [(TruncationReason.WALK_LIMIT, 3)]


def test_a_ceiling_is_said_to_cut_only_what_lies_within_the_depth() -> None:
    walk = chain().walk("App.id", upstream=True, ceiling=1)
    deep = project([walk], "App.id", level=DATASET, depth=2, max_nodes=99)
    assert [(cut.reason, cut.count) for cut in deep.cuts] == [(TruncationReason.CEILING, 1)]
    shallow = project([walk], "App.id", level=DATASET, depth=0, max_nodes=99)
    assert shallow.truncated_by == (TruncationReason.DEPTH,)


@pytest.mark.parametrize(
    ("level", "depth", "ceiling"),
    [
        (FIELD, 1, 9),
        (DATASET, 5, 21),
        (DATASET, 10, 36),
        (UNIT, 5, 96),
        (DATASET, 30, 96),
        (DATASET, 500, 200),
    ],
)
def test_the_ceiling_leaves_room_for_the_depth_at_its_level(
    level: LineageLevel, depth: int, ceiling: int
) -> None:
    assert ceiling_for(level, depth, CEILINGS) == ceiling
