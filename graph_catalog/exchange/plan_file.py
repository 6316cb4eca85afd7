"""A plan to collect, as CSV: one row per field that the form or system would collect."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graph_catalog.errors import InputFileError
from graph_catalog.exchange import cells, labels, secrecy, text_table
from graph_catalog.exchange.labels import Column
from graph_catalog.language import say
from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.inputs.plans import PlannedFieldInput

_ATTRIBUTES: Final[Mapping[Column, str]] = {
    Column.FIELD: "name",
    Column.COLUMN_NAME: "column_name",
    Column.NOTE: "description",
    Column.DATA_TYPE: "data_type",
    Column.ACQUISITION: "acquisition",
    Column.COLLECTION_BASIS: "legal_basis",
}
_OWN: Final[Mapping[str, str]] = {
    "名称": "name",
    "主体": "subject",
    "对象": "subject",
    "限定词": "qualifier",
}
"""Labels that plans have and catalog files have not."""


@dataclasses.dataclass(frozen=True)
class Plan:
    """The fields of a plan in the order of the file, and what is wrong with which cell."""

    fields: list[PlannedFieldInput]
    problems: Problems


def read(path: Path) -> Plan:
    """Read a plan; raises `InputFileError` where the file is no plan at all."""
    table = text_table.read(path)
    header = text_table.header(table, lambda label: _meant(label) is not None)
    meant = [_meant(label) for label in header.labels] if header else []
    if header is None or "name" not in meant:
        raise _no_plan(table.source)
    plan = Plan([], Problems())
    for number, row in enumerate(table.rows[header.row :], header.row + 1):
        if any(cell.strip() for cell in row):
            texts = dict(zip(header.labels, row, strict=False))
            _read_row(number, texts, plan)
    return plan


def _read_row(number: int, texts: Mapping[str, str], plan: Plan) -> None:
    wrong = plan.problems.count
    values: dict[str, Any] = {}
    for label, text in texts.items():
        # Art. 30: of what bears such a mark the mark alone is shown.
        if (mark := secrecy.mark(labels.column(label) or Column.NOTE, text)) is not None:
            plan.problems.add(number, label.strip(), mark, _classified())
            continue
        value = _read_cell(label, text)
        if isinstance(value, cells.Wanted):
            plan.problems.add(number, label.strip(), cells.visible(text), value.text)
        else:
            values |= value
    if plan.problems.count == wrong:
        plan.fields.append(PlannedFieldInput(**values))


def _read_cell(label: str, text: str) -> dict[str, Any] | cells.Wanted:
    """Return what a cell says of the planned field, or what is wanted in it."""
    column = labels.column(label)
    attribute = _meant(label)
    if attribute is None or not text.strip():
        return cells.Wanted(_filled()) if attribute == "name" else {}
    read = cells.read(column or Column.DATA_TYPE, text)
    return read if isinstance(read, cells.Wanted) else {attribute: next(iter(read.values()))}


def _meant(label: str) -> str | None:
    column = labels.column(label)
    return _OWN.get(labels.plain(label)) if column is None else _ATTRIBUTES.get(column)


def _classified() -> str:
    return say(
        zh="涉及国家秘密的数据不在此检查(第三十条)。请从文件中删除该行。",
        en="What is a state secret is not checked here (Art. 30). Remove the row.",
    )


def _filled() -> str:
    return say(zh="此列不能为空,请补上。", en="It must not be empty; fill it in.")


def _no_plan(source: str) -> InputFileError:
    columns = "、".join([column.value for column in _ATTRIBUTES] + ["主体", "限定词"])
    return InputFileError(
        say(
            zh=f"文件 {source} 没有“数据项名称”列。计划一行一个数据项,可用的列:{columns}。",
            en=f"{source} has no column 数据项名称. A plan has a row for each field; columns are "
            f"{columns}.",
        )
    )
