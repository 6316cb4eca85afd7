"""The answer about lineage: nodes, edges, and whether that is all (design §8)."""

from enum import Enum

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.agreements import Agreement
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import (
    AgreementCoverage,
    ClosedBecause,
    LineageKind,
    LineageLevel,
    LineageSource,
)
from graph_catalog.model.preloaded import Preloaded, many, one
from graph_catalog.model.worded import worded


@worded(
    "Why an answer about lineage is not the whole. What was not asked for (`kinds`, `indirect`) is no reason.",
    DEPTH="Lineage goes on beyond the depth; counted: things of the level seen to lie there.",
    NODE_LIMIT="More things lie within the depth than `maxNodes`; counted: those left out.",
    EDGE_LIMIT="More edges join the things shown than an answer may hold; counted: those left out.",
    WALK_LIMIT="The walk met more fields, tables and jobs than it may bring; counted: those left.",
    CEILING="The walk ended while still within the depth; counted: facts not followed.",
    TIME="The time for the walk ran out and a shorter one stands in; counted: facts not followed.",
    NO_LINEAGE="Upstream, the record ends short of a source: values of a dataset are not said to be collected or "
    "generated there, and where they come from is not on record; counted: datasets where that is so.",
    OUTSIDE_DISTRICT="The same where a unit above the district answers for the dataset: what lies before it is for that "
    "level of government to record; counted: datasets.",
    HIDDEN="Things that the viewer may not see; nodes stand redacted, users of data do not stand here; counted: these.",
    PATH_LIMIT="More ways lead there than `limit`, or than are looked at; counted: those seen.",
    HOLDER_LIMIT="More fields hold the datum than are walked from; counted: those left out.",
)
class TruncationReason(Enum):
    DEPTH = "DEPTH"
    NODE_LIMIT = "NODE_LIMIT"
    EDGE_LIMIT = "EDGE_LIMIT"
    WALK_LIMIT = "WALK_LIMIT"
    CEILING = "CEILING"
    TIME = "TIME"
    NO_LINEAGE = "NO_LINEAGE"
    OUTSIDE_DISTRICT = "OUTSIDE_DISTRICT"
    HIDDEN = "HIDDEN"
    PATH_LIMIT = "PATH_LIMIT"
    HOLDER_LIMIT = "HOLDER_LIMIT"


@worded(
    "Why nothing on record lies before an origin.",
    SOURCE="It is a source: its values are collected or generated there.",
    NO_LINEAGE="Its values are had from elsewhere, or that is not said, and from where is not on record.",
    OUTSIDE_DISTRICT="The same, and a unit above the district answers for it.",
    CYCLE="It stands for a cycle that nothing leads into: each of its fields comes from the others.",
)
class OriginKind(Enum):
    SOURCE = "SOURCE"
    NO_LINEAGE = "NO_LINEAGE"
    OUTSIDE_DISTRICT = "OUTSIDE_DISTRICT"
    CYCLE = "CYCLE"


@worded(
    "How an edge is known.",
    FIELD_TRACED="Field by field.",
    DATASET_DECLARED="By the whole dataset: the job's columns are not known.",
)
class LineageBasis(Enum):
    FIELD_TRACED = "FIELD_TRACED"
    DATASET_DECLARED = "DATASET_DECLARED"


@strawberry.type(
    description="How an assertion is on record: by what, when, and until when it holds."
)
class LineageEvidence:
    job_namespace: str | None = strawberry.field(description="Where the job is at home.")
    run: str | None = strawberry.field(description="Id of the run that was seen to do it first.")
    script: str | None = strawberry.field(description="The SQL script that says so.")
    line: int | None = strawberry.field(description="The line there, from 1.")
    import_batch: str | None = strawberry.field(description="The import that brought it.")
    asserted_at: Instant | None = strawberry.field(
        description="When it was said; where that is not told, when it was first put on record."
    )
    recorded_revision: int = strawberry.field(
        description="The revision that first had it on record, whatever it said then."
    )
    valid_from: Instant | None = strawberry.field(
        description="Since when it holds; null: since ever."
    )
    valid_to: Instant | None = strawberry.field(
        description="The first instant at which it holds no more; null: open."
    )
    closed_because: ClosedBecause | None = strawberry.field(
        description="Why it ends, where it does and that is told."
    )
    last_confirmed: Instant | None = strawberry.field(
        description="When it was last seen again. It changes in place, so it is null in an answer at a given snapshot."
    )


@strawberry.type(description="One assertion that an edge rests on.")
class LineageAssertion(Preloaded):
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
    evidence: LineageEvidence | None = strawberry.field(
        resolver=one, description="How it is on record; null for what is redacted."
    )
    fact: strawberry.Private[tuple[str, str] | None] = None
    """Keys of the thing at which the fact is found, and of the fact; None where that is not to be told."""


@strawberry.type(description="A thing in a lineage, at the level asked for.")
class LineageNode(Preloaded):
    key: str = strawberry.field(
        description="Stable key, which edges name; for what is redacted, one without meaning."
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
    subject_id: strawberry.Private[str | None] = None
    """Global id of the subject, for files and the command line, which have no relations to read."""


@strawberry.type(description="`target` was made from `source`: edges point to what was before.")
class LineageEdge(Preloaded):
    source: str = strawberry.field(description="Key of the node it came from.")
    target: str = strawberry.field(description="Key of the node that was written.")
    kind: LineageKind | None = strawberry.field(
        default=None, description="What is done to the data; null where assertions differ."
    )
    basis: LineageBasis = strawberry.field(description="How the edge is known.")
    assertions: list[LineageAssertion] = strawberry.field(
        default_factory=list, description="Every assertion that it rests on."
    )
    is_indirect: bool = strawberry.field(
        default=False,
        description="What came before is in none of the values, it only decided about them.",
    )
    agreed: bool | None = strawberry.field(
        default=None,
        description="Whether methods that know of one derivation say the same of it: kind, and whether masked. "
        "False where any differ; null where no derivation is known by two methods, as far as the viewer may see.",
    )
    coverage: AgreementCoverage | None = strawberry.field(
        resolver=one,
        description="Whether agreements cover the data that pass between units here on the date, judged by what the "
        "viewer may see of both ends; null where that is nothing.",
    )
    covered_by: list[Agreement] = strawberry.field(
        resolver=many, description="The agreements in force on the date that cover it."
    )
    covered_by_hidden_agreements: int = strawberry.field(
        resolver=one, description="How many more do that the viewer may not see."
    )
    last_covered_by: list[Agreement] = strawberry.field(
        resolver=many,
        description="Of flows that agreements covered before the date: the ones that ended last.",
    )
    crossings: strawberry.Private[tuple[tuple[str, str], ...] | None] = None
    """Flows between units beneath it: the dataset that they leave, and the unit that receives them."""


@strawberry.type(
    description="One reason why the answer is not the whole, and how much it left out."
)
class LineageCut:
    reason: TruncationReason = strawberry.field(description="What cut it.")
    count: int = strawberry.field(description="How much, see the reason.")


@strawberry.type(
    description="Where it comes from and who depends on it, always saying whether that is all."
)
class Lineage(Preloaded):
    root: LineageNode = strawberry.field(description="What was asked about.")
    nodes: list[LineageNode] = strawberry.field(description="By hops, then key.")
    edges: list[LineageEdge] = strawberry.field(description="Edges among these nodes.")
    node_count: int = strawberry.field(description="How many nodes are here.")
    edge_count: int = strawberry.field(description="How many edges are here.")
    complete: bool = strawberry.field(
        description="This is all there is: nothing was cut, nothing is hidden, and every chain upstream ends at a source."
    )
    truncated_by: list[TruncationReason] = strawberry.field(
        description="Why it is not the whole, if it is not."
    )
    cuts: list[LineageCut] = strawberry.field(description="The same with counts.")
    hidden_count: int = strawberry.field(
        description="Nodes that the viewer may not see; they stand redacted."
    )
    as_of: Instant = strawberry.field(description="The instant asked about.")
    revision: int = strawberry.field(description="The record gone by.")
