"""Runs, told in any number of events, in any order, any number of times: what is known of each in the end (ADR 0015).

What a run saw is the union of what its events say, it began at the earliest of them, and it stands as the latest of
those that say how it ended. So no order of arrival makes a difference.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from graph_catalog.graph.engine import Row
from graph_catalog.lineage.pure.observations import Observation, RunState

WRITTEN: Final = '["WRITTEN_BY"]'
"""What is said of a dataset that a job wrote, and of whose columns nothing is known."""
NOTHING: Final = '["NOTHING"]'
"""What is said of a dataset whose columns are known to be made from nothing that is read."""
DROP: Final = "drop|"
"""How the key of a run begins that stands for the end of a dataset."""
_ENDS: Final = frozenset({RunState.COMPLETE, RunState.FAIL, RunState.ABORT})
_FAILED: Final = frozenset({RunState.FAIL.value, RunState.ABORT.value})


@dataclasses.dataclass
class Run:
    """One time that a job ran, as told so far."""

    key: str
    job: str
    source: str
    at: dt.datetime
    state: str = RunState.OTHER.value
    ended_at: dt.datetime | None = None
    error: str | None = None
    producer: str | None = None
    sql: str | None = None
    inputs: set[str] = dataclasses.field(default_factory=set)
    outputs: dict[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    """By what was written (`output`), what is said of its columns; empty where nothing is."""
    reads_unrecorded: bool = False
    """Whether it read more than its teller might tell of."""
    was_at: dt.datetime | None = None
    """When it began as it was known before this change; None for a new one."""
    is_drop: bool = False
    """Whether it stands for the end of a dataset: of what else its job does, it says nothing."""
    before: dict[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    """What it saw as it was known before this change, by subject."""

    @classmethod
    def read(cls, row: Row) -> Self:
        """Take a row of `lineage/recording/runs`."""
        said = row["run"]
        at = said["at"].to_native()
        run = cls(
            key=said["key"],
            job=said["job"],
            source=said["source"],
            at=at,
            state=said["state"],
            ended_at=said["ended_at"].to_native() if "ended_at" in said else None,
            error=said.get("error"),
            producer=said.get("producer"),
            sql=said.get("sql"),
            inputs=set(said["inputs"]),
            outputs={output: frozenset() for output in said["outputs"]},
            reads_unrecorded=said.get("reads_unrecorded", False),
            was_at=at,
        )
        for saw in row["saw"]:
            run.before[saw["slot"]] = frozenset(saw["says"])
            if output := saw["slot"].split("|", 2)[2]:
                run.outputs[output] = frozenset(saw["says"]) - {WRITTEN}
        return run

    @classmethod
    def dropping(cls, output: str, job: str, source: str, at: dt.datetime) -> Self:
        """Return that from an instant on a job does nothing to an output, for it has ceased to be."""
        key = f"{DROP}{output}|{job}|{source}|{at.isoformat()}"
        run = cls(key, job, source, at, state=RunState.COMPLETE.value, ended_at=at)
        run.outputs[output] = frozenset({NOTHING})
        run.is_drop = True
        return run

    def merge(
        self, observation: Observation, inputs: Iterable[str], outputs: Mapping[str, frozenset[str]]
    ) -> None:
        """Add what another event says; inputs by their keys, outputs as `output` names them."""
        self.at = min(self.at, observation.at)
        if observation.state in _ENDS and (
            self.ended_at is None or observation.at >= self.ended_at
        ):
            self.state, self.ended_at = observation.state.value, observation.at
            self.error = observation.error or self.error
        elif self.ended_at is None:
            self.state = observation.state.value
        self.producer = observation.producer or self.producer
        self.sql = (observation.job.sql if observation.job else None) or self.sql
        self.inputs |= set(inputs)
        for output, says in outputs.items():
            self.outputs[output] = self.outputs.get(output, frozenset()) | says

    @property
    def is_final(self) -> bool:
        """Whether it saw all that its job does."""
        return self.state == RunState.COMPLETE.value

    @property
    def counts(self) -> bool:
        """Whether what it saw was done: what failed wrote nothing that anyone may rely on."""
        return self.state not in _FAILED

    def saw(self) -> dict[str, frozenset[str]]:
        """Return what it saw, by subject: each dataset that it wrote, and what its job touches."""
        seen = {subject(self.source, self.job, output): self._of(output) for output in self.outputs}
        if self.is_drop:
            return seen
        touched = {said("INPUT", dataset) for dataset in self.inputs}
        written = {written_by(output)[0] for output in self.outputs}
        touched |= {said("OUTPUT", dataset) for dataset in written}
        if any(WRITTEN in says for says in seen.values()):
            touched |= {said("READS", dataset) for dataset in self.inputs - written}
        return seen | {subject(self.source, self.job, ""): frozenset(touched)}

    def _of(self, output: str) -> frozenset[str]:
        """Return what is said of an output; that the job wrote it as a whole, only once it has run to its end."""
        says = self.outputs[output]
        reads = self.reads_unrecorded or bool(self.inputs - {output})
        is_coarse = not says and self.is_final and reads
        return frozenset({WRITTEN}) if is_coarse else says

    def row(self) -> Row:
        """Return it as `lineage/recording/keep_runs` takes it."""
        said: dict[str, Any] = {
            "job": self.job,
            "source": self.source,
            "at": self.at,
            "state": self.state,
            "ended_at": self.ended_at,
            "error": self.error,
            "producer": self.producer,
            "sql": self.sql,
            "inputs": sorted(self.inputs),
            "outputs": sorted(self.outputs),
            "reads_unrecorded": self.reads_unrecorded or None,
        }
        return {
            "key": self.key,
            "job": self.job,
            "properties": {name: value for name, value in said.items() if value is not None},
        }

    def observations(self) -> list[Row]:
        """Return what it saw, as `lineage/recording/keep_observations` takes it."""
        return [
            {
                "run": self.key,
                "slot": slot,
                "at": self.at,
                "final": self.is_final and bool(says),  # of what it says nothing, it ends nothing
                "counts": self.counts,
                "print": hashlib.sha256("\n".join(sorted(says)).encode()).hexdigest(),
                "says": sorted(says),
            }
            for slot, says in sorted(self.saw().items())
        ]


def output(dataset: str, voice: str) -> str:
    """Return what was written, and in whose name that is told (`Authority.voice`)."""
    return f"{dataset}|{voice}" if voice else dataset


def written_by(output: str) -> tuple[str, str]:
    """Return the dataset of an output, and in whose name it is told."""
    dataset, _, voice = output.partition("|")
    return dataset, voice


def subject(source: str, job: str, output: str) -> str:
    """Return under what is seen together: what a job does to an output, or, without one, what it touches."""
    return f"{source}|{job}|{output}"


def said(*words: object) -> str:
    """Return words as a run keeps them."""
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
