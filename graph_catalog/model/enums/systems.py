"""Enums of an information system 信息系统."""

from enum import Enum

from graph_catalog.model.worded import worded


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
