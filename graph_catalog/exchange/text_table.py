"""Reading CSV: which encoding, which rows; rows are numbered as a spreadsheet shows them."""

import codecs
import csv
import dataclasses
import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say

_LARGEST_FILE: Final = 64 * 1024**2
_HEADER_WITHIN: Final = 20


@dataclasses.dataclass(frozen=True)
class TextTable:
    """A CSV file as rows of cells. Row 1 is the first; `encoding` is what it was read as."""

    source: str
    digest: str
    encoding: str
    rows: Sequence[Sequence[str]]


@dataclasses.dataclass(frozen=True)
class Header:
    """The row of labels, by its number, and where each label stands."""

    row: int
    labels: Sequence[str]


def read(path: Path) -> TextTable:
    """Read a CSV file; raises `InputFileError` where it is none."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _too_large(path.name)
        return parse(path.name, path.read_bytes())
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法读取文件 {path}：{problem.strerror}。请核对路径与权限。",
                en=f"The file {path} cannot be read: {problem.strerror}. Check path and rights.",
            )
        ) from problem


def parse(source: str, content: bytes) -> TextTable:
    """Read the bytes of a CSV file; raises `InputFileError` where they are none."""
    encoding, text = decode(source, content)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as problem:
        raise no_csv(source, len(rows) + 1, problem) from problem
    return TextTable(source, hashlib.sha256(content).hexdigest(), encoding, rows)


def header(table: TextTable, known: Callable[[str], bool]) -> Header | None:
    """Find the row of labels among the first rows: the one with the most labels that are known."""
    counted = [
        (sum(known(cell) for cell in row), -number, row)
        for number, row in enumerate(table.rows[:_HEADER_WITHIN], 1)
    ]
    best = max(counted, default=None, key=lambda item: item[:2])
    return Header(-best[1], best[2]) if best is not None and best[0] > 0 else None


def decode(source: str, content: bytes) -> tuple[str, str]:
    """Return encoding and text: UTF-8 with or without its mark, else GB18030.

    Strictly: raises `InputFileError` for what is neither.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputFileError(
            say(
                zh=f"文件 {source} 是电子表格（XLSX 或 XLS），目前只读 CSV。请另存为“CSV UTF-8”。",
                en=f"{source} is a spreadsheet (XLSX or XLS); only CSV is read. "
                "Save it as CSV UTF-8.",
            )
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in content:
        raise _undecodable(source)
    for encoding, name in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            return name, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _undecodable(source)


def no_csv(source: str, row: int, problem: csv.Error) -> InputFileError:
    """Say in which row a text is no CSV."""
    return InputFileError(
        say(
            zh=f"文件 {source} 第 {row} 行不是有效的 CSV（{problem}）。"
            "请检查该行的引号是否成对，或用电子表格软件另存为 CSV。",
            en=f"{source}, row {row}, is no CSV ({problem}). Check that quotes are "
            "paired there, or save it as CSV from a spreadsheet.",
        )
    )


def _undecodable(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 的编码既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8”。",
            en=f"{source} is neither UTF-8 nor GB18030. Save it as CSV UTF-8.",
        )
    )


def _too_large(source: str) -> InputFileError:
    most = _LARGEST_FILE // 1024**2
    return InputFileError(
        say(
            zh=f"文件 {source} 超过 {most} MB。请按提供单位拆分后分别导入。",
            en=f"{source} is larger than {most} MB. Split it by provider and import the parts.",
        )
    )
