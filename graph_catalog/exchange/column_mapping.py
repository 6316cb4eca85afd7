"""`--map` and `--defaults`: which columns of a foreign file are ours, and what it lacks."""

import dataclasses
import re
from collections.abc import Mapping, Sequence

from graph_catalog.errors import InputFileError
from graph_catalog.exchange import cells, labels
from graph_catalog.exchange.labels import Column
from graph_catalog.language import say

_BETWEEN = re.compile(r"[,\uff0c](?=[^,\uff0c=\uff1d]+[=\uff1d])")


@dataclasses.dataclass(frozen=True)
class ColumnMapping:
    """What to know of a file beside itself.

    `columns` names the file's own label for some of our columns; `defaults` gives the text of a
    cell where the file has no such column or leaves the cell blank.
    """

    columns: Mapping[Column, str] = dataclasses.field(default_factory=dict)
    defaults: Mapping[Column, str] = dataclasses.field(default_factory=dict)


def parse(maps: Sequence[str] = (), defaults: Sequence[str] = ()) -> ColumnMapping:
    """Read `业务名称=dataset_cn,…` and `共享属性=无条件共享,…`; raises `InputFileError`."""
    columns = _pairs("--map", maps)
    given = _pairs("--defaults", defaults)
    for column, text in given.items():
        if column is Column.SECRECY:
            raise _no_default(column)
        value = cells.read(column, text)
        if isinstance(value, cells.Wanted):
            found = cells.visible(text)
            raise InputFileError(
                say(
                    zh=f"--defaults 中“{column.value}”现为“{found}”;{value.text}",
                    en=f"--defaults gives {column.value} as “{found}”. {value.text}",
                )
            )
    return ColumnMapping(columns, given)


def _pairs(option: str, texts: Sequence[str]) -> dict[Column, str]:
    found: dict[Column, str] = {}
    for pair in (pair for text in texts for pair in _BETWEEN.split(text)):
        name, sign, value = pair.replace("\uff1d", "=", 1).partition("=")
        column = labels.column(name)
        if column is None or not sign or not value.strip():
            raise _not_a_pair(option, pair)
        found[column] = value.strip()
    return found


def _not_a_pair(option: str, pair: str) -> InputFileError:
    known = "、".join(column.value for column in Column)
    return InputFileError(
        say(
            zh=f"{option} 中的“{cells.visible(pair)}”无法理解:应写作 列=值,列为其中之一:{known}。",
            en=f"{option}: “{cells.visible(pair)}” is not column=value; columns are {known}.",
        )
    )


def _no_default(column: Column) -> InputFileError:
    return InputFileError(
        say(
            zh=f"--defaults 不能给出“{column.value}”:是否涉密须由文件逐行写明。",
            en=f"--defaults cannot give {column.value}: each row must say it for itself.",
        )
    )
