"""What a viewer may not see: it stands redacted, is counted, and cuts nothing."""

import pytest

from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.origins import origins
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel, LineageSource
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import TruncationReason
from tests.lineage.pure.projections import (
    DATASET,
    FIELD,
    SYSTEM,
    UNIT,
    chain,
    downstream,
    edges,
    only_edge,
    table_job_chain,
    upstream,
)
from tests.lineage.pure.walked_graph import Graph


def test_what_is_hidden_is_redacted_and_counted_but_cuts_nothing() -> None:
    graph = chain()
    graph.hide("Hub", "Hub.id", "Hub.born")
    answer = upstream(graph, "App", DATASET)
    hub = answer.nodes[1]
    assert [node.upstream_hops for node in answer.nodes] == [0, 1, 2]
    assert (hub.is_redacted, hub.level, hub.name, hub.within) == (True, DATASET, None, ())
    assert edges(answer) == {("App", hub.key), (hub.key, "Raw")}
    assert [(cut.reason, cut.count) for cut in answer.cuts] == [(TruncationReason.HIDDEN, 1)]
    assert (answer.hidden_count, answer.complete) == (1, False)
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


@pytest.mark.parametrize("as_", ["HIDDEN", "OUTLINE"])
def test_how_many_fields_a_table_has_is_not_told_where_it_is_not_seen_whole(as_: str) -> None:
    told = []
    for fields in (["a"], ["a", "b", "c"]):
        graph = Graph()
        graph.dataset("A", "x", "y")
        graph.dataset("C", *fields)
        graph.job("copy", writes="A", reads="C")
        graph.hide("C", as_=as_)
        graph.hide(*(f"C.{field}" for field in fields))
        answers = [upstream(graph, "A", FIELD), upstream(graph, "A.x", FIELD)]
        answers += [upstream(graph, "C", FIELD), downstream(graph, "C", FIELD)]
        ends = [
            origins(Distances(graph.walk(start, upstream=True), start, FIELD, 99))
            for start in ("A", "A.x", "C")
        ]
        told.append((answers, ends))
    assert told[0] == told[1]
    answer = told[0][0][0]
    assert [node.level for node in answer.nodes] == [FIELD, FIELD, DATASET]
    assert edges(answer) == {("A.x", answer.nodes[2].key), ("A.y", answer.nodes[2].key)}


def test_hidden_fields_that_columns_are_traced_to_stay_a_node_each() -> None:
    graph = chain()
    graph.hide("Hub", "Hub.id", "Hub.born")
    answer = upstream(graph, "App", FIELD)
    assert [node.is_redacted for node in answer.nodes] == [False, False, True, True, False, False]


@pytest.mark.parametrize("level", [SYSTEM, UNIT])
def test_a_unit_or_system_known_by_hidden_tables_alone_is_not_named(level: LineageLevel) -> None:
    graph = chain()
    graph.hide("Hub", "Hub.id", "Hub.born")
    answer = upstream(graph, "App", level)
    assert [node.is_redacted for node in answer.nodes] == [False, True, False]
    assert (answer.hidden_count, answer.complete) == (1, False)
    assert "Lake" not in repr(answer)
    assert "Centre" not in repr(answer)
    of_unit = upstream(graph, "Centre", UNIT)  # whoever asks of a unit knows that it is there
    assert of_unit.nodes[0].name == "name of Centre"


def test_an_outline_says_of_which_unit_it_is_and_not_of_which_system() -> None:
    graph = chain()
    graph.hide("Hub", as_="OUTLINE")
    assert upstream(graph, "App", UNIT).hidden_count == 0
    assert upstream(graph, "App", SYSTEM).hidden_count == 1
    hub = upstream(graph, "App", DATASET).nodes[1]
    assert [place.key for place in hub.within] == ["Centre"]
