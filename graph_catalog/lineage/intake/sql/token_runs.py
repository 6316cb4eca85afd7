"""Tokens of one piece of a script, and where in them statements begin that no semicolon parts.

SQL Server needs no semicolons, and a routine's statements stand between BEGIN, IF … THEN, LOOP and
END. Where a new statement begins is told by its first word, at the start of a line or behind such
a word.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlglot.dialects.dialect import Dialect
from sqlglot.tokenizer_core import Token, TokenType

from graph_catalog.lineage.intake.sql.dialects import Flavour

_OPENERS: Final = frozenset(
    [
        "BEGIN",
        "THEN",
        "ELSE",
        "AS",
        "IS",
        "LOOP",
        "DO",
        "END",
        "EXCEPTION",
        "TRY",
        "CATCH",
        "TRAN",
        "TRANSACTION",
    ]
)
"""Behind these a statement may begin in mid-line."""
_WRITES: Final = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
_ALWAYS: Final = frozenset(
    [
        "DROP",
        "TRUNCATE",
        "DECLARE",
        "EXEC",
        "EXECUTE",
        "PRINT",
        "USE",
        "GO",
        "BEGIN",
        "IF",
        "WHILE",
        "RETURN",
        "ALTER",
        "CREATE",
        "COMMIT",
        "ROLLBACK",
        "RAISERROR",
        "THROW",
        "FETCH",
        "OPEN",
        "CLOSE",
        "DEALLOCATE",
        "GRANT",
        "ELSE",
        "ELSIF",
        "ELSEIF",
        "LOOP",
        "REPLACE",
        "EXCEPTION",
        "FOR",
        "PERFORM",
        "CALL",
        "WAITFOR",
        "GOTO",
        "SAVE",
    ]
)
_SETS: Final = frozenset({"UNION", "ALL", "EXCEPT", "INTERSECT", "MINUS", "DISTINCT"})
_ROUTINES: Final = frozenset({"PROCEDURE", "PROC", "FUNCTION", "PACKAGE", "TRIGGER", "BODY"})
_WORDLESS: Final = frozenset({TokenType.STRING, TokenType.IDENTIFIER})


def tokens_of(text: str, line: int, flavour: Flavour) -> list[Token]:
    """Cut a text into tokens that know their lines in the file; raises sqlglot's `TokenError`."""
    tokens = Dialect.get_or_raise(flavour.parser).tokenize(text)
    for token in tokens:
        token.line += line - 1
    return tokens


def word(token: Token) -> str:
    """Return a token as an upper-case word; nothing where it is quoted."""
    return "" if token.token_type in _WORDLESS else token.text.upper()


def is_routine(tokens: Sequence[Token]) -> bool:
    """Whether it creates a routine."""
    words = [word(token) for token in tokens[:8]]
    return words[:1] in (["CREATE"], ["ALTER"]) and not _ROUTINES.isdisjoint(words)


def statements(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the statements in a run of tokens that no semicolon parts."""
    begin = depth = cases = 0
    for place, token in enumerate(tokens):
        match token.token_type:
            case TokenType.L_PAREN:
                depth += 1
            case TokenType.R_PAREN:
                depth -= 1
            case TokenType.CASE:
                cases += 1
            case TokenType.END if cases:
                cases -= 1
            case _ if place > begin and not (depth or cases) and _begins(tokens, begin, place):
                yield tokens[begin:place]
                begin = place
            case _:
                pass
    yield tokens[begin:]


def _begins(tokens: Sequence[Token], begin: int, place: int) -> bool:
    token, before = tokens[place], tokens[place - 1]
    this, last = word(token), word(before)
    if this == "END":
        return True
    if token.line == before.line and last not in _OPENERS:
        return False
    current = [word(each) for each in tokens[begin:place]]
    match this:
        case "INSERT" | "UPDATE" | "DELETE" | "MERGE":
            is_branch = last == "THEN" and "MERGE" in current
            is_clause = last in {"ON", "FOR", "OF", "OR", "AFTER", "BEFORE", ","}
            begins = not (is_branch or is_clause or _waits_for_a_verb(current))
        case "SELECT":
            begins = last not in _SETS and _is_whole(tokens[begin:place], current)
        case "SET":
            begins = current[0] not in {"UPDATE", "MERGE", "WITH", "ALTER"} or "SET" in current
        case "WITH":
            is_hint = place + 1 < len(tokens) and word(tokens[place + 1]) == "("
            begins = not is_hint and _is_whole(tokens[begin:place], current)
        case _:
            begins = this in _ALWAYS and last not in {"TABLE", "VIEW", "OR", "FOR", "ON", "OF"}
    return begins


def _waits_for_a_verb(current: Sequence[str]) -> bool:
    """Whether it is WITH … before the INSERT or UPDATE that it belongs to."""
    return current[0] == "WITH" and _WRITES.isdisjoint(current) and _outer_select(current) is None


def _outer_select(current: Sequence[str]) -> int | None:
    depth = 0
    for place, each in enumerate(current):
        depth += (each == "(") - (each == ")")
        if depth == 0 and each in {"SELECT", "VALUES"}:
            return place
    return None


def _is_whole(tokens: Sequence[Token], current: Sequence[str]) -> bool:
    """Whether a statement needs no SELECT any more, so that one begins another."""
    if is_routine(tokens):
        return current[-1] in {"AS", "BEGIN", "IS"}
    if current[0] in {"CREATE", "INSERT", "WITH", "MERGE", "REPLACE"}:
        return _outer_select(current) is not None or current[0] == "MERGE"
    return current[-1] not in {"IN", "EXISTS", "RETURN", "FOR", "CURSOR", "(", "=", ","}
