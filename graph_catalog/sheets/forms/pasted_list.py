"""Names of fields as people paste them: a name a line, or several parted by 、 , ; or tabs."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say, some
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.model.form_reading import FormField, FormPart, FormReading
from graph_catalog.sheets.forms import naming

_PARTING: Final = "、,，;；\t|"
_SEMICOLONS: Final = ";；"
_BLANK: Final = re.compile(r"[_＿]{2,}")
_NEXT_NUMBER: Final = re.compile(
    r"(?<=\S)\s+(?=\d{1,3}(?:[.．](?!\d)|[、)）])|[(（]\d{1,3}[)）]|[\u2460-\u2473])"
)
_ROWS_OF_A_TABLE: Final = 3


def read(source: str, text: str) -> FormReading:
    """Read a list of names; raises `InputFileError` where it cannot be one."""
    lines = text.splitlines()
    _refuse_columns(source, lines)
    fields: list[FormField] = []
    notes: dict[str, list[int]] = {"wordless": [], "parted": [], "explained": []}
    for number, line in enumerate(lines, 1):
        found = [field for item in _items(line) for field in _fields(item, number)]
        if not found and line.strip():
            notes["wordless"].append(number)
        if len(found) > 1:
            notes["parted"].append(number)
        if any(field.description for field in found):
            notes["explained"].append(number)
        if any(len(field.name) > naming.LONGEST_LABEL for field in found):
            raise _sentence(source, number)
        fields += found
    return FormReading(
        kind=FormKind.PASTED_LIST,
        parts=[FormPart(key=source, fields=fields)],
        warnings=list(_warnings(notes)),
    )


def _items(line: str) -> Iterator[str]:
    """Yield what has a name of its own: what stands between blanks, numbers, or, with a colon each, semicolons."""
    for part in _BLANK.split(line):
        for item in _NEXT_NUMBER.split(part):
            pieces = [piece for piece in naming.cut(item, _SEMICOLONS) if piece.strip()]
            if all(any(colon in piece for colon in naming.COLONS) for piece in pieces):
                yield from pieces
            else:
                yield item


def _fields(item: str, number: int) -> Iterator[FormField]:
    origin = say(zh=f"第 {number} 行", en=f"line {number}")
    head, description = naming.explained(item)
    if naming.is_note(naming.bare(head)) and description:
        return
    names = [
        name for piece in naming.cut(head, _PARTING) if naming.is_worded(name := naming.bare(piece))
    ]
    for name in names:
        is_last = name is names[-1]
        yield FormField(
            name=name, origin=origin, description=(description or None) if is_last else None
        )


def _refuse_columns(source: str, lines: Sequence[str]) -> None:
    """Refuse a table that was pasted without its header: which column has the names is unknown."""
    tabs = [line.count("\t") for line in lines if line.strip()]
    if len(tabs) >= _ROWS_OF_A_TABLE and min(tabs) == max(tabs) > 0:
        columns = tabs[0] + 1
        raise InputFileError(
            say(
                zh=f"{source} 每行都有 {columns} 列，但没有表头，无法判断哪一列是数据项名称。"
                "请在第一行加上表头，如 数据项名称、说明。",
                en=f"{source} has {columns} columns in every line and no header that says "
                "which has the names. Put a header in the first line, as 数据项名称 and 说明.",
            )
        )


def _warnings(notes: dict[str, list[int]]) -> Iterator[str]:
    if lines := notes["parted"]:
        yield say(
            zh=f"第 {some(lines, '')} 行按顿号、逗号、分号或制表符拆成了几个数据项。",
            en=f"Lines {some(lines)} were parted into several fields.",
        )
    if lines := notes["explained"]:
        yield say(
            zh=f"第 {some(lines, '')} 行冒号后面的文字作为说明，不作为数据项。",
            en=f"Lines {some(lines)}: what follows the colon was taken as explanation.",
        )
    if lines := notes["wordless"]:
        yield say(
            zh=f"第 {some(lines, '')} 行没有可作名称的文字，或是填表说明，已略去。",
            en=f"Lines {some(lines)} have no words, or are a note, and were left out.",
        )


def _sentence(source: str, number: int) -> InputFileError:
    most = naming.LONGEST_LABEL
    return InputFileError(
        say(
            zh=f"{source} 第 {number} 行有一个名称超过 {most} 个字，不像数据项名称。"
            "请一行写一个名称，说明写在冒号后面。",
            en=f"{source}, line {number}: a name has more than {most} characters, which no field "
            "has. Write a name a line, and explanations after a colon.",
        )
    )
