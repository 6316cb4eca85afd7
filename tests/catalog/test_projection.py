from __future__ import annotations

import pytest

from graph_catalog.catalog.projected_lineage import LineageEdge, Projection
from graph_catalog.catalog.projection import ceiling_for, project
from graph_catalog.model.enums import LineageKind, LineageLevel, LineageSource, NodeKind
from graph_catalog.model.lineage_answers import LineageBasis, TruncationReason
from tests.walked_graph import Graph

FIELD, DATASET, SYSTEM, UNIT = LineageLevel
CEILINGS = (9, 21, 36, 96, 200)


def upstream(
    graph: Graph, start: str, level: LineageLevel, *, depth: int = 9, max_nodes: int = 99
) -> Projection:
    walk = graph.walk(start, upstream=True)
    return project([walk], start, level=level, depth=depth, max_nodes=max_nodes)


def downstream(graph: Graph, start: str, level: LineageLevel, *, depth: int = 9) -> Projection:
    walk = graph.walk(start, upstream=False)
    return project([walk], start, level=level, depth=depth, max_nodes=99)


def hops(answer: Projection) -> dict[str, int | None]:
    return {
        node.key: node.downstream_hops if node.upstream_hops is None else node.upstream_hops
        for node in answer.nodes
    }


def edges(answer: Projection) -> set[tuple[str, str]]:
    return {(edge.target, edge.source) for edge in answer.edges}


def chain() -> Graph:
    """App from Hub from Raw: tables of three systems and three units."""
    graph = Graph()
    graph.dataset("App", "id", "age", system="Portal", unit="Civil")
    graph.dataset("Hub", "id", "born", system="Lake", unit="Centre")
    graph.dataset("Raw", "id", "born", system="Register", unit="Police")
    graph.derive("App.id", "Hub.id")
    graph.derive("App.age", "Hub.born", kind="TRANSFORMATION", transform="year(now) - year(born)")
    graph.derive("Hub.id", "Raw.id")
    graph.derive("Hub.born", "Raw.born")
    return graph


def table_job_chain() -> Graph:
    """A.x from B.x, B from C by a job whose columns are unknown, C.x from D.x."""
    graph = Graph()
    for key in "ABCD":
        graph.dataset(key, "x", "y")
    graph.derive("A.x", "B.x")
    graph.job("copy", writes="B", reads="C")
    graph.derive("C.x", "D.x")
    return graph


def test_a_chain_is_followed_to_its_sources_with_hops_of_the_level() -> None:
    answer = upstream(chain(), "App.age", FIELD)
    assert hops(answer) == {"App.age": 0, "Hub.born": 1, "Raw.born": 2}
    assert edges(answer) == {("App.age", "Hub.born"), ("Hub.born", "Raw.born")}
    assert hops(upstream(chain(), "App.age", DATASET)) == {"App": 0, "Hub": 1, "Raw": 2}
    assert hops(upstream(chain(), "App", SYSTEM)) == {"Portal": 0, "Lake": 1, "Register": 2}
    assert hops(downstream(chain(), "Police", UNIT)) == {"Police": 0, "Centre": 1, "Civil": 2}


def test_a_source_is_no_cut() -> None:
    assert upstream(chain(), "App", DATASET).complete
    assert upstream(chain(), "Raw", DATASET).complete


def test_both_ways_are_one_answer() -> None:
    walks = [chain().walk("Hub.id", upstream=way) for way in (True, False)]
    answer = project(walks, "Hub.id", level=DATASET, depth=9, max_nodes=99)
    assert [(node.key, node.upstream_hops, node.downstream_hops) for node in answer.nodes] == [
        ("Hub", 0, 0),
        ("App", None, 1),
        ("Raw", 1, None),
    ]
    assert edges(answer) == {("App", "Hub"), ("Hub", "Raw")}


@pytest.mark.parametrize("level", [DATASET, SYSTEM, UNIT])
def test_datasets_that_share_a_neighbour_but_no_field_are_not_joined(level: LineageLevel) -> None:
    graph = Graph()
    for key, fields in {"A": "x", "B": "yz", "C": "w"}.items():
        graph.dataset(key, *fields, system=f"system of {key}", unit=f"unit of {key}")
    graph.derive("A.x", "B.y")
    graph.derive("B.z", "C.w")
    kind = {DATASET: "", SYSTEM: "system of ", UNIT: "unit of "}[level]
    assert hops(upstream(graph, f"{kind}A", level)) == {f"{kind}A": 0, f"{kind}B": 1}
    assert hops(downstream(graph, f"{kind}C", level)) == {f"{kind}C": 0, f"{kind}B": 1}


def test_a_job_known_by_table_in_the_middle_of_a_chain_hides_nothing_before_it() -> None:
    answer = upstream(table_job_chain(), "A.x", FIELD)
    assert hops(answer) == {"A.x": 0, "B.x": 1, "C.x": 2, "C.y": 2, "D.x": 3}
    assert answer.complete
    assert {(e.target, e.source): e.basis for e in answer.edges} == {
        ("A.x", "B.x"): LineageBasis.FIELD_TRACED,
        ("B.x", "C.x"): LineageBasis.DATASET_DECLARED,
        ("B.x", "C.y"): LineageBasis.DATASET_DECLARED,
        ("C.x", "D.x"): LineageBasis.FIELD_TRACED,
    }


def test_a_job_known_by_table_in_the_middle_of_a_chain_hides_nothing_after_it() -> None:
    answer = downstream(table_job_chain(), "D.x", FIELD)
    assert hops(answer) == {"D.x": 0, "C.x": 1, "B.x": 2, "B.y": 2, "A.x": 3}
    assert answer.complete
    assert hops(downstream(table_job_chain(), "D", DATASET)) == {"D": 0, "C": 1, "B": 2, "A": 3}


def test_a_field_never_reaches_its_siblings() -> None:
    down = downstream(table_job_chain(), "C.y", FIELD)
    assert hops(down) == {"C.y": 0, "B.x": 1, "B.y": 1, "A.x": 2}
    assert "C.x" not in hops(down)
    assert hops(upstream(table_job_chain(), "B.y", FIELD)) == {
        "B.y": 0,
        "C.x": 1,
        "C.y": 1,
        "D.x": 2,
    }


def test_steps_inside_a_dataset_are_no_hops_of_datasets() -> None:
    graph = chain()
    graph.dataset("Raw", "code", system="Register", unit="Police")
    graph.derive("Raw.born", "Raw.code")
    assert hops(upstream(graph, "App.age", DATASET)) == {"App": 0, "Hub": 1, "Raw": 2}
    assert hops(upstream(graph, "App.age", FIELD))["Raw.code"] == 3
    assert ("Raw", "Raw") not in edges(upstream(graph, "App.age", DATASET))


def test_a_long_way_inside_a_dataset_beats_a_short_one_over_another() -> None:
    graph = Graph()
    graph.dataset("A", "a", "b", "c", "d")
    graph.dataset("Detour", "x")
    graph.dataset("Source", "s")
    graph.dataset("Before", "b")
    for made, before in ("ab", "bc", "cd"):
        graph.derive(f"A.{made}", f"A.{before}")
    graph.derive("A.d", "Source.s")
    graph.derive("A.a", "Detour.x")
    graph.derive("Detour.x", "Source.s")
    graph.derive("Source.s", "Before.b")
    found = hops(upstream(graph, "A.a", DATASET))
    assert found == {"A": 0, "Detour": 1, "Source": 1, "Before": 2}


def test_a_cycle_ends_and_is_shown() -> None:
    graph = chain()
    graph.derive("Raw.id", "App.id", source="DECLARED")
    answer = upstream(graph, "App.id", DATASET)
    assert hops(answer) == {"App": 0, "Hub": 1, "Raw": 2}
    assert edges(answer) == {("App", "Hub"), ("Hub", "Raw"), ("Raw", "App")}
    assert answer.complete


def test_depth_is_in_hops_of_the_level_and_what_lies_beyond_is_said() -> None:
    answer = upstream(chain(), "App", DATASET, depth=1)
    assert hops(answer) == {"App": 0, "Hub": 1}
    assert [(cut.reason, cut.count) for cut in answer.cuts] == [(TruncationReason.DEPTH, 1)]
    assert not answer.complete
    assert upstream(chain(), "App", DATASET, depth=2).complete


def test_what_is_within_the_depth_one_way_is_not_counted_as_left_out_the_other() -> None:
    graph = chain()
    graph.derive("Raw.id", "App.id", source="DECLARED")
    walks = [graph.walk("App.id", upstream=way) for way in (True, False)]
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


def test_a_dataset_without_a_system_stands_for_itself_among_systems() -> None:
    graph = chain()
    graph.dataset("Survey", "id", unit="Statistics")
    graph.derive("Raw.id", "Survey.id")
    answer = upstream(graph, "App.id", SYSTEM)
    assert hops(answer) == {"Portal": 0, "Lake": 1, "Register": 2, "Survey": 3}
    assert [node.kind for node in answer.nodes][-1] is NodeKind.DATASET
    assert hops(upstream(graph, "App.id", UNIT))["Statistics"] == 3


def test_a_dataset_without_known_fields_stands_for_them() -> None:
    graph = Graph()
    graph.dataset("A", "x")
    graph.dataset("Unknown")
    graph.dataset("C", "x")
    graph.job("second", writes="A", reads="Unknown")
    graph.job("first", writes="Unknown", reads="C")
    answer = upstream(graph, "A.x", FIELD)
    assert hops(answer) == {"A.x": 0, "Unknown": 1, "C.x": 2}
    assert edges(answer) == {("A.x", "Unknown"), ("Unknown", "C.x")}
    assert hops(downstream(graph, "C.x", FIELD)) == {"C.x": 0, "Unknown": 1, "A.x": 2}


def test_what_nobody_provides_belongs_to_the_operator_of_its_system() -> None:
    graph = Graph()
    graph.system("Lake", "Centre")
    graph.dataset("Own", "x", system="Lake")
    graph.dataset("Guest", "x", system="Lake", unit="Police")
    graph.dataset("Far", "x", unit="City")
    graph.derive("Own.x", "Far.x")
    graph.derive("Guest.x", "Far.x")
    assert edges(upstream(graph, "Centre", UNIT)) == {("Centre", "City")}
    assert edges(upstream(graph, "Police", UNIT)) == {("Police", "City")}
    assert edges(downstream(graph, "City", UNIT)) == {("Centre", "City"), ("Police", "City")}


def test_the_root_is_what_the_start_lies_in_or_the_start_itself_where_it_holds_more() -> None:
    assert upstream(chain(), "App.id", DATASET).root.key == "App"
    assert upstream(chain(), "App", UNIT).root.key == "Civil"
    answer = upstream(chain(), "App", FIELD)
    assert (answer.root.key, answer.root.kind, answer.root.upstream_hops) == (
        "App",
        NodeKind.DATASET,
        0,
    )
    assert answer.root not in answer.nodes
    graph = Graph()
    graph.dataset("Narrow", "x")
    assert upstream(graph, "Narrow", FIELD).root.key == "Narrow"


def test_a_unit_that_holds_nothing_has_a_lineage_of_itself() -> None:
    graph = Graph()
    graph.unit("New")
    answer = upstream(graph, "New", UNIT)
    assert (hops(answer), answer.complete) == ({"New": 0}, True)


def test_what_is_hidden_is_redacted_and_counted_but_cuts_nothing() -> None:
    graph = chain()
    graph.hide("Hub", "Hub.id", "Hub.born")
    answer = upstream(graph, "App", DATASET)
    hub = answer.nodes[1]
    assert [node.upstream_hops for node in answer.nodes] == [0, 1, 2]
    assert (hub.is_redacted, hub.level, hub.name, hub.within) == (True, DATASET, None, ())
    assert edges(answer) == {("App", hub.key), (hub.key, "Raw")}
    assert (answer.hidden_count, answer.complete) == (1, True)
    assert "Hub" not in repr(answer)


def test_an_outline_is_shown_by_name() -> None:
    graph = chain()
    graph.hide("Hub", as_="OUTLINE")
    answer = upstream(graph, "App", DATASET)
    assert (answer.nodes[1].name, answer.hidden_count) == ("name of Hub", 0)


def test_a_node_says_where_it_lies_as_far_as_the_viewer_may_know() -> None:
    graph = chain()
    graph.hide("Lake")
    born = upstream(graph, "App.age", FIELD).nodes[1]
    assert [(place.kind, place.key) for place in born.within] == [
        (NodeKind.DATASET, "Hub"),
        (NodeKind.UNIT, "Centre"),
    ]


def only_edge(answer: Projection) -> LineageEdge:
    (edge,) = answer.edges
    return edge


def test_how_it_was_made_is_told_to_those_who_may_see_both_ends() -> None:
    open_ = only_edge(upstream(chain(), "App.age", FIELD, depth=1)).assertions[0]
    assert (open_.transform, open_.kind) == ("year(now) - year(born)", LineageKind.TRANSFORMATION)
    graph = chain()
    graph.hide("Hub.born")
    closed = only_edge(upstream(graph, "App.age", FIELD, depth=1)).assertions[0]
    assert closed.is_redacted
    assert (closed.transform, closed.key, closed.job, closed.asserted_by) == (
        None,
        None,
        None,
        None,
    )
    assert (closed.kind, closed.source) == (LineageKind.TRANSFORMATION, LineageSource.SQL)


def test_a_job_is_told_of_where_one_of_the_fields_it_wrote_may_be_seen() -> None:
    graph = table_job_chain()
    graph.hide("B.x")
    edge = only_edge(upstream(graph, "B", DATASET, depth=1))
    assert not edge.assertions[0].is_redacted


def test_a_job_is_not_told_of_where_the_table_it_read_is_hidden() -> None:
    graph = table_job_chain()
    graph.hide("C")
    assert all(e.assertions[0].is_redacted for e in upstream(graph, "B", FIELD, depth=1).edges)


def test_assertions_of_one_derivation_are_one_edge() -> None:
    graph = chain()
    graph.derive("App.id", "Hub.id", source="DECLARED")
    edge = only_edge(upstream(graph, "App.id", FIELD, depth=1))
    assert [assertion.source for assertion in edge.assertions] == [
        LineageSource.DECLARED,
        LineageSource.SQL,
    ]
    assert edge.kind is LineageKind.IDENTITY


def test_an_edge_whose_assertions_differ_names_all_kinds_and_none() -> None:
    edge = only_edge(upstream(chain(), "App", DATASET, depth=1))
    assert edge.kinds == (LineageKind.IDENTITY, LineageKind.TRANSFORMATION)
    assert edge.kind is None


def test_an_edge_that_one_assertion_traces_is_traced() -> None:
    graph = chain()
    graph.job("nightly", writes="App", reads="Hub")
    edge = only_edge(upstream(graph, "App", DATASET, depth=1))
    assert edge.basis is LineageBasis.FIELD_TRACED
    assert {assertion.basis for assertion in edge.assertions} == set(LineageBasis)


def test_a_table_nearer_than_any_of_its_fields_is_shown_itself() -> None:
    graph = Graph()
    for key in ("Raw", "Copy", "Detour", "Late"):
        graph.dataset(key, "x")
    graph.fact("WRITTEN_BY", "Copy", "job")  # before its fields were known
    graph.fact("READS", "job", "Raw")
    graph.kinds["job"] = NodeKind.JOB
    graph.derive("Detour.x", "Raw.x")
    graph.derive("Late.x", "Detour.x")
    graph.derive("Copy.x", "Late.x")
    found = hops(downstream(graph, "Raw.x", FIELD))
    assert (found["Copy"], found["Copy.x"]) == (1, 3)
