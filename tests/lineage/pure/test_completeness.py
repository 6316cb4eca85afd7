"""Whether the record ends at sources: what an answer says of it, by hand-made walks."""

from graph_catalog.lineage.pure.projection import project
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import TruncationReason
from tests.lineage.pure.projections import (
    DATASET,
    FIELD,
    SYSTEM,
    UNIT,
    chain,
    downstream,
    upstream,
)
from tests.lineage.pure.walked_graph import Graph

NO_LINEAGE, OUTSIDE = TruncationReason.NO_LINEAGE, TruncationReason.OUTSIDE_DISTRICT


def _cuts(graph: Graph, start: str = "App", *, depth: int = 9) -> dict[TruncationReason, int]:
    return {cut.reason: cut.count for cut in upstream(graph, start, DATASET, depth=depth).cuts}


def test_values_that_are_collected_or_generated_have_a_source() -> None:
    graph = chain()
    graph.had_by("GENERATED", "Raw.id")
    graph.had_by("DERIVED", "App.id", "App.age", "Hub.id", "Hub.born")
    for level in (FIELD, DATASET, SYSTEM, UNIT):
        assert upstream(graph, "App", level).complete


def test_values_that_are_had_from_nowhere_on_record_have_none() -> None:
    graph = chain()
    graph.had_by("SHARED", "Raw.id", "Raw.born")
    assert _cuts(graph) == {NO_LINEAGE: 1}
    assert downstream(graph, "Raw", DATASET).complete


def test_above_the_district_it_is_not_the_districts_to_record() -> None:
    graph = chain()
    graph.had_by("SHARED", "Raw.id", "Raw.born")
    graph.unit("Police", above=True)
    assert _cuts(graph) == {OUTSIDE: 1}


def test_a_table_without_known_fields_is_no_source() -> None:
    graph = chain()
    graph.dataset("Unknown")
    graph.job("load", writes="Raw", reads="Unknown")
    assert _cuts(graph) == {NO_LINEAGE: 1}


def test_a_job_that_reads_nothing_leads_to_no_source() -> None:
    graph = chain()
    graph.had_by("SHARED", "Raw.id")
    graph.kinds["blind"] = NodeKind.JOB
    graph.fact("WRITTEN_BY", "Raw.id", "blind")
    assert _cuts(graph) == {NO_LINEAGE: 1}


def test_what_lies_beyond_the_depth_is_cut_by_that_alone() -> None:
    graph = chain()
    graph.had_by("SHARED", "Raw.id", "Raw.born")
    assert _cuts(graph, depth=1) == {TruncationReason.DEPTH: 1}


def test_a_walk_that_does_not_tell_its_ends_gives_no_reason_of_them() -> None:
    record = {
        "reached": 1,
        "nodes": [["A", "Dataset"]],
        "facts": [],
        "homes": [],
        "holders": [],
        "places": [["A", "Dataset", "A", "FULL"]],
    }
    walk = Walk.read(record, upstream=True)
    assert project([walk], "A", level=DATASET, depth=1, max_nodes=1).complete
