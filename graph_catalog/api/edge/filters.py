"""Filters in variables are measured before they are read: an object is made of each `{}`, some 0.1 ms, on the event loop.

What is read is bounded as well (model/filter_clauses), and by less; the document itself is, by its tokens.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    type_from_ast,
    visit,
)

from graph_catalog.language import say

MOST: Final = 2_000
"""Objects and lists of all filters of a request, once to be read and once for each use; 400 tests need 1,604."""


def excess(
    schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]
) -> GraphQLError | None:
    """Return the refusal of a valid document's variables, where their filters are too large."""
    filters = set(_filters(schema, document))
    if not filters.intersection(variables):
        return None
    sizes = {name: _objects(variables[name]) for name in filters if name in variables}
    used = 0

    class Uses(Visitor):
        def enter_variable(self, node: VariableNode, *_: Any) -> None:  # noqa: ANN401
            nonlocal used
            used += sizes.get(node.name.value, 0)

    visit(document, Uses())
    return _too_large(used) if used > MOST else None


def _filters(schema: GraphQLSchema, document: DocumentNode) -> Iterator[str]:
    """Yield the names of variables that are filters within filters, or lists of them."""
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            for definition in operation.variable_definitions or ():
                type_ = get_named_type(type_from_ast(schema, definition.type))
                if isinstance(type_, GraphQLInputObjectType) and "or" in type_.fields:
                    yield definition.variable.name.value


def _objects(value: object) -> int:
    """Return how many objects and lists a value is made of."""
    count, stack = 0, [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict | list):
            count += 1
            stack += each.values() if isinstance(each, dict) else each
    return count


def _too_large(number: int) -> GraphQLError:
    message = say(
        zh=f"variables 中的筛选条件共 {number} 项，上限为 {MOST}。请拆成几次查询。",
        en=f"The filters in variables have {number} parts, {MOST} are allowed. Ask in several queries.",
    )
    return GraphQLError(message, extensions={"code": "TOO_MUCH"})
