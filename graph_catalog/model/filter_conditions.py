"""Conditions on one attribute of a thing, or on what it is related to; filters are made of them."""

import datetime as dt
import enum
import inspect
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import strawberry

from graph_catalog.model.inputs.texts import LookedFor
from graph_catalog.model.instant import When

E = TypeVar("E", bound=enum.Enum)
F = TypeVar("F")
_JUNCTIONS: Final = {
    "and": ('list["{}"] | None', "All of these hold."),
    "or": ('list["{}"] | None', "One of these holds."),
    "not": ('"{} | None"', "This does not hold."),
}


def filter_input(description: str) -> Callable[[type[F]], type[F]]:
    """Declare the filter of a list: its conditions, and `and`, `or` and `not` of filters like it before them."""

    def declare(cls: type[F]) -> type[F]:
        own = inspect.get_annotations(cls)
        joined: dict[str, Any] = {}
        for name, (type_, about) in _JUNCTIONS.items():
            joined[f"{name}_"] = type_.format(cls.__name__)
            setattr(cls, f"{name}_", strawberry.field(default=None, name=name, description=about))
        cls.__annotations__ = {**joined, **own}
        return strawberry.input(cls, description=description)

    return declare


@strawberry.input(
    name="StringFilter", description="Conditions on a text; all that are given must hold."
)
class Text:
    eq: LookedFor | None = strawberry.field(
        default=strawberry.UNSET,
        description="Equal to, of a name or code whatever its case, width and blanks; null: not stated.",
    )
    in_: list[LookedFor] | None = strawberry.field(
        default=None, name="in", description="One of these."
    )
    contains: LookedFor | None = strawberry.field(
        default=None, description="Contains this, whatever the case and width."
    )
    gt: LookedFor | None = strawberry.field(default=None, description="After this, by code point.")
    lt: LookedFor | None = strawberry.field(default=None, description="Before this, by code point.")


@strawberry.input(
    name="DateFilter", description="Conditions on a day; all that are given must hold."
)
class Day:
    eq: dt.date | None = strawberry.field(
        default=strawberry.UNSET, description="On this day; null: not stated."
    )
    gt: dt.date | None = strawberry.field(default=None, description="After this day.")
    lt: dt.date | None = strawberry.field(default=None, description="Before this day.")


@strawberry.input(
    name="SinceFilter",
    description="Conditions on when something begins; all that are given must hold. A plain date is its first instant.",
)
class Since:
    eq: When | None = strawberry.field(
        default=strawberry.UNSET, description="From this on; null: since ever."
    )
    gt: When | None = strawberry.field(default=None, description="Later than this.")
    lt: When | None = strawberry.field(default=None, description="Earlier than this.")


@strawberry.input(
    name="UntilFilter",
    description="Conditions on when something ends; all that are given must hold. Of a plain date, it holds through that day. "
    "What has no end ends later than everything: `eq: null` asks for it, `lt` leaves it out.",
)
class Until:
    eq: When | None = strawberry.field(
        default=strawberry.UNSET, description="Until this; null: open."
    )
    gt: When | None = strawberry.field(default=None, description="Later than this.")
    lt: When | None = strawberry.field(default=None, description="Earlier than this.")


@strawberry.input(name="BooleanFilter", description="A condition on a yes or no.")
class Flag:
    eq: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Equal to; null: not stated."
    )


@strawberry.input(
    name="Filter",
    description="Conditions on one of a closed set of values; all that are given must hold.",
)
class EnumFilter(Generic[E]):
    eq: E | None = strawberry.field(
        default=strawberry.UNSET, description="Equal to; null: not stated."
    )
    in_: list[E] | None = strawberry.field(default=None, name="in", description="One of these.")


@strawberry.input(
    name="RelatedFilter", description="A condition on the thing at the other end of a relation."
)
class Related:
    eq: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Global id of that thing; null: there is none."
    )
    in_: list[strawberry.ID] | None = strawberry.field(
        default=None, name="in", description="One of these."
    )
