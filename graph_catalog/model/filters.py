"""Filters of lists: typed conditions on attributes, joined by `and`, `or`, `not`.

`filter_clauses` makes them into what the store takes.
"""

import strawberry

from graph_catalog.model.enums.agreements import AgreementKind, AgreementStatus, ConsumerKind
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
from graph_catalog.model.enums.systems import SourceLevel, SystemStage
from graph_catalog.model.enums.units import UnitKind, UnitLevel
from graph_catalog.model.filter_conditions import (
    Day,
    EnumFilter,
    Flag,
    Related,
    Since,
    Text,
    Until,
    filter_input,
)


@filter_input("Which units a list holds.")
class UnitFilter:
    name: Text | None = strawberry.field(default=None, description="单位名称.")
    credit_code: Text | None = strawberry.field(default=None, description="统一社会信用代码.")
    kind: EnumFilter[UnitKind] | None = strawberry.field(
        default=None, description="Which sort of body."
    )
    level: EnumFilter[UnitLevel] | None = strawberry.field(
        default=None, description="Level of government."
    )


@filter_input("Which systems a list holds.")
class SystemFilter:
    name: Text | None = strawberry.field(default=None, description="信息系统名称.")
    code: Text | None = strawberry.field(default=None, description="The system's code.")
    stage: EnumFilter[SystemStage] | None = strawberry.field(default=None, description="系统阶段.")
    source_level: EnumFilter[SourceLevel] | None = strawberry.field(
        default=None, description="来源系统分级."
    )
    operator: Related | None = strawberry.field(
        default=None, description="The unit that operates it."
    )


@filter_input("Which datasets a list holds.")
class DatasetFilter:
    name: Text | None = strawberry.field(default=None, description="业务名称.")
    code: Text | None = strawberry.field(default=None, description="目录代码.")
    listing: EnumFilter[Listing] | None = strawberry.field(
        default=None, description="Entry, table or received copy."
    )
    status: EnumFilter[EntryStatus] | None = strawberry.field(
        default=None, description="Draft, published, withdrawn."
    )
    format: EnumFilter[StorageFormat] | None = strawberry.field(
        default=None, description="存储格式."
    )
    sharing_class: EnumFilter[SharingClass] | None = strawberry.field(
        default=None, description="共享属性 (Art. 19)."
    )
    openness: EnumFilter[Openness] | None = strawberry.field(default=None, description="开放属性.")
    provision_method: EnumFilter[ProvisionMethod] | None = strawberry.field(
        default=None, description="提供方式."
    )
    update_cycle: EnumFilter[UpdateCycle] | None = strawberry.field(
        default=None, description="更新周期."
    )
    last_updated_on: Day | None = strawberry.field(
        default=None, description="Day of the newest data."
    )
    provider: Related | None = strawberry.field(default=None, description="提供单位.")
    system: Related | None = strawberry.field(default=None, description="信息系统.")


@filter_input("Which fields a list holds.")
class FieldFilter:
    name: Text | None = strawberry.field(default=None, description="数据项名称.")
    column_name: Text | None = strawberry.field(default=None, description="列名.")
    data_type: Text | None = strawberry.field(default=None, description="数据类型.")
    acquisition: EnumFilter[Acquisition] | None = strawberry.field(
        default=None, description="获取方式."
    )
    sensitivity: EnumFilter[Sensitivity] | None = strawberry.field(
        default=None, description="敏感级别."
    )
    legal_basis: Text | None = strawberry.field(default=None, description="法律依据.")
    dataset: Related | None = strawberry.field(
        default=None, description="The dataset it is an item of."
    )


@filter_input("Which standard elements a list holds.")
class ElementFilter:
    name: Text | None = strawberry.field(default=None, description="中文名称.")
    code: Text | None = strawberry.field(default=None, description="Code in the lexicon.")
    object_class: Text | None = strawberry.field(default=None, description="对象类.")
    is_identifier: Flag | None = strawberry.field(
        default=None, description="Identifies its object."
    )


@filter_input("Which data a list holds.")
class DatumFilter:
    name: Text | None = strawberry.field(
        default=None,
        description="Object class, attribute and qualifier; 本人 and 主体 are left out.",
    )
    qualifier: Text | None = strawberry.field(
        default=None, description="限定词, e.g. 父亲, 本人, 主体."
    )
    is_provisional: Flag | None = strawberry.field(default=None, description="No element fits.")


@filter_input("Which consumers a list holds.")
class ConsumerFilter:
    name: Text | None = strawberry.field(default=None, description="名称.")
    kind: EnumFilter[ConsumerKind] | None = strawberry.field(
        default=None, description="Which sort of user."
    )
    jurisdiction: Text | None = strawberry.field(default=None, description="Where it is seated.")


@filter_input("Which agreements a list holds.")
class AgreementFilter:
    name: Text | None = strawberry.field(default=None, description="名称.")
    code: Text | None = strawberry.field(default=None, description="编号.")
    kind: EnumFilter[AgreementKind] | None = strawberry.field(
        default=None, description="Request or agreement."
    )
    status: EnumFilter[AgreementStatus] | None = strawberry.field(
        default=None, description="How it stands at the instant asked about."
    )
    valid_from: Since | None = strawberry.field(default=None, description="Since when it holds.")
    valid_to: Until | None = strawberry.field(default=None, description="Until when it holds.")
    purpose: Text | None = strawberry.field(default=None, description="应用场景.")


@strawberry.input(description="Which things a search finds, beside its text.")
class SearchFilter:
    listing: EnumFilter[Listing] | None = strawberry.field(default=None, description="Of datasets.")
    status: EnumFilter[EntryStatus] | None = strawberry.field(
        default=None, description="Of datasets."
    )
    sharing_class: EnumFilter[SharingClass] | None = strawberry.field(
        default=None, description="Of datasets."
    )
    provider: Related | None = strawberry.field(default=None, description="提供单位, of datasets.")
