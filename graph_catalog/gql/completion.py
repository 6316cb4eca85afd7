"""Fast completion: what was read ahead is written out by plans instead of field by field (graphql.md §3.3).

Everything below a root field is in memory once its resolver is done: attributes, and preloaded relations. So for each
(type, selection) a plan is made once a request, and completing an object costs an attribute and a call a field, where
the stock executor spends 15 µs an object. Whatever a plan does not expect (null where there must be none, a class or
a value of another type, a resolver of its own) makes the stock executor do that object, so that errors, paths and null
bubbling are always its own. Tests compare both, and `schema.build(is_fast=False)` turns this off.

It relies on `_is_default` and `strawberry-definition`, which strawberry does not promise: the version is pinned.
"""

import enum
import math
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from graphql import (
    GraphQLAbstractType,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph_catalog.gql.selection import strawberry_field
from graph_catalog.model.preloaded import (
    Position,
    Preloaded,
    many,
    one,
    page,
    position,
    rechecked,
    traced,
)

Details = list[FieldDetails]
Complete = Callable[[Any], Any]

_PRELOADED: Final = frozenset({one, many, page, rechecked, traced})
_LARGEST_INT: Final = 2**31


class _UnplannedError(Exception):
    """A value that no plan expects; the stock executor takes over."""


class FastExecution(StrawberryGraphQLCoreExecutionContext):
    """The stock executor, which completes objects by plans where it can."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # whatever the stock executor takes
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[str, int], tuple[Details, Complete | None]] = {}

    @classmethod
    def build(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # whatever the stock executor takes
        """Make an executor that looks for no similar names to a wrong one: it takes a millisecond each, and tells of others."""
        return super().build(*args, **{**kwargs, "hide_suggestions": True})

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: Details,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,  # noqa: ANN401
        position_context: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Complete an object by its plan; where there is none, or it fails, as the stock executor does."""
        plan = self._plan(return_type, field_details_list, position(path))
        if plan is not None:
            try:
                return plan(result)
            except Exception:  # noqa: BLE001, S110  # whatever it is, the stock executor meets it again and reports it
                pass
        return super().complete_object_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def _plan(self, type_: GraphQLObjectType, details: Details, at: Position) -> Complete | None:
        key = (type_.name, id(details))
        if key not in self._plans:
            # The details are kept with the plan: their id must not be given to others meanwhile.
            self._plans[key] = (details, self._object(type_, details, at))
        return self._plans[key][1]

    def _object(self, type_: GraphQLObjectType, details: Details, at: Position) -> Complete | None:
        collected = self.collect_subfields(type_, details)
        if collected.new_defer_usages:
            return None
        steps: list[tuple[str, Complete, Complete]] = []
        for key, group in collected.grouped_field_set.items():
            step = self._field(type_, group, (key, *at))
            if step is None:
                return None
            steps.append((key, *step))
        is_type_of = type_.is_type_of
        known: set[type] = set()

        def complete(thing: Any) -> dict[str, Any]:  # noqa: ANN401
            if type(thing) not in known:
                if is_type_of is not None and not is_type_of(thing, None):  # type: ignore[arg-type]  # reads no info
                    raise _UnplannedError
                known.add(type(thing))
            return {key: finish(get(thing)) for key, get, finish in steps}

        return complete

    def _field(
        self, type_: GraphQLObjectType, group: Details, at: Position
    ) -> tuple[Complete, Complete] | None:
        """Return how a field is got and how it is completed; None where it has a mind of its own."""
        name = group[0].node.name.value
        if name == "__typename":
            return (lambda _: type_.name), _same
        definition = type_.fields.get(name)
        if definition is None or "strawberry-definition" not in definition.extensions:
            return None  # unknown, or introspection's own
        declared = strawberry_field(type_, name)
        if declared.extensions or declared.permission_classes:
            return None
        get: Complete
        if getattr(definition.resolve, "_is_default", False):
            get = attrgetter(declared.python_name)
        elif declared.base_resolver and declared.base_resolver.wrapped_func in _PRELOADED:
            get = _preloaded(at)
        else:
            return None
        finish = self._value(definition.type, group, at)
        return None if finish is None else (get, finish)

    def _value(self, type_: GraphQLOutputType, group: Details, at: Position) -> Complete | None:
        if is_non_null_type(type_):
            inner = self._inner(type_.of_type, group, at)
            return None if inner is None else _never_null(inner)
        inner = self._inner(type_, group, at)
        return None if inner is None else _nullable(inner)

    def _inner(self, type_: GraphQLOutputType, group: Details, at: Position) -> Complete | None:
        """Complete what is not null."""
        if is_list_type(type_):
            item = self._value(type_.of_type, group, at)
            return None if item is None else _each(item)
        if is_leaf_type(type_):
            return _leaf(type_)
        if is_object_type(type_):
            return self._plan(type_, group, at)
        return self._abstract(type_, group, at) if is_abstract_type(type_) else None

    def _abstract(self, type_: GraphQLAbstractType, group: Details, at: Position) -> Complete:
        plans: dict[type, Complete] = {}

        def complete(thing: Any) -> Any:  # noqa: ANN401
            plan = plans.get(type(thing))
            if plan is None:
                concrete = self.schema.get_type(type(thing).__strawberry_definition__.name)
                if not is_object_type(concrete) or not self.schema.is_sub_type(type_, concrete):
                    raise _UnplannedError
                plan = self._plan(concrete, group, at)
                if plan is None:
                    raise _UnplannedError
                plans[type(thing)] = plan
            return plan(thing)

        return complete


def _same(value: Any) -> Any:  # noqa: ANN401
    return value


def _preloaded(at: Position) -> Complete:
    def get(thing: Preloaded) -> Any:  # noqa: ANN401
        preloaded = thing.preloaded[at]
        if isinstance(preloaded, Exception):
            raise _UnplannedError
        return preloaded

    return get


def _nullable(inner: Complete) -> Complete:
    def complete(value: Any) -> Any:  # noqa: ANN401
        return None if value is None else inner(value)

    return complete


def _never_null(inner: Complete) -> Complete:
    def complete(value: Any) -> Any:  # noqa: ANN401
        if value is None:
            raise _UnplannedError
        return inner(value)

    return complete


def _each(item: Complete) -> Complete:
    def complete(values: Any) -> list[Any]:  # noqa: ANN401
        if type(values) is not list and type(values) is not tuple:
            raise _UnplannedError
        return [item(value) for value in values]

    return complete


def _leaf(type_: GraphQLLeafType) -> Complete:
    plain = {"String": _of(str), "ID": _of(str), "Boolean": _of(bool), "Int": _int, "Float": _float}
    if type_.name in plain:
        return plain[type_.name]
    known: dict[enum.Enum, Any] = {}

    def complete(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, enum.Enum):
            if value not in known:
                known[value] = FastExecution.complete_leaf_value(type_, value)
            return known[value]
        return FastExecution.complete_leaf_value(type_, value)

    return complete


def _of(expected: type) -> Complete:
    def complete(value: Any) -> Any:  # noqa: ANN401
        if type(value) is expected:
            return value
        raise _UnplannedError

    return complete


def _int(value: Any) -> int:  # noqa: ANN401
    if type(value) is int and -_LARGEST_INT <= value < _LARGEST_INT:
        return value
    raise _UnplannedError


def _float(value: Any) -> float:  # noqa: ANN401
    if type(value) is float and math.isfinite(value):
        return value
    raise _UnplannedError
