"""Where something comes from and who depends on it (design §5, §8): one question to the store a direction."""

import asyncio
import dataclasses
from collections.abc import Awaitable
from functools import partial
from typing import Final

import strawberry

from graph_catalog.auth import Viewer
from graph_catalog.catalog import keys, references
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.viewpoint import Pins
from graph_catalog.language import say
from graph_catalog.lineage.projected import Assertion, LineageEdge, LineageNode, Projection
from graph_catalog.lineage.projection import WALK_LIMIT, ceiling_for, project
from graph_catalog.lineage.walk import Visibility, Walk
from graph_catalog.model import lineage_answers as answers
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import InvalidInput, Refusal

MOST_HOPS: Final = 30
"""Hops of the level asked for, at the most."""
MOST_NODES: Final = 5000
"""Nodes of an answer, at the most."""
SUBJECTS: Final = (NodeKind.FIELD, NodeKind.DATASET, NodeKind.SYSTEM, NodeKind.UNIT)
_ON_THE_LOOP: Final = 1000
"""Facts of a walk that are projected where the request runs, in a few ms; of more a thread makes the answer, so that
other requests go on: 20,000 nodes with 70,000 facts take half a second and more."""


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


@dataclasses.dataclass(frozen=True)
class _Question:
    """What is asked about a start, once that makes sense."""

    key: str
    direction: LineageDirection
    level: LineageLevel
    depth: int
    max_nodes: int
    pins: Pins


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
    given: str | None = None,
) -> answers.Lineage | Refusal:
    """Return the lineage of a field, dataset, system or unit at a level; `NotFound` where there is none to see.

    `given` is the id as the caller wrote it, by which a refusal names the start; without it, by its key.
    """
    if refusal := out_of_bounds(depth, max_nodes):
        return refusal
    asked = _Question(key, direction, level, depth, max_nodes, pins)
    records = await _walked(engine, viewer, asked)
    answer = partial(_answer, records, asked)
    is_large = sum(len(record["facts"]) for record in records.values()) > _ON_THE_LOOP
    found = await asyncio.to_thread(answer) if is_large else answer()
    return references.not_found(given or key, ["id"]) if found is None else found


async def _walked(engine: Engine, viewer: Viewer, asked: _Question) -> dict[bool, Row]:
    """Walk in each direction that is asked for, at once; return the records by whether they went upstream."""
    bound = ceiling_for(asked.level, asked.depth, engine.query("lineage/upstream").ceilings)
    read = partial(
        engine.read,
        viewer=viewer,
        pins=asked.pins,
        key=asked.key,
        level=asked.level.value,
        walk_limit=WALK_LIMIT,
    )
    walks: dict[bool, Awaitable[Row]] = {}
    if asked.direction is not LineageDirection.DOWNSTREAM:
        walks[True] = read("lineage/upstream", ceiling=bound)
    if asked.direction is not LineageDirection.UPSTREAM:
        walks[False] = read("lineage/downstream", edge_limit=bound)
    return dict(zip(walks, await asyncio.gather(*walks.values()), strict=True))


def _answer(records: dict[bool, Row], asked: _Question) -> answers.Lineage | None:
    """Make the answer of the records; None where there is nothing to see."""
    walks = [Walk.read(record, upstream=upstream) for upstream, record in records.items()]
    key = asked.key
    if not walks[0].kinds or walks[0].places[key].visibility is Visibility.HIDDEN:
        return None
    found = project(walks, key, level=asked.level, depth=asked.depth, max_nodes=asked.max_nodes)
    return _told(found, asked.pins)


def _told(found: Projection, pins: Pins) -> answers.Lineage:
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
