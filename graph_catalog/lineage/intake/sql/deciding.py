"""The clauses of a block that decide which rows there are and in what order, part by part."""

from collections.abc import Iterator

from sqlglot import exp

from graph_catalog.lineage.intake.sql.expressions import Leaf, leaves
from graph_catalog.model.enums.lineage import LineageKind

_CLAUSES = (
    ("having", LineageKind.FILTER),
    ("qualify", LineageKind.FILTER),
    ("group", LineageKind.GROUP_BY),
    ("order", LineageKind.SORT),
    ("sort", LineageKind.SORT),
    ("cluster", LineageKind.SORT),
)


def deciding(query: exp.Select) -> Iterator[Leaf]:
    """Yield what is asked by WHERE, JOIN, HAVING, GROUP BY, ORDER BY and their kin."""
    yield from _joins(query)
    if isinstance(where := query.args.get("where"), exp.Expr):
        for condition in _conditions(where.this):
            kind = LineageKind.JOIN if _is_join(condition) else LineageKind.FILTER
            yield from leaves(condition, kind)
    yield from _hierarchy(query)
    distinct = query.args.get("distinct")
    if isinstance(distinct, exp.Distinct) and isinstance(on := distinct.args.get("on"), exp.Expr):
        yield from leaves(on, LineageKind.GROUP_BY)
    for name, kind in _CLAUSES:
        if isinstance(part := query.args.get(name), exp.Expr):
            for leaf in leaves(part):
                yield Leaf(leaf.node, kind)


def _joins(query: exp.Select) -> Iterator[Leaf]:
    for join in query.args.get("joins") or ():
        if isinstance(on := join.args.get("on"), exp.Expr):
            yield from leaves(on, LineageKind.JOIN)
        for name in join.args.get("using") or ():
            # A NATURAL or USING join over unknown tables: sqlglot leaves the bare name.
            if isinstance(name, exp.Column):
                yield Leaf(name, LineageKind.JOIN)


def _hierarchy(query: exp.Select) -> Iterator[Leaf]:
    if isinstance(connect := query.args.get("connect"), exp.Connect):
        if isinstance(start := connect.args.get("start"), exp.Expr):
            yield from leaves(start, LineageKind.FILTER)
        yield from leaves(connect.args["connect"], LineageKind.JOIN)


def _conditions(condition: exp.Expr) -> Iterator[exp.Expr]:
    stack = [condition]
    while stack:
        node = stack.pop()
        if isinstance(node, exp.And):
            stack += [node.expression, node.this]
        elif isinstance(node, exp.Paren):
            stack.append(node.this)
        else:
            yield node


def _is_join(condition: exp.Expr) -> bool:
    """Whether WHERE joins here, as before there was JOIN: a.id = b.id, or Oracle's a.id = b.id(+)."""
    if not isinstance(condition, exp.EQ):
        return False
    left, right = condition.this.unnest(), condition.expression.unnest()
    return (
        isinstance(left, exp.Column)
        and isinstance(right, exp.Column)
        and bool(left.table)
        and bool(right.table)
        and left.table != right.table
    )
