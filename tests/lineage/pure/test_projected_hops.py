"""Where lineage leads, in hops of the level asked for: chains, jobs known by table, cycles."""

import pytest

from graph_catalog.lineage.pure.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.lineage_answers import LineageBasis
from tests.lineage.pure.projections import (
    DATASET,
    FIELD,
    SYSTEM,
    UNIT,
    chain,
    downstream,
    edges,
    hops,
    table_job_chain,
    upstream,
)
from tests.lineage.pure.walked_graph import Graph


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
    walks = [chain().walk("Hub.id", upstream=path) for path in (True, False)]
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
