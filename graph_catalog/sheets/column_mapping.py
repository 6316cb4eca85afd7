"""Which columns of a foreign file are ours, and what it lacks."""

import dataclasses
from collections.abc import Iterable, Mapping

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model.import_arguments import ON_COMMAND_LINE, ImportArguments
from graph_catalog.sheets import cells, labels
from graph_catalog.sheets.labels import Column

Pair = tuple[str, str]
"""A label of the template, and what is said of that column."""


@dataclasses.dataclass(frozen=True)
class ColumnMapping:
    """What to know of a file beside itself.

    `columns` names the file's own label for some of our columns; `defaults` gives the text of a
    cell where the file has no such column or leaves the cell blank. `arguments` is what the caller
    calls these.
    """

    columns: Mapping[Column, str] = dataclasses.field(default_factory=dict)
    defaults: Mapping[Column, str] = dataclasses.field(default_factory=dict)
    arguments: ImportArguments = ON_COMMAND_LINE


def columns(pairs: Iterable[Pair], arguments: ImportArguments) -> dict[Column, str]:
    """Read which label of the file is which column; raises `InputFileError`."""
    return _by_column(pairs, arguments.columns)


def defaults(pairs: Iterable[Pair], arguments: ImportArguments) -> dict[Column, str]:
    """Read what to take where the file says nothing; raises `InputFileError`."""
    given = _by_column(pairs, arguments.defaults)
    for column, text in given.items():
        if column is Column.SECRECY:
            raise _no_default(arguments.defaults, column)
        value = cells.read(column, text)
        if isinstance(value, cells.Unreadable):
            raise _no_such_value(arguments.defaults, column, text, value)
    return given


def _by_column(pairs: Iterable[Pair], argument: str) -> dict[Column, str]:
    found: dict[Column, str] = {}
    for label, said in pairs:
        column = labels.column(label)
        if column is None:
            raise _no_such_column(argument, label)
        if not said.strip():
            raise _nothing_said(argument, column)
        found[column] = said.strip()
    return found


def _no_such_column(argument: str, label: str) -> InputFileError:
    known = "、".join(column.value for column in Column)
    return InputFileError(
        say(
            zh=f"{argument} 中的“{cells.visible(label)}”不是模板的列；模板的列为：{known}。",
            en=f"{argument}: “{cells.visible(label)}” is no column of the template; "
            f"its columns are {known}.",
        )
    )


def _nothing_said(argument: str, column: Column) -> InputFileError:
    return InputFileError(
        say(
            zh=f"{argument} 中“{column.value}”没有内容。请补上，或去掉这一项。",
            en=f"{argument} says nothing for {column.value}. Fill it in, or leave it out.",
        )
    )


def _no_such_value(
    argument: str, column: Column, text: str, value: cells.Unreadable
) -> InputFileError:
    found = cells.visible(text)
    return InputFileError(
        say(
            zh=f"{argument} 中“{column.value}”现为“{found}”；{value.text}",
            en=f"{argument} gives {column.value} as “{found}”. {value.text}",
        )
    )


def _no_default(argument: str, column: Column) -> InputFileError:
    return InputFileError(
        say(
            zh=f"{argument} 不能给出“{column.value}”：是否涉密须由文件逐行写明。",
            en=f"{argument} cannot give {column.value}: each row must say it for itself.",
        )
    )
