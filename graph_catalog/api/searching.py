"""`search`: full text over names and codes, newest descriptions only, best matches first, with counts by kind."""

import asyncio
from typing import Annotated, Final

import strawberry

from graph_catalog.gql import cursors, pages
from graph_catalog.gql.arguments import After
from graph_catalog.gql.context import Info
from graph_catalog.gql.cursors import Cursor, List, filter_hash
from graph_catalog.gql.filter_ids import FilterIds
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.gql.search_text import TextQuery
from graph_catalog.gql.selection import Request
from graph_catalog.graph.engine import Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model import entities, filters
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.filter_clauses import Clause
from graph_catalog.model.paging import PageInfo
from graph_catalog.model.preloaded import Preloaded
from graph_catalog.record import entity_rows
from graph_catalog.record.snapshots import AsOfPoint

_LONGEST = 200
_BEST: Final = 1e30
"""Comes before every score."""


@strawberry.type(description="How many hits there are of one kind.")
class SearchFacet:
    kind: NodeKind = strawberry.field(description="The kind.")
    count: int = strawberry.field(
        description="Hits of that kind that the viewer may see, 10,000 at the most."
    )


@strawberry.type(description="One hit.")
class SearchEdge:
    cursor: str = strawberry.field(description="Opaque; carries the text and the filter.")
    score: float = strawberry.field(
        description="How well the hit matches the text, from these two alone; compare within one search only."
    )
    node: entities.Entity = strawberry.field(description="What was found.")


@strawberry.type(description="A page of hits, best first.")
class SearchConnection(Preloaded):
    edges: list[SearchEdge] = strawberry.field(description="The hits with cursor and score.")
    nodes: list[entities.Entity] = strawberry.field(description="The hits alone.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int | None = strawberry.field(
        default=None,
        description="Hits in all, 10,000 of a kind at the most; counted only when asked for.",
    )
    facets: list[SearchFacet] = strawberry.field(
        default_factory=list,
        description="Hits by kind, whatever `kinds` says; counted only when asked for.",
    )


async def resolve_search(
    info: Info,
    text: Annotated[
        str, strawberry.argument(description="Words of names and codes; all must occur.")
    ],
    kinds: Annotated[
        list[NodeKind] | None, strawberry.argument(description="Only these kinds.")
    ] = None,
    filter: Annotated[
        filters.SearchFilter | None, strawberry.argument(description="Conditions beside the text.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="How many; 1 to 100.")] = 20,
    after: After = None,
) -> SearchConnection | None:
    """Search names and codes."""
    ids = FilterIds(AsOfPoint(), is_present_only=True)
    return await search(info, text, kinds, ids.clauses(filter), first, after)


async def search(
    info: Info,
    text: str,
    kinds: list[NodeKind] | None,
    clauses: list[Clause],
    first: int,
    after: str | None,
) -> SearchConnection:
    """Read one page of hits, the counts where they are asked for, and ahead what was selected of the hits."""
    context, request = info.context, Request.of(info)
    wanted = pages.forward(first, after, most=context.max_page)
    if len(text) > _LONGEST:
        raise WrongArgumentError(
            say(
                zh=f"text 有 {len(text)} 个字符；最多 {_LONGEST} 个，请只输入关键词。",
                en=f"text has {len(text)} characters; give {_LONGEST} at the most: a few words are enough.",
            ),
            "text",
        )
    query = TextQuery.of(text)
    labels = sorted({kind.value for kind in (entity_rows.TYPES if kinds is None else kinds)})
    list_ = List("search", order=query.text, filter=filter_hash([labels, clauses]))
    place = cursors.decode(after, list_, "after") if after is not None else Cursor(list_, _BEST, "")
    snapshot = await context.snapshot(AsOfPoint())
    rows, counts = await asyncio.gather(
        _hits(info, query, labels, clauses, snapshot, place, wanted.count + 1),
        _counts(info, query, clauses, snapshot, request),
    )
    context.charge(len(rows))
    shown = rows[: wanted.count]
    all_affected = [
        (entity_rows.entity(affected["row"], snapshot), float(affected["score"]))
        for affected in shown
    ]
    edges = [
        SearchEdge(
            cursor=cursors.encode(Cursor(list_, score, str(thing.key))), score=score, node=thing
        )
        for thing, score in all_affected
    ]
    answer = SearchConnection(
        edges=edges,
        nodes=[thing for thing, _ in all_affected],
        page_info=PageInfo(
            has_next_page=len(rows) > wanted.count,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=None
        if counts is None
        else sum(count for label, count in counts.items() if label in labels),
        facets=[
            SearchFacet(kind=NodeKind(label), count=count)
            for label, count in (counts or {}).items()
        ],
    )
    return await hydrate(info, answer, snapshot)


async def _hits(
    info: Info,
    query: TextQuery,
    labels: list[str],
    clauses: list[Clause],
    snapshot: Snapshot,
    place: Cursor,
    limit: int,
) -> list[Row]:
    if not query.words:
        return []
    context = info.context
    found = await context.engine.read(
        "search/hits",
        context.viewer,
        snapshot,
        text=query.text,
        names_text=query.names_text,
        words=list(query.words),
        phrase=query.phrase,
        labels=labels,
        filter=clauses,
        after_score=place.value,
        after_key=place.key,
        limit=limit,
    )
    rows: list[Row] = found["hits"]
    return rows


async def _counts(
    info: Info, query: TextQuery, clauses: list[Clause], snapshot: Snapshot, request: Request
) -> dict[str, int] | None:
    if not (request.selects("facets") or request.selects("totalCount")):
        return None
    if not query.words:
        return {}
    context = info.context
    labels = sorted(kind.value for kind in entity_rows.TYPES)
    found = await context.engine.read(
        "search/counts",
        context.viewer,
        snapshot,
        text=query.text,
        names_text=query.names_text,
        labels=labels,
        filter=clauses,
    )
    return {group["label"]: int(group["total"]) for group in found["groups"]}
