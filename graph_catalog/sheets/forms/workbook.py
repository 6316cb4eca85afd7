"""Reading XLSX: its visible sheets as grids, within bounds that no hostile file can pass.

A workbook is a zip of XML: what it says to unpack to, its document types and the size of its merged
areas are looked at before a cell is read (a merged area of a whole sheet is 17 thousand million cells).
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import (
    ElementTree as ET,
)  # what openpyxl reads with; document types are refused first

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.sheets.forms.grid import COLUMNS, ROWS, Area, Grid

SIGNATURE: Final = b"PK\x03\x04"
OLD_SIGNATURE: Final = b"\xd0\xcf\x11\xe0"
"""XLS of before 2007, and what is locked by a password."""

_MOST_PARTS: Final = 2000
_LARGEST_XML: Final = 8 * 1024**2
_LARGEST_MERGED: Final = 200_000
_UTF_16: Final = "<!DOCTYPE".encode("utf-16-le")


def read(source: str, content: bytes) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets and the names of the hidden; raises `InputFileError`."""
    _check(source, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep; nothing is written
            book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except Exception as problem:  # openpyxl raises whatever its parts raise
        raise _broken(source) from problem
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    return [_grid(sheet) for sheet in sheets], hidden


def _grid(sheet: Worksheet) -> Grid:
    # The cells that there are: `iter_rows` makes one for each place up to the last, 400,000 for a mark in a corner.
    cells = {
        place: str(cell.value)
        for place, cell in sheet._cells.items()  # noqa: SLF001
        if cell.value is not None and place[0] <= ROWS and place[1] <= COLUMNS
    }
    widths: dict[int, int] = {}
    for row, column in cells:
        widths[row] = max(widths.get(row, 0), column)
    rows = [[""] * widths.get(row, 0) for row in range(1, min(sheet.max_row, ROWS) + 1)]
    for (row, column), text in cells.items():
        rows[row - 1][column - 1] = text
    merged = [
        Area(area.min_row, area.min_col, min(area.max_row, ROWS), min(area.max_col, COLUMNS))
        for area in sheet.merged_cells.ranges
        if area.min_row <= ROWS and area.min_col <= COLUMNS
    ]
    return Grid(sheet.title, rows, merged)


def _check(source: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [
                part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))
            ]
            if (
                len(archive.infolist()) > _MOST_PARTS
                or sum(part.file_size for part in parts) > _LARGEST_XML
            ):
                raise _too_large(source)
            for part in parts:
                # No part unpacks to more than it says: zipfile stops there.
                _check_part(source, part.filename, archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as problem:
        raise _broken(source) from problem


def _check_part(source: str, name: str, xml: bytes) -> None:
    if b"<!DOCTYPE" in xml or _UTF_16 in xml or _UTF_16[::-1] in xml:
        raise _broken(source)
    if "worksheets/" not in name:
        return
    try:
        cells = sum(_merged(xml))
    except (ET.ParseError, ValueError) as problem:
        raise _broken(source) from problem
    if cells > _LARGEST_MERGED:
        raise _too_large(source)


def _merged(xml: bytes) -> Iterator[int]:
    """Yield how many cells each merged area covers."""
    for _, element in ET.iterparse(io.BytesIO(xml)):  # noqa: S314  # no document type
        if element.tag.rpartition("}")[2] == "mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref", ""))
            if left is None or top is None or right is None or bottom is None:
                raise ValueError(element.get("ref"))
            yield (right - left + 1) * (bottom - top + 1)
        element.clear()


def _broken(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 不是可以读取的 XLSX 工作簿。请用电子表格软件打开后另存为 XLSX。",
            en=f"{source} is no XLSX workbook that can be read. Open it in a spreadsheet program "
            "and save it as XLSX.",
        )
    )


def _too_large(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"工作簿 {source} 解开后过大，不像表单。请只保留表单所在的工作表后重试。",
            en=f"{source} unpacks to more than any form. Keep the sheet of the form alone.",
        )
    )
