"""Scripts of CREATE TABLE: each table is a subject, each column a field, Chinese comments are names.

sqlglot parses what describes tables; every other statement is counted and said, and none is run.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say, some
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import FormKind, ScriptDialect
from graph_catalog.model.form_reading import FormField, FormPart, FormReading
from graph_catalog.sheets.forms import choice, naming, script_statements, script_tables
from graph_catalog.sheets.forms.choice import Choice
from graph_catalog.sheets.forms.script_statements import Statement
from graph_catalog.sheets.forms.script_tables import ScriptTable

_MODIFIERS: Final = frozenset({"OR", "REPLACE", "GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED"})
_ROUTINES: Final = frozenset(
    {"TRIGGER", "PROCEDURE", "FUNCTION", "PACKAGE", "TYPE", "RULE", "EVENT"}
)
_WITH_A_BODY: Final = frozenset({"BEGIN", "COPY", "DECLARE"})
# fmt: off
_VERBS: Final = frozenset({
    "ALTER", "ANALYZE", "BEGIN", "CALL", "COMMIT", "COPY", "CREATE", "DECLARE", "DELETE", "DELIMITER",
    "DO", "DROP", "END", "EXEC", "EXECUTE", "EXIT", "EXPLAIN", "GO", "GRANT", "INSERT", "LOAD", "LOCK",
    "MERGE", "PRINT", "PROMPT", "QUIT", "REM", "RENAME", "REPLACE", "REVOKE", "ROLLBACK", "SELECT",
    "SET", "SHOW", "SPOOL", "START", "TRUNCATE", "UNLOCK", "UPDATE", "USE", "VACUUM", "WHENEVER",
    "WITH",
})
# fmt: on
"""What statements of scripts begin with; else it is a syntax error."""
_SHOWN: Final = 10
_MOST_TABLES: Final = 300
_MOST_COLUMNS: Final = 5000
"""What is parsed of a script: a table takes a millisecond, and no plan has more than 500 fields."""


def read(source: str, script: str, chosen: Choice) -> FormReading:
    """Read the tables of a script; raises `InputFileError` with line and column where it cannot."""
    dialect = chosen.dialect or script_statements.dialect_of(script)
    tables: list[ScriptTable] = []
    by_name: dict[str, list[ScriptTable]] = {}
    unread: Counter[str] = Counter()
    is_in_routine = False
    statements = _meant(source, script_statements.cut(source, script, dialect), chosen.table)
    for statement in statements:
        kind = _kind(statement)
        if kind == "TABLE":
            table = script_tables.created(source, statement, dialect)
            if table is not None:
                tables.append(table)
                by_name.setdefault(table.name.casefold(), []).append(table)
            unread["CREATE TABLE … AS/LIKE/PARTITION"] += table is None
        elif kind == "COMMENT":
            remark = script_tables.remark(source, statement, dialect)
            unread["COMMENT"] += remark is None or not remark.note(by_name)
        elif not is_in_routine:
            if kind not in _VERBS:
                raise _unknown(source, statement)
            unread[kind] += 1
        # What follows belongs to a routine's body, or is rows of data, until a table comes again.
        is_in_routine = kind not in {"TABLE", "COMMENT"} and (
            is_in_routine or _has_body(statement, kind)
        )
    if not tables:
        raise _no_table(source)
    meant = _chosen(source, tables, chosen.table)
    return FormReading(
        kind=FormKind.TABLE_SCRIPT,
        parts=[FormPart(key=t.key, name=t.comment or None, fields=list(_fields(t))) for t in meant],
        warnings=[*_warnings(dialect, chosen, unread), *_warnings_of_tables(meant, tables)],
    )


def _meant(source: str, statements: list[Statement], wanted: str | None) -> list[Statement]:
    """Return the statements to parse: in a script of very many tables those of one; raises `InputFileError`."""
    tables = [each for each in statements if _kind(each) == "TABLE"]
    if len(tables) > _MOST_TABLES or sum(map(_columns, tables)) > _MOST_COLUMNS:
        word = (wanted or "").strip().casefold()
        tables = [each for each in tables if word and word in _head(each)]
        if not tables or sum(map(_columns, tables)) > _MOST_COLUMNS:
            raise _too_large(source)
        return [each for each in statements if _kind(each) != "TABLE" or each in tables]
    return statements


def _head(statement: Statement) -> set[str]:
    """Return the words before a table's columns, its name among them, by itself and with its schema."""
    words = []
    for token in statement.tokens[:12]:
        if token.text == "(":
            break
        words.append(token.text.casefold())
    return {*words, "".join(words[-3:])}


def _columns(statement: Statement) -> int:
    """Return about how many columns a table has: what commas part within its first brackets."""
    depth, commas = 0, 0
    for token in statement.tokens:
        if token.text in {"(", ")"}:
            depth += 1 if token.text == "(" else -1
        commas += depth == 1 and token.text == ","
    return commas + 1


def _kind(statement: Statement) -> str:
    words = " ".join(token.text.upper() for token in statement.tokens[:6]).split() or [
        ""
    ]  # $a$$a$ has no words
    if words[0] == "CREATE":
        rest = [word for word in words[1:] if word not in _MODIFIERS]
        return "TABLE" if rest[:1] == ["TABLE"] else "CREATE"
    return words[0]


def _has_body(statement: Statement, kind: str) -> bool:
    words = {token.text.upper() for token in statement.tokens[:6]}
    return kind in _WITH_A_BODY or (kind == "CREATE" and not words.isdisjoint(_ROUTINES))


def _chosen(
    source: str, tables: Sequence[ScriptTable], wanted: str | None
) -> Sequence[ScriptTable]:
    if wanted is None:
        return tables
    word = wanted.strip().casefold()
    found = [
        table
        for table in tables
        if word in {table.name.casefold(), table.key.casefold(), table.comment.casefold()}
    ]
    if not found:
        raise choice.absent(source, wanted, "table", [table.key for table in tables])
    if len(found) > 1:
        raise choice.several(
            source, say(zh="同名的表", en="tables"), "table", [table.key for table in found]
        )
    return found


def _fields(table: ScriptTable) -> Iterator[FormField]:
    for column in table.columns.values():
        comment = column.comment
        name, description = naming.commented(comment)
        if naming.is_chinese(column.name):
            name, description = column.name, comment or None
        yield FormField(
            name=name or column.name,
            origin=say(
                zh=f"第 {column.line} 行，{table.key}.{column.name}",
                en=f"line {column.line}, {table.key}.{column.name}",
            ),
            column_name=column.name,
            description=description,
            data_type=column.type or None,
            acquisition=column.acquisition,
        )


def _warnings(dialect: ScriptDialect, chosen: Choice, unread: Mapping[str, int]) -> Iterator[str]:
    if chosen.dialect is None:
        name = dialect.value
        yield say(
            zh=f"按 {name} 方言读取，可用 dialect 改变。",
            en=f"Read as {name}; dialect says otherwise.",
        )
    counted = say(zh="、", en=", ").join(
        f"{kind} {count}" for kind, count in sorted(unread.items()) if count
    )
    if counted:
        yield say(
            zh=f"未读取、也未执行的语句：{counted}。",
            en=f"Statements that were neither read nor run: {counted}.",
        )


def _warnings_of_tables(
    chosen: Sequence[ScriptTable], tables: Sequence[ScriptTable]
) -> Iterator[str]:
    columns = [(table, column) for table in chosen for column in table.columns.values()]
    if len(chosen) < len(tables):
        yield say(
            zh=f"脚本中另有 {len(tables) - len(chosen)} 张表，未读取。",
            en=f"{len(tables) - len(chosen)} more tables of the script were not read.",
        )
    bare = [
        f"{table.name}.{column.name}"
        for table, column in columns
        if column.name.isascii() and not column.comment
    ]
    if bare:
        yield say(
            zh=f"{len(bare)} 列没有注释，以列名作名称：{some(bare, '列', most=_SHOWN)}。",
            en=f"{len(bare)} columns have no comment and go by their column names: {some(bare, '列', most=_SHOWN)}.",
        )
    remarked = sum(1 for _, column in columns if column.is_remark and column.comment)
    if remarked:
        yield say(
            zh=f"{remarked} 列的名称取自行尾的 -- 注释。",
            en=f"{remarked} columns are named by the -- remark at the end of their lines.",
        )
    numbered = [
        f"{table.name}.{column.name}"
        for table, column in columns
        if column.acquisition is not Acquisition.COLLECTED
    ]
    if numbered:
        yield say(
            zh=f"由数据库编号或计算、不作为采集的列：{some(numbered, '列', most=_SHOWN)}。",
            en=f"Numbered or computed by the database, so not collected: {some(numbered, '列', most=_SHOWN)}.",
        )


def _unknown(source: str, statement: Statement) -> InputFileError:
    first = statement.tokens[0].text
    return script_statements.no_script(
        source, *statement.place, say(zh=f"没有以“{first}”开头的语句", en=f"no statement {first}")
    )


def _too_large(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"脚本 {source} 超过 {_MOST_TABLES} 张表或 {_MOST_COLUMNS} 列，不像一个表单。"
            "请只保留所需的建表语句，或用 table 按表名选择一张表。",
            en=f"Script {source} has more than {_MOST_TABLES} tables or {_MOST_COLUMNS} columns, which is no form. Keep the "
            "statements that are meant, or choose a table by its name with table.",
        )
    )


def _no_table(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"脚本 {source} 中没有带列的 CREATE TABLE 语句。请给出建表语句。",
            en=f"Script {source} has no CREATE TABLE with columns. Give the statements that create "
            "the tables.",
        )
    )
