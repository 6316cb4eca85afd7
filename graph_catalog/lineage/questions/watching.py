"""Whether the answer about a lineage has changed: looked at again with each new revision, told only where it differs.

What passes by mere time (an edge that ends on a date set long before) shows with the next revision. Coverage by
agreements is no part of what is compared.
"""

import dataclasses
import datetime as dt
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, Final

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import say
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import tracing
from graph_catalog.model.entities import Instant
from graph_catalog.model.lineage_answers import Lineage, LineageAssertion, LineageEdge, LineageNode
from graph_catalog.model.lineage_news import (
    ChangedEdges,
    ChangedNodes,
    LineageChange,
    LineageEnds,
)
from graph_catalog.model.refusals import CatalogBusy, InvalidInput, Refusal
from graph_catalog.record import snapshots
from graph_catalog.record.head_watch import MOST_LISTENERS, Head, HeadWatch
from graph_catalog.record.snapshots import AsOfPoint

_TOLD: Final = 100
"""Keys of one kind of difference that a message names at the most."""
_Ends = tuple[str, str]


@dataclasses.dataclass(frozen=True)
class Picture:
    """What of an answer counts as the answer."""

    nodes: Mapping[str, tuple[Any, ...]]
    edges: Mapping[_Ends, tuple[Any, ...]]
    cuts: tuple[Any, ...]

    @classmethod
    def of(cls, answer: Lineage) -> "Picture":
        """Take it of an answer."""
        return cls(
            {str(node.key): _node(node) for node in answer.nodes},
            {(str(edge.source), str(edge.target)): _edge(edge) for edge in answer.edges},
            tuple((cut.reason, cut.count) for cut in answer.cuts),
        )


async def changes(
    engine: Engine,
    viewer: Viewer,
    watch: HeadWatch,
    question: Question,
    *,
    as_of: dt.datetime | None = None,
    given: str | None = None,
) -> AsyncGenerator[LineageChange | Refusal, None]:
    """Yield how the answer stands, then each time that it differs; a refusal is the last that is said.

    Without `as_of` it is asked about the present of each revision.
    """
    async with watch.listening() as has_place:
        if not has_place:
            yield _too_many()
            return
        head, before, told_at = await watch.now(), None, None
        while True:
            async with watch.turn:
                answer = await _ask(engine, viewer, head, question, as_of, given)
            if isinstance(answer, Refusal):
                yield answer
                return
            picture = Picture.of(answer)
            if picture != before:
                yield _change(answer, head, told_at, picture if before is None else before, picture)
                before, told_at = picture, head.revision
            head = await watch.after(head.revision)


async def _ask(
    engine: Engine,
    viewer: Viewer,
    head: Head,
    question: Question,
    as_of: dt.datetime | None,
    given: str | None,
) -> Lineage | Refusal:
    explicit: Snapshot | InvalidInput = Snapshot(head.present, head.revision, head.revision)
    if as_of is not None:
        explicit = await snapshots.resolve(engine, viewer, AsOfPoint(as_of, head.revision))
    if isinstance(explicit, Refusal):
        return explicit
    return await tracing.trace(
        engine,
        viewer,
        explicit,
        question,
        given=given,
    )


def _node(node: LineageNode) -> tuple[Any, ...]:
    return (node.name, node.level, node.redacted, node.upstream_hops, node.downstream_hops)


def _edge(edge: LineageEdge) -> tuple[Any, ...]:
    return (edge.kind, edge.basis, edge.agreed, tuple(map(_assertion, edge.assertions)))


def _assertion(said: LineageAssertion) -> tuple[Any, ...]:
    words = (said.source, said.kind, said.transform, said.masking, said.job, said.asserted_by)
    return (*words, said.redacted)


def _change(
    answer: Lineage, head: Head, previous: int | None, before: Picture, now: Picture
) -> LineageChange:
    return LineageChange(
        revision=head.revision,
        changed_at=Instant(head.at),
        previous_revision=previous,
        complete=answer.complete,
        truncated_by=answer.truncated_by,
        node_count=answer.node_count,
        edge_count=answer.edge_count,
        nodes_added=_nodes([key for key in now.nodes if key not in before.nodes]),
        nodes_removed=_nodes([key for key in before.nodes if key not in now.nodes]),
        nodes_changed=_nodes(
            [key for key, said in now.nodes.items() if before.nodes.get(key, said) != said]
        ),
        edges_added=_edges([ends for ends in now.edges if ends not in before.edges]),
        edges_removed=_edges([ends for ends in before.edges if ends not in now.edges]),
        edges_changed=_edges(
            [ends for ends, said in now.edges.items() if before.edges.get(ends, said) != said]
        ),
    )


def _nodes(keys: Sequence[str]) -> ChangedNodes:
    return ChangedNodes(count=len(keys), keys=[*keys[:_TOLD]])


def _edges(ends: Sequence[_Ends]) -> ChangedEdges:
    told_at = [LineageEnds(source=source, target=target) for source, target in ends[:_TOLD]]
    return ChangedEdges(count=len(ends), ends=told_at)


def _too_many() -> CatalogBusy:
    return CatalogBusy(
        message=say(
            zh=f"订阅已达上限（{MOST_LISTENERS} 个）。请稍后重试，或改为定时查询 lineage。",
            en=f"There are {MOST_LISTENERS} subscriptions already. Try again later, or ask lineage now and then.",
        )
    )
