"""What a reader of a relation is given: one relation asked of all objects at one position (design §6, rules 2 to 8)."""

import dataclasses
from collections.abc import Sequence
from typing import Any, Final, Protocol

from graphql import GraphQLObjectType, get_named_type

from graph_catalog.gql.selection import Details, Request
from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.model.preloaded import Position, Preloaded

READER: Final = "reader"
"""Under this name the schema has the reader of a field that is a relation, among the field's extensions."""


@dataclasses.dataclass(frozen=True)
class ObjectGroup:
    """A position of the answer with the objects that stand there."""

    position: Position
    objects: Sequence[Any]
    details: Details
    snapshot: Snapshot


class Reader(Protocol):
    """Reads one relation for all parents at once."""

    async def read(self, relation: "RelationRequest") -> list[ObjectGroup]:
        """Put the relation on its parents and return the places below."""
        ...


@dataclasses.dataclass(frozen=True)
class RelationRequest:
    """One relation asked of some objects of one type: the unit of reading."""

    request: Request
    type: GraphQLObjectType
    reader: Reader
    position: Position
    details: Details
    parents: Sequence[Preloaded]
    snapshot: Snapshot

    @property
    def arguments(self) -> dict[str, Any]:
        """The coerced arguments, by Python name."""
        return self.request.arguments(self.type, self.details)

    @property
    def field(self) -> str:
        """The relation's name in the schema."""
        return self.details[0].node.name.value

    @property
    def answer_type(self) -> GraphQLObjectType:
        """The object type that the relation leads to."""
        named = get_named_type(self.type.fields[self.field].type)
        assert isinstance(named, GraphQLObjectType)  # noqa: S101  # every relation's is; the schema is ours
        return named

    async def read(self, file: str, **params: Any) -> Row:  # noqa: ANN401  # any parameter
        """Ask a named question at this place's snapshot, as the request's viewer."""
        context = self.request.info.context
        return await context.engine.read(file, context.viewer, self.snapshot, **params)

    def below(self, objects: Sequence[Any]) -> ObjectGroup:
        """Return the place of what was read."""
        return ObjectGroup(self.position, objects, self.details, self.snapshot)


def key_of(parent: Preloaded) -> str:
    """Return the key of a relation's parent."""
    return str(parent.key)  # type: ignore[attr-defined]  # a relation's parents are entities


def keys_of(parents: Sequence[Preloaded]) -> list[str]:
    """Return the keys of parents, each once."""
    return list(dict.fromkeys(map(key_of, parents)))
