"""The arguments that many fields share, described once, and the orders of lists."""

from typing import Annotated

import strawberry

from graph_catalog.api.lists import SortDirection
from graph_catalog.model.instant import When

First = Annotated[
    int | None,
    strawberry.argument(
        description="How many from the start or after `after`; 1 to 100, 20 if not said."
    ),
]
After = Annotated[
    str | None, strawberry.argument(description="Cursor of the place before the page.")
]
Last = Annotated[
    int | None,
    strawberry.argument(description="How many from the end or before `before`; 1 to 100."),
]
Before = Annotated[
    str | None, strawberry.argument(description="Cursor of the place after the page.")
]
AsOf = Annotated[
    When | None,
    strawberry.argument(
        description="The instant at which relations and rights must hold, of a plain date its end; null: now."
    ),
]
AtRevision = Annotated[
    int | None,
    strawberry.argument(
        description="The catalog revision that must have known them; null: the newest."
    ),
]

_BY_NAME = "By name, then by key."


@strawberry.input(description="Order of a list of units.")
class UnitOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of systems.")
class SystemOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of projects.")
class ProjectOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of rulings.")
class RulingOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of exemptions.")
class ExemptionOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of datasets.")
class DatasetOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of fields.")
class FieldOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of elements.")
class ElementOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of data.")
class DatumOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of consumers.")
class ConsumerOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


@strawberry.input(description="Order of a list of agreements.")
class AgreementOrder:
    name: SortDirection = strawberry.field(default=SortDirection.ASC, description=_BY_NAME)


Order = (
    UnitOrder
    | SystemOrder
    | ProjectOrder
    | DatasetOrder
    | FieldOrder
    | ElementOrder
    | DatumOrder
    | ConsumerOrder
    | AgreementOrder
    | RulingOrder
    | ExemptionOrder
)


def direction(order: Order | None) -> SortDirection:
    """Return which way a list goes."""
    return SortDirection.ASC if order is None else order.name
