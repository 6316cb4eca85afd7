"""Who is hit when something changes: one walk downstream, and one question about who uses what it reached."""

from collections.abc import Iterable, Mapping

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure import impact
from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.impact import AffectedNode, Notice, Parties
from graph_catalog.lineage.pure.limits import EDGE_LIMIT, MOST_NODES, out_of_bounds
from graph_catalog.lineage.pure.projected import ProjectedNode, Projection, Truncation
from graph_catalog.lineage.pure.projection import project_distances
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.model import lineage_answers as answers
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import TruncationReason
from graph_catalog.model.lineage_questions import ChangeNotice, Impact, Impacted
from graph_catalog.model.refusals import Refusal
from graph_catalog.model.visibility import Visibility
from graph_catalog.record import references
from graph_catalog.record.keys import GlobalId


async def find(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, given: GlobalId, *, depth: int
) -> Impact | Refusal:
    """Return what comes from a thing within some hops of datasets, who uses that, and whom to tell."""
    if refusal := out_of_bounds(depth):
        return refusal
    key, level = given.key, LineageLevel.DATASET
    asked = walking.WalkRequest(key, LineageDirection.DOWNSTREAM, level, depth, snapshot)
    walked = await walking.walk(engine, viewer, asked)

    def measure() -> tuple[Distances, Projection] | None:
        if (walks := walked.walks()) is None:
            return None
        distances = Distances(walks[0], key, level, depth)
        return distances, project_distances([distances], key, level, MOST_NODES, EDGE_LIMIT)

    measured = await walking.answered([walked], measure)
    if measured is None:
        return references.not_found(given.text, ["id"])
    distances, found = measured
    shown = {node.subject for node in found.nodes}
    within = {key for key in distances.within() if distances.container(key) in shown}
    record = await engine.read(
        "lineage/questions/parties",
        viewer,
        snapshot,
        keys=sorted(within | shown),
        units=sorted(_units(distances, shown)),
    )
    parties = Parties.read(record)

    def answer() -> Impact:
        names = {key: place.name for key, place in distances.walk.places.items()}
        names |= {key: parties.name(key) for key in (*parties.units, *parties.by_key)}
        return _render(impact.impact(distances, shown, parties), found, names, snapshot)

    return await walking.answered([walked], answer)


def _units(distances: Distances, datasets: Iterable[str]) -> set[str]:
    """Return the units that answer for datasets which the viewer may see."""
    walk = distances.walk
    return {
        walk.units[key]
        for key in datasets
        if key in walk.units and walk.places[key].visibility is not Visibility.HIDDEN
    }


def _render(
    found: impact.ImpactProjection,
    shown: Projection,
    names: Mapping[str, str | None],
    snapshot: Snapshot,
) -> Impact:
    nodes = {node.subject: node for node in shown.nodes}

    def path(affected: AffectedNode) -> list[ProjectedNode]:
        return [nodes[key] for key in affected.path]

    def rendered(all_affected: Iterable[AffectedNode], kind: NodeKind) -> list[Impacted]:
        return [
            _impacted(
                affected,
                kind,
                nodes,
                names,
                [tracing.render_node(node, snapshot) for node in path(affected)],
            )
            for affected in all_affected
        ]

    def noticed(notice: Notice) -> ChangeNotice:
        affected = notice.affected
        return ChangeNotice(
            role=notice.role,
            position=notice.position,
            hops=None if affected is None else affected.hops,
            path=[]
            if affected is None
            else [tracing.render_node(node, snapshot) for node in path(affected)],
            unit_key=notice.unit,
        )

    cuts = _cuts(shown, found.hidden_parties)
    return Impact(
        root=tracing.render_node(shown.root, snapshot),
        datasets=rendered(found.datasets, NodeKind.DATASET),
        systems=rendered(found.systems, NodeKind.SYSTEM),
        units=rendered(found.units, NodeKind.UNIT),
        services=rendered(found.services, NodeKind.USAGE),
        consumers=rendered(found.consumers, NodeKind.CONSUMER),
        agreements=rendered(found.agreements, NodeKind.AGREEMENT),
        notices=[noticed(notice) for notice in found.notices],
        complete=not cuts,
        truncated_by=[cut.reason for cut in cuts],
        cuts=tracing.render_cuts(cuts),
        hidden_count=shown.hidden_count,
        hidden_parties=found.hidden_parties,
        as_of=Instant(snapshot.as_of),
        revision=snapshot.revision,
    )


def _impacted(
    affected: AffectedNode,
    kind: NodeKind,
    nodes: Mapping[str, ProjectedNode],
    names: Mapping[str, str | None],
    path: list[answers.LineageNode],
) -> Impacted:
    node = nodes.get(affected.key) if kind is NodeKind.DATASET else None
    is_redacted = node is not None and node.is_redacted
    return Impacted(
        key=node.key if node is not None else affected.key,
        kind=kind,
        name=None if is_redacted else names[affected.key],
        redacted=is_redacted,
        hops=affected.hops,
        path=path,
        subject_key=None if is_redacted else affected.key,
    )


def _cuts(shown: Projection, hidden_parties: int) -> list[Truncation]:
    """Return the cuts of the walk, and how much is hidden with users of data counted in; edges are no part of the answer."""
    aside = {TruncationReason.HIDDEN, TruncationReason.EDGE_LIMIT}
    cuts = [cut for cut in shown.cuts if cut.reason not in aside]
    if hidden := shown.hidden_count + hidden_parties:
        cuts.append(Truncation(TruncationReason.HIDDEN, hidden))
    return cuts
