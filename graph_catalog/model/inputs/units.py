"""Changes of units."""

import strawberry

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.units import UnitKind, UnitLevel
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, VERSION
from graph_catalog.model.inputs.nulls import never_empty
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import CreditCode, IdempotencyKey, Line, Name


@strawberry.input(description="A unit to put on record.")
class RegisterUnitInput:
    name: Name = strawberry.field(description="单位名称.")
    credit_code: CreditCode | None = strawberry.field(
        default=None, description="统一社会信用代码 (GB 32100)."
    )
    kind: UnitKind | None = strawberry.field(
        default=None, description="Which sort of body (Art. 3)."
    )
    level: UnitLevel | None = strawberry.field(default=None, description="Level of government.")
    security_lead: Line | None = strawberry.field(
        default=None, description="安全管理负责人 (Art. 25)."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="A unit to describe anew.")
class ReviseUnitInput:
    id: strawberry.ID = reference(NodeKind.UNIT, description="The unit.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    name: strawberry.Maybe[Name | None] = never_empty(description="单位名称.")
    credit_code: strawberry.Maybe[CreditCode | None] = strawberry.field(
        default=None, description="统一社会信用代码."
    )
    kind: strawberry.Maybe[UnitKind | None] = strawberry.field(
        default=None, description="Which sort of body."
    )
    level: strawberry.Maybe[UnitLevel | None] = strawberry.field(default=None, description="Level.")
    security_lead: strawberry.Maybe[Line | None] = strawberry.field(
        default=None, description="安全管理负责人."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
