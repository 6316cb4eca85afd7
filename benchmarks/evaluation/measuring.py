"""What the matching says of labelled pairs, counted against what people say."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.evaluation.pairs import Pair
from graph_catalog.matching.compare import Comparison, compare
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import Candidate
from graph_catalog.matching.reading.method import Method
from graph_catalog.model.answers import ComparisonVerdict

NORMAL = 1.96


@dataclass(frozen=True)
class Observation:
    """A statement with a score, and whether it was right. `part`: of the cross-validation."""

    what: str
    part: int
    score: float
    method: Method
    is_right: bool


@dataclass(frozen=True)
class Outcome:
    """What was found about a pair.

    `weaker` is the less sure of the readings of its two sides; `is_guess`: a side is in no lexicon.
    """

    pair: Pair
    comparison: Comparison
    is_one: bool
    is_guess: bool
    weaker: Candidate

    @property
    def is_accused(self) -> bool:
        """Whether the pair is wrongly called the same."""
        return self.comparison.same and not self.pair.same

    @property
    def is_missed(self) -> bool:
        """Whether the pair is the same and not called so."""
        return self.pair.same and not self.comparison.same

    @property
    def is_open(self) -> bool:
        """Whether a person is asked."""
        return self.comparison.verdict is ComparisonVerdict.REVIEW


def outcomes(pairs: Iterable[Pair], lexicon_for: Callable[[Pair], Lexicon]) -> list[Outcome]:
    """Compare each pair by the lexicon that it is given."""
    found = []
    for pair in pairs:
        known = lexicon_for(pair)
        first, second = align(pair.a, known), align(pair.b, known)
        weaker = min(first.candidates[0], second.candidates[0], key=lambda one: one.score)
        found.append(
            Outcome(
                pair=pair,
                comparison=compare(pair.a, pair.b, known),
                is_one=first.datum == second.datum,
                is_guess=first.datum.is_provisional or second.datum.is_provisional,
                weaker=weaker,
            )
        )
    return found


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share; not a number where there is nothing."""
        return self.hits / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval by Wilson."""
        if not self.total:
            return 0.0, 1.0
        share, spread = self.value, NORMAL**2 / self.total
        middle = (share + spread / 2) / (1 + spread)
        half = NORMAL * math.sqrt(share * (1 - share) / self.total + spread / self.total / 4)
        return middle - half / (1 + spread), middle + half / (1 + spread)

    @property
    def text(self) -> str:
        """The share with its interval."""
        if not self.total:
            return "-"
        low, high = self.interval
        return f"{self.value:.3f} [{low:.3f}, {high:.3f}]"


def precision(found: Iterable[Outcome]) -> Share:
    """Return the share of the pairs called the same that are."""
    called = [each.pair.same for each in found if each.comparison.same]
    return Share(sum(called), len(called))


def recall(found: Iterable[Outcome]) -> Share:
    """Return the share of the same pairs that are called so."""
    called = [each.comparison.same for each in found if each.pair.same]
    return Share(sum(called), len(called))


def difference(found: Iterable[Outcome]) -> Share:
    """Return the share of the pairs called different that are."""
    said = ComparisonVerdict.DIFFERENT
    called = [not each.pair.same for each in found if each.comparison.verdict is said]
    return Share(sum(called), len(called))


def read_as_one(found: Iterable[Outcome], part_of: Mapping[Pair, int]) -> list[Observation]:
    """Return the pairs that are read as one datum; right is who is the same."""
    return [_observation(each, part_of, is_right=each.pair.same) for each in found if each.is_one]


def called_different(
    found: Iterable[Outcome], part_of: Mapping[Pair, int], *, is_guess: bool
) -> list[Observation]:
    """Return the pairs that are called different; right is who is not the same."""
    return [
        _observation(each, part_of, is_right=not each.pair.same)
        for each in found
        if each.comparison.verdict is ComparisonVerdict.DIFFERENT and each.is_guess is is_guess
    ]


def _observation(each: Outcome, part_of: Mapping[Pair, int], *, is_right: bool) -> Observation:
    return Observation(
        what=each.pair.text,
        part=part_of[each.pair],
        score=each.weaker.score,
        method=each.weaker.method,
        is_right=is_right,
    )


def distinct(observations: Iterable[Sequence[Observation]]) -> list[Observation]:
    """Return what was observed under several lexicons, each pair with each score once."""
    return list(dict.fromkeys(each for one in observations for each in one))
