"""Enums of lineage 血缘: of its edges, and of how it is asked for."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "What a lineage edge does to the data. From FILTER on it is indirect: what came before decided which values there "
    "are, or in what order, and is not in them (OpenLineage, ColumnLineageDatasetFacet: INDIRECT).",
    IDENTITY="原样复制.",
    TRANSFORMATION="转换.",
    AGGREGATION="汇总.",
    MASKING="脱敏.",
    EXCHANGE="交换.",
    FILTER="筛选.",
    JOIN="关联.",
    GROUP_BY="分组.",
    SORT="排序.",
    WINDOW="窗口.",
    CONDITIONAL="条件.",
)
class LineageKind(Enum):
    IDENTITY = "IDENTITY"
    TRANSFORMATION = "TRANSFORMATION"
    AGGREGATION = "AGGREGATION"
    MASKING = "MASKING"
    EXCHANGE = "EXCHANGE"
    FILTER = "FILTER"
    JOIN = "JOIN"
    GROUP_BY = "GROUP_BY"
    SORT = "SORT"
    WINDOW = "WINDOW"
    CONDITIONAL = "CONDITIONAL"

    @property
    def is_indirect(self) -> bool:
        """Whether what came before is not in the values, but decided about them."""
        return self in _INDIRECT


_INDIRECT = frozenset(
    {
        LineageKind.FILTER,
        LineageKind.JOIN,
        LineageKind.GROUP_BY,
        LineageKind.SORT,
        LineageKind.WINDOW,
        LineageKind.CONDITIONAL,
    }
)


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
    "Why an assertion of lineage ended.",
    NOT_SEEN="作业此后运行时未再出现.",
    RETRACTED="撤回.",
    DROPPED="表已删除.",
    REPLACED="被另一认定取代.",
)
class ClosedBecause(Enum):
    NOT_SEEN = "NOT_SEEN"
    RETRACTED = "RETRACTED"
    DROPPED = "DROPPED"
    REPLACED = "REPLACED"


@worded(
    "Whether data that pass from one unit to another are covered by an agreement on the date (Art. 21). What goes to "
    "bodies above the district is reported to them, and needs none (Art. 17, 20).",
    NOT_NEEDED="No data pass to another unit of the district, or whose the data are is not on record.",
    COVERED="An agreement in force covers it.",
    EXPIRED="An agreement covered it, and had ended.",
    UNCOVERED="No agreement covers it: of one flow beneath at least there never was any.",
    PARTLY="Some of the flows beneath are covered, others not.",
)
class AgreementCoverage(Enum):
    NOT_NEEDED = "NOT_NEEDED"
    COVERED = "COVERED"
    EXPIRED = "EXPIRED"
    UNCOVERED = "UNCOVERED"
    PARTLY = "PARTLY"


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
