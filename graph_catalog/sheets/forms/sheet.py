"""Sheets of a workbook, or the one of a CSV: as what each can be read, and which is the form."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say, some
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.model.form_reading import FormField, FormPart, FormReading
from graph_catalog.sheets.forms import blank_form, choice, field_rows, naming
from graph_catalog.sheets.forms.grid import Grid

_LEAST_LABELS: Final = 2
"""Labels or columns that make a form; one text in a sheet is a remark."""


@dataclasses.dataclass(frozen=True)
class _Reading:
    """A sheet as it can be read, how it was read, and what that rests on."""

    kind: FormKind
    part: FormPart
    notes: Sequence[str]
    problems: Problems


def read(source: str, grids: Sequence[Grid], wanted: str | None) -> FormReading | None:
    """Read the sheet that is a form; None where none can be one.

    Raises `UnclearFormError` where several look like forms and none was named.
    """
    if wanted is not None:
        named = [grid for grid in grids if grid.name.strip() == wanted.strip()]
        if not named:
            raise choice.absent(source, wanted, "sheet", [grid.name for grid in grids])
        return _as_form(named, [])
    for attempts in ((_by_rows, _by_blanks), (_by_header,)):
        found = [grid for grid in grids if any(attempt(grid) for attempt in attempts)]
        if len(found) > 1:
            raise choice.several(
                source, say(zh="像表单的工作表", en="sheets"), "sheet", [g.name for g in found]
            )
        if found:
            return _as_form(found, [grid.name for grid in grids if grid is not found[0]])
    return None


def read_rows(grid: Grid) -> FormReading | None:
    """Read a sheet only if it has a row for each field."""
    reading = _by_rows(grid)
    return None if reading is None else _form_reading(reading, [])


def _as_form(grids: Sequence[Grid], others: Sequence[str]) -> FormReading:
    attempts: Sequence[Callable[[Grid], _Reading | None]] = (_by_rows, _by_blanks, _by_header)
    reading = next(filter(None, (attempt(grids[0]) for attempt in attempts)), None)
    if reading is None:
        raise _no_form(grids[0].name)
    notes = []
    if others:
        notes.append(
            say(
                zh=f"读取工作表“{grids[0].name}”；未读取：{some(others, '张')}。",
                en=f"Sheet {grids[0].name} was read; not read: {some(others)}.",
            )
        )
    return _form_reading(reading, notes)


def _form_reading(reading: _Reading, more: Sequence[str]) -> FormReading:
    return FormReading(
        kind=reading.kind,
        parts=[reading.part],
        warnings=[*reading.notes, *more],
        problems=reading.problems,
    )


def _by_rows(grid: Grid) -> _Reading | None:
    header = field_rows.header(grid)
    if header is None:
        return None
    problems = Problems()
    fields = field_rows.read(grid, header, problems)
    if not fields and not problems.count:
        return None
    notes = []
    if header.unread:
        notes.append(
            say(
                zh=f"未用的列：{some(header.unread, '列')}。",
                en=f"Columns not used: {some(header.unread)}.",
            )
        )
    title = blank_form.title(grid) if header.row > 1 else None
    return _Reading(
        FormKind.FIELD_SHEET, FormPart(key=grid.name, name=title, fields=fields), notes, problems
    )


def _by_blanks(grid: Grid) -> _Reading | None:
    fields = blank_form.fields(grid)
    if len(fields) < _LEAST_LABELS:
        return None
    notes = [
        say(
            zh=f"“{grid.name}”按空白表单读取：右侧或下方留空的单元格作为数据项，"
            f"共 {len(fields)} 项，请核对。",
            en=f"{grid.name} was read as a form to fill in: what has a blank beside or below it is "
            f"a field, {len(fields)} in all. Check them.",
        )
    ]
    part = FormPart(key=grid.name, name=blank_form.title(grid), fields=fields)
    return _Reading(FormKind.BLANK_FORM, part, notes, Problems())


def _by_header(grid: Grid) -> _Reading | None:
    """Read a register: the first row whose cells are all filled has the names."""
    rows = (number for number, row in enumerate(grid.rows, 1) if _is_filled(row, grid.width))
    number = next(rows, None)
    if number is None:
        return None
    cells = [area for area in grid.texts() if area.top == number]
    fields = [
        FormField(name=naming.bare(cell.text), origin=f"{grid.name}!{cell.name}") for cell in cells
    ]
    notes = [
        say(
            zh=f"“{grid.name}”按台账读取：第 {number} 行为表头，其下的数据未读取。",
            en=f"{grid.name} was read as a register: row {number} has the names; the data below "
            "were not read.",
        )
    ]
    title = blank_form.title(grid) if number > 1 else None
    return _Reading(
        FormKind.LEDGER, FormPart(key=grid.name, name=title, fields=fields), notes, Problems()
    )


def _is_filled(row: Sequence[str], width: int) -> bool:
    labels = [naming.bare(cell) for cell in row[:width]]
    return len(labels) >= max(_LEAST_LABELS, width) and all(map(naming.is_worded, labels))


def _no_form(sheet: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"工作表“{sheet}”中找不到数据项：既没有“数据项名称”列，也没有待填的空白。"
            "请加上表头“数据项名称”，一行一个数据项。",
            en=f"No fields were found in sheet {sheet}: no column 数据项名称, and no blanks to "
            "fill in. Put the header 数据项名称 above a row for each field.",
        )
    )
