"""Lists of the root: filtered, by name, in keyset pages either way, at any pins (design §4)."""

import asyncio
import dataclasses
import enum
from typing import Any, Final

from graphql import GraphQLObjectType, get_named_type

from graph_catalog.api import cursors, pages
from graph_catalog.api.context import Info
from graph_catalog.api.cursors import Cursor, List
from graph_catalog.api.hydrate import hydrate
from graph_catalog.api.pages import Stop, Wanted
from graph_catalog.api.refused import WrongArgumentError
from graph_catalog.api.selection import Request
from graph_catalog.catalog import described, keys
from graph_catalog.catalog.pins import Asked
from graph_catalog.graph.engine import Row
from graph_catalog.graph.viewpoint import Pins
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.filter_clauses import Clause, FilterError, compile_filter
from graph_catalog.model.instant import When
from graph_catalog.model.worded import worded

_LAST_NAME: Final = "\U0010ffff"
"""Comes after every name: the last code point there is, and no character."""


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
    clauses = compiled(given_filter)
    list_ = List(kind.value, order=direction.value, filter=cursors.filter_hash(clauses))
    cursor = (
        cursors.decode(wanted.cursor, list_, wanted.argument) if wanted.cursor is not None else None
    )
    pins = await context.pins(
        agreed(Asked.written(asked.as_of, asked.at_revision), cursor, wanted.argument)
    )
    type_ = get_named_type(request.raw.return_type)
    assert isinstance(type_, GraphQLObjectType)  # noqa: S101  # a connection is an object type
    wants_total = request.asks(type_, request.details, "totalCount")
    rows, total = await asyncio.gather(
        _rows(
            info, kind, clauses, pins, cursor, wanted, downward=(direction is SortDirection.DESC)
        ),
        _total(info, kind, clauses, pins) if wants_total else _nothing(),
    )
    context.spend(len(rows))
    more = len(rows) > wanted.count
    shown = rows[: wanted.count]
    if wanted.is_backward:
        shown.reverse()
    connection = pages.connection(
        request,
        type_,
        request.details,
        [Stop(described.entity(row, pins), row["name"], row["key"]) for row in shown],
        of=list_,
        pins=pins,
        has_next=cursor is not None if wanted.is_backward else more,
        has_previous=more if wanted.is_backward else cursor is not None,
        total=total,
    )
    return await hydrate(info, connection, pins)


def compiled(given: object) -> list[Clause]:
    """Compile a filter for the store; one that is too large is a `WrongArgumentError`."""
    try:
        return compile_filter(given, key_in)
    except FilterError as problem:
        raise WrongArgumentError(str(problem), "filter") from None


def key_in(text: str) -> str:
    """Return the key that a global id names, '' for what is none."""
    named = keys.decode(text)
    return "" if named is None else named.key


def agreed(asked: Asked, cursor: Cursor | None, argument: str) -> Asked:
    """Return the pins of a page: those of its cursor, which what the caller gave must not contradict."""
    if cursor is None:
        return asked
    own = Asked(cursor.as_of, cursor.revision)
    contradicts = (asked.as_of is not None and asked.as_of != own.as_of) or (
        asked.at_revision is not None and asked.at_revision != own.at_revision
    )
    if contradicts:
        raise WrongArgumentError(
            say(
                zh=f"{argument} 来自另一时间点的列表;请使用与该页相同的 asOf 与 atRevision,或都不给。",
                en=f"{argument} is of a list at another time; give the same asOf and atRevision, or neither.",
            ),
            argument,
        )
    return own


async def _rows(
    info: Info,
    kind: NodeKind,
    clauses: list[Clause],
    pins: Pins,
    cursor: Cursor | None,
    wanted: Wanted,
    *,
    downward: bool,
) -> list[Row]:
    context = info.context
    common: dict[str, Any] = {"label": kind.value, "filter": clauses, "limit": wanted.count + 1}
    if downward is wanted.is_backward:
        name, key = ("", "") if cursor is None else (cursor.value, cursor.key)
        found = await context.engine.read(
            "entity/pinned_page" if pins.pinned else "entity/page",
            context.viewer,
            pins,
            after_name=name,
            after_key=key,
            **common,
        )
    else:
        name, key = (_LAST_NAME, "") if cursor is None else (cursor.value, cursor.key)
        found = await context.engine.read(
            "entity/pinned_page_back" if pins.pinned else "entity/page_back",
            context.viewer,
            pins,
            before_name=name,
            before_key=key,
            **common,
        )
    rows: list[Row] = found["rows"]
    return rows


async def _total(info: Info, kind: NodeKind, clauses: list[Clause], pins: Pins) -> int:
    context = info.context
    found = await context.engine.read(
        "entity/count", context.viewer, pins, label=kind.value, filter=clauses
    )
    return int(found["total"])


async def _nothing() -> None:
    return None
