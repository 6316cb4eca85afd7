"""Every name and code that a change takes: it must look like what it is."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from graph_catalog.model.enums.roles import Role
from tests.conftest import OF_ROLE, Catalog
from tests.rights import sides
from tests.rights.inputs import SOUND, Input, Path, mutations

NAMES: Final = {
    "name",
    "namespace",
    "code",
    "columnName",
    "creditCode",
    "subject",
    "dataset",
    "unit",
}
UNSEEN: Final = ["\u200b", "\u2060", "\ufeff", "\u202e", "\u2066", "\xad", "\u3164", "\ufe0f", "\x07", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U000e0041"]  # fmt: skip
_BESIDE: Final[dict[str, Input]] = {
    "job": {"namespace": "etl", "name": "nightly"},
    "description": {"name": "姓名"},
}
"""What a part of an input needs besides its name, where the sound input has no such part."""
_INSTEAD: Final = {"description": {"fieldId", "datumId"}}
"""Of what only one may be given."""
_REFERENCES: Final = {("RuledElementInput", "code"), ("ImportCatalogInput", "unit")}
"""Names of what is there already, by which nothing is named."""


def names_of(type_: GraphQLInputType, path: Path = ()) -> Iterator[Path]:
    """Yield where an input has a name; of a list, in its first element."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLInputObjectType):
        return
    for name, field in named.fields.items():
        below = (*path, name)
        if (named.name, name) in _REFERENCES:
            continue
        if name in NAMES and get_named_type(field.type).name == "String":
            yield below
        elif is_list_type(get_nullable_type(field.type)):
            yield from names_of(field.type, (*below, 0))
        else:
            yield from names_of(field.type, below)


def with_name(value: Any, path: Path, name: str) -> Any:
    """Return an input with a name at a place, parts that are missing on the way added."""
    if not path:
        return name
    head, *rest = path
    if isinstance(head, int):
        first, *others = value or [{}]
        return [with_name(first, tuple(rest), name), *others]
    left_out = _INSTEAD.get(head, set())
    kept = {key: each for key, each in (value or {}).items() if key not in left_out}
    below = kept.get(head, _BESIDE.get(head))
    return {**kept, head: with_name(below, tuple(rest), name)}


PLACES: Final = [
    (mutation, path) for mutation, type_ in sorted(mutations().items()) for path in names_of(type_)
]


def test_there_are_names_in_as_many_places() -> None:
    assert len(PLACES) >= 25


@pytest.mark.parametrize(("mutation", "path"), PLACES, ids=str)
async def test_a_name_that_holds_what_cannot_be_seen_is_refused_where_it_stands(
    catalog: Catalog, mutation: str, path: Path
) -> None:
    await sides.estate().record(catalog.engine)
    type_ = mutation[0].upper() + mutation[1:]
    query = (
        f"mutation($input: {type_}Input!) {{ {mutation}(input: $input) "
        "{ __typename ... on Refusal { message path } } }"
    )
    for character in UNSEEN:
        given = with_name(SOUND[mutation][0], path, f"民政{character}局")
        answer = await catalog.ask(query, {"input": given}, viewer=OF_ROLE[Role.DATA_CENTER])
        refused = answer[mutation]
        assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", *map(str, path)])  # fmt: skip
        assert f"U+{ord(character):04X}" in refused["message"]
