"""Enums of an information project 信息化项目."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "项目阶段: how far an information project has come (Art. 9, 12).",
    PLANNED="拟建.",
    APPROVED="已立项.",
    UNDER_CONSTRUCTION="在建.",
    ACCEPTED="已验收.",
    CANCELLED="已终止.",
)
class ProjectStage(Enum):
    PLANNED = "PLANNED"
    APPROVED = "APPROVED"
    UNDER_CONSTRUCTION = "UNDER_CONSTRUCTION"
    ACCEPTED = "ACCEPTED"
    CANCELLED = "CANCELLED"


@worded(
    "Why a plan that is checked again gets another answer.",
    RULES="Parser, rules or lexicon are others than when it was recorded.",
    CATALOG="What is on record or in force is another: entries, sources, rights, rulings, dates.",
)
class DifferenceCause(Enum):
    RULES = "RULES"
    CATALOG = "CATALOG"
