"""What people have ruled on matches, as it stands in the graph, for whoever matches (`matching.rulings.rulings`)."""

import dataclasses
import datetime as dt
import functools
import itertools
import json
import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.rulings.affected import Affected
from graph_catalog.matching.rulings.ruled_on import Scope, Side
from graph_catalog.matching.rulings.rulings import MatchRuling, Rulings
from graph_catalog.matching.rulings.rulings import in_force as put_together
from graph_catalog.model.canonical import canonical
from graph_catalog.model.instant import OPEN_END, OPEN_REVISION
from graph_catalog.record.change import Change
from graph_catalog.record.validity import Period


async def at(engine: Engine, viewer: Viewer, snapshot: Snapshot) -> Rulings:
    """Return the rulings in force at a snapshot: one question, whatever the plan."""
    return together(await in_force(engine, viewer, snapshot))


async def in_force(engine: Engine, viewer: Viewer, snapshot: Snapshot) -> list[MatchRuling]:
    """Return the rulings in force at a snapshot, oldest first, whoever may see them: everything is decided by all."""
    row = await engine.read("rulings/in_force", viewer, snapshot)
    return [ruling(each) for each in row["rulings"]]


async def visible(
    engine: Engine, viewer: Viewer, rulings: Sequence[MatchRuling]
) -> list[MatchRuling]:
    """Return those of some rulings that the viewer may see, in their order."""
    keys = sorted({each.key for each in rulings})
    row = await engine.read("collection/visible", viewer, keys=keys, revision=OPEN_REVISION)
    hidden = {key for key, visibility in row["seen"] if visibility == "HIDDEN"}
    return [each for each in rulings if each.key not in hidden]


@dataclasses.dataclass(frozen=True)
class StandingRuling:
    """A ruling in force, and the instant at which it ends by itself."""

    ruling: MatchRuling
    until: dt.datetime = OPEN_END


@dataclasses.dataclass(frozen=True)
class Schedule:
    """Which rulings are in force from an instant on: from the end of one to that of the next."""

    spans: Sequence[tuple[Period, Rulings]]

    @property
    def ends(self) -> list[dt.datetime]:
        """The instants at which rulings end."""
        return [period[1] for period, _ in self.spans[:-1]]


def scheduled(standing: Iterable[StandingRuling], since: dt.datetime) -> Schedule:
    """Return which of some rulings are in force when, from an instant on."""
    left = [each for each in standing if since < each.until]
    times = sorted({since, OPEN_END, *(each.until for each in left)})
    return Schedule(
        [(period, _standing_at(period[0], left)) for period in itertools.pairwise(times)]
    )


def affected(
    before: Sequence[StandingRuling], after: Sequence[StandingRuling], since: dt.datetime
) -> Affected:
    """Return what other rulings speak of than before, at any time from an instant on."""
    ends = {each.until for each in (*before, *after) if since < each.until}
    return functools.reduce(
        operator.or_,
        (
            Affected.between(_standing_at(start, before), _standing_at(start, after))
            for start in sorted({since, *ends})
        ),
    )


def _standing_at(start: dt.datetime, standing: Iterable[StandingRuling]) -> Rulings:
    return together(each.ruling for each in standing if start < each.until)


async def on_record(change: Change) -> list[StandingRuling]:
    """Return the rulings in force now, oldest first, for a change that rules."""
    row = await change.run("rulings/in_force", as_of=change.at, state_revision=change.revision)
    return [StandingRuling(ruling(each), each["valid_to"].to_native()) for each in row["rulings"]]


async def within(change: Change) -> Schedule:
    """Return the rulings in force from now on, for a change that matches."""
    return scheduled(await on_record(change), change.at)


def together(rulings: Iterable[MatchRuling]) -> Rulings:
    """Put rulings together by the lexicon as it is."""
    return put_together(tuple(rulings), lexicon.current())


def ruling(row: Mapping[str, Any]) -> MatchRuling:
    """Read a ruling as it is described on record."""
    return MatchRuling(
        key=row["key"],
        one=side(row["one"]),
        other=side(row["other"]),
        is_same=row["verdict"] == "SAME",
        scope=Scope(row["scope"]),
        reason=row["reason"],
    )


def side(written: str) -> Side:
    """Read a side as it is kept."""
    said = json.loads(written)
    return DatumKey(**said["datum"]) if "datum" in said else Descriptor(**said["field"])


def written(side: Side) -> str:
    """Write a side as it is kept: what tells it, and nothing that is empty."""
    kind = "datum" if isinstance(side, DatumKey) else "field"
    said = dataclasses.asdict(side)
    if kind == "field":
        said = {name: value for name, value in said.items() if value}
        said.setdefault("name", "")
    return canonical({kind: said})
