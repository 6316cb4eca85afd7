"""Lists of the root: filtered, by name, in keyset pages either way, at any snapshot (design §4)."""

import asyncio
import dataclasses
import enum
from typing import Any, Final

from graphql import GraphQLObjectType, get_named_type

from graph_catalog.gql import cursors, pages
from graph_catalog.gql.context import Info
from graph_catalog.gql.cursors import Cursor, List
from graph_catalog.gql.filter_ids import FilterIds
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.pages import PageRequest, PageRow
from graph_catalog.gql.selection import Request
from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.filter_clauses import Clause
from graph_catalog.model.instant import When
from graph_catalog.model.worded import worded
from graph_catalog.record import entity_rows
from graph_catalog.record.snapshots import AsOfPoint

_LAST_NAME: Final = "\U0010ffff" * 1000
"""Comes after every name: the last code point there is, more often than a name is long."""


@worded(
    "Which way a list goes.",
    ASC="From the first to the last, by code point.",
    DESC="From the last to the first.",
)
class SortDirection(enum.Enum):
    ASC = "ASC"
    DESC = "DESC"


@dataclasses.dataclass(frozen=True)
class PageArguments:
    """Which page of which list was asked for, as the caller wrote it."""

    first: int | None
    after: str | None
    last: int | None
    before: str | None
    as_of: When | None
    at_revision: int | None


async def page(
    info: Info, kind: NodeKind, given_filter: object, direction: SortDirection, asked: PageArguments
) -> Any:  # noqa: ANN401  # a connection of that kind
    """Read one page, its count where that is asked for, and ahead what was selected of its things."""
    context, request = info.context, Request.of(info)
    wanted = pages.either_way(
        asked.first, asked.after, asked.last, asked.before, most=context.max_page
    )
    ids = FilterIds(AsOfPoint.written(asked.as_of, asked.at_revision))
    clauses = ids.clauses(given_filter)
    list_ = List(kind.value, order=direction.value, filter=cursors.filter_hash(clauses))
    cursor = (
        cursors.decode(wanted.cursor, list_, wanted.argument) if wanted.cursor is not None else None
    )
    snapshot = await ids.snapshot(context, cursor, wanted.argument)
    type_ = get_named_type(request.raw.return_type)
    assert isinstance(type_, GraphQLObjectType)  # noqa: S101  # a connection is an object type
    wants_total = request.asks(type_, request.details, "totalCount")
    rows, total = await asyncio.gather(
        _rows(
            info,
            kind,
            clauses,
            snapshot,
            cursor,
            wanted,
            downward=(direction is SortDirection.DESC),
        ),
        pages.counted(_total(info, kind, clauses, snapshot)) if wants_total else _nothing(),
    )
    context.charge(len(rows))
    more = len(rows) > wanted.count
    shown = rows[: wanted.count]
    if wanted.is_backward:
        shown.reverse()
    connection = pages.connection(
        request,
        type_,
        request.details,
        [PageRow(entity_rows.entity(row, snapshot), row["name"], row["key"]) for row in shown],
        of=list_,
        snapshot=snapshot,
        has_next=cursor is not None if wanted.is_backward else more,
        has_previous=more if wanted.is_backward else cursor is not None,
        total=total,
    )
    return await hydrate(info, connection, snapshot)


async def _rows(
    info: Info,
    kind: NodeKind,
    clauses: list[Clause],
    snapshot: Snapshot,
    cursor: Cursor | None,
    wanted: PageRequest,
    *,
    downward: bool,
) -> list[Row]:
    context = info.context
    common: dict[str, Any] = {"label": kind.value, "filter": clauses, "limit": wanted.count + 1}
    if downward is wanted.is_backward:
        name, key = ("", "") if cursor is None else (cursor.value, cursor.key)
        found = await context.engine.read(
            "entity/page_at" if snapshot.explicit else "entity/page",
            context.viewer,
            snapshot,
            after_name=name,
            after_key=key,
            **common,
        )
    else:
        name, key = (_LAST_NAME, "") if cursor is None else (cursor.value, cursor.key)
        found = await context.engine.read(
            "entity/page_back_at" if snapshot.explicit else "entity/page_back",
            context.viewer,
            snapshot,
            before_name=name,
            before_key=key,
            **common,
        )
    rows: list[Row] = found["rows"]
    return rows


async def _total(info: Info, kind: NodeKind, clauses: list[Clause], snapshot: Snapshot) -> int:
    context = info.context
    found = await context.engine.read(
        "entity/count", context.viewer, snapshot, label=kind.value, filter=clauses
    )
    return int(found["total"])


async def _nothing() -> None:
    return None
