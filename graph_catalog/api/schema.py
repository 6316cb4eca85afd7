"""The schema: questions, changes, limits, caches and masking put together."""

from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from graph_catalog.api import relations
from graph_catalog.api.mutation import Mutation
from graph_catalog.api.query import Query
from graph_catalog.api.subscription import Subscription
from graph_catalog.gql.completion import FastExecution
from graph_catalog.gql.documents import Documents, ReadOnce
from graph_catalog.gql.fresh_context import FreshContext
from graph_catalog.gql.introspection import Introspected, IntrospectedOnce
from graph_catalog.gql.limits import Limits, OneOperation
from graph_catalog.gql.masking import MaskFaults
from graph_catalog.gql.scalars import SCALARS
from graph_catalog.gql.within_budget import WithinBudget
from graph_catalog.model.agreements import Usage
from graph_catalog.model.data import SourceDesignation

_HAS_ONE_ANSWER = frozenset({OperationType.QUERY, OperationType.MUTATION})


class Schema(strawberry.Schema):
    """A schema whose faults are logged once, by `masking`, under the id that the caller gets."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: what a caller caused is no news, and faults are logged with their id."""

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,  # noqa: ANN401  # strawberry's own signature
        root_value: Any | None = None,  # noqa: ANN401
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """Execute what has one answer; a subscription, which has many, comes by `stream` alone."""
        allowed = _HAS_ONE_ANSWER & frozenset(allowed_operation_types or _HAS_ONE_ANSWER)
        return await super().execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            allowed,
            operation_extensions,
        )


def build(limits: Limits | None = None, *, is_fast: bool = True) -> Schema:
    """Build the schema with its limits on documents; `is_fast` completes answers by plans (`completion`)."""
    documents = Documents(limits or Limits())
    introspected = Introspected()

    def read_once() -> SchemaExtension:
        return ReadOnce(documents)

    def introspection_cache() -> SchemaExtension:
        return IntrospectedOnce(introspected)

    extensions: list[Any] = [
        MaskFaults,
        FreshContext,
        read_once,
        OneOperation,
        WithinBudget,
        introspection_cache,
    ]
    schema = Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Usage, SourceDesignation],
        extensions=extensions,
        execution_context_class=FastExecution if is_fast else None,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    relations.attach(schema._schema)  # noqa: SLF001  # strawberry has no public way to it
    return schema


def printed(schema: Schema) -> str:
    """Return the schema's text as `schema.graphql` holds it."""
    return schema.as_str() + "\n"
