"""Where sources count follows from what people said and from the rulings in force: properties of any of them."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.agreements.designated import Designated
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import intervals
from graph_catalog.record.validity import Period
from graph_catalog.rulings import source_placement
from graph_catalog.rulings.source_placement import (
    PlacedSource,
    SourceChoice,
    SourceClaim,
    SourceFacts,
    SourceMove,
    SuspendedSource,
)

FIRST: Final = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
DAYS: Final = range(5)
DATASETS: Final = ("a", "b", "c")
DATA: Final = ("x", "y", "z")
REGIONS: Final = ("", "330211", "330212")
"""All places, and two that have nothing in common."""


def day(number: int) -> dt.datetime:
    return OPEN_END if number == len(DAYS) else FIRST + dt.timedelta(days=number)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(st.sampled_from(DAYS))
    return day(start), day(draw(st.integers(start + 1, len(DAYS))))


@st.composite
def situations(draw: st.DrawFn) -> SourceFacts:
    """Claims, as the record has them: one at a time for a dataset, a datum and a coverage; moves and choices of rulings."""
    homes = [(dataset, datum) for dataset in DATASETS for datum in DATA]
    claims = []
    for number, (dataset, datum) in enumerate(
        draw(st.lists(st.sampled_from(homes), max_size=5, unique=True))
    ):
        region = draw(st.sampled_from(REGIONS))
        designated = Designated(
            key=f"{datum}|{dataset}|{region}",
            holder=dataset,
            period=draw(periods()),
            slot=datum,
            datum=datum,
            dataset=dataset,
            dataset_name=dataset,
            coverage=Coverage(region=region) if region else Coverage(),
            basis=None,
            ruling=None,
        )
        claims.append(SourceClaim(designated, draw(st.integers(1, 20)) * 10 + number))
    rulings, moves = [], []
    for number in range(draw(st.integers(0, 3))):
        period = draw(periods())
        stays = draw(st.frozensets(st.sampled_from(homes), max_size=2))
        outranked = draw(st.frozensets(st.sampled_from(homes), max_size=3)) - stays
        rulings.append(
            SourceChoice(f"r{number}", draw(st.integers(1, 200)), period, stays, outranked)
        )
        for claim in claims:
            if draw(st.booleans()):
                datum = draw(st.sampled_from([each for each in DATA if each != claim.home[1]]))
                moves.append(SourceMove(claim.designated.key, datum, f"r{number}", period))
    holds = {
        claim.home: [draw(periods())] if draw(st.booleans()) else [(FIRST, OPEN_END)]
        for claim in claims
        if draw(st.booleans())
    }
    return SourceFacts(claims, moves, holds, rulings)


Answer = tuple[list[PlacedSource], list[SuspendedSource]]


def at(answer: Answer, when: dt.datetime) -> Answer:
    counting, suspended = answer
    return (
        [each for each in counting if intervals.covers(each.period, when)],
        [each for each in suspended if intervals.covers(each.period, when)],
    )


def _sorted(answer: Answer) -> tuple[list[str], list[str]]:
    counting, suspended = answer
    return sorted(map(repr, counting)), sorted(map(repr, suspended))


def every_day(facts: SourceFacts, holds: Callable[[dt.datetime, Answer], None]) -> None:
    answer = source_placement.placed(facts, FIRST)
    for number in DAYS:
        holds(day(number), at(answer, day(number)))


@given(situations())
def test_a_datum_has_one_source_at_a_time_for_what_is_covered(facts: SourceFacts) -> None:
    def one(_when: dt.datetime, answer: Answer) -> None:
        counting, _ = answer
        for first in counting:
            assert not any(source_placement.rivals(first, other) for other in counting)

    every_day(facts, one)


@given(situations())
def test_what_was_said_counts_or_the_answer_says_why_not(facts: SourceFacts) -> None:
    def whole(when: dt.datetime, answer: Answer) -> None:
        counting, suspended = answer
        said = {
            each.designated.key
            for each in facts.claims
            if intervals.covers(each.designated.period, when)
        }
        told = {each.claim.designated.key for each in counting}
        assert told | {each.claim.designated.key for each in suspended} == said
        for lost in suspended:
            assert lost.by is not None or lost.to is not None

    every_day(facts, whole)


@given(situations())
def test_a_source_is_somewhere_else_by_a_ruling_in_force_alone(facts: SourceFacts) -> None:
    def moved(when: dt.datetime, answer: Answer) -> None:
        counting, _ = answer
        for each in counting:
            if each.ruling is None:
                assert each.datum == each.claim.designated.datum
            else:
                assert not facts.held(each.claim.home, when)
                assert any(
                    (move.claim, move.datum, move.ruling)
                    == (each.claim.designated.key, each.datum, each.ruling)
                    and intervals.covers(move.period, when)
                    for move in facts.moves
                )

    every_day(facts, moved)


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_read_does_not_matter(
    facts: SourceFacts, shuffling: random.Random
) -> None:
    lists: list[list[object]] = [list(facts.claims), list(facts.moves), list(facts.rulings)]
    for each in lists:
        shuffling.shuffle(each)
    again = SourceFacts(lists[0], lists[1], facts.holds, lists[2])  # type: ignore[arg-type]
    found = [_sorted(source_placement.placed(each, FIRST)) for each in (facts, again)]
    assert found[0] == found[1]


@given(situations())
def test_without_rulings_all_stand_at_home_but_for_later_words(facts: SourceFacts) -> None:
    alone = SourceFacts(facts.claims, (), facts.holds, ())

    def at_home(_when: dt.datetime, answer: Answer) -> None:
        counting, suspended = answer
        assert all(each.ruling is None for each in counting)
        for lost in suspended:
            assert lost.to is not None
            assert lost.by is None
            assert lost.to.claim.said >= lost.claim.said

    every_day(alone, at_home)
