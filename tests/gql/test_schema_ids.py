"""Ids of the schema: only a Node has one, keys are text, and what clients' caches know a thing by is globally unique."""

from collections.abc import Iterator
from typing import Final

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_non_null_type,
)

from graph_catalog.api.schema import build
from graph_catalog.model.enums.nodes import NodeKind

TYPES: Final = [
    type_
    for type_ in build()._schema.type_map.values()  # noqa: SLF001  # strawberry has no public way to it
    if not is_introspection_type(type_)
]


def _output_fields() -> Iterator[tuple[GraphQLObjectType | GraphQLInterfaceType, str, str]]:
    for type_ in TYPES:
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in type_.fields.items():
                yield type_, name, get_named_type(field.type).name


def _is_node(type_: GraphQLObjectType | GraphQLInterfaceType) -> bool:
    return type_.name == "Node" or any(one.name == "Node" for one in type_.interfaces)


def test_only_a_node_has_a_field_called_id() -> None:
    """Clients' caches take `id` and `_id` for the object's own: of another's id they make one object of two."""
    others = {
        f"{type_.name}.{name}"
        for type_, name, _ in _output_fields()
        if name in {"id", "_id"} and not _is_node(type_)
    }
    assert others == set()


def test_every_field_of_type_id_is_the_id_of_a_node_and_is_always_there() -> None:
    astray = {
        f"{type_.name}.{name}"
        for type_, name, of in _output_fields()
        if of == "ID"
        and not (name == "id" and _is_node(type_) and is_non_null_type(type_.fields[name].type))
    }
    assert astray == set()


def test_what_is_called_a_key_is_a_text() -> None:
    """An ID of GraphQL is opaque and global; the keys of nodes, edges and findings are neither."""
    given = (
        (type_.name, name, get_named_type(field.type).name)
        for type_ in TYPES
        if isinstance(type_, GraphQLInputObjectType)
        for name, field in type_.fields.items()
    )
    told = ((type_.name, name, of) for type_, name, of in _output_fields())
    astray = {
        f"{type_}.{name}: {of}"
        for type_, name, of in (*given, *told)
        if name.lower().endswith(("key", "keys")) and of != "String"
    }
    assert astray == set()


def test_no_type_is_a_node_without_standing_for_a_kind_of_thing() -> None:
    """`node(id:)` reads each of them again, which Relay's refetching rests on."""
    without = {NodeKind.JOB}
    nodes = {
        type_.name for type_ in TYPES if isinstance(type_, GraphQLObjectType) and _is_node(type_)
    }
    assert len(nodes) == len(NodeKind) - len(without)
