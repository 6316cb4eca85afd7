"""Which flows between units an edge has, and how agreements cover them."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pytest

from graph_catalog.lineage.pure.coverage import Flow, FlowGrant, judge
from graph_catalog.model.enums.lineage import AgreementCoverage
from tests.lineage.pure.projections import DATASET, FIELD, SYSTEM, UNIT, chain, only_edge, upstream
from tests.lineage.pure.walked_graph import Graph

NONE_ABOVE: Final[frozenset[str]] = frozenset()
MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
JUNE: Final = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
LIVE: Final = FlowGrant("live", in_force=True, ended_at=JUNE)
LAPSED: Final = FlowGrant("lapsed", in_force=False, ended_at=MAY)
ONE: Final = Flow("Hub", "Civil")
OTHER: Final = Flow("Raw", "Centre")


@pytest.mark.parametrize("level", [FIELD, DATASET, SYSTEM, UNIT])
def test_an_edge_between_units_has_the_flow_beneath_it_at_every_level(level: object) -> None:
    graph = chain()
    answer = upstream(graph, "App.id", level, depth=1)  # type: ignore[arg-type]  # a level of the enum
    assert only_edge(answer).crossings == (("Hub", "Civil"),)


def test_what_stays_in_one_unit_is_no_flow() -> None:
    graph = Graph()
    graph.dataset("A", "x", unit="Civil")
    graph.dataset("B", "x", unit="Civil")
    graph.derive("A.x", "B.x")
    assert only_edge(upstream(graph, "A", DATASET)).crossings == ()


def test_where_a_unit_is_not_known_nothing_is_said_to_pass() -> None:
    graph = Graph()
    graph.dataset("A", "x", unit="Civil")
    graph.dataset("B", "x")
    graph.derive("A.x", "B.x")
    assert only_edge(upstream(graph, "A", DATASET)).crossings == ()


def test_who_operates_the_system_answers_where_nobody_provides() -> None:
    graph = Graph()
    graph.dataset("A", "x", unit="Civil")
    graph.system("Register", unit="Police")
    graph.dataset("B", "x", system="Register")
    graph.derive("A.x", "B.x")
    assert only_edge(upstream(graph, "A", DATASET)).crossings == (("B", "Civil"),)


def test_a_job_lets_pass_to_each_unit_whose_datasets_of_the_target_it_wrote() -> None:
    graph = Graph()
    graph.dataset("Raw", "x", unit="Police")
    graph.dataset("A", "x", system="Lake", unit="Civil")
    graph.dataset("B", "x", system="Lake", unit="Health")
    graph.dataset("C", "x", system="Lake", unit="Taxes")
    graph.job("copy", writes="A", reads="Raw")
    graph.fact("WRITTEN_BY", "B", "copy")
    answer = upstream(graph, "Lake", SYSTEM)
    assert only_edge(answer).crossings == (("Raw", "Civil"), ("Raw", "Health"))


def test_of_what_is_hidden_no_flow_is_told() -> None:
    graph = chain()
    graph.hide("Hub", "Hub.id", "Hub.born")
    assert only_edge(upstream(graph, "App", DATASET, depth=1)).crossings is None


def test_of_what_is_hidden_in_part_the_visible_flows_are_told() -> None:
    graph = chain()
    graph.dataset("Log", "born", unit="Centre")
    graph.derive("App.age", "Log.born")
    graph.hide("Hub", "Hub.id", "Hub.born")
    assert only_edge(upstream(graph, "App", UNIT, depth=1)).crossings == (("Log", "Civil"),)


@pytest.mark.parametrize(
    ("of_one", "of_other", "coverage"),
    [
        ([LIVE], [LIVE], AgreementCoverage.COVERED),
        ([LIVE, LAPSED], [LIVE], AgreementCoverage.COVERED),
        ([LAPSED], [LAPSED], AgreementCoverage.EXPIRED),
        ([], [], AgreementCoverage.UNCOVERED),
        ([LAPSED], [], AgreementCoverage.UNCOVERED),
        ([LIVE], [LAPSED], AgreementCoverage.PARTLY),
        ([LIVE], [], AgreementCoverage.PARTLY),
    ],
)
def test_an_edge_is_as_well_covered_as_all_its_flows(
    of_one: Sequence[FlowGrant], of_other: Sequence[FlowGrant], coverage: AgreementCoverage
) -> None:
    found = judge([ONE, OTHER], {ONE: of_one, OTHER: of_other}, NONE_ABOVE)
    assert found.coverage is coverage


def test_without_flows_no_agreement_is_needed() -> None:
    assert judge([], {}, NONE_ABOVE).coverage is AgreementCoverage.NOT_NEEDED


def test_who_stands_above_the_district_needs_none() -> None:
    found = judge([ONE, OTHER], {OTHER: [LIVE]}, frozenset({"Civil"}))
    assert found == (AgreementCoverage.COVERED, ("live",), (), None)


def test_of_a_covered_flow_what_ended_is_not_named_and_of_another_the_last_is() -> None:
    later = FlowGrant("later", in_force=False, ended_at=JUNE)
    found = judge([ONE, OTHER], {ONE: [LAPSED, LIVE], OTHER: [LAPSED, later]}, NONE_ABOVE)
    assert (found.in_force, found.ended, found.ended_at) == (("live",), ("later",), JUNE)
