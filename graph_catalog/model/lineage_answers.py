"""The answer about lineage: nodes, edges, and whether that is all (design §8)."""

from enum import Enum

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel, LineageSource
from graph_catalog.model.hanging import Hung, one
from graph_catalog.model.worded import worded


@worded(
    "Why an answer about lineage is not the whole.",
    DEPTH="Lineage goes on beyond the depth; counted: things of the level seen to lie there.",
    NODE_LIMIT="More things lie within the depth than `maxNodes`; counted: those left out.",
    EDGE_LIMIT="More edges join the things shown than an answer may hold; counted: those left out.",
    WALK_LIMIT="The walk met more fields, tables and jobs than it may bring; counted: those left.",
    CEILING="The walk ended while still within the depth; counted: facts not followed.",
)
class TruncationReason(Enum):
    DEPTH = "DEPTH"
    NODE_LIMIT = "NODE_LIMIT"
    EDGE_LIMIT = "EDGE_LIMIT"
    WALK_LIMIT = "WALK_LIMIT"
    CEILING = "CEILING"


@worded(
    "How an edge is known.",
    FIELD_TRACED="Field by field.",
    DATASET_DECLARED="By the whole dataset: the job's columns are not known.",
)
class LineageBasis(Enum):
    FIELD_TRACED = "FIELD_TRACED"
    DATASET_DECLARED = "DATASET_DECLARED"


@strawberry.type(description="One assertion that an edge rests on.")
class LineageAssertion:
    source: LineageSource = strawberry.field(description="How it is known.")
    kind: LineageKind = strawberry.field(description="What is done to the data.")
    transform: str | None = strawberry.field(default=None, description="How.")
    masking: bool | None = strawberry.field(
        default=None, description="Whether masked on the way (脱敏)."
    )
    job: str | None = strawberry.field(default=None, description="The job that does it.")
    asserted_by: str | None = strawberry.field(default=None, description="Who said so.")
    redacted: bool = strawberry.field(
        default=False,
        description="The viewer may not see both ends: only what is done, and how it is known, is told.",
    )


@strawberry.type(description="A thing in a lineage, at the level asked for.")
class LineageNode(Hung):
    id: strawberry.ID | None = strawberry.field(description="Global id; null for what is redacted.")
    key: strawberry.ID = strawberry.field(
        description="Stable key; for what is redacted, one without meaning."
    )
    level: LineageLevel = strawberry.field(description="Field, dataset, system or unit.")
    name: str | None = strawberry.field(description="Name; null for what is redacted.")
    redacted: bool = strawberry.field(
        default=False, description="The viewer may not see what stands here."
    )
    upstream_hops: int | None = strawberry.field(
        default=None, description="Hops of this level upstream of the root."
    )
    downstream_hops: int | None = strawberry.field(
        default=None, description="Hops of this level downstream of the root."
    )
    subject: entities.LineageSubject | None = strawberry.field(
        resolver=one, description="The thing itself; null for what is redacted."
    )
    subject_key: strawberry.Private[str | None] = None


@strawberry.type(description="`target` was made from `source`: edges point to what was before.")
class LineageEdge:
    source: strawberry.ID = strawberry.field(description="Key of the node it came from.")
    target: strawberry.ID = strawberry.field(description="Key of the node that was written.")
    kind: LineageKind | None = strawberry.field(
        default=None, description="What is done to the data; null where assertions differ."
    )
    basis: LineageBasis = strawberry.field(description="How the edge is known.")
    assertions: list[LineageAssertion] = strawberry.field(
        default_factory=list, description="Every assertion that it rests on."
    )


@strawberry.type(
    description="One reason why the answer is not the whole, and how much it left out."
)
class LineageCut:
    reason: TruncationReason = strawberry.field(description="What cut it.")
    count: int = strawberry.field(description="How much, see the reason.")


@strawberry.type(
    description="Where it comes from and who depends on it, always saying whether that is all."
)
class Lineage(Hung):
    root: LineageNode = strawberry.field(description="What was asked about.")
    nodes: list[LineageNode] = strawberry.field(description="By hops, then key.")
    edges: list[LineageEdge] = strawberry.field(description="Edges among these nodes.")
    node_count: int = strawberry.field(description="How many nodes are here.")
    edge_count: int = strawberry.field(description="How many edges are here.")
    complete: bool = strawberry.field(description="Nothing was cut.")
    truncated_by: list[TruncationReason] = strawberry.field(
        description="What cut it, if anything did."
    )
    cuts: list[LineageCut] = strawberry.field(description="The same with counts.")
    hidden_count: int = strawberry.field(
        description="Nodes that the viewer may not see; they stand redacted."
    )
    as_of: Instant = strawberry.field(description="The instant asked about.")
    revision: int = strawberry.field(description="The record gone by.")
