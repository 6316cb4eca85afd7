"""Changes of information projects 信息化项目, and which of them a list holds."""

import strawberry

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.projects import ProjectStage
from graph_catalog.model.filter_conditions import EnumFilter, Related, Text, filter_input
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, VERSION
from graph_catalog.model.inputs.nulls import never_empty
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import Code, IdempotencyKey, Name, Prose
from graph_catalog.model.instant import When


@strawberry.input(description="An information project to put on record (Art. 9).")
class RegisterProjectInput:
    unit_id: strawberry.ID = reference(NodeKind.UNIT, description="The unit that undertakes it.")
    name: Name = strawberry.field(description="项目名称.")
    code: Code | None = strawberry.field(default=None, description="项目代码.")
    stage: ProjectStage | None = strawberry.field(default=None, description="项目阶段.")
    description: Prose | None = strawberry.field(
        default=None, description="建设内容: what it builds, and what for."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(
    description="An information project to describe anew, or to hand to another unit."
)
class ReviseProjectInput:
    id: strawberry.ID = reference(NodeKind.PROJECT, description="The project.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    name: strawberry.Maybe[Name | None] = never_empty(description="项目名称.")
    unit_id: strawberry.Maybe[strawberry.ID | None] = reference(
        NodeKind.UNIT,
        default=None,
        never_empty=True,
        description="Another unit that undertakes it.",
    )
    effective_from: When | None = strawberry.field(
        default=None,
        description="Since when the other unit undertakes it, of a plain date its first instant; null: now.",
    )
    code: strawberry.Maybe[Code | None] = strawberry.field(default=None, description="项目代码.")
    stage: strawberry.Maybe[ProjectStage | None] = strawberry.field(
        default=None, description="项目阶段."
    )
    description: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="建设内容."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@filter_input("Which projects a list holds.")
class ProjectFilter:
    name: Text | None = strawberry.field(default=None, description="项目名称.")
    code: Text | None = strawberry.field(default=None, description="项目代码.")
    stage: EnumFilter[ProjectStage] | None = strawberry.field(default=None, description="项目阶段.")
    unit: Related | None = strawberry.field(
        default=None, description="The unit that undertakes it."
    )
