"""Every error has a code: those of graphql-core too, and those of limits, each told from the others."""

from typing import Any, Final

import pytest

from tests.conftest import Catalog

PLAN: Final = "query($plan: CollectionPlanInput!) { checkCollection(input: $plan) { __typename } }"


@pytest.mark.parametrize(
    "document", ["{ viewer {", "viewer", "{ viewer { name } } }", "\ufeff{", "# nothing"]
)
async def test_what_does_not_parse_is_told_so(catalog: Catalog, document: str) -> None:
    refused = await catalog.refusal(document)
    assert refused["extensions"] == {"code": "GRAPHQL_PARSE_FAILED"}
    assert refused["locations"]


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("{ nothing }", {}),
        ("{ viewer }", {}),
        ("{ viewer { name { more } } }", {}),
        ('{ units(first: "three") { nodes { name } } }', {}),
        ("{ units(nothing: 1) { nodes { name } } }", {}),
        ("{ node { id } }", {}),
        ("{ units(orderBy: {name: SIDEWAYS}) { nodes { name } } }", {}),
        ('{ unit(by: {id: "a", key: "b"}) { name } }', {}),
        ("{ units(first: $n) { nodes { name } } }", {}),
        ("{ viewer { ...Nothing } }", {}),
        ("{ viewer { name @nothing } }", {}),
        ("query($n: Nothing) { units(first: $n) { nodes { name } } }", {}),
        ("query($n: Int) { units(first: $n) { nodes { name } } }", {"n": "three"}),
        ("query($n: Int) { units(first: $n) { nodes { name } } }", {"n": 2**40}),
        ("query($id: ID!) { node(id: $id) { id } }", {}),
        ("query($by: UnitBy!) { unit(by: $by) { name } }", {"by": {"id": "a", "key": "b"}}),
        (PLAN, {"plan": {"name": "a"}}),
        (PLAN, {"plan": {"unitId": "a", "name": "a", "fields": [], "more": 1}}),
    ],
)
async def test_what_does_not_fit_the_schema_is_told_so(
    catalog: Catalog, document: str, variables: dict[str, Any]
) -> None:
    answer = (await catalog.post(document, variables)).json()
    assert "data" not in answer
    assert {error["extensions"]["code"] for error in answer["errors"]} == {
        "GRAPHQL_VALIDATION_FAILED"
    }


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ('{ units(asOf: "yesterday") { nodes { name } } }', {}),
        ("query($at: Instant) { units(asOf: $at) { nodes { name } } }", {"at": "2026-03-01T08:00"}),
        (PLAN, {"plan": {"unitId": "a", "name": "a", "fields": [], "asOf": "x"}}),
    ],
)
async def test_an_instant_that_is_none_is_wrong_input_wherever_it_stands(
    catalog: Catalog, document: str, variables: dict[str, Any]
) -> None:
    refused = await catalog.refusal(document, variables)
    assert refused["extensions"] == {"code": "INVALID_INPUT"}
    assert "2026-03-01" in refused["message"]


async def test_too_many_tokens_are_too_much_and_said_in_the_callers_language(
    catalog: Catalog,
) -> None:
    long = "{ viewer { " + "name " * 2001 + "} }"
    for language, word in (("en", "tokens"), ("zh", "词元")):
        refused = await catalog.refusal(long, language=language)
        assert refused["extensions"] == {"code": "TOO_MUCH"}
        assert word in refused["message"]
        assert "2000" in refused["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"query": "query A { viewer { name } }", "operationName": "B"},
        {"query": "query A { viewer { name } } query B { viewer { name } }"},
        {"query": "fragment A on Viewer { name }"},
        {"query": ""},
        {},
    ],
)
async def test_a_request_without_one_operation_to_execute_is_not_well_formed(
    catalog: Catalog, body: dict[str, str]
) -> None:
    headers = {"Authorization": "Bearer token-of-centre"}
    answer = (await catalog.client.post("/graphql", json=body, headers=headers)).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_REQUEST"]


async def test_the_same_document_that_does_not_parse_is_refused_again(catalog: Catalog) -> None:
    first = await catalog.refusal("{ viewer { name")
    assert await catalog.refusal("{ viewer { name") == first
    assert (await catalog.ask("{ viewer { name } }"))["viewer"]["name"] == "centre"
