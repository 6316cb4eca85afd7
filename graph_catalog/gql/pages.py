"""Pages of lists: what was asked for, checked; and Relay connections made of rows (graphql.md §5)."""

import dataclasses
from collections.abc import Awaitable, Sequence
from typing import Any

from graphql import GraphQLObjectType

from graph_catalog.errors import StoreTimedOutError
from graph_catalog.gql.cursors import Cursor, List, Value, encode
from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.gql.selection import Details, Request
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model.paging import Connection, Edge, PageInfo

DEFAULT_PAGE = 20


@dataclasses.dataclass(frozen=True)
class PageRequest:
    """The page that was asked for: how many, from which cursor, in which direction."""

    count: int
    cursor: str | None = None
    argument: str = "after"
    is_backward: bool = False


@dataclasses.dataclass(frozen=True)
class PageRow:
    """One row of a page: what stands there, and its place in the order."""

    node: Any
    value: Value
    key: str


def forward(first: int | None, after: str | None, *, most: int) -> PageRequest:
    """Check `first` and `after`."""
    return PageRequest(_count(first, "first", most), after)


def either_way(
    first: int | None, after: str | None, last: int | None, before: str | None, *, most: int
) -> PageRequest:
    """Check the four arguments of a list of the root: first with after, or last with before."""
    if (first is not None or after is not None) and (last is not None or before is not None):
        message = say(
            zh="first/after 与 last/before 不能同时使用；向后翻页用前一对，向前翻页用后一对。",
            en="Use first and after, or last and before, not both pairs.",
        )
        raise WrongArgumentError(message, "last" if last is not None else "before")
    if last is None and before is None:
        return forward(first, after, most=most)
    return PageRequest(_count(last, "last", most), before, "before", is_backward=True)


def _count(asked: int | None, argument: str, most: int) -> int:
    count = DEFAULT_PAGE if asked is None else asked
    if 1 <= count <= most:
        return count
    message = say(
        zh=f"{argument} 为 {count}；一页可取 1 至 {most} 条。请改用此范围内的值，并用游标翻页。",
        en=f"{argument} is {count}; a page has 1 to {most}. Give a number of these and page with cursors.",
    )
    raise WrongArgumentError(message, argument)


async def counted(counting: Awaitable[int]) -> int | None:
    """Return how many there are in all; None where it takes longer to count than a question may last.

    The page itself is not lost by it: it is read beside, and bounded.
    """
    try:
        return await counting
    except StoreTimedOutError:
        return None


def connection(
    request: Request,
    type_: GraphQLObjectType,
    details: Details,
    rows: Sequence[PageRow],
    *,
    of: List,
    snapshot: Snapshot,
    has_next: bool,
    has_previous: bool,
    total: int | None = None,
) -> Connection[Any]:
    """Make the connection of a page; cursors are written only where they are asked for."""
    as_of, revision = (snapshot.as_of, snapshot.revision) if snapshot.explicit else (None, None)

    def cursor(row: PageRow) -> str:
        return encode(Cursor(of, row.value, row.key, as_of, revision))

    wants_edges = request.asks(type_, details, "edges")
    return Connection(
        edges=[Edge(cursor=cursor(row), node=row.node) for row in rows] if wants_edges else [],
        nodes=[row.node for row in rows],
        page_info=PageInfo(
            has_next_page=has_next,
            has_previous_page=has_previous,
            start_cursor=cursor(rows[0]) if rows else None,
            end_cursor=cursor(rows[-1]) if rows else None,
        ),
        total_count=total,
    )
