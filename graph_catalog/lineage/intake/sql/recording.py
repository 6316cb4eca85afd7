"""Sightings made of what was traced, under the names that the script has."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Final

from graph_catalog.lineage.intake.sql import reasons, variables
from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.originals import LONGEST
from graph_catalog.lineage.intake.sql.relation import Problem, Relation
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Loss,
    Observation,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
)
from graph_catalog.model.enums.lineage import LineageKind, LineageSource

LONGEST_SQL: Final = 20_000
"""Characters of a statement that are kept with its job; of a longer one the beginning."""
_SHOWN: Final = 10


@dataclasses.dataclass(frozen=True)
class ScriptOrigin:
    """Where sightings come from: the file, the namespace of its names, and when it was read."""

    file: str
    namespace: str
    at: dt.datetime
    source: LineageSource


class Record:
    """The sightings and losses of one script."""

    def __init__(self, place: ScriptOrigin, knowledge: Knowledge) -> None:
        self._place = place
        self._knowledge = knowledge
        self._jobs: Counter[str] = Counter()
        self.observations: list[Observation] = []
        self.losses: list[Loss] = []

    def lose(self, what: str, why: str, line: int | None) -> None:
        """Note that something could not be read as it stands."""
        place = self._place.file if line is None else f"{self._place.file}:{line}"
        self.losses.append(Loss(place, what, why))

    def lose_all(self, what: str, problems: list[Problem]) -> None:
        """Note why a statement could not be traced; of many reasons the first, and how many more."""
        for problem in problems[:_SHOWN]:
            self.lose(what, problem.why, problem.line)
        if len(problems) > _SHOWN:
            self.lose(what, reasons.more(len(problems) - _SHOWN), problems[_SHOWN].line)

    def note(self, key: str, relation: Relation, sql: str) -> None:
        """Note that a statement writes a table."""
        name = self._knowledge.name(key)
        self.lose_all(name, relation.problems)
        if variables.is_open(name):
            return
        self._jobs[key] += 1
        again = "" if self._jobs[key] == 1 else f" ({self._jobs[key]})"
        edges = None if relation.problems else tuple(self._edges(key, relation))
        read = [source for source in relation.inputs if source != key]
        if edges and any(edge.source.name == name for edge in edges):
            read.append(key)
        columns = tuple(
            SeenColumn(self._knowledge.column(key, column)) for column in relation.columns
        )
        self.observations.append(
            Observation(
                at=self._place.at,
                source=self._place.source,
                job=SeenJob(
                    namespace=self._place.namespace,
                    name=f"{self._place.file}:{name}{again}",
                    kind="SQL",
                    sql=sql if len(sql) <= LONGEST_SQL else sql[: LONGEST_SQL - 1] + "…",
                    script=self._place.file,
                ),
                inputs=tuple(SeenDataset(self._dataset(source)) for source in read),
                outputs=(SeenDataset(self._dataset(key), columns=columns, edges=edges),),
            )
        )

    def rename(self, old: str, new: str) -> bool:
        """Give a table that the script made its later name; False where the script made none such."""
        before, after = self._dataset(old), self._dataset(new)
        made = [s for s in self.observations if any(out.name == before for out in s.outputs)]
        if not made:
            return False
        self.observations = [self._renamed(each, before, after) for each in self.observations]
        return True

    def _renamed(self, seen: Observation, before: DatasetName, after: DatasetName) -> Observation:
        def dataset(each: SeenDataset) -> SeenDataset:
            edges = each.edges and tuple(
                dataclasses.replace(edge, source=after) if edge.source == before else edge
                for edge in each.edges
            )
            return dataclasses.replace(
                each, name=after if each.name == before else each.name, edges=edges
            )

        job = seen.job
        if job is not None and any(out.name == before for out in seen.outputs):
            start = f"{self._place.file}:{before.name}"
            rest = job.name.removeprefix(start)
            job = dataclasses.replace(job, name=f"{self._place.file}:{after.name}{rest}")
        return dataclasses.replace(
            seen,
            job=job,
            inputs=tuple(dataset(each) for each in seen.inputs),
            outputs=tuple(dataset(each) for each in seen.outputs),
        )

    def _dataset(self, key: str) -> DatasetName:
        return DatasetName(self._place.namespace, self._knowledge.name(key))

    def _edges(self, target: str, relation: Relation) -> Iterator[SeenEdge]:
        """Yield the edges; of a table to itself only those by which a column's value moves on."""
        for column, origins in relation.columns.items():
            for (table, source, kind), said in {**relation.influences, **origins}.items():
                if table == target and (kind.is_indirect or source == column):
                    continue
                text = " <- ".join(said.expressions)
                yield SeenEdge(
                    target=self._knowledge.column(target, column),
                    source=self._dataset(table),
                    column=self._knowledge.column(table, source),
                    kind=kind,
                    transform=None if kind is LineageKind.IDENTITY else text[:LONGEST] or None,
                    masking=True if kind is LineageKind.MASKING else None,
                    line=said.line,
                )
