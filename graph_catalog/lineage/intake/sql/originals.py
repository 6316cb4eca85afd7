"""What the script said before it was folded and qualified: the text of expressions, names, lines."""

from typing import Final

from sqlglot import exp

from graph_catalog.lineage.intake.sql.knowledge import WRITTEN

LONGEST: Final = 500
"""Characters of an expression at the most; of a longer one the beginning is kept."""


class Originals:
    """A statement as it was parsed, beside the copy of it that is worked on."""

    def __init__(self, original: exp.Expr, worked_on: exp.Expr, *, dialect: str, line: int) -> None:
        self._dialect = dialect
        self._first_line = line
        self._kept = (original, worked_on)
        self._originals = {
            id(copy): node for node, copy in zip(original.walk(), worked_on.walk(), strict=True)
        }

    def text(self, node: exp.Expr) -> str:
        """Return an expression as SQL, as the script has it where it can be found there."""
        node = node.unalias()
        original = self._originals.get(id(node), node)
        try:
            text = original.sql(dialect=self._dialect, comments=False)
        except (RecursionError, ValueError):
            return "…"
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    def line(self, node: exp.Expr) -> int:
        """Return the line of the first name in an expression, or of the statement."""
        for name in node.find_all(exp.Identifier):
            if (line := name.meta.get("line")) is not None:
                return int(line)
        return self._first_line

    def name(self, column: exp.Column) -> str:
        """Return a column as it was written."""
        return ".".join(str(part.meta.get(WRITTEN, part.name)) for part in column.parts)
