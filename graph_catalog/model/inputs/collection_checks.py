"""Keeping the check of a plan on its project (Art. 9)."""

import strawberry

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY
from graph_catalog.model.inputs.plans import CollectionPlanInput
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import IdempotencyKey


@strawberry.input(
    description="A plan to check and to keep on a project, as given and with its verdicts."
)
class RecordCollectionCheckInput:
    project_id: strawberry.ID = reference(
        NodeKind.PROJECT, description="The project that it belongs to."
    )
    plan: CollectionPlanInput = strawberry.field(
        description="The plan, of the unit that undertakes the project."
    )
    expected_version: int | None = strawberry.field(
        default=None,
        description="The project's `version` that the caller saw; another one on record is a Conflict. "
        "Null: no check.",
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
