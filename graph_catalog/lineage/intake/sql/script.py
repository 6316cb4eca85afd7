"""A SQL script read for lineage: a sighting for each statement that writes, a loss for what is not clear.

Nothing is run and nothing is looked up but the columns of tables. A statement that cannot be read
spoils no other; one that cannot be traced column by column is recorded between whole datasets.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token

from graph_catalog.lineage.intake.sql import (
    definitions,
    dialects,
    pieces,
    reasons,
    token_runs,
    variables,
)
from graph_catalog.lineage.intake.sql.dialects import Flavour
from graph_catalog.lineage.intake.sql.effects import Effects, head, hint
from graph_catalog.lineage.intake.sql.knowledge import ColumnsOf, Knowledge
from graph_catalog.lineage.intake.sql.pieces import Piece
from graph_catalog.lineage.intake.sql.recording import Record, ScriptOrigin
from graph_catalog.lineage.intake.sql.upcoming import Upcoming
from graph_catalog.lineage.pure.observations import ReadObservations
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.refusals import InvalidInput

LONGEST: Final = 200_000
"""Characters of a statement at the most; a longer one is a loss. Rows of data are not counted."""
MOST_LOSSES: Final = 1_000
"""Losses told of one script; of more, how many."""

_ROWS: Final = re.compile(
    r"(?:insert|replace)\b[^()]*(?:\([^()]*\)\s*)?\bvalues?\b|load\s+data\b|copy\b|bulk\s+insert\b",
    re.IGNORECASE,
)
_REPLACE: Final = re.compile(r"(?<!\w)replace(?=\s+into\b)", re.IGNORECASE)
_SELECT: Final = re.compile(r"\bselect\b", re.IGNORECASE)
_WRITING: Final = re.compile(
    r"\b(?:into|insert|update|merge|create|drop|rename|replace|cache|use|exec|execute)\b",
    re.IGNORECASE,
)
_HEADS: Final = frozenset(
    ["INSERT", "UPDATE", "MERGE", "SELECT", "WITH", "FROM", "REPLACE", "CACHE", "("]
)
_SHAPING: Final = frozenset({"CREATE", "DROP", "ALTER", "RENAME"})
_EXPLAINING: Final = frozenset({"EXPLAIN", "DESC", "DESCRIBE"})
_DYNAMIC: Final = frozenset({"EXEC", "EXECUTE", "PREPARE"})
# fmt: off
_PASSED_OVER: Final = frozenset({
    "ANALYZE", "CALL", "COMMENT", "COMMIT", "DECLARE", "DELETE", "DESC", "DESCRIBE", "DO", "END", "EXPLAIN",
    "GRANT", "LOCK", "MSCK", "PRINT", "REFRESH", "RETURN", "REVOKE", "ROLLBACK", "SET", "SHOW", "START",
    "TRUNCATE", "UNCACHE", "UNLOCK", "VACUUM", "BEGIN", "ADD", "RELOAD", "SAVEPOINT", "RESET", "KILL", "CLUSTER",
    "REINDEX", "DISCARD", "NOTIFY", "LISTEN", "EXPORT", "IMPORT", "INVALIDATE", "COMPUTE", "OPTIMIZE", "IF", "ELSE",
    "WHILE", "DEALLOCATE", "OPEN", "CLOSE", "FETCH", "RAISERROR", "THROW", "WAITFOR", "GOTO", "DBCC", "DENY", "BACKUP",
    "RESTORE", "PURGE", "FLASHBACK", "AUDIT", "NOAUDIT", "ASSOCIATE", "HELP", "FLUSH", "HANDLER", "SAVE", "CHECKPOINT",
})
# fmt: on
"""What else statements begin with. They move no data between tables."""
_BODY: Final = re.compile(r"\$(?P<tag>\w*)\$(?P<body>.*)\$(?P=tag)\$", re.DOTALL)


def read(
    text: str,
    *,
    file: str,
    dialect: str,
    columns_of: ColumnsOf,
    namespace: str,
    at: dt.datetime,
    source: LineageSource = LineageSource.SQL,
) -> ReadObservations | InvalidInput:
    """Read a script, already decoded; refused only where there is no such dialect.

    `file` goes into the names of jobs and the places of losses; `columns_of` says what columns the
    catalog knows of a table, by the name that the script has for it.
    """
    flavour = dialects.flavour(dialect)
    if isinstance(flavour, InvalidInput):
        return flavour
    place = ScriptOrigin(file, namespace, at, source)
    script = _Script(flavour, Knowledge(columns_of, flavour), place)
    if "\0" in text:
        script.record.lose(
            file, reasons.bad_characters(), text.count("\n", 0, text.index("\0")) + 1
        )
    else:
        script.whole(text)
    losses = script.record.losses
    if len(losses) > MOST_LOSSES:
        rest = len(losses) - MOST_LOSSES
        losses = losses[:MOST_LOSSES]
        script.record.losses = losses
        script.record.lose(file, reasons.more_losses(rest), None)
    return ReadObservations(tuple(script.record.observations), tuple(losses))


class _Script:
    """A script under way."""

    def __init__(self, flavour: Flavour, knowledge: Knowledge, place: ScriptOrigin) -> None:
        self._flavour = flavour
        self._knowledge = knowledge
        self.record = Record(place, knowledge)
        self._effects = Effects(flavour, knowledge, self.record, Upcoming([], None))
        self._rows: dict[str, tuple[int, int]] = {}
        self._is_in_routine = False

    def whole(self, text: str) -> None:
        cut = pieces.cut(text, self._flavour)
        upcoming = Upcoming(cut.pieces, self._flavour.default_schema)
        self._effects = Effects(self._flavour, self._knowledge, self.record, upcoming)
        for line in cut.row_blocks:
            self._count_rows("COPY", line)
        for piece in cut.pieces:
            self._piece(piece)
            if piece.ends_a_batch:
                self._end_of_routine()
        for kind, (line, count) in self._rows.items():
            self.record.lose(kind, reasons.rows(count), line)

    def _count_rows(self, kind: str, line: int) -> None:
        first, count = self._rows.get(kind, (line, 0))
        self._rows[kind] = first, count + 1

    def _end_of_routine(self) -> None:
        self._is_in_routine = False
        self._knowledge.variables.clear()

    def _piece(self, piece: Piece) -> None:
        if (why := _unreadable(piece)) is not None:
            self.record.lose(head(piece.text), why, piece.line)
            return
        if not piece.bare:
            return
        rows = None if self._is_in_routine else _ROWS.match(piece.bare)
        if rows and not _SELECT.search(piece.bare):
            self._count_rows(_kind_of_rows(rows.group()), piece.line)
            return
        if not self._is_in_routine and self._moves_nothing(piece):
            return
        if len(piece.text) > LONGEST:
            self.record.lose(head(piece.text), reasons.too_long(LONGEST), piece.line)
            return
        text = variables.filled_in(piece.text, piece.bare)
        # MySQL: INSERT that first deletes what has the same key.
        for found in _REPLACE.finditer(piece.bare):
            text = f"{text[: found.start()]}INSERT {text[found.end() :]}"
        try:
            tokens = token_runs.tokens_of(text, piece.line, self._flavour)
        except SqlglotError as problem:
            self.record.lose(head(text), reasons.syntax(str(problem)), piece.line)
            return
        if tokens:
            self._tokens(tokens, text, piece)

    def _moves_nothing(self, piece: Piece) -> bool:
        """Whether a piece can be passed over unparsed; always so where nothing in it writes."""
        first = re.match(r"\w+|\S", piece.bare)
        word = first.group().upper() if first else ""
        if word in {"SET", "ALTER"} and (schema := definitions.default_schema(piece.text)):
            self._knowledge.use(schema)
            return True
        # DO has its statements in quotes.
        if word != "DO" and _WRITING.search(piece.bare) is None:
            if word not in _PASSED_OVER | _HEADS | {"ALTER"}:
                self.record.lose(
                    head(piece.text), hint(piece) or reasons.no_statement(word), piece.line
                )
            return True
        return False

    def _tokens(self, tokens: Sequence[Token], text: str, piece: Piece) -> None:
        if token_runs.is_routine(tokens) or token_runs.word(tokens[0]) in {"DO", "DECLARE"}:
            self._routine(tokens, text, piece)
        elif self._is_in_routine and token_runs.word(tokens[0]) in {"PROCEDURE", "FUNCTION"}:
            self._knowledge.variables |= definitions.variables(tokens)
        if self._is_in_routine or self._flavour.needs_no_semicolon:
            for statement in token_runs.statements(tokens):
                self._statement(statement, text, piece)
        else:
            self._statement(tokens, text, piece)

    def _routine(self, tokens: Sequence[Token], text: str, piece: Piece) -> None:
        """Enter a routine; PostgreSQL has its statements in one string."""
        self._is_in_routine = True
        self._knowledge.variables |= definitions.variables(tokens)
        body = _BODY.search(text) if self._flavour.has_dollar_quotes else None
        if body is not None:
            line = piece.line + text.count("\n", 0, body.start("body"))
            for inner in pieces.cut(body["body"], self._flavour).pieces:
                self._piece(dataclasses.replace(inner, line=inner.line + line - 1))
            self._end_of_routine()

    def _statement(self, tokens: Sequence[Token], text: str, piece: Piece) -> None:
        word = token_runs.word(tokens[0])
        if word == "USE" and len(tokens) > 1:
            self._knowledge.use(tokens[-1].text)
        elif word in _HEADS or (word in _SHAPING and definitions.is_of_a_table(tokens)):
            self._effects.take(tokens, text, piece)
        elif word == "DECLARE" and self._flavour.needs_no_semicolon:
            definitions.learn_variable(tokens, self._knowledge)
        elif word in _DYNAMIC:
            self._executed(tokens, text)
        elif word not in _EXPLAINING and (hidden := definitions.hidden_write(tokens)):
            self._effects.take(hidden, text, piece)
        elif self._is_in_routine:
            self._knowledge.variables |= definitions.declared(tokens)
        elif word not in _PASSED_OVER | _SHAPING:
            what = " ".join(token.text for token in tokens[:4])
            self.record.lose(what, hint(piece) or reasons.no_statement(word), tokens[0].line)

    def _executed(self, tokens: Sequence[Token], text: str) -> None:
        renamed = definitions.renamed_by_procedure(tokens)
        if renamed is not None:
            self._effects.rename(*renamed, tokens[0].line)
        elif definitions.is_dynamic(tokens):
            self.record.lose(head(text), reasons.dynamic(), tokens[0].line)


def _unreadable(piece: Piece) -> str | None:
    """Return why a piece cannot be read at all, as far as its text alone shows it."""
    if piece.is_unclosed:
        return reasons.unclosed()
    if variables.is_template(piece.bare):
        return reasons.template()
    sign = variables.full_width(piece.bare, for_sure=True)
    return None if sign is None else reasons.full_width(sign)


def _kind_of_rows(opening: str) -> str:
    words = opening.upper().split()
    return "INSERT … VALUES" if words[0] in {"INSERT", "REPLACE"} else " ".join(words[:2])
