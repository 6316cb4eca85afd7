"""Look-ups and lists of every kind of thing: resolvers of one line, whose signatures are the fields' arguments."""

from typing import Annotated

import strawberry

from graph_catalog.api import lists, lookups
from graph_catalog.api.arguments import (
    After,
    AgreementOrder,
    AsOf,
    AtRevision,
    Before,
    ConsumerOrder,
    DatasetOrder,
    DatumOrder,
    ElementOrder,
    FieldOrder,
    First,
    Last,
    SystemOrder,
    UnitOrder,
    direction,
)
from graph_catalog.api.context import Info
from graph_catalog.api.lists import PageArguments
from graph_catalog.model import entities, filters
from graph_catalog.model.agreements import Agreement, Consumer
from graph_catalog.model.data import Datum, Element
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.paging import Connection

_BY = strawberry.argument(description="By id, key or code: exactly one.")
_FILTER = strawberry.argument(description="Which of them; null: all.")
_ORDER = strawberry.argument(description="In which order; null: by name.")


async def resolve_unit(
    info: Info,
    by: Annotated[lookups.UnitBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> entities.Unit | None:
    """Look a unit up."""
    found: entities.Unit | None = await lookups.find(info, NodeKind.UNIT, by, as_of, at_revision)
    return found


async def resolve_units(
    info: Info,
    filter: Annotated[filters.UnitFilter | None, _FILTER] = None,
    order_by: Annotated[UnitOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[entities.Unit] | None:
    """List units."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[entities.Unit] = await lists.page(
        info, NodeKind.UNIT, filter, direction(order_by), asked
    )
    return page


async def resolve_system(
    info: Info,
    by: Annotated[lookups.SystemBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> entities.System | None:
    """Look a system up."""
    found: entities.System | None = await lookups.find(
        info, NodeKind.SYSTEM, by, as_of, at_revision
    )
    return found


async def resolve_systems(
    info: Info,
    filter: Annotated[filters.SystemFilter | None, _FILTER] = None,
    order_by: Annotated[SystemOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[entities.System] | None:
    """List systems."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[entities.System] = await lists.page(
        info, NodeKind.SYSTEM, filter, direction(order_by), asked
    )
    return page


async def resolve_dataset(
    info: Info,
    by: Annotated[lookups.DatasetBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> entities.Dataset | None:
    """Look a dataset up."""
    found: entities.Dataset | None = await lookups.find(
        info, NodeKind.DATASET, by, as_of, at_revision
    )
    return found


async def resolve_datasets(
    info: Info,
    filter: Annotated[filters.DatasetFilter | None, _FILTER] = None,
    order_by: Annotated[DatasetOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[entities.Dataset] | None:
    """List datasets."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[entities.Dataset] = await lists.page(
        info, NodeKind.DATASET, filter, direction(order_by), asked
    )
    return page


async def resolve_field(
    info: Info,
    by: Annotated[lookups.FieldBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> entities.Field | None:
    """Look a field up."""
    found: entities.Field | None = await lookups.find(info, NodeKind.FIELD, by, as_of, at_revision)
    return found


async def resolve_fields(
    info: Info,
    filter: Annotated[filters.FieldFilter | None, _FILTER] = None,
    order_by: Annotated[FieldOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[entities.Field] | None:
    """List fields."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[entities.Field] = await lists.page(
        info, NodeKind.FIELD, filter, direction(order_by), asked
    )
    return page


async def resolve_element(
    info: Info,
    by: Annotated[lookups.ElementBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Element | None:
    """Look a element up."""
    found: Element | None = await lookups.find(info, NodeKind.ELEMENT, by, as_of, at_revision)
    return found


async def resolve_elements(
    info: Info,
    filter: Annotated[filters.ElementFilter | None, _FILTER] = None,
    order_by: Annotated[ElementOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Element] | None:
    """List elements."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Element] = await lists.page(
        info, NodeKind.ELEMENT, filter, direction(order_by), asked
    )
    return page


async def resolve_datum(
    info: Info,
    by: Annotated[lookups.DatumBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Datum | None:
    """Look a datum up."""
    found: Datum | None = await lookups.find(info, NodeKind.DATUM, by, as_of, at_revision)
    return found


async def resolve_datums(
    info: Info,
    filter: Annotated[filters.DatumFilter | None, _FILTER] = None,
    order_by: Annotated[DatumOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Datum] | None:
    """List datums."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Datum] = await lists.page(
        info, NodeKind.DATUM, filter, direction(order_by), asked
    )
    return page


async def resolve_consumer(
    info: Info,
    by: Annotated[lookups.ConsumerBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Consumer | None:
    """Look a consumer up."""
    found: Consumer | None = await lookups.find(info, NodeKind.CONSUMER, by, as_of, at_revision)
    return found


async def resolve_consumers(
    info: Info,
    filter: Annotated[filters.ConsumerFilter | None, _FILTER] = None,
    order_by: Annotated[ConsumerOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Consumer] | None:
    """List consumers."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Consumer] = await lists.page(
        info, NodeKind.CONSUMER, filter, direction(order_by), asked
    )
    return page


async def resolve_agreement(
    info: Info,
    by: Annotated[lookups.AgreementBy, _BY],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Agreement | None:
    """Look a agreement up."""
    found: Agreement | None = await lookups.find(info, NodeKind.AGREEMENT, by, as_of, at_revision)
    return found


async def resolve_agreements(
    info: Info,
    filter: Annotated[filters.AgreementFilter | None, _FILTER] = None,
    order_by: Annotated[AgreementOrder | None, _ORDER] = None,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Agreement] | None:
    """List agreements."""
    asked = PageArguments(first, after, last, before, as_of, at_revision)
    page: Connection[Agreement] = await lists.page(
        info, NodeKind.AGREEMENT, filter, direction(order_by), asked
    )
    return page
