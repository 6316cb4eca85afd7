"""What a unit is not told of, though its own tools said it: lineage of things that it may not see (ADR 0017).

An event may name anything. Were its lineage shown to its unit, even redacted and counted, it would tell whether a name
that was guessed is there. So it is on record for all others, and its unit reads the same whether the other table is
hidden, nobody's, or not there at all. What stood on record before the unit said it stays as visible as it was.
"""

import dataclasses
from collections.abc import Collection, Iterable, Sequence

from graph_catalog.lineage.recording.runs import Run, written_by
from graph_catalog.record.change import Change


@dataclasses.dataclass(frozen=True)
class Veil:
    """What the unit that tells may not see, of what it speaks of."""

    unit: str | None
    unseen: frozenset[str]
    """Keys."""

    def over(self, start: str, end: str) -> str | None:
        """Return the unit that is not told of lineage between two things, None where it is."""
        return None if self.unseen.isdisjoint((start, end)) else self.unit


@dataclasses.dataclass(frozen=True)
class Touched:
    """A fact that was recorded or closed: its type, its two ends (keys), and whether it is kept from its teller (`veils`)."""

    type: str
    start: str
    end: str
    is_veiled: bool

    def is_shown(self, own: Collection[str]) -> bool:
        """Whether the teller is told of it, as of lineage of its own (keys).

        What a job reads and touches is on record also where what it made of it may not be told.
        """
        is_of_data = self.type in {"DERIVED_FROM", "WRITTEN_BY"}
        return is_of_data and not self.is_veiled and (self.start in own or self.end in own)


@dataclasses.dataclass(frozen=True)
class Settled:
    """The facts that were recorded, and those that were closed."""

    recorded: Sequence[Touched] = ()
    closed: Sequence[Touched] = ()


async def drawn(change: Change, ends: Iterable[tuple[str, str]]) -> Veil:
    """Find out what of these ends (keys) the teller may not see."""
    if change.viewer.sees_all:
        return Veil(None, frozenset())
    asked = {end for both in ends for end in both}
    seen = (await change.run("lineage/recording/seen", keys=sorted(asked)))["seen"]
    return Veil(change.viewer.unit_key, frozenset(asked.difference(seen)))


async def lift(change: Change, runs: Iterable[Run]) -> None:
    """Let a unit be told of what its tools said of things that it may see by now."""
    rows = [
        {"job": run.job, "dataset": dataset}
        for run in runs
        for dataset, _ in map(written_by, sorted(run.outputs))
    ]
    if rows and not change.viewer.sees_all:
        await change.run("lineage/recording/unveil", rows=rows)
