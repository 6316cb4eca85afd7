"""`lineage`, `paths`, `impact`, `origins`, `lineageChanges`: questions about lineage, one function each."""

from typing import Annotated

import strawberry

from graph_catalog.gql.arguments import AsOf, AtRevision
from graph_catalog.gql.context import Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.lookups import with_as_of_id
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import changes as lineage_changes
from graph_catalog.lineage.questions import impact as lineage_impact
from graph_catalog.lineage.questions import origins as lineage_origins
from graph_catalog.lineage.questions import paths as lineage_paths
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.lineage.questions.changes import Dates
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import When
from graph_catalog.model.lineage_answers import Lineage
from graph_catalog.model.lineage_questions import Impact, LineageChanges, Origins, Paths
from graph_catalog.model.preloaded import Depth, Direction, Indirect, Kinds, Level, MaxNodes
from graph_catalog.model.refusals import AnyRefusal, InvalidInput, NotFound, Refusal
from graph_catalog.record import keys, references
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint

LineageResult = Annotated[
    Lineage | AnyRefusal, strawberry.union("LineageResult", description="The lineage, or why not.")
]
PathsResult = Annotated[
    Paths | AnyRefusal, strawberry.union("PathsResult", description="The ways, or why not.")
]
ImpactResult = Annotated[
    Impact | AnyRefusal, strawberry.union("ImpactResult", description="Who is hit, or why not.")
]
OriginsResult = Annotated[
    Origins | AnyRefusal, strawberry.union("OriginsResult", description="The sources, or why not.")
]
LineageChangesResult = Annotated[
    LineageChanges | AnyRefusal,
    strawberry.union("LineageChangesResult", description="What has changed, or why not."),
]
Subject = Annotated[
    strawberry.ID, strawberry.argument(description="A field, dataset, system or unit.")
]


async def resolve_lineage(  # the arguments of design §9
    info: Info,
    id: Annotated[
        strawberry.ID, strawberry.argument(description="A field, dataset, system or unit.")
    ],
    direction: Direction = LineageDirection.BOTH,
    level: Level = LineageLevel.DATASET,
    depth: Depth = 5,
    max_nodes: MaxNodes = 1000,
    kinds: Kinds = None,
    indirect: Indirect = True,  # noqa: FBT002  # an argument of GraphQL has its name
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> LineageResult | None:
    """Trace where something comes from and who depends on it."""
    named = keys.decode(str(id))
    if named is None or named.kind not in walking.SUBJECTS:
        return references.not_found(str(id), ["id"])
    snapshot = await info.context.find_snapshot(
        with_as_of_id(named, AsOfPoint.written(as_of, at_revision))
    )
    if isinstance(snapshot, InvalidInput):
        return snapshot
    traced = await tracing.trace(
        info.context.engine,
        info.context.viewer,
        snapshot,
        Question(named.key, direction, level, depth, max_nodes, kinds, indirect),
        given=str(id),
    )
    if isinstance(traced, Refusal):
        return traced  # type: ignore[return-value]  # every refusal is one of the six
    info.context.charge(traced.node_count)
    return await hydrate(info, traced, snapshot)


async def resolve_paths(
    info: Info,
    from_: Annotated[
        strawberry.ID,
        strawberry.argument(
            name="from", description="Where data come from: a field, dataset, system or unit."
        ),
    ],
    to: Annotated[
        strawberry.ID,
        strawberry.argument(description="Where they go to: a field, dataset, system or unit."),
    ],
    limit: Annotated[
        int, strawberry.argument(description="Ways, the shortest first; 1 to 20.")
    ] = 5,
    level: Annotated[
        LineageLevel | None,
        strawberry.argument(description="The level of nodes and hops; null: the coarser of both."),
    ] = None,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> PathsResult | None:
    """Find the shortest ways from one thing to another."""
    source, target = _named(from_, "from"), _named(to, "to")
    if isinstance(source, NotFound) or isinstance(target, NotFound):
        return source if isinstance(source, NotFound) else target  # type: ignore[return-value]  # one of them is a refusal
    asked = with_as_of_id(target, AsOfPoint.written(as_of, at_revision))
    snapshot = await info.context.find_snapshot(with_as_of_id(source, asked))
    if isinstance(snapshot, InvalidInput):
        return snapshot
    context = info.context
    found = await lineage_paths.find(
        context.engine, context.viewer, snapshot, source, target, limit=limit, level=level
    )
    if isinstance(found, Refusal):
        return found  # type: ignore[return-value]  # every refusal is one of the six
    context.charge(sum(len(path.nodes) for path in found.paths))
    return await hydrate(info, found, snapshot)


async def resolve_impact(
    info: Info,
    id: Subject,
    depth: Annotated[int, strawberry.argument(description="Hops of datasets; 1 to 30.")] = 10,
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> ImpactResult | None:
    """Find who is hit when something changes."""
    named = _named(id, "id")
    if isinstance(named, NotFound):
        return named
    snapshot = await _snapshot(info, named, AsOfPoint.written(as_of, at_revision))
    if isinstance(snapshot, InvalidInput):
        return snapshot
    context = info.context
    found = await lineage_impact.find(context.engine, context.viewer, snapshot, named, depth=depth)
    if isinstance(found, Refusal):
        return found  # type: ignore[return-value]  # every refusal is one of the six
    context.charge(len(found.datasets) + len(found.consumers))
    return await hydrate(info, found, snapshot)


async def resolve_origins(
    info: Info,
    id: Annotated[
        strawberry.ID,
        strawberry.argument(
            description="A field, dataset, system or unit; or a datum, for those of the fields that hold it, of 10 at the most."
        ),
    ],
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> OriginsResult | None:
    """Find the ultimate sources of something."""
    named = _named(id, "id", NodeKind.DATUM)
    if isinstance(named, NotFound):
        return named
    snapshot = await _snapshot(info, named, AsOfPoint.written(as_of, at_revision))
    if isinstance(snapshot, InvalidInput):
        return snapshot
    context = info.context
    found = await lineage_origins.find(context.engine, context.viewer, snapshot, named)
    if isinstance(found, Refusal):
        return found  # type: ignore[return-value]  # every refusal is one of the six
    context.charge(len(found.origins))
    return await hydrate(info, found, snapshot)


async def resolve_lineage_changes(  # the arguments of `lineage`, and two dates
    info: Info,
    id: Subject,
    from_: Annotated[
        When,
        strawberry.argument(name="from", description="The first date; of a plain date its end."),
    ],
    to: Annotated[When, strawberry.argument(description="The second, not before the first.")],
    direction: Direction = LineageDirection.BOTH,
    level: Level = LineageLevel.DATASET,
    depth: Depth = 5,
    max_nodes: MaxNodes = 1000,
    kinds: Kinds = None,
    indirect: Indirect = True,  # noqa: FBT002  # an argument of GraphQL has its name
    at_revision: AtRevision = None,
) -> LineageChangesResult | None:
    """Compare a lineage at two dates, by one record."""
    named = _named(id, "id")
    if isinstance(named, NotFound):
        return named
    dates = await _dates(info, named, from_, to, at_revision)
    if isinstance(dates, InvalidInput):
        return dates
    found = await lineage_changes.find(
        info.context.engine,
        info.context.viewer,
        dates,
        named,
        direction=direction,
        level=level,
        depth=depth,
        max_nodes=max_nodes,
        kinds=kinds,
        indirect=indirect,
    )
    if isinstance(found, Refusal):
        return found  # type: ignore[return-value]  # every refusal is one of the six
    info.context.charge(found.before.node_count + found.after.node_count)
    return await hydrate(info, found, dates.shown[1])


def _named(id: str, argument: str, *more: NodeKind) -> GlobalId | NotFound:
    named = keys.decode(str(id))
    if named is None or named.kind not in {*walking.SUBJECTS, *more}:
        return references.not_found(str(id), [argument])
    return named


async def _snapshot(info: Info, named: GlobalId, asked: AsOfPoint) -> Snapshot | InvalidInput:
    return await info.context.find_snapshot(with_as_of_id(named, asked))


async def _dates(
    info: Info, named: GlobalId, first: When, second: When, at_revision: int | None
) -> Dates | InvalidInput:
    """Resolve two dates by one record: the one given, the one of the id, or the newest.

    Either may be to come: that is how lineage that begins or ends later is listed.
    """
    if refusal := lineage_changes.out_of_order(first.at, second.at):
        return refusal
    revision = with_as_of_id(named, AsOfPoint(named.as_of, at_revision)).at_revision
    later = await _date(info, second, revision)
    if isinstance(later, InvalidInput):
        return lineage_changes.named_after(later, "to")
    earlier = await _date(info, first, later[0].revision)
    if isinstance(earlier, InvalidInput):
        return lineage_changes.named_after(earlier, "from")
    asked, shown = zip(earlier, later, strict=True)
    return Dates(asked, shown)


async def _date(
    info: Info, when: When, revision: int | None
) -> tuple[Snapshot, Snapshot] | InvalidInput:
    """Resolve a date, and that as of which things are shown then."""
    find = info.context.find_snapshot
    snapshot = await find(AsOfPoint(when.at, revision))
    if not isinstance(snapshot, InvalidInput):
        return snapshot, snapshot
    snapshot = await find(AsOfPoint(when.at, revision, to_come=True))
    shown = await find(AsOfPoint(at_revision=revision))
    if isinstance(snapshot, InvalidInput):
        return snapshot
    return shown if isinstance(shown, InvalidInput) else (snapshot, shown)
