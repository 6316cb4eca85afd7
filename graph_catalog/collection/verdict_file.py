"""A verdict as files: the verdicts, the reduced form, and the 共享申请 of Art. 21 that get the rest.

One table each: three sheets of an XLSX, three CSV files side by side, or one JSON value. The reduced
form has the columns of a plan, so that it can be checked again.
"""

import csv
import dataclasses
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from graph_catalog.collection.checked import CheckedPlan
from graph_catalog.collection.verdict_words import FIELD_VERDICTS, STANDINGS
from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model.answers import FieldVerdict
from graph_catalog.model.canonical import canonical
from graph_catalog.model.enums.entries import ProvisionMethod, SharingClass
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from graph_catalog.sheets import labels

ENDINGS: Final = (".csv", ".xlsx", ".json")
_WIDEST: Final = 60
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclasses.dataclass(frozen=True)
class VerdictSheet:
    """A sheet: its name, its header and its rows."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def tables(checked: CheckedPlan) -> list[VerdictSheet]:
    """Return the verdicts, the reduced form and the applications as tables."""
    return [_verdicts(checked), _reduced(checked), _applications(checked)]


def check_ending(path: Path) -> None:
    """Refuse a name whose ending says no kind of file; before anything is asked."""
    if path.suffix.lower() not in ENDINGS:
        raise InputFileError(
            say(
                zh=f"无法按 {path.name} 的后缀判断格式。请用 {'、'.join(ENDINGS)} 之一。",
                en=f"{path.name} says no kind of file. Let it end in {', '.join(ENDINGS)}.",
            )
        )


def write(path: Path, checked: CheckedPlan) -> list[Path]:
    """Write what the ending of `path` says, and return the files written."""
    check_ending(path)
    try:
        match path.suffix.lower():
            case ".json":
                plain = json.loads(canonical(dict(data(checked))))
                text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
                path.write_text(text, encoding="utf-8")
                return [path]
            case ".xlsx":
                _workbook(tables(checked)).save(path)
                return [path]
            case _:
                return list(_csv_files(path, tables(checked)))
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法写入文件 {path}：{problem.strerror}。请核对路径与权限。",
                en=f"The file {path} cannot be written: {problem.strerror}. Check path and rights.",
            )
        ) from problem


def data(checked: CheckedPlan) -> Mapping[str, Any]:
    """Return a verdict as one value for programs; ids are global ids."""
    check = checked.check
    return {
        "verdict": check.verdict,
        "fields": [_plain(field, checked) for field in check.fields],
        "fieldsToKeep": check.fields_to_keep,
        "applications": [
            {
                "provider": _id(NodeKind.UNIT, each.provider_key),
                "providerName": checked.name(each.provider_key),
                "dataset": _id(NodeKind.DATASET, each.dataset_key),
                "datasetName": checked.name(each.dataset_key),
                "fields": each.fields,
                "purpose": each.purpose,
                "legalBasis": each.legal_basis,
            }
            for each in check.applications
        ],
        "complete": check.complete,
        "checkedAt": check.checked_at,
        "revision": check.revision,
        "ruleSet": check.rule_set,
    }


def _plain(field: FieldVerdict, checked: CheckedPlan) -> Mapping[str, Any]:
    return {
        "index": field.index,
        "name": field.name,
        "origin": _origin(field, checked) or None,
        "verdict": field.verdict,
        "confidence": field.confidence,
        "why": field.why,
        "provisions": [provision.article for provision in field.provisions],
        "provider": _id(NodeKind.UNIT, field.provider_key),
        "source": _id(NodeKind.DATASET, field.source_key),
        "standing": field.standing,
        "legalBasisMissing": field.legal_basis_missing,
    }


def _id(kind: NodeKind, key: str | None) -> str | None:
    return None if key is None else keys.encode(kind, key)


def _origin(field: FieldVerdict, checked: CheckedPlan) -> str:
    return checked.origins[field.index] if field.index < len(checked.origins) else ""


def _verdicts(checked: CheckedPlan) -> VerdictSheet:
    header = "序号 数据项名称 出处 结论 把握 理由 条款 提供单位 业务名称 来源数据项 来源地位 缺少法律依据"
    rows = [
        [
            str(field.index + 1),
            field.name,
            _origin(field, checked),
            FIELD_VERDICTS[field.verdict],
            f"{field.confidence:.2f}",
            field.why,
            "、".join(provision.article for provision in field.provisions),
            checked.name(field.provider_key),
            checked.name(field.source_key),
            checked.name(field.source_field_key),
            STANDINGS[field.standing] if field.standing else "",
            "是" if field.legal_basis_missing else "",
        ]
        for field in checked.check.fields
    ]
    return VerdictSheet("结论", header.split(), rows)


def _reduced(checked: CheckedPlan) -> VerdictSheet:
    """Return the form without what can be had, in the columns that a plan has."""
    header = "数据项名称 列名 说明 数据类型 获取方式 法律依据 主体 限定词 结论"
    rows = []
    for index in checked.check.fields_to_keep:
        planned = checked.plan.fields[index]
        said = (
            planned.name,
            planned.column_name,
            planned.description,
            planned.data_type,
            labels.label(planned.acquisition),
            planned.legal_basis or checked.plan.legal_basis,
            planned.subject or checked.plan.subject,
            planned.qualifier,
            FIELD_VERDICTS[checked.check.fields[index].verdict],
        )
        rows.append([text or "" for text in said])
    return VerdictSheet("精简后的表单", header.split(), rows)


def _applications(checked: CheckedPlan) -> VerdictSheet:
    header = (
        "序号 申请单位 提供单位 资源名称 目录代码 申请数据项 对应来源数据项 应用场景 法律依据 "
        "共享属性 共享条件 共享方式 使用于 条款"
    )
    rows = []
    for number, each in enumerate(checked.check.applications, 1):
        fields = [checked.check.fields[index] for index in each.fields]
        said = (
            str(number),
            checked.unit,
            checked.name(each.provider_key),
            checked.name(each.dataset_key),
            checked.said(each.dataset_key, "code"),
            "、".join(field.name for field in fields),
            "、".join(checked.name(field.source_field_key) for field in fields),
            each.purpose,
            each.legal_basis,
            _word(SharingClass, checked.said(each.dataset_key, "sharing_class")),
            checked.said(each.dataset_key, "sharing_reason"),
            _word(ProvisionMethod, checked.said(each.dataset_key, "provision_method")),
            checked.plan.name,
            "第二十一条",
        )
        rows.append([str(text or "") for text in said])
    return VerdictSheet("共享申请", header.split(), rows)


def _word(kind: type[Enum], value: object) -> str:
    return labels.label(kind[str(value)]) if value is not None else ""


def _csv_files(path: Path, all_tables: Sequence[VerdictSheet]) -> Iterator[Path]:
    for table in all_tables:
        is_first = table is all_tables[0]
        file = path if is_first else path.with_name(f"{path.stem}.{table.name}{path.suffix}")
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(table.header)
        writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
        # With a byte order mark: spreadsheet programs take it for the local encoding without one.
        file.write_bytes(text.getvalue().encode("utf-8-sig"))
        yield file


def _harmless(cell: str) -> str:
    """Keep a spreadsheet program from running a name as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _workbook(all_tables: Sequence[VerdictSheet]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in all_tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate([table.header, *table.rows], 1):
            for place, text in enumerate(row, 1):
                cell = sheet.cell(number, place, text)
                # As text whatever it begins with: openpyxl takes = for a formula.
                cell.data_type = "s"
                cell.font = Font(bold=number == 1)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        for place in range(1, len(table.header) + 1):
            longest = max(len(row[place - 1]) for row in [table.header, *table.rows])
            width = min(_WIDEST, 2 * longest + 2)
            sheet.column_dimensions[get_column_letter(place)].width = width
    return book
