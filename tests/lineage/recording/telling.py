"""A district in which several units' tools tell of tables, and every kind of thing that they may tell."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    Observation,
    Placement,
    RunState,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
)
from graph_catalog.lineage.recording.recording import RecordedObservations, record_observations
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.enums.roles import Role
from graph_catalog.record.change import Intent
from tests.conftest import CENTRE, OFFICER, wipe
from tests.estate import Estate, district

START: Final = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
POLICE: Final = Viewer("police officer", "police", frozenset({Role.UNIT_OFFICER}))
HEALTH: Final = Viewer("health officer", "health", frozenset({Role.UNIT_OFFICER}))
UNITLESS: Final = Viewer("of no unit", None, frozenset({Role.UNIT_OFFICER}))
TELLERS: Final = (CENTRE, OFFICER, POLICE, HEALTH, UNITLESS)
NOBODYS: Final = "nobody"
HIDDEN: Final = (DatasetName("wild", "known"), DatasetName("db-entries", "wanted"))
"""Names in namespaces that are nobody's, which mean a table and an entry of 公安局 that no other unit sees."""
OWNERS: Final = ("civil", "police", "city", NOBODYS)
"""Whose a table is: two units', one's of a level above the district, nobody's."""
_SYSTEMS: Final = {"civil": "AID", "police": "REG", "city": "CITY"}


def place(name: DatasetName) -> Placement | None:
    """The rules: databases `db-…` are in their unit's system, and jobs `etl-…` are a unit's."""
    kind, _, unit = name.namespace.partition("-")
    if kind == "db" and unit in _SYSTEMS:
        return Placement(system=_SYSTEMS[unit])
    if kind == "etl" and unit in _SYSTEMS:
        return Placement(unit={"civil": "民政局", "police": "公安局", "city": "市局"}[unit])
    entries = {"wanted": "GA-002", "residents": "GA-001"}
    return Placement(code=entries[name.name]) if kind == "db" and unit == "entries" else None


def organised() -> Estate:
    """The district of the tests, and a unit above it with a system."""
    estate = district()
    estate.unit("city", "市局", level="CITY")
    estate.system("citysystem", "市平台", operator="city", code="CITY")
    return estate


def table(owner: str, name: str = "t") -> DatasetName:
    return DatasetName(f"db-{owner}", name)


def wrote(name: DatasetName, *edges: str, of: DatasetName, **says: Any) -> SeenDataset:
    """A table written, each column from one of its name."""
    seen = tuple(SeenEdge(column, of, column) for column in edges)
    return SeenDataset(name, edges=seen, **says)


_ACTING: Final = SeenJob("tools", "act")


def event(
    *outputs: SeenDataset,
    inputs: Sequence[SeenDataset] = (),
    job: SeenJob | None = _ACTING,
    day: int = 10,
    run: str | None = "act",
    state: RunState = RunState.COMPLETE,
) -> Observation:
    return Observation(
        START + dt.timedelta(days=day),
        LineageSource.OPENLINEAGE,
        job=job,
        run=run,
        state=state,
        inputs=tuple(inputs),
        outputs=outputs,
    )


def of_dataset(dataset: SeenDataset, day: int = 10) -> Observation:
    """What a dataset tells of itself, without a job."""
    return event(dataset, job=None, run=None, day=day)


def loading(owner: str) -> SeenJob:
    return SeenJob(f"etl-{owner}", "load")


def load(owner: str, *columns: str, day: int = 1, run: str = "seed") -> Observation:
    """The job of an owner that makes its table `t` from its table `s`."""
    made = wrote(table(owner), *columns, of=table(owner, "s"))
    return event(
        made, inputs=[SeenDataset(table(owner, "s"))], job=loading(owner), day=day, run=run
    )


Act = Callable[[str, str, DatasetName], Observation]
"""What is told of a table of an owner, by somebody of a unit ('' of none)."""


def _own(unit: str) -> DatasetName:
    return table(unit or "unitless", "own")


ACTS: Final[dict[str, Act]] = {
    "write a column": lambda o, _, t: event(wrote(t, "z", of=table(o, "s"))),
    "write a table": lambda o, _, t: event(SeenDataset(t), inputs=[SeenDataset(table(o, "s"))]),
    "made from nothing": lambda o, _, t: event(SeenDataset(t, edges=()), job=loading(o)),
    "not seen again": lambda o, _, t: event(
        wrote(t, "x", of=table(o, "s")), job=loading(o), run="later"
    ),
    "seen again": lambda o, _, t: event(
        wrote(t, "x", "y", of=table(o, "s")), job=loading(o), run="later"
    ),
    "drop": lambda _, __, t: of_dataset(SeenDataset(t, lifecycle=Lifecycle.DROP)),
    "drop in a run": lambda _, u, t: event(
        SeenDataset(t, lifecycle=Lifecycle.DROP), inputs=[SeenDataset(_own(u))]
    ),
    "rename": lambda o, _, t: of_dataset(
        SeenDataset(table(o, "moved"), lifecycle=Lifecycle.RENAME, renamed_from=t)
    ),
    "rename another to it": lambda _, u, t: of_dataset(
        SeenDataset(t, lifecycle=Lifecycle.RENAME, renamed_from=_own(u))
    ),
    "another name for it": lambda o, _, t: of_dataset(
        SeenDataset(t, aliases=(table(o, "synonym"),))
    ),
    "describe columns": lambda _, __, t: of_dataset(
        SeenDataset(t, columns=(SeenColumn("extra", "int", "told"),))
    ),
    "describe and own": lambda _, __, t: of_dataset(
        SeenDataset(t, description="described", owners=("somebody",), columns=(SeenColumn("w"),))
    ),
    "a new table": lambda o, _, __: of_dataset(
        SeenDataset(table(o, "planted"), columns=(SeenColumn("c"),), description="planted")
    ),
    "a new table read": lambda o, _, __: event(inputs=[SeenDataset(table(o, "planted"))]),
    "reuse of a job": lambda o, u, _: event(
        wrote(_own(u), "c", of=_own(u)), job=loading(o), run="later"
    ),
    "reuse of a run": lambda o, _, __: event(job=loading(o), run="seed", state=RunState.FAIL),
}


@dataclasses.dataclass(frozen=True)
class Telling:
    """Sightings on their way to a store."""

    engine: Engine

    async def seed(self) -> None:
        """Put the district on record, and let the centre tell what each owner's job does."""
        await wipe(self.engine)
        await organised().record(self.engine)
        told = [load(owner, "x", "y") for owner in OWNERS]
        told += [
            of_dataset(SeenDataset(_own(unit)), day=1) for unit in ("", "civil", "police", "health")
        ]
        hidden = SeenDataset(table("police"), aliases=(HIDDEN[0],))
        await self.tell(CENTRE, *told, of_dataset(hidden, day=1))

    async def tell(self, viewer: Viewer, *observations: Observation) -> RecordedObservations:
        recorded = await record_observations(
            self.engine, viewer, observations, place, Intent("recordLineage")
        )
        assert isinstance(recorded, RecordedObservations)
        return recorded

    async def store(self) -> set[str]:
        """All that is in the store but for its log: every node and relationship with all that it says."""
        rows = await self.engine.run_statement(_STORE)
        return {repr(row["it"]) for row in rows}


_STORE: Final = """MATCH (n) WHERE NOT n:AuditEntry AND NOT n:AuditHead AND NOT n:CatalogStore
RETURN [elementId(n), labels(n), [k IN COLLECT { UNWIND keys(n) AS k RETURN k ORDER BY k } | [k, toStringOrNull(n[k]), n[k]]]] AS it
UNION ALL MATCH (a)-[r]->(b) WHERE NOT a:AuditEntry AND NOT b:AuditHead
RETURN [elementId(r), type(r), elementId(a), elementId(b),
  [k IN COLLECT { UNWIND keys(r) AS k RETURN k ORDER BY k } | [k, toStringOrNull(r[k]), r[k]]]] AS it"""
