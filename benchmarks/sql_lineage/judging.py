"""How a reading of a case differs from what a person reads out of it."""

import dataclasses
import datetime as dt
from collections import defaultdict
from typing import Final

from benchmarks.sql_lineage.casebook import Case, Source
from graph_catalog.lineage.intake.sql import script
from graph_catalog.lineage.pure.observations import ReadObservations, SeenDataset, SeenEdge
from graph_catalog.model.refusals import InvalidInput

_AT: Final = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
FILE: Final = "case.sql"

Column = tuple[str, str]
Edges = dict[Column, list[SeenEdge]]


@dataclasses.dataclass(frozen=True)
class Judgement:
    """Of a case: columns expected, those found right, and every difference in words."""

    case: Case
    expected: int
    right: int
    differences: list[str]


def read(case: Case) -> ReadObservations:
    """Read the SQL of a case."""
    answer = script.read(
        case.sql,
        file=FILE,
        dialect=case.dialect,
        columns_of=lambda name: case.tables.get(name.casefold()),
        namespace="case",
        at=_AT,
    )
    if isinstance(answer, InvalidInput):
        raise TypeError(answer.message)
    return answer


def judge(case: Case) -> Judgement:
    """Compare what is read with what is expected."""
    answer = read(case)
    outputs = [output for observation in answer.observations for output in observation.outputs]
    edges = _edges(outputs)
    differences: list[str] = []
    right = 0
    for column, sources in case.expected.columns.items():
        wrong = _of_column(column, sources, edges)
        differences += wrong
        right += not wrong
    differences += _surplus(case, edges)
    differences += _for_all(case, edges)
    differences += _coarse(case, answer)
    lines = sorted(int(loss.place.rpartition(":")[2]) for loss in answer.losses)
    if lines != sorted(case.expected.losses):
        said = "; ".join(f"{loss.place} {loss.why}" for loss in answer.losses)
        differences.append(f"losses at {case.expected.losses}, found {said or 'none'}")
    return Judgement(case, len(case.expected.columns), right, differences)


def _edges(outputs: list[SeenDataset]) -> Edges:
    found: Edges = defaultdict(list)
    for output in outputs:
        if output.edges is None:
            continue
        dataset = output.name.name.casefold()
        for column in output.columns:
            found[dataset, column.name.casefold()] += []
        for edge in output.edges:
            found[dataset, edge.target.casefold()].append(edge)
    return found


def _of_column(column: Column, sources: list[Source], edges: Edges) -> list[str]:
    if column not in edges:
        return [f"{_named(column)} is not found"]
    direct = {_of(edge) for edge in edges[column] if not edge.kind.is_indirect}
    wanted = {
        (source.dataset, source.column)
        for source in sources
        if source.kind is None or not source.kind.is_indirect
    }
    wrong = []
    if direct != wanted:
        wrong.append(
            f"{_named(column)} from {sorted(map(_named, wanted))}, found "
            f"{sorted(map(_named, direct))}"
        )
    kinds = {(*_of(edge), edge.kind) for edge in edges[column]}
    wrong += [
        f"{_named(column)} lacks {source.kind.value} of {source.dataset}.{source.column}"
        for source in sources
        if source.kind and (source.dataset, source.column, source.kind) not in kinds
    ]
    return wrong


def _surplus(case: Case, edges: Edges) -> list[str]:
    return [f"{_named(c)} was not expected" for c in edges if c not in case.expected.columns]


def _for_all(case: Case, edges: Edges) -> list[str]:
    wrong = []
    for (dataset, kind), sources in case.expected.for_all.items():
        wanted = {(source.dataset, source.column) for source in sources}
        for column, own in edges.items():
            found = {_of(edge) for edge in own if edge.kind is kind}
            if column[0] == dataset and found != wanted:
                wrong.append(
                    f"{_named(column)} {kind.value} {sorted(map(_named, wanted))}, found "
                    f"{sorted(map(_named, found))}"
                )
    return wrong


def _coarse(case: Case, answer: ReadObservations) -> list[str]:
    found: dict[str, list[str]] = {}
    for observation in answer.observations:
        for output in observation.outputs:
            if output.edges is None:
                names = sorted(source.name.name.casefold() for source in observation.inputs)
                found[output.name.name.casefold()] = names
    wanted = {target: sorted(names) for target, names in case.expected.coarse.items()}
    return [] if found == wanted else [f"coarse {wanted}, found {found}"]


def _of(edge: SeenEdge) -> Column:
    return edge.source.name.casefold(), edge.column.casefold()


def _named(column: Column) -> str:
    return ".".join(column)
