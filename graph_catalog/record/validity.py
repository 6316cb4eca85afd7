"""Since when and until when something holds, as the input of a change says it."""

import datetime as dt
from typing import Final

from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.instant import OPEN_END, OPEN_START, When
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record.change import Change

Period = tuple[dt.datetime, dt.datetime]
"""The first instant, and the first instant after."""
_LAST_YEAR: Final = 3000
"""Of what begins: a later year is a slip of the pen, or stands for no date at all."""


def since(change: Change, valid_from: When | None) -> dt.datetime:
    """Return the first instant of what begins then; not said, with the change."""
    return change.at if valid_from is None else valid_from.since


def until(change: Change, ends_at: When | None) -> dt.datetime:
    """Return the first instant after what ends then; not said, with the change."""
    return change.at if ends_at is None else ends_at.until


def period(change: Change, valid_from: When | None, valid_to: When | None) -> Period | InvalidInput:
    """Return the period of what holds from now, and for good, unless it is said otherwise."""
    return ordered(since(change, valid_from), OPEN_END if valid_to is None else valid_to.until)


def is_backdated(change: Change, *begins: When | None, ends: When | None = None) -> bool:
    """Tell whether something is said to have begun or been decided on a day gone by (Shanghai), or to have held on none since.

    Any instant of today is none: who records in the afternoon what was so from the morning on rewrites nothing.
    """
    days = [instant.day(said.since) for said in begins if said is not None]
    last = None if ends is None else instant.last_day(ends.until)
    return any(day < instant.day(change.at) for day in (*days, last) if day is not None)


def ordered(start: dt.datetime, end: dt.datetime) -> Period | InvalidInput:
    """Return a period, or refuse it where it ends before it begins."""
    return (start, end) if start < end else _disordered()


def disordered(valid_from: When | None, valid_to: When | None) -> InvalidInput | None:
    """Refuse a period that ends before it begins, or never begins, as far as that can be told from the input alone."""
    if refusal := never_begins(valid_from, "validFrom"):
        return refusal
    if valid_from is None or valid_to is None or valid_from.since < valid_to.until:
        return None
    return _disordered()


def never_begins(begins: When | None, argument: str) -> InvalidInput | None:
    """Refuse a beginning that nobody will live to see."""
    if begins is None or instant.day(begins.since).year <= _LAST_YEAR:
        return None
    return InvalidInput(
        message=say(
            zh=f"{argument} 在 {_LAST_YEAR} 年之后。请核对年份；没有确定开始时间的，不要填写。",
            en=f"{argument} lies after the year {_LAST_YEAR}. Check the year; leave it out where no beginning is known.",
        ),
        path=["input", argument],
    )


def worded(period: Period) -> str:
    """Return a period in words, to the day, or to the instant where it does not begin or end with one; inputs take both."""
    begin, end = begins(period[0]), _ends(period[1])
    if period[1] == OPEN_END:
        return say(zh=f"自{begin}起", en=f"from {begin} on")
    if period[0] == OPEN_START:
        return say(zh=f"至{end}", en=f"until {end}")
    return say(zh=f"{begin}至{end}", en=f"from {begin} until {end}")


def begins(start: dt.datetime) -> str:
    """Return as `validFrom` what begins then."""
    day = instant.day(start)
    return str(day) if instant.start_of_day(day) == start else _moment(start)


def _ends(end: dt.datetime) -> str:
    """Return as `validTo` what ends then."""
    day = instant.day(end)
    return str(instant.last_day(end)) if instant.start_of_day(day) == end else _moment(end)


def _moment(at: dt.datetime) -> str:
    return at.astimezone(instant.SHANGHAI).isoformat()


def _disordered() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="validTo 必须晚于 validFrom（未给出 validFrom 时为现在）。请核对起止时间。",
            en="validTo must be later than validFrom, which is now where it is not given. Check both.",
        ),
        path=["input", "validTo"],
    )
