"""Since when and until when something holds, as the input of a change says it."""

import datetime as dt

from graph_catalog.catalog.change import Change
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.instant import OPEN_END, When
from graph_catalog.model.refusals import InvalidInput

Period = tuple[dt.datetime, dt.datetime]
"""The first instant, and the first instant after."""


def since(change: Change, valid_from: When | None) -> dt.datetime:
    """Return the first instant of what begins then; not said, with the change."""
    return change.at if valid_from is None else valid_from.since


def until(change: Change, ends_at: When | None) -> dt.datetime:
    """Return the first instant after what ends then; not said, with the change."""
    return change.at if ends_at is None else ends_at.until


def period(change: Change, valid_from: When | None, valid_to: When | None) -> Period | InvalidInput:
    """Return the period of what holds from now, and for good, unless it is said otherwise."""
    return ordered(since(change, valid_from), OPEN_END if valid_to is None else valid_to.until)


def is_backdated(change: Change, *instants: When | None) -> bool:
    """Tell whether something is said to have begun, been decided or ended on a day gone by (Shanghai).

    Any instant of today is none: who records in the afternoon what was so from the morning on rewrites nothing.
    """
    today = instant.start_of_day(instant.day(change.at))
    return any(said is not None and said.since < today for said in instants)


def ordered(start: dt.datetime, end: dt.datetime) -> Period | InvalidInput:
    """Return a period, or refuse it where it ends before it begins."""
    return (start, end) if start < end else _disordered()


def disordered(valid_from: When | None, valid_to: When | None) -> InvalidInput | None:
    """Refuse a period that ends before it begins, as far as that can be told from the input alone."""
    if valid_from is None or valid_to is None or valid_from.since < valid_to.until:
        return None
    return _disordered()


def _disordered() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="validTo 必须晚于 validFrom（未给出 validFrom 时为现在）。请核对起止时间。",
            en="validTo must be later than validFrom, which is now where it is not given. Check both.",
        ),
        path=["input", "validTo"],
    )
