"""Compare the pairs of a file: what stands behind `graph-catalog compare PAIRS.csv --out OUT.csv`.

Needs no store.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from graph_catalog import durable_files
from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.matching.compare import Comparison, compare
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model import csv_rows

WANTED = ("name_a", "context_a", "name_b", "context_b")
ADDED = ("verdict", "same", "confidence", "why")
_BARS = ("｜", "|")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be compared. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    what: str


@dataclass(frozen=True, slots=True)
class PairFileReport:
    """What was done with a file of pairs."""

    compared: int
    bad: tuple[BadRow, ...]


def compare_file(source: Path, target: Path, lexicon: Lexicon) -> PairFileReport:
    """Compare each pair of `source` and write all rows, in order, with the answer to `target`.

    A row that cannot be compared stands in the answer with no verdict and the reason as `why`.
    Columns beyond the wanted ones are kept, but for those that the answer fills itself. Raises
    `InputFileError` where the file as a whole cannot be read; `target` is then as it was, and it is
    never half written.
    """
    compared, bad = 0, []
    with (
        durable_files.replacing(target, encoding="utf-8-sig", newline="") as out,
        _opened(source) as rows,
    ):
        reader = csv.reader(rows)
        headers = _headers(source, next(reader, []))
        kept = [header for header in headers if header not in ADDED]
        writer = csv.writer(out)
        writer.writerow([*kept, *ADDED])
        for number, cells in _numbered(source, reader):
            row = dict(zip(headers, cells, strict=False))
            fault = _fault(headers, cells, row)
            if fault:
                bad.append(BadRow(number, fault))
                answer = ["", "", "", fault]
            else:
                compared += 1
                answer = _answer(_compared(row, lexicon))
            writer.writerow([*(row.get(header, "") for header in kept), *answer])
    return PairFileReport(compared, tuple(bad))


def read_context(context: str) -> tuple[str, str]:
    """Split a context, `dataset｜unit`; the unit may be left out."""
    for bar in _BARS:
        dataset, found, unit = context.partition(bar)
        if found:
            return dataset.strip(), unit.strip()
    return context.strip(), ""


def _compared(row: dict[str, str], lexicon: Lexicon) -> Comparison:
    sides = []
    for side in ("a", "b"):
        dataset, unit = read_context(row[f"context_{side}"])
        sides.append(Descriptor(name=row[f"name_{side}"], dataset_name=dataset, unit_name=unit))
    return compare(sides[0], sides[1], lexicon)


def _answer(comparison: Comparison) -> list[str]:
    return [
        comparison.verdict.value,
        "1" if comparison.same else "0",
        f"{comparison.confidence:.4f}",
        comparison.why,
    ]


def _fault(headers: list[str], cells: list[str], row: dict[str, str]) -> str:
    if len(cells) != len(headers):
        return say(
            zh=f"应有 {len(headers)} 列，实有 {len(cells)} 列。",
            en=f"There should be {len(headers)} columns; there are {len(cells)}.",
        )
    empty = [header for header in ("name_a", "name_b") if not row[header].strip()]
    if empty:
        return say(
            zh=f"{'、'.join(empty)} 为空，无法比较。",
            en=f"{', '.join(empty)} is empty; nothing to compare.",
        )
    return ""


def _headers(source: Path, first: list[str]) -> list[str]:
    headers = [header.strip() for header in first]
    missing = [header for header in WANTED if header not in headers]
    if missing:
        raise InputFileError(
            say(
                zh=f"{source.name} 第 1 行缺少列 {'、'.join(missing)}；需要 {','.join(WANTED)}。",
                en=f"{source.name}, row 1, lacks {', '.join(missing)}; wanted are "
                f"{','.join(WANTED)}.",
            )
        )
    return headers


def _numbered(source: Path, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers, blank lines left out."""
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeDecodeError) as fault:
            raise InputFileError(
                say(
                    zh=f"{source.name} 第 {number} 行无法读取：{csv_rows.why_no_csv(fault)}。请检查引号和编码。",
                    en=f"{source.name}, row {number}, cannot be read: {csv_rows.why_no_csv(fault)}. Check quotes and "
                    "encoding.",
                )
            ) from fault
        if any(cell.strip() for cell in cells):
            yield number, cells


def _opened(source: Path) -> TextIO:
    """Open a file as UTF-8, or as GB18030 where it is not: spreadsheets in China write either."""
    try:
        with source.open(encoding="utf-8-sig", newline="") as probe:
            for _ in iter(lambda: probe.read(1 << 16), ""):
                pass
    except UnicodeDecodeError:
        return source.open(encoding="gb18030", newline="")
    except OSError as fault:
        raise InputFileError(
            say(
                zh=f"无法打开 {source}：{fault.strerror}。请检查路径和权限。",
                en=f"{source} cannot be opened: {fault.strerror}. Check path and rights.",
            )
        ) from fault
    return source.open(encoding="utf-8-sig", newline="")
