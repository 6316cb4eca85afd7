"""Changes through the API: payloads read ahead, refusals as answers, rights, repetition."""

from typing import Any

import pytest

from graph_catalog.auth import Viewer
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district

REGISTER = """mutation($input: RegisterUnitInput!) { registerUnit(input: $input) { __typename
    ... on UnitPayload { revision warnings unit { name version systems { totalCount } } }
    ... on Refusal { code message path rule } } }"""


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    await district().record(catalog.engine)
    return catalog


async def _register(catalog: Catalog, viewer: Viewer, **given: Any) -> Any:
    return (await catalog.ask(REGISTER, {"input": given}, viewer=viewer))["registerUnit"]


async def test_a_change_answers_its_subject_read_ahead_at_its_revision(estate: Catalog) -> None:
    assert await _register(estate, CENTRE, name="税务局") == {
        "__typename": "UnitPayload",
        "revision": 2,
        "warnings": [],
        "unit": {"name": "税务局", "version": 1, "systems": {"totalCount": 0}},
    }


async def test_what_the_role_does_not_allow_is_refused_as_an_answer(estate: Catalog) -> None:
    refused = await _register(estate, OFFICER, name="税务局")
    assert (refused["__typename"], refused["code"]) == ("NotPermitted", "NOT_PERMITTED")


async def test_the_same_change_under_the_same_key_happens_once(estate: Catalog) -> None:
    first = await _register(estate, CENTRE, name="税务局", idempotencyKey="k")
    assert await _register(estate, CENTRE, name="税务局", idempotencyKey="k") == first
    other = await _register(estate, CENTRE, name="财政局", idempotencyKey="k")
    assert other["__typename"] == "Conflict"
    assert other["path"] == ["input", "idempotencyKey"]


@pytest.mark.parametrize("name", ["", "   ", "a\u202eb", "a\x00b", "x" * 201])
async def test_names_that_are_none_are_refused(estate: Catalog, name: str) -> None:
    assert (await _register(estate, CENTRE, name=name))["__typename"] == "InvalidInput"


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "'}) DETACH DELETE (n) //", 'a" OR "b']
)
async def test_syntax_in_a_name_is_text_like_any_other(estate: Catalog, name: str) -> None:
    assert (await _register(estate, CENTRE, name=name))["unit"]["name"] == name


async def test_two_changes_in_one_request_each_see_their_own_revision(estate: Catalog) -> None:
    answer = await estate.ask(
        """mutation { a: registerUnit(input: {name: "甲局"}) { ... on UnitPayload { revision unit { name } } }
            b: registerUnit(input: {name: "乙局"}) { ... on UnitPayload { revision unit { name } } } }"""
    )
    assert answer == {
        "a": {"revision": 2, "unit": {"name": "甲局"}},
        "b": {"revision": 3, "unit": {"name": "乙局"}},
    }
