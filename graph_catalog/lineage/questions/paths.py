"""By which ways data flow from one thing to another: one walk, upstream of the latter (design §8)."""

import dataclasses
from itertools import pairwise

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import say
from graph_catalog.lineage.pure import paths
from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.limits import NO_DEPTH, out_of_bounds
from graph_catalog.lineage.pure.paths import FoundPaths, PathEnds
from graph_catalog.lineage.pure.projected import LEVEL_OF, Truncation
from graph_catalog.lineage.pure.projection import among, cuts_by_hiding, cuts_of_walks
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.lineage_answers import TruncationReason
from graph_catalog.model.lineage_questions import LineagePath, Paths
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.model.visibility import Visibility
from graph_catalog.record import references
from graph_catalog.record.keys import GlobalId


async def find(
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    source: GlobalId,
    target: GlobalId,
    *,
    limit: int,
    level: LineageLevel | None,
) -> Paths | Refusal:
    """Return the shortest ways from `source` to `target`, `limit` at the most.

    Without a level, at the coarser of the two ends' own. Where nothing flows that way, a second walk tells whether it
    does the other way round.
    """
    if refusal := out_of_bounds(paths=limit):
        return refusal
    own = (LEVEL_OF[source.kind], LEVEL_OF[target.kind])
    asked = _Question(
        source,
        PathEnds(source.key, source.kind, target.key, target.kind),
        level or max(own, key=list(LEVEL_OF.values()).index),
        limit,
        snapshot,
    )
    if source.key == target.key:
        return asked.same()
    walked = await walking.walk(engine, viewer, asked.walk_of(target.key))
    found = await walking.answered([walked], lambda: _answer(walked.walks(), asked))
    if found is None:
        return references.not_found(target.text, ["to"])
    if isinstance(found, Refusal) or found.paths:
        return found
    walked = await walking.walk(engine, viewer, asked.walk_of(source.key))

    def reversed_() -> bool | None:
        if (walks := walked.walks()) is None:
            return None
        return paths.flows_into(walks[0], target.key, target.kind, source.key)

    is_reversed = await walking.answered([walked], reversed_)
    if is_reversed is None:
        return references.not_found(source.text, ["from"])
    return dataclasses.replace(found, is_reversed=is_reversed)


@dataclasses.dataclass(frozen=True)
class _Question:
    source: GlobalId
    ends: PathEnds
    level: LineageLevel
    limit: int
    snapshot: Snapshot

    def walk_of(self, key: str) -> walking.WalkRequest:
        return walking.WalkRequest(
            key, LineageDirection.UPSTREAM, self.level, NO_DEPTH, self.snapshot
        )

    def same(self) -> InvalidInput:
        return InvalidInput(
            message=say(
                zh=f"from 与 to 在 {self.level.value} 级上是同一个对象，其间没有路径。请给出两个对象，或换用较细的 level。",
                en=f"from and to are one thing at level {self.level.value}; no way leads between. "
                "Give two things, or a finer level.",
            ),
            path=["from"],
        )


def _answer(walks: list[Walk] | None, asked: _Question) -> Paths | Refusal | None:
    if walks is None:
        return None
    [walk], ends = walks, asked.ends
    distances = Distances(walk, ends.target, asked.level, NO_DEPTH)
    place = walk.places.get(ends.source)
    if place is not None and place.visibility is Visibility.HIDDEN:
        return references.not_found(asked.source.text, ["from"])
    containers = [
        {distances.container(key) for key in distances.members(key, kind)}
        for key, kind in (
            (ends.source, ends.source_kind),
            (ends.target, ends.target_kind),
        )
    ]
    if containers[0] and containers[0] <= containers[1]:
        return asked.same()
    return _render(paths.shortest(distances, ends, asked.level, asked.limit), distances, asked)


def _render(paths: FoundPaths, distances: Distances, asked: _Question) -> Paths:
    keys = dict.fromkeys(key for path in paths.found for key in path)
    nodes, edges = among(keys, [distances], {asked.ends.source, asked.ends.target})
    by_ends = {(edge.source, edge.target): edge for edge in edges}
    rendered = []
    for path in paths.found:
        stops = [nodes[key] for key in path]
        rendered.append(
            LineagePath(
                nodes=[tracing.render_node(stop, asked.snapshot) for stop in stops],
                edges=[
                    tracing.render_edge(by_ends[before.key, made.key])
                    for before, made in pairwise(stops)
                ],
                hops=len(path) - 1,
            )
        )
    more = (Truncation(TruncationReason.PATH_LIMIT, paths.more),) if paths.is_cut else ()
    cuts = (*cuts_of_walks([distances]), *cuts_by_hiding(nodes.values()), *more)
    return Paths(
        paths=rendered,
        level=asked.level,
        is_reversed=False,
        complete=not cuts,
        truncated_by=[cut.reason for cut in cuts],
        cuts=tracing.render_cuts(cuts),
        hidden_count=sum(node.is_redacted for node in nodes.values()),
        as_of=Instant(asked.snapshot.as_of),
        revision=asked.snapshot.revision,
    )
