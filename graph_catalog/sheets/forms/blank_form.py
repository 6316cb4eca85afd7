"""A form to fill in, laid out on a sheet: labels beside or above the blanks that are theirs.

    申请人姓名 |        | 性别 | □男 □女 | 身份证号 |
    家庭成员   | 姓名   | 与申请人关系     | 身份证号 |
               |        |                  |          |

A cell is a label where its neighbour to the right, or else the one below, is to be filled in. What
spans the sheet's whole width is a title; what stands beside or above several labels is their group.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph_catalog.model.form_reading import FormField
from graph_catalog.model.inputs.plans import MOST_FIELDS
from graph_catalog.sheets.forms import naming
from graph_catalog.sheets.forms.grid import Area, Grid

_TO_FILL: Final = re.compile(r"[\s_＿年月日时分/.．:：()（）-]*|.*[□☐○〇☑].*", re.DOTALL)
_COUNTERS: Final = frozenset({"序号", "编次", "no", "no.", "序"})


def title(grid: Grid) -> str | None:
    """Return the title: the first text, where it spans the sheet or stands alone in its row."""
    first = next(grid.texts(), None)
    if first is None or not naming.is_worded(first.text):
        return None
    alone = sum(1 for area in grid.texts() if area.top == first.top) == 1
    name = naming.bare(first.text)
    return name if alone and grid.height > 1 and len(name) <= naming.LONGEST_LABEL else None


def fields(grid: Grid) -> list[FormField]:
    """Return what the form asks for, in reading order; empty where it has no blanks.

    No more are looked for than make a plan too large.
    """
    labels = list(
        itertools.islice((area for area in grid.texts() if _is_label(area, grid)), MOST_FIELDS + 1)
    )
    groups = [
        area
        for area in grid.texts()
        if (area.bottom > area.top or area.right > area.left)
        and area not in labels
        and _is_short(area)
        and not _spans(area, grid)
    ]
    found = []
    for label in labels:
        name = naming.bare(label.text)
        if name.casefold() not in _COUNTERS:
            group = next(_around(label, groups, labels), "")
            origin = f"{grid.name}!{label.name}"
            found.append(FormField(name=naming.within(group, name), origin=origin))
    return found


def _is_label(area: Area, grid: Grid) -> bool:
    if not _is_short(area) or _is_blank(area) or _spans(area, grid):
        return False
    return _asks_beside(area, grid) or _asks_below(area, grid)


def _asks_beside(area: Area, grid: Grid) -> bool:
    beside = grid.at(area.top, area.right + 1)
    return beside is not None and beside.top <= area.top and _is_blank(beside)


def _asks_below(area: Area, grid: Grid) -> bool:
    """Whether it heads a column that is to be filled in: no group beside rows, no row of data."""
    inner = [grid.at(row, area.right + 1) for row in range(area.top + 1, area.bottom + 1)]
    if any(cell is not None and cell.top > area.top and _is_blank(cell) for cell in inner):
        return False
    above = grid.at(area.top - 1, area.left)
    if above is not None and _is_as_wide(above, area) and not _is_blank(above):
        heads_this = not _asks_beside(above, grid)
        if heads_this:
            return False
    below = grid.at(area.bottom + 1, area.left)
    return below is None or (_is_blank(below) and _is_as_wide(below, area))


def _is_blank(area: Area) -> bool:
    return _TO_FILL.fullmatch(area.text) is not None


def _is_as_wide(one: Area, other: Area) -> bool:
    return (one.left, one.right) == (other.left, other.right)


def _is_short(area: Area) -> bool:
    name = naming.bare(area.text)
    return naming.is_worded(name) and len(name) <= naming.LONGEST_LABEL // 2


def _spans(area: Area, grid: Grid) -> bool:
    return grid.width > 1 and area.left == 1 and area.right == grid.width


def _around(label: Area, groups: Sequence[Area], labels: Sequence[Area]) -> Iterator[str]:
    """Yield the groups that a label stands in, the nearest first."""
    inside = [g for g in groups if _is_beside(g, label) or _is_above(g, label)]
    for group in sorted(inside, key=lambda group: (-group.top, -group.left)):
        others = [other for other in labels if _is_beside(group, other) or _is_above(group, other)]
        if len(others) > 1:
            yield naming.bare(group.text)


def _is_beside(group: Area, label: Area) -> bool:
    return (
        group.bottom > group.top
        and group.right < label.left
        and group.top <= label.top <= group.bottom
    )


def _is_above(group: Area, label: Area) -> bool:
    return (
        group.right > group.left
        and group.bottom + 1 == label.top
        and group.left <= label.left <= label.right <= group.right
    )
