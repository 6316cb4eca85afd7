"""UNION, EXCEPT and INTERSECT: what the columns of the whole are made of."""

from collections.abc import Sequence

from sqlglot import exp

from graph_catalog.lineage.intake.sql import reasons
from graph_catalog.lineage.intake.sql.relation import Problem, Relation, merge, passed_on
from graph_catalog.model.enums.lineage import LineageKind


def combined(query: exp.SetOperation, sides: Sequence[Relation], line: int) -> Relation:
    """Return what both sides together yield, column by column: by position, or BY NAME."""
    whole = Relation()
    for side in sides:
        merge(whole.influences, side.influences)
        whole.problems.extend(side.problems)
    first, second = sides
    whole.columns = {name: dict(origins) for name, origins in first.columns.items()}
    if len(second.columns) != len(first.columns) and not whole.problems:
        whole.problems.append(Problem(reasons.unequal_sides(), line))
    if query.args.get("by_name"):
        pairs = [(name, second.columns.get(name, {})) for name in first.columns]
    else:
        pairs = list(zip(first.columns, second.columns.values(), strict=False))
    for name, origins in pairs:
        if isinstance(query, exp.Union):
            merge(whole.columns[name], origins)
        else:
            # EXCEPT and INTERSECT take the rows of the first that the second allows.
            merge(whole.influences, passed_on(origins, LineageKind.FILTER, (), None))
    if isinstance(order := query.args.get("order"), exp.Order):
        for column in order.find_all(exp.Column):
            origins = whole.columns.get(column.name, {})
            merge(whole.influences, passed_on(origins, LineageKind.SORT, (), None))
    return whole


def is_recursive(query: exp.SetOperation) -> bool:
    """Whether it is a recursive CTE, whose second part reads the whole."""
    cte = query.parent
    with_ = cte.parent if isinstance(cte, exp.CTE) else None
    return isinstance(with_, exp.With) and bool(with_.args.get("recursive"))
