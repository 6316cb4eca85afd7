"""The words of catalog files: labels of columns and values, the regulation's and others'.

One table each way: the first label of a value is the regulation's own and is what is written out,
the second, where there are two models, is the national one (编制指南); the rest are words seen in
use (domain.md §3.3). Programs' words (`UNCONDITIONAL`) are understood as well.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

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

E = TypeVar("E", bound=Enum)


class Column(Enum):
    """A column of the catalog template, by its label there (Art. 10 ¶2, then the optional ones)."""

    PROVIDER = "提供单位"
    SYSTEM = "信息系统名称"
    ENTRY = "业务名称"
    FIELD = "数据项名称"
    FORMAT = "存储格式"
    SHARING_CLASS = "共享属性"
    OPENNESS = "开放属性"
    PROVISION_METHOD = "提供方式"
    UPDATE_CYCLE = "更新周期"
    SHARING_PERIOD = "共享期限"
    CODE = "目录代码"
    LISTING = "目录类别"
    STATUS = "状态"
    SUMMARY = "摘要"
    SHARING_REASON = "共享理由"
    LEGAL_BASIS = "共享依据"
    COLUMN_NAME = "列名"
    DATA_TYPE = "数据类型"
    LENGTH = "长度"
    ACQUISITION = "获取方式"
    SENSITIVITY = "敏感级别"
    COLLECTION_BASIS = "法律依据"
    REGION = "覆盖区域"
    POPULATION = "覆盖人群"
    PERIOD_FROM = "数据起始"
    PERIOD_TO = "数据截止"
    LAST_UPDATED = "最近更新"
    MASKED_OFFER = "脱敏提供"
    CATALOG_VERSION = "目录版本"
    NOTE = "说明"
    SECRECY = "密级"


OTHER_COLUMN_LABELS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.PROVIDER: ("信息资源提供方", "资源提供方", "提供方", "提供部门", "数源单位", "单位名称"),
    Column.SYSTEM: ("信息系统", "系统名称", "所属系统", "所属信息系统", "来源系统"),
    Column.ENTRY: ("信息资源名称", "资源名称", "目录名称", "数据集名称"),
    Column.FIELD: ("信息项名称", "信息项", "数据项", "字段名称", "字段中文名", "字段中文名称"),
    Column.FORMAT: ("信息资源格式", "资源格式", "信息资源格式类型"),
    Column.SHARING_CLASS: ("共享类型",),
    Column.OPENNESS: ("开放类型", "是否开放", "是否向社会开放"),
    Column.PROVISION_METHOD: ("共享方式",),
    Column.UPDATE_CYCLE: ("更新频率", "更新频度"),
    Column.SHARING_PERIOD: ("共享有效期",),
    Column.CODE: ("信息资源代码", "资源代码", "目录编码", "目录编号"),
    Column.STATUS: ("目录状态", "发布状态"),
    Column.SUMMARY: ("信息资源摘要", "资源摘要", "目录摘要"),
    Column.SHARING_REASON: ("共享条件", "不予共享理由", "理由"),
    Column.LEGAL_BASIS: ("不予共享依据", "依据"),
    Column.COLUMN_NAME: ("字段英文名", "字段英文名称", "字段名", "英文名称", "技术名称"),
    Column.DATA_TYPE: ("数据项类型", "字段类型", "类型"),
    Column.LENGTH: ("数据长度", "字段长度"),
    Column.ACQUISITION: ("采集方式",),
    Column.SENSITIVITY: ("数据分级", "敏感等级", "安全级别"),
    Column.COLLECTION_BASIS: ("采集依据",),
    Column.REGION: ("行政区划代码",),
    Column.PERIOD_FROM: ("数据起始日期",),
    Column.PERIOD_TO: ("数据截止日期",),
    Column.LAST_UPDATED: ("更新日期", "数据更新日期", "最近更新日期"),
    Column.MASKED_OFFER: ("脱敏后提供",),
    Column.NOTE: ("数据项说明", "备注", "字段说明", "数据项描述"),
    Column.SECRECY: ("涉密", "是否涉密", "保密级别", "涉密等级", "秘密等级"),
}

VALUE_LABELS: Final[Mapping[Enum, tuple[str, ...]]] = {
    SharingClass.UNCONDITIONAL: ("无条件共享", "无条件"),
    SharingClass.CONDITIONAL: ("受限共享", "有条件共享", "受限", "有条件"),
    SharingClass.NOT_SHARED: ("非共享", "不予共享", "不共享"),
    Openness.OPEN: ("无条件开放", "向公众开放", "开放", "是"),
    Openness.CONDITIONAL: ("受限开放", "有条件开放", "依申请开放"),
    Openness.CLOSED: ("不予开放", "不向公众开放", "禁止开放", "不开放", "否"),
    ProvisionMethod.SHARE_API: (
        "市级接口共享",
        "接口共享",
        "接口",
        "信息查询接口",
        "数据核验接口",
    ),
    ProvisionMethod.SHARE_EXCHANGE: (
        "市级交换共享",
        "交换共享",
        "批量库表交换",
        "库表交换",
        "文件下载交换",
        "数据库对接",
        "前置机",
        "文件传输",
    ),
    ProvisionMethod.CENTRAL_ANALYSIS: (
        "集中分析处理",
        "市大数据中心平台集中分析处理",
        "平台集中分析处理",
    ),
    ProvisionMethod.OFFLINE: ("线下交换", "线下", "邮件", "介质"),
    UpdateCycle.REAL_TIME: ("实时",),
    UpdateCycle.HOURLY: ("每小时", "小时"),
    UpdateCycle.DAILY: ("每日", "每天", "日"),
    UpdateCycle.WEEKLY: ("每周", "周"),
    UpdateCycle.TEN_DAYS: ("每旬", "旬"),
    UpdateCycle.MONTHLY: ("每月", "月"),
    UpdateCycle.QUARTERLY: ("每季度", "季度", "每季", "季"),
    UpdateCycle.HALF_YEARLY: ("每半年", "半年"),
    UpdateCycle.YEARLY: ("每年", "年", "每年度", "年度"),
    UpdateCycle.IRREGULAR: ("不定期", "不定时"),
    UpdateCycle.OTHER: ("其他", "其它"),
    StorageFormat.DATABASE: (
        "数据库",
        "库表",
        "access",
        "db2",
        "dbase",
        "dbf",
        "dm",
        "kingbasees",
        "oracle",
        "sqlserver",
        "sysbase",
        "mysql",
    ),
    StorageFormat.SPREADSHEET: ("电子表格", "表格", "et", "xls", "xlsx", "csv"),
    StorageFormat.DOCUMENT: (
        "电子文件",
        "文件",
        "文档",
        "doc",
        "docx",
        "html",
        "ofd",
        "pdf",
        "ppt",
        "txt",
        "wps",
        "xml",
    ),
    StorageFormat.IMAGE: ("图形图像", "图像", "图片", "bmp", "gif", "jpg"),
    StorageFormat.MEDIA: ("流媒体", "mpg", "rm", "swf"),
    StorageFormat.SELF_DESCRIBING: ("自描述格式", "表格驱动码"),
    StorageFormat.PAPER: ("纸质", "纸质文件"),
    StorageFormat.OTHER: ("其他", "其它"),
    Acquisition.COLLECTED: ("采集", "直接采集"),
    Acquisition.GENERATED: ("业务产生", "产生"),
    Acquisition.SHARED: ("共享获取", "共享"),
    Acquisition.DERIVED: ("加工派生", "派生", "加工"),
    Acquisition.UNKNOWN: ("不明", "未知", "不详"),
    Sensitivity.L1: ("L1", "不敏感"),
    Sensitivity.L2: ("L2", "低敏感"),
    Sensitivity.L3: ("L3", "较敏感"),
    Sensitivity.L4: ("L4", "敏感"),
    Listing.LISTED: ("目录条目", "已编目"),
    Listing.UNLISTED: ("未编目表", "未编目"),
    Listing.RECEIVED: ("共享获取副本", "共享副本"),
    EntryStatus.DRAFT: ("草稿", "未发布"),
    EntryStatus.PUBLISHED: ("已发布", "发布"),
    EntryStatus.WITHDRAWN: ("已撤销", "撤销", "已下架", "已撤回"),
}

_REMARK = re.compile(r"\(.*?\)|[\s*:]")
_JOINT = re.compile(r"[-/—:(、,]")


def plain(text: str) -> str:
    """Reduce a label to what is compared: width folded, no spaces, stars or bracketed remarks."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", text)).casefold()


_COLUMNS: Final = {
    plain(label): column
    for column in Column
    for label in (column.value, *OTHER_COLUMN_LABELS.get(column, ()))
}
_VALUES: Final[dict[tuple[type[Enum], str], Enum]] = {
    (type(member), plain(label)): member
    for member, labels in VALUE_LABELS.items()
    for label in (member.name, *labels)
}


def column(label: str) -> Column | None:
    """Return the column that a label means, None for one that is not known."""
    return _COLUMNS.get(plain(label))


def value(kind: type[E], label: str) -> E | None:
    """Return the value of a closed set that a label means, None for one that is not known.

    A label may go into detail after its word: 数据库-MySQL, 电子表格(xlsx).
    """
    found = _VALUES.get((kind, plain(label)))
    if found is None:
        word = _JOINT.split(unicodedata.normalize("NFKC", label), maxsplit=1)[0]
        found = _VALUES.get((kind, plain(word)))
    return found if isinstance(found, kind) else None


def label(member: Enum) -> str:
    """Return the regulation's word for a value, as it is written out."""
    return VALUE_LABELS[member][0]


def choices(kind: type[Enum]) -> str:
    """Return the words among which a value is to be chosen, for a message."""
    return "、".join(VALUE_LABELS[member][0] for member in kind)
