"""Subscriptions: what is told without being asked again, over graphql-transport-ws at `/graphql`."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, cast

import strawberry

from graph_catalog.gql.arguments import AsOf
from graph_catalog.gql.context import Info
from graph_catalog.language import say
from graph_catalog.lineage.pure.projected import LEVEL_OF
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import watching as lineage_watching
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.lineage_news import LineageChange
from graph_catalog.model.preloaded import Depth, Direction, Level, MaxNodes
from graph_catalog.model.refusals import AnyRefusal, InvalidInput
from graph_catalog.record import keys, references

LineageChangeResult = Annotated[
    LineageChange | AnyRefusal,
    strawberry.union(
        "LineageChangeResult",
        description="How the lineage has changed; or why there is nothing more to tell, then the last message.",
    ),
]


async def watch_lineage(  # the arguments of `lineage`
    info: Info,
    id: Annotated[
        strawberry.ID,
        strawberry.argument(
            description="A field, dataset, system or unit; an id without an as-of point."
        ),
    ],
    direction: Direction = LineageDirection.BOTH,
    level: Level = LineageLevel.DATASET,
    depth: Depth = 5,
    max_nodes: MaxNodes = 1000,
    as_of: AsOf = None,
) -> AsyncGenerator[LineageChangeResult, None]:
    """Tell how a lineage stands, and again whenever a new revision makes its answer another."""
    named = keys.decode(str(id))
    if named is None or named.kind not in LEVEL_OF:
        yield references.not_found(str(id), ["id"])
        return
    if named.revision is not None:
        yield _carries_as_of()
        return
    context = info.context
    assert context.watch is not None  # noqa: S101  # `http` gives one to all that comes by a websocket
    question = Question(named.key, direction, level, depth, max_nodes)
    stream = lineage_watching.changes(
        context.engine,
        context.viewer,
        context.watch,
        question,
        as_of=None if as_of is None else as_of.at,
        given=str(id),
    )
    async with aclosing(stream):
        async for change in stream:
            yield cast("LineageChange | AnyRefusal", change)


def _carries_as_of() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="该 id 带有历史时点（asOf、atRevision），其答案不会再变。请改用不带时点查询得到的 id。",
            en="This id carries an as-of point (asOf, atRevision), by which the answer never changes. "
            "Use the id that a question without an as-of point gives.",
        ),
        path=["id"],
    )


@strawberry.type(description="What is told without being asked again.")
class Subscription:
    lineage_changed: AsyncGenerator[LineageChangeResult, None] = strawberry.subscription(
        resolver=watch_lineage,
        description="Whether the answer to `lineage` has changed: the first message at once, the next when a newer "
        "revision makes it differ, within about a second. It ends with a refusal, or when the client goes.",
    )
