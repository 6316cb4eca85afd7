"""Changes of sources 定源, and exemptions from going to them."""

import strawberry

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.inputs.descriptions import (
    IDEMPOTENCY,
    SINCE,
    UNTIL,
    VERSION,
)
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import Basis, IdempotencyKey, Prose, Reason
from graph_catalog.model.instant import When


@strawberry.input(description="定源: make a dataset the source of a datum (Art. 15 ¶1).")
class DesignateSourceInput:
    datum_id: strawberry.ID = reference(NodeKind.DATUM, description="The datum.")
    dataset_id: strawberry.ID = reference(NodeKind.DATASET, description="Its source from now on.")
    coverage: CoverageInput | None = strawberry.field(
        default=None, description="For what; null: everything."
    )
    basis: Prose | None = strawberry.field(
        default=None, description="依据, of the time that is said; null: each time keeps its own."
    )
    valid_from: When | None = strawberry.field(default=None, description=SINCE)
    valid_to: When | None = strawberry.field(default=None, description=UNTIL)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(
    description="The end of a designation: from then on the datum has no source by it."
)
class EndDesignationInput:
    designation_id: strawberry.ID = reference(NodeKind.DESIGNATION, description="The designation.")
    reason: Reason = strawberry.field(description="理由.")
    ends_at: When | None = strawberry.field(
        default=None,
        description="The first instant at which it has ended; of a plain date, it holds through that day. Null: now.",
    )
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(
    description="An exemption from Art. 15 ¶2: a unit may collect a datum itself all the same."
)
class ExemptCollectionInput:
    datum_id: strawberry.ID = reference(NodeKind.DATUM, description="The datum.")
    unit_id: strawberry.ID = reference(NodeKind.UNIT, description="The unit that may collect it.")
    reason: Reason = strawberry.field(
        description="理由: 关联键, 法定单独采集, 多源校核, 应急, 口径或时期不同, or another."
    )
    basis: Basis = strawberry.field(description="依据.")
    coverage: CoverageInput | None = strawberry.field(
        default=None, description="For what; null: everything."
    )
    valid_from: When | None = strawberry.field(default=None, description=SINCE)
    valid_to: When | None = strawberry.field(default=None, description=UNTIL)
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
