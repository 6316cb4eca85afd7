"""CREATE TABLE and COMMENT ON as sqlglot parses them: tables, columns, and what is said of them."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError
from sqlglot.tokenizer_core import TokenType

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import ScriptDialect
from graph_catalog.sheets.forms import naming, script_statements
from graph_catalog.sheets.forms.script_statements import READ_AS, Statement

_DEEPEST: Final = 50
_OPENING: Final = frozenset({TokenType.L_PAREN, TokenType.CASE})
_CLOSING: Final = frozenset({TokenType.R_PAREN, TokenType.END})


@dataclasses.dataclass(frozen=True)
class ScriptColumn:
    """A column as it was created, and what a comment says of it.

    `is_remark`: the comment is a -- remark at the end of its line.
    """

    name: str
    line: int
    type: str
    acquisition: Acquisition
    comment: str = ""
    is_remark: bool = False


@dataclasses.dataclass
class ScriptTable:
    """A table as it was created, and what is said of it."""

    schema: str
    name: str
    columns: dict[str, ScriptColumn]
    comment: str = ""

    @property
    def key(self) -> str:
        """Its name, with that of its schema where it was given."""
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclasses.dataclass(frozen=True)
class Remark:
    """What COMMENT ON says: of a table, or where `column` is not empty of a column of it."""

    schema: str
    table: str
    column: str
    text: str

    def note(self, tables: Mapping[str, Sequence[ScriptTable]]) -> bool:
        """Note it in the newest table of that name; False where there is no such table or column."""
        for table in reversed(tables.get(self.table.casefold(), ())):
            schemas = {self.schema.casefold(), table.schema.casefold()} - {""}
            if len(schemas) > 1:
                continue
            name = self.column.casefold()
            if not name:
                table.comment = self.text
            elif name in table.columns:
                column = table.columns[name]
                table.columns[name] = dataclasses.replace(
                    column, comment=self.text, is_remark=False
                )
            else:
                return False
            return True
        return False


def created(source: str, statement: Statement, dialect: ScriptDialect) -> ScriptTable | None:
    """Return the table that a statement creates; None where it has no columns of its own."""
    opening = _index(statement, TokenType.L_PAREN, 0)
    if opening is None or any(
        token.text.upper() in {"AS", "LIKE", "PARTITION"} for token in statement.tokens[:opening]
    ):
        return None
    closing = _closing(statement, opening)
    parsed = _parsed(source, statement, closing, dialect)
    schema = parsed.this
    if not isinstance(parsed, exp.Create) or not isinstance(schema, exp.Schema):
        raise script_statements.no_script(source, *statement.place, "CREATE TABLE")
    if schema.find(exp.LikeProperty):
        return None
    lines = {token.text: token.line for token in reversed(statement.tokens[opening:closing])}
    definitions = [each for each in schema.expressions if isinstance(each, exp.ColumnDef)]
    columns = [
        _column(each, lines.get(each.name, statement.tokens[0].line), dialect)
        for each in definitions
    ]
    if not any(column.comment for column in columns):
        columns = _remarked(columns, statement)
    by_name = {column.name.casefold(): column for column in columns}
    comment = _table_comment(statement, closing)
    return ScriptTable(schema.this.db, schema.this.name, by_name, comment)


def _index(statement: Statement, kind: TokenType, start: int) -> int | None:
    places = range(start, len(statement.tokens))
    return next((i for i in places if statement.tokens[i].token_type is kind), None)


def _closing(statement: Statement, opening: int) -> int:
    """Return where the bracket of the columns closes, or the statement's end where it does not."""
    depth = 0
    for place in range(opening, len(statement.tokens)):
        kind = statement.tokens[place].token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0:
            return place
    return len(statement.tokens) - 1


def _parsed(source: str, statement: Statement, last: int, dialect: ScriptDialect) -> exp.Expr:
    if _depth(statement, last) > _DEEPEST:
        raise _too_deep(source, statement)
    try:
        return sqlglot.parse_one(statement.up_to(last), read=READ_AS[dialect])
    except ParseError as problem:
        first = problem.errors[0] if problem.errors else {}
        line, column = first.get("line") or 1, first.get("col") or 1
        start_line, start_column = statement.place
        column -= len(first.get("highlight") or " ") - 1
        place = (start_line + line - 1, column + (start_column - 1 if line == 1 else 0))
        why = first.get("description") or str(problem)
        raise script_statements.no_script(source, *place, why) from problem
    except RecursionError as problem:
        raise _too_deep(source, statement) from problem


def _depth(statement: Statement, last: int) -> int:
    """Return how deep brackets and cases nest; the parser, which goes down into them, takes seconds before it gives up."""
    depth = deepest = 0
    for token in statement.tokens[: last + 1]:
        depth += token.token_type in _OPENING
        depth -= token.token_type in _CLOSING
        deepest = max(deepest, depth)
    return deepest


def _too_deep(source: str, statement: Statement) -> InputFileError:
    return script_statements.no_script(source, *statement.place, say(zh="嵌套过深", en="too deep"))


def _column(column: exp.ColumnDef, line: int, dialect: ScriptDialect) -> ScriptColumn:
    kind = column.args.get("kind")
    kinds = [constraint.kind for constraint in column.constraints]
    comment = next(
        (each.this.name for each in kinds if isinstance(each, exp.CommentColumnConstraint)), ""
    )
    type_ = kind.sql(dialect=READ_AS[dialect]) if isinstance(kind, exp.Expr) else ""
    return ScriptColumn(column.name, line, type_, _acquisition(kinds, type_), comment)


def _remarked(columns: Sequence[ScriptColumn], statement: Statement) -> list[ScriptColumn]:
    """Take what -- remarks at the end of a column's line, where no column has a COMMENT."""
    per_line = Counter(column.line for column in columns)
    first = statement.tokens[0].line
    end = statement.script.find("\n", statement.tokens[-1].end)
    whole = statement.script[statement.tokens[0].start : end if end >= 0 else None]
    lines = whole.split("\n")
    remarks = {
        line: said
        for line, count in per_line.items()
        if count == 1 and (said := _remark_at_end(lines[line - first]))
    }
    return [
        dataclasses.replace(column, comment=remarks.get(column.line, ""), is_remark=True)
        for column in columns
    ]


def _remark_at_end(line: str) -> str:
    """Return what stands behind -- at the end of a line, where it has Chinese in it."""
    said = line[line.rfind("'") + 1 :].partition("--")[2].strip()
    return said if naming.is_chinese(said) else ""


def _acquisition(kinds: Sequence[exp.Expr], type_: str) -> Acquisition:
    """Return how a column comes by its values: numbered by the database, computed, or collected."""
    for kind in kinds:
        if isinstance(kind, exp.ComputedColumnConstraint):
            return Acquisition.DERIVED
        if isinstance(
            kind, exp.AutoIncrementColumnConstraint | exp.GeneratedAsIdentityColumnConstraint
        ):
            is_computed = isinstance(kind.args.get("expression"), exp.Expr)
            return Acquisition.DERIVED if is_computed else Acquisition.GENERATED
        if isinstance(kind, exp.DefaultColumnConstraint) and "nextval" in kind.sql().lower():
            return Acquisition.GENERATED
    return Acquisition.GENERATED if "SERIAL" in type_.upper() else Acquisition.COLLECTED


def _table_comment(statement: Statement, closing: int) -> str:
    """Return what MySQL's COMMENT option behind the columns says."""
    tokens = statement.tokens[closing + 1 :]
    for place, token in enumerate(tokens):
        if token.text.upper() == "COMMENT" and token.token_type is not TokenType.STRING:
            said = next(
                (t.text for t in tokens[place + 1 : place + 3] if t.token_type is TokenType.STRING),
                "",
            )
            return said.strip()
    return ""


def remark(source: str, statement: Statement, dialect: ScriptDialect) -> Remark | None:
    """Return what COMMENT ON says; None where it is of neither a table nor a column."""
    parsed = _parsed(source, statement, len(statement.tokens) - 1, dialect)
    if not isinstance(parsed, exp.Comment):
        raise script_statements.no_script(source, *statement.place, "COMMENT ON")
    subject, text = parsed.this, parsed.expression.name.strip()
    schema = subject.args.get("db")
    in_schema = schema.name if isinstance(schema, exp.Expr) else ""
    match str(parsed.args.get("kind")).upper():
        case "TABLE":
            return Remark(in_schema, subject.name, "", text)
        case "COLUMN":
            return Remark(in_schema, subject.table, subject.name, text)
        case _:
            return None
