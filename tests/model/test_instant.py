"""What people write for an instant, and which instant that is in each place."""

import datetime as dt

import pytest

from graph_catalog.model.instant import OPEN_END, OPEN_START, InstantError, When, parse


def _utc(day: str, time: str = "00:00") -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{time}Z")


def test_a_day_is_the_whole_of_it_in_shanghai() -> None:
    day = When.read("2026-03-01")
    assert day.since == _utc("2026-02-28", "16:00")
    assert day.until == _utc("2026-03-01", "16:00")
    assert day.at == _utc("2026-03-01", "15:59:59.999999")


def test_what_is_asked_about_a_day_holds_on_that_day_be_it_the_first_or_the_last() -> None:
    first, last = When.read("2026-03-01"), When.read("2026-03-31")
    for asked in (first, last):
        assert first.since <= asked.at < last.until
    for asked in (When.read("2026-02-28"), When.read("2026-04-01")):
        assert not first.since <= asked.at < last.until


def test_days_that_follow_each_other_leave_no_gap_and_do_not_overlap() -> None:
    assert When.read("2026-03-31").until == When.read("2026-04-01").since


@pytest.mark.parametrize(
    "text", ["2026-03-01T08:00:00+08:00", "2026-03-01T00:00Z", "2026-03-01 00:00:00z"]
)
def test_a_moment_is_itself_everywhere(text: str) -> None:
    moment = When.read(text)
    assert {moment.since, moment.until, moment.at, parse(text)} == {_utc("2026-03-01")}


@pytest.mark.parametrize("text", ["9999-12-31", "9999-01-01", "9999-12-31T23:59:59+08:00"])
def test_an_end_beyond_all_calendars_is_none(text: str) -> None:
    assert When.read(text).until == OPEN_END


def test_a_beginning_before_all_calendars_is_none() -> None:
    assert When.read("0001-01-01").since == OPEN_START


@pytest.mark.parametrize(
    "text",
    ["", "2026-3-1", "2026-02-30", "2026-03-01T08:00:00", "20260301", "0001-01-01T00:00+08:00"],
)
def test_what_has_no_offset_or_is_no_date_is_no_instant(text: str) -> None:
    with pytest.raises(InstantError):
        When.read(text)


@pytest.mark.parametrize(
    "text", ["2016-12-31T23:59:60Z", "2017-01-01T07:59:60.5+08:00", "2016-12-31 15:59:60-08:00"]
)
def test_a_leap_second_is_the_last_instant_of_its_day_in_utc(text: str) -> None:
    assert When.read(text).at == _utc("2016-12-31", "23:59:59.999999")


@pytest.mark.parametrize("text", ["2016-12-31T23:59:61Z", "2016-12-31T22:59:60Z"])
def test_no_other_second_is_a_leap_second(text: str) -> None:
    with pytest.raises(InstantError):
        When.read(text)
