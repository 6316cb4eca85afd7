"""A catalog file as it was read: entries with their fields, and what is wrong with which cell.

What `exchange` reads and `entries.imports.imports` puts on record; nothing here knows of files or stores.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph_catalog.language import say

SHOWN_PROBLEMS: Final = 50
"""Problems that are shown of a file at the most; all are counted."""
ROW_LIMIT: Final = 20_000
"""Rows of a file that is put on record in one transaction."""


@dataclasses.dataclass(frozen=True)
class SheetProblem:
    """What is wrong with a cell: row and column as a spreadsheet shows them, and what is wanted.

    `row` 0 means the file as a whole, no `column` the row as a whole.
    """

    row: int
    column: str
    value: str
    wanted: str

    def __str__(self) -> str:
        if self.row == 0:
            return self.wanted
        found = self.value or say(zh="空", en="nothing")
        at_zh, at_en = (f"“{self.column}”", f", {self.column}") if self.column.strip() else ("", "")
        return say(
            zh=f"第 {self.row} 行{at_zh}：现为“{found}”；{self.wanted}",
            en=f"Row {self.row}{at_en}: found “{found}”. {self.wanted}",
        )


@dataclasses.dataclass
class Problems:
    """Problems of a file, the first of them kept and all of them counted."""

    first: list[SheetProblem] = dataclasses.field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, value: str, wanted: str) -> None:
        """Note one."""
        self.count += 1
        if len(self.first) < SHOWN_PROBLEMS:
            self.first.append(SheetProblem(row, column, value, wanted))


@dataclasses.dataclass(frozen=True)
class SheetField:
    """A field and its row; `attributes` are properties of a field node, of cells with content."""

    row: int
    attributes: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class SheetEntry:
    """An entry, its first row, and its fields in the order of the file.

    `provider` is a unit's name or credit code, None where the file names none; `attributes` are
    properties of a dataset node, of cells with content.
    """

    row: int
    provider: str | None
    system: str | None
    name: str
    attributes: Mapping[str, Any]
    fields: Sequence[SheetField]

    @property
    def code(self) -> str | None:
        """Its 目录代码, None where the file gives none."""
        return self.attributes.get("code")


@dataclasses.dataclass(frozen=True)
class CatalogSheet:
    """A catalog file as it was read. One with problems is not put on record.

    `source` is the file's name, `digest` the SHA-256 of its bytes, `encoding` what it was read as, `separator` what parts its
    cells, `columns` are the labels understood and `ignored` the others, as the file writes them.
    """

    source: str
    digest: str
    encoding: str
    separator: str
    columns: Sequence[str]
    ignored: Sequence[str]
    row_count: int
    entries: Sequence[SheetEntry]
    problems: Problems
