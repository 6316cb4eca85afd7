"""Pairs of fields to be compared, and the verdicts on them, as CSV.

In: name_a, context_a, name_b, context_b, a context being `dataset｜unit`. Out: the same, with verdict
(SAME, DIFFERENT, REVIEW), same (1 for SAME alone, else 0), confidence (0 to 1) and why.
"""

import csv
import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.exchange import text_table
from graph_catalog.language import say
from graph_catalog.model.answers import FieldComparison

_IN: Final = ("name_a", "context_a", "name_b", "context_b")
_ADDED: Final = ("verdict", "same", "confidence", "why")
_PARTS: Final = ("｜", "|")


@dataclasses.dataclass(frozen=True)
class Described:
    """A field with the dataset and the unit in which it stands; blank where the file says none."""

    name: str
    dataset: str
    unit: str


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two fields to be compared, and the cells that name them."""

    a: Described
    b: Described
    cells: Sequence[str]


def read(path: Path) -> list[Pair]:
    """Read a file of pairs; raises `InputFileError` naming row and column."""
    table = text_table.read(path)
    header = text_table.header(table, lambda label: label.strip() in _IN)
    labels = [label.strip() for label in header.labels] if header else []
    missing = [name for name in _IN if name not in labels]
    if header is None or missing:
        raise _without(table.source, missing)
    places = [labels.index(name) for name in _IN]
    pairs = []
    for number, row in enumerate(table.rows[header.row :], header.row + 1):
        if any(cell.strip() for cell in row):
            cells = [row[place] if place < len(row) else "" for place in places]
            pairs.append(_pair(table.source, number, cells))
    return pairs


def _pair(source: str, number: int, cells: Sequence[str]) -> Pair:
    for column in (0, 2):
        if not cells[column].strip():
            raise InputFileError(
                say(
                    zh=f"文件 {source} 第 {number} 行“{_IN[column]}”为空;请写上字段名称。",
                    en=f"{source}, row {number}: {_IN[column]} is empty; write the field's name.",
                )
            )
    return Pair(_described(cells[0], cells[1]), _described(cells[2], cells[3]), cells)


def _described(name: str, context: str) -> Described:
    for part in _PARTS:
        if part in context:
            dataset, _, unit = context.partition(part)
            return Described(name.strip(), dataset.strip(), unit.strip())
    return Described(name.strip(), context.strip(), "")


def write(path: Path, compared: Iterable[tuple[Pair, FieldComparison]]) -> int:
    """Write pairs with their verdicts; returns how many. Raises `InputFileError`."""
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow((*_IN, *_ADDED))
            for pair, comparison in compared:
                writer.writerow((*pair.cells, *_verdict(comparison)))
                count += 1
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法写入文件 {path}:{problem.strerror}。请核对路径与权限。",
                en=f"The file {path} cannot be written: {problem.strerror}. Check path and rights.",
            )
        ) from problem
    return count


def _verdict(comparison: FieldComparison) -> tuple[str, int, str, str]:
    same, confidence = int(comparison.same), f"{comparison.confidence:.3f}"
    return comparison.verdict.value, same, confidence, comparison.why


def _without(source: str, missing: Sequence[str]) -> InputFileError:
    needed = ",".join(_IN)
    return InputFileError(
        say(
            zh=f"文件 {source} 缺少列:{'、'.join(missing)}。应有的列为 {needed},"
            "其中 context 写作 数据集｜单位。",
            en=f"{source} lacks {', '.join(missing)}. It must have {needed}, a context being "
            "dataset｜unit.",
        )
    )
