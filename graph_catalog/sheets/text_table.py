"""Reading CSV: which encoding, what parts its cells, which rows; rows are numbered as a spreadsheet shows them."""

import codecs
import csv
import dataclasses
import hashlib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model import csv_rows

_LARGEST_FILE: Final = 64 * 1024**2
_HEADER_WITHIN: Final = 20
_RARE: Final = 50
"""One byte of so many is zero in a damaged text at the most."""
SEPARATORS: Final = (",", ";", "\t", "，", "；", "|")
"""What may part cells: the comma, and what spreadsheets and people put in its place."""
_BINARY: Final[Mapping[bytes, tuple[str, str]]] = {
    b"PK\x03\x04": ("电子表格（XLSX）或压缩包", "a spreadsheet (XLSX) or an archive"),
    b"\xd0\xcf\x11\xe0": ("旧版电子表格（XLS）", "a spreadsheet of the old kind (XLS)"),
    b"%PDF": ("PDF 文档", "a PDF"),
    b"Rar!": ("压缩包（RAR）", "an archive (RAR)"),
    b"7z\xbc\xaf": ("压缩包（7z）", "an archive (7z)"),
    b"\x1f\x8b": ("压缩包（gzip）", "an archive (gzip)"),
}
"""Contents by which a file is no text, however it is named, by their first bytes."""
_MARKUP: Final = re.compile(r"\s*(?:<!doctype html|<html|<table|<meta|<\?xml)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class TextTable:
    """A CSV file as rows of cells, parted by `separator`. Row 1 is the first; `encoding` is what it was read as."""

    source: str
    digest: str
    encoding: str
    separator: str
    rows: Sequence[Sequence[str]]


@dataclasses.dataclass(frozen=True)
class Header:
    """The row of labels, by its number, and where each label stands."""

    row: int
    labels: Sequence[str]


Known = Callable[[str], object]
"""Says of a cell that is a label that is looked for anything but None."""


def read(path: Path, known: Known) -> TextTable:
    """Read a CSV file in which labels are `known`; raises `InputFileError` where it is none."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _too_large(path.name)
        return parse(path.name, path.read_bytes(), known)
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法读取文件 {path}：{problem.strerror}。请核对路径与权限。",
                en=f"The file {path} cannot be read: {problem.strerror}. Check path and rights.",
            )
        ) from problem


def parse(source: str, content: bytes, known: Known) -> TextTable:
    """Read the bytes of a CSV file; raises `InputFileError` where they are none."""
    encoding, text = decode(source, content)
    if _MARKUP.match(text):
        raise _markup(source)
    separator = _separator(text, known)
    if re.search(rf'[^\s"{re.escape(separator)}]', text) is None:
        raise _empty(source, len(content))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as problem:
        raise no_csv(source, len(rows) + 1, problem) from problem
    return TextTable(source, hashlib.sha256(content).hexdigest(), encoding, separator, rows)


def _separator(text: str, known: Known) -> str:
    """Return what parts the cells: that by which a line has the most labels that are known, the comma of equals."""
    lines = list(islice(io.StringIO(text, newline=""), _HEADER_WITHIN))

    def labels(separator: str) -> int:
        return max((_known(_cells(line, separator), known) for line in lines), default=0)

    return max(SEPARATORS, key=labels)


def _known(cells: Sequence[str], known: Known) -> int:
    return sum(known(cell) is not None for cell in cells)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:  # larger than a cell may be
        return []


def header(table: TextTable, known: Known) -> Header | None:
    """Find the row of labels among the first rows: the one with the most labels that are known."""
    counted = [
        (_known(row, known), -number, row)
        for number, row in enumerate(table.rows[:_HEADER_WITHIN], 1)
    ]
    best = max(counted, default=None, key=lambda item: item[:2])
    return Header(-best[1], best[2]) if best is not None and best[0] > 0 else None


def decode(source: str, content: bytes) -> tuple[str, str]:
    """Return encoding and text: UTF-8 with or without its mark, else GB18030.

    Strictly: raises `InputFileError` for what is neither.
    """
    for signature, (zh, en) in _BINARY.items():
        if content.startswith(signature):
            raise _no_text(source, zh, en)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(content):
        raise _utf16(source)
    if b"\x00" in content:
        raise _nul(source, content[: content.index(b"\x00")].count(b"\n") + 1)
    try:
        return csv_rows.decoded(content)
    except csv_rows.UndecodableError as fault:
        raise _undecodable(source, fault.line) from fault


def no_csv(source: str, row: int, problem: csv.Error) -> InputFileError:
    """Say in which row a text is no CSV."""
    return InputFileError(
        say(
            zh=f"文件 {source} 第 {row} 行不是有效的 CSV（{csv_rows.why_no_csv(problem)}）。"
            "请检查该行的引号是否成对，或用电子表格软件另存为 CSV。",
            en=f"{source}, row {row}, is no CSV ({csv_rows.why_no_csv(problem)}). Check that quotes are "
            "paired there, or save it as CSV from a spreadsheet.",
        )
    )


def _looks_like_utf16(content: bytes) -> bool:
    """Whether zero bytes are many, and most at every second place, as those of commas and line ends are; 开 has its own."""
    zeros = content.count(b"\x00")
    odd = content[1::2].count(b"\x00")
    return zeros * _RARE > len(content) and max(odd, zeros - odd) * 4 >= zeros * 3


def _no_text(source: str, zh: str, en: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 的内容是{zh}，不论其扩展名；这里只读 CSV 文本。请用电子表格软件打开后另存为“CSV UTF-8”。",
            en=f"{source} is {en} by its content, whatever its name ends with; only CSV text is read here. Open it in a spreadsheet "
            "program and save it as CSV UTF-8.",
        )
    )


def _markup(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 的内容是网页或 XML（有的系统以此导出“Excel”），不是 CSV。请用电子表格软件打开后另存为“CSV UTF-8”。",
            en=f"{source} is a web page or XML by its content, as some systems export for a spreadsheet, and no CSV. Open it in a "
            "spreadsheet program and save it as CSV UTF-8.",
        )
    )


def _empty(source: str, size: int) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 是空的（0 字节）。请核对是否选错文件，或导出未完成。",
            en=f"{source} is empty (0 bytes). Check whether it is the right file, and whether its export was finished.",
        )
        if size == 0
        else say(
            zh=f"文件 {source} 中只有空白单元格，没有表头，也没有数据。请核对是否选错文件。",
            en=f"{source} has nothing but blank cells: no header and no data. Check whether it is the right file.",
        )
    )


def _utf16(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 的编码是 UTF-16（电子表格软件的“Unicode 文本”），这里读 UTF-8 或 GB18030。请另存为“CSV UTF-8”。",
            en=f"{source} is UTF-16, the “Unicode text” of spreadsheet programs; UTF-8 and GB18030 are read. Save it as CSV UTF-8.",
        )
    )


def _nul(source: str, line: int) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 第 {line} 行含有空字节（NUL），文本中不会有。文件可能已损坏。请重新导出，或删除该字符。",
            en=f"{source}, line {line}, has a zero byte (NUL), which no text has: the file may be damaged. Export it again, or remove "
            "the character.",
        )
    )


def _undecodable(source: str, row: int) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 的编码既不是 UTF-8 也不是 GB18030（读到第 {row} 行为止）。请检查该行，或另存为“CSV UTF-8”。",
            en=f"{source} is neither UTF-8 nor GB18030: it is read as far as line {row}. Look at that line, or save it as CSV UTF-8.",
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
