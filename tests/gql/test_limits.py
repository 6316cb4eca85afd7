"""Limits on documents, masking of faults, and the caches in front of both."""

import logging

import pytest
from graphql import get_introspection_query

from graph_catalog.errors import (
    QueryFileError,
    StoreMemoryError,
    StoreTimedOutError,
    StoreUnavailableError,
)
from graph_catalog.graph.engine import Engine
from tests.conftest import CENTRE, Catalog


def _nested(levels: int) -> str:
    return (
        "{ units { nodes { "
        + "systems { nodes { datasets { nodes { provider { " * levels
        + "name"
        + " } } } } }" * levels
        + " } } }"
    )


@pytest.mark.parametrize(
    ("query", "what"),
    [
        (_nested(3), "levels"),
        ("{ " + " ".join(f"a{n}: viewer {{ name }}" for n in range(16)) + " }", "aliases"),
        ("{ viewer { " + "name " * 501 + "} }", "fields"),
        ("{ viewer { name " + "@include(if: true) " * 51 + "} }", "directives"),
        ("{ " + "viewer { name } " * 31 + "}", "root fields"),
        (
            "{ viewer { ...A } } fragment A on Viewer { unit { ...B } } fragment B on Unit { "
            + "systems { nodes { operator { " * 4
            + "name"
            + " } } }" * 4
            + " }",
            "levels",
        ),
    ],
)
async def test_a_document_that_is_too_large_is_refused_before_it_runs(
    catalog: Catalog, query: str, what: str
) -> None:
    refused = await catalog.refusal(query)
    assert refused["extensions"] == {"code": "TOO_MUCH"}
    assert what in refused["message"]


async def test_a_document_of_too_many_tokens_is_not_even_parsed(catalog: Catalog) -> None:
    refused = await catalog.refusal("{ viewer { " + "name " * 2001 + "} }")
    assert "2000" in refused["message"]


async def test_fragments_that_spread_each_other_end(catalog: Catalog) -> None:
    query = "{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }"
    assert "Cannot spread fragment" in (await catalog.refusal(query))["message"]


async def test_introspection_is_within_the_limits(catalog: Catalog) -> None:
    answer = await catalog.ask(
        get_introspection_query(descriptions=True, input_value_deprecation=True)
    )
    assert answer["__schema"]["queryType"]["name"] == "Query"


async def test_a_misspelt_field_is_not_helped_along(catalog: Catalog) -> None:
    assert (
        "Did you mean"
        not in (await catalog.refusal('{ dataset(by: {key: "x"}) { nam } }'))["message"]
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ",".join(f"x{n}: 1" for n in range(600)),
        "fields: [" + "{x: 1} " * 300 + "]",
    ],
)
async def test_what_is_wrong_with_a_literal_does_not_repeat_all_of_it(
    catalog: Catalog, wrong: str
) -> None:
    query = f"{{ checkCollection(input: {{{wrong}}}) {{ __typename }} }}"
    answer = await catalog.post(query)
    assert all(len(each["message"]) < 600 for each in answer.json()["errors"])
    assert len(answer.content) < 10_000


@pytest.mark.parametrize(
    "query",
    [
        "{ datasets(first: %s) { totalCount } }",
        "{ datasets(first: -%s) { totalCount } }",
        "query($n: Int = %s) { datasets(first: $n) { totalCount } }",
        "{ datasets(first: %s.0) { totalCount } }",
        "{ datasets(filter: {name: {eq: %s}}) { totalCount } }",
    ],
)
@pytest.mark.parametrize("digits", [401, 5_000])
async def test_a_number_that_nobody_reads_is_no_fault_of_ours(
    catalog: Catalog, query: str, digits: int
) -> None:
    refused = await catalog.refusal(query % ("9" * digits))
    assert refused["extensions"]["code"] == "INVALID_INPUT"
    assert "400" in refused["message"]


async def test_wrong_members_of_variables_get_no_suggestions(catalog: Catalog) -> None:
    query = "query($f: DatasetFilter) { datasets(filter: $f) { totalCount } }"
    refused = await catalog.refusal(query, {"f": {"nam": {"eq": "x"}}})
    assert "Did you mean" not in refused["message"]
    many = {"f": {f"nam{n}": 1 for n in range(201)}}
    assert (await catalog.refusal(query, many))["extensions"] == {"code": "TOO_MUCH"}


async def test_a_fault_is_masked_with_an_id_under_which_the_log_has_it(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object, **__: object) -> None:
        message = "secret: password=1"
        raise QueryFileError(message)

    monkeypatch.setattr(Engine, "read", fail)
    with caplog.at_level(logging.ERROR):
        error = await catalog.refusal("{ units { nodes { name } } }")
    reference = error["extensions"]["reference"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "password" not in str(error)
    assert reference in error["message"]
    assert reference in caplog.text
    assert "password" in caplog.text


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (StoreUnavailableError("away"), "CATALOG_UNAVAILABLE"),
        (StoreTimedOutError("late"), "CATALOG_TIMED_OUT"),
        (StoreMemoryError("too much"), "TOO_MUCH"),
    ],
)
async def test_a_store_that_is_away_or_late_is_told(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(Engine, "read", fail)
    error = await catalog.refusal("{ units { nodes { name } } }")
    assert (error["message"], error["extensions"]) == (str(fault), {"code": code})


@pytest.mark.parametrize(
    ("declared", "given", "selected", "times"),
    [
        ("DatasetFilter", {"or": [{}] * 840}, "datasets(filter: $f) { totalCount }", 1),
        (
            "DatasetFilter!",
            {"and": [{"or": [{}] * 200}] * 11},
            "datasets(filter: $f) { totalCount }",
            1,
        ),
        ("[DatasetFilter!]", [{}] * 2_100, "datasets(filter: {or: $f}) { totalCount }", 1),
        (
            "[DatasetFilter!]!",
            [{"not": {}}] * 1_100,
            "datasets(filter: {and: $f}) { totalCount }",
            1,
        ),
        ("DatasetFilter", {"or": [{}] * 80}, "datasets(filter: $f) { totalCount }", 27),
        (
            "CollectionPlanInput!",
            {"fields": [{}] * 2_100},
            "checkCollection(input: $f) { __typename }",
            1,
        ),
        ("[ID!]!", [[]] * 2_100, "nodes(ids: $f) { id }", 1),
    ],
)
async def test_what_variables_are_made_of_is_counted_before_it_is_read(
    catalog: Catalog, declared: str, given: object, selected: str, times: int
) -> None:
    query = f"query($f: {declared}) {{ {f'{selected} ' * times} }}"
    refused = await catalog.refusal(query, {"f": given})
    assert refused["extensions"] == {"code": "TOO_MUCH"}, refused
    assert "2100" in refused["message"]


@pytest.mark.parametrize("given", [{"or": [{}] * 80_000}, {"name": {"in": ["a"] * 25_000}}])
async def test_variables_of_too_many_values_are_not_looked_at(
    catalog: Catalog, given: object
) -> None:
    body = {"query": "query($f: DatasetFilter) { x }", "variables": {"f": given}}
    headers = {"Authorization": f"Bearer token-of-{CENTRE.name}"}
    answer = await catalog.client.post("/graphql", json=body, headers=headers)
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"] == {"code": "TOO_MUCH"}


async def test_a_filter_of_as_many_tests_as_there_may_be_is_read(catalog: Catalog) -> None:
    given = {"or": [{"name": {"contains": f"名{n}"}} for n in range(400)]}
    query = "query($f: DatasetFilter) { datasets(filter: $f) { totalCount } }"
    assert (await catalog.ask(query, {"f": given}))["datasets"] == {"totalCount": 0}
