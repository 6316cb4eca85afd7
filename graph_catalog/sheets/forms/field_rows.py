"""A sheet with a row for each field: a plan, a data dictionary, the description of a form."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph_catalog.language import say
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.form_reading import FormField
from graph_catalog.sheets import cells, labels
from graph_catalog.sheets.forms import naming
from graph_catalog.sheets.forms.grid import Grid
from graph_catalog.sheets.labels import Column

_HEADER_WITHIN: Final = 20
_ATTRIBUTES: Final[Mapping[Column, str]] = {
    Column.FIELD: "name",
    Column.COLUMN_NAME: "column_name",
    Column.NOTE: "description",
    Column.DATA_TYPE: "data_type",
    Column.ACQUISITION: "acquisition",
    Column.COLLECTION_BASIS: "legal_basis",
}
_OWN: Final[Mapping[str, str]] = {
    "采集项": "name",
    "采集项名称": "name",
    "填报项": "name",
    "填报项名称": "name",
    "表单项": "name",
    "表单项名称": "name",
    "中文名": "name",
    "中文名称": "name",
    "中文字段名": "name",
    "列中文名": "name",
    "字段含义": "name",
    "字段注释": "name",
    "列注释": "name",
    "主体": "subject",
    "对象": "subject",
    "限定词": "qualifier",
    "字段描述": "description",
    "填写说明": "description",
    "填报说明": "description",
}
"""Labels that lists of planned fields have and catalog files have not."""
_READ_AS: Final[Mapping[str, Column]] = {
    "name": Column.FIELD,
    "subject": Column.DATA_TYPE,
    "qualifier": Column.DATA_TYPE,
} | {attribute: column for column, attribute in _ATTRIBUTES.items()}
"""The column of the template by whose rules a cell is read."""
_WEAK: Final = frozenset({"名称", "注释", "指标", "指标名称"})
"""Labels of names in such a list, unless other columns contradict: a register has them too."""


@dataclasses.dataclass(frozen=True)
class FieldHeader:
    """Where the header stands, and what each of its columns means; None for what is not read."""

    row: int
    labels: Sequence[str]
    meant: Sequence[str | None]

    @property
    def unread(self) -> list[str]:
        """Labels of the columns that are not read."""
        return [
            label.strip()
            for label, meant in zip(self.labels, self.meant, strict=True)
            if meant is None and label.strip()
        ]


def header(grid: Grid) -> FieldHeader | None:
    """Find the row of labels among the first rows; None where no row says which column names fields."""
    found: list[tuple[int, FieldHeader]] = []
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN], 1):
        meant = _meant(row)
        if "name" in meant or {"column_name", "description"} <= set(meant):
            found.append((sum(word is not None for word in meant), FieldHeader(number, row, meant)))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def read(grid: Grid, header: FieldHeader, problems: Problems) -> list[FormField]:
    """Read the rows below a header; what is wrong with a cell goes to `problems`."""
    columns = [
        (place, label.strip(), word)
        for place, (label, word) in enumerate(zip(header.labels, header.meant, strict=True))
        if word is not None
    ]
    fields = []
    for number, row in enumerate(grid.rows[header.row :], header.row + 1):
        if any(place < len(row) and row[place].strip() for place, _, _ in columns):
            wrong = problems.count
            texts = [
                (label, word, _text(grid, number, place, word)) for place, label, word in columns
            ]
            values = _values(number, texts, problems)
            if problems.count == wrong:
                origin = say(zh=f"第 {number} 行", en=f"row {number}")
                fields.append(FormField(origin=origin, **values))
    return fields


def _text(grid: Grid, row: int, place: int, attribute: str) -> str:
    """Return what a cell says; what is merged over several rows is said of each, but a name is one."""
    area = grid.at(row, place + 1)
    return "" if area is None or (attribute == "name" and area.top != row) else area.text


def _values(
    number: int, texts: Sequence[tuple[str, str, str]], problems: Problems
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for label, attribute, text in texts:
        if text.strip():
            read = cells.read(_READ_AS[attribute], text)
            if isinstance(read, cells.Unreadable):
                problems.add(number, label, cells.visible(text), read.text)
            else:
                values[attribute] = next(iter(read.values()))
        elif attribute == "name":
            problems.add(number, label, "", cells.empty())
    if all(attribute != "name" for _, attribute, _ in texts):
        column, comment = values.get("column_name", ""), values.get("description", "")
        values["name"] = naming.commented(comment)[0] or column
        if not values["name"]:
            problems.add(number, texts[0][0], "", cells.empty())
    return values


def _meant(row: Sequence[str]) -> list[str | None]:
    """Return what each label of a row means; the first of two that mean the same is it."""
    meant: list[str | None] = []
    for label in row:
        column = labels.column(label)
        word = _OWN.get(labels.plain(label)) or (_ATTRIBUTES.get(column) if column else None)
        meant.append(None if word in meant else word)
    if "name" in meant:
        return meant
    weak = [place for place, label in enumerate(row) if labels.plain(label) in _WEAK]
    known = sum(word is not None for word in meant)
    unknown = sum(1 for place, label in enumerate(row) if label.strip() and meant[place] is None)
    if weak and (known or unknown == 1):
        meant[weak[0]] = "name"
    return meant
