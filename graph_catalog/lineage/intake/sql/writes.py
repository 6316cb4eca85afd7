"""What a statement writes, each as a query over what it reads: INSERT, CREATE … AS, SELECT INTO.

UPDATE and MERGE are made into such queries by `changes`.
"""

from collections.abc import Iterator

from sqlglot import exp

from graph_catalog.lineage.intake.sql import changes
from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.write import Write


def of(statement: exp.Expr, knowledge: Knowledge) -> Iterator[Write]:
    """Yield what a folded statement writes; nothing where it moves no data between tables."""
    for cte in list(statement.find_all(exp.CTE)):
        if isinstance(cte.this, (exp.Insert, exp.Update)):
            yield from of(cte.this.copy(), knowledge)
    match statement:
        case exp.Create() if statement.kind in {"TABLE", "VIEW"}:
            yield from _created(statement)
        case exp.Cache() if isinstance(query := statement.expression, exp.Query):
            yield Write(statement.this, query, creates=True, is_temporary=True)
        case exp.Insert():
            yield from _inserted(statement, knowledge)
        case exp.MultitableInserts():
            yield from _inserted_at_once(statement, knowledge)
        case exp.Select() | exp.SetOperation() if knowledge.flavour.selects_into_tables:
            yield from _selected_into(statement)
        case exp.Update() if not _is_of_a_cte(statement):
            yield from changes.updated(statement)
        case exp.Merge():
            yield from changes.merged(statement, knowledge)
        case _:
            pass


def is_lost(statement: exp.Expr) -> bool:
    """Whether a statement from which no write was made does write what it reads."""
    if isinstance(statement, exp.Insert):
        return not isinstance(statement.expression, exp.Values)
    return isinstance(statement, (exp.Update, exp.MultitableInserts))


def target_of(node: exp.Expr | None) -> tuple[exp.Table | None, list[str] | None]:
    """Return the table written to, and the folded names of the columns given with it."""
    if isinstance(node, exp.Schema):
        names = [each.name for each in node.expressions if each.name]
        return target_of(node.this)[0], names or None
    return (node, None) if isinstance(node, exp.Table) else (None, None)


def is_temporary(statement: exp.Expr) -> bool:
    """Whether CREATE says TEMPORARY."""
    properties = statement.args.get("properties")
    return isinstance(properties, exp.Properties) and any(
        isinstance(each, exp.TemporaryProperty) for each in properties.expressions
    )


def _created(statement: exp.Create) -> Iterator[Write]:
    target, columns = target_of(statement.this)
    query = statement.expression
    if target is None or not isinstance(query, exp.Query):
        return
    _take_ctes(statement, query)
    yield Write(target, query, columns=columns, creates=True, is_temporary=is_temporary(statement))


def _inserted(statement: exp.Insert, knowledge: Knowledge) -> Iterator[Write]:
    target, columns = target_of(statement.this)
    if target is None:
        return
    query = statement.expression
    if isinstance(query, exp.Values):
        for row in query.expressions if query.find(exp.Select) else ():
            values = row.expressions if isinstance(row, exp.Tuple) else [row]
            yield Write(target, _select(values), columns=columns)
        return
    if not isinstance(query, exp.Query):
        return
    _take_ctes(statement, query)
    fixed, open_ = _partition(statement, target)
    overwrites = bool(statement.args.get("overwrite"))
    write = Write(
        target,
        query,
        columns=columns,
        fixed_partitions=fixed,
        open_partitions=open_,
        overwrites=overwrites,
        by_name=bool(statement.args.get("by_name")),
    )
    conflict = statement.args.get("conflict")
    if isinstance(conflict, exp.OnConflict) and conflict.expressions:
        names = columns or [n.casefold() for n in knowledge.columns(knowledge.key(target)) or ()]
        yield from changes.on_conflict(target, query.copy(), names, conflict)
    yield write


def _partition(statement: exp.Insert, target: exp.Table) -> tuple[list[str], list[str]]:
    """Return the partition columns with a constant each, and those that the query fills."""
    partition = target.args.get("partition") or statement.args.get("partition")
    if not isinstance(partition, exp.Partition):
        return [], []
    fixed = [each.this.name for each in partition.expressions if isinstance(each, exp.EQ)]
    open_ = [each.name for each in partition.expressions if not isinstance(each, exp.EQ)]
    return fixed, open_


def _inserted_at_once(statement: exp.MultitableInserts, knowledge: Knowledge) -> Iterator[Write]:
    """Hive's FROM … INSERT … INSERT …, and Oracle's INSERT ALL."""
    source = statement.args["source"]
    for each in statement.expressions:
        insert = each.this if isinstance(each, exp.ConditionalInsert) else each
        condition = each.expression if isinstance(each, exp.ConditionalInsert) else None
        target, columns = target_of(insert.this)
        if target is None:
            continue
        if isinstance(insert.expression, exp.Query):
            yield from _inserted(_with_source(insert, source), knowledge)
            continue
        values = insert.expression
        row = values.expressions[0] if isinstance(values, exp.Values) else None
        items = row.expressions if isinstance(row, exp.Tuple) else [row] if row else [exp.Star()]
        inner = source.copy() if isinstance(source, exp.Query) else source
        query = _select(items).from_(changes.derived(inner, "source"), copy=False)
        if isinstance(condition, exp.Expr):
            query = query.where(condition, copy=False)
        yield Write(target, query, columns=columns)


def _with_source(insert: exp.Insert, source: exp.Expr) -> exp.Insert:
    query = insert.expression
    if isinstance(query, exp.Select) and query.args.get("from_") is None:
        from_ = source if isinstance(source, exp.From) else exp.From(this=source)
        copy = from_.copy()
        # Joins and lateral views of the common FROM stand at its table.
        changes.spread_joins(query, copy.this)
        query.set("from_", copy)
    return insert


def _selected_into(statement: exp.Query) -> Iterator[Write]:
    # Of a UNION the first SELECT says where all of it goes.
    first: exp.Expr = statement
    while isinstance(first, (exp.SetOperation, exp.Subquery)):
        first = first.this
    into = first.args.get("into")
    if not isinstance(into, exp.Into) or not isinstance(into.this, exp.Table):
        return
    first.set("into", None)
    is_temporary_ = bool(into.args.get("temporary")) or into.this.name.startswith("#")
    yield Write(into.this, statement, creates=True, is_temporary=is_temporary_)


def _select(items: list[exp.Expr]) -> exp.Select:
    return exp.Select(expressions=items)


def _is_of_a_cte(update: exp.Update) -> bool:
    """Whether SQL Server changes a table through a CTE over it, which is not followed."""
    with_ = update.args.get("with_")
    names = {cte.alias for cte in with_.expressions} if isinstance(with_, exp.With) else set()
    return update.this.name in names


def _take_ctes(statement: exp.Expr, query: exp.Query) -> None:
    """Move WITH from before INSERT or CREATE to the query that it belongs to."""
    with_ = statement.args.get("with_")
    if not isinstance(with_, exp.With):
        return
    own = query.args.get("with_")
    if isinstance(own, exp.With):
        own.set("expressions", [*with_.expressions, *own.expressions])
    else:
        query.set("with_", with_)
