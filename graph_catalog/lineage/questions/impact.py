"""Who is hit when something changes: one walk downstream, and one question about who uses what it reached."""

from collections.abc import Iterable, Mapping

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure import impact
from graph_catalog.lineage.pure.impact import Hit, Notice, Parties
from graph_catalog.lineage.pure.limits import EDGE_LIMIT, MOST_NODES, out_of_bounds
from graph_catalog.lineage.pure.projected import ProjectedNode, Projection, Truncation
from graph_catalog.lineage.pure.projection import project_reaches
from graph_catalog.lineage.pure.reach import Reach
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

    def measure() -> tuple[Reach, Projection] | None:
        if (walks := walked.walks()) is None:
            return None
        reach = Reach(walks[0], key, level, depth)
        return reach, project_reaches([reach], key, level, MOST_NODES, EDGE_LIMIT)

    measured = await walking.answered([walked], measure)
    if measured is None:
        return references.not_found(given.text, ["id"])
    reach, found = measured
    shown = {node.subject for node in found.nodes}
    within = {key for key in reach.within() if reach.home(key) in shown}
    record = await engine.read(
        "lineage/questions/parties",
        viewer,
        snapshot,
        keys=sorted(within | shown),
        units=sorted(_units(reach, shown)),
    )
    parties = Parties.read(record)

    def answer() -> Impact:
        names = {key: place.name for key, place in reach.walk.places.items()}
        names |= {key: parties.name(key) for key in (*parties.units, *parties.by_key)}
        return _told(impact.impact(reach, shown, parties), found, names, snapshot)

    return await walking.answered([walked], answer)


def _units(reach: Reach, datasets: Iterable[str]) -> set[str]:
    """Return the units that answer for datasets which the viewer may see."""
    walk = reach.walk
    return {
        walk.units[key]
        for key in datasets
        if key in walk.units and walk.places[key].visibility is not Visibility.HIDDEN
    }


def _told(
    found: impact.ImpactProjection,
    shown: Projection,
    names: Mapping[str, str | None],
    snapshot: Snapshot,
) -> Impact:
    nodes = {node.subject: node for node in shown.nodes}

    def way(hit: Hit) -> list[ProjectedNode]:
        return [nodes[key] for key in hit.way]

    def told(hits: Iterable[Hit], kind: NodeKind) -> list[Impacted]:
        return [
            _impacted(
                hit, kind, nodes, names, [tracing.told_node(node, snapshot) for node in way(hit)]
            )
            for hit in hits
        ]

    def noticed(notice: Notice) -> ChangeNotice:
        hit = notice.hit
        return ChangeNotice(
            role=notice.role,
            post=notice.post,
            hops=None if hit is None else hit.hops,
            way=[] if hit is None else [tracing.told_node(node, snapshot) for node in way(hit)],
            unit_key=notice.unit,
        )

    cuts = _cuts(shown, found.hidden_parties)
    return Impact(
        root=tracing.told_node(shown.root, snapshot),
        datasets=told(found.datasets, NodeKind.DATASET),
        systems=told(found.systems, NodeKind.SYSTEM),
        units=told(found.units, NodeKind.UNIT),
        services=told(found.services, NodeKind.USAGE),
        consumers=told(found.consumers, NodeKind.CONSUMER),
        agreements=told(found.agreements, NodeKind.AGREEMENT),
        notices=[noticed(notice) for notice in found.notices],
        complete=not cuts,
        truncated_by=[cut.reason for cut in cuts],
        cuts=tracing.told_cuts(cuts),
        hidden_count=shown.hidden_count,
        hidden_parties=found.hidden_parties,
        as_of=Instant(snapshot.as_of),
        revision=snapshot.revision,
    )


def _impacted(
    hit: Hit,
    kind: NodeKind,
    nodes: Mapping[str, ProjectedNode],
    names: Mapping[str, str | None],
    way: list[answers.LineageNode],
) -> Impacted:
    node = nodes.get(hit.key) if kind is NodeKind.DATASET else None
    is_redacted = node is not None and node.is_redacted
    return Impacted(
        key=node.key if node is not None else hit.key,
        kind=kind,
        name=None if is_redacted else names[hit.key],
        redacted=is_redacted,
        hops=hit.hops,
        way=way,
        subject_key=None if is_redacted else hit.key,
    )


def _cuts(shown: Projection, hidden_parties: int) -> list[Truncation]:
    """Return the cuts of the walk, and how much is hidden with users of data counted in; edges are no part of the answer."""
    aside = {TruncationReason.HIDDEN, TruncationReason.EDGE_LIMIT}
    cuts = [cut for cut in shown.cuts if cut.reason not in aside]
    if hidden := shown.hidden_count + hidden_parties:
        cuts.append(Truncation(TruncationReason.HIDDEN, hidden))
    return cuts
