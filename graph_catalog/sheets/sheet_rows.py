"""Rows into entries: the rows of one entry repeat what they say of it, and may not contradict."""

import dataclasses
from collections.abc import Mapping, Sequence

from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.catalog_sheet import Problems, SheetEntry, SheetField
from graph_catalog.sheets import cells
from graph_catalog.sheets.labels import Column

_Identity = tuple[str | None, str, str | None]


@dataclasses.dataclass(frozen=True)
class SheetRow:
    """A row whose cells make sense by themselves: its texts, and the attributes that they give."""

    number: int
    texts: Mapping[Column, str]
    values: Mapping[Column, cells.Attributes]

    def one(self, column: Column) -> str | None:
        """Return the one attribute that a column of names gives."""
        return next(iter(self.values.get(column, {}).values()), None)


class Grouping:
    """Collects rows, then makes entries of them; what does not go together becomes a problem.

    An entry is known by its code, and by provider and name; a row without a code belongs to the
    only entry of that provider and name. `names` are the labels of columns in the file.
    """

    def __init__(self, problems: Problems, names: Mapping[Column, str]) -> None:
        self.problems = problems
        self._names = names
        self._rows: list[SheetRow] = []

    def add(self, row: SheetRow) -> None:
        """Take a row."""
        self._rows.append(row)

    def entries(self) -> list[SheetEntry]:
        """Make the entries of the rows, in the order of their first rows."""
        groups = self._groups()
        self._check_codes(groups)
        entries = [self._entry(rows) for rows in groups.values()]
        self.problems.first.sort(key=lambda problem: problem.row)
        return entries

    def _groups(self) -> dict[_Identity, list[SheetRow]]:
        codes: dict[tuple[str | None, str], list[str]] = {}
        for row in self._rows:
            code, home = row.one(Column.CODE), _home(row)
            if code is not None and code not in codes.setdefault(home, []):
                codes[home].append(code)
        groups: dict[_Identity, list[SheetRow]] = {}
        for row in self._rows:
            home = _home(row)
            code, known = row.one(Column.CODE), codes.get(home, [])
            if code is None and len(known) > 1:
                self._problem(row, Column.CODE, _which_code(known))
                continue
            groups.setdefault((*home, code or next(iter(known), None)), []).append(row)
        return groups

    def _check_codes(self, groups: Mapping[_Identity, Sequence[SheetRow]]) -> None:
        first: dict[str, SheetRow] = {}
        for (_, _, code), rows in groups.items():
            if code is None:
                continue
            if code in first:
                self._problem(rows[0], Column.CODE, _code_twice(first[code].number))
            else:
                first[code] = rows[0]

    def _entry(self, rows: Sequence[SheetRow]) -> SheetEntry:
        said: dict[Column, SheetRow] = {}
        for row in rows:
            for column in (Column.SYSTEM, *cells.ENTRY_COLUMNS):
                if column not in row.values:
                    continue
                before = said.setdefault(column, row)
                if before.values[column] != row.values[column]:
                    there = cells.visible(before.texts[column])
                    self._problem(row, column, _contradicts(before.number, there))
        attributes: cells.Attributes = {}
        for column in cells.ENTRY_COLUMNS:
            if column in said:
                attributes |= said[column].values[column]
        start, end = attributes.get("coverage_from"), attributes.get("coverage_to")
        if start is not None and end is not None and start > end:
            self._problem(said[Column.PERIOD_TO], Column.PERIOD_TO, _backwards(start.isoformat()))
        return SheetEntry(
            row=rows[0].number,
            provider=rows[0].one(Column.PROVIDER),
            system=said[Column.SYSTEM].one(Column.SYSTEM) if Column.SYSTEM in said else None,
            name=attributes["name"],
            attributes=attributes,
            fields=self._fields(rows),
        )

    def _fields(self, rows: Sequence[SheetRow]) -> list[SheetField]:
        first: dict[tuple[str, str], int] = {}
        columns: dict[str, SheetRow] = {}
        fields = []
        for row in rows:
            in_column = wording.folded_column(row.one(Column.COLUMN_NAME))
            identity = wording.folded(row.one(Column.FIELD) or ""), in_column
            if identity in first:
                self._problem(row, Column.FIELD, _row_twice(first[identity]))
                continue
            first[identity] = row.number
            if in_column and (other := columns.setdefault(in_column, row)) is not row:
                there = cells.visible(other.texts.get(Column.FIELD, ""))
                self._problem(row, Column.COLUMN_NAME, _column_twice(other.number, there))
                continue
            attributes: cells.Attributes = {}
            for column in cells.FIELD_COLUMNS:
                attributes |= row.values.get(column, {})
            fields.append(SheetField(row.number, attributes))
        return fields

    def _problem(self, row: SheetRow, column: Column, wanted: str) -> None:
        found = cells.visible(row.texts.get(column, ""))
        self.problems.add(row.number, self._names[column], found, wanted)


def _home(row: SheetRow) -> tuple[str | None, str]:
    return row.one(Column.PROVIDER), row.one(Column.ENTRY) or ""


def _which_code(known: Sequence[str]) -> str:
    codes = "、".join(known)
    return say(
        zh=f"同一单位有几个同名条目（代码 {codes}），请写明该行属于哪一个。",
        en=f"The unit has several entries of this name ({codes}); say whose row this is.",
    )


def _code_twice(row: int) -> str:
    return say(
        zh=f"该代码在第 {row} 行属于另一个条目；一个代码只能用于一个条目。",
        en=f"In row {row} this code is another entry's; a code belongs to one entry.",
    )


def _contradicts(row: int, there: str) -> str:
    return say(
        zh=f"同一条目在第 {row} 行为“{there}”；请改为一致，若是两个条目，请各给一个“目录代码”。",
        en=f"Row {row} of the same entry says “{there}”. Make them agree; if these are two "
        "entries, give each a 目录代码.",
    )


def _backwards(start: str) -> str:
    return say(zh=f"应不早于数据起始日期 {start}。", en=f"It must not be before {start}, 数据起始.")


def _row_twice(row: int) -> str:
    return say(
        zh=f"与第 {row} 行重复：同一条目中已有此数据项。请删去其一，或以“列名”区分。",
        en=f"Row {row} is the same: the entry has this field already. Remove one, or give 列名.",
    )


def _column_twice(row: int, there: str) -> str:
    return say(
        zh=f"该列在第 {row} 行属于同一条目的“{there}”；一列只属于一个数据项。请核对列名（大小写不同的是两列）。",
        en=f"In row {row} this is the column of “{there}” of the same entry, and a column is of one field. Check 列名 (columns "
        "that differ by case are two).",
    )
