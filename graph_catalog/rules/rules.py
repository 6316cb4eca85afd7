"""What a rule is: where it finds what breaks it, in the order of a stable key, and a sentence for each.

Most rules are a Cypher file that pages through what it finds, and one that counts.
"""

import dataclasses
from collections.abc import Callable
from typing import Protocol

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.findings import Finding
from graph_catalog.model.regulation import provision
from graph_catalog.rules.seal import Seal


class RuleSource(Protocol):
    """Where a rule finds what breaks it."""

    async def rows(
        self,
        engine: Engine,
        viewer: Viewer,
        snapshot: Snapshot,
        *,
        unit: str | None,
        after: str,
        limit: int,
    ) -> list[Row]:
        """Return what is found after a key, of one unit or (None) of any, in the order of keys."""
        ...

    async def total(
        self, engine: Engine, viewer: Viewer, snapshot: Snapshot, *, unit: str | None
    ) -> int:
        """Return how much is found in all."""
        ...


@dataclasses.dataclass(frozen=True)
class InCypher:
    """A file that finds, and one that counts."""

    file: str
    count_file: str

    async def rows(
        self,
        engine: Engine,
        viewer: Viewer,
        snapshot: Snapshot,
        *,
        unit: str | None,
        after: str,
        limit: int,
    ) -> list[Row]:
        """Read a page."""
        row = await engine.read(
            self.file, viewer, snapshot, unit=unit, after_key=after, limit=limit
        )
        found: list[Row] = row["rows"]
        return found

    async def total(
        self, engine: Engine, viewer: Viewer, snapshot: Snapshot, *, unit: str | None
    ) -> int:
        """Count."""
        row = await engine.read(self.count_file, viewer, snapshot, unit=unit)
        return int(row["total"])


@dataclasses.dataclass(frozen=True)
class Rule:
    """A rule, or a part of one that is found in a way of its own."""

    id: str
    source: RuleSource
    article: str
    place: Callable[[Row], str]
    message: Callable[[Row], str]
    part: str = ""

    @property
    def name(self) -> str:
        """What the places of its findings begin with."""
        return f"{self.id}#{self.part}" if self.part else self.id

    def finding(self, row: Row, seal: Seal) -> Finding:
        """Return the finding that a row is."""
        place = f"{self.name}|{self.place(row)}"
        return Finding(
            key=seal.key(place),
            place=seal.close(place),
            rule=self.id,
            provision=provision(self.article),
            message=self.message(row),
            missing=row.get("missing", []),
            unit_key=row["unit"],
            dataset_key=row.get("dataset") or row.get("source"),
            datum_key=row.get("datum"),
            origin_key=row.get("origin"),
            agreement_key=row.get("agreement"),
        )
