"""Closed sets of values, with the regulation's own words beside them (article numbers are the regulation's).

Stable names rather than numeric codes: the products in use disagree about the numbers (domain.md §3.3).
"""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "行政机关 and its kin (Art. 3, Art. 31): which sort of body a unit is.",
    ADMINISTRATIVE_ORGAN="行政机关.",
    PUBLIC_INSTITUTION="事业单位.",
    SOCIAL_ORGANIZATION="社会团体.",
    PUBLIC_SERVICE_ENTERPRISE="公共企业, 提供公共服务的企业.",
)
class UnitKind(Enum):
    ADMINISTRATIVE_ORGAN = "ADMINISTRATIVE_ORGAN"
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION"
    SOCIAL_ORGANIZATION = "SOCIAL_ORGANIZATION"
    PUBLIC_SERVICE_ENTERPRISE = "PUBLIC_SERVICE_ENTERPRISE"


@worded(
    "层级: the level of government a unit belongs to; above DISTRICT it is upstream.",
    STATE="国家.",
    PROVINCE="省 (直辖市为其市级).",
    CITY="市.",
    DISTRICT="区县.",
    TOWNSHIP="街道, 乡镇.",
)
class UnitLevel(Enum):
    STATE = "STATE"
    PROVINCE = "PROVINCE"
    CITY = "CITY"
    DISTRICT = "DISTRICT"
    TOWNSHIP = "TOWNSHIP"


@worded(
    "系统阶段: where in its life an information system is.",
    PLANNED="规划.",
    UNDER_CONSTRUCTION="在建.",
    TRIAL="试运行.",
    IN_USE="在用.",
    RETIRED="停用.",
)
class SystemStage(Enum):
    PLANNED = "PLANNED"
    UNDER_CONSTRUCTION = "UNDER_CONSTRUCTION"
    TRIAL = "TRIAL"
    IN_USE = "IN_USE"
    RETIRED = "RETIRED"


@worded(
    "来源系统分级: who built it and may change it (自建, 国直, 省直, 市直).",
    OWN="自建.",
    STATE="国直.",
    PROVINCE="省直.",
    CITY="市直.",
)
class SourceLevel(Enum):
    OWN = "OWN"
    STATE = "STATE"
    PROVINCE = "PROVINCE"
    CITY = "CITY"


@worded(
    "目录条目, 未编目表 or 共享获取副本 (Art. 10 ¶3): what stands in the catalog, what was only seen, "
    "and what is a copy had by sharing.",
    LISTED="目录条目.",
    UNLISTED="未编目表, seen in lineage.",
    RECEIVED="共享获取副本.",
)
class Listing(Enum):
    LISTED = "LISTED"
    UNLISTED = "UNLISTED"
    RECEIVED = "RECEIVED"


@worded(
    "状态: how far an entry has come (Art. 13).",
    DRAFT="草稿; its own unit and the centre see it.",
    PUBLISHED="已发布.",
    WITHDRAWN="已撤回.",
)
class EntryStatus(Enum):
    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


@worded(
    "共享属性 (Art. 19): 无条件共享, 受限共享, 非共享.",
    UNCONDITIONAL="无条件共享.",
    CONDITIONAL="受限共享 (有条件共享).",
    NOT_SHARED="非共享 (不予共享).",
)
class SharingClass(Enum):
    UNCONDITIONAL = "UNCONDITIONAL"
    CONDITIONAL = "CONDITIONAL"
    NOT_SHARED = "NOT_SHARED"


@worded(
    "开放属性: 无条件开放, 受限开放, 不予开放.",
    OPEN="无条件开放.",
    CONDITIONAL="受限开放.",
    CLOSED="不予开放.",
)
class Openness(Enum):
    OPEN = "OPEN"
    CONDITIONAL = "CONDITIONAL"
    CLOSED = "CLOSED"


@worded(
    "提供方式 (Art. 22): 市级接口共享, 市级交换共享, 市大数据中心平台集中分析处理; "
    "OFFLINE 线下交换 is what Art. 22 ¶2 wants ended.",
    SHARE_API="市级接口共享.",
    SHARE_EXCHANGE="市级交换共享.",
    CENTRAL_ANALYSIS="市大数据中心平台集中分析处理.",
    OFFLINE="线下交换.",
)
class ProvisionMethod(Enum):
    SHARE_API = "SHARE_API"
    SHARE_EXCHANGE = "SHARE_EXCHANGE"
    CENTRAL_ANALYSIS = "CENTRAL_ANALYSIS"
    OFFLINE = "OFFLINE"


@worded(
    "更新周期 (Art. 17): how often the provider promises new data.",
    REAL_TIME="实时.",
    HOURLY="每小时.",
    DAILY="每日.",
    WEEKLY="每周.",
    TEN_DAYS="每旬.",
    MONTHLY="每月.",
    QUARTERLY="每季度.",
    HALF_YEARLY="每半年.",
    YEARLY="每年.",
    IRREGULAR="不定期.",
    OTHER="其他.",
)
class UpdateCycle(Enum):
    REAL_TIME = "REAL_TIME"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    TEN_DAYS = "TEN_DAYS"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    HALF_YEARLY = "HALF_YEARLY"
    YEARLY = "YEARLY"
    IRREGULAR = "IRREGULAR"
    OTHER = "OTHER"


@worded(
    "存储格式: the class of format of 政务信息资源目录编制指南.",
    DATABASE="数据库.",
    SPREADSHEET="电子表格.",
    DOCUMENT="电子文件.",
    IMAGE="图形图像.",
    MEDIA="流媒体.",
    SELF_DESCRIBING="自描述格式.",
    PAPER="纸质.",
    OTHER="其他.",
)
class StorageFormat(Enum):
    DATABASE = "DATABASE"
    SPREADSHEET = "SPREADSHEET"
    DOCUMENT = "DOCUMENT"
    IMAGE = "IMAGE"
    MEDIA = "MEDIA"
    SELF_DESCRIBING = "SELF_DESCRIBING"
    PAPER = "PAPER"
    OTHER = "OTHER"


@worded(
    "获取方式: 采集, 业务产生, 共享获取, 加工派生. The key of every duplicate check (Art. 15).",
    COLLECTED="采集 from citizens or organisations.",
    GENERATED="业务产生 in the course of business.",
    SHARED="共享获取 from another unit.",
    DERIVED="加工派生 from other data.",
)
class Acquisition(Enum):
    COLLECTED = "COLLECTED"
    GENERATED = "GENERATED"
    SHARED = "SHARED"
    DERIVED = "DERIVED"


@worded(
    "敏感级别: L1 不敏感, L2 低敏感, L3 较敏感, L4 敏感 (浙江省公共数据分类分级指南).",
    L1="不敏感.",
    L2="低敏感.",
    L3="较敏感.",
    L4="敏感.",
)
class Sensitivity(Enum):
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


@worded(
    "The form in which a field holds a datum: the value itself, its code, or the code's name.",
    VALUE="The value itself.",
    CODE="代码.",
    NAME="代码名称.",
)
class DatumForm(Enum):
    VALUE = "VALUE"
    CODE = "CODE"
    NAME = "NAME"


@worded(
    "使用方 kinds: a unit, a citizen, an enterprise or other organisation (Art. 24), a service.",
    UNIT="单位.",
    ENTERPRISE="企业.",
    ORGANIZATION="其他组织.",
    CITIZEN="公民.",
    SERVICE="应用服务.",
)
class ConsumerKind(Enum):
    UNIT = "UNIT"
    ENTERPRISE = "ENTERPRISE"
    ORGANIZATION = "ORGANIZATION"
    CITIZEN = "CITIZEN"
    SERVICE = "SERVICE"


@worded(
    "共享申请 (Art. 21) or 数据利用协议 (Art. 24).",
    SHARING_REQUEST="共享申请.",
    DATA_USE="数据利用协议.",
)
class AgreementKind(Enum):
    SHARING_REQUEST = "SHARING_REQUEST"
    DATA_USE = "DATA_USE"


@worded(
    "Where a request or an agreement stands.",
    PENDING="待答复.",
    GRANTED="已同意.",
    REFUSED="已拒绝.",
    ENDED="已终止.",
)
class AgreementStatus(Enum):
    PENDING = "PENDING"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


@worded(
    "应用领域 (Art. 23): 经济调节, 市场监管, 社会管理, 公共服务, 生态环境.",
    ECONOMIC_REGULATION="经济调节.",
    MARKET_SUPERVISION="市场监管.",
    SOCIAL_MANAGEMENT="社会管理.",
    PUBLIC_SERVICE="公共服务.",
    ECOLOGY="生态环境.",
)
class UsageDomain(Enum):
    ECONOMIC_REGULATION = "ECONOMIC_REGULATION"
    MARKET_SUPERVISION = "MARKET_SUPERVISION"
    SOCIAL_MANAGEMENT = "SOCIAL_MANAGEMENT"
    PUBLIC_SERVICE = "PUBLIC_SERVICE"
    ECOLOGY = "ECOLOGY"


@worded(
    "What a lineage edge does to the data.",
    IDENTITY="原样复制.",
    TRANSFORMATION="转换.",
    AGGREGATION="汇总.",
    MASKING="脱敏.",
    EXCHANGE="交换.",
)
class LineageKind(Enum):
    IDENTITY = "IDENTITY"
    TRANSFORMATION = "TRANSFORMATION"
    AGGREGATION = "AGGREGATION"
    MASKING = "MASKING"
    EXCHANGE = "EXCHANGE"


@worded(
    "How a lineage edge came to be known.",
    OPENLINEAGE="An OpenLineage event.",
    SQL="Read out of SQL.",
    DECLARED="申报.",
    GRANT="A granted request.",
    IMPORT="An imported mapping.",
)
class LineageSource(Enum):
    OPENLINEAGE = "OPENLINEAGE"
    SQL = "SQL"
    DECLARED = "DECLARED"
    GRANT = "GRANT"
    IMPORT = "IMPORT"


@worded(
    "Roles of people (domain.md §8, Art. 6, 25, 28).",
    SUPERVISOR="区政府办, 统筹监督.",
    DATA_CENTER="区大数据中心.",
    UNIT_OFFICER="单位数据专员.",
    SECURITY_LEAD="安全管理负责人.",
    FINANCE="区财政局.",
    AUDITOR="审计.",
    DEVELOPER="应用开发者.",
)
class Role(Enum):
    SUPERVISOR = "SUPERVISOR"
    DATA_CENTER = "DATA_CENTER"
    UNIT_OFFICER = "UNIT_OFFICER"
    SECURITY_LEAD = "SECURITY_LEAD"
    FINANCE = "FINANCE"
    AUDITOR = "AUDITOR"
    DEVELOPER = "DEVELOPER"


@worded(
    "The level at which lineage is asked for and projected.",
    FIELD="数据项.",
    DATASET="数据集.",
    SYSTEM="信息系统.",
    UNIT="单位.",
)
class LineageLevel(Enum):
    FIELD = "FIELD"
    DATASET = "DATASET"
    SYSTEM = "SYSTEM"
    UNIT = "UNIT"


@worded(
    "UPSTREAM: where it comes from. DOWNSTREAM: who depends on it.",
    UPSTREAM="来源.",
    DOWNSTREAM="去向.",
    BOTH="来源与去向.",
)
class LineageDirection(Enum):
    UPSTREAM = "UPSTREAM"
    DOWNSTREAM = "DOWNSTREAM"
    BOTH = "BOTH"


@worded(
    "Kinds of things that have a global id.",
    UNIT="单位.",
    SYSTEM="信息系统.",
    DATASET="数据集.",
    FIELD="数据项.",
    ELEMENT="标准数据元.",
    DATUM="数.",
    CONSUMER="使用方.",
    AGREEMENT="共享申请, 利用协议.",
    USAGE="使用.",
    DESIGNATION="定源.",
    EXEMPTION="豁免.",
    JOB="作业.",
)
class NodeKind(Enum):
    UNIT = "Unit"
    SYSTEM = "System"
    DATASET = "Dataset"
    FIELD = "Field"
    ELEMENT = "Element"
    DATUM = "Datum"
    CONSUMER = "Consumer"
    AGREEMENT = "Agreement"
    USAGE = "Usage"
    DESIGNATION = "SourceDesignation"
    EXEMPTION = "Exemption"
    JOB = "Job"
