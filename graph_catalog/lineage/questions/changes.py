"""What became of a lineage between two dates, by one record: the same walk at each (design §4, §8)."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import say
from graph_catalog.lineage.pure.changes import Changes, compare
from graph_catalog.lineage.pure.limits import excluded, out_of_bounds
from graph_catalog.lineage.pure.projected import ProjectedEdge, Projection
from graph_catalog.lineage.pure.projection import project
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.model import instant
from graph_catalog.model import lineage_answers as answers
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import LineageDirection, LineageKind, LineageLevel
from graph_catalog.model.lineage_questions import LineageChanges, LineageEdgeChange, LineageSide
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import references
from graph_catalog.record.keys import GlobalId


def out_of_order(first: dt.datetime, second: dt.datetime) -> InvalidInput | None:
    """Refuse two dates of which the second lies before the first."""
    if first <= second:
        return None
    return InvalidInput(
        message=say(
            zh=f"from（{instant.shown(first)}）晚于 to（{instant.shown(second)}）。请把两者对调。",
            en=f"from ({instant.shown(first)}) is later than to ({instant.shown(second)}). Swap them.",
        ),
        path=["from"],
    )


def named_after(refusal: InvalidInput, argument: str) -> InvalidInput:
    """Say by which of the two dates a question is refused, where that is told of asOf."""
    if refusal.path != ["asOf"]:
        return refusal
    return InvalidInput(message=refusal.message.replace("asOf", argument), path=[argument])


@dataclasses.dataclass(frozen=True)
class Dates:
    """The two dates of a comparison, either of which may be to come; and those as of which things are shown.

    What is to come is told of a thing as it is at present: its id can be asked for.
    """

    asked: tuple[Snapshot, Snapshot]
    shown: tuple[Snapshot, Snapshot]


T = TypeVar("T", answers.LineageNode, answers.LineageEdge)


async def find(  # the question has these parts
    engine: Engine,
    viewer: Viewer,
    dates: Dates,
    given: GlobalId,
    *,
    direction: LineageDirection,
    level: LineageLevel,
    depth: int,
    max_nodes: int,
    kinds: Sequence[LineageKind] | None,
    indirect: bool,
) -> LineageChanges | Refusal:
    """Return what differs between the lineages of a thing at two snapshot of one revision."""
    if refusal := out_of_bounds(depth, max_nodes, kinds=kinds):
        return refusal
    without = excluded(kinds, indirect=indirect)
    walked = await asyncio.gather(
        *(
            walking.walk(
                engine,
                viewer,
                walking.WalkRequest(given.key, direction, level, depth, snapshot, without),
            )
            for snapshot in dates.asked
        )
    )

    def answer() -> LineageChanges | None:
        sides = []
        for each in walked:
            if (walks := each.walks()) is None:
                return None
            sides.append(project(walks, given.key, level=level, depth=depth, max_nodes=max_nodes))
        return _render(compare(*sides), (sides[0], sides[1]), dates)

    found = await walking.answered(walked, answer)
    return references.not_found(given.text, ["id"]) if found is None else found


def _render(found: Changes, sides: tuple[Projection, Projection], dates: Dates) -> LineageChanges:
    first, second = dates.asked
    first_shown, second_shown = dates.shown
    gone = {node.subject for node in found.nodes_removed}
    nodes = {
        node.subject: _seen(tracing.render_node(node, snapshot), snapshot)
        for node in found.nodes
        for snapshot in (first_shown if node.subject in gone else second_shown,)
    }
    before, after = (
        _side(side, snapshot) for side, snapshot in zip(sides, dates.asked, strict=True)
    )
    return LineageChanges(
        nodes=list(nodes.values()),
        nodes_added=[nodes[node.subject] for node in found.nodes_added],
        nodes_removed=[nodes[node.subject] for node in found.nodes_removed],
        edges_added=_edges(found.edges_added, second),
        edges_removed=_edges(found.edges_removed, first),
        edges_changed=[
            LineageEdgeChange(
                before=_edges([change.before], first)[0], after=_edges([change.after], second)[0]
            )
            for change in found.edges_changed
        ],
        before=before,
        after=after,
        complete=before.complete and after.complete,
        revision=second.revision,
    )


def _edges(edges: Iterable[ProjectedEdge], snapshot: Snapshot) -> list[answers.LineageEdge]:
    rendered = [_seen(tracing.render_edge(edge), snapshot) for edge in edges]
    for edge in rendered:
        for assertion in edge.assertions:
            assertion.seen_at = snapshot
    return rendered


def _seen(thing: T, snapshot: Snapshot) -> T:
    """Let the relations of a node be read at its own date."""
    thing.seen_at = snapshot
    return thing


def _side(side: Projection, snapshot: Snapshot) -> LineageSide:
    return LineageSide(
        complete=side.complete,
        truncated_by=list(side.truncated_by),
        cuts=tracing.render_cuts(side.cuts),
        node_count=side.node_count,
        edge_count=side.edge_count,
        as_of=Instant(snapshot.as_of),
    )
