"""Recognising what a document is, and reading the planned fields out of it.

Recognised by content; the file's ending decides only between kinds of text that can look alike.
Whatever it is, it passes the same bounds and the same test for marks of secrecy (Art. 30).
"""

import csv
import io
import re
from pathlib import Path
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say, some
from graph_catalog.model import wording
from graph_catalog.model.form_reading import FormField, FormReading
from graph_catalog.model.inputs.plans import MOST_FIELDS
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.sheets import secrecy, text_table
from graph_catalog.sheets.forms import (
    json_schema,
    naming,
    openapi,
    pasted_list,
    sheet,
    structured_text,
    table_script,
    workbook,
)
from graph_catalog.sheets.forms.choice import Choice, UnclearFormError
from graph_catalog.sheets.forms.grid import ROWS, Grid
from graph_catalog.sheets.labels import Column

LARGEST: Final = 5 * 1024**2
"""Bytes of a document at the most."""

_ANY: Final = Choice()
_SCRIPT: Final = re.compile(
    r"^[ \t]*create\s+(?:[a-z]+\s+){0,3}table\b", re.IGNORECASE | re.MULTILINE
)
_SCRIPT_ENDINGS: Final = (".sql", ".ddl")
_SHOWN: Final = 10


def read(path: Path, choice: Choice = _ANY) -> FormReading:
    """Read a file; raises `InputFileError` where it holds no form that can be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(path.name)
        return parse(path.name, path.read_bytes(), choice)
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法读取文件 {path}：{problem.strerror}。请核对路径与权限。",
                en=f"The file {path} cannot be read: {problem.strerror}. Check path and rights.",
            )
        ) from problem


def parse(source: str, content: bytes, choice: Choice = _ANY) -> FormReading:
    """Read the bytes of a document, as `read` does; `source` is its name for messages."""
    if len(content) > LARGEST:
        raise _too_large(source)
    try:
        return _checked(source, _recognised(source, content, choice))
    except RecursionError as problem:
        raise _too_deep(source) from problem


def _too_deep(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 嵌套过深，不像一个表单。请只保留表单本身的结构。",
            en=f"{source} nests too deeply for a form. Keep the structure of the form alone.",
        )
    )


def _recognised(source: str, content: bytes, choice: Choice) -> FormReading:
    if content.startswith(workbook.SIGNATURE):
        return _workbook(source, content, choice)
    if content.startswith(workbook.OLD_SIGNATURE):
        raise _old_workbook(source)
    text = text_table.decode(source, content)[1]
    if not naming.is_worded(text):
        raise _empty(source)
    if source.lower().endswith(_SCRIPT_ENDINGS) or _SCRIPT.search(text):
        return table_script.read(source, text, choice)
    if structured_text.is_json(text):
        return _structured(source, structured_text.read_json(source, text), choice)
    if structured_text.is_yaml(source, text):
        return _structured(source, structured_text.read_yaml(source, text), choice)
    return _table(source, text) or pasted_list.read(source, text)


def _structured(source: str, document: object, choice: Choice) -> FormReading:
    if isinstance(document, dict) and openapi.is_interface(document):
        return openapi.read(source, document, choice.operation)
    if isinstance(document, dict) and json_schema.is_schema(document):
        return json_schema.read(source, document)
    raise InputFileError(
        say(
            zh=f"文件 {source} 是 JSON 或 YAML，但既不是 JSON Schema 也不是 OpenAPI 文档。"
            "请给出结构定义，而不是数据。",
            en=f"{source} is JSON or YAML, but no JSON Schema and no OpenAPI document. Give what "
            "defines the structure instead of data.",
        )
    )


def _workbook(source: str, content: bytes, choice: Choice) -> FormReading:
    grids, hidden = workbook.read(source, content)
    reading = sheet.read(source, grids, choice.sheet)
    if reading is None:
        raise _empty(source)
    if hidden:
        reading.warnings.append(
            say(
                zh=f"隐藏的工作表未读取：{some(hidden, '张')}。",
                en=f"Hidden sheets were not read: {some(hidden)}.",
            )
        )
    return reading


def _table(source: str, text: str) -> FormReading | None:
    """Read text as CSV, or as cells parted by tabs; None where it is a list rather."""
    first = text.lstrip().partition("\n")[0]
    is_csv = source.lower().endswith(".csv")
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_csv))
    except csv.Error as problem:
        if not is_csv:
            return None
        raise text_table.no_csv(source, len(rows) + 1, problem) from problem
    grid = Grid(source, rows[:ROWS])
    if is_csv and grid.width > 1:
        return sheet.read(source, [grid], None)
    return sheet.read_rows(grid)


def _checked(source: str, reading: FormReading) -> FormReading:
    """Refuse what no plan takes: no fields or too many, names that are none, marks of secrecy."""
    if reading.problems.count:
        return reading
    count = len(reading.fields)
    if count == 0:
        raise _empty(source)
    if count > MOST_FIELDS:
        raise _too_many(source, reading, count)
    for field in reading.fields:
        _check(source, field)
    several = len(reading.parts) > 1
    for part in reading.parts:
        for field in part.fields:
            field.subject = field.subject or (part.name if several else None)
    return reading


def _check(source: str, field: FormField) -> None:
    for text in (field.name, field.description or ""):
        if (mark := secrecy.mark(Column.NOTE, text)) is not None:
            raise _classified(source, field.origin, mark)
    name = wording.label(field.name, [])
    if isinstance(name, InvalidInput):
        raise _wrong(source, field.origin, name.message)
    field.name = name
    for attribute in ("description", "column_name", "data_type"):
        cleaned = wording.text(getattr(field, attribute), [])
        if isinstance(cleaned, InvalidInput):
            raise _wrong(source, field.origin, cleaned.message)
        setattr(field, attribute, cleaned)


def _too_many(source: str, reading: FormReading, count: int) -> InputFileError:
    message = say(
        zh=f"文件 {source} 有 {count} 个数据项；一次最多检查 {MOST_FIELDS} 个。",
        en=f"{source} has {count} fields; {MOST_FIELDS} are checked at a time. ",
    )
    if len(reading.parts) == 1:
        return InputFileError(message + say(zh="请拆分。", en="Split it."))
    parts = [f"{part.key} ({len(part.fields)})" for part in reading.parts]
    listed = some(parts, "张", most=_SHOWN)
    return UnclearFormError(
        message
        + say(
            zh=f"请用 table 选择一张表（命令行 --table）：{listed}。",
            en=f"Choose a table by table (--table on the command line): {listed}.",
        ),
        "table",
        [part.key for part in reading.parts],
    )


def _classified(source: str, origin: str, mark: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source}（{origin}）标有“{mark}”：涉及国家秘密的数据不在此检查（第三十条）。"
            "请从文件中删除。",
            en=f"{source} ({origin}) is marked {mark}: what is a state secret is not checked here "
            "(Art. 30). Remove it from the file.",
        )
    )


def _wrong(source: str, origin: str, message: str) -> InputFileError:
    return InputFileError(
        say(zh=f"文件 {source}（{origin}）：{message}", en=f"{source} ({origin}): {message}")
    )


def _empty(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 中没有数据项。可读取：名称清单、CSV 或 XLSX 表单、建表脚本、"
            "JSON Schema、OpenAPI 文档。",
            en=f"{source} has no fields. What can be read: a list of names, a form as CSV or XLSX, "
            "a script of CREATE TABLE, a JSON Schema, an OpenAPI document.",
        )
    )


def _old_workbook(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 是旧式 XLS，或设有密码。请去掉密码并另存为 XLSX。",
            en=f"{source} is an old XLS, or locked by a password. Save it as XLSX without one.",
        )
    )


def _too_large(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 超过 {LARGEST // 1024**2} MB，不像表单。请只保留表单或建表语句。",
            en=f"{source} is larger than {LARGEST // 1024**2} MB. Keep the form or the CREATE "
            "TABLE statements alone.",
        )
    )
