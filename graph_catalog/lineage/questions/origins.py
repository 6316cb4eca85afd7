"""Only the ultimate sources: of a thing by one walk upstream, of a datum by one from each field that holds it."""

import asyncio
import dataclasses
from collections.abc import Sequence

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.limits import MOST_HOLDERS, NO_DEPTH
from graph_catalog.lineage.pure.origins import Origin, merged, origins
from graph_catalog.lineage.pure.projected import Truncation
from graph_catalog.lineage.pure.projection import cuts_of_walks
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import OriginKind, TruncationReason
from graph_catalog.model.lineage_questions import LineageOrigin, Origins
from graph_catalog.model.refusals import Refusal
from graph_catalog.model.visibility import Visibility
from graph_catalog.record import references
from graph_catalog.record.keys import GlobalId


@dataclasses.dataclass(frozen=True)
class _Starts:
    """What is walked from, and what of a datum is left out or known besides."""

    keys: Sequence[str]
    left: int = 0
    hidden: int = 0
    designated: tuple[str, ...] = ()


async def find(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, given: GlobalId
) -> Origins | Refusal:
    """Return the ultimate sources of a field, dataset, system, unit or datum."""
    starts: _Starts | None = _Starts([given.key])
    if given.kind is NodeKind.DATUM:
        starts = await _holders(engine, viewer, snapshot, given.key)
    if starts is None:
        return references.not_found(given.text, ["id"])
    asked = [
        walking.WalkRequest(key, LineageDirection.UPSTREAM, LineageLevel.FIELD, NO_DEPTH, snapshot)
        for key in starts.keys
    ]
    walked = await asyncio.gather(*(walking.walk(engine, viewer, each) for each in asked))

    def answer() -> Origins | None:
        walks = [walk for each in walked for walk in each.walks() or ()]
        if len(walks) < len(starts.keys):
            return None
        return _render(walks, starts, snapshot)

    found = await walking.answered(walked, answer)
    return references.not_found(given.text, ["id"]) if found is None else found


async def _holders(engine: Engine, viewer: Viewer, snapshot: Snapshot, key: str) -> _Starts | None:
    row = await engine.read(
        "lineage/questions/holders", viewer, snapshot, key=key, limit=MOST_HOLDERS
    )
    if not row["known"]:
        return None
    fields = row["fields"]
    return _Starts(
        keys=fields,
        left=row["total"] - row["hidden"] - len(fields),
        hidden=row["hidden"],
        designated=tuple(row["designated"]),
    )


def _render(walks: Sequence[Walk], starts: _Starts, snapshot: Snapshot) -> Origins:
    all_distances = [
        Distances(walk, key, LineageLevel.FIELD, NO_DEPTH)
        for walk, key in zip(walks, starts.keys, strict=True)
    ]
    found = merged(origins(distances) for distances in all_distances)
    walk_of = {key: walk for walk in walks for key in walk.places}
    rendered, hidden = list[LineageOrigin](), 0
    for origin in found:
        walk = walk_of[origin.key]
        hidden += walk.places[origin.key].visibility is Visibility.HIDDEN
        rendered.append(_origin(origin, walk, f"redacted-{hidden}"))
    sources = {origin.unit_key for origin in rendered if origin.is_source and origin.unit_key}
    cuts = _cuts(all_distances, starts, hidden)
    return Origins(
        origins=rendered,
        holders=len(walks),
        complete=not cuts,
        truncated_by=[cut.reason for cut in cuts],
        cuts=tracing.render_cuts(cuts),
        hidden_count=hidden,
        as_of=Instant(snapshot.as_of),
        revision=snapshot.revision,
        collectors_keys=tuple(sorted(sources)),
        designated_keys=starts.designated,
    )


def _origin(origin: Origin, walk: Walk, alias: str) -> LineageOrigin:
    place, is_source = walk.places[origin.key], origin.kind is OriginKind.SOURCE
    if place.visibility is Visibility.HIDDEN:
        return LineageOrigin(
            key=alias,
            name=None,
            redacted=True,
            hops=origin.hops,
            is_source=is_source,
            kind=origin.kind,
        )
    around = {each.kind: each.key for each in walk.containers(origin.key)}
    if place.kind is NodeKind.DATASET:
        around[NodeKind.DATASET] = origin.key
    return LineageOrigin(
        key=origin.key,
        name=place.name,
        hops=origin.hops,
        acquisition=None if origin.acquisition is None else Acquisition(origin.acquisition),
        is_source=is_source,
        kind=origin.kind,
        subject_key=origin.key,
        dataset_key=around.get(NodeKind.DATASET),
        system_key=around.get(NodeKind.SYSTEM),
        unit_key=around.get(NodeKind.UNIT),
    )


def _cuts(all_distances: Sequence[Distances], starts: _Starts, hidden: int) -> list[Truncation]:
    """Return the cuts of all walks together, and of the datum's holders."""
    counts = {cut.reason: cut.count for cut in cuts_of_walks(all_distances)}
    if hidden or starts.hidden:
        counts[TruncationReason.HIDDEN] = hidden + starts.hidden
    if starts.left:
        counts[TruncationReason.HOLDER_LIMIT] = starts.left
    return [Truncation(reason, count) for reason, count in counts.items()]
