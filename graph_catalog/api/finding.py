"""`findings` and `duplicateCollections`: what the rules find, in pages by rule and key, at any snapshot."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import strawberry

from graph_catalog.gql import cursors, pages
from graph_catalog.gql.arguments import After, AsOf, AtRevision
from graph_catalog.gql.context import Info
from graph_catalog.gql.cursors import Cursor, List
from graph_catalog.gql.filter_ids import FilterIds
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.gql.selection import Request
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.findings import DuplicateCollection, Finding
from graph_catalog.model.inputs.texts import LookedFor
from graph_catalog.model.instant import When
from graph_catalog.model.paging import Connection, Edge, PageInfo
from graph_catalog.record.snapshots import AsOfPoint
from graph_catalog.rules import findings


@strawberry.input(description="Which findings.")
class FindingFilter:
    rules: list[LookedFor] | None = strawberry.field(
        default=None, description="Only of these rules, e.g. R-10b."
    )
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="Only those a unit answers for."
    )


@strawberry.input(description="Which duplicate collections.")
class DuplicateFilter:
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="Only what this unit collects too."
    )
    element_id: strawberry.ID | None = strawberry.field(
        default=None, description="Only data of this element."
    )
    object_class: LookedFor | None = strawberry.field(
        default=None, description="Only data of this 对象类, e.g. 自然人."
    )
    since: When | None = strawberry.field(
        default=None, description="Only what a unit has begun to collect since then."
    )


async def resolve_findings(
    info: Info,
    filter: Annotated[
        FindingFilter | None, strawberry.argument(description="Which findings.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="How many; 1 to 100.")] = 50,
    after: After = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[Finding] | None:
    """Find what breaks the rules."""
    given, ids = filter or FindingFilter(), FilterIds(AsOfPoint.written(as_of, at_revision))
    unit = ids.optional_key(given.unit_id, NodeKind.UNIT, "unitId")
    rules = None if given.rules is None else _known(given.rules)
    list_ = List("findings", filter=cursors.filter_hash([unit, rules]))
    page = await _page(info, list_, first, after, ids)
    context = info.context
    found, total = await asyncio.gather(
        findings.page(
            context.engine,
            context.viewer,
            page.snapshot,
            first=page.count,
            after=page.after,
            unit=unit,
            rules=rules,
        ),
        _total(
            info,
            lambda: findings.count(
                context.engine, context.viewer, page.snapshot, unit=unit, rules=rules
            ),
        ),
    )
    context.charge(len(found.findings))
    answer = page.connection(found.findings, has_more=found.has_more, total=total)
    return await hydrate(info, answer, page.snapshot)


async def resolve_duplicate_collections(
    info: Info,
    filter: Annotated[
        DuplicateFilter | None, strawberry.argument(description="Which of them.")
    ] = None,
    first: Annotated[int, strawberry.argument(description="How many; 1 to 100.")] = 20,
    after: After = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> Connection[DuplicateCollection] | None:
    """Find data that is collected more than once."""
    given, ids = filter or DuplicateFilter(), FilterIds(AsOfPoint.written(as_of, at_revision))
    among = findings.Among(
        unit=ids.optional_key(given.unit_id, NodeKind.UNIT, "unitId"),
        element=ids.optional_key(given.element_id, NodeKind.ELEMENT, "elementId"),
        object_class=given.object_class,
        since=given.since.since if given.since is not None else None,
    )
    list_ = List("duplicateCollections", filter=cursors.filter_hash([*dataclasses.astuple(among)]))
    page = await _page(info, list_, first, after, ids)
    context = info.context
    found, total = await asyncio.gather(
        findings.duplicates(
            context.engine,
            context.viewer,
            page.snapshot,
            first=page.count,
            after=page.after,
            among=among,
        ),
        _total(
            info,
            lambda: findings.count_duplicates(context.engine, context.viewer, page.snapshot, among),
        ),
    )
    context.charge(len(found.collections))
    answer = page.connection(found.collections, has_more=found.has_more, total=total)
    return await hydrate(info, answer, page.snapshot)


@dataclasses.dataclass(frozen=True)
class _Page:
    """A page under way: its list, size, place and snapshot."""

    list: List
    count: int
    after: str
    snapshot: Snapshot

    def connection(
        self, things: Sequence[Any], *, has_more: bool, total: int | None
    ) -> Connection[Any]:
        """Make the connection of what was found."""
        as_of, revision = (
            (self.snapshot.as_of, self.snapshot.revision)
            if self.snapshot.explicit
            else (None, None)
        )
        stops = [
            cursors.encode(Cursor(self.list, "", thing.place, as_of, revision)) for thing in things
        ]
        return Connection(
            edges=[
                Edge(cursor=stop, node=thing) for stop, thing in zip(stops, things, strict=True)
            ],
            nodes=[*things],
            page_info=PageInfo(
                has_next_page=has_more,
                has_previous_page=bool(self.after),
                start_cursor=stops[0] if stops else None,
                end_cursor=stops[-1] if stops else None,
            ),
            total_count=total,
        )


async def _page(info: Info, list_: List, first: int, after: str | None, ids: FilterIds) -> _Page:
    wanted = pages.forward(first, after, most=info.context.max_page)
    place = cursors.decode(after, list_, "after") if after is not None else None
    snapshot = await ids.snapshot(info.context, place, "after")
    return _Page(
        list=list_, count=wanted.count, after=place.key if place else "", snapshot=snapshot
    )


async def _total(info: Info, count: Callable[[], Awaitable[int]]) -> int | None:
    """Count only where that is asked for."""
    return await pages.counted(count()) if Request.of(info).selects("totalCount") else None


def _known(rules: Sequence[str]) -> list[str]:
    """Return the ids of rules, once each; one that no rule has is a wrong argument."""
    known = {rule.id for rule in findings.RULES}
    for rule in rules:
        if rule not in known:
            raise WrongArgumentError(
                say(
                    zh=f"没有规则“{rule[:40]}”；已有的规则：{'、'.join(sorted(known))}。",
                    en=f"There is no rule {rule[:40]!r}; there are {', '.join(sorted(known))}.",
                ),
                "filter.rules",
            )
    return sorted(set(rules))
