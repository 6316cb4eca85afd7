from datetime import date

import pytest

from graph_catalog.sheets import periods
from graph_catalog.sheets.periods import Period

START, END = date(2026, 1, 1), date(2028, 12, 31)


@pytest.mark.parametrize("text", ["2026-1-1", "2026/01/01", "2026.1.1", "2026年1月1日", "20260101"])
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert periods.date(text) == START


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "01/02/2026", "2026", "昨天", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert periods.date(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("长期", Period(is_unending=True)),
        ("永久", Period(is_unending=True)),
        ("2026-01-01至2028-12-31", Period(START, END)),
        ("2026年1月1日 — 2028年12月31日", Period(START, END)),
        ("20260101-20281231", Period(START, END)),
        ("至2028-12-31", Period(end=END)),
        ("2026-01-01起", Period(START, is_unending=True)),
        ("2026-01-01~长期", Period(START, is_unending=True)),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, meant: Period) -> None:
    assert periods.period(text) == meant


@pytest.mark.parametrize(
    "text", ["三年", "2028-12-31", "2028-12-31至2026-01-01", "至", "2026-01-01至"]
)
def test_what_is_no_period_or_could_be_two_is_none(text: str) -> None:
    assert periods.period(text) is None
