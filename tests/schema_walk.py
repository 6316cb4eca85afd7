"""Questions made of the schema itself: every root field, every attribute, and relations to a depth.

A new root field is walked the day it is written; where it has an argument that the test cannot fill, the test says so.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

Arguments = Mapping[str, str]
Fill = Callable[[str, GraphQLField], list[Arguments]]
_MOST: Final = 330
"""Words in a selection at the most: documents have limits of 500 fields and 2,000 tokens."""
_COMMON: Final = ("id", "key", "name", "code", "description")


class Walk:
    """The questions of a schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema

    def questions(self, fill: Fill, *, depth: int) -> Iterator[tuple[str, str]]:
        """Yield each root field's name with its questions, for every choice of arguments that `fill` gives.

        `depth` counts things: of 0 the root's own attributes. What is too large for a document is asked in parts.
        """
        root = self.schema.query_type
        assert root is not None
        for name, field in root.fields.items():
            for given in fill(name, field):
                for selection in self._of(field.type, depth):
                    yield name, f"{{ {name}{_written(given)} {selection} }}"

    def _of(self, type_: Any, depth: int) -> Iterator[str]:
        """Yield selections on a type, each within the limits, that together are all of it."""
        named = get_named_type(type_)
        if is_leaf_type(named):
            yield ""
        elif isinstance(named, GraphQLObjectType):
            for inner in self._within(named, depth):
                yield f"{{ {inner} }}"
        else:
            refused = "... on Refusal { code message path rule }" if _is_union(named) else ""
            concrete = self._concrete(named)
            if len(concrete) > 1:
                yield f"{{ __typename {self._common(concrete)} {refused} }}"
            for each in concrete:
                # Fields of two types may have one name and two types: each has a question of its own.
                for inner in self._within(each, depth):
                    yield f"{{ __typename ... on {each.name} {{ {inner} }} {refused} }}"

    def _within(self, type_: GraphQLObjectType, depth: int) -> Iterator[str]:
        plain = " ".join(
            name
            for name, field in type_.fields.items()
            if is_leaf_type(get_named_type(field.type)) and not required(field)
        )
        relations = {
            name: field
            for name, field in type_.fields.items()
            if not is_leaf_type(get_named_type(field.type)) and not required(field)
        }
        if "pageInfo" in relations:
            # The nodes of a page are those of its edges; a page is no thing, and counts for no depth.
            for inner in self._of(relations["nodes"].type, depth):
                yield f"{plain} pageInfo {{ startCursor endCursor }} edges {{ cursor }} nodes {inner}"
            return
        if depth == 0:
            yield plain or "__typename"
            return
        left = [plain] if plain else []
        for name, field in relations.items():
            for inner in self._of(field.type, depth - 1):
                part = f"{name} {inner}"
                if left and sum(map(_size, [*left, part])) > _MOST:
                    yield " ".join(left)
                    left = []
                if any(each.startswith(f"{name} ") for each in left):
                    yield " ".join(left)
                    left = []
                left.append(part)
        if left:
            yield " ".join(left)

    def _common(self, concrete: list[GraphQLObjectType]) -> str:
        """Select what several types call alike, where it has one type."""
        types = {
            name: {str(each.fields[name].type) for each in concrete if name in each.fields}
            for name in _COMMON
        }
        alike = [name for name, found in types.items() if len(found) == 1]
        return " ".join(
            f"... on {each.name} {{ __typename {' '.join(n for n in alike if n in each.fields)} }}"
            for each in concrete
        )

    def _concrete(self, named: GraphQLNamedType) -> list[GraphQLObjectType]:
        assert isinstance(named, (GraphQLInterfaceType, GraphQLUnionType))
        possible = self.schema.get_possible_types(named)
        return [
            each for each in possible if all(above.name != "Refusal" for above in each.interfaces)
        ]


def required(field: GraphQLField) -> dict[str, GraphQLArgument]:
    """Return the arguments that a field must have."""
    return {name: each for name, each in field.args.items() if is_required_argument(each)}


def _is_union(named: Any) -> bool:
    return isinstance(named, GraphQLUnionType)


def _size(selection: str) -> int:
    return len(selection.split())


def _written(given: Arguments) -> str:
    return f"({', '.join(f'{name}: {value}' for name, value in given.items())})" if given else ""
