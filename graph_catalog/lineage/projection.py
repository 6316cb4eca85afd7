"""Lineage at the level asked for, projected from one walk a direction (design §3, §5, §8). Pure.

Everything is computed on the walk of fields, and only then looked at from farther away. So no level
invents lineage: A.x made from B.y, and B.z from C.w, do not make C come from A at any level.

- **A hop** is a step from one thing of the level into another; steps inside one dataset are none at
  the level of datasets. A thing has the least hops of any walk from the start to a field of it.
- **An edge** joins two things of the level when a walked derivation joins fields of them, both
  within the depth. What stays inside one thing is no edge.
- **Jobs** are contracted: what a job wrote comes from each dataset that it reads, known as
  `DATASET_DECLARED`; at the level of fields, from each field of that dataset.
- **Stand-ins**: what has no container at the level stands for itself (`Walk.container`), and a
  dataset whose fields are not known stands for them; `kind` tells.
- **What is hidden** stays as a redacted node, with its place in the graph and nothing else, and is
  counted. Details of an assertion are for those who may see both of its ends.
- **Cuts** come after the walk, in a fixed order (hops, then key), and each is reported. What has
  nothing before it is a source, not a cut.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph_catalog.lineage.projected import (
    KIND_AT,
    Assertion,
    Cut,
    LineageEdge,
    LineageNode,
    Projection,
)
from graph_catalog.lineage.reach import Derivation, Reach
from graph_catalog.lineage.walk import Visibility, Walk
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel, LineageSource
from graph_catalog.model.lineage_answers import LineageBasis, TruncationReason

WALK_LIMIT = 20_000
"""Nodes that one walk brings back at the most."""
EDGE_LIMIT = 10_000
"""Edges of an answer at the most: a job known by table only joins all fields of two tables."""
_EDGES_A_HOP = 3  # from a field through a job and a dataset to the next field
_EDGES_TO_A_FIELD = 3  # from a unit through a system and a dataset
_DATASETS_A_HOP = 3  # within one system or unit; a guess, and `CEILING` says where it is too low
_LINEAGE_KINDS: Final[Mapping[str | None, LineageKind]] = {kind.value: kind for kind in LineageKind}
_LINEAGE_SOURCES: Final[Mapping[str | None, LineageSource]] = {
    source.value: source for source in LineageSource
}
_HEIGHT = {kind: height for height, kind in enumerate(KIND_AT.values())}


def ceiling_for(level: LineageLevel, depth: int, ceilings: Sequence[int]) -> int:
    """Return the least of a file's ceilings, in edges, that should let a walk pass `depth` hops.

    It may not: a walk can take any number of steps inside one dataset, system or unit. Where one
    ends at the ceiling while still within the depth, the answer says `CEILING`.
    """
    datasets = _DATASETS_A_HOP if level in {LineageLevel.SYSTEM, LineageLevel.UNIT} else 1
    wanted = (depth + 1) * datasets * _EDGES_A_HOP + _EDGES_TO_A_FIELD
    return min((ceiling for ceiling in ceilings if ceiling >= wanted), default=max(ceilings))


def project(
    walks: Sequence[Walk],
    start: str,
    *,
    level: LineageLevel,
    depth: int,
    max_nodes: int,
    max_edges: int = EDGE_LIMIT,
) -> Projection:
    """Return what the walks from `start`, one a direction, say at `level`; always the same.

    The walks must have found the start. `depth` is in hops of the level; `max_nodes`, at least 1,
    keeps the nearest.
    """
    reaches = [Reach(walk, start, level, depth) for walk in walks]
    hops = [reach.hops() for reach in reaches]
    if walks[0].kinds[start] is KIND_AT[level]:
        for found in hops:
            found.setdefault(start, 0)  # a unit that holds nothing yet is there all the same
    within = {key for found in hops for key in found}
    ranked = sorted(
        within, key=lambda key: (min(found[key] for found in hops if key in found), key)
    )
    nodes = _nodes(ranked[:max_nodes], walks, hops)
    edges, edges_left = _edges(nodes, reaches, max_edges)
    beyond = {key for reach in reaches for key in reach.beyond()} - within
    cuts = {
        TruncationReason.DEPTH: len(beyond)
        if any(reach.goes_deeper() for reach in reaches)
        else None,
        TruncationReason.NODE_LIMIT: len(ranked) - len(nodes) or None,
        TruncationReason.EDGE_LIMIT: edges_left or None,
        TruncationReason.WALK_LIMIT: sum(walk.reached - len(walk.kinds) for walk in walks) or None,
        TruncationReason.CEILING: sum(reach.loose_ends() for reach in reaches) or None,
    }
    return Projection(
        root=_root(start, level, nodes, walks),
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        cuts=tuple(Cut(reason, count) for reason, count in cuts.items() if count is not None),
    )


def _nodes(
    keys: Sequence[str], walks: Sequence[Walk], hops: Sequence[Mapping[str, int]]
) -> dict[str, LineageNode]:
    """Return the nodes by their true keys, in order; hidden ones bear a word of this answer."""
    nodes: dict[str, LineageNode] = {}
    hidden = 0
    for key in keys:
        nodes[key] = _node(key, walks, [found.get(key) for found in hops], f"redacted-{hidden + 1}")
        hidden += nodes[key].is_redacted
    return nodes


def _node(key: str, walks: Sequence[Walk], hops: Sequence[int | None], alias: str) -> LineageNode:
    walk = next(walk for walk in walks if key in walk.places)
    place = walk.places[key]
    upstream = next(
        (found for walk, found in zip(walks, hops, strict=True) if walk.is_upstream), None
    )
    downstream = next(
        (found for walk, found in zip(walks, hops, strict=True) if not walk.is_upstream), None
    )
    if place.visibility is Visibility.HIDDEN:
        return LineageNode(alias, place.kind, None, upstream, downstream, is_redacted=True)
    return LineageNode(key, place.kind, place.name, upstream, downstream, walk.containers(key))


def _root(
    start: str, level: LineageLevel, nodes: Mapping[str, LineageNode], walks: Sequence[Walk]
) -> LineageNode:
    """Return the node that the start is or lies in; itself where that is not one."""
    nearest = [node for node in nodes.values() if 0 in {node.upstream_hops, node.downstream_hops}]
    if len(nearest) == 1 and _HEIGHT[walks[0].kinds[start]] <= _HEIGHT[KIND_AT[level]]:
        return nearest[0]
    return _node(start, walks, [0 for _ in walks], "redacted-0")


def _edges(
    nodes: Mapping[str, LineageNode], reaches: Iterable[Reach], max_edges: int
) -> tuple[list[LineageEdge], int]:
    """Return the edges among the nodes in order, and how many more than there may be."""
    rank = {key: position for position, key in enumerate(nodes)}
    made: dict[str, list[Derivation]] = defaultdict(list)
    for reach in reaches:
        for derivation in reach.derivations():
            made[derivation.target].append(derivation)
    edges: list[LineageEdge] = []
    total = 0
    for target, node in nodes.items():
        found: dict[str, dict[str, Derivation]] = defaultdict(dict)
        for derivation in made[target]:
            for source in derivation.sources:
                known = found[source].get(derivation.fact.key)
                if known is None or derivation.is_open:
                    found[source][derivation.fact.key] = derivation
        sources = [source for source in found if source in rank and source != target]
        total += len(sources)
        edges += [
            _edge(nodes[source], node, found[source])
            for source in sorted(sources, key=rank.__getitem__)[: max_edges - len(edges)]
        ]
    return edges, total - len(edges)


def _edge(
    source: LineageNode, target: LineageNode, derivations: Mapping[str, Derivation]
) -> LineageEdge:
    bases = {derivation.basis for derivation in derivations.values()}
    is_traced = LineageBasis.FIELD_TRACED in bases
    return LineageEdge(
        source=source.key,
        target=target.key,
        basis=LineageBasis.FIELD_TRACED if is_traced else LineageBasis.DATASET_DECLARED,
        assertions=tuple(_assertion(derivations[key]) for key in sorted(derivations)),
    )


def _assertion(derivation: Derivation) -> Assertion:
    fact = derivation.fact
    kind, source = _LINEAGE_KINDS[fact.kind], _LINEAGE_SOURCES[fact.source]
    if not derivation.is_open:
        return Assertion(kind, source, derivation.basis, is_redacted=True)
    return Assertion(
        kind=kind,
        source=source,
        basis=derivation.basis,
        key=fact.key,
        transform=fact.transform,
        masking=fact.masking,
        job=fact.job,
        asserted_by=fact.asserted_by,
    )
