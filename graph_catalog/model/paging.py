"""Connections in the exact Relay shape, with `nodes` beside `edges`."""

from typing import Generic, TypeVar

import strawberry

from graph_catalog.model.preloaded import Preloaded

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list (Relay cursor connections).")
class PageInfo:
    has_next_page: bool = strawberry.field(description="More comes after the last of this page.")
    has_previous_page: bool = strawberry.field(
        description="More comes before the first of this page."
    )
    start_cursor: str | None = strawberry.field(
        default=None, description="Cursor of the first, null when empty."
    )
    end_cursor: str | None = strawberry.field(
        default=None, description="Cursor of the last, null when empty."
    )


@strawberry.type(description="One place in a list.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(
        description="Opaque; carries the list's snapshot, order and filter."
    )
    node: T = strawberry.field(description="What stands there.")


@strawberry.type(description="A page of a list.")
class Connection(Preloaded, Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The page with a cursor for each.")
    nodes: list[T] = strawberry.field(description="The page without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int | None = strawberry.field(
        default=None,
        description="How many in all; a statement of its own, run only when asked for. "
        "Null where counting takes longer than a question may last.",
    )
