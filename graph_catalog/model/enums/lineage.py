"""Enums of lineage 血缘: of its edges, and of how it is asked for."""

from enum import Enum

from graph_catalog.model.worded import worded


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
