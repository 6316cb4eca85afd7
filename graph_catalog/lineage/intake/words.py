"""The Chinese words of lineage in files that people fill in."""

from typing import Final

from graph_catalog.model.enums.lineage import LineageKind

LINEAGE_KINDS: Final = {
    "直接取值": LineageKind.IDENTITY,
    "转换加工": LineageKind.TRANSFORMATION,
    "汇总统计": LineageKind.AGGREGATION,
    "脱敏处理": LineageKind.MASKING,
    "共享交换": LineageKind.EXCHANGE,
    "筛选条件": LineageKind.FILTER,
    "关联条件": LineageKind.JOIN,
}
