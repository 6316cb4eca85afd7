"""Enums of a unit 单位."""

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
