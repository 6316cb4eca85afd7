"""What a viewer of a lineage is told when its answer has changed."""

import strawberry

from graph_catalog.model.entities import Instant
from graph_catalog.model.lineage_answers import TruncationReason


@strawberry.type(description="Two nodes that an edge joins, by their keys.")
class LineageEnds:
    source: str = strawberry.field(description="Key of the node it came from.")
    target: str = strawberry.field(description="Key of the node that was written.")


@strawberry.type(description="Nodes that differ from the message before.")
class ChangedNodes:
    count: int = strawberry.field(description="How many.")
    keys: list[str] = strawberry.field(
        description="Keys of 100 of them at the most, in order; what is redacted has a key of this message only."
    )


@strawberry.type(description="Edges that differ from the message before.")
class ChangedEdges:
    count: int = strawberry.field(description="How many.")
    ends: list[LineageEnds] = strawberry.field(
        description="The ends of 100 of them at the most, in order."
    )


@strawberry.type(
    description="How the answer about a lineage stands now, and what is not as in the message before. The first message "
    "comes at once and tells how it stands; nothing in it has appeared, gone or changed."
)
class LineageChange:
    revision: int = strawberry.field(
        description="The record gone by: ask `lineage` with it as `atRevision` for this very answer."
    )
    changed_at: Instant = strawberry.field(description="When that revision was taken.")
    previous_revision: int | None = strawberry.field(
        description="The record that the message before went by; null in the first."
    )
    complete: bool = strawberry.field(description="The answer is the whole.")
    truncated_by: list[TruncationReason] = strawberry.field(
        description="Why it is not the whole, if it is not."
    )
    node_count: int = strawberry.field(description="How many nodes it has.")
    edge_count: int = strawberry.field(description="How many edges it has.")
    nodes_added: ChangedNodes = strawberry.field(description="Nodes that were not there.")
    nodes_removed: ChangedNodes = strawberry.field(description="Nodes that are gone.")
    nodes_changed: ChangedNodes = strawberry.field(
        description="Nodes whose name, hops or visibility are others now."
    )
    edges_added: ChangedEdges = strawberry.field(description="Edges that were not there.")
    edges_removed: ChangedEdges = strawberry.field(description="Edges that are gone.")
    edges_changed: ChangedEdges = strawberry.field(
        description="Edges that are known in another way, or say otherwise what is done to the data."
    )
