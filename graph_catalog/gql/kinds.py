"""The table of kinds of things: a row makes the look-up and the list of a kind, with their arguments.

Adding a kind is a row here, and a line for each of the two in `class Query`. What else is special to a kind stands with
its subject.
"""

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

import strawberry
from strawberry import UNSET

from graph_catalog.gql import lists, lookups
from graph_catalog.gql.arguments import After, AsOf, AtRevision, Before, First, Last
from graph_catalog.gql.context import Info
from graph_catalog.gql.lists import PageArguments, SortDirection
from graph_catalog.model import filters
from graph_catalog.model.entities import Entity
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.projects import ProjectFilter
from graph_catalog.model.inputs.rulings import ExemptionFilter, RulingFilter
from graph_catalog.model.inputs.texts import LookedFor
from graph_catalog.model.paging import Connection


@dataclasses.dataclass(frozen=True)
class Kind:
    """What the schema says of a kind of thing that can be looked up and listed."""

    one: str
    """A thing of the kind, with its article: a unit."""
    many: str
    """Several of them: units."""
    filter: type
    code: str = ""
    """What its code is, where it has one by which it is looked up."""


KINDS: Final = {
    NodeKind.UNIT: Kind("a unit", "units", filters.UnitFilter, "统一社会信用代码."),
    NodeKind.SYSTEM: Kind("a system", "systems", filters.SystemFilter, "The system's code."),
    NodeKind.PROJECT: Kind("a project", "projects", ProjectFilter, "项目代码."),
    NodeKind.RULING: Kind("a ruling", "rulings", RulingFilter),
    NodeKind.EXEMPTION: Kind("an exemption", "exemptions", ExemptionFilter),
    NodeKind.DATASET: Kind("a dataset", "datasets", filters.DatasetFilter, "目录代码."),
    NodeKind.FIELD: Kind("a field", "fields", filters.FieldFilter),
    NodeKind.ELEMENT: Kind(
        "a standard element", "elements", filters.ElementFilter, "Code in the lexicon."
    ),
    NodeKind.DATUM: Kind("a datum", "data", filters.DatumFilter),
    NodeKind.CONSUMER: Kind("a consumer", "consumers", filters.ConsumerFilter),
    NodeKind.AGREEMENT: Kind("an agreement", "agreements", filters.AgreementFilter, "编号."),
}
_FILTER: Final = strawberry.argument(description="Which of them; null: all.")
_ORDER: Final = strawberry.argument(description="In which order; null: by name.")


def look_up(kind: NodeKind) -> Callable[..., Awaitable[Entity | None]]:
    """Make the resolver that looks one thing of a kind up."""
    ways = "By id, key or code: exactly one." if KINDS[kind].code else "By id or key: exactly one."
    way = strawberry.argument(description=ways)
    type_: Any = _by(kind)

    async def resolve(
        info: Info,
        by: Annotated[type_, way],
        as_of: AsOf = None,
        at_revision: AtRevision = None,
    ) -> Entity | None:
        found: Entity | None = await lookups.find(info, kind, by, as_of, at_revision)
        return found

    return resolve


def page(kind: NodeKind) -> Callable[..., Awaitable[Connection[Any] | None]]:
    """Make the resolver that lists the things of a kind."""
    filter_type: Any = KINDS[kind].filter
    order_type: Any = _order(kind)

    async def resolve(
        info: Info,
        filter: Annotated[filter_type | None, _FILTER] = None,
        order_by: Annotated[order_type | None, _ORDER] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: AsOf = None,
        at_revision: AtRevision = None,
    ) -> Connection[Any] | None:
        asked = PageArguments(first, after, last, before, as_of, at_revision)
        direction = SortDirection.ASC if order_by is None else order_by.name
        connection: Connection[Any] = await lists.page(info, kind, filter, direction, asked)
        return connection

    return resolve


def _by(kind: NodeKind) -> type:
    """Make the input that names a thing of a kind in one of several ways."""
    ways = {
        "id": (strawberry.ID | None, "The global id."),
        "key": (LookedFor | None, "The stable key."),
    }
    if KINDS[kind].code:
        ways["credit_code" if kind is NodeKind.UNIT else "code"] = (
            LookedFor | None,
            KINDS[kind].code,
        )
    members: dict[str, Any] = {
        name: strawberry.field(default=UNSET, description=about)
        for name, (_, about) in ways.items()
    }
    members["__annotations__"] = {name: type_ for name, (type_, _) in ways.items()}
    declared = type(f"{kind.value}By", (), members)
    description = f"One way to name {KINDS[kind].one}."
    return strawberry.input(declared, one_of=True, description=description)


def _order(kind: NodeKind) -> type:
    """Make the input that says in which order the things of a kind are listed."""
    name = strawberry.field(default=SortDirection.ASC, description="By name, then by key.")
    members = {"name": name, "__annotations__": {"name": SortDirection}}
    declared = type(f"{kind.value}Order", (), members)
    return strawberry.input(declared, description=f"Order of a list of {KINDS[kind].many}.")
