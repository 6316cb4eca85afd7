"""Edges and the assertions that they rest on."""

from graph_catalog.model.enums.lineage import LineageKind, LineageSource
from graph_catalog.model.lineage_answers import LineageBasis
from tests.lineage.pure.projections import DATASET, FIELD, chain, only_edge, upstream


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
