"""What an expression does to the columns in it: copies, computes, sums up, masks, or asks them."""

import dataclasses
from collections.abc import Iterator
from typing import Final

from sqlglot import exp

from graph_catalog.lineage.intake.sql import masking
from graph_catalog.lineage.intake.sql.relation import combined
from graph_catalog.model.enums.lineage import LineageKind

_QUERIES: Final = (exp.Select, exp.SetOperation)
_PASSES: Final = (exp.Alias, exp.Paren, exp.Subquery, exp.Prior, exp.Aliases, exp.Ordered)
_WINDOW_VALUES: Final = (
    exp.Lag,
    exp.Lead,
    exp.FirstValue,
    exp.LastValue,
    exp.NthValue,
    exp.First,
    exp.Last,
)
"""sqlglot counts them among the aggregates; they pick the value of one row."""
_AGGREGATES: Final = frozenset(
    [
        "wm_concat",
        "group_concat",
        "string_agg",
        "listagg",
        "collect_set",
        "collect_list",
        "percentile",
        "percentile_approx",
        "checksum_agg",
        "json_arrayagg",
        "json_objectagg",
        "xmlagg",
        "bit_xor",
        "regr_slope",
        "zh_concat",
    ]
)
_NO_VALUE: Final = (exp.DataType, exp.Identifier, exp.Var, exp.Literal, exp.Null, exp.Star)


@dataclasses.dataclass(frozen=True)
class Leaf:
    """A column or a query inside of an expression, and what the expression does to it."""

    node: exp.Expr
    kind: LineageKind


def leaves(expression: exp.Expr, kind: LineageKind = LineageKind.IDENTITY) -> Iterator[Leaf]:
    """Yield the columns and queries in an expression, not those inside of such queries.

    Without recursion: a sum of a thousand terms is a tree a thousand deep.
    """
    stack = [Leaf(expression, kind)]
    while stack:
        leaf = stack.pop()
        node = leaf.node
        if isinstance(node, (exp.Column, *_QUERIES)):
            yield leaf
        elif not isinstance(node, _NO_VALUE):
            steps = reversed(list(_steps(node)))
            stack.extend(Leaf(child, combined(leaf.kind, step)) for child, step in steps)


def is_bare(expression: exp.Expr) -> bool:
    """Whether it is a column and nothing else."""
    return isinstance(expression.unalias().unnest(), exp.Column)


def _steps(node: exp.Expr) -> Iterator[tuple[exp.Expr, LineageKind]]:
    """Yield the parts of an expression, and what it does to each."""
    match node:
        case exp.Case():
            yield from _case(node)
        case exp.If() | exp.Nvl2():
            yield node.this, LineageKind.CONDITIONAL
            for name in ("true", "false"):
                if isinstance(part := node.args.get(name), exp.Expr):
                    yield part, LineageKind.TRANSFORMATION
        case exp.DecodeCase():
            yield from _decode(node.expressions)
        case exp.Anonymous() if node.name.lower() in {"decode", "iif"}:
            yield from _decode(node.expressions)
        case exp.Window():
            yield from _window(node)
        case exp.Filter():
            yield node.this, LineageKind.IDENTITY
            yield node.expression, LineageKind.CONDITIONAL
        case exp.WithinGroup() | exp.Order():
            yield from _ordered(node)
        case _:
            step = _step(node)
            yield from ((child, step) for child in node.iter_expressions())


def _step(node: exp.Expr) -> LineageKind:
    if isinstance(node, _PASSES):
        return LineageKind.IDENTITY
    if masking.is_masking(node):
        return LineageKind.MASKING
    is_aggregate = isinstance(node, exp.AggFunc) and not isinstance(node, _WINDOW_VALUES)
    named = isinstance(node, exp.Anonymous) and node.name.lower() in _AGGREGATES
    return LineageKind.AGGREGATION if is_aggregate or named else LineageKind.TRANSFORMATION


def _case(node: exp.Case) -> Iterator[tuple[exp.Expr, LineageKind]]:
    if isinstance(node.this, exp.Expr):
        yield node.this, LineageKind.CONDITIONAL
    for branch in node.args["ifs"]:
        yield branch.this, LineageKind.CONDITIONAL
        yield branch.args["true"], LineageKind.TRANSFORMATION
    if isinstance(default := node.args.get("default"), exp.Expr):
        yield default, LineageKind.TRANSFORMATION


def _decode(arguments: list[exp.Expr]) -> Iterator[tuple[exp.Expr, LineageKind]]:
    """DECODE(x, a, b, c, d, e): x, a and c are asked; b, d and e are answers."""
    for place, argument in enumerate(arguments):
        is_default = place == len(arguments) - 1 and place % 2 == 1
        is_answer = is_default or (place > 0 and place % 2 == 0)
        yield argument, LineageKind.TRANSFORMATION if is_answer else LineageKind.CONDITIONAL


def _window(node: exp.Window) -> Iterator[tuple[exp.Expr, LineageKind]]:
    yield node.this, LineageKind.TRANSFORMATION
    partition = node.args.get("partition_by") or []
    for part in [*partition, node.args.get("order"), *_named_window(node)]:
        if isinstance(part, exp.Expr):
            yield part, LineageKind.WINDOW


def _named_window(node: exp.Window) -> Iterator[exp.Expr]:
    """OVER w: w stands in the WINDOW clause."""
    name, select = node.args.get("alias"), node.find_ancestor(exp.Select)
    if not isinstance(name, exp.Expr) or select is None:
        return
    for window in select.args.get("windows") or ():
        if window.name == name.name:
            yield from window.args.get("partition_by") or ()
            if isinstance(order := window.args.get("order"), exp.Expr):
                yield order


def _ordered(node: exp.Expr) -> Iterator[tuple[exp.Expr, LineageKind]]:
    """LISTAGG(x) WITHIN GROUP (ORDER BY y): x is in the value, y only decides its order."""
    if isinstance(node.this, exp.Expr):
        yield node.this, LineageKind.IDENTITY
    rest = [node.expression] if isinstance(node, exp.WithinGroup) else node.expressions
    for part in rest:
        if isinstance(part, exp.Expr):
            yield part, LineageKind.SORT
