"""Small estates with lineage, and a plain walker that keeps the contract of `cypher/lineage`."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Collection, Iterable, Iterator

from graph_catalog.lineage.pure.walk import Walk, WalkedEdge
from graph_catalog.model.enums.nodes import NodeKind

LINEAGE = {"HAS_FIELD", "DERIVED_FROM", "WRITTEN_BY", "READS"}
EDGES = {"DERIVED_FROM", "WRITTEN_BY", "READS"}
HOLDING = {"PROVIDES", "OPERATES", "HOLDS", "HAS_FIELD"}
ALWAYS = (0, 9)
"""A period from the first day of these small worlds to after their last."""


@dataclasses.dataclass(frozen=True)
class Dated:
    """A fact and the days, from the first to before the last, on which it holds."""

    fact: WalkedEdge
    period: tuple[int, int] = ALWAYS

    def holds(self, day: int) -> bool:
        return self.period[0] <= day < self.period[1]


class Graph:
    """An estate under construction: `dataset("A", "x", "y")`, `derive("A.x", "B.y")`."""

    def __init__(self) -> None:
        self.kinds: dict[str, NodeKind] = {}
        self.facts: list[Dated] = []
        self.visibility: dict[str, str] = {}
        self.acquisition: dict[str, str] = {}
        """How fields come by their values; what is not said is collected."""
        self.above: set[str] = set()
        """Units above the district."""

    def unit(self, key: str, *, above: bool = False) -> None:
        self.kinds[key] = NodeKind.UNIT
        if above:
            self.above.add(key)

    def had_by(self, acquisition: str, *fields: str) -> None:
        """Say how fields come by their values."""
        self.acquisition |= dict.fromkeys(fields, acquisition)

    def system(self, key: str, unit: str | None = None) -> None:
        self.kinds[key] = NodeKind.SYSTEM
        if unit:
            self.unit(unit)
            self.fact("OPERATES", unit, key)

    def dataset(
        self, key: str, *fields: str, system: str | None = None, unit: str | None = None
    ) -> None:
        """Add a dataset whose fields are `key.field`, with its system and provider if given."""
        self.kinds[key] = NodeKind.DATASET
        if system:
            self.kinds[system] = NodeKind.SYSTEM
            self.fact("HOLDS", system, key)
        if unit:
            self.unit(unit)
            self.fact("PROVIDES", unit, key)
        for field in fields:
            self.kinds[f"{key}.{field}"] = NodeKind.FIELD
            self.fact("HAS_FIELD", key, f"{key}.{field}")

    def derive(
        self,
        made: str,
        before: str,
        *,
        source: str = "SQL",
        kind: str = "IDENTITY",
        transform: str | None = None,
    ) -> None:
        self.fact("DERIVED_FROM", made, before, source=source, kind=kind, transform=transform)

    def job(
        self,
        key: str,
        *,
        writes: str,
        reads: str,
        period: tuple[int, int] = ALWAYS,
        source: str = "DECLARED",
        kind: str = "IDENTITY",
    ) -> None:
        """Let a job whose columns are unknown write one dataset with all its fields."""
        self.kinds[key] = NodeKind.JOB
        has = [dated.fact for dated in self.facts if dated.fact.type == "HAS_FIELD"]
        fields = [fact.end for fact in has if fact.start == writes]
        for written in (writes, *fields):
            self.fact("WRITTEN_BY", written, key, period=period, source=source, kind=kind)
        self.fact("READS", key, reads, period=period, source=source, kind=kind)

    def hide(self, *keys: str, as_: str = "HIDDEN") -> None:
        self.visibility |= dict.fromkeys(keys, as_)

    def fact(
        self,
        type_: str,
        start: str,
        end: str,
        *,
        period: tuple[int, int] = ALWAYS,
        source: str = "SQL",
        kind: str = "IDENTITY",
        transform: str | None = None,
    ) -> None:
        key = f"{type_}|{start}|{end}|{source}" + (f"|{kind}" if kind != "IDENTITY" else "")
        said = kind if type_ in EDGES else None
        self.facts.append(
            Dated(WalkedEdge(start, end, type_, key, said, transform, None, source), period)
        )

    def on(self, day: int) -> list[WalkedEdge]:
        return [dated.fact for dated in self.facts if dated.holds(day)]

    def walk(
        self,
        start: str,
        *,
        upstream: bool,
        day: int = 0,
        ceiling: int = 200,
        walk_limit: int = 20_000,
        without: Collection[str] = (),
    ) -> Walk:
        """Walk as `lineage/questions/upstream` or `lineage/questions/downstream` does, and read the record."""
        facts = [
            fact for fact in self.on(day) if fact.type not in EDGES or fact.kind not in without
        ]
        if upstream:
            edges = _search([start], _steps(facts, LINEAGE | HOLDING), ceiling)
        else:
            origins = _search([start], _steps(facts, HOLDING), 3)
            edges = _search(origins, _steps(facts, LINEAGE, against=True), ceiling)
        nearest = (
            sorted(edges, key=lambda key: (edges[key], key != start, key))
            if start in self.kinds
            else []
        )
        record = self._record(nearest, nearest[:walk_limit], facts, upstream=upstream)
        if upstream:
            record |= self._ends(nearest[:walk_limit], self.on(day))
        return Walk.read(record, upstream=upstream)

    def _ends(self, walked: list[str], facts: list[WalkedEdge]) -> dict[str, object]:
        readers = {fact.start for fact in facts if fact.type == "READS"}
        onward = {
            fact.start
            for fact in facts
            if fact.type in {"HAS_FIELD", "DERIVED_FROM"}
            or (fact.type == "WRITTEN_BY" and fact.end in readers)
        }
        ends = [
            key
            for key in walked
            if key not in onward and self.kinds[key] in {NodeKind.FIELD, NodeKind.DATASET}
        ]
        return {
            "ends": [[key, self.acquired(key)] for key in sorted(ends)],
            "above": sorted(self.above),
        }

    def acquired(self, key: str) -> str | None:
        is_field = self.kinds[key] is NodeKind.FIELD
        return self.acquisition.get(key, "COLLECTED") if is_field else None

    def _record(
        self, found: list[str], walked: list[str], facts: list[WalkedEdge], *, upstream: bool
    ) -> dict[str, object]:
        fields = [key for key in walked if self.kinds[key] is NodeKind.FIELD]
        containers = {key: self._holder(facts, "HAS_FIELD", key) for key in fields}
        datasets = {container for container in containers.values() if container}
        datasets |= {key for key in walked if self.kinds[key] is NodeKind.DATASET}
        held = {}
        for key in datasets:
            system = self._holder(facts, "HOLDS", key)
            operator = self._holder(facts, "OPERATES", system) if system else None
            held[key] = (system, self._holder(facts, "PROVIDES", key) or operator)
        holders = {holder for pair in held.values() for holder in pair if holder}
        holders |= {key for key in walked if self.kinds[key] in {NodeKind.SYSTEM, NodeKind.UNIT}}
        return {
            "reached": len(found),
            "nodes": [[key, self.kinds[key].value] for key in walked],
            "facts": [
                list(fact)
                for fact in facts
                if fact.type in LINEAGE and (fact.start if upstream else fact.end) in set(walked)
            ],
            "homes": [[key, containers[key]] for key in sorted(fields)],
            "holders": [[key, *held[key]] for key in sorted(datasets)],
            "places": [
                [key, self.kinds[key].value, *self._described(key)]
                for key in sorted({*fields, *datasets, *holders})
            ],
        }

    def _holder(self, facts: Iterable[WalkedEdge], type_: str, key: str) -> str | None:
        return min(
            (fact.start for fact in facts if (fact.type, fact.end) == (type_, key)), default=None
        )

    def _described(self, key: str) -> tuple[str, str]:
        return f"name of {key}", self.visibility.get(key, "FULL")


def _steps(
    facts: Iterable[WalkedEdge], types: set[str], *, against: bool = False
) -> dict[str, list[str]]:
    steps: dict[str, list[str]] = {}
    for fact in facts:
        if fact.type in types:
            near, far = (fact.end, fact.start) if against else (fact.start, fact.end)
            steps.setdefault(near, []).append(far)
    return steps


def _search(starts: Iterable[str], steps: dict[str, list[str]], ceiling: int) -> dict[str, int]:
    """Return what lies within `ceiling` edges of the starts, with how many."""
    edges = dict.fromkeys(starts, 0)
    queue = deque(edges)
    while queue:
        key = queue.popleft()
        for far in steps.get(key, ()):
            if edges[key] < ceiling and far not in edges:
                edges[far] = edges[key] + 1
                queue.append(far)
    return edges


def lattice(width: int, depth: int) -> Graph:
    """Layers of fields, each made from all of the next layer; the last leads back to the first."""
    graph = Graph()
    for layer in range(depth):
        graph.dataset(f"L{layer:02}", *(str(number) for number in range(width)), unit="Unit")
    fields = [[f"L{layer:02}.{number}" for number in range(width)] for layer in range(depth)]
    for layer in range(depth - 1):
        for made in fields[layer]:
            for before in fields[layer + 1]:
                graph.derive(made, before)
    graph.derive(fields[-1][0], fields[0][0])
    return graph


def both_ways(graph: Graph, start: str, *, day: int = 0) -> Iterator[Walk]:
    yield graph.walk(start, upstream=True, day=day)
    yield graph.walk(start, upstream=False, day=day)
