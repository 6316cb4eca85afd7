"""The dialects of SQL that are read, and what they do not have in common."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from graph_catalog.language import say
from graph_catalog.model.refusals import InvalidInput

_EVERYWHERE: Final = frozenset(
    [
        "current_date",
        "current_timestamp",
        "current_time",
        "current_user",
        "session_user",
        "localtime",
        "localtimestamp",
        "default",
        "input__file__name",
        "block__offset__inside__file",
        "$action",
    ]
)


@dataclasses.dataclass(frozen=True)
class Flavour:
    """A dialect, by sqlglot's name for it or for the one next to it."""

    parser: str
    escapes_by_backslash: bool = False
    hash_begins_a_remark: bool = False
    has_brackets: bool = False
    """[name] is a quoted name."""
    has_dollar_quotes: bool = False
    selects_into_tables: bool = False
    """SELECT … INTO makes a table; elsewhere it fills variables."""
    needs_no_semicolon: bool = False
    says_recursive: bool = True
    """A CTE that reads itself is marked; elsewhere each may."""
    default_schema: str | None = None
    """Stands between the database of USE and a bare name."""
    constants: frozenset[str] = _EVERYWHERE
    """Folded words that stand like a column and come from no table: reserved, so none is called so."""


_HIVE: Final = Flavour("hive", escapes_by_backslash=True)
_ORACLE: Final = Flavour(
    "oracle",
    says_recursive=False,
    constants=_EVERYWHERE
    | {
        "rownum",
        "rowid",
        "level",
        "sysdate",
        "systimestamp",
        "user",
        "uid",
        "nextval",
        "currval",
        "connect_by_isleaf",
        "connect_by_iscycle",
    },
)
_TSQL: Final = Flavour(
    "tsql",
    has_brackets=True,
    selects_into_tables=True,
    needs_no_semicolon=True,
    says_recursive=False,
    default_schema="dbo",
)
_POSTGRES: Final = Flavour("postgres", has_dollar_quotes=True, selects_into_tables=True)
FLAVOURS: Final[Mapping[str, Flavour]] = {
    "mysql": Flavour("mysql", escapes_by_backslash=True, hash_begins_a_remark=True),
    "postgres": _POSTGRES,
    "oracle": _ORACLE,
    "dameng": _ORACLE,
    "hive": _HIVE,
    "spark": Flavour("spark", escapes_by_backslash=True),
    "tsql": _TSQL,
}
_OTHER_NAMES: Final = {"postgresql": "postgres", "sqlserver": "tsql", "dm": "dameng"}


def flavour(dialect: str) -> Flavour | InvalidInput:
    """Return the dialect of that name, or the refusal that names those there are."""
    name = dialect.strip().casefold()
    found = FLAVOURS.get(_OTHER_NAMES.get(name, name))
    if found is not None:
        return found
    known = "|".join(FLAVOURS)
    return InvalidInput(
        message=say(
            zh=f"不认识 SQL 方言“{dialect}”。请用其中之一：{known}。",
            en=f"There is no SQL dialect {dialect}. Use one of {known}.",
        ),
        path=["dialect"],
    )
