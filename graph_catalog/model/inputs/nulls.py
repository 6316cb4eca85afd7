"""What null means in the input of a change: an attribute is taken away, unless it always has a value.

What may be null or not be written at all is a `Maybe`: what is not written stays as it is. In a registration, whose input
names nothing on record, null says as little as what is not written.
"""

import dataclasses
import functools
import typing
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeVar

import strawberry
from strawberry.types.maybe import Some
from strawberry.utils.str_converters import to_camel_case

from graph_catalog.language import say
from graph_catalog.model.refusals import InvalidInput

NEVER_EMPTY: Final = "never_empty"
"""Name of the metadata of an input's field whose attribute always has a value."""
_MAYBE: Final = strawberry.Maybe

V = TypeVar("V")


def never_empty(*, description: str) -> Any:  # noqa: ANN401  # as strawberry.field
    """Return the field of an input for an attribute that always has a value, a `Maybe`."""
    return strawberry.field(default=None, description=description, metadata={NEVER_EMPTY: True})


def value(given: Some[V | None] | None) -> V | None:
    """Return what a `Maybe` gives, None where it gives nothing or null."""
    return None if given is None else given.value


def is_null(given: Some[V | None] | None) -> bool:
    """Whether null was given: what there is of it is to be taken away."""
    return given is not None and given.value is None


def misplaced(given: object) -> InvalidInput | None:
    """Refuse a revision (its input has the id of what it revises) that would empty what always has a value."""
    if not any(name == "id" for name, _ in _members(given)):
        return None
    path = next(_of_what_is_never_empty(given, ("input",)), None)
    if path is None:
        return None
    name = path[-1]
    return InvalidInput(
        message=say(
            zh=f"{name} 总有一个值，不能清空。null 表示清空；不改的，请不要写这一项。",
            en=f"{name} always has a value and cannot be emptied, which null would do. Leave it out to leave it as it is.",
        ),
        path=list(path),
    )


def said(given: object) -> dict[str, Any]:
    """Return what an input says by its members, null among them, without the `Maybe`s that it does not write."""
    return {name: _said(value) for name, value in _members(given) if _is_said(given, name, value)}


def _said(value: object) -> object:
    if isinstance(value, Some):
        return _said(value.value)
    if isinstance(value, list):
        return [_said(each) for each in value]
    return said(value) if _is_input(value) else value


def _is_said(given: object, name: str, value: object) -> bool:
    type_: type = type(given)
    return value is not strawberry.UNSET and (value is not None or name not in maybes(type_))


@functools.cache
def maybes(type_: type) -> frozenset[str]:
    """Return the attributes of an input that may be not written at all."""
    hints = typing.get_type_hints(type_)
    return frozenset(name for name, hint in hints.items() if _is_maybe(hint))


def _is_maybe(hint: object) -> bool:
    return typing.get_origin(hint) is _MAYBE or any(map(_is_maybe, typing.get_args(hint)))


def _of_what_is_never_empty(given: object, path: Sequence[str]) -> Iterator[Sequence[str]]:
    if isinstance(given, Some):
        yield from _of_what_is_never_empty(given.value, path)
    elif isinstance(given, list):
        for index, each in enumerate(given):
            yield from _of_what_is_never_empty(each, (*path, str(index)))
    elif _is_input(given):
        for field in dataclasses.fields(typing.cast("Any", given)):
            inner, where = getattr(given, field.name), (*path, to_camel_case(field.name))
            if field.metadata.get(NEVER_EMPTY) and is_null(inner):
                yield where
            else:
                yield from _of_what_is_never_empty(inner, where)


def _is_input(given: object) -> bool:
    return dataclasses.is_dataclass(given) and hasattr(type(given), "__strawberry_definition__")


def _members(given: object) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(typing.cast("Any", given)):
        yield field.name, getattr(given, field.name)
