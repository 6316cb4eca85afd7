"""The sample district's files, read once: rows by file, entries and fields by code."""

import csv
from functools import cache
from pathlib import Path

DISTRICT = Path(__file__).parents[2] / "examples" / "district"
TODAY = "2026-11-24"

Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    with (DISTRICT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def entries() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows("catalog.csv"):
        found.setdefault(row["目录代码"], []).append(row)
    return found


@cache
def fields() -> dict[tuple[str, str], Row]:
    return {(row["目录代码"], row["数据项名称"]): row for row in rows("catalog.csv")}


@cache
def listed() -> dict[str, Row]:
    return {code: of[0] for code, of in entries().items() if of[0]["目录类别"] == "目录条目"}


def several(cell: str) -> list[str]:
    return [part for part in cell.split("；") if part]
