"""Changes of information systems."""

import strawberry

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.systems import SourceLevel, SystemStage
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, VERSION
from graph_catalog.model.inputs.nulls import never_empty
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import Code, IdempotencyKey, Name, Prose
from graph_catalog.model.instant import When


@strawberry.input(description="An information system to put on record.")
class RegisterSystemInput:
    unit_id: strawberry.ID = reference(NodeKind.UNIT, description="The unit that operates it.")
    name: Name = strawberry.field(description="信息系统名称.")
    code: Code | None = strawberry.field(default=None, description="The system's code.")
    stage: SystemStage | None = strawberry.field(default=None, description="系统阶段.")
    hosting: Prose | None = strawberry.field(
        default=None, description="Where it is hosted (Art. 7, 8)."
    )
    network: Prose | None = strawberry.field(
        default=None, description="Which network it is on (Art. 7)."
    )
    source_level: SourceLevel | None = strawberry.field(default=None, description="来源系统分级.")
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(
    description="An information system to describe anew, or to hand to another operator."
)
class ReviseSystemInput:
    id: strawberry.ID = reference(NodeKind.SYSTEM, description="The system.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    name: strawberry.Maybe[Name | None] = never_empty(description="信息系统名称.")
    unit_id: strawberry.Maybe[strawberry.ID | None] = reference(
        NodeKind.UNIT, default=None, never_empty=True, description="A new operator."
    )
    effective_from: When | None = strawberry.field(
        default=None,
        description="Since when the new operator operates it, of a plain date its first instant; null: now.",
    )
    code: strawberry.Maybe[Code | None] = strawberry.field(
        default=None, description="The system's code."
    )
    stage: strawberry.Maybe[SystemStage | None] = strawberry.field(
        default=None, description="系统阶段."
    )
    hosting: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="Where it is hosted."
    )
    network: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="Which network it is on."
    )
    source_level: strawberry.Maybe[SourceLevel | None] = strawberry.field(
        default=None, description="来源系统分级."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
