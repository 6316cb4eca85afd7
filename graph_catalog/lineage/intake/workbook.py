"""The workbook of lineage, for units that have no tool and no script to tell it.

Two sheets, one for fields, one for tables: read, and written empty as a template.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl import Workbook

from graph_catalog.language import say, some
from graph_catalog.lineage.intake.words import LINEAGE_KINDS
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.enums.lineage import LineageKind
from graph_catalog.model.instant import When
from graph_catalog.model.lineage_sheet import MOST_ROWS, LineageEnd, LineageRow
from graph_catalog.sheets.forms import workbook
from graph_catalog.sheets.forms.grid import Grid

FIELDS: Final = "数据项血缘"
TABLES: Final = "数据集血缘"
_JOB: Final = ("作业名称", "作业命名空间", "作业类型")
_SAID: Final = ("关系类型", "加工说明", "是否脱敏", "生效日期", "失效日期")
COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    FIELDS: ("写入目录代码", "写入数据项", "读取目录代码", "读取数据项", *_SAID, *_JOB),
    TABLES: ("写入目录代码", "读取目录代码", *_SAID, *_JOB),
}
_WANTED: Final = {
    FIELDS: ("写入目录代码", "写入数据项", "读取目录代码", "读取数据项"),
    TABLES: ("写入目录代码", "读取目录代码", "作业名称"),
}
_YES: Final = {"是": True, "否": False, "": False}


def read(source: str, content: bytes, problems: Problems) -> list[LineageRow]:
    """Read the rows of a workbook and note what is wrong with which cell; raises `InputFileError` for no workbook."""
    grids, _ = workbook.read(source, content)
    sheets = {grid.name.strip(): grid for grid in grids}
    found: list[LineageRow] = []
    for name in (FIELDS, TABLES):
        if name in sheets:
            found += _rows(name, sheets[name], problems)
    if not any(name in sheets for name in COLUMNS):
        names = "、".join(COLUMNS)
        problems.add(
            0,
            "",
            source,
            say(
                zh=f"工作簿中没有名为 {names} 的工作表。请用 import-lineage --template 生成模板后填写。",
                en=f"The workbook has no sheet called {names}. Fill in the one that import-lineage --template makes.",
            ),
        )
    elif len(found) > MOST_ROWS:
        wanted = say(
            zh=f"共 {len(found)} 行，一次最多 {MOST_ROWS} 行。请分成几份。",
            en=f"There are {len(found)} rows; {MOST_ROWS} at a time. Split the workbook.",
        )
        problems.add(0, "", source, wanted)
    return found


def template() -> bytes:
    """Return an empty workbook with both sheets, their columns and a row of hints for each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, columns in COLUMNS.items():
        sheet = book.create_sheet(name)
        sheet.append(list(columns))
        for place, column in enumerate(columns, 1):
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = 4 + 2 * len(column)
        sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(name: str, grid: Grid, problems: Problems) -> list[LineageRow]:
    labels = [cell.strip() for cell in grid.rows[0]] if grid.rows else []
    missing = [column for column in _WANTED[name] if column not in labels]
    if missing:
        wanted = say(
            zh=f"工作表“{name}”第 1 行缺少列：{'、'.join(missing)}。",
            en=f"Row 1 of the sheet {name} lacks the columns {', '.join(missing)}.",
        )
        problems.add(1, name, some([*filter(None, labels)], "列"), wanted)
        return []
    found = []
    for number, cells in enumerate(grid.rows[1:], 2):
        row = dict(zip(labels, (cell.strip() for cell in cells), strict=False))
        if any(row.values()) and (read := _Cells(name, number, row, problems).row()):
            found.append(read)
    return found


class _Cells:
    """The cells of a row, by their columns."""

    def __init__(self, sheet: str, number: int, row: Mapping[str, str], problems: Problems) -> None:
        self._sheet = sheet
        self._number = number
        self._row = row
        self._problems = problems
        self._is_wrong = False

    def row(self) -> LineageRow | None:
        """Return the row, None where a cell of it is wrong."""
        for column in _WANTED[self._sheet]:
            if not self._row.get(column):
                self._wrong(column, say(zh="不能为空。", en="This must not be empty."))
        is_fields = self._sheet == FIELDS
        read = LineageRow(
            sheet=self._sheet,
            row=self._number,
            target=LineageEnd(
                self._row.get("写入目录代码", ""), self._text("写入数据项") if is_fields else None
            ),
            source=LineageEnd(
                self._row.get("读取目录代码", ""), self._text("读取数据项") if is_fields else None
            ),
            kind=self._kind(),
            transform=self._text("加工说明"),
            masking=self._masking(),
            job=self._text("作业名称"),
            namespace=self._text("作业命名空间"),
            job_kind=self._text("作业类型"),
            valid_from=self._day("生效日期"),
            valid_to=self._day("失效日期"),
        )
        return None if self._is_wrong else read

    def _text(self, column: str) -> str | None:
        return self._row.get(column) or None

    def _kind(self) -> LineageKind:
        given = self._row.get("关系类型", "")
        if not given:
            return LineageKind.IDENTITY
        if given not in LINEAGE_KINDS:
            self._wrong("关系类型", say(zh="可填：", en="One of ") + "、".join(LINEAGE_KINDS))
        return LINEAGE_KINDS.get(given, LineageKind.IDENTITY)

    def _masking(self) -> bool:
        given = self._row.get("是否脱敏", "")
        if given not in _YES:
            self._wrong("是否脱敏", say(zh="填“是”或“否”。", en="是 (yes) or 否 (no)."))
        return _YES.get(given, False)

    def _day(self, column: str) -> When | None:
        given = self._row.get(column, "")
        if not given:
            return None
        try:
            # A spreadsheet's own dates come with a midnight.
            return When(dt.date.fromisoformat(given.removesuffix(" 00:00:00")))
        except ValueError:
            self._wrong(column, say(zh="日期，如 2026-03-01。", en="A date, as 2026-03-01."))
            return None

    def _wrong(self, column: str, wanted: str) -> None:
        self._is_wrong = True
        self._problems.add(
            self._number, f"{self._sheet}·{column}", self._row.get(column, ""), wanted
        )
