"""What was seen to move data, in the words of whoever saw it: an OpenLineage run, a script, a sheet (design §3).

A `Observation` says that a job made datasets from datasets, at an instant. Datasets and columns stand here by the names
that the tool has for them; which datasets of the catalog these are is found out when it is put on record
(`lineage.recording`). Readers of files (`exchange`) make sightings and know nothing of the store.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from enum import Enum

from graph_catalog.model.enums.lineage import LineageKind, LineageSource


@dataclasses.dataclass(frozen=True, order=True)
class DatasetName:
    """What a tool calls a dataset: OpenLineage's namespace and name."""

    namespace: str
    name: str


@dataclasses.dataclass(frozen=True)
class SeenColumn:
    """A column as a tool describes it; of a nested one the path, with dots."""

    name: str
    data_type: str | None = None
    description: str | None = None


class Lifecycle(Enum):
    """What became of a dataset as a whole (OpenLineage, LifecycleStateChangeDatasetFacet), where that matters."""

    RENAME = "RENAME"
    DROP = "DROP"
    TRUNCATE = "TRUNCATE"


@dataclasses.dataclass(frozen=True)
class SeenEdge:
    """That a column was made from, or decided by, a column of another dataset."""

    target: str
    """The column of the dataset written."""
    source: DatasetName
    column: str
    """The column of `source`."""
    kind: LineageKind = LineageKind.IDENTITY
    transform: str | None = None
    masking: bool | None = None
    line: int | None = None
    """Where in the script it says so, from 1."""


@dataclasses.dataclass(frozen=True)
class SeenDataset:
    """A dataset that a job read or wrote."""

    name: DatasetName
    aliases: tuple[DatasetName, ...] = ()
    """Other names of the same (OpenLineage, SymlinksDatasetFacet)."""
    columns: tuple[SeenColumn, ...] = ()
    """Its columns as far as told; none told is not none there."""
    description: str | None = None
    owners: tuple[str, ...] = ()
    lifecycle: Lifecycle | None = None
    renamed_from: DatasetName | None = None
    edges: tuple[SeenEdge, ...] | None = None
    """Of a dataset written: what its columns were made from. None where that is not known: then the job stands
    between the whole of it and all that it read. Empty where it is known to come from nothing that is read."""


@dataclasses.dataclass(frozen=True)
class SeenJob:
    """What moves the data."""

    namespace: str
    name: str
    kind: str | None = None
    """Sort of job: ETL, 交换, SQL, MODEL …"""
    description: str | None = None
    sql: str | None = None
    script: str | None = None
    """The file that says so, for scripts."""
    parent: tuple[str, str] | None = None
    """Namespace and name of the job that this one is a part of."""


class RunState(Enum):
    """How a run stands (OpenLineage's eventType); OTHER says nothing of it."""

    START = "START"
    RUNNING = "RUNNING"
    COMPLETE = "COMPLETE"
    FAIL = "FAIL"
    ABORT = "ABORT"
    OTHER = "OTHER"


@dataclasses.dataclass(frozen=True)
class Observation:
    """That a job made `outputs` from `inputs`, or is designed to: one event, or one statement of a script.

    Without a run (`run` is None) it tells of the job's design, or of datasets alone where there is no job either.
    """

    at: dt.datetime
    source: LineageSource
    job: SeenJob | None = None
    run: str | None = None
    state: RunState = RunState.COMPLETE
    inputs: tuple[SeenDataset, ...] = ()
    outputs: tuple[SeenDataset, ...] = ()
    producer: str | None = None
    error: str | None = None
    """The message of a run that failed."""


@dataclasses.dataclass(frozen=True)
class Loss:
    """Something that could not be recorded as it was said: where, what, and why. Never silent."""

    place: str
    """File and line, or the path in the event."""
    what: str
    why: str


@dataclasses.dataclass(frozen=True)
class ReadObservations:
    """What a reader made of its input: the sightings, and what it could not make of it."""

    observations: Sequence[Observation]
    losses: Sequence[Loss] = ()


@dataclasses.dataclass(frozen=True)
class Placement:
    """What a rule says of a name that tools use: the entry that it is, else the system that holds it, and whose it is."""

    system: str | None = None
    """Code or exact name of a system."""
    code: str | None = None
    """Code of a catalog entry."""
    unit: str | None = None
    """Credit code or exact name of the unit that the name belongs to, a dataset's or a job's."""


NameResolver = Callable[[DatasetName], Placement | None]
"""The rules: where a dataset that tools name belongs; None where no rule speaks of it."""


def resolves_nothing(name: DatasetName) -> Placement | None:
    """Be the rules where there are none."""
    del name
    return None
