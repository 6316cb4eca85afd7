"""Lineage as CSV for spreadsheet programs: three lines of comment, a header, one row an edge.

A thing without any edge has a row of its own with nothing before it. With byte order mark and CRLF, as spreadsheet
programs want it; a text that one would run as a formula is kept from it by an apostrophe.
"""

import csv
import io
from typing import Final

from graph_catalog.lineage.export import words
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.lineage_answers import LineageEdge, LineageNode

_HEADER: Final = (
    "来自id 来自名称 来自来源步数 来自去向步数 得到id 得到名称 得到来源步数 得到去向步数 "
    "加工方式 依据 只影响取舍 各方法一致 方法 变换 脱敏 作业 认定者 出处 登记修订号 "
    "协议情况 协议 另有不可见协议"
)
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_YES: Final = {True: "是", False: "否", None: ""}


def write(exported: Exported) -> bytes:
    """Return the file."""
    answer = exported.answer
    nodes = {node.key: _node(exported, node) for node in answer.nodes}
    tied = {end for edge in answer.edges for end in (edge.source, edge.target)}
    alone = [node for key, node in nodes.items() if key not in tied]
    header = _HEADER.split()
    ends = len(next(iter(nodes.values()), []))
    rows = [
        *([f"# {line}"] for line in words.headlines(exported)),
        header,
        *(
            [*nodes[edge.source], *nodes[edge.target], *_edge(exported, edge)]
            for edge in answer.edges
        ),
        *([*[""] * ends, *node, *[""] * (len(header) - 2 * ends)] for node in alone),
    ]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _node(exported: Exported, node: LineageNode) -> list[str]:
    hops = ("" if hop is None else str(hop) for hop in (node.upstream_hops, node.downstream_hops))
    return [node.subject_id or node.key, words.name(exported, node), *hops]


def _edge(exported: Exported, edge: LineageEdge) -> list[str]:
    covered = exported.covered[edge.source, edge.target]
    evidence = words.all_evidence(exported, edge)
    masked = [each.masking for each in edge.assertions if each.masking is not None]
    return [
        words.kinds(edge),
        words.BASES[edge.basis],
        _YES[edge.is_indirect],
        _YES[edge.agreed],
        words.methods(edge),
        words.each([each.transform for each in edge.assertions]),
        _YES[any(masked) if masked else None],
        words.each([each.job for each in edge.assertions]),
        words.each([each.asserted_by for each in edge.assertions]),
        words.each([words.where(each) for each in evidence]),
        str(min((each.recorded_revision for each in evidence), default="")),
        words.coverage(covered),
        words.each([name for _, name in covered.agreements]),
        str(covered.hidden or ""),
    ]


def _harmless(cell: str) -> str:
    """Return a cell on lines that can be seen, and that no spreadsheet program runs as a formula."""
    seen = "\n".join(words.shown(line) for line in cell.split("\n"))
    return f"'{seen}" if seen.startswith(_FORMULAS) else seen
