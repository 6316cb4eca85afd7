"""Introspection is answered once: the schema does not change, and the playground's question takes 50 ms of it.

Kept are answers to documents that ask of the schema alone and declare no variables: whatever their fragments and
directives say, they have one answer, whoever asks and in whatever language.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    OperationDefinitionNode,
    OperationType,
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

    def on_execute(self) -> Iterator[None]:
        """Put the known answer in place of executing, or keep the new one."""
        context = self.execution_context
        question = context.query or "", context.operation_name
        if not _is_of_the_schema_alone(context.graphql_document, context.operation_name):
            yield
        elif (answer := self._known.get(question)) is not None:
            context.result = ExecutionResult(data=answer, errors=None)
            yield
        else:
            yield
            result = context.result
            if result is not None and result.data is not None and not result.errors:
                self._known.keep(question, result.data)


def _is_of_the_schema_alone(document: DocumentNode | None, name: str | None) -> bool:
    operation = get_operation_ast(document, name) if document is not None else None
    return (
        isinstance(operation, OperationDefinitionNode)
        and operation.operation is OperationType.QUERY
        and not operation.variable_definitions
        and all(
            isinstance(selection, FieldNode) and selection.name.value in _OF_THE_SCHEMA
            for selection in operation.selection_set.selections
        )
    )
