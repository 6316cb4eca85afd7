"""Lineage as one page of HTML that needs nothing else: no script, no font, no picture from anywhere.

Whether it is whole stands in its title and first line. It prints: the drawing shrinks to the sheet, table headers
repeat. Every text is escaped.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from graph_catalog.lineage.export import drawing, words
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.lineage_answers import LineageEdge, LineageNode

_STYLE: Final = """
body{font:14px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:24px;color:#1b1f24;background:#fff}
h1{font-size:20px;margin:12px 0 4px}h2{font-size:16px;margin:24px 0 8px}p{margin:2px 0}
.whole,.part{padding:8px 12px;border-left:5px solid;font-weight:600}
.whole{border-color:#2d7d46;background:#eaf5ee}.part{border-color:#b42318;background:#fdecea}
.about{color:#57606a}.drawing{overflow-x:auto;border:1px solid #d0d7de;margin:12px 0}
svg{display:block}svg text{font-size:13px;text-anchor:middle}
rect{fill:#fff;stroke:#57606a}.root rect{fill:#e7f0fb;stroke:#0b5cad;stroke-width:2.5}
.hidden rect{fill:#f0f1f3;stroke-dasharray:4 3}.hidden text{fill:#57606a}
path.edge,path.loose{fill:none;stroke:#57606a;stroke-width:1.3}path.loose{stroke-dasharray:5 4}
table{border-collapse:collapse;width:100%;margin-bottom:12px}
th,td{border:1px solid #d0d7de;padding:3px 8px;text-align:left;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}
th{background:#f6f8fa;white-space:nowrap}
@media print{body{margin:0}table{font-size:11px}.drawing{border:0;overflow:visible}svg{max-width:100%;height:auto}
thead{display:table-header-group}tr{break-inside:avoid}.whole,.part,rect,th{print-color-adjust:exact}}
"""
_NODE_HEADS: Final = "来源步数 去向步数 级别 名称 列名 目录代码 id"
_EDGE_HEADS: Final = "由 得到 加工方式 依据 方法 变换 作业 出处 认定者 协议情况 协议"


def write(exported: Exported) -> bytes:
    """Return the file."""
    answer = exported.answer
    names = {node.key: words.name(exported, node) for node in answer.nodes}
    about = words.shown(answer.root.name or words.HIDDEN)
    state = "" if answer.complete else "（不完整）"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        f"<title>血缘：{escape(about)}{state}</title>",
        '<meta name="viewport" content="width=device-width">',
        f"<style>{_STYLE}</style></head><body>",
        f'<p class="{"whole" if answer.complete else "part"}">{escape(words.whole(answer))}</p>',
        f"<h1>血缘：{escape(about)}</h1>",
        f'<p class="about">{escape(words.asked(exported.question, answer))}</p>',
        f'<p class="about">{escape(words.as_recorded(answer))}</p>',
        f'<div class="drawing">{drawing.svg(exported)}</div>',
        '<p class="about">箭头由来源指向去向；虚线：仅知整表，或只影响取舍；虚框：您无权查看的对象。</p>',
        f"<h2>对象（{answer.node_count}）</h2>",
        *_table(_NODE_HEADS, (_node(exported, node) for node in answer.nodes)),
        f"<h2>关系（{answer.edge_count}）</h2>",
        *_table(
            _EDGE_HEADS,
            (
                [names[edge.source], names[edge.target], *_edge(exported, edge)]
                for edge in answer.edges
            ),
        ),
        "</body></html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _node(exported: Exported, node: LineageNode) -> list[str]:
    called = exported.called.get(node.key)
    hops = ("" if hop is None else str(hop) for hop in (node.upstream_hops, node.downstream_hops))
    return [
        *hops,
        words.LEVELS[node.level],
        words.name(exported, node),
        words.shown((called and called.column) or ""),
        words.shown((called and called.code) or ""),
        node.subject_id or "",
    ]


def _edge(exported: Exported, edge: LineageEdge) -> list[str]:
    covered = exported.covered[edge.source, edge.target]
    agreements: list[str | None] = [name for _, name in covered.agreements]
    if covered.hidden:
        agreements.append(f"另有 {covered.hidden} 份不可见")
    evidence = words.all_evidence(exported, edge)
    return [
        words.kinds(edge),
        words.BASES[edge.basis],
        words.methods(edge),
        words.each([each.transform for each in edge.assertions]),
        words.each([each.job for each in edge.assertions]),
        words.each([words.where(each) for each in evidence]),
        words.each([each.asserted_by for each in edge.assertions]),
        words.coverage(covered),
        words.each(agreements),
    ]


def _table(heads: str, rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"<table><thead><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads.split())}</tr></thead><tbody>"
    for row in rows:
        cells = ("\n".join(words.shown(line) for line in cell.split("\n")) for cell in row)
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"
