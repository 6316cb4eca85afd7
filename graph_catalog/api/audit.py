"""`auditEntries` and `auditHead`: the audit log, to those who may read it."""

import asyncio
from typing import Annotated, Any

import strawberry
from graphql import GraphQLObjectType, get_named_type

from graph_catalog.gql import cursors, pages
from graph_catalog.gql.arguments import After, First
from graph_catalog.gql.context import Info
from graph_catalog.gql.cursors import List
from graph_catalog.gql.filter_ids import FilterIds
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.pages import PageRow
from graph_catalog.gql.selection import Request
from graph_catalog.model.audit import AuditEntry, AuditFilter, AuditHead, AuditOutcome
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.paging import Connection
from graph_catalog.record.audit import reading
from graph_catalog.record.audit.reading import FIRST_PAGE, AuditQuestion
from graph_catalog.record.snapshots import AsOfPoint


async def resolve_audit_entries(
    info: Info,
    filter: Annotated[
        AuditFilter | None, strawberry.argument(description="Which of them; null: all.")
    ] = None,
    first: First = None,
    after: After = None,
) -> Connection[AuditEntry] | None:
    """Read a page of the log, newest first, and what was selected of its things as they are now."""
    context, request = info.context, Request.of(info)
    question = _question(filter or AuditFilter())
    wanted = pages.forward(first, after, most=context.max_page)
    list_ = List("auditEntries", filter=cursors.filter_hash(list(vars(question).values())))
    place = cursors.decode(after, list_, "after") if after is not None else None
    before = place.value if place is not None and isinstance(place.value, int) else FIRST_PAGE
    type_ = get_named_type(request.raw.return_type)
    assert isinstance(type_, GraphQLObjectType)  # noqa: S101  # a connection is an object type
    snapshot, found, total = await asyncio.gather(
        context.snapshot(AsOfPoint()),
        reading.page(
            context.engine, context.viewer, question, before=before, limit=wanted.count + 1
        ),
        pages.counted(_total(info, question))
        if request.asks(type_, request.details, "totalCount")
        else _nothing(),
    )
    context.charge(len(found))
    connection: Connection[Any] = pages.connection(
        request,
        type_,
        request.details,
        [PageRow(entry, entry.sequence, "") for entry in found[: wanted.count]],
        of=list_,
        snapshot=snapshot,
        has_next=len(found) > wanted.count,
        has_previous=place is not None,
        total=total,
    )
    return await hydrate(info, connection, snapshot)


async def resolve_audit_head(info: Info) -> AuditHead | None:
    """Tell where the log stands."""
    return await reading.head(info.context.engine, info.context.viewer)


async def _total(info: Info, question: AuditQuestion) -> int:
    return await reading.count(info.context.engine, info.context.viewer, question)


async def _nothing() -> None:
    return None


def _question(given: AuditFilter) -> AuditQuestion:
    ids = FilterIds(AsOfPoint(), is_present_only=True)
    return AuditQuestion(
        actor=given.actor,
        unit=ids.optional_key(given.unit_id, NodeKind.UNIT, "unitId"),
        operations=None if given.operations is None else sorted(set(given.operations)),
        refused=None if given.outcome is None else given.outcome is AuditOutcome.REFUSED,
        since=None if given.since is None else given.since.since,
        until=None if given.until is None else given.until.until,
        thing=ids.optional_key(given.entity_id, None, "entityId"),
        at=given.revision,
    )
