"""Every text that a question takes, found by a walk of the schema: it finds nothing, or is refused with a code; it breaks nothing."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from graphql import GraphQLInputObjectType, get_named_type, get_nullable_type, is_list_type

from tests.conftest import Catalog
from tests.estate import district
from tests.gql.test_id_arguments import OTHERS, QUERY

BAD: Final = [
    "\x07",
    "民政\u202e局",
    "\u200b",
    "  ",
    "x" * 100_000,
    "长" * 4_001,
    '"]})//*\\',
    "9" * 400,
]
TEXTS: Final = {"String", "Instant", "Date"}
REFUSED: Final = {"INVALID_INPUT", "TOO_MUCH", "BAD_REQUEST", "GRAPHQL_VALIDATION_FAILED"}
"""Codes of what is wrong with a question; never one of a fault, or of the store."""
BESIDE: Final[Mapping[str, Mapping[str, Any]]] = {
    **OTHERS,
    "compareFields": {"a": {"name": "性别"}, "b": {"name": "性别"}},
    "readForm": {"input": {"fileName": "a.csv"}},
    "lineageChanges": {**OTHERS["lineageChanges"], "id": "RGF0YXNldDpsb3dpbmNvbWU"},
}
"""What a field must be given beside."""


def paths(type_: Any, through: tuple[str, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the ways to texts below a type; each input type once on a way, so that `and` is not walked."""
    below: tuple[str | int, ...] = (0,) if is_list_type(get_nullable_type(type_)) else ()
    named = get_named_type(type_)
    if named.name in TEXTS:
        yield below
    if isinstance(named, GraphQLInputObjectType) and named.name not in through:
        for name, field in named.fields.items():
            for path in paths(field.type, (*through, named.name)):
                yield (*below, name, *path)


def places() -> dict[str, list[tuple[str | int, ...]]]:
    """Return where each root field takes texts."""
    assert QUERY is not None
    found = {
        name: [
            (argument, *path)
            for argument, given in field.args.items()
            for path in paths(given.type)
        ]
        for name, field in QUERY.fields.items()
    }
    return {name: where for name, where in found.items() if where}


PLACES: Final = places()


def nested(path: tuple[str | int, ...], value: object) -> Any:
    """Return arguments with a value at a place."""
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def merged(one: Any, other: Any) -> Any:
    """Return two arguments as one."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {**one, **{name: merged(one.get(name), value) for name, value in other.items()}}
    if isinstance(one, list) and isinstance(other, list) and one:
        return [merged(one[0], other[0])]
    return other


def test_texts_are_found_in_every_shape() -> None:
    assert sum(map(len, PLACES.values())) > 250


@pytest.mark.parametrize("field", PLACES)
async def test_no_text_breaks_a_question(catalog: Catalog, field: str) -> None:
    await district().record(catalog.engine)
    assert QUERY is not None
    wrong = []
    for number, path in enumerate(PLACES[field]):
        for text in (BAD[number % len(BAD)], BAD[(number * 3 + 1) % len(BAD)]):
            variables = merged(dict(BESIDE.get(field, {})), nested(path, text))
            declared = ", ".join(
                f"${name}: {QUERY.fields[field].args[name].type}" for name in variables
            )
            given = ", ".join(f"{name}: ${name}" for name in variables)
            query = f"query({declared}) {{ {field}({given}) {{ __typename }} }}"
            answer = (await catalog.post(query, variables)).json()
            codes = {each["extensions"]["code"] for each in answer.get("errors", [])}
            if not codes <= REFUSED:
                wrong.append((path, ascii(text[:9]), len(text), answer["errors"]))
    assert wrong == []
