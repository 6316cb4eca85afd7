"""What all formats say alike: names of things, words for kinds, and whether the file is whole."""

from collections.abc import Mapping
from typing import Final

from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions.export import Exported, ExportedCoverage
from graph_catalog.model import instant
from graph_catalog.model.characters import forbidden_character
from graph_catalog.model.enums.lineage import (
    AgreementCoverage,
    LineageDirection,
    LineageKind,
    LineageLevel,
    LineageSource,
)
from graph_catalog.model.lineage_answers import (
    Lineage,
    LineageBasis,
    LineageEdge,
    LineageEvidence,
    LineageNode,
    TruncationReason,
)

KINDS: Final[Mapping[LineageKind, str]] = {
    LineageKind.IDENTITY: "原样复制",
    LineageKind.TRANSFORMATION: "转换",
    LineageKind.AGGREGATION: "汇总",
    LineageKind.MASKING: "脱敏",
    LineageKind.EXCHANGE: "交换",
    LineageKind.FILTER: "筛选",
    LineageKind.JOIN: "关联",
    LineageKind.GROUP_BY: "分组",
    LineageKind.SORT: "排序",
    LineageKind.WINDOW: "窗口",
    LineageKind.CONDITIONAL: "条件",
}
METHODS: Final[Mapping[LineageSource, str]] = {
    LineageSource.OPENLINEAGE: "OpenLineage 事件",
    LineageSource.SQL: "SQL 脚本",
    LineageSource.DECLARED: "申报",
    LineageSource.GRANT: "共享授权",
    LineageSource.IMPORT: "导入",
}
BASES: Final[Mapping[LineageBasis, str]] = {
    LineageBasis.FIELD_TRACED: "逐项追踪",
    LineageBasis.DATASET_DECLARED: "仅知整表",
}
COVERAGES: Final[Mapping[AgreementCoverage, str]] = {
    AgreementCoverage.NOT_NEEDED: "不需要协议",
    AgreementCoverage.COVERED: "有协议",
    AgreementCoverage.EXPIRED: "协议已终止",
    AgreementCoverage.UNCOVERED: "无协议",
    AgreementCoverage.PARTLY: "部分有协议",
}
LEVELS: Final[Mapping[LineageLevel, str]] = {
    LineageLevel.FIELD: "数据项",
    LineageLevel.DATASET: "数据集",
    LineageLevel.SYSTEM: "信息系统",
    LineageLevel.UNIT: "单位",
}
DIRECTIONS: Final[Mapping[LineageDirection, str]] = {
    LineageDirection.UPSTREAM: "来源",
    LineageDirection.DOWNSTREAM: "去向",
    LineageDirection.BOTH: "来源与去向",
}
CUTS: Final[Mapping[TruncationReason, str]] = {
    TruncationReason.DEPTH: "超出深度的对象",
    TruncationReason.NODE_LIMIT: "超出对象上限的对象",
    TruncationReason.EDGE_LIMIT: "超出关系上限的关系",
    TruncationReason.WALK_LIMIT: "超出遍历上限的节点",
    TruncationReason.CEILING: "未再追踪的事实",
    TruncationReason.TIME: "因超时未追踪的事实",
    TruncationReason.NO_LINEAGE: "来源未登记的数据集",
    TruncationReason.OUTSIDE_DISTRICT: "来源在本区以外的数据集",
    TruncationReason.HIDDEN: "不可见的对象",
    TruncationReason.PATH_LIMIT: "未列出的路径",
}
HIDDEN: Final = "（不可见）"


def headlines(exported: Exported) -> tuple[str, str, str]:
    """Return what every file begins with: whether it is whole, what was asked, and by which record."""
    answer = exported.answer
    return (whole(answer), asked(exported.question, answer), as_recorded(answer))


def whole(answer: Lineage) -> str:
    """Say whether the answer is whole, and if not why, with the reasons as programs know them."""
    if answer.complete:
        return "完整 complete"
    reasons = ";".join(
        f"{cut.reason.value} ({cut.count} 个{CUTS[cut.reason]})" for cut in answer.cuts
    )
    return f"不完整 incomplete:{reasons}"


def asked(question: Question, answer: Lineage) -> str:
    """Say what was asked."""
    return (
        f"{LEVELS[question.level]}级{DIRECTIONS[question.direction]}:"
        f"{shown(answer.root.name or HIDDEN)};"
        f"最多 {question.depth} 步、{question.max_nodes} 个对象"
    )


def as_recorded(answer: Lineage) -> str:
    """Say at which instant and by which record, in the words by which the same can be asked again."""
    return (
        f"asOf {instant.text(answer.as_of)};atRevision {answer.revision};"
        f"{answer.node_count} 个对象、{answer.edge_count} 条关系"
    )


def shown(text: str) -> str:
    """Return a text on one line, with what is invisible in it made visible."""
    folded = " ".join(text.split())
    return "".join(f"⟨U+{ord(c):04X}⟩" if forbidden_character(c) else c for c in folded)


def name(exported: Exported, node: LineageNode) -> str:
    """Return what a node is called: a field with its dataset before it."""
    if node.redacted or node.name is None:
        return HIDDEN
    called = exported.called.get(node.key)
    if called is None or called.dataset == node.key:
        return shown(node.name)
    return f"{shown(called.name)}·{shown(node.name)}"


def kinds(edge: LineageEdge) -> str:
    """Return what is done to the data on the way, in one word where all agree."""
    found = {assertion.kind for assertion in edge.assertions}
    return "、".join(KINDS[kind] for kind in LineageKind if kind in found)


def methods(edge: LineageEdge) -> str:
    """Return how an edge is known."""
    found = {assertion.source for assertion in edge.assertions}
    return "、".join(METHODS[source] for source in LineageSource if source in found)


def coverage(covered: ExportedCoverage) -> str:
    """Say whether agreements cover an edge; of one that has ended, until which day it did."""
    if covered.coverage is None:
        return ""
    is_over = covered.coverage is AgreementCoverage.EXPIRED and covered.last_day is not None
    return COVERAGES[covered.coverage] + (f"（至 {covered.last_day} 止）" if is_over else "")


def each(texts: list[str | None]) -> str:
    """Return different texts of one edge, in order, one a line."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def where(evidence: LineageEvidence | None) -> str:
    """Say where an assertion is written: script and line, run, or import."""
    if evidence is None:
        return ""
    if evidence.script:
        return f"{evidence.script}:{evidence.line}" if evidence.line else evidence.script
    if evidence.run:
        return f"运行 {evidence.run}"
    return f"导入 {evidence.import_batch}" if evidence.import_batch else ""


def all_evidence(exported: Exported, edge: LineageEdge) -> list[LineageEvidence]:
    """Return how the assertions of an edge are on record, of those that may be told."""
    evidence = (exported.evidence.get(one.fact) for one in edge.assertions if one.fact is not None)
    return [evidence for evidence in evidence if evidence is not None]
