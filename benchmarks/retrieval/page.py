"""RETRIEVAL.md: the figures as they were measured, with what went wrong by name."""

import dataclasses
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.retrieval.queries import Query

SHOWN: Final = 5
"""Finds that a person reads, as in a verdict."""
_NORMAL: Final = 1.96
_BANDS: Final = (0.0, 0.7, 0.75, 0.8, 0.85, 0.9, 1.01)


@dataclasses.dataclass(frozen=True)
class Rank:
    """At which place the first right find of a query stands; None where it was not found."""

    query: Query
    place: int | None
    is_empty: bool

    @property
    def is_found(self) -> bool:
        """Whether a person would see it."""
        return self.place is not None and self.place <= SHOWN


@dataclasses.dataclass
class Raised:
    """What the nets put before a person: how many fields were asked about, and what came of them."""

    asked: int = 0
    fields: int = 0
    right: int = 0
    proposed: int = 0
    named: list[tuple[str, list[str]]] = dataclasses.field(default_factory=list)

    def add(self, name: str, texts: Sequence[str], are_right: Sequence[bool]) -> None:
        """Count one planned field, with the data proposed for it."""
        self.asked += 1
        self.proposed += len(texts)
        self.right += any(are_right)
        if texts:
            self.fields += 1
            if not any(are_right):
                self.named.append((name, list(texts)))


@dataclasses.dataclass(frozen=True)
class Figures:
    """Everything that was measured."""

    ranks: Mapping[str, Sequence[Rank]]
    raised: Raised
    raised_absent: Raised
    bands: Sequence[tuple[float, bool]]
    spellings: int
    seconds: float
    data: int
    fields: int


def written(figures: Figures) -> str:
    """Return the page."""
    return "\n\n".join(
        (
            _HEAD.format(
                fields=figures.fields,
                data=figures.data,
                spellings=figures.spellings,
                seconds=figures.seconds,
            ),
            _table(figures.ranks),
            _missed(figures.ranks),
            _cosines(figures.bands),
            _reviews(figures.raised, figures.raised_absent),
            _LIMITS,
        )
    )


_HEAD: Final = """# Retrieval: does the catalog find what a plan means?

Made by `python -m benchmarks.retrieval`. The catalog is the shared Beijing file ({fields:,} entries and fields, {data} data), imported as users do it; 100 queries of our own
(`benchmarks/retrieval/queries.csv`) are planned fields that say otherwise what the catalog has: reworded, shortened, in other words, traditional characters, mistyped, as a column name. Their right answers are
fields of the file. They were written before any net was built and have not been changed since. How texts are joined and nets are weighed was chosen by the queries at odd places; the figures of those at even places, held out, were seen but not gone by.
The likeness from which on something is put before a person was chosen on all of them.

What is ranked are data: a find is right when one of the answer's fields denotes it. Found means among the first five, as many as a verdict shows. {spellings} spellings got their vectors in {seconds:.1f} s on one thread."""

_LIMITS: Final = """## What this does not show

- The queries were written by somebody who had read the catalog, from its words to others; a unit's form is written without. Most name a form about the same thing as the entry, which helps; the row with a form about
  something else shows how much.
- One right answer is enough, and a datum that many entries have counts as found by any of them.
- One person labelled; nobody checked. The half that was held out is of the same hand, over the same catalog.
- What the catalog has nothing for is of other trades than the catalog, the easy kind. What lies in its own trades and is something else all the same is not measured here: the nearest pairs of that kind lie as near as true ones.
- Of the fields that the nets are asked about, a verdict puts fewer before a person than they find: what lies beyond the likeness stays unsaid.
"""


def _table(ranks: Mapping[str, Sequence[Rank]]) -> str:
    lines = [
        "| asked | found in 5 | 95 % interval | tuned on | held out | first hit wrong |",
        "|---|---|---|---|---|---|",
    ]
    for name, of_all in ranks.items():
        halves = [
            [rank for rank in of_all if rank.query.is_held_out is held] for held in (False, True)
        ]
        found = sum(rank.is_found for rank in of_all)
        wrong = sum(rank.place != 1 and not rank.is_empty for rank in of_all)
        low, high = _interval(found, len(of_all))
        shares = " | ".join(f"{sum(r.is_found for r in half)} of {len(half)}" for half in halves)
        lines.append(
            f"| {name} | {found / len(of_all):.2f} | {low:.2f} to {high:.2f} | {shares} "
            f"| {wrong / len(of_all):.2f} |"
        )
    return "\n".join(lines)


def _missed(ranks: Mapping[str, Sequence[Rank]]) -> str:
    lines = ["## Not found in the first five", ""]
    for name, of_all in ranks.items():
        missed = [rank.query.planned.name for rank in of_all if not rank.is_found]
        lines.append(f"- {name}: {'、'.join(missed) or 'none'}")
    return "\n".join(lines)


def _cosines(bands: Sequence[tuple[float, bool]]) -> str:
    lines = [
        "## How near is near",
        "",
        "The five nearest data of each query by vector: how many of them are right.",
        "",
        "| cosine | data | right |",
        "|---|---|---|",
    ]
    for low, high in itertools.pairwise(_BANDS):
        inside = [is_right for likeness, is_right in bands if low <= likeness < high]
        share = f"{sum(inside) / len(inside):.2f}" if inside else "-"
        lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {share} |")
    return "\n".join(lines)


def _reviews(found: Raised, absent: Raised) -> str:
    """Say how many of the fields that no element fits get a proposal at all, and how many a right one."""
    lines = [
        "## What is put before a person",
        "",
        "Only what lies near enough, is the same sort of thing and of the same role (`matching/nearby.py`), and only of fields that no element fits surely or whose datum nobody holds. The second row are planned fields that the catalog",
        "has nothing for (`absent.csv`, written before they were asked).",
        "",
        "| planned fields | nets asked about | with a proposal | with a right one | proposals in all |",
        "|---|---|---|---|---|",
        f"| the 100 queries | {found.asked} | {found.fields} | {found.right} | {found.proposed} |",
        f"| of which the catalog has nothing | {absent.asked} | {absent.fields} | - | {absent.proposed} |",
        "",
        "Proposals of which none is right:",
        "",
    ]
    lines += [f"- {name}: {'; '.join(texts)}" for name, texts in (*found.named, *absent.named)]
    return "\n".join(lines)


def _interval(hits: int, count: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    share, square = hits / count, _NORMAL**2
    middle = share + square / (2 * count)
    spread = _NORMAL * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return (middle - spread) / (1 + square / count), (middle + spread) / (1 + square / count)
