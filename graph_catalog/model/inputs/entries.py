"""Changes of catalog entries and their fields."""

import datetime as dt

import strawberry

from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition, Sensitivity
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.inputs.descriptions import IDEMPOTENCY, VERSION
from graph_catalog.model.inputs.nulls import never_empty
from graph_catalog.model.inputs.references import reference
from graph_catalog.model.inputs.texts import (
    Code,
    ColumnName,
    IdempotencyKey,
    Line,
    Name,
    Prose,
)


@strawberry.input(description="An item of an entry.")
class EntryFieldInput:
    id: strawberry.ID | None = reference(
        NodeKind.FIELD,
        default=None,
        description="The field, when it is on record; else it is found by its name or is new.",
    )
    name: Name = strawberry.field(description="数据项名称.")
    column_name: strawberry.Maybe[ColumnName | None] = strawberry.field(
        default=None, description="列名."
    )
    data_type: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="数据类型."
    )
    length: strawberry.Maybe[Line | None] = strawberry.field(default=None, description="长度.")
    acquisition: strawberry.Maybe[Acquisition | None] = never_empty(
        description="获取方式; without it, what is on record stays, and a new one is UNKNOWN."
    )
    sensitivity: strawberry.Maybe[Sensitivity | None] = strawberry.field(
        default=None, description="敏感级别."
    )
    legal_basis: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="法律依据 of collecting it (Art. 15 ¶1)."
    )
    description: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="说明."
    )


@strawberry.input(description="共享期限: null ends are open.")
class SharingPeriodInput:
    start: dt.date | None = strawberry.field(default=None, description="First day.")
    end: dt.date | None = strawberry.field(default=None, description="Last day; null: 长期.")


@strawberry.input
class _EntryAttributes:
    """The nine attributes of Art. 10 ¶2 and what goes with them: of an entry to register and of one to revise."""

    code: strawberry.Maybe[Code | None] = strawberry.field(default=None, description="目录代码.")
    listing: strawberry.Maybe[Listing | None] = never_empty(
        description="Entry, unlisted table or copy."
    )
    status: strawberry.Maybe[EntryStatus | None] = never_empty(
        description="DRAFT unless said; PUBLISHED and WITHDRAWN need the right to publish."
    )
    description: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="摘要."
    )
    format: strawberry.Maybe[StorageFormat | None] = strawberry.field(
        default=None, description="存储格式."
    )
    sharing_class: strawberry.Maybe[SharingClass | None] = strawberry.field(
        default=None, description="共享属性 (Art. 19)."
    )
    sharing_reason: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="理由 (Art. 19 ¶3)."
    )
    legal_basis: strawberry.Maybe[Prose | None] = strawberry.field(
        default=None, description="依据 (Art. 19 ¶3)."
    )
    openness: strawberry.Maybe[Openness | None] = strawberry.field(
        default=None, description="开放属性."
    )
    provision_method: strawberry.Maybe[ProvisionMethod | None] = strawberry.field(
        default=None, description="提供方式."
    )
    update_cycle: strawberry.Maybe[UpdateCycle | None] = strawberry.field(
        default=None, description="更新周期."
    )
    sharing_period: strawberry.Maybe[SharingPeriodInput | None] = strawberry.field(
        default=None, description="共享期限."
    )
    masked_offer: strawberry.Maybe[bool | None] = never_empty(
        description="May be had masked (Art. 19 ¶2)."
    )
    coverage: strawberry.Maybe[CoverageInput | None] = strawberry.field(
        default=None,
        description="What its data is about, as a whole: what it does not say is not limited; null: everything.",
    )
    last_updated_on: strawberry.Maybe[dt.date | None] = strawberry.field(
        default=None, description="Day of the newest data."
    )
    catalog_version: strawberry.Maybe[Line | None] = strawberry.field(
        default=None, description="Business version."
    )


@strawberry.input(
    description="A catalog entry, or a table that is none, to put on record with its fields."
)
class RegisterEntryInput(_EntryAttributes):
    unit_id: strawberry.ID = reference(NodeKind.UNIT, description="提供单位.")
    system_id: strawberry.ID | None = reference(
        NodeKind.SYSTEM, default=None, description="信息系统."
    )
    name: Name = strawberry.field(description="业务名称.")
    fields: list[EntryFieldInput] = strawberry.field(default_factory=list, description="数据项.")
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)


@strawberry.input(description="An entry to describe anew.")
class ReviseEntryInput(_EntryAttributes):
    id: strawberry.ID = reference(NodeKind.DATASET, description="The entry.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    name: strawberry.Maybe[Name | None] = never_empty(description="业务名称.")
    system_id: strawberry.Maybe[strawberry.ID | None] = reference(
        NodeKind.SYSTEM, default=None, description="信息系统; null: it is in none from now on."
    )
    fields: list[EntryFieldInput] | None = strawberry.field(
        default=None, description="Fields that are new or change; null: none."
    )
    removed_field_ids: list[strawberry.ID] = reference(
        NodeKind.FIELD, default_factory=list, description="Fields that the entry no longer has."
    )
    idempotency_key: IdempotencyKey | None = strawberry.field(default=None, description=IDEMPOTENCY)
