"""A qualified query walked block by block, each once: what its columns are made of."""

import dataclasses

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from graph_catalog.lineage.intake.sql import (
    expressions,
    pivots,
    qualifying,
    reasons,
    set_operations,
)
from graph_catalog.lineage.intake.sql.deciding import deciding
from graph_catalog.lineage.intake.sql.expressions import Leaf
from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.originals import Originals
from graph_catalog.lineage.intake.sql.pivots import Pivoted
from graph_catalog.lineage.intake.sql.qualifying import NAMES_AN_OUTPUT
from graph_catalog.lineage.intake.sql.relation import (
    Expressions,
    Origins,
    Problem,
    Relation,
    merge,
    passed_on,
)
from graph_catalog.model.enums.lineage import LineageKind


class Blocks:
    """The blocks of one query."""

    def __init__(self, root: Scope, knowledge: Knowledge, originals: Originals) -> None:
        self._root = root
        self._knowledge = knowledge
        self._originals = originals
        # A recursive CTE reads a copy of its first part that knows no tables: found by its text.
        self._scopes = {id(scope.expression): scope for scope in root.traverse()}
        self._relations: dict[int, Relation] = {}
        self._outputs: dict[int, Origins | None] = {}
        """Of projections traced by their names; None while under way."""

    def whole(self) -> Relation:
        """Trace the whole query, what is read before what reads it, so that no chain is too long."""
        for scope in self._root.traverse():
            self._relation(scope)
        return self._relation(self._root)

    def _relation(self, scope: Scope) -> Relation:
        scope = self._scopes.get(id(scope.expression), scope)
        key = id(scope.expression)
        if key not in self._relations:
            relation = self._relations[key] = Relation()
            match scope.expression:
                case exp.Select():
                    self._select(scope, scope.expression, relation)
                case exp.SetOperation():
                    relation.add(self._united(scope, scope.expression))
                case exp.Subquery():
                    for inner in scope.derived_table_scopes:
                        relation.add(self._relation(inner))
                case _:
                    self._rows(scope, relation)
        return self._relations[key]

    def _united(self, scope: Scope, query: exp.SetOperation) -> Relation:
        line = self._originals.line(query)
        first, second = scope.set_operation_scopes
        parts = [self._relation(first), self._relation(second)]
        whole = set_operations.combined(query, parts, line)
        while set_operations.is_recursive(query):
            # What the second part reads is the whole so far: again, until nothing is added.
            self._relations[id(first.expression)] = whole
            self._outputs.clear()
            for inner in second.traverse():
                self._relations.pop(id(inner.expression), None)
            again = set_operations.combined(query, [whole, self._relation(second)], line)
            if again.is_like(whole):
                break
            whole = again
        return whole

    def _select(self, scope: Scope, query: exp.Select, relation: Relation) -> None:
        for _, source in scope.selected_sources.values():
            inner = self._source_relation(source)
            if isinstance(inner, Relation):
                merge(relation.influences, inner.influences)
                relation.problems.extend(inner.problems)
        for leaf in deciding(query):
            merge(relation.influences, self._leaf(leaf, scope, relation.problems))
        for place, projection in enumerate(query.expressions):
            if projection.is_star:
                unknown = qualifying.unknown_in_star(projection, scope, self._knowledge)
                problem = Problem(reasons.unknown_star(unknown), self._originals.line(query))
                # A star over a query with such a star says nothing new.
                relation.problems = relation.problems or [problem]
                continue
            name = projection.alias_or_name
            key = name if name not in relation.columns else f"{name}\0{place}"
            relation.columns[key] = self._output(projection, scope, relation.problems)

    def _output(self, projection: exp.Expr, scope: Scope, problems: list[Problem]) -> Origins:
        found: Origins = {}
        is_bare = expressions.is_bare(projection)
        said = [] if is_bare else [self._originals.text(projection)]
        for leaf in expressions.leaves(projection):
            origins = self._leaf(leaf, scope, problems)
            line = self._originals.line(leaf.node)
            merge(found, passed_on(origins, LineageKind.IDENTITY, said, line))
        return found

    def _rows(self, scope: Scope, relation: Relation) -> None:
        """Trace what a lateral view, a table function or VALUES gives."""
        node = scope.expression
        alias = node.args.get("alias")
        names = [column.name for column in alias.columns] if alias else scope.outer_columns
        inner = [self._relation(each) for each in scope.subquery_scopes]
        if inner and isinstance(node, exp.Lateral):
            relation.add(inner[-1])
            if names:
                relation.columns = dict(zip(names, relation.columns.values(), strict=False))
            return
        origins: Origins = {}
        arguments = node.expressions if isinstance(node, (exp.Unnest, exp.Values)) else [node.this]
        for argument in arguments:
            for leaf in expressions.leaves(argument, LineageKind.TRANSFORMATION):
                merge(origins, self._leaf(leaf, scope, relation.problems))
        text = self._originals.text(node.this if isinstance(node.this, exp.Expr) else node)
        origins = passed_on(origins, LineageKind.TRANSFORMATION, [text], None)
        relation.columns.update({name: dict(origins) for name in names or [""]})

    def _leaf(self, leaf: Leaf, scope: Scope, problems: list[Problem]) -> Origins:
        node, line = leaf.node, self._originals.line(leaf.node)
        if isinstance(node, exp.Column):
            return passed_on(self._column(node, scope, problems), leaf.kind, (), line)
        inner = self._scopes.get(id(node))
        if inner is None:
            problems.append(Problem(reasons.not_followed(type(node).__name__), line))
            return {}
        relation = self._relation(inner)
        problems.extend(relation.problems)
        origins: Origins = {}
        for each in relation.columns.values():
            merge(origins, passed_on(each, leaf.kind, (), line))
        merge(origins, passed_on(relation.influences, leaf.kind, (), line))
        return origins

    def _column(self, column: exp.Column, scope: Scope, problems: list[Problem]) -> Origins:
        name, table = column.name, column.table
        if not table and name in self._knowledge.flavour.constants:
            return {}
        # GROUP BY means a column of a table, where one is known to have it, before an output's name.
        if NAMES_AN_OUTPUT in column.meta and not (table and column.find_ancestor(exp.Group)):
            output = self._named_output(name, scope, problems)
            if output is not None:
                return output
        at: Scope | None = scope
        while at is not None and table:
            origins = self._of_source(at, column, problems)
            if origins is not None:
                return origins
            at = at.parent
        return self._unqualified(column, scope, problems)

    def _unqualified(self, column: exp.Column, scope: Scope, problems: list[Problem]) -> Origins:
        """Trace a column that no table of the query has: an output's name, a variable, or nothing."""
        if (
            column.name in self._knowledge.flavour.constants
            or column.name in self._knowledge.variables
        ):
            return {}
        if not column.table:
            output = self._named_output(column.name, scope, problems)
            if output is not None:
                return output
            owner = None if self._knowledge.variables else qualifying.only_source(scope)
            # In a routine it can as well be a variable.
            if owner is not None and isinstance(self._source_relation(owner), exp.Table):
                return self._from(owner, column, problems, [], scope)
        elif (struct := qualifying.as_struct(column, scope)) is not None:
            return passed_on(
                self._column(struct, scope, problems), LineageKind.TRANSFORMATION, (), None
            )
        return self._nobodys(column, problems)

    def _named_output(self, name: str, scope: Scope, problems: list[Problem]) -> Origins | None:
        """Trace what a column of the block's own answer is called; None where none is called so."""
        query = scope.expression
        if not isinstance(query, exp.Select):
            return None
        for projection in query.expressions:
            if projection.alias_or_name != name:
                continue
            key = id(projection)
            if key not in self._outputs:
                self._outputs[key] = None
                self._outputs[key] = self._output(projection, scope, problems)
            if (origins := self._outputs[key]) is not None:
                return origins
        return None

    def _of_source(
        self, scope: Scope, column: exp.Column, problems: list[Problem]
    ) -> Origins | None:
        """Trace a column to the source of that name; None where the block has no such source."""
        pivoted = pivots.of(scope, column.table)
        if pivoted is not None:
            return self._pivoted(pivoted, column, scope, problems)
        node, source = scope.selected_sources.get(column.table, (None, None))
        source = source or scope.sources.get(column.table)
        if source is None:
            return None
        names = node.args.get("alias") if isinstance(node, exp.Table) else None
        return self._from(
            source, column, problems, [each.name for each in names.columns] if names else [], scope
        )

    def _from(
        self,
        source: exp.Table | Scope,
        column: exp.Column,
        problems: list[Problem],
        renamed: list[str],
        scope: Scope,
    ) -> Origins:
        relation = self._source_relation(source)
        if isinstance(relation, Relation):
            return self._of_relation(relation, column, problems, renamed)
        if isinstance(source, exp.Table) and not isinstance(source.this, exp.Identifier):
            return self._of_function(source, scope, problems)
        key, name = self._knowledge.key(relation), column.name
        if renamed:
            known = self._knowledge.columns(key) or ()
            if name not in renamed or len(known) < len(renamed):
                return self._nobodys(column, problems)
            name = known[renamed.index(name)].casefold()
        return {(key, name, LineageKind.IDENTITY): Expressions((), self._originals.line(column))}

    def _of_relation(
        self,
        relation: Relation,
        column: exp.Column,
        problems: list[Problem],
        renamed: list[str],
    ) -> Origins:
        name = dict(zip(renamed, relation.columns, strict=False)).get(column.name, column.name)
        # A function that names no columns has one, whatever it is called.
        origins = relation.columns.get(name, relation.columns.get(""))
        if origins is not None:
            return origins
        return {} if relation.problems else self._nobodys(column, problems)

    def _nobodys(self, column: exp.Column, problems: list[Problem]) -> Origins:
        why = reasons.no_owner(self._originals.name(column))
        problems.append(Problem(why, self._originals.line(column)))
        return {}

    def _of_function(self, source: exp.Table, scope: Scope, problems: list[Problem]) -> Origins:
        origins: Origins = {}
        for leaf in expressions.leaves(source.this, LineageKind.TRANSFORMATION):
            merge(origins, self._leaf(leaf, scope, problems))
        return passed_on(
            origins, LineageKind.TRANSFORMATION, [self._originals.text(source.this)], None
        )

    def _pivoted(
        self, pivoted: Pivoted, column: exp.Column, scope: Scope, problems: list[Problem]
    ) -> Origins:
        if pivoted.is_chained:
            problems.append(
                Problem(reasons.not_followed("PIVOT … PIVOT"), self._originals.line(column))
            )
            return {}
        found: Origins = {}
        for part, kind in pivots.made_of(pivoted, column.name):
            if isinstance(part, str):
                merge(found, self._from(pivoted.source, column, problems, [], scope))
                continue
            said = [] if expressions.is_bare(part) else [self._originals.text(part)]
            for leaf in expressions.leaves(part, kind):
                if isinstance(leaf.node, exp.Column):
                    origins = self._from(pivoted.source, leaf.node, problems, [], scope)
                    merge(found, passed_on(origins, leaf.kind, said, self._originals.line(column)))
        return found

    def _source_relation(self, source: exp.Table | Scope) -> Relation | exp.Table:
        """Return what a source yields; a table that is not temporary, or a function, itself."""
        if isinstance(source, Scope):
            return self._relation(source)
        if not isinstance(source.this, exp.Identifier):
            return source
        relation = self._knowledge.temporary(key := self._knowledge.key(source))
        if relation is None or not relation.problems:
            return relation or source
        why = reasons.untraced_temporary(self._knowledge.name(key))
        problem = Problem(why, self._originals.line(source))
        return dataclasses.replace(relation, problems=[problem])
