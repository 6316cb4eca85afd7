"""Introspection is executed once, and only what is of the schema alone is kept."""

from typing import Any, Final

import pytest
from graphql import get_introspection_query

from graph_catalog.api.schema import Schema, build
from graph_catalog.gql.context import Context
from graph_catalog.graph.engine import Engine
from tests.conftest import CENTRE, OFFICER, Catalog

FULL: Final = get_introspection_query(
    descriptions=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
)
"""What GraphiQL asks, fragments and all."""
TWO: Final = """query Root { __schema { queryType { name } } }
query Kind { __type(name: "Unit") { kind } }"""


@pytest.fixture
def schema() -> Schema:
    """A schema that nobody has asked anything."""
    return build()


async def _ask(
    schema: Schema,
    engine: Engine,
    document: str,
    variables: dict[str, Any] | None = None,
    operation: str | None = None,
) -> Any:
    context = Context(engine, CENTRE)
    answer = await schema.execute(
        document, variables, context_value=context, operation_name=operation
    )
    assert not answer.errors
    return answer.data


@pytest.mark.parametrize(
    "document",
    [
        FULL,
        '{ __type(name: "Unit") { fields { ...Named } } } fragment Named on __Field { name }',
        '{ a: __type(name: "Unit") { name } __schema { queryType { name @skip(if: true) } } }',
    ],
)
async def test_what_is_of_the_schema_alone_is_answered_once(
    schema: Schema, engine: Engine, document: str
) -> None:
    first = await _ask(schema, engine, document)
    assert await _ask(schema, engine, document) is first
    assert await _ask(build(is_fast=False), engine, document) == first


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("{ viewer { name } __schema { queryType { name } } }", {}),
        ("{ ...All } fragment All on Query { __schema { queryType { name } } }", {}),
        ("{ viewer { name } }", {}),
        ("query($name: String!) { __type(name: $name) { name } }", {"name": "Unit"}),
    ],
)
async def test_whatever_asks_for_more_is_executed_each_time(
    schema: Schema, engine: Engine, document: str, variables: dict[str, Any]
) -> None:
    first = await _ask(schema, engine, document, variables)
    second = await _ask(schema, engine, document, variables)
    assert second == first
    assert second is not first


async def test_variables_and_the_operation_choose_the_answer(
    schema: Schema, engine: Engine
) -> None:
    asked = "query($name: String!) { __type(name: $name) { name } }"
    for name in ("Unit", "System", "Unit"):
        assert await _ask(schema, engine, asked, {"name": name}) == {"__type": {"name": name}}
    for _ in range(2):
        assert "__schema" in await _ask(schema, engine, TWO, operation="Root")
        assert "__type" in await _ask(schema, engine, TWO, operation="Kind")


async def test_no_more_than_a_few_answers_are_kept(schema: Schema, engine: Engine) -> None:
    first = await _ask(schema, engine, FULL)
    for number in range(20):
        await _ask(schema, engine, f'{{ a{number}: __type(name: "Unit") {{ name }} }}')
    again = await _ask(schema, engine, FULL)
    assert again == first
    assert again is not first


async def test_everybody_gets_the_same_introspection_and_errors_are_not_kept(
    catalog: Catalog,
) -> None:
    first = (await catalog.post(FULL, viewer=CENTRE)).json()
    assert (await catalog.post(FULL, viewer=OFFICER, language="zh")).json() == first
    assert "errors" not in first
    nowhere = "{ __type { name } }"
    for _ in range(2):
        refused = await catalog.refusal(nowhere)
        assert refused["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
