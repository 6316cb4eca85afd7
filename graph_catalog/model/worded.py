"""Enums of the schema, each value with its words."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

import strawberry

E = TypeVar("E", bound=Enum)


def worded(about: str, /, **words: str) -> Callable[[type[E]], type[E]]:
    """Declare an enum of the schema with a description of itself and of each of its values.

    Raises `ValueError` where a value has no words, or words have no value. (`strawberry.enum_value` would change the
    type that `.value` has for the type checker.)
    """

    def declare(cls: type[E]) -> type[E]:
        if words.keys() != cls.__members__.keys():
            disputed = ", ".join(sorted(words.keys() ^ cls.__members__.keys()))
            message = f"{cls.__name__}: values and their words disagree on {disputed}"
            raise ValueError(message)
        declared = strawberry.enum(cls, description=about)
        for value in declared.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
            value.description = words[value.name]
        return declared

    return declare
