"""What an operation is going to cost, estimated from its document: weights of fields, times the objects they stand on.

A unit is a small question, some ten milliseconds of the server's time. The estimate errs upward; what was not needed is
given back.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_operation_ast,
)

from graph_catalog.gql.context import ROWS_A_REQUEST
from graph_catalog.lineage.pure.limits import MOST_HOLDERS
from graph_catalog.model.inputs.plans import MOST_FIELDS

EXPENSIVE: Final = 20.0
"""From which a question waits for its actor's turn."""
_WEIGHTS: Final[Mapping[str, float]] = {
    "findings": 100,
    "duplicateCollections": 100,
    "checkCollection": 20,
    "recordCollectionCheck": 20,
    "importCatalog": 100,
    "readForm": 30,
    "lineage": 40,
    "lineageChanges": 60,
    "paths": 60,
    "impact": 80,
    "origins": 60,
    "search": 5,
    "recheck": 50,
}
"""Of fields by their names, wherever they stand; of others nothing but their rows."""
_PER_PLANNED_FIELD: Final = 1.0
_ROWS_A_UNIT: Final = 200
_PAGE: Final = 20.0
_LARGEST_PAGE: Final = 1000
_LEAST: Final = 0.5
_MOST: Final = 100_000.0


def of_operation(
    schema: GraphQLSchema, document: DocumentNode, name: str | None, variables: Mapping[str, Any]
) -> float:
    """Return the estimate for one operation of a valid document."""
    operation = get_operation_ast(document, name)
    if operation is None:
        return 0.0
    root = schema.get_root_type(operation.operation)
    measured = _Estimate(schema, _fragments(document.definitions), variables)
    cost = measured.selection(operation.selection_set, root, 1.0)
    return min(max(cost, _LEAST), _MOST)


def _fragments(definitions: Iterable[object]) -> dict[str, FragmentDefinitionNode]:
    return {
        each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)
    }


@dataclasses.dataclass(frozen=True)
class _Estimate:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def selection(
        self, selections: SelectionSetNode | None, type_: GraphQLNamedType | None, objects: float
    ) -> float:
        """Return what a selection on so many objects costs."""
        cost = 0.0
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                cost += self._field(node, type_, objects)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                inner = self.schema.get_type(fragment.type_condition.name.value)
                cost += self.selection(fragment.selection_set, inner, objects)
            else:
                condition = getattr(node, "type_condition", None)
                inner = self.schema.get_type(condition.name.value) if condition else type_
                cost += self.selection(getattr(node, "selection_set", None), inner, objects)
        return cost

    def _field(self, node: FieldNode, type_: GraphQLNamedType | None, objects: float) -> float:
        fields = getattr(type_, "fields", {})
        field = fields.get(node.name.value)
        if field is None:  # of the schema itself
            return 0.0
        inner = get_named_type(field.type)
        rows = objects
        if inner.name.endswith(
            "Connection"
        ):  # however deep: who reads more than so many is stopped
            rows = min(objects * self._page(node), ROWS_A_REQUEST)
        weighed = min(objects, MOST_HOLDERS)  # below more, nothing that has a weight is answered
        cost = _WEIGHTS.get(node.name.value, 0.0) * weighed + self._planned(node)
        if node.selection_set is not None:
            cost += rows / _ROWS_A_UNIT + self.selection(node.selection_set, inner, rows)
        return cost

    def _page(self, node: FieldNode) -> float:
        sizes = [
            size
            for argument in node.arguments or ()
            if argument.name.value in {"first", "last"}
            and isinstance(size := self._value(argument.value), int)
        ]
        return float(min(max(1, *sizes), _LARGEST_PAGE)) if sizes else _PAGE

    def _planned(self, node: FieldNode) -> float:
        """Return what the fields of a plan cost, wherever in the arguments they are listed."""
        if node.name.value not in {"checkCollection", "recordCollectionCheck"}:
            return 0.0
        planned = (_longest(self._value(argument.value)) for argument in node.arguments or ())
        # More than may be are refused as they are read.
        return _PER_PLANNED_FIELD * min(max(planned, default=0), MOST_FIELDS)

    def _value(self, node: ValueNode) -> object:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        if isinstance(node, IntValueNode):
            return (
                int(node.value) if len(node.value) < len(str(_LARGEST_PAGE)) + 1 else _LARGEST_PAGE
            )
        if isinstance(node, ListValueNode):
            return [self._value(each) for each in node.values]
        if isinstance(node, ObjectValueNode):
            return {each.name.value: self._value(each.value) for each in node.fields}
        return None


def _longest(value: object) -> int:
    """Return the length of the longest list within a value."""
    longest, stack = 0, [value]
    while stack:
        each = stack.pop()
        if isinstance(each, list):
            longest = max(longest, len(each))
            stack += each
        elif isinstance(each, dict):
            stack += each.values()
    return longest
