"""Changes of lineage."""

import strawberry

from graph_catalog.model.enums.lineage import LineageKind, LineageSource
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, SINCE, UNTIL
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import IdempotencyKey, Line, Name, Namespace, Prose
from graph_catalog.model.instant import When


@strawberry.input(
    description="The job between datasets whose columns are not known (table-level lineage)."
)
class JobInput:
    namespace: Namespace = strawberry.field(description="Where the job runs (OpenLineage).")
    name: Name = strawberry.field(description="Its name there.")
    kind: Line | None = strawberry.field(
        default=None, description="What sort of job, e.g. ETL, 交换."
    )


@strawberry.input(
    description="Declare that something was made from something: two fields, or two datasets with the job between."
)
class DeclareLineageInput:
    target_id: strawberry.ID = reference(
        NodeKind.FIELD, NodeKind.DATASET, description="What was written: a field, or a dataset."
    )
    source_id: strawberry.ID = reference(
        NodeKind.FIELD, NodeKind.DATASET, description="What it came from: of the same kind."
    )
    kind: LineageKind = strawberry.field(
        default=LineageKind.IDENTITY, description="What is done to the data."
    )
    transform: Prose | None = strawberry.field(default=None, description="How, in words or code.")
    masking: bool = strawberry.field(
        default=False, description="Whether it is masked on the way (脱敏)."
    )
    job: JobInput | None = strawberry.field(
        default=None, description="The job; required between datasets."
    )
    source: LineageSource = strawberry.field(
        default=LineageSource.DECLARED, description="How it is known."
    )
    valid_from: When | None = strawberry.field(default=None, description=SINCE)
    valid_to: When | None = strawberry.field(default=None, description=UNTIL)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Say that a declared derivation holds no longer, or never held.")
class RetractLineageInput:
    target_id: strawberry.ID = reference(
        NodeKind.FIELD, NodeKind.DATASET, description="What was written."
    )
    source_id: strawberry.ID = reference(
        NodeKind.FIELD, NodeKind.DATASET, description="What it came from."
    )
    source: LineageSource = strawberry.field(
        default=LineageSource.DECLARED, description="Whose assertion: others' stay."
    )
    ends_at: When | None = strawberry.field(
        default=None,
        description="The first instant at which it holds no longer; of a plain date, it holds through that day. Null: now.",
    )
    never_held: bool = strawberry.field(
        default=False,
        description="It was an error from the start: nothing of it stays on record from now on.",
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="Say that a derivation was looked at, and still holds.")
class ConfirmLineageInput:
    target_id: strawberry.ID = reference(
        NodeKind.FIELD, NodeKind.DATASET, description="What was written."
    )
    source_id: strawberry.ID = reference(
        NodeKind.FIELD, NodeKind.DATASET, description="What it came from."
    )
    source: LineageSource = strawberry.field(
        default=LineageSource.DECLARED, description="Whose assertion is confirmed."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
