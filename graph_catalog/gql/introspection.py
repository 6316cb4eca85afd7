"""Introspection is answered once: the schema does not change, and the playground's question takes 50 ms of it.

Kept are answers to documents that ask of the schema alone and declare no variables: whatever their fragments and
directives say, they have one answer, whoever asks and in whatever language.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_operation_ast,
)
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult

_OF_THE_SCHEMA: Final = frozenset({"__schema", "__type"})
_MOST: Final = 8
"""Answers that are kept; a playground or a tool asks one or two questions, each some 300 kB."""

Question = tuple[str, str | None]
"""A document and the operation of it that is executed."""


class Introspected:
    """The answers of one schema, the newest questions last."""

    def __init__(self) -> None:
        self._answers: dict[Question, dict[str, Any]] = {}
        self.turn = asyncio.Lock()
        """New ones are worked out one after the other: threads side by side would leave the event loop little."""

    def get(self, question: Question) -> dict[str, Any] | None:
        """Return the answer to a question that was answered before."""
        return self._answers.get(question)

    def keep(self, question: Question, answer: dict[str, Any]) -> None:
        """Keep an answer; the oldest goes where there are too many."""
        self._answers[question] = answer
        if len(self._answers) > _MOST:
            del self._answers[next(iter(self._answers))]


class IntrospectedOnce(SchemaExtension):
    """Hands out what introspection has answered before."""

    def __init__(self, known: Introspected) -> None:
        self._known = known

    async def on_execute(self) -> AsyncIterator[None]:
        """Put the answer in place of executing: the known one, or a new one, made in a thread."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None and _is_of_the_schema_alone(document, context.operation_name):
            question = context.query or "", context.operation_name
            answer = self._known.get(question)
            if answer is None:
                schema = context.schema._schema  # noqa: SLF001  # strawberry has no public way to it
                async with self._known.turn:
                    answered = await asyncio.to_thread(
                        execute_sync, schema, document, operation_name=context.operation_name
                    )
                context.result = ExecutionResult(answered.data, answered.errors)
                if answered.data is not None and not answered.errors:
                    self._known.keep(question, answered.data)
            else:
                context.result = ExecutionResult(data=answer, errors=None)
        yield


def _is_of_the_schema_alone(document: DocumentNode, name: str | None) -> bool:
    operation = get_operation_ast(document, name)
    return (
        isinstance(operation, OperationDefinitionNode)
        and operation.operation is OperationType.QUERY
        and not operation.variable_definitions
        and all(
            isinstance(selection, FieldNode) and selection.name.value in _OF_THE_SCHEMA
            for selection in operation.selection_set.selections
        )
    )
