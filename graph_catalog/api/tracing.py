"""`lineage` at the root: where something comes from, and who depends on it."""

from typing import Annotated

import strawberry

from graph_catalog.gql.arguments import AsOf, AtRevision
from graph_catalog.gql.context import Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.lookups import with_pins_of
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import tracing, walking
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.hanging import Depth, Direction, Indirect, Kinds, Level, MaxNodes
from graph_catalog.model.lineage_answers import Lineage
from graph_catalog.model.refusals import AnyRefusal, InvalidInput, Refusal
from graph_catalog.record import keys, references
from graph_catalog.record.pins import AskedPins

LineageResult = Annotated[
    Lineage | AnyRefusal, strawberry.union("LineageResult", description="The lineage, or why not.")
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
    pins = await info.context.find_pins(with_pins_of(named, AskedPins.written(as_of, at_revision)))
    if isinstance(pins, InvalidInput):
        return pins
    traced = await tracing.trace(
        info.context.engine,
        info.context.viewer,
        pins,
        Question(named.key, direction, level, depth, max_nodes, kinds, indirect),
        given=str(id),
    )
    if isinstance(traced, Refusal):
        return traced  # type: ignore[return-value]  # every refusal is one of the six
    info.context.spend(traced.node_count)
    return await hydrate(info, traced, pins)
