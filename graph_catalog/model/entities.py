"""The catalog's entities, written once: plain dataclasses to the program, object types to GraphQL.

Attribute names equal the properties in the store. Relations are preloaded (see `preloaded`): the table in `api.relations` says
which Cypher file reads each. `as_of` and `revision` are not shown: `id` is made from them.
"""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, NewType

import strawberry

from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition, DatumForm, Sensitivity
from graph_catalog.model.enums.systems import SourceLevel, SystemStage
from graph_catalog.model.enums.units import UnitKind, UnitLevel
from graph_catalog.model.paging import Connection
from graph_catalog.model.preloaded import Preloaded, many, one, page, traced

if TYPE_CHECKING:
    from graph_catalog.model.agreements import Agreement, Consumer
    from graph_catalog.model.audit import EntityChange
    from graph_catalog.model.data import Datum
    from graph_catalog.model.lineage_answers import Lineage
    from graph_catalog.model.projects import Project

Instant = NewType("Instant", dt.datetime)
"""GraphQL's `scalar Instant`; defined in `gql.scalars`."""


LazyLineage = Annotated["Lineage", strawberry.lazy("graph_catalog.model.lineage_answers")]
LazyChange = Annotated["EntityChange", strawberry.lazy("graph_catalog.model.audit")]
LazyAgreement = Annotated["Agreement", strawberry.lazy("graph_catalog.model.agreements")]
LazyConsumer = Annotated["Consumer", strawberry.lazy("graph_catalog.model.agreements")]
LazyDatum = Annotated["Datum", strawberry.lazy("graph_catalog.model.data")]
LazyProject = Annotated["Project", strawberry.lazy("graph_catalog.model.projects")]


@strawberry.interface(description="Anything with a global id (Relay).")
class Node:
    id: strawberry.ID = strawberry.field(
        description="Opaque. Of an object seen with an as-of point (asOf, atRevision) it carries the as-of point."
    )


@strawberry.interface(
    description="A thing on record, with its stable key and the version of its description."
)
class Entity(Node):
    key: str = strawberry.field(
        description="Stable identity, the same at every instant and revision."
    )
    version: int = strawberry.field(
        description="Counts the states of its description, from 1; for expectedVersion."
    )
    is_backfilled: bool = strawberry.field(
        default=False,
        description="The instant asked for lies before the record of this thing begins; its earliest description stands in.",
    )
    changes: Connection[LazyChange] = strawberry.field(
        resolver=page, description="Who changed it, newest first (Art. 28)."
    )


@strawberry.interface(description="What lineage can be asked of: a field, dataset, system or unit.")
class LineageSubject(Node):
    pass


@strawberry.type(description="曾用名: what something was called before, by what is on record.")
class FormerName:
    name: str = strawberry.field(description="The name.")
    valid_from: Instant = strawberry.field(description="When that was recorded first.")
    valid_to: Instant = strawberry.field(description="When another name was recorded.")


@strawberry.type(
    description="单位 (Art. 3): an organ, a public-service unit or enterprise; upstream bodies too."
)
class Unit(Preloaded, Entity, LineageSubject):
    name: str = strawberry.field(description="单位名称.")
    credit_code: str | None = strawberry.field(
        default=None, description="统一社会信用代码 (GB 32100)."
    )
    kind: UnitKind | None = strawberry.field(
        default=None, description="Which sort of body (Art. 3)."
    )
    level: UnitLevel | None = strawberry.field(default=None, description="Level of government.")
    security_lead: str | None = strawberry.field(
        default=None,
        description="安全管理负责人 (Art. 25): the post that answers for data security.",
    )
    systems: Connection["System"] | None = strawberry.field(
        resolver=page, description="Systems that it operates."
    )
    projects: Connection[LazyProject] | None = strawberry.field(
        resolver=page, description="Projects that it undertakes."
    )
    datasets: Connection["Dataset"] | None = strawberry.field(
        resolver=page, description="Datasets that it provides."
    )
    collects: Connection[LazyDatum] | None = strawberry.field(
        resolver=page,
        description="Data that it collects itself, by alignments that are sure enough.",
    )
    lineage: LazyLineage | None = strawberry.field(
        resolver=traced,
        description="Where it comes from, or who depends on it; below 10 parents at the most.",
    )
    consumers: Connection[LazyConsumer] | None = strawberry.field(
        resolver=page, description="Consumers that act for it."
    )
    former_names: list[FormerName] | None = strawberry.field(
        resolver=many, description="曾用名: what it was called before, newest first."
    )


@strawberry.type(description="信息系统: a built information system.")
class System(Preloaded, Entity, LineageSubject):
    name: str = strawberry.field(description="信息系统名称.")
    code: str | None = strawberry.field(
        default=None, description="The system's code in its unit or platform."
    )
    stage: SystemStage | None = strawberry.field(default=None, description="系统阶段.")
    hosting: str | None = strawberry.field(
        default=None, description="Where it is hosted (Art. 7, 8)."
    )
    network: str | None = strawberry.field(
        default=None, description="Which network it is on (Art. 7)."
    )
    source_level: SourceLevel | None = strawberry.field(default=None, description="来源系统分级.")
    operator: Unit | None = strawberry.field(resolver=one, description="The unit that operates it.")
    lineage: LazyLineage | None = strawberry.field(
        resolver=traced,
        description="Where it comes from, or who depends on it; below 10 parents at the most.",
    )
    datasets: Connection["Dataset"] | None = strawberry.field(
        resolver=page, description="Datasets that it holds."
    )


@strawberry.type(description="共享期限: the period over which the share offer stands (Art. 10 ¶2).")
class SharingPeriod:
    start: dt.date | None = strawberry.field(
        default=None, description="First day; null: since ever."
    )
    end: dt.date | None = strawberry.field(default=None, description="Last day; null: 长期.")


@strawberry.type(
    description="目录条目/数据集: a catalog entry with the nine attributes of Art. 10 ¶2, or a table that is not one."
)
class Dataset(Preloaded, Entity, LineageSubject):
    name: str = strawberry.field(description="业务名称.")
    code: str | None = strawberry.field(
        default=None, description="目录代码; may change, unlike `key`."
    )
    listing: Listing = strawberry.field(
        description="Catalog entry, unlisted table, or received copy."
    )
    status: EntryStatus = strawberry.field(description="Draft, published or withdrawn.")
    namespace: str | None = strawberry.field(
        default=None,
        description="Of a table that only tools told of: where it is, as they say (OpenLineage).",
    )
    description: str | None = strawberry.field(default=None, description="摘要.")
    format: StorageFormat | None = strawberry.field(default=None, description="存储格式.")
    sharing_class: SharingClass | None = strawberry.field(
        default=None, description="共享属性 (Art. 19)."
    )
    sharing_reason: str | None = strawberry.field(
        default=None, description="理由 for a restricted or closed class (Art. 19 ¶3)."
    )
    legal_basis: str | None = strawberry.field(
        default=None, description="依据 for that class (Art. 19 ¶3)."
    )
    openness: Openness | None = strawberry.field(default=None, description="开放属性.")
    provision_method: ProvisionMethod | None = strawberry.field(
        default=None, description="提供方式."
    )
    update_cycle: UpdateCycle | None = strawberry.field(default=None, description="更新周期.")
    sharing_period: SharingPeriod | None = strawberry.field(
        default=None, description="共享期限; null: not stated."
    )
    masked_offer: bool = strawberry.field(
        default=False,
        description="May be had masked (脱敏) though its class is restricted or closed (Art. 19 ¶2).",
    )
    coverage: Coverage = strawberry.field(
        default_factory=Coverage, description="What its data is about."
    )
    last_updated_on: dt.date | None = strawberry.field(
        default=None, description="Day of the newest data (Art. 17)."
    )
    catalog_version: str | None = strawberry.field(
        default=None, description="The entry's business version."
    )
    provider: Unit | None = strawberry.field(resolver=one, description="提供单位.")
    system: System | None = strawberry.field(resolver=one, description="信息系统.")
    fields: Connection["Field"] | None = strawberry.field(
        resolver=page, description="数据项, in the order of the entry."
    )
    agreements: Connection[LazyAgreement] | None = strawberry.field(
        resolver=page, description="Agreements in force that cover it."
    )
    consumers: Connection[LazyConsumer] | None = strawberry.field(
        resolver=page, description="Who uses it."
    )
    source_of: Connection[LazyDatum] | None = strawberry.field(
        resolver=page, description="Data of which it is the source."
    )
    lineage: LazyLineage | None = strawberry.field(
        resolver=traced,
        description="Where it comes from, or who depends on it; below 10 parents at the most.",
    )
    versions: Connection["Dataset"] | None = strawberry.field(
        resolver=page,
        description="Its descriptions, newest first, each as of the revision that recorded it.",
    )


@strawberry.type(description="How a field was matched to a datum.")
class Alignment:
    form: DatumForm = strawberry.field(description="The form in which the field holds the datum.")
    confidence: float = strawberry.field(description="Between 0 and 1.")
    method: str = strawberry.field(description="Which rule of the matching made it.")


@strawberry.type(description="数据项: an item of a dataset.")
class Field(Preloaded, Entity, LineageSubject):
    name: str = strawberry.field(description="数据项名称.")
    column_name: str | None = strawberry.field(default=None, description="列名.")
    position: int = strawberry.field(default=0, description="Place in its dataset, from 1.")
    data_type: str | None = strawberry.field(
        default=None, description="数据类型 as the provider states it."
    )
    length: str | None = strawberry.field(default=None, description="长度.")
    acquisition: Acquisition = strawberry.field(description="获取方式.")
    listing: Listing = strawberry.field(
        default=Listing.LISTED,
        description="UNLISTED: a column that tools told of and its entry does not have; others do not see it.",
    )
    sensitivity: Sensitivity | None = strawberry.field(default=None, description="敏感级别.")
    legal_basis: str | None = strawberry.field(
        default=None, description="法律依据 of collecting it (Art. 15 ¶1)."
    )
    description: str | None = strawberry.field(default=None, description="说明.")
    dataset: Dataset | None = strawberry.field(
        resolver=one, description="The dataset it is an item of."
    )
    datum: LazyDatum | None = strawberry.field(resolver=one, description="数: what it denotes.")
    lineage: LazyLineage | None = strawberry.field(
        resolver=traced,
        description="Where it comes from, or who depends on it; below 10 parents at the most.",
    )
    alignment: Alignment | None = strawberry.field(
        resolver=one, description="How that was found out."
    )
