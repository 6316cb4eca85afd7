"""Enums of a field 数据项, and of how it holds its datum."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "获取方式: 采集, 业务产生, 共享获取, 加工派生, or 不明. The key of every duplicate check (Art. 15).",
    COLLECTED="采集 from citizens or organisations.",
    GENERATED="业务产生 in the course of business.",
    SHARED="共享获取 from another unit.",
    DERIVED="加工派生 from other data.",
    UNKNOWN="不明: nobody has said. No finding and no duplicate rests on it.",
)
class Acquisition(Enum):
    COLLECTED = "COLLECTED"
    GENERATED = "GENERATED"
    SHARED = "SHARED"
    DERIVED = "DERIVED"
    UNKNOWN = "UNKNOWN"


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
