"""Clocks that agree date a change, and those that do not stop it: over all ways in which they may stand."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from graph_catalog.model.clocks import Clocks, latest

REAL = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
SPANS = some.timedeltas(dt.timedelta(days=-3), dt.timedelta(days=3))
WAITS = some.timedeltas(dt.timedelta(), dt.timedelta(minutes=2))
BOUNDS = some.floats(1, 100_000)


def standing(
    server: dt.timedelta, revision: dt.timedelta, asking: dt.timedelta, answering: dt.timedelta
) -> Clocks:
    """What is seen where the server's clock is off by `server` and the newest revision is of `revision` from now."""
    before, after = REAL - asking + server, REAL + answering + server
    return Clocks(before, after, REAL, REAL + revision)


@given(SPANS, WAITS, WAITS, BOUNDS)
def test_a_clock_off_by_more_than_the_bound_stops_changes_however_long_the_lock_was_waited_for(
    off: dt.timedelta, asking: dt.timedelta, answering: dt.timedelta, bound: float
) -> None:
    is_stopped = standing(off, -dt.timedelta(days=9), asking, answering).skew(bound) is not None
    if abs(off).total_seconds() <= bound:
        assert not is_stopped, "waiting is no skew"
    if abs(off).total_seconds() > bound + max(asking, answering).total_seconds():
        assert is_stopped


@given(SPANS, WAITS, WAITS, BOUNDS)
def test_a_record_that_is_ahead_by_more_than_the_bound_stops_changes_and_an_old_one_never(
    revision: dt.timedelta, asking: dt.timedelta, answering: dt.timedelta, bound: float
) -> None:
    skew = standing(dt.timedelta(), revision, asking, answering).skew(bound)
    assert (skew is not None) == (revision.total_seconds() > bound)


@given(SPANS, SPANS, WAITS, WAITS, BOUNDS)
def test_a_change_is_dated_after_the_last_and_no_server_takes_it_into_the_future(
    off: dt.timedelta,
    revision: dt.timedelta,
    asking: dt.timedelta,
    answering: dt.timedelta,
    bound: float,
) -> None:
    clocks = standing(off, revision, asking, answering)
    assert clocks.date() > clocks.revision
    assert clocks.date() >= REAL
    if clocks.skew(bound) is None:
        assert clocks.date() - REAL <= dt.timedelta(seconds=bound, microseconds=2)


@given(SPANS, SPANS, BOUNDS)
def test_the_present_is_never_the_future_whatever_a_server_believes(
    off: dt.timedelta, revision: dt.timedelta, bound: float
) -> None:
    present = max(REAL, REAL + revision)
    assert present <= latest(present, REAL + off, bound) <= present + dt.timedelta(seconds=bound)
