"""What is planned, and what is compared: questions, no changes."""

from typing import Final

import strawberry

from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import Label, Line, Prose
from graph_catalog.model.instant import When

MOST_FIELDS: Final = 500
"""Fields of a plan, at the most."""


@strawberry.input(description="A field that a plan would collect.")
class PlannedFieldInput:
    name: Label = strawberry.field(description="数据项名称.")
    column_name: Line | None = strawberry.field(default=None, description="列名.")
    description: Prose | None = strawberry.field(default=None, description="说明.")
    data_type: Prose | None = strawberry.field(default=None, description="数据类型.")
    acquisition: Acquisition = strawberry.field(
        default=Acquisition.COLLECTED, description="How it is to be had."
    )
    subject: Line | None = strawberry.field(
        default=None, description="Whose it is, where the plan's subject is not meant."
    )
    element_id: strawberry.ID | None = reference(
        NodeKind.ELEMENT, default=None, description="The standard element, if known."
    )
    qualifier: Line | None = strawberry.field(
        default=None,
        description="限定词, e.g. 父亲, or 本人 where the name alone would mean another.",
    )
    coverage: CoverageInput | None = strawberry.field(
        default=None, description="For whom, where and when."
    )
    legal_basis: Prose | None = strawberry.field(
        default=None, description="法律依据 of collecting it (Art. 15 ¶1)."
    )


@strawberry.input(
    description="A form, table or system that a unit plans, with every field it would collect."
)
class CollectionPlanInput:
    unit_id: strawberry.ID = reference(NodeKind.UNIT, description="The unit that plans.")
    name: Label = strawberry.field(description="Name of the form, table or system.")
    purpose: Prose | None = strawberry.field(default=None, description="应用场景.")
    subject: Line | None = strawberry.field(
        default=None, description="Whom it is about, e.g. 自然人, 企业."
    )
    legal_basis: Prose | None = strawberry.field(
        default=None, description="法律依据 for the whole."
    )
    fields: list[PlannedFieldInput] = strawberry.field(description="Every field, 1 to 500.")
    as_of: When | None = strawberry.field(
        default=None, description="The instant asked about, of a plain date its end; null: now."
    )
    at_revision: int | None = strawberry.field(
        default=None, description="The record to go by; null: the newest."
    )


@strawberry.input(description="A field with what is around it, to be compared.")
class FieldDescriptionInput:
    name: Label = strawberry.field(description="数据项名称.")
    dataset: Line | None = strawberry.field(
        default=None, description="The dataset or form it stands in."
    )
    unit: Line | None = strawberry.field(default=None, description="The unit.")
    column_name: Line | None = strawberry.field(default=None, description="列名.")
    description: Prose | None = strawberry.field(default=None, description="说明.")
    data_type: Prose | None = strawberry.field(default=None, description="数据类型.")
    subject: Line | None = strawberry.field(default=None, description="Whose it is.")
