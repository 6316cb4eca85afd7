"""Tokens to syntax trees, and where sqlglot lacks a vendor's form, brought into one it has."""

import logging
from collections.abc import Sequence
from typing import Final

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from graph_catalog.lineage.intake.sql import reasons
from graph_catalog.lineage.intake.sql.dialects import Flavour
from graph_catalog.lineage.intake.sql.relation import Problem
from graph_catalog.lineage.intake.sql.token_runs import word
from graph_catalog.sheets.forms.script_statements import Statement

# It warns of each statement that it takes for a vendor's command; we say so ourselves.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

FAULTS: Final = (
    SqlglotError,
    AttributeError,
    TypeError,
    KeyError,
    IndexError,
    ValueError,
    AssertionError,
)
"""What sqlglot raises on input that it does not expect: it may spoil that statement and no other."""


DEEPEST: Final = 1_500
"""Levels of a statement's tree at the most: a sum of so many terms, a UNION of so many queries."""
_QUERY: Final = frozenset({"SELECT", "WITH", "("})


def parsed(tokens: Sequence[Token], text: str, flavour: Flavour) -> exp.Expr | Problem:
    """Parse one statement; a `Problem` with its line where that cannot be done."""
    tokens = _rearranged(list(tokens))
    line = tokens[0].line
    try:
        trees = Dialect.get_or_raise(flavour.parser).parser().parse(tokens, text)
    except ParseError as problem:
        first = problem.errors[0] if problem.errors else {}
        said = first.get("description") or str(problem).partition("\n")[0]
        return Problem(reasons.syntax(said), first.get("line") or line)
    except RecursionError:
        return Problem(reasons.too_deep(), line)
    except FAULTS as problem:
        return Problem(reasons.syntax(str(problem).partition("\n")[0]), line)
    tree = trees[0] if trees else None
    if tree is not None and _is_deep(tree):
        return Problem(reasons.too_deep(), line)
    if tree is None or isinstance(tree, exp.Command):
        return Problem(reasons.syntax(" ".join(token.text for token in tokens[:3])), line)
    return tree


def _is_deep(tree: exp.Expr) -> bool:
    """Whether it is deeper than sqlglot can climb for each column without taking minutes."""
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > DEEPEST:
            return True
        stack.extend((child, depth + 1) for child in node.iter_expressions())
    return False


def parsed_table(tokens: Sequence[Token], text: str, flavour: Flavour) -> exp.Expr | Problem:
    """Parse CREATE TABLE as far as its columns go, free of vendors' ornament behind them."""
    depth, last = 0, len(tokens) - 1
    for place, token in enumerate(tokens):
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth == 0 and token.token_type is TokenType.R_PAREN:
            last = place
            break
    plain = Statement(tokens, text).up_to(last)
    try:
        again = Dialect.get_or_raise(flavour.parser).tokenize(plain)
    except SqlglotError as problem:
        return Problem(reasons.syntax(str(problem)), tokens[0].line)
    for token in again:
        token.line += tokens[0].line - 1
    return parsed(again, plain, flavour)


def _rearranged(tokens: list[Token]) -> list[Token]:
    head = [word(token) for token in tokens[:3]]
    if head[0] == "CREATE":
        return _without_data_clause(tokens)
    if "MERGE" in {head[0], *(word(token) for token in tokens if head[0] == "WITH")}:
        return _with_conditions_in_front(tokens)
    return tokens


def _without_data_clause(tokens: list[Token]) -> list[Token]:
    """Leave out WITH [NO] DATA, which ends a materialized view."""
    words = [word(token) for token in tokens[-3:]]
    if words[-2:] == ["WITH", "DATA"]:
        return tokens[:-2]
    return tokens[:-3] if words == ["WITH", "NO", "DATA"] else tokens


def without_ornament(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out what stands between the name of a new table or view and AS: how it is kept."""
    depth, kept = 0, 0
    for place, token in enumerate(tokens):
        this = word(token)
        depth += (this == "(") - (this == ")")
        if depth:
            continue
        if this == "AS" and word(tokens[min(place + 1, len(tokens) - 1)]) in _QUERY:
            return [*tokens[:kept], *tokens[place:]] if kept else tokens
        before = word(tokens[place - 1]) if place else ""
        is_part = before == "." and place == kept + 1
        if (
            (before in {"TABLE", "VIEW", "EXISTS"} and this != "IF")
            or is_part
            or (this == ")" and place == _closing(tokens, kept))
        ):
            kept = place + 1
    return tokens


def _closing(tokens: Sequence[Token], opening: int) -> int | None:
    """Return where the bracket closes that stands at `opening`; None where none stands there."""
    depth = 0
    for place in range(opening, len(tokens)):
        this = word(tokens[place])
        depth += (this == "(") - (this == ")")
        if depth == 0:
            return place if place > opening else None
    return None


def _with_conditions_in_front(tokens: list[Token]) -> list[Token]:
    """Write Oracle's WHEN MATCHED THEN UPDATE … WHERE c DELETE WHERE d as WHEN MATCHED AND (c) THEN …."""
    found: list[Token] = []
    depth = 0  # of brackets, and of CASE … END, which has WHEN and THEN too
    then: int | None = None
    condition: list[Token] | None = None
    skipping = False
    for token in [*tokens, None]:
        this = word(token) if token else "WHEN"
        depth += (this in {"(", "CASE"}) - (this in {")", "END"})
        if depth == 0 and this == "WHEN":
            if condition and then is not None:
                found[then:then] = _and(condition)
            condition, skipping, then = None, False, None
        elif depth == 0 and this == "THEN" and then is None:
            then = len(found)
        elif depth == 0 and then is not None and this == "DELETE" and len(found) > then + 1:
            skipping = True
        elif depth == 0 and then is not None and this == "WHERE" and not skipping:
            condition = []
            continue
        if token is None or skipping:
            continue
        (found if condition is None else condition).append(token)
    return found


def _and(condition: list[Token]) -> list[Token]:
    first = condition[0]

    def sign(kind: TokenType, text: str) -> Token:
        return Token(kind, text, first.line, first.col, first.start, first.end)

    return [
        sign(TokenType.AND, "AND"),
        sign(TokenType.L_PAREN, "("),
        *condition,
        sign(TokenType.R_PAREN, ")"),
    ]
