"""A query made ready to be traced: stars expanded, each column given its table, through sqlglot.

sqlglot leaves a column alone where the columns of a table are not known; where only one table can
have it, it is given to that one here first.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp
from sqlglot.optimizer.qualify_columns import qualify_columns
from sqlglot.optimizer.qualify_tables import qualify_tables
from sqlglot.optimizer.scope import Scope, build_scope, find_all_in_scope, traverse_scope

from graph_catalog.lineage.intake.sql.knowledge import Knowledge, KnownSchema

NAMES_AN_OUTPUT = "names an output"
"""Marks a column of HAVING, ORDER BY or GROUP BY that may be the name of a column of the answer."""


def qualified(query: exp.Query, knowledge: Knowledge) -> Scope:
    """Qualify a folded query in place; raises sqlglot's `OptimizeError` where it contradicts itself."""
    _simplify(query)
    query = qualify_tables(query, dialect=knowledge.flavour.parser)
    for scope in traverse_scope(query):
        _give_owners(scope, knowledge)
    query = qualify_columns(
        query,
        KnownSchema(knowledge),
        expand_alias_refs=False,
        allow_partial_qualification=True,
    )
    root = build_scope(query)
    if root is None:
        raise ValueError(query.sql())
    return root


def say_recursive(query: exp.Query) -> None:
    """Put RECURSIVE where a CTE reads itself: SQL Server and Oracle do without the word."""
    for cte in query.find_all(exp.CTE):
        names = {table.name for table in cte.this.find_all(exp.Table) if not table.db}
        if isinstance(cte.this, exp.SetOperation) and cte.alias in names:
            with_ = cte.find_ancestor(exp.With)
            if with_ is not None:
                with_.set("recursive", value=True)


def _simplify(query: exp.Query) -> None:
    for table in query.find_all(exp.Table):
        if not table.alias and isinstance(table.this, exp.Identifier):
            # By itself sqlglot would invent one in the dialect's case.
            table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
    for cte in query.find_all(exp.CTE):
        change = cte.this
        returning = change.args.get("returning") if isinstance(change, exp.DML) else None
        if isinstance(returning, exp.Returning) and (table := change.find(exp.Table)):
            # What a change gives back are columns of the table that it changes.
            given = exp.Select(expressions=returning.expressions).from_(table.copy())
            cte.set("this", given)
    for exists in query.find_all(exp.Exists):
        if isinstance(inner := exists.this, exp.Select):
            # What EXISTS selects does not matter, and often is a star.
            inner.set("expressions", [exp.alias_(exp.Literal.number(1), "one")])
    for select in query.find_all(exp.Select):
        names = {each.alias for each in select.expressions if isinstance(each, exp.Alias)}
        for clause in ("having", "qualify", "order", "group", "sort", "cluster"):
            part = select.args.get(clause)
            if names and isinstance(part, exp.Expr):
                _mark(part, names)


def _mark(clause: exp.Expr, names: set[str]) -> None:
    for column in find_all_in_scope(clause, exp.Column):
        if not column.table and column.name in names:
            column.meta[NAMES_AN_OUTPUT] = True


def _give_owners(scope: Scope, knowledge: Knowledge) -> None:
    """Give columns their tables where sqlglot would not: over unknown tables, and in HAVING."""
    query = scope.expression
    if isinstance(query, exp.SetOperation) or scope.pivots:
        return
    for column in scope.columns:
        _give_owner(column, scope, knowledge, is_left_alone=False)
    for clause in ("having", "qualify", "order"):
        if isinstance(part := query.args.get(clause), exp.Expr):
            for column in find_all_in_scope(part, exp.Column):
                # These sqlglot resolves only along with the names of outputs, of which a chain of
                # sums of each other would grow without bound.
                _give_owner(column, scope, knowledge, is_left_alone=True)


def _give_owner(
    column: exp.Column, scope: Scope, knowledge: Knowledge, *, is_left_alone: bool
) -> None:
    if column.table or column.name in knowledge.flavour.constants or NAMES_AN_OUTPUT in column.meta:
        return
    if column.name in knowledge.variables or isinstance(column.this, exp.Star):
        return
    owner = _owner(column.name, scope, knowledge, is_known_taken=is_left_alone)
    if owner is not None:
        column.set("table", exp.to_identifier(owner))


def _owner(column: str, scope: Scope, knowledge: Knowledge, *, is_known_taken: bool) -> str | None:
    """Return the table, nearest first, that has a column, or the one that may, where none is known to."""
    at: Scope | None = scope
    while at is not None:
        sources = dict(_sources(at, knowledge))
        known = [name for name, columns in sources.items() if columns and column in columns]
        if known:
            return known[0] if is_known_taken and len(known) == 1 else None
        unknown = [name for name, columns in sources.items() if columns is None]
        if unknown:
            return unknown[0] if len(unknown) == 1 else None
        at = at.parent if at.can_be_correlated else None
    return None


def _sources(scope: Scope, knowledge: Knowledge) -> Iterator[tuple[str, Sequence[str] | None]]:
    own: Mapping[str, exp.Table | Scope] = {
        name: source for name, (_, source) in scope.selected_sources.items()
    }
    for name, source in {**scope.lateral_sources, **own}.items():
        if isinstance(source, Scope):
            yield name, output_names(source, knowledge)
        elif isinstance(source.this, exp.Identifier):
            known = knowledge.columns(knowledge.key(source))
            yield name, source.alias_column_names or (known and [n.casefold() for n in known])


def output_names(scope: Scope, knowledge: Knowledge) -> Sequence[str] | None:
    """Return what the columns of a query are called; None where a star hides some."""
    query = scope.expression
    if scope.outer_columns:
        return scope.outer_columns
    if isinstance(query, exp.SetOperation):
        first = scope.set_operation_scopes
        return output_names(first[0], knowledge) if first else None
    if not isinstance(query, exp.Select):
        alias = query.args.get("alias")
        return [column.name for column in alias.columns] if alias else []
    names: list[str] = []
    for projection in query.expressions:
        if not projection.is_star:
            names.append(projection.alias_or_name)
            continue
        table = projection.table if isinstance(projection, exp.Column) else ""
        for name, columns in _sources(scope, knowledge):
            if table in {"", name}:
                if columns is None:
                    return None
                names.extend(columns)
    return names


def only_source(scope: Scope) -> exp.Table | Scope | None:
    """Return the one source that a query reads, outer queries included; None where there are more.

    A column can only be of that one, though the catalog does not have it there: it need not know
    every column, Hive's partitions least.
    """
    sources: list[exp.Table | Scope] = []
    at: Scope | None = scope
    while at is not None:
        sources += [source for _, source in at.selected_sources.values()]
        at = at.parent if at.can_be_correlated else None
    return sources[0] if len(sources) == 1 else None


def as_struct(column: exp.Column, scope: Scope) -> exp.Column | None:
    """Return the column that a dotted name begins with, where it is no table but a structure."""
    sources = list(scope.selected_sources)
    if len(sources) != 1 or column.db:
        return None
    return exp.column(column.args["table"].copy(), table=sources[0])


def unknown_in_star(star: exp.Expr, scope: Scope, knowledge: Knowledge) -> str:
    """Return the names of the tables in a star whose columns are not known."""
    wanted = star.table if isinstance(star, exp.Column) else ""
    keys = [
        knowledge.key(source)
        for name, (_, source) in scope.selected_sources.items()
        if wanted in {"", name}
        and isinstance(source, exp.Table)
        and isinstance(source.this, exp.Identifier)
    ]
    unknown = [knowledge.name(key) for key in keys if not knowledge.columns(key)]
    return ", ".join(unknown) or wanted or "*"
