"""Small estates, and how their lineage is asked of the projection and read."""

from graph_catalog.lineage.pure.projected import ProjectedEdge, Projection
from graph_catalog.lineage.pure.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from tests.lineage.pure.walked_graph import Graph

FIELD, DATASET, SYSTEM, UNIT = LineageLevel


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


def only_edge(answer: Projection) -> ProjectedEdge:
    (edge,) = answer.edges
    return edge


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
