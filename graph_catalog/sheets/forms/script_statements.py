"""A script cut into statements, and freed from vendors' ornament.

What only says how a table is stored is blanked out, character for character, so that the place of
an error stays what it is in the file.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token, TokenType

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model.enums.forms import ScriptDialect

READ_AS: Final[Mapping[ScriptDialect, str]] = {
    ScriptDialect.MYSQL: "mysql",
    ScriptDialect.POSTGRESQL: "postgres",
    ScriptDialect.ORACLE: "oracle",
    ScriptDialect.DAMENG: "oracle",
}
"""What sqlglot calls a dialect, or the one next to it."""
_SIGNS: Final = (
    (ScriptDialect.MYSQL, r"`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bCOMMENT\s*=?\s*'"),
    (
        ScriptDialect.ORACLE,
        (
            r"\bN?VARCHAR2\b|\bNUMBER\s*\(|\bSYSDATE\b|\bTABLESPACE\b|\bCLOB\b"
            r"|\bIDENTITY\s*\(\s*\d|\bCLUSTERBTR\b"
        ),
    ),
)
_TOOL_LINE: Final = re.compile(
    r"(?:prompt|rem|remark|spool|whenever|set[ \t]+(?:define|feedback|echo|scan|verify|heading|"
    r"serveroutput|sqlblanklines|timing|linesize|pagesize))\b",
    re.IGNORECASE,
)
"""Commands of SQL*Plus and its kin, which end with their line."""
_ROWS_FOLLOW: Final = re.compile(r"copy\b.*\bstdin\b.*;\s*$", re.IGNORECASE)
"""pg_dump's COPY: rows of data up to a line of its own."""
_ORNAMENTS: Final = frozenset(
    [
        "ENABLE",
        "DISABLE",
        "VALIDATE",
        "NOVALIDATE",
        "VISIBLE",
        "INVISIBLE",
        "VIRTUAL",
        "RELY",
        "NORELY",
        "CLUSTER",
    ]
)
_SPATIAL: Final = frozenset(
    [
        "POINT",
        "POLYGON",
        "LINESTRING",
        "MULTIPOINT",
        "MULTIPOLYGON",
        "MULTILINESTRING",
        "GEOMETRYCOLLECTION",
    ]
)


@dataclasses.dataclass(frozen=True)
class Statement:
    """A statement: its tokens, and the script that they stand in."""

    tokens: Sequence[Token]
    script: str

    @property
    def place(self) -> tuple[int, int]:
        """Line and column where it begins, both from 1."""
        return place_of(self.script, self.tokens[0].start)

    def up_to(self, last: int) -> str:
        """Return its text up to a token, without ornament."""
        start = self.tokens[0].start
        text = list(self.script[start : self.tokens[last].end + 1])
        for first, end, replacement in _ornaments(self.tokens[: last + 1]):
            width = end - first + 1
            text[first - start : end - start + 1] = replacement.ljust(width)[:width]
        return "".join(text)


def dialect_of(script: str) -> ScriptDialect:
    """Recognise the dialect by what only it has; PostgreSQL is the one without such signs."""
    for dialect, signs in _SIGNS:
        if re.search(signs, script, re.IGNORECASE):
            return dialect
    return ScriptDialect.POSTGRESQL


def cut(source: str, script: str, dialect: ScriptDialect) -> list[Statement]:
    """Cut a script into statements; raises `InputFileError` where a quote is not closed."""
    tokenizer = Dialect.get_or_raise(READ_AS[dialect]).tokenizer()
    script = _without_rows(script, dialect)
    try:
        tokens = tokenizer.tokenize(script)
    except TokenError as problem:
        last = tokenizer.tokens[-1] if tokenizer.tokens else None
        raise _unclosed(source, script, last) from problem
    statements: list[Statement] = []
    start = 0
    for place, token in enumerate(tokens):
        if token.token_type is TokenType.SEMICOLON or _is_slash_alone(place, tokens):
            statements.append(Statement(tokens[start:place], script))
            start = place + 1
    statements.append(Statement(tokens[start:], script))
    return [statement for statement in statements if statement.tokens]


def _without_rows(script: str, dialect: ScriptDialect) -> str:
    """Blank out what is no SQL: commands of the tools that scripts are made for, and rows of data."""
    lines = script.split("\n")
    is_row = False
    for place, line in enumerate(lines):
        match READ_AS[dialect]:
            case "oracle" if _TOOL_LINE.match(line):
                lines[place] = " " * len(line)
            case "postgres" if is_row or line.startswith("\\"):
                is_row = is_row and line.rstrip() != "\\."
                lines[place] = " " * len(line)
            case "postgres":
                is_row = _ROWS_FOLLOW.match(line) is not None
            case _:
                pass
    return "\n".join(lines)


def _is_slash_alone(place: int, tokens: Sequence[Token]) -> bool:
    """Whether it is the / that ends a statement in Oracle's and Dameng's tools."""
    token = tokens[place]
    if token.token_type is not TokenType.SLASH:
        return False
    around = [tokens[other] for other in (place - 1, place + 1) if 0 <= other < len(tokens)]
    return all(other.line != token.line for other in around)


def _ornaments(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of a statement to blank out or replace, by their places in the script."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        word = "" if token.token_type in {TokenType.STRING, TokenType.IDENTIFIER} else token.text
        following = tokens[place + 1].text.upper() if place + 1 < len(tokens) else ""
        match word.upper():
            case "COLLATE" if place + 1 < len(tokens):
                last = place + 1
                while last + 2 < len(tokens) and tokens[last + 1].token_type is TokenType.DOT:
                    last += 2
                yield token.start, tokens[last].end, ""
                place = last
            case "CLUSTER" if following.startswith("PRIMARY"):
                yield token.start, token.end, ""
            case "NOT" if following == "CLUSTER":
                yield token.start, tokens[place + 1].end, ""
                place += 1
            case ornament if (
                ornament in _ORNAMENTS and place > 0 and _ends_a_column(tokens[place - 1])
            ):
                yield token.start, token.end, ""
            case spatial if spatial in _SPATIAL and _ends_a_column(tokens[place - 1]):
                yield token.start, token.end, "BLOB"
            case _:
                pass
        place += 1


def _ends_a_column(before: Token) -> bool:
    """Whether an ornament can stand here: a column of that name stands behind a comma or bracket."""
    return before.token_type not in {TokenType.COMMA, TokenType.L_PAREN}


def _unclosed(source: str, script: str, last_read: Token | None) -> InputFileError:
    """Say where reading stopped: behind the last word that could be read."""
    behind = 0 if last_read is None else last_read.end + 1
    place = behind + len(script[behind:]) - len(script[behind:].lstrip())
    why = say(zh="引号或注释没有结束", en="a quote or remark is not closed")
    return no_script(source, *place_of(script, place), why)


def place_of(script: str, place: int) -> tuple[int, int]:
    """Return line and column of a place in a script, both from 1."""
    return script.count("\n", 0, place) + 1, place - script.rfind("\n", 0, place)


def no_script(source: str, line: int, column: int, why: str) -> InputFileError:
    """Say where a script cannot be read, and why."""
    return InputFileError(
        say(
            zh=f"建表脚本 {source} 第 {line} 行第 {column} 列有语法错误（{why}）。"
            "请改正，或用 dialect 指明数据库（命令行 --dialect mysql|postgresql|oracle|dameng）。",
            en=f"Script {source}, line {line}, column {column}: a syntax error ({why}). Correct "
            "it, or say which database it is for by dialect (--dialect "
            "mysql|postgresql|oracle|dameng on the command line).",
        )
    )
