"""Where sources count under the rulings in force. Pure: from what people have designated and what fields denote.

That a dataset is the source of a datum is people's word, a claim. Where a ruling gives the dataset's field another
datum, the claim counts there. Of two claims to one datum one counts; the ruling that joined them has said which. So
where sources count follows from the claims and from the rulings in force alone, whatever was ruled and withdrawn before.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence

from graph_catalog.agreements.designated import Designated
from graph_catalog.model import coverage
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import intervals
from graph_catalog.record.validity import Period

Home = tuple[str, str]
"""A dataset and the datum of which people have said that it is the source."""


@dataclasses.dataclass(frozen=True)
class SourceClaim:
    """A stretch of a designation by people, and the revision that said so."""

    designated: Designated
    said: int

    @property
    def home(self) -> Home:
        """The dataset and the datum of which it was said."""
        return self.designated.dataset, self.designated.datum


@dataclasses.dataclass(frozen=True)
class SourceMove:
    """That the field by which a dataset was the source of a datum denotes another one, by a ruling (key), for a time."""

    claim: str
    """Key of the designation."""
    datum: str
    ruling: str
    period: Period


@dataclasses.dataclass(frozen=True)
class SourceChoice:
    """A ruling in force, and which claims it said stay and which give way to them."""

    ruling: str
    revision: int
    period: Period
    stays: frozenset[Home] = frozenset()
    outranked: frozenset[Home] | None = frozenset()
    """None: any, of a ruling that is being made."""


@dataclasses.dataclass(frozen=True)
class PlacedSource:
    """That a claim counts as the source of a datum for a time: its own, or one to which a ruling (key) brings it."""

    claim: SourceClaim
    datum: str
    ruling: str | None
    period: Period


@dataclasses.dataclass(frozen=True)
class SuspendedSource:
    """That a claim does not count where it was made, for a time.

    `to`: the other one that counts in its place, if any. `by`: the ruling (key) that suspends it; None: it is over for
    good, by what people have said later. `is_decided`: somebody has said that it gives way.
    """

    claim: SourceClaim
    datum: str
    period: Period
    to: PlacedSource | None
    by: str | None
    is_decided: bool = True


@dataclasses.dataclass(frozen=True)
class SourceFacts:
    """All that decides where sources count."""

    claims: Sequence[SourceClaim]
    moves: Sequence[SourceMove]
    holds: Mapping[Home, Sequence[Period]]
    """When which datasets have which data."""
    rulings: Sequence[SourceChoice]

    def held(self, home: Home, at: dt.datetime) -> bool:
        """Whether a dataset has a datum at an instant."""
        return any(intervals.covers(period, at) for period in self.holds.get(home, ()))

    def pieces(self, since: dt.datetime) -> Iterator[Period]:
        """Yield the periods from an instant on within which nothing changes."""
        periods = [
            *(each.designated.period for each in self.claims),
            *(each.period for each in self.moves),
            *(each.period for each in self.rulings),
            *(period for times in self.holds.values() for period in times),
        ]
        cut = intervals.pieces([((since, OPEN_END), None)], cuts=itertools.chain(*periods))
        return (piece for piece, _ in cut)


def placed(
    facts: SourceFacts, since: dt.datetime
) -> tuple[list[PlacedSource], list[SuspendedSource]]:
    """Return where claims count from an instant on, and where they do not though they were made."""
    counting: list[PlacedSource] = []
    suspended: list[SuspendedSource] = []
    for piece in facts.pieces(since):
        for each in _at(facts, piece):
            if isinstance(each, PlacedSource):
                counting.append(each)
            else:
                suspended.append(each)
    return counting, suspended


def _at(facts: SourceFacts, piece: Period) -> Iterator[PlacedSource | SuspendedSource]:
    """Yield what becomes of each claim within a period in which nothing changes."""
    at = piece[0]
    # In an order of their own: what is read in another one comes to the same.
    in_force = sorted(
        (each for each in facts.rulings if intervals.covers(each.period, at)),
        key=lambda each: (each.revision, each.ruling),
    )
    groups: dict[tuple[str, str, str], list[PlacedSource]] = {}
    for claim in sorted(facts.claims, key=lambda each: (each.designated.key, each.said)):
        if intervals.covers(claim.designated.period, at):
            for option in _options(facts, claim, piece):
                slot = coverage.slot(claim.designated.coverage)
                of = option.datum, claim.designated.dataset, slot
                groups.setdefault(of, []).append(option)
    accepted: list[PlacedSource] = []
    for group in sorted(groups.values(), key=lambda group: _order(group, in_force)):
        first = min(group, key=lambda each: (each.ruling is not None, -each.claim.said))
        winners = [each for each in accepted if rivals(each, first)]
        if winners:
            yield from (_lost(each, winners, in_force) for each in group)
            continue
        accepted.append(first)
        yield first
        for each in group:
            if each.ruling is not None:
                yield SuspendedSource(each.claim, each.datum, piece, None, each.ruling)
            elif each is not first:
                # The same dataset of the same datum: what was said later has taken its place.
                yield SuspendedSource(each.claim, each.datum, piece, first, None)


def _options(facts: SourceFacts, claim: SourceClaim, piece: Period) -> list[PlacedSource]:
    """Return of which data a claim may count: its own, while its dataset has that, else those that rulings made of it."""
    own = PlacedSource(claim, claim.designated.datum, None, piece)
    if facts.held(claim.home, piece[0]):
        return [own]
    moved = {
        move.datum: PlacedSource(claim, move.datum, move.ruling, piece)
        for move in sorted(facts.moves, key=lambda each: (each.datum, each.ruling))
        if move.claim == claim.designated.key and intervals.covers(move.period, piece[0])
    }
    return list(moved.values()) or [own]


def _order(
    group: Sequence[PlacedSource], in_force: Sequence[SourceChoice]
) -> tuple[int, bool, str]:
    """Return the place of claims of one dataset: the last word counts, and of equal ones the one at home."""
    last = max(
        max((each.claim.said, *(by.revision for by in in_force if each.claim.home in by.stays)))
        for each in group
    )
    is_brought = all(each.ruling is not None for each in group)
    return -last, is_brought, min(each.claim.designated.key for each in group)


def _lost(
    lost: PlacedSource, winners: Sequence[PlacedSource], in_force: Sequence[SourceChoice]
) -> SuspendedSource:
    said = next(
        (
            (winner, choice)
            for winner in winners
            for choice in in_force
            if winner.claim.home in choice.stays
            and (choice.outranked is None or lost.claim.home in choice.outranked)
        ),
        None,
    )
    winner = winners[0] if said is None else said[0]
    revisions = {each.ruling: each.revision for each in in_force}
    is_later_word = winner.ruling is None and (
        lost.ruling is None or winner.claim.said > revisions.get(lost.ruling, 0)
    )
    by = lost.ruling or winner.ruling or (said and said[1].ruling)
    return SuspendedSource(
        lost.claim,
        lost.datum,
        lost.period,
        winner,
        by,
        is_decided=said is not None or is_later_word,
    )


def rivals(one: PlacedSource, other: PlacedSource) -> bool:
    """Whether two would be two sources of one datum."""
    first, second = one.claim.designated, other.claim.designated
    return (
        one.datum == other.datum
        and first.dataset != second.dataset
        and coverage.overlaps(first.coverage, second.coverage)
    )
