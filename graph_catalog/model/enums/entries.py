"""Enums of a catalog entry 目录条目: the closed ones of the nine attributes of Art. 10 ¶2, and where it stands."""

from enum import Enum

from graph_catalog.model.worded import worded


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
