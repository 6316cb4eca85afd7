"""What stands for what: things without a container, tables without known fields, the root."""

from graph_catalog.model.enums.nodes import NodeKind
from tests.lineage.pure.projections import (
    DATASET,
    FIELD,
    SYSTEM,
    UNIT,
    chain,
    downstream,
    edges,
    hops,
    upstream,
)
from tests.lineage.pure.walked_graph import Graph


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
