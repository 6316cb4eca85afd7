"""The schema: as committed, described throughout, and every preloaded field read by somebody."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from graph_catalog.api.schema import build, printed
from graph_catalog.gql.relation_requests import READER
from graph_catalog.gql.selection import strawberry_field
from graph_catalog.model.refusals import AnyRefusal

COMMITTED = Path(__file__).parents[2] / "schema.graphql"
SCHEMA = build()


def _own() -> Iterator[GraphQLNamedType]:
    for type_ in SCHEMA._schema.type_map.values():  # noqa: SLF001  # strawberry has no public way to it
        if not is_introspection_type(type_) and not is_specified_scalar_type(type_):
            yield type_


def test_the_committed_schema_is_that_of_the_code() -> None:
    assert printed(SCHEMA) == COMMITTED.read_text("utf-8"), (
        "run `graph-catalog schema > schema.graphql`"
    )


def test_every_type_field_argument_and_value_is_described() -> None:
    bare = []
    for type_ in _own():
        if not type_.description:
            bare.append(type_.name)
        if isinstance(type_, GraphQLEnumType):
            bare += [
                f"{type_.name}.{name}"
                for name, value in type_.values.items()
                if not value.description
            ]
        if isinstance(type_, GraphQLInputObjectType):
            bare += [
                f"{type_.name}.{name}"
                for name, field in type_.fields.items()
                if not field.description
            ]
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in type_.fields.items():
                bare += [] if field.description else [f"{type_.name}.{name}"]
                bare += [
                    f"{type_.name}.{name}({argument}:)"
                    for argument, given in field.args.items()
                    if not given.description
                ]
    assert bare == []


def test_every_field_with_a_resolver_is_a_root_field_or_read_ahead() -> None:
    unread = [
        f"{type_.name}.{name}"
        for type_ in _own()
        if isinstance(type_, GraphQLObjectType)
        and type_.name not in {"Query", "Mutation", "Subscription"}
        for name, field in type_.fields.items()
        if strawberry_field(type_, name).base_resolver and READER not in field.extensions
    ]
    assert unread == []


def test_every_change_answers_a_payload_of_its_own_or_one_of_the_six_refusals() -> None:
    mutations = SCHEMA._schema.mutation_type  # noqa: SLF001
    assert mutations is not None
    for name, field in mutations.fields.items():
        own = name[0].upper() + name[1:]
        union = get_named_type(field.type)
        assert isinstance(union, GraphQLUnionType)
        assert union.name == f"{own}Result"
        members = {member.name for member in union.types}
        refusals = {kind.__name__ for kind in get_args(AnyRefusal)}
        assert members == {f"{own}Payload", *refusals}
        assert len(field.args) == 1


def test_items_of_lists_are_never_null_but_nodes_that_are_not_found() -> None:
    nullable = [
        f"{type_.name}.{name}"
        for type_ in _own()
        if isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items()
        if "[" in str(field.type) and "!]" not in str(field.type)
    ]
    assert nullable == ["Query.nodes"]
