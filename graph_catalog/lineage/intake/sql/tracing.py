"""One write, traced: the columns of its target and what each was made of, or why that is not known."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

from sqlglot import exp

from graph_catalog.lineage.intake.sql import reasons, variables
from graph_catalog.lineage.intake.sql.blocks import Blocks
from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.originals import Originals
from graph_catalog.lineage.intake.sql.parsing import FAULTS
from graph_catalog.lineage.intake.sql.qualifying import qualified, say_recursive
from graph_catalog.lineage.intake.sql.relation import Problem, Relation, merge
from graph_catalog.lineage.intake.sql.write import Write

_NAMELESS: Final = re.compile(r"_col_\d+", re.IGNORECASE)
_NO_TABLES: Final = frozenset({"dual", "sys.dual", "sysibm.sysdummy1"})
"""What stands behind FROM where nothing is read."""


def traced(write: Write, knowledge: Knowledge, originals: Originals) -> Relation:
    """Return the columns of the target by folded name; with problems where they are not known."""
    if not knowledge.flavour.says_recursive:
        say_recursive(write.query)
    inputs, problems = _inputs(write.query, knowledge, originals)
    line = originals.line(write.target)
    if not problems:
        try:
            root = qualified(write.query, knowledge)
            relation = Blocks(root, knowledge, originals).whole()
        except RecursionError:
            problems.append(Problem(reasons.too_deep(), line))
        except FAULTS as problem:
            problems.append(Problem(reasons.not_followed(str(problem).partition("\n")[0]), line))
        else:
            if not relation.problems:
                return _into_target(write, relation, inputs, knowledge, line)
            problems.extend(relation.problems)
    return Relation(inputs=inputs, problems=list(dict.fromkeys(problems)))


def _into_target(
    write: Write, relation: Relation, inputs: dict[str, None], knowledge: Knowledge, line: int
) -> Relation:
    names, problem = _names(write, list(relation.columns), knowledge, line)
    if problem is not None:
        return Relation(inputs=inputs, problems=[problem])
    found = Relation(influences=relation.influences, inputs=inputs)
    for name, origins in zip(names, relation.columns.values(), strict=False):
        merge(found.columns.setdefault(name, {}), origins)
    return found


def _names(
    write: Write, outputs: Sequence[str], knowledge: Knowledge, line: int
) -> tuple[Sequence[str], Problem | None]:
    """Return the columns of the target that the columns of the query go to, in the query's order."""
    key = knowledge.key(write.target)
    target = knowledge.name(key)
    if write.by_name or (write.creates and write.columns is None):
        nameless = [each for each in outputs if _NAMELESS.fullmatch(each)]
        if nameless and not write.is_temporary:
            return (), Problem(reasons.nameless(outputs.index(nameless[0]) + 1), line)
        twice = next((each for each in outputs if "\0" in each), None)
        if twice is not None:
            name = knowledge.spelt(twice.partition("\0")[0])
            return (), Problem(reasons.twice(name), line)
        return outputs, None
    if write.columns is not None:
        names = [*write.columns, *(n for n in write.open_partitions if n not in write.columns)]
    else:
        known = [name.casefold() for name in knowledge.columns(key) or ()]
        if not known:
            return (), Problem(reasons.unknown_target(target), line)
        partitions = {*write.fixed_partitions, *write.open_partitions}
        names = [*(n for n in known if n not in partitions), *write.open_partitions]
        if knowledge.flavour.parser == "postgres":
            # PostgreSQL lets the last columns go unfilled.
            names = names[: max(len(outputs), 1)]
    if len(names) != len(outputs):
        return (), Problem(reasons.unequal(target, len(names), len(outputs)), line)
    return names, None


def _inputs(
    query: exp.Query, knowledge: Knowledge, originals: Originals
) -> tuple[dict[str, None], list[Problem]]:
    """Return the keys of the real tables that a query reads, and the names that are not known."""
    found: dict[str, None] = {}
    problems: list[Problem] = []
    for table in tables_of(query):
        key = knowledge.key(table)
        temporary = knowledge.temporary(key)
        name = knowledge.name(key)
        if temporary is not None:
            found.update(temporary.inputs)
        elif variables.is_open(name):
            problems.append(Problem(reasons.open_name(name), originals.line(table)))
        elif key not in _NO_TABLES:
            found[key] = None
    return found, problems


def tables_of(query: exp.Expr) -> Iterator[exp.Table]:
    """Yield the tables in a query, not the names of its CTEs."""
    ctes = {cte.alias for cte in query.find_all(exp.CTE)}
    for table in query.find_all(exp.Table, bfs=False):
        is_cte = table.name in ctes and not table.db and not _is_shadowed(table)
        if isinstance(table.this, exp.Identifier) and not is_cte:
            yield table


def _is_shadowed(table: exp.Table) -> bool:
    """Whether it is the real table of that name, in WITH orders AS (SELECT … FROM orders)."""
    cte = table.find_ancestor(exp.CTE)
    while cte is not None and cte.alias != table.name:
        cte = cte.find_ancestor(exp.CTE)
    return cte is not None and not (cte.parent and cte.parent.args.get("recursive"))


def united(relations: Sequence[Relation]) -> Relation:
    """Return as one what several writes of a statement put into the same table."""
    if len(relations) == 1:
        return relations[0]
    whole = Relation()
    for relation in relations:
        own = dataclasses.replace(relation, columns={}, influences={})
        for name, origins in relation.columns.items():
            own.columns[name] = dict(origins)
            # What decides about the rows of one WHEN decides nothing about another's columns.
            merge(own.columns[name], relation.influences)
        whole.add(own)
    whole.problems = list(dict.fromkeys(whole.problems))
    return whole
