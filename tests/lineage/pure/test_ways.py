"""The shortest ways where there are too many to try, where none is, and what changes between two projections."""

from graph_catalog.lineage.pure import paths
from graph_catalog.lineage.pure.changes import compare
from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.limits import MOST_PATHS, NO_DEPTH
from graph_catalog.lineage.pure.paths import FoundPaths, PathEnds
from graph_catalog.lineage.pure.projected import Projection
from graph_catalog.lineage.pure.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from tests.lineage.pure.projections import DATASET, FIELD, chain
from tests.lineage.pure.walked_graph import Graph, lattice


def _paths(
    graph: Graph, source: str, target: str, level: LineageLevel, limit: int = 5
) -> FoundPaths:
    distances = Distances(graph.walk(target, upstream=True), target, level, NO_DEPTH)
    ends = PathEnds(source, graph.kinds[source], target, graph.kinds[target])
    return paths.shortest(distances, ends, level, limit)


def test_of_ways_without_number_the_first_are_found() -> None:
    graph = lattice(10, 30)
    found = _paths(graph, "L29.0", "L00.0", FIELD, MOST_PATHS)
    assert (len(found.found), found.is_cut) == (MOST_PATHS, True)
    assert {len(path) for path in found.found} == {30}
    assert list(found.found) == sorted(set(found.found))
    assert found.found[0][:3] == ("L29.0", "L28.0", "L27.0")
    assert _paths(graph, "L29", "L00", DATASET).found == (
        tuple(f"L{layer:02}" for layer in range(29, -1, -1)),
    )


def test_no_way_is_put_together_from_fields_that_have_nothing_to_do_with_each_other() -> None:
    graph = Graph()
    for key, fields in {"A": "x", "B": "yz", "C": "w"}.items():
        graph.dataset(key, *fields)
    graph.derive("A.x", "B.y")
    graph.derive("B.z", "C.w")
    graph.job("copy", writes="C", reads="B")
    assert _paths(graph, "C", "A", DATASET).found == ()
    graph.derive("B.y", "B.z")
    assert _paths(graph, "C", "A", DATASET).found == (("C", "B", "A"),)


def test_a_cycle_is_gone_round_by_no_way() -> None:
    graph = chain()
    graph.derive("Raw.id", "App.id")
    assert _paths(graph, "Raw.id", "App.id", FIELD) == FoundPaths(
        (("Raw.id", "Hub.id", "App.id"),), 0, is_cut=False
    )


def _projected(graph: Graph) -> Projection:
    return project([graph.walk("App", upstream=True)], "App", level=DATASET, depth=9, max_nodes=99)


def test_what_is_redacted_bears_one_word_before_and_after() -> None:
    graph = chain()
    graph.hide("Hub", "Raw")
    before = _projected(graph)
    graph.dataset("Ahead", "x")
    graph.hide("Ahead", "Ahead.x")
    graph.derive("App.id", "Ahead.x")
    changes = compare(before, _projected(graph))
    assert [node.key for node in changes.nodes_added] == ["redacted-1"]
    assert [(edge.target, edge.source) for edge in changes.edges_added] == [("App", "redacted-1")]
    assert not changes.nodes_removed
    assert not changes.edges_changed
    assert "Ahead" not in repr(changes)


def test_a_thing_that_is_only_nearer_has_not_changed() -> None:
    graph = chain()
    before = _projected(graph)
    graph.derive("App.id", "Raw.id")
    changes = compare(before, _projected(graph))
    assert (changes.nodes_added, changes.nodes_removed) == ((), ())
    assert [(edge.target, edge.source) for edge in changes.edges_added] == [("App", "Raw")]
    assert {node.key for node in changes.nodes} == {"App", "Raw"}
