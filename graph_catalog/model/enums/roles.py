"""Roles of people."""

from enum import Enum

from graph_catalog.model.worded import worded


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
