"""What callers send to change the catalog: one `input` a mutation, with `expectedVersion` and `idempotencyKey`.

In a revision a field that is absent stays as it is and null takes it away (`Maybe`).
"""

import datetime as dt

import strawberry

from graph_catalog.model import enums
from graph_catalog.model.entities import Instant

_IDEMPOTENCY = "The same key with the same input answers again and changes nothing."
_VERSION = "The `version` that the caller saw; another one on record is a Conflict. Null: no check."


@strawberry.input(
    description="Region, population and period that something is about; absent parts mean everything."
)
class CoverageInput:
    region: str | None = strawberry.field(
        default=None, description="GB/T 2260 code of the region; a prefix covers all below it."
    )
    population: str | None = strawberry.field(
        default=None, description="Population, e.g. 户籍人口."
    )
    period_from: dt.date | None = strawberry.field(
        default=None, description="First day of the data."
    )
    period_to: dt.date | None = strawberry.field(default=None, description="Last day of the data.")
    cycle: enums.UpdateCycle | None = strawberry.field(
        default=None, description="How fresh the data must be; of a plan only."
    )


@strawberry.input(description="A unit to put on record.")
class RegisterUnitInput:
    name: str = strawberry.field(description="单位名称.")
    credit_code: str | None = strawberry.field(
        default=None, description="统一社会信用代码 (GB 32100)."
    )
    kind: enums.UnitKind | None = strawberry.field(
        default=None, description="Which sort of body (Art. 3)."
    )
    level: enums.UnitLevel | None = strawberry.field(
        default=None, description="Level of government."
    )
    security_lead: str | None = strawberry.field(
        default=None, description="安全管理负责人 (Art. 25)."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="A unit to describe anew.")
class ReviseUnitInput:
    id: strawberry.ID = strawberry.field(description="The unit.")
    expected_version: int | None = strawberry.field(default=None, description=_VERSION)
    name: str | None = strawberry.field(default=None, description="单位名称; null: unchanged.")
    credit_code: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="统一社会信用代码."
    )
    kind: strawberry.Maybe[enums.UnitKind | None] = strawberry.field(
        default=None, description="Which sort of body."
    )
    level: strawberry.Maybe[enums.UnitLevel | None] = strawberry.field(
        default=None, description="Level."
    )
    security_lead: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="安全管理负责人."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="An information system to put on record.")
class RegisterSystemInput:
    unit_id: strawberry.ID = strawberry.field(description="The unit that operates it.")
    name: str = strawberry.field(description="信息系统名称.")
    code: str | None = strawberry.field(default=None, description="The system's code.")
    stage: enums.SystemStage | None = strawberry.field(default=None, description="系统阶段.")
    hosting: str | None = strawberry.field(
        default=None, description="Where it is hosted (Art. 7, 8)."
    )
    network: str | None = strawberry.field(
        default=None, description="Which network it is on (Art. 7)."
    )
    source_level: enums.SourceLevel | None = strawberry.field(
        default=None, description="来源系统分级."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(
    description="An information system to describe anew, or to hand to another operator."
)
class ReviseSystemInput:
    id: strawberry.ID = strawberry.field(description="The system.")
    expected_version: int | None = strawberry.field(default=None, description=_VERSION)
    name: str | None = strawberry.field(default=None, description="信息系统名称; null: unchanged.")
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="A new operator; null: unchanged."
    )
    effective_from: Instant | None = strawberry.field(
        default=None, description="Since when the new operator operates it; null: now."
    )
    code: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="The system's code."
    )
    stage: strawberry.Maybe[enums.SystemStage | None] = strawberry.field(
        default=None, description="系统阶段."
    )
    hosting: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="Where it is hosted."
    )
    network: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="Which network it is on."
    )
    source_level: strawberry.Maybe[enums.SourceLevel | None] = strawberry.field(
        default=None, description="来源系统分级."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="An item of an entry.")
class EntryFieldInput:
    id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The field, when it is on record; else it is found by its name or is new.",
    )
    name: str = strawberry.field(description="数据项名称.")
    column_name: str | None = strawberry.field(default=None, description="列名.")
    data_type: str | None = strawberry.field(default=None, description="数据类型.")
    length: str | None = strawberry.field(default=None, description="长度.")
    acquisition: enums.Acquisition = strawberry.field(
        default=enums.Acquisition.COLLECTED, description="获取方式."
    )
    sensitivity: enums.Sensitivity | None = strawberry.field(default=None, description="敏感级别.")
    legal_basis: str | None = strawberry.field(
        default=None, description="法律依据 of collecting it (Art. 15 ¶1)."
    )
    description: str | None = strawberry.field(default=None, description="说明.")


@strawberry.input(description="共享期限: null ends are open.")
class SharingPeriodInput:
    start: dt.date | None = strawberry.field(default=None, description="First day.")
    end: dt.date | None = strawberry.field(default=None, description="Last day; null: 长期.")


@strawberry.input(
    description="What an entry says of itself: the nine attributes of Art. 10 ¶2 and what goes with them."
)
class EntryDescriptionInput:
    code: strawberry.Maybe[str | None] = strawberry.field(default=None, description="目录代码.")
    listing: enums.Listing | None = strawberry.field(
        default=None, description="Entry, unlisted table or copy."
    )
    status: enums.EntryStatus | None = strawberry.field(
        default=None,
        description="DRAFT unless said; PUBLISHED and WITHDRAWN need the right to publish.",
    )
    description: strawberry.Maybe[str | None] = strawberry.field(default=None, description="摘要.")
    format: strawberry.Maybe[enums.StorageFormat | None] = strawberry.field(
        default=None, description="存储格式."
    )
    sharing_class: strawberry.Maybe[enums.SharingClass | None] = strawberry.field(
        default=None, description="共享属性 (Art. 19)."
    )
    sharing_reason: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="理由 (Art. 19 ¶3)."
    )
    legal_basis: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="依据 (Art. 19 ¶3)."
    )
    openness: strawberry.Maybe[enums.Openness | None] = strawberry.field(
        default=None, description="开放属性."
    )
    provision_method: strawberry.Maybe[enums.ProvisionMethod | None] = strawberry.field(
        default=None, description="提供方式."
    )
    update_cycle: strawberry.Maybe[enums.UpdateCycle | None] = strawberry.field(
        default=None, description="更新周期."
    )
    sharing_period: strawberry.Maybe[SharingPeriodInput | None] = strawberry.field(
        default=None, description="共享期限."
    )
    masked_offer: bool | None = strawberry.field(
        default=None, description="May be had masked (Art. 19 ¶2)."
    )
    coverage: CoverageInput | None = strawberry.field(
        default=None, description="What its data is about."
    )
    last_updated_on: strawberry.Maybe[dt.date | None] = strawberry.field(
        default=None, description="Day of the newest data."
    )
    catalog_version: strawberry.Maybe[str | None] = strawberry.field(
        default=None, description="Business version."
    )


@strawberry.input(
    description="A catalog entry, or a table that is none, to put on record with its fields."
)
class RegisterEntryInput:
    unit_id: strawberry.ID = strawberry.field(description="提供单位.")
    system_id: strawberry.ID | None = strawberry.field(default=None, description="信息系统.")
    name: str = strawberry.field(description="业务名称.")
    says: EntryDescriptionInput | None = strawberry.field(
        default=None, description="Its attributes."
    )
    fields: list[EntryFieldInput] = strawberry.field(default_factory=list, description="数据项.")
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="An entry to describe anew.")
class ReviseEntryInput:
    id: strawberry.ID = strawberry.field(description="The entry.")
    expected_version: int | None = strawberry.field(default=None, description=_VERSION)
    name: str | None = strawberry.field(default=None, description="业务名称; null: unchanged.")
    system_id: strawberry.ID | None = strawberry.field(
        default=None, description="信息系统; null: unchanged."
    )
    says: EntryDescriptionInput | None = strawberry.field(
        default=None, description="Attributes that change."
    )
    fields: list[EntryFieldInput] | None = strawberry.field(
        default=None, description="Fields that are new or change; null: none."
    )
    removed_field_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Fields that the entry no longer has."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="定源: make a dataset the source of a datum (Art. 15 ¶1).")
class DesignateSourceInput:
    datum_id: strawberry.ID = strawberry.field(description="The datum.")
    dataset_id: strawberry.ID = strawberry.field(description="Its source from now on.")
    coverage: CoverageInput | None = strawberry.field(
        default=None, description="For what; null: everything."
    )
    basis: str | None = strawberry.field(default=None, description="依据.")
    valid_from: Instant | None = strawberry.field(
        default=None, description="Since when; null: now."
    )
    valid_to: Instant | None = strawberry.field(default=None, description="Until when; null: open.")
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(
    description="An exemption from Art. 15 ¶2: a unit may collect a datum itself all the same."
)
class ExemptCollectionInput:
    datum_id: strawberry.ID = strawberry.field(description="The datum.")
    unit_id: strawberry.ID = strawberry.field(description="The unit that may collect it.")
    reason: str = strawberry.field(description="理由.")
    basis: str = strawberry.field(description="依据.")
    valid_from: Instant | None = strawberry.field(
        default=None, description="Since when; null: now."
    )
    valid_to: Instant | None = strawberry.field(default=None, description="Until when; null: open.")
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="Who uses data; found by name and unit, or put on record.")
class ConsumerInput:
    name: str = strawberry.field(description="名称.")
    kind: enums.ConsumerKind = strawberry.field(description="Which sort of user.")
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="The unit it acts for."
    )
    jurisdiction: str | None = strawberry.field(
        default=None, description="Where it is seated (Art. 26 ¶2)."
    )


@strawberry.input(description="A use of a dataset under an agreement (Art. 23).")
class UsageInput:
    dataset_id: strawberry.ID = strawberry.field(
        description="What is used; the agreement must cover it."
    )
    name: str = strawberry.field(description="What it is used in.")
    purpose: str | None = strawberry.field(default=None, description="应用场景.")
    domain: enums.UsageDomain | None = strawberry.field(default=None, description="应用领域.")


@strawberry.input(
    description="共享申请 (Art. 21) or 数据利用协议 (Art. 24) with its consumer and uses."
)
class RecordAgreementInput:
    name: str = strawberry.field(description="名称.")
    code: str | None = strawberry.field(default=None, description="编号.")
    kind: enums.AgreementKind = strawberry.field(
        description="Request and grant, or data-use agreement."
    )
    purpose: str = strawberry.field(description="应用场景 (Art. 21).")
    method: enums.ProvisionMethod = strawberry.field(description="共享方式 (Art. 21, 22).")
    status: enums.AgreementStatus = strawberry.field(
        default=enums.AgreementStatus.GRANTED, description="Where it stands."
    )
    opinion: str | None = strawberry.field(default=None, description="意见 of the decision.")
    legal_basis: str | None = strawberry.field(default=None, description="依据 of a refusal.")
    consumer: ConsumerInput = strawberry.field(description="To whom it is granted.")
    dataset_ids: list[strawberry.ID] = strawberry.field(description="What it covers.")
    usages: list[UsageInput] = strawberry.field(
        default_factory=list, description="What it is used for."
    )
    valid_from: Instant | None = strawberry.field(
        default=None, description="Since when; null: now."
    )
    valid_to: Instant | None = strawberry.field(default=None, description="Until when; null: open.")
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="End an agreement.")
class EndAgreementInput:
    id: strawberry.ID = strawberry.field(description="The agreement.")
    expected_version: int | None = strawberry.field(default=None, description=_VERSION)
    ends_at: Instant | None = strawberry.field(
        default=None, description="When it ends or ended; null: now."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(
    description="The job between datasets whose columns are not known (table-level lineage)."
)
class JobInput:
    namespace: str = strawberry.field(description="Where the job runs (OpenLineage).")
    name: str = strawberry.field(description="Its name there.")
    kind: str | None = strawberry.field(
        default=None, description="What sort of job, e.g. ETL, 交换."
    )


@strawberry.input(
    description="Declare that something was made from something: two fields, or two datasets with the job between."
)
class DeclareLineageInput:
    target_id: strawberry.ID = strawberry.field(
        description="What was written: a field, or a dataset."
    )
    source_id: strawberry.ID = strawberry.field(description="What it came from: of the same kind.")
    kind: enums.LineageKind = strawberry.field(
        default=enums.LineageKind.IDENTITY, description="What is done to the data."
    )
    transform: str | None = strawberry.field(default=None, description="How, in words or code.")
    masking: bool = strawberry.field(
        default=False, description="Whether it is masked on the way (脱敏)."
    )
    job: JobInput | None = strawberry.field(
        default=None, description="The job; required between datasets."
    )
    source: enums.LineageSource = strawberry.field(
        default=enums.LineageSource.DECLARED, description="How it is known."
    )
    valid_from: Instant | None = strawberry.field(
        default=None, description="Since when; null: now."
    )
    valid_to: Instant | None = strawberry.field(default=None, description="Until when; null: open.")
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(description="Say that a declared derivation holds no longer, or never held.")
class RetractLineageInput:
    target_id: strawberry.ID = strawberry.field(description="What was written.")
    source_id: strawberry.ID = strawberry.field(description="What it came from.")
    source: enums.LineageSource = strawberry.field(
        default=enums.LineageSource.DECLARED, description="Whose assertion: others' stay."
    )
    ends_at: Instant | None = strawberry.field(
        default=None, description="Since when it holds no longer; null: now."
    )
    never_held: bool = strawberry.field(
        default=False,
        description="It was an error from the start: nothing of it stays on record from now on.",
    )
    idempotency_key: str | None = strawberry.field(default=None, description=_IDEMPOTENCY)


@strawberry.input(
    description="A column of the template, and the column of the file that stands for it."
)
class ColumnInput:
    column: str = strawberry.field(description="Label in the template, e.g. 业务名称.")
    label: str = strawberry.field(description="Label in the file.")


@strawberry.input(description="An attribute that the file lacks, for every row of it.")
class DefaultInput:
    column: str = strawberry.field(description="Label in the template, e.g. 共享属性.")
    value: str = strawberry.field(description="As a cell would hold it, e.g. 无条件共享.")


@strawberry.input(
    description="A catalog file to import, whole: the template of Art. 10 as CSV, or another by `columns`."
)
class ImportCatalogInput:
    file_name: str = strawberry.field(
        description="Name of the file, for messages and the audit log."
    )
    content: str = strawberry.field(description="The file's text.")
    unit: str | None = strawberry.field(
        default=None, description="Name or credit code of the unit that provides rows without one."
    )
    create_units: bool = strawberry.field(
        default=False, description="Put unknown units on record; else they are problems."
    )
    columns: list[ColumnInput] = strawberry.field(
        default_factory=list, description="Columns of another file."
    )
    defaults: list[DefaultInput] = strawberry.field(
        default_factory=list, description="What the file lacks."
    )
    dry_run: bool = strawberry.field(
        default=False, description="Check and count everything, write nothing."
    )


@strawberry.input(description="A field that a plan would collect.")
class PlannedFieldInput:
    name: str = strawberry.field(description="数据项名称.")
    column_name: str | None = strawberry.field(default=None, description="列名.")
    description: str | None = strawberry.field(default=None, description="说明.")
    data_type: str | None = strawberry.field(default=None, description="数据类型.")
    acquisition: enums.Acquisition = strawberry.field(
        default=enums.Acquisition.COLLECTED, description="How it is to be had."
    )
    subject: str | None = strawberry.field(
        default=None, description="Whose it is, where the plan's subject is not meant."
    )
    element_id: strawberry.ID | None = strawberry.field(
        default=None, description="The standard element, if known."
    )
    qualifier: str | None = strawberry.field(default=None, description="限定词, e.g. 父亲.")
    coverage: CoverageInput | None = strawberry.field(
        default=None, description="For whom, where and when."
    )
    legal_basis: str | None = strawberry.field(
        default=None, description="法律依据 of collecting it (Art. 15 ¶1)."
    )


@strawberry.input(
    description="A form, table or system that a unit plans, with every field it would collect."
)
class CollectionPlanInput:
    unit_id: strawberry.ID = strawberry.field(description="The unit that plans.")
    name: str = strawberry.field(description="Name of the form, table or system.")
    purpose: str | None = strawberry.field(default=None, description="应用场景.")
    subject: str | None = strawberry.field(
        default=None, description="Whom it is about, e.g. 自然人, 企业."
    )
    legal_basis: str | None = strawberry.field(default=None, description="法律依据 for the whole.")
    fields: list[PlannedFieldInput] = strawberry.field(description="Every field, 1 to 500.")
    as_of: Instant | None = strawberry.field(
        default=None, description="The instant asked about; null: now."
    )
    at_revision: int | None = strawberry.field(
        default=None, description="The record to go by; null: the newest."
    )


@strawberry.input(description="A field with what is around it, to be compared.")
class FieldDescriptionInput:
    name: str = strawberry.field(description="数据项名称.")
    dataset: str | None = strawberry.field(
        default=None, description="The dataset or form it stands in."
    )
    unit: str | None = strawberry.field(default=None, description="The unit.")
    column_name: str | None = strawberry.field(default=None, description="列名.")
    description: str | None = strawberry.field(default=None, description="说明.")
    data_type: str | None = strawberry.field(default=None, description="数据类型.")
    subject: str | None = strawberry.field(default=None, description="Whose it is.")
