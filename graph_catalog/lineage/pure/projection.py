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
  counted: the answer is then not the whole. So does a system or unit that is known here by hidden
  datasets alone. Details of an assertion are for those who may see both
  of its ends.
- **Cuts** come after the walk, in a fixed order (hops, then key), and each is reported. What has
  nothing before it is a source where its values are collected or generated there; else the record
  ends short of the source, and that is reported too. What was not asked for (kinds) is no cut.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from graph_catalog.lineage.pure.coverage import Flow, Flows
from graph_catalog.lineage.pure.distances import Derivation, Distances
from graph_catalog.lineage.pure.limits import EDGE_LIMIT
from graph_catalog.lineage.pure.projected import (
    KIND_AT,
    ProjectedAssertion,
    ProjectedEdge,
    ProjectedNode,
    Projection,
    Truncation,
)
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel, LineageSource
from graph_catalog.model.lineage_answers import LineageBasis, TruncationReason
from graph_catalog.model.visibility import Visibility

SOURCES: Final = frozenset({Acquisition.COLLECTED.value, Acquisition.GENERATED.value})
"""How a field comes by its values where it is itself the source."""
_LINEAGE_KINDS: Final[Mapping[str | None, LineageKind]] = {kind.value: kind for kind in LineageKind}
_LINEAGE_SOURCES: Final[Mapping[str | None, LineageSource]] = {
    source.value: source for source in LineageSource
}
_HEIGHT = {kind: height for height, kind in enumerate(KIND_AT.values())}


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
    return project_distances(
        [Distances(walk, start, level, depth) for walk in walks], start, level, max_nodes, max_edges
    )


def project_distances(
    all_distances: Sequence[Distances],
    start: str,
    level: LineageLevel,
    max_nodes: int,
    max_edges: int,
) -> Projection:
    """Return what walks, measured from `start` at `level`, say."""
    walks = [distances.walk for distances in all_distances]
    hops = [distances.hops() for distances in all_distances]
    if walks[0].kinds[start] is KIND_AT[level]:
        for found in hops:
            found.setdefault(start, 0)  # a unit that holds nothing yet is there all the same
    within = {key for found in hops for key in found}
    ranked = sorted(
        within, key=lambda key: (min(found[key] for found in hops if key in found), key)
    )
    nodes = _nodes(ranked[:max_nodes], walks, hops, {start})
    edges, edges_left = _edges(nodes, all_distances, max_edges)
    beyond = {key for distances in all_distances for key in distances.beyond()} - within
    cuts = {
        TruncationReason.DEPTH: len(beyond)
        if any(distances.goes_deeper() for distances in all_distances)
        else None,
        TruncationReason.NODE_LIMIT: len(ranked) - len(nodes) or None,
        TruncationReason.EDGE_LIMIT: edges_left or None,
    }
    return Projection(
        root=_root(start, level, nodes, walks),
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        cuts=(*_render(cuts), *cuts_of_walks(all_distances), *cuts_by_hiding(nodes.values())),
    )


def among(
    keys: Iterable[str], all_distances: Sequence[Distances], asked: Collection[str]
) -> tuple[dict[str, ProjectedNode], list[ProjectedEdge]]:
    """Return some things of the level as nodes, by key and in that order, and all edges among them.

    `asked` are the things that the viewer named, and so knows.
    """
    walks, hops = (
        [distances.walk for distances in all_distances],
        [distances.hops() for distances in all_distances],
    )
    nodes = _nodes(list(keys), walks, hops, asked)
    return nodes, _edges(nodes, all_distances, len(nodes) ** 2)[0]


def cuts_of_walks(all_distances: Iterable[Distances]) -> tuple[Truncation, ...]:
    """Return what kept walks from showing all that there is within the depth."""
    walked = list(all_distances)
    limited = [distances.walk.reached - len(distances.walk.kinds) for distances in walked]
    loose = [(distances.walk.is_cut_short, distances.frontier()) for distances in walked]
    short = [
        is_short and (left or ends > 0)
        for left, (is_short, ends) in zip(limited, loose, strict=True)
    ]
    outside, unrecorded = set[str](), set[str]()
    for distances in walked:
        for dataset, is_outside in sourceless(distances):
            (outside if is_outside else unrecorded).add(dataset)
    return _render(
        {
            TruncationReason.WALK_LIMIT: sum(limited) or None,
            TruncationReason.CEILING: sum(ends for is_short, ends in loose if not is_short) or None,
            TruncationReason.TIME: sum(ends for is_short, ends in loose if is_short)
            if any(short)
            else None,
            TruncationReason.NO_LINEAGE: len(unrecorded) or None,
            TruncationReason.OUTSIDE_DISTRICT: len(outside) or None,
        }
    )


def sourceless(distances: Distances) -> Iterator[tuple[str, bool]]:
    """Yield the datasets within the depth where the record ends short of a source, and whether above the district."""
    walk, within = distances.walk, distances.within()
    for key, acquisition in walk.ends.items():
        if key in within and acquisition not in SOURCES:
            dataset = walk.datasets.get(key, key)
            yield dataset, walk.units.get(dataset) in walk.above


def cuts_by_hiding(nodes: Iterable[ProjectedNode]) -> tuple[Truncation, ...]:
    """Return how much the viewer may not see, where that is anything."""
    return _render({TruncationReason.HIDDEN: sum(node.is_redacted for node in nodes) or None})


def _render(cuts: Mapping[TruncationReason, int | None]) -> tuple[Truncation, ...]:
    return tuple(Truncation(reason, count) for reason, count in cuts.items() if count is not None)


def _nodes(
    keys: Sequence[str],
    walks: Sequence[Walk],
    hops: Sequence[Mapping[str, int]],
    asked: Collection[str],
) -> dict[str, ProjectedNode]:
    """Return the nodes by their true keys, in order; hidden ones bear a word of this answer."""
    nodes: dict[str, ProjectedNode] = {}
    hidden = 0
    unshown = (
        set[str]
        .intersection(
            *({key for key in keys if key not in walk.places} | walk.unshown() for walk in walks)
        )
        .difference(asked)
    )
    for key in keys:
        found = [each.get(key) for each in hops]
        nodes[key] = _node(key, walks, found, f"redacted-{hidden + 1}", is_unshown=key in unshown)
        hidden += nodes[key].is_redacted
    return nodes


def _node(
    key: str,
    walks: Sequence[Walk],
    hops: Sequence[int | None],
    alias: str,
    *,
    is_unshown: bool = False,
) -> ProjectedNode:
    walk = next(walk for walk in walks if key in walk.places)
    place = walk.places[key]
    upstream = next(
        (found for walk, found in zip(walks, hops, strict=True) if walk.is_upstream), None
    )
    downstream = next(
        (found for walk, found in zip(walks, hops, strict=True) if not walk.is_upstream), None
    )
    if is_unshown or place.visibility is Visibility.HIDDEN:
        return ProjectedNode(
            alias, place.kind, None, upstream, downstream, is_redacted=True, subject=key
        )
    return ProjectedNode(
        key, place.kind, place.name, upstream, downstream, walk.containers(key), subject=key
    )


def _root(
    start: str, level: LineageLevel, nodes: Mapping[str, ProjectedNode], walks: Sequence[Walk]
) -> ProjectedNode:
    """Return the node that the start is or lies in; itself where that is not one."""
    nearest = [node for node in nodes.values() if 0 in {node.upstream_hops, node.downstream_hops}]
    if len(nearest) == 1 and _HEIGHT[walks[0].kinds[start]] <= _HEIGHT[KIND_AT[level]]:
        return nearest[0]
    return _node(start, walks, [0 for _ in walks], "redacted-0")


def _edges(
    nodes: Mapping[str, ProjectedNode], all_distances: Iterable[Distances], max_edges: int
) -> tuple[list[ProjectedEdge], int]:
    """Return the edges among the nodes in order, and how many more than there may be."""
    rank = {key: position for position, key in enumerate(nodes)}
    made: dict[str, list[tuple[Derivation, Flows]]] = defaultdict(list)
    for distances in all_distances:
        flows = Flows(distances)
        for derivation in distances.derivations():
            made[derivation.target].append((derivation, flows))
    edges: list[ProjectedEdge] = []
    total = 0
    for target, node in nodes.items():
        found: dict[str, dict[str, Derivation]] = defaultdict(dict)
        crossings: dict[str, set[Flow]] = defaultdict(set)
        for derivation, flows in made[target]:
            crossed = tuple(flows.of(derivation))
            for source in derivation.sources:
                crossings[source].update(crossed)
                known = found[source].get(derivation.fact.key)
                if known is None or derivation.is_open:
                    found[source][derivation.fact.key] = derivation
        sources = [source for source in found if source in rank and source != target]
        total += len(sources)
        edges += [
            _edge(nodes[source], node, found[source], crossings[source])
            for source in sorted(sources, key=rank.__getitem__)[: max_edges - len(edges)]
        ]
    return edges, total - len(edges)


def _edge(
    source: ProjectedNode,
    target: ProjectedNode,
    derivations: Mapping[str, Derivation],
    crossings: Iterable[Flow],
) -> ProjectedEdge:
    bases = {derivation.basis for derivation in derivations.values()}
    is_traced = LineageBasis.FIELD_TRACED in bases
    is_open = any(derivation.is_open for derivation in derivations.values())
    return ProjectedEdge(
        source=source.key,
        target=target.key,
        basis=LineageBasis.FIELD_TRACED if is_traced else LineageBasis.DATASET_DECLARED,
        assertions=tuple(_assertion(derivations[key]) for key in sorted(derivations)),
        crossings=tuple(sorted(crossings)) if is_open else None,
    )


def _assertion(derivation: Derivation) -> ProjectedAssertion:
    fact = derivation.fact
    kind, source = _LINEAGE_KINDS[fact.kind], _LINEAGE_SOURCES[fact.source]
    if not derivation.is_open:
        return ProjectedAssertion(kind, source, derivation.basis, is_redacted=True)
    return ProjectedAssertion(
        kind=kind,
        source=source,
        basis=derivation.basis,
        key=fact.key,
        transform=fact.transform,
        masking=fact.masking,
        job=fact.job,
        asserted_by=fact.asserted_by,
        fact=fact,
    )
