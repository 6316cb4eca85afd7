"""What single statements do: write, define, drop and rename tables, noted one after the other."""

import dataclasses
from collections.abc import Sequence

from sqlglot import exp
from sqlglot.tokenizer_core import Token

from graph_catalog.lineage.intake.sql import (
    definitions,
    parsing,
    reasons,
    token_runs,
    tracing,
    variables,
    writes,
)
from graph_catalog.lineage.intake.sql.dialects import Flavour
from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.originals import Originals
from graph_catalog.lineage.intake.sql.pieces import Piece
from graph_catalog.lineage.intake.sql.recording import Record
from graph_catalog.lineage.intake.sql.relation import Problem, Relation
from graph_catalog.lineage.intake.sql.upcoming import Upcoming
from graph_catalog.lineage.intake.sql.write import Write


class Effects:
    """The effects of the statements of one script, in their order."""

    def __init__(
        self, flavour: Flavour, knowledge: Knowledge, record: Record, upcoming: Upcoming
    ) -> None:
        self._flavour = flavour
        self._knowledge = knowledge
        self._record = record
        self._upcoming = upcoming

    def take(self, tokens: Sequence[Token], text: str, piece: Piece) -> None:
        """Parse a statement and note what it does; what cannot be read of it is a loss."""
        is_plain = token_runs.word(tokens[0]) == "CREATE" and not definitions.has_query(tokens)
        parse = parsing.parsed_table if is_plain else parsing.parsed
        tree = parse(tokens, text, self._flavour)
        if isinstance(tree, Problem) and token_runs.word(tokens[0]) == "CREATE":
            again = parse(parsing.without_ornament(tokens), text, self._flavour)
            tree = tree if isinstance(again, Problem) else again
        what = text[tokens[0].start : tokens[-1].end + 1]
        if isinstance(tree, Problem):
            self._record.lose(head(what), hint(piece) or tree.why, tree.line)
            self._spoil(definitions.written_name(tokens), tree)
            return
        try:
            self._follow(tree, tokens, piece)
        except parsing.FAULTS as problem:
            why = reasons.not_followed(str(problem).partition("\n")[0])
            self._record.lose(head(what), why, tokens[0].line)

    def _follow(self, tree: exp.Expr, tokens: Sequence[Token], piece: Piece) -> None:
        line = tokens[0].line
        originals = Originals(tree.copy(), tree, dialect=self._flavour.parser, line=line)
        self._knowledge.fold(tree)
        match tree:
            case exp.Drop():
                for table in tree.find_all(exp.Table):
                    self._knowledge.forget(self._knowledge.key(table))
            case exp.Alter():
                for old, new in definitions.renamed(tree):
                    self.rename(old, new, line)
            case _:
                sql = piece.text[tokens[0].start : tokens[-1].end + 1]
                self._writes(tree, originals, sql)

    def _writes(self, tree: exp.Expr, originals: Originals, sql: str) -> None:
        if isinstance(tree, exp.Create) and not isinstance(tree.expression, exp.Query):
            definitions.learn(tree, self._knowledge, self._is_dropped_later(tree))
            return
        if _holds_variables(tree):
            self._record.lose(head(sql), reasons.variables(), originals.line(tree))
        by_target: dict[str, list[tuple[Write, Relation]]] = {}
        for write in writes.of(tree, self._knowledge):
            own = write
            if write.creates and self._is_dropped_later(write.target):
                own = dataclasses.replace(write, is_temporary=True)
            relation = tracing.traced(own, self._knowledge, originals)
            if write.is_temporary:
                self._knowledge.expect_temporary(write.target)
            key = self._knowledge.key(own.target)
            by_target.setdefault(key, []).append((own, relation))
        for key, written in by_target.items():
            self._keep(key, written, sql)
        if not by_target and writes.is_lost(tree):
            self._record.lose(head(sql), reasons.not_followed(head(sql)), originals.line(tree))

    def _spoil(self, name: str, problem: Problem) -> None:
        """Note that a temporary table holds something that could not be read."""
        held = self._knowledge.temporary(name)
        if held is not None:
            held.problems.append(problem)

    def _keep(self, key: str, written: list[tuple[Write, Relation]], sql: str) -> None:
        whole = tracing.united([relation for _, relation in written])
        write = written[0][0]
        held = self._knowledge.temporary(key)
        if write.is_temporary or held is not None:
            if held is not None and not (write.creates or write.overwrites):
                held.add(whole)
                whole = held
            self._knowledge.keep(key, whole)
            self._record.lose_all(self._knowledge.name(key), whole.problems)
            return
        if write.creates:
            self._knowledge.teach(key, [self._knowledge.spelt(name) for name in whole.columns])
        self._record.note(key, whole, sql)

    def _is_dropped_later(self, node: exp.Expr) -> bool:
        table = node.find(exp.Table)
        return table is not None and self._upcoming.creates(self._knowledge.key(table))

    def rename(self, old: exp.Table, new: exp.Table, line: int) -> None:
        """Give a table another name from here on, and also in what was noted of it."""
        before = self._knowledge.key(old)
        was_temporary = self._knowledge.temporary(before) is not None
        after = self._knowledge.rename(before, new)
        if not (was_temporary or self._record.rename(before, after)):
            name = self._knowledge.name(before)
            self._record.lose(name, reasons.renamed_elsewhere(name), line)


def _holds_variables(tree: exp.Expr) -> bool:
    """Whether INSERT … VALUES takes what a routine has in variables, or a trigger in its row."""
    values = tree.expression if isinstance(tree, exp.Insert) else None
    if not isinstance(values, exp.Values) or values.find(exp.Select):
        return False
    return values.find(exp.Column, exp.Parameter) is not None


def hint(piece: Piece) -> str | None:
    """Return what most likely is wrong with a piece that cannot be read; None where that is not seen."""
    sign = variables.full_width(piece.bare, for_sure=False)
    return None if sign is None else reasons.full_width(sign)


def head(text: str) -> str:
    """Return the beginning of a statement, to know it by."""
    words = " ".join(text.split()[:8])
    return words if len(words) <= 80 else words[:79] + "…"  # noqa: PLR2004  # a line of a terminal
