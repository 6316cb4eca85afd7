"""Workbooks for tests, and what a reading says in short."""

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph_catalog.model.form_reading import FormReading
from graph_catalog.sheets.forms import reading
from graph_catalog.sheets.forms.choice import Choice


def workbook(**sheets: Callable[[Worksheet], None]) -> bytes:
    """Make an XLSX with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, fill in sheets.items():
        fill(book.create_sheet(name))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(texts: Mapping[str, str], *merged: str) -> Callable[[Worksheet], None]:
    """Fill these cells and merge these areas."""

    def fill(sheet: Worksheet) -> None:
        for place, text in texts.items():
            sheet[place] = text
        for area in merged:
            sheet.merge_cells(area)

    return fill


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Change the parts of a workbook, and add some."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return file.getvalue()


def read(name: str, content: str | bytes, choice: Choice | None = None) -> FormReading:
    plain = content.encode() if isinstance(content, str) else content
    return reading.parse(name, plain, choice or Choice())


def names(name: str, content: str | bytes, choice: Choice | None = None) -> list[str]:
    return [field.name for field in read(name, content, choice).fields]
