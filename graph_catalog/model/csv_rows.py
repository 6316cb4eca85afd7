"""Lines of the CSV files that a district may edit, by their Chinese headers, and what may stand in a cell."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

from graph_catalog.errors import LexiconError
from graph_catalog.language import say, some

SEPARATOR = "；"
_REASONS: Final = (
    (
        r"unexpected end of data",
        "引号没有成对，直到文件末尾",
        "a quote is open up to the end of the file",
    ),
    (r"'(.)' expected after '(.)'", "引号 {1} 之后应为 {0}", "{0} is expected after the quote {1}"),
    (
        r"field larger than field limit \((\d+)\)",
        "一个单元格超过 {0} 个字符",
        "a cell has more than {0} characters",
    ),
    (
        r"new-line character seen in unquoted field",
        "未加引号的内容中有换行符",
        "there is a line break outside of quotes",
    ),
    (r"line contains NUL", "含有空字节（NUL）", "there is a zero byte (NUL)"),
)
"""What Python's reader says of a text that is no CSV, in English alone."""


def why_no_csv(fault: Exception) -> str:
    """Say what is wrong with a text that Python's reader refused."""
    for said, zh, en in _REASONS:
        if found := re.match(said, str(fault)):
            return say(zh=zh, en=en).format(*found.groups())
    return say(zh="格式或编码有误", en=str(fault))


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A line of a file, by its Chinese headers; `place` is file and line, as people look it up."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells[header].strip()

    def parts(self, header: str) -> tuple[str, ...]:
        """Return what a cell lists, as it is written."""
        return tuple(part for cell in self[header].split(SEPARATOR) if (part := cell.strip()))

    def fault(self, *, zh: str, en: str) -> LexiconError:
        """Return the fault to raise about this line; it names file and line."""
        return LexiconError(f"{self.place}: {say(zh=zh, en=en)}")


def read_rows(content: bytes, file: str, headers: list[str]) -> Iterator[CsvRow]:
    """Yield the lines of a file below its header, which must be `headers`; blank lines are none.

    `file` is the file as faults name it.
    """
    reader = csv.reader(io.StringIO(_text(content, file), newline=""), strict=True)
    begins = 1
    try:
        if (first := [cell.strip() for cell in next(reader, [])]) != headers:
            raise CsvRow(f"{file}:1", {}).fault(
                zh=f"表头应为 {','.join(headers)}，实为 {some(first, '列')}。",
                en=f"The header should be {','.join(headers)}; it is {some(first)}.",
            )
        begins = reader.line_num + 1
        for cells in reader:
            row = CsvRow(f"{file}:{begins}", dict(zip(headers, cells, strict=False)))
            begins = reader.line_num + 1
            if not any(map(str.strip, cells)):
                continue
            if len(cells) != len(headers):
                raise row.fault(
                    zh=f"应有 {len(headers)} 列，实有 {len(cells)} 列。",
                    en=f"There should be {len(headers)} columns; there are {len(cells)}.",
                )
            yield row
    except csv.Error as fault:
        raise CsvRow(f"{file}:{begins}", {}).fault(
            zh=f"从这一行起不是有效的 CSV（{why_no_csv(fault)}）。请检查引号是否成对。",
            en=f"From this line on it is no CSV ({why_no_csv(fault)}). Check that quotes are paired.",
        ) from fault


class UndecodableError(Exception):
    """A file is no text in UTF-8 or GB18030; `line` is the one up to which it can be read."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def decoded(content: bytes) -> tuple[str, str]:
    """Return what a file is written in, and its text: UTF-8, or GB18030 where it is not, as spreadsheets write either.

    Raises `UndecodableError`.
    """
    if (nul := content.find(b"\0")) >= 0:  # a character of either, and of no text
        raise UndecodableError(content[:nul].count(b"\n") + 1)
    read_up_to = 0
    for encoding, name in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            return name, content.decode(encoding)
        except UnicodeDecodeError as fault:
            read_up_to = max(read_up_to, fault.start)
    raise UndecodableError(content[:read_up_to].count(b"\n") + 1)


def _text(content: bytes, file: str) -> str:
    try:
        return decoded(content)[1]
    except UndecodableError as fault:
        raise LexiconError(
            say(
                zh=f"文件 {file} 的编码既不是 UTF-8 也不是 GB18030（读到第 {fault.line} 行为止）。请检查该行，或另存为“CSV UTF-8”。",
                en=f"The file {file} is neither UTF-8 nor GB18030: it is read as far as line {fault.line}. Look at that line, or save "
                "it as CSV UTF-8.",
            )
        ) from fault


_Choice = TypeVar("_Choice", bound=Enum)


def one_of(choices: type[_Choice], row: CsvRow, header: str) -> _Choice:
    """Return the choice that a cell names."""
    try:
        return choices(row[header])
    except ValueError as fault:
        allowed = "、".join(str(choice.value) for choice in choices)
        raise row.fault(
            zh=f"“{header}”应为 {allowed} 之一，实为“{row[header]}”。",
            en=f"{header} should be one of {allowed}; it is {row[header]!r}.",
        ) from fault


def is_yes(row: CsvRow, header: str) -> bool:
    """Tell whether a cell says 是; empty and 否 say no."""
    if row[header] not in {"", "是", "否"}:
        raise row.fault(
            zh=f"“{header}”应为“是”“否”或空，实为“{row[header]}”。",
            en=f"{header} should be 是, 否 or empty; it is {row[header]!r}.",
        )
    return row[header] == "是"


def required(row: CsvRow, header: str) -> str:
    """Return a cell that must not be empty."""
    if not row[header]:
        raise row.fault(zh=f"“{header}”不能为空。", en=f"{header} must not be empty.")
    return row[header]
