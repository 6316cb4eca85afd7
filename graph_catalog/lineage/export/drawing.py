"""A lineage as SVG: boxes in columns by hops, what was before on the left; drawn without any library.

The order within a column follows the neighbours in the columns nearer the start, so that edges cross little. Sizes in
CSS pixels. Every text is escaped; a name too long for its box is cut there and whole in its tooltip.
"""

import dataclasses
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from graph_catalog.lineage.export import words
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.lineage_answers import LineageBasis, LineageEdge, LineageNode

_WIDTH: Final = 190
_HEIGHT: Final = 46
_BETWEEN_COLUMNS: Final = 90
_BETWEEN_ROWS: Final = 18
_MARGIN: Final = 12
_PER_LINE: Final = 26
"""Half-width characters on a line of a box; a Chinese one counts double."""
_LINES: Final = 2
_WIDE: Final = frozenset("WFA")
_HEAD: Final = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
)
"""The head of an arrow."""


@dataclasses.dataclass(frozen=True)
class _Box:
    column: int
    row: float
    """Rows from the top; a column with fewer boxes stands in the middle."""

    @property
    def left(self) -> int:
        return _MARGIN + self.column * (_WIDTH + _BETWEEN_COLUMNS)

    @property
    def top(self) -> float:
        return _MARGIN + self.row * (_HEIGHT + _BETWEEN_ROWS)

    @property
    def middle(self) -> float:
        return self.top + _HEIGHT / 2


def svg(exported: Exported) -> str:
    """Draw the answer."""
    boxes = _placed(exported)
    columns = 1 + max((box.column for box in boxes.values()), default=0)
    rows = 1 + max((box.row for box in boxes.values()), default=0)
    width = 2 * _MARGIN + columns * _WIDTH + (columns - 1) * _BETWEEN_COLUMNS
    height = 2 * _MARGIN + rows * _HEIGHT + (rows - 1) * _BETWEEN_ROWS
    shapes = [
        *(_line(edge, boxes) for edge in exported.answer.edges),
        *(_drawn(exported, node, boxes[node.key]) for node in exported.answer.nodes),
    ]
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}><title>血缘图</title>'
    return "\n".join([opening, _HEAD, *shapes, "</svg>"])


def _placed(exported: Exported) -> dict[str, _Box]:
    """Place each node: its column by its hops, its row by where its neighbours nearer the start stand."""
    columns: dict[int, list[str]] = defaultdict(list)
    for node in exported.answer.nodes:
        columns[_side(node)].append(node.key)
    near: dict[str, list[str]] = defaultdict(list)
    for edge in exported.answer.edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    first = min(columns, default=0)
    tallest = max((len(column) for column in columns.values()), default=0)
    placed: dict[str, _Box] = {}
    for side in sorted(columns, key=lambda side: (abs(side), side)):
        keys = columns[side]
        rank = {key: _wish(near[key], placed) for key in keys}
        ordered = sorted(keys, key=rank.__getitem__)
        above = (tallest - len(keys)) / 2
        for row, key in enumerate(ordered):
            placed[key] = _Box(side - first, above + row)
    return placed


def _wish(neighbours: list[str], placed: Mapping[str, _Box]) -> float:
    rows = [placed[key].row for key in neighbours if key in placed]
    return sum(rows) / len(rows) if rows else 0.0


def _side(node: LineageNode) -> int:
    """Return how far right of the start a node stands; what lies both ways stands where it is nearer."""
    up, down = node.upstream_hops, node.downstream_hops
    if up is None or (down is not None and down < up):
        return down or 0
    return -up


def _drawn(exported: Exported, node: LineageNode, box: _Box) -> str:
    name = words.name(exported, node)
    kind = "hidden" if node.redacted else "root" if node.key == exported.answer.root.key else "node"
    lines = list(_lines(name))
    first = box.middle - 8 * (len(lines) - 1) + 4.5
    texts = "".join(
        f'<text x="{box.left + _WIDTH / 2:g}" y="{first + 16 * number:g}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f"<g class={quoteattr(kind)}><title>{escape(name)}</title>"
        f'<rect x="{box.left:g}" y="{box.top:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="5"/>{texts}</g>'
    )


def _line(edge: LineageEdge, boxes: Mapping[str, _Box]) -> str:
    source, target = boxes[edge.source], boxes[edge.target]
    is_loose = edge.is_indirect or edge.basis is LineageBasis.DATASET_DECLARED
    kind = "loose" if is_loose else "edge"
    x, y, to_x, to_y = source.left + _WIDTH, source.middle, target.left, target.middle
    bend = _BETWEEN_COLUMNS / 2 + (0 if source.column < target.column else _BETWEEN_COLUMNS / 4)
    path = f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}"
    return (
        f'<path class="{kind}" d="{path}" marker-end="url(#head)">'
        f"<title>{escape(words.kinds(edge))}</title></path>"
    )


def _lines(name: str) -> Iterator[str]:
    """Break a name into the lines of its box; what does not fit ends in an ellipsis."""
    lines, room = [""], _PER_LINE
    for each in name:
        size = 2 if unicodedata.east_asian_width(each) in _WIDE else 1
        if size > room:
            lines.append("")
            room = _PER_LINE
        lines[-1] += each
        room -= size
    yield from lines[: _LINES - 1]
    if len(lines) > _LINES:
        yield lines[_LINES - 1][:-1] + "…"
    else:
        yield from lines[_LINES - 1 :]
