"""What assertions do to those on record, against a model that goes through the days one by one."""

import dataclasses
import datetime as dt
import itertools
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import intervals
from graph_catalog.record.intervals import Interval, IntervalAssertion
from graph_catalog.record.validity import Period

DAYS: Final = 14
HOLDERS: Final = ("甲", "乙", "丙")
FIRST: Final = dt.datetime(2026, 2, 28, 16, tzinfo=dt.UTC)
"""Midnight in Shanghai, at the beginning of the first of March."""

Model = dict[int, str | None]
"""Whose each day is; the last one stands for all that come after it."""


def instant(day: int) -> dt.datetime:
    """The first instant of a day; the end of time behind the last one."""
    return OPEN_END if day > DAYS else FIRST + dt.timedelta(days=day)


spans = st.tuples(st.integers(0, DAYS), st.integers(1, DAYS + 1)).filter(
    lambda span: span[0] < span[1]
)
"""First day, and first day after; up to the end of time."""
assertions = st.tuples(st.just("assert"), st.sampled_from(HOLDERS), spans)
endings = st.tuples(st.just("end"), st.sampled_from(HOLDERS), st.integers(0, DAYS))
corrections = st.tuples(st.just("take away"), st.sampled_from(HOLDERS), spans)
histories = st.lists(st.one_of(assertions, endings, corrections), max_size=12)


def on_record(taking: IntervalAssertion[Interval], new: Interval) -> list[Interval]:
    """Return what is on record once an assertion is carried out, as the store does it."""
    mine = dataclasses.replace(taking.own or new, period=taking.period)
    return [*taking.left(), mine]


def model_of(stretches: list[Interval]) -> Model:
    """Read whose each day is off the record; no day has two."""
    whose: Model = dict.fromkeys(range(DAYS + 1))
    for each in stretches:
        for day in whose:
            if each.period[0] <= instant(day) < each.period[1]:
                assert whose[day] is None, (day, stretches)
                whose[day] = each.holder
    return whose


def sound(stretches: list[Interval]) -> None:
    """Say that no stretch is of no length, and that those of one holder do not touch."""
    ordered = sorted(stretches, key=lambda each: (each.holder, each.period))
    for each in ordered:
        assert each.period[0] < each.period[1]
    for one, next_ in itertools.pairwise(ordered):
        assert one.holder != next_.holder or one.period[1] < next_.period[0], stretches


@settings(max_examples=600, deadline=None)
@given(histories)
def test_a_history_comes_to_what_the_days_say(history: list[tuple[str, str, object]]) -> None:
    record: list[Interval] = []
    model: Model = dict.fromkeys(range(DAYS + 1))
    for number, (kind, holder, when) in enumerate(history):
        first, last = when if isinstance(when, tuple) else (when, DAYS + 1)
        days = range(first, min(last, DAYS + 1))
        own = [each for each in record if each.holder == holder]
        others = [each for each in record if each.holder != holder]
        period: Period = instant(first), instant(last)
        if kind == "assert":
            taking = intervals.asserted(record, holder, period)
            was = model_of(record)
            record = on_record(taking, Interval(f"new{number}", holder, period))
            lost = {was[day] for day in days} - {holder, None}
            assert {each.holder for each in taking.gives_way} - {holder} == lost
            model |= dict.fromkeys(days, holder)
            again = intervals.asserted(record, holder, period)
            assert again.is_on_record
        else:
            left = (
                intervals.ended(own, period[0])
                if kind == "end"
                else list(intervals.without(own, period))
            )
            record = [*others, *left]
            model |= {day: None for day in days if model[day] == holder}
        sound(record)
        assert model_of(record) == model


@settings(max_examples=300, deadline=None)
@given(st.lists(assertions, min_size=1, max_size=8))
def test_what_is_left_to_one_that_gives_way_is_the_first_of_its_own(
    history: list[tuple[str, str, tuple[int, int]]],
) -> None:
    record: list[Interval] = []
    for number, (_, holder, (first, last)) in enumerate(history):
        period: Period = instant(first), instant(last)
        taking = intervals.asserted(record, holder, period)
        after = on_record(taking, Interval(f"new{number}", holder, period))
        for key, first_left in taking.first_left().items():
            assert key in {each.key for each in taking.gives_way}
            of_key = [each.period for each in taking.left() if each.key == key]
            assert first_left == min(of_key)
        record = after
