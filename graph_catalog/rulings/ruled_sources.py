"""What rulings do to sources: reads what decides where sources count, and puts on record what is otherwise than it stands.

It is the same whatever came before (`source_placement`): a ruling that is withdrawn leaves what the others make of it. What
the lexicon or an import joins, nobody can be asked about: there the source that is left behind is a finding (R-15c).
"""

import asyncio
import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from graph_catalog.agreements.designated import Designated
from graph_catalog.alignment.alignment import FieldReading, PlacedField
from graph_catalog.graph.engine import Row
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import intervals
from graph_catalog.record.change import Change
from graph_catalog.record.validity import Period
from graph_catalog.rulings import source_placement
from graph_catalog.rulings.source_placement import (
    Home,
    PlacedSource,
    SourceChoice,
    SourceClaim,
    SourceFacts,
    SourceMove,
    SuspendedSource,
)


@dataclasses.dataclass(frozen=True)
class SourceOnRecord:
    """A stretch of a designation as it stands: live, or suspended `by` a ruling (key)."""

    designated: Designated
    said: int
    by: str | None

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `rulings/claims` says of one."""
        return cls(Designated.read(row), row["said"], row["by"])

    @property
    def is_claim(self) -> bool:
        """Whether people have said so, not a ruling."""
        return self.designated.ruling is None


@dataclasses.dataclass(frozen=True)
class RuledSources:
    """Sources as they stand, and as they are to be."""

    on_record: Sequence[SourceOnRecord]
    facts: SourceFacts
    counting: Sequence[PlacedSource]
    suspended: Sequence[SuspendedSource]
    names: Mapping[str, str]
    """Of the data, by key."""

    def choice(self, ruling: str) -> dict[str, list[str]]:
        """Return which claims a ruling (key) said stay, and which give way to them, as its node keeps it."""
        [made] = [each for each in self.facts.rulings if each.ruling == ruling]
        lost = {
            each.claim.home
            for each in self.suspended
            if each.to is not None and each.to.claim.home in made.stays
        }
        return {"stays": _written(made.stays), "outranked": _written(lost)}


async def read(
    change: Change,
    data: Iterable[str],
    *,
    ended: str | None = None,
    made: SourceChoice | None = None,
    stays: str | None = None,
) -> RuledSources:
    """Return what becomes of the sources of some data (keys), and of those that these meet.

    `ended`: the ruling (key) that ends; `made`: the one that is being made, which says that the dataset `stays` (key)
    does.
    """
    wanted = set(data)
    while True:  # with those of which these are sources elsewhere, and of all that they meet there
        row = await change.run("rulings/claims", data=sorted(wanted), ended=ended or "")
        on_record = [SourceOnRecord.read(each) for each in row["sources"]]
        claims = [SourceClaim(each.designated, each.said) for each in on_record if each.is_claim]
        holds, moves, names = await _denoted(change, claims)
        more = {move.datum for move in moves} | set(row["origins"])
        if more <= wanted:
            break
        wanted |= more
    names |= {each["datum"]: each["datum_name"] for each in row["sources"]}
    rulings = [_choice(each) for each in row["rulings"]]
    if made is not None:
        named = frozenset(each.home for each in claims if each.designated.dataset == stays)
        rulings.append(dataclasses.replace(made, stays=named, outranked=None))
    facts = SourceFacts(claims, moves, holds, rulings)
    counting, suspended = await asyncio.to_thread(source_placement.placed, facts, change.at)
    return RuledSources(on_record, facts, counting, suspended, names)


async def _denoted(
    change: Change, claims: Sequence[SourceClaim]
) -> tuple[dict[Home, list[Period]], list[SourceMove], dict[str, str]]:
    """Return when datasets have the data of their claims, where rulings have moved these, and the names of data."""
    homes = sorted({claim.home for claim in claims})
    row = await change.run(
        "rulings/holds",
        pairs=[{"dataset": dataset, "datum": datum} for dataset, datum in homes],
        datasets=sorted({dataset for dataset, _ in homes}),
    )
    holds: dict[Home, list[Period]] = {}
    for each in row["holds"]:
        holds.setdefault((each["dataset"], each["datum"]), []).append(_period(each))
    ruled = row["ruled"]
    keys = sorted({each["field"] for each in ruled})
    placed = (await change.run("alignment/placed", keys=keys))["fields"] if keys else []
    by_itself = await asyncio.to_thread(_unruled, [PlacedField.read(each) for each in placed])
    moves = [
        SourceMove(claim.designated.key, each["datum"], each["ruling"], _period(each))
        for claim in claims
        for each in ruled
        if each["dataset"] == claim.designated.dataset
        and each["datum"] != claim.designated.datum
        and (
            by_itself.get(each["field"]) == claim.designated.datum
            # It was said of what the field denoted then, by another ruling.
            or any(
                datum == claim.designated.datum and since <= claim.said < until
                for datum, since, until in each["before"]
            )
        )
    ]
    return holds, list(dict.fromkeys(moves)), {each["datum"]: each["datum_name"] for each in ruled}


def _unruled(placed: Sequence[PlacedField]) -> dict[str, str]:
    """Return what fields (keys) denote but for rulings."""
    return {each.field_key: FieldReading.of(each.descriptor()).datum_key for each in placed}


def _period(row: Row) -> Period:
    return row["start"].to_native(), row["end"].to_native()


def _choice(row: Row) -> SourceChoice:
    period = row["valid_from"].to_native(), row["valid_to"].to_native()
    stays, outranked = (_read(row[name] or ()) for name in ("stays", "outranked"))
    return SourceChoice(row["key"], row["revision"], period, stays, outranked)


def _written(homes: Iterable[Home]) -> list[str]:
    return sorted(f"{dataset}|{datum}" for dataset, datum in homes)


def _read(written: Iterable[str]) -> frozenset[Home]:
    return frozenset((home.partition("|")[0], home.partition("|")[2]) for home in written)


def within(timeline: Iterable[Period], change: Change) -> list[Period]:
    """Return what of some periods is from the change on, those that touch as one."""
    cut = intervals.clipped([(period, None) for period in timeline], (change.at, OPEN_END))
    return intervals.union(period for period, _ in cut)
