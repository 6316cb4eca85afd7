"""Scripts: which datasets their tables are, and what they did and do no longer (design §3)."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    NameResolver,
    Observation,
    Placement,
    SeenDataset,
    SeenJob,
)
from graph_catalog.model.enums.lineage import LineageSource


@dataclasses.dataclass(frozen=True)
class Tables:
    """What a system's tables are called, and which columns they have."""

    system: str
    """Code or name of the system."""
    columns: Mapping[str, Sequence[str]]
    """Columns in order, by the table's name, folded; qualified as tools have it, and bare."""
    codes: Mapping[str, str]
    """Code of the catalog entry by its name, folded: a table that is called like an entry of its system is that."""

    def columns_of(self, table: str) -> Sequence[str] | None:
        """Return the columns of a table as scripts name it, also by its last part; None where it is unknown."""
        folded = table.casefold()
        return self.columns.get(folded) or self.columns.get(folded.rpartition(".")[2])

    @property
    def namespace(self) -> str:
        """What the tables' namespace is where nobody says: the system's own word."""
        return self.system

    def name_resolver(self, namespace: str, rules: NameResolver) -> NameResolver:
        """Return where the tables of a script belong: by the rules, else by an entry's name, else in its system."""

        def place(name: DatasetName) -> Placement | None:
            if (ruled := rules(name)) is not None or name.namespace != namespace:
                return ruled
            folded = name.name.casefold()
            code = self.codes.get(folded) or self.codes.get(folded.rpartition(".")[2])
            return Placement(self.system, code)

        return place


async def tables_of(engine: Engine, viewer: Viewer, snapshot: Snapshot, system: str) -> Tables:
    """Return the tables of a system (key), as far as the viewer may see them whole."""
    found = await engine.read("lineage/recording/tables", viewer, snapshot, system=system)
    rows = found["tables"]
    columns: dict[str, Sequence[str]] = {}
    codes: dict[str, str] = {}
    for row in rows:
        for name in [row["name"], *(name for _, name in row["names"])]:
            columns.setdefault(name.casefold(), row["columns"])
        if row["code"]:
            codes.setdefault(row["name"].casefold(), row["code"])
    for name in list(columns):
        columns.setdefault(name.rpartition(".")[2], columns[name])
    return Tables(found["word"], {name: known for name, known in columns.items() if known}, codes)


async def gone(
    engine: Engine,
    viewer: Viewer,
    observations: Sequence[Observation],
    scripts: Sequence[str],
    *,
    namespace: str,
    at: dt.datetime,
) -> list[Observation]:
    """Return that jobs of these scripts which are not among the sightings write nothing any more."""
    found = {each.job.name for each in observations if each.job is not None}
    ended: list[Observation] = []
    for script in scripts:
        row = await engine.read(
            "lineage/recording/script_jobs", viewer, script=script, namespace=namespace
        )
        ended += [
            Observation(
                at,
                LineageSource.SQL,
                SeenJob(namespace, job["name"], kind=job["kind"], script=script),
                outputs=tuple(
                    SeenDataset(DatasetName(*written), edges=()) for written in job["outputs"]
                ),
            )
            for job in row["jobs"]
            if job["name"] not in found and job["outputs"]
        ]
    return ended
