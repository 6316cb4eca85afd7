"""UPDATE, MERGE and ON CONFLICT as queries: what each column is set to, over what the change reads."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlglot import exp

from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.write import Write

_NEW_ROW: Final = "excluded"
"""PostgreSQL's name for the row that was to be inserted."""

Assignments = list[tuple[exp.Column, exp.Expr]]


def updated(update: exp.Update) -> Iterator[Write]:
    """UPDATE … FROM, with joins (MySQL), or of an alias that FROM explains (SQL Server)."""
    table, from_ = update.this, update.args.get("from_")
    if not isinstance(table, exp.Table):
        return
    tables = [table, *_joined(table)]
    query = exp.Select()
    if isinstance(from_, exp.From):
        named = [each for each in _flat(from_.this) if _is_called(each, table)]
        if named:
            tables = named
            query.set("from_", exp.From(this=from_.this))
            spread_joins(query, from_.this)
        else:
            query.set("from_", exp.From(this=table))
            spread_joins(query, table)
            query.append("joins", exp.Join(this=from_.this))
            spread_joins(query, from_.this)
    else:
        query.set("from_", exp.From(this=table))
        spread_joins(query, table)
    for join in update.args.get("joins") or ():
        query.append("joins", join)
    for clause in ("where", "with_"):
        if isinstance(part := update.args.get(clause), exp.Expr):
            query.set(clause, part)
    yield from _per_target(tables, _assignments(update.expressions), query)


def _per_target(
    tables: Sequence[exp.Table], assignments: Assignments, query: exp.Select
) -> Iterator[Write]:
    """Share out the assignments of an UPDATE over the tables that it changes: MySQL allows several."""
    by_table: dict[int, Assignments] = {}
    for column, value in assignments:
        place = next((i for i, each in enumerate(tables) if column.table == each.alias_or_name), 0)
        by_table.setdefault(place, []).append((column, value))
    for place, (number, own) in enumerate(by_table.items()):
        each = query if place == len(by_table) - 1 else query.copy()
        each.set("expressions", [value for _, value in own])
        yield Write(tables[number], each, columns=[column.name for column, _ in own])


def merged(merge: exp.Merge, knowledge: Knowledge) -> Iterator[Write]:
    """MERGE: each WHEN is a query over the target joined to the source."""
    table, using = merge.this, merge.args["using"]
    if not isinstance(table, exp.Table):
        return
    whens = merge.args["whens"].expressions
    for place, when in enumerate(whens):
        then = when.args.get("then")
        columns, values = _then(then, table, using, knowledge)
        if not columns:
            continue
        query = exp.Select(expressions=values)
        is_last = place == len(whens) - 1
        own_using = using if is_last else using.copy()
        join = exp.Join(this=own_using, on=merge.args["on"].copy())
        query.set("from_", exp.From(this=table.copy()))
        query.set("joins", [join])
        if isinstance(condition := when.args.get("condition"), exp.Expr):
            query.set("where", exp.Where(this=condition))
        if isinstance(with_ := merge.args.get("with_"), exp.With):
            query.set("with_", with_.copy())
        yield Write(table, query, columns=columns)


def _then(
    then: exp.Expr | None, table: exp.Table, using: exp.Expr, knowledge: Knowledge
) -> tuple[list[str], list[exp.Expr]]:
    known = [name.casefold() for name in knowledge.columns(knowledge.key(table)) or ()]
    every = [exp.column(name, table=using.alias_or_name) for name in known]
    match then:
        case exp.Update():
            if any(isinstance(each, exp.Star) for each in then.expressions):
                return known or ["*"], list(every) or [exp.Star()]
            pairs = _assignments(then.expressions)
            return [column.name for column, _ in pairs], [value for _, value in pairs]
        case exp.Insert() if isinstance(then.this, exp.Star):
            return known or ["*"], list(every) or [exp.Star()]
        case exp.Insert():
            names = [each.name for each in _items(then.this)]
            return names or known, _items(then.expression)
        case _:
            return [], []


def on_conflict(
    target: exp.Table, query: exp.Query, names: Sequence[str], conflict: exp.OnConflict
) -> Iterator[Write]:
    """ON CONFLICT DO UPDATE and ON DUPLICATE KEY UPDATE, over the new row and the one there is."""
    for values in list(conflict.find_all(exp.Anonymous)):
        if values.name.upper() == "VALUES" and values.expressions:
            values.replace(exp.column(values.expressions[0].name, table=_NEW_ROW))
    pairs = _assignments(conflict.expressions)
    own = target.copy()
    own.set("partition", None)
    new = derived(query, _NEW_ROW, names)
    change = exp.Select(expressions=[value for _, value in pairs])
    change.set("from_", exp.From(this=own))
    change.set("joins", [exp.Join(this=new)])
    for column in change.find_all(exp.Column):
        if not column.table and column.find_ancestor(exp.Select) is change:
            column.set("table", exp.to_identifier(own.alias_or_name))
    if isinstance(where := conflict.args.get("where"), exp.Expr):
        change.set("where", where.copy())
    if pairs:
        yield Write(target, change, columns=[column.name for column, _ in pairs])


def derived(query: exp.Expr, alias: str, names: Sequence[str] = ()) -> exp.Expr:
    """Return a query as a source of FROM."""
    if not isinstance(query, exp.Query):
        return query
    columns = [exp.to_identifier(name) for name in names]
    inner = query.unnest() if isinstance(query, exp.Subquery) else query
    return exp.Subquery(
        this=inner, alias=exp.TableAlias(this=exp.to_identifier(alias), columns=columns)
    )


def spread_joins(query: exp.Select, source: exp.Expr) -> None:
    """Move the joins and lateral views that hang at a table to the query."""
    for name in ("joins", "laterals"):
        for each in source.args.get(name) or ():
            query.append(name, each)
        if source.args.get(name):
            source.set(name, None)


def _assignments(sets: Sequence[exp.Expr]) -> Assignments:
    pairs: Assignments = []
    for each in sets:
        if not isinstance(each, exp.EQ):
            continue
        left, right = each.this, each.expression
        if isinstance(left, exp.Column):
            pairs.append((left, right))
            continue
        columns = [column for column in _items(left) if isinstance(column, exp.Column)]
        inner = right.unnest()
        if isinstance(inner, exp.Select):
            for place, column in enumerate(columns):
                one = inner.copy()
                one.set("expressions", one.expressions[place : place + 1])
                pairs.append((column, exp.Subquery(this=one)))
        else:
            pairs.extend(zip(columns, _items(right), strict=False))
    return pairs


def _items(node: exp.Expr | None) -> list[exp.Expr]:
    if node is None:
        return []
    return node.expressions if isinstance(node, (exp.Tuple, exp.Schema)) else [node.unnest()]


def _joined(table: exp.Table) -> list[exp.Table]:
    joins = table.args.get("joins") or ()
    return [join.this for join in joins if isinstance(join.this, exp.Table)]


def _flat(source: exp.Expr) -> list[exp.Table]:
    """Return the tables of a FROM with what is joined to them."""
    if not isinstance(source, exp.Table):
        joins = source.args.get("joins") or ()
        return [join.this for join in joins if isinstance(join.this, exp.Table)]
    return [source, *_joined(source)]


def _is_called(source: exp.Table, target: exp.Table) -> bool:
    """Whether the target of UPDATE is a table of FROM, by its alias or by its whole name."""
    if target.alias_or_name == source.alias_or_name and not target.db:
        return True
    return [part.name for part in target.parts] == [part.name for part in source.parts]
