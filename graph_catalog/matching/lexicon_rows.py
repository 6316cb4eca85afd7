"""Lines of the lexicon's CSV files, by their Chinese headers, and what may stand in a cell."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

from graph_catalog.errors import LexiconError
from graph_catalog.language import say
from graph_catalog.matching.spelling import compact, normalise

SEPARATOR = "；"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file, by its Chinese headers."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells[header].strip()

    def listed(self, header: str) -> tuple[str, ...]:
        """Return the words of a cell, each in the one way to write it."""
        return tuple(
            dict.fromkeys(
                word for cell in self[header].split(SEPARATOR) if (word := compact(normalise(cell)))
            )
        )

    def fault(self, *, zh: str, en: str) -> LexiconError:
        """Return the fault to raise about this line; it names file and line."""
        return LexiconError(f"{self.path.name}:{self.line}: {say(zh=zh, en=en)}")


def read_rows(path: Path, headers: list[str]) -> Iterator[Row]:
    """Yield the lines of a file below its header, which must be `headers`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(
            say(
                zh=f"词表文件 {path.name} 无法按 UTF-8 读取:{fault}。请另存为 CSV UTF-8。",
                en=f"The lexicon file {path.name} cannot be read as UTF-8: {fault}. Save it as CSV "
                "UTF-8.",
            )
        ) from fault
    reader = csv.reader(text.splitlines())
    if (first := next(reader, [])) != headers:
        raise LexiconError(
            f"{path.name}:1: "
            + say(
                zh=f"表头应为 {','.join(headers)},实为 {','.join(first)}。",
                en=f"The header should be {','.join(headers)}; it is {','.join(first)}.",
            )
        )
    for cells in reader:
        row = Row(path, reader.line_num, dict(zip(headers, cells, strict=False)))
        if len(cells) != len(headers):
            raise row.fault(
                zh=f"应有 {len(headers)} 列,实有 {len(cells)} 列。",
                en=f"There should be {len(headers)} columns; there are {len(cells)}.",
            )
        yield row


_Choice = TypeVar("_Choice", bound=Enum)


def one_of(choices: type[_Choice], row: Row, header: str) -> _Choice:
    """Return the choice that a cell names."""
    try:
        return choices(row[header])
    except ValueError as fault:
        allowed = "、".join(str(choice.value) for choice in choices)
        raise row.fault(
            zh=f"“{header}”应为 {allowed} 之一，实为“{row[header]}”。",
            en=f"{header} should be one of {allowed}; it is {row[header]!r}.",
        ) from fault


def is_yes(row: Row, header: str) -> bool:
    """Tell whether a cell says 是; empty and 否 say no."""
    if row[header] not in {"", "是", "否"}:
        raise row.fault(
            zh=f"“{header}”应为“是”“否”或空，实为“{row[header]}”。",
            en=f"{header} should be 是, 否 or empty; it is {row[header]!r}.",
        )
    return row[header] == "是"


def required(row: Row, header: str) -> str:
    """Return a cell that must not be empty."""
    if not row[header]:
        raise row.fault(zh=f"“{header}”不能为空。", en=f"{header} must not be empty.")
    return row[header]
