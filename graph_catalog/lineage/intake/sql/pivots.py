"""PIVOT and UNPIVOT: which columns of the source a column of the result was made of."""

import dataclasses
from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from graph_catalog.model.enums.lineage import LineageKind


@dataclasses.dataclass(frozen=True)
class Pivoted:
    """A source of a block that is turned by one PIVOT or UNPIVOT."""

    pivot: exp.Pivot
    source: exp.Table | Scope
    is_chained: bool
    """Turned more than once, which is not followed."""


def of(scope: Scope, name: str) -> Pivoted | None:
    """Return the pivoted source that a name stands for; None where it is an ordinary one."""
    for own, (node, source) in scope.selected_sources.items():
        turns = node.args.get("pivots") or (
            node.parent.args.get("pivots") if isinstance(node.parent, exp.Subquery) else None
        )
        if turns and name in {own, turns[-1].alias}:
            return Pivoted(turns[0], source, len(turns) > 1)
    return None


def made_of(pivoted: Pivoted, column: str) -> Iterator[tuple[exp.Expr | str, LineageKind]]:
    """Yield the expressions over the source, or names of its columns, that a column is made of."""
    pivot = pivoted.pivot
    fields = [each for each in pivot.args.get("fields") or () if isinstance(each, exp.In)]
    if pivot.args.get("unpivot"):
        yield from _unpivoted(pivot, fields, column)
        return
    outputs = [each.name for each in pivot.args.get("columns") or ()]
    if column not in outputs:
        yield column, LineageKind.IDENTITY
        return
    named = [each for each in pivot.expressions if each.alias and column.endswith(each.alias)]
    for aggregate in named or pivot.expressions:
        yield aggregate, LineageKind.IDENTITY
    for field in fields:
        yield field.this, LineageKind.CONDITIONAL


def _unpivoted(
    pivot: exp.Pivot, fields: list[exp.In], column: str
) -> Iterator[tuple[exp.Expr | str, LineageKind]]:
    names = {each.this.name for each in fields}
    values = {name.name for each in pivot.expressions for name in each.find_all(exp.Identifier)}
    if column in values:
        for field in fields:
            for each in field.expressions:
                yield each.unalias(), LineageKind.IDENTITY
    elif column not in names:
        yield column, LineageKind.IDENTITY
