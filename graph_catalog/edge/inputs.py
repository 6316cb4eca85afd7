"""Input objects in variables are counted before they are read: an object is made of each `{}`, some 0.05 ms, on the event loop.

What is read is bounded as well (model/filter_clauses, catalog/collection), and by less; the document itself is, by its
tokens.
"""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLError,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    print_ast,
    visit,
)

from graph_catalog.language import say

A_FILTER: Final = 2.5
MOST: Final = 2_100
"""Objects and lists of all variables of a request, once for each use; an entry of 2,000 fields fits."""


def number(document: DocumentNode, variables: Mapping[str, Any]) -> int:
    """Return of how many objects and lists the variables of a document are made, once for each use of them.

    One of a filter counts as `A_FILTER`: it has some thirty members, each of which is read.
    """
    sizes = {name: size for name, value in variables.items() if (size := _objects(value)) > 0}
    if not sizes:
        return 0
    uses: Counter[str] = Counter()

    class Uses(Visitor):
        def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> None:  # noqa: ANN401
            name = node.variable.name.value
            if name in sizes and print_ast(node.type).strip("[]!").endswith("Filter"):
                sizes[name] = math.ceil(sizes[name] * A_FILTER)

        def enter_variable(self, node: VariableNode, *_: Any) -> None:  # noqa: ANN401
            uses[node.name.value] += 1

    visit(document, Uses())
    # Each is named once where it is declared; one that nobody uses is read all the same.
    return sum(size * max(uses[name] - 1, 1) for name, size in sizes.items())


def _objects(value: object) -> int:
    """Return how many objects and lists a value is made of."""
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list):
            count += 1
            waiting += each.values() if isinstance(each, dict) else each
    return count


def too_many(count: int) -> GraphQLError:
    """Return the refusal of variables that are made of too many."""
    message = say(
        zh=f"variables 中的对象与列表共 {count} 个，上限为 {MOST}。请拆成几次请求，或把大量数据作为文件导入。",
        en=f"The variables hold {count} objects and lists, {MOST} are allowed. Split the request, or import large data as a "
        "file.",
    )
    return GraphQLError(message, extensions={"code": "TOO_MUCH"})
