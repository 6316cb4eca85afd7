"""The words that the sample district's files use for values of closed sets."""

import re
from typing import Any, Final

import strawberry

from graph_catalog.model.enums.agreements import (
    AgreementKind,
    AgreementStatus,
    ConsumerKind,
    UsageDomain,
)
from graph_catalog.model.enums.entries import ProvisionMethod, UpdateCycle
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.enums.projects import ProjectStage
from graph_catalog.model.enums.systems import SourceLevel, SystemStage
from graph_catalog.model.enums.units import UnitKind, UnitLevel
from graph_catalog.sheets import labels as template

UNIT_KINDS: Final = {
    "行政机关": UnitKind.ADMINISTRATIVE_ORGAN,
    "事业单位": UnitKind.PUBLIC_INSTITUTION,
    "社会组织": UnitKind.SOCIAL_ORGANIZATION,
    "公共服务企业": UnitKind.PUBLIC_SERVICE_ENTERPRISE,
}
UNIT_LEVELS: Final = {
    "国家": UnitLevel.STATE,
    "省级": UnitLevel.PROVINCE,
    "市级": UnitLevel.CITY,
    "区级": UnitLevel.DISTRICT,
    "镇街": UnitLevel.TOWNSHIP,
}
SYSTEM_STAGES: Final = {
    "拟建": SystemStage.PLANNED,
    "在建": SystemStage.UNDER_CONSTRUCTION,
    "试运": SystemStage.TRIAL,
    "投运": SystemStage.IN_USE,
    "停运": SystemStage.RETIRED,
}
PROJECT_STAGES: Final = {
    "拟建": ProjectStage.PLANNED,
    "已立项": ProjectStage.APPROVED,
    "在建": ProjectStage.UNDER_CONSTRUCTION,
    "已验收": ProjectStage.ACCEPTED,
    "已终止": ProjectStage.CANCELLED,
}
SOURCE_LEVELS: Final = {
    "自建": SourceLevel.OWN,
    "国直": SourceLevel.STATE,
    "省直": SourceLevel.PROVINCE,
    "市直": SourceLevel.CITY,
}
AGREEMENT_KINDS: Final = {
    "共享申请": AgreementKind.SHARING_REQUEST,
    "数据利用协议": AgreementKind.DATA_USE,
}
AGREEMENT_STATUSES: Final = {
    "待审核": AgreementStatus.PENDING,
    "已批准": AgreementStatus.GRANTED,
    "已驳回": AgreementStatus.REFUSED,
    "已终止": AgreementStatus.ENDED,
}
CONSUMER_KINDS: Final = {
    "单位": ConsumerKind.UNIT,
    "企业": ConsumerKind.ENTERPRISE,
    "社会组织": ConsumerKind.ORGANIZATION,
    "应用服务": ConsumerKind.SERVICE,
}
USAGE_DOMAINS: Final = {
    "经济调节": UsageDomain.ECONOMIC_REGULATION,
    "市场监管": UsageDomain.MARKET_SUPERVISION,
    "社会管理": UsageDomain.SOCIAL_MANAGEMENT,
    "公共服务": UsageDomain.PUBLIC_SERVICE,
    "生态环境": UsageDomain.ECOLOGY,
}
LINEAGE_SOURCES: Final = {
    "SQL脚本": LineageSource.SQL,
    "单位申报": LineageSource.DECLARED,
    "共享授权": LineageSource.GRANT,
    "批量导入": LineageSource.IMPORT,
    "OpenLineage": LineageSource.OPENLINEAGE,
}
HISTORY: Final = {
    "修订条目": "revise_entry",
    "修订系统": "revise_system",
    "终止协议": "end_agreement",
    "关闭血缘": "close_lineage",
    "恢复血缘": "reopen_lineage",
    "声明血缘": "declare_lineage",
}
"""What is done in history.csv, and the method of `History` that does it."""

_LAW: Final = re.compile(r"《[^》]+》第[一二三四五六七八九十百]+条")


def provision_method(label: str) -> ProvisionMethod:
    """Return the method that a label of the template means."""
    found = template.value(ProvisionMethod, label)
    assert found is not None, label  # noqa: S101  # the content's own tests check every label
    return found


def stated_basis(opinion: str) -> str | None:
    """Return the article of a law that an opinion goes by, None where it names none."""
    law = _LAW.search(opinion)
    return law[0] if law else None


def entry_change(attribute: str, value: str) -> dict[str, Any]:
    """Return the attribute of a `ReviseEntryInput` that a change of one attribute sets."""
    if attribute == "业务名称":
        return {"name": strawberry.Some(value)}
    if attribute == "提供方式":
        return {"provision_method": strawberry.Some(provision_method(value))}
    return {"update_cycle": strawberry.Some(template.value(UpdateCycle, value))}
