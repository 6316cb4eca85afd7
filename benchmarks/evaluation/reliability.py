"""Whether stated confidence is what is observed, and the table that makes it so."""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.evaluation.measuring import Observation, Share
from graph_catalog.matching.reading.calibration import Table

FEWEST: Final = 15
"""Observations that a band needs to say anything."""

_GRID: Final = (0.0, 0.7, 0.8, 0.9, 0.95)
"""Bands of scores to begin with: no finer, for finer ones are made of chance."""

_TOLERANCE: Final = 0.03
"""What two tables may differ by and still say the same: far less than what their counts leave open."""


@dataclass(frozen=True)
class Band:
    """Scores from `start` to `end`: their mean, what is stated of them in the mean, what was observed."""

    start: float
    end: float
    score: float
    stated: float
    observed: Share


def fitted(observations: Sequence[Observation]) -> Table:
    """Return how often such scores are right: isotonic, in bands with enough observations.

    Of each band the middle of what its counts allow (Jeffreys' prior): nothing is ever certain.
    """
    blocks: list[tuple[float, int, int]] = []
    for start, end in itertools.pairwise((*_GRID, 2.0)):
        inside = [each.is_right for each in observations if start <= each.score < end]
        blocks.append((start, sum(inside), len(inside)))
        while len(blocks) > 1 and _must_pool(blocks[-2], blocks[-1]):
            start_below, hits, total = blocks[-2]
            blocks[-2:] = [(start_below, hits + blocks[-1][1], total + blocks[-1][2])]
    if len(blocks) > 1 and blocks[-1][2] < FEWEST:
        start_below, hits, total = blocks[-2]
        blocks[-2:] = [(start_below, hits + blocks[-1][1], total + blocks[-1][2])]
    return tuple((start, round((hits + 0.5) / (total + 1), 3)) for start, hits, total in blocks)


def _must_pool(below: tuple[float, int, int], above: tuple[float, int, int]) -> bool:
    """Whether the lower band has too few, or is as often right as the one above it."""
    if below[2] < FEWEST:
        return True
    return above[2] >= FEWEST and below[1] * above[2] >= above[1] * below[2]


def agree(one: Table, other: Table) -> bool:
    """Whether two tables say the same: from the same scores on, nearly the same."""
    return [start for start, _ in one] == [start for start, _ in other] and all(
        abs(mine - theirs) <= _TOLERANCE for (_, mine), (_, theirs) in zip(one, other, strict=True)
    )


def read_off(table: Table, score: float) -> float:
    """Return the probability that a table states for a score."""
    return table[bisect_right([start for start, _ in table], score) - 1][1]


def held_out(
    observations: Sequence[Observation],
) -> Callable[[Observation], float]:
    """Return what is stated of each observation by a table that was fitted on the other parts."""
    tables = {
        part: fitted([each for each in observations if each.part != part])
        for part in {each.part for each in observations}
    }
    return lambda each: read_off(tables[each.part], each.score)


def bands(
    observations: Sequence[Observation], stated: Callable[[Observation], float]
) -> list[Band]:
    """Return stated against observed, in bands of the score with enough observations each."""
    groups: list[list[Observation]] = [[]]
    for start, end in itertools.pairwise((*_GRID, 2.0)):
        if len(groups[-1]) >= FEWEST:
            groups.append([])
        groups[-1] += [each for each in observations if start <= each.score < end]
    if len(groups) > 1 and len(groups[-1]) < FEWEST:
        groups[-2] += groups.pop()
    return [
        Band(
            start=min(each.score for each in group),
            end=max(each.score for each in group),
            score=sum(each.score for each in group) / len(group),
            stated=sum(map(stated, group)) / len(group),
            observed=Share(sum(each.is_right for each in group), len(group)),
        )
        for group in groups
        if group
    ]


def calibration_error(found: Sequence[Band], said: Callable[[Band], float]) -> float:
    """Return the expected calibration error: what is said less what is observed, in the mean over all."""
    total = sum(band.observed.total for band in found)
    return (
        sum(abs(said(band) - band.observed.value) * band.observed.total for band in found) / total
    )


def border(observations: Sequence[Observation], wanted: float) -> float | None:
    """Return the lowest score from which on `wanted` of all are right; None where there is none."""
    scores = sorted({each.score for each in observations}, reverse=True)
    lowest = None
    hits = total = 0
    for score in scores:
        inside = [each.is_right for each in observations if each.score == score]
        hits, total = hits + sum(inside), total + len(inside)
        if hits >= wanted * total:
            lowest = score
    return lowest
