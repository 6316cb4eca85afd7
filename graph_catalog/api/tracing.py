"""`lineage` at the root: where something comes from, and who depends on it."""

from typing import Annotated

import strawberry

from graph_catalog.api.arguments import AsOf, AtRevision
from graph_catalog.api.context import Info
from graph_catalog.api.hydrate import hydrate
from graph_catalog.api.lookups import with_pins_of
from graph_catalog.catalog import keys, references, tracing, walking
from graph_catalog.catalog.pins import Asked
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.hanging import Indirect, Kinds
from graph_catalog.model.lineage_answers import Lineage
from graph_catalog.model.refusals import AnyRefusal, InvalidInput, Refusal

LineageResult = Annotated[
    Lineage | AnyRefusal, strawberry.union("LineageResult", description="The lineage, or why not.")
]


async def resolve_lineage(  # the arguments of design §9
    info: Info,
    id: Annotated[
        strawberry.ID, strawberry.argument(description="A field, dataset, system or unit.")
    ],
    direction: Annotated[
        LineageDirection, strawberry.argument(description="Where from, who depends on it, or both.")
    ] = LineageDirection.BOTH,
    level: Annotated[
        LineageLevel, strawberry.argument(description="The level of nodes and hops.")
    ] = LineageLevel.DATASET,
    depth: Annotated[int, strawberry.argument(description="Hops of that level; 1 to 30.")] = 5,
    max_nodes: Annotated[
        int, strawberry.argument(description="Nodes, the nearest first; 1 to 5000.")
    ] = 1000,
    kinds: Kinds = None,
    indirect: Indirect = True,  # noqa: FBT002  # an argument of GraphQL has its name
    as_of: AsOf = None,
    at_revision: AtRevision = None,
) -> LineageResult | None:
    """Trace where something comes from and who depends on it."""
    named = keys.decode(str(id))
    if named is None or named.kind not in walking.SUBJECTS:
        return references.not_found(str(id), ["id"])
    pins = await info.context.find_pins(with_pins_of(named, Asked.written(as_of, at_revision)))
    if isinstance(pins, InvalidInput):
        return pins
    traced = await tracing.trace(
        info.context.engine,
        info.context.viewer,
        pins,
        named.key,
        direction=direction,
        level=level,
        depth=depth,
        max_nodes=max_nodes,
        kinds=kinds,
        indirect=indirect,
        given=str(id),
    )
    if isinstance(traced, Refusal):
        return traced  # type: ignore[return-value]  # every refusal is one of the six
    info.context.spend(traced.node_count)
    return await hydrate(info, traced, pins)
