"""Where something comes from and who depends on it (design §5, §8): one question to the store a direction."""

import asyncio
from typing import Final

import strawberry

from graph_catalog.auth import Viewer
from graph_catalog.catalog import keys, references
from graph_catalog.catalog.lineage_walk import Visibility, Walk
from graph_catalog.catalog.projected_lineage import Assertion, LineageEdge, LineageNode, Projection
from graph_catalog.catalog.projection import WALK_LIMIT, ceiling_for, project
from graph_catalog.graph.engine import Engine, Pins
from graph_catalog.language import say
from graph_catalog.model import lineage_answers as answers
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums import LineageDirection, LineageLevel, NodeKind
from graph_catalog.model.refusals import InvalidInput, Refusal

MOST_HOPS: Final = 30
"""Hops of the level asked for, at the most."""
MOST_NODES: Final = 5000
"""Nodes of an answer, at the most."""
SUBJECTS: Final = (NodeKind.FIELD, NodeKind.DATASET, NodeKind.SYSTEM, NodeKind.UNIT)
_QUESTIONS: Final = {
    LineageDirection.UPSTREAM: ("lineage/upstream",),
    LineageDirection.DOWNSTREAM: ("lineage/downstream",),
    LineageDirection.BOTH: ("lineage/upstream", "lineage/downstream"),
}


def out_of_bounds(depth: int, max_nodes: int) -> InvalidInput | None:
    """Refuse a depth or a number of nodes that no answer has."""
    for name, value, most in (("depth", depth, MOST_HOPS), ("maxNodes", max_nodes, MOST_NODES)):
        if not 1 <= value <= most:
            return InvalidInput(
                message=say(
                    zh=f"{name} 为 {value};可取 1 至 {most}。请改用此范围内的值。",
                    en=f"{name} is {value}; it may be 1 to {most}.",
                ),
                path=[name],
            )
    return None


async def trace(  # the question has these parts
    engine: Engine,
    viewer: Viewer,
    pins: Pins,
    key: str,
    *,
    direction: LineageDirection,
    level: LineageLevel,
    depth: int,
    max_nodes: int,
) -> answers.Lineage | Refusal:
    """Return the lineage of a field, dataset, system or unit at a level; `NotFound` where there is none to see."""
    if refusal := out_of_bounds(depth, max_nodes):
        return refusal
    questions = _QUESTIONS[direction]
    ceiling = ceiling_for(level, depth, engine.query(questions[0]).ceilings)
    records = await asyncio.gather(
        *(
            engine.read(
                name,
                viewer,
                pins,
                ceiling=ceiling,
                key=key,
                level=level.value,
                walk_limit=WALK_LIMIT,
            )
            for name in questions
        )
    )
    walks = [
        Walk.read(record, upstream=name == "lineage/upstream")
        for name, record in zip(questions, records, strict=True)
    ]
    if not walks[0].kinds or walks[0].places[key].visibility is Visibility.HIDDEN:
        return references.not_found(key, ["id"])
    return _answer(project(walks, key, level=level, depth=depth, max_nodes=max_nodes), pins)


def _answer(found: Projection, pins: Pins) -> answers.Lineage:
    return answers.Lineage(
        root=_node(found.root, pins),
        nodes=[_node(node, pins) for node in found.nodes],
        edges=[_edge(edge) for edge in found.edges],
        node_count=found.node_count,
        edge_count=found.edge_count,
        complete=found.complete,
        truncated_by=list(found.truncated_by),
        cuts=[answers.LineageCut(reason=cut.reason, count=cut.count) for cut in found.cuts],
        hidden_count=found.hidden_count,
        as_of=Instant(pins.as_of),
        revision=pins.revision,
    )


def _node(node: LineageNode, pins: Pins) -> answers.LineageNode:
    as_of, revision = (pins.as_of, pins.revision) if pins.pinned else (None, None)
    shown = (
        None
        if node.is_redacted
        else keys.encode(node.kind, node.key, as_of=as_of, revision=revision)
    )
    return answers.LineageNode(
        id=None if shown is None else strawberry.ID(shown),
        key=strawberry.ID(node.key),
        level=node.level,
        name=node.name,
        redacted=node.is_redacted,
        upstream_hops=node.upstream_hops,
        downstream_hops=node.downstream_hops,
        subject_key=None if node.is_redacted else node.key,
    )


def _edge(edge: LineageEdge) -> answers.LineageEdge:
    return answers.LineageEdge(
        source=strawberry.ID(edge.source),
        target=strawberry.ID(edge.target),
        kind=edge.kind,
        basis=edge.basis,
        assertions=[_assertion(assertion) for assertion in edge.assertions],
    )


def _assertion(assertion: Assertion) -> answers.LineageAssertion:
    return answers.LineageAssertion(
        source=assertion.source,
        kind=assertion.kind,
        transform=assertion.transform,
        masking=assertion.masking,
        job=assertion.job,
        asserted_by=assertion.asserted_by,
        redacted=assertion.is_redacted,
    )
