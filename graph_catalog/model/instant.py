"""Instants: moments on the world's time line, always with an offset.

Neo4j compares a time without an offset to null, so that an answer would be empty rather than wrong and loud
(design §4): what has no offset is refused at the edge. A plain date means the end of that day in Asia/Shanghai.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN_END = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""`valid_to` of what has no end yet; null in GraphQL."""
OPEN_START = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
"""`valid_from` of what began before anyone wrote it down; null in GraphQL."""
OPEN_REVISION = 2**63 - 1
"""`rev_to` of what is on record still; null in GraphQL."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})\Z"
)


class InstantError(ValueError):
    """A text is no instant: it lacks an offset, or is no date or time at all."""


def parse(text: str) -> dt.datetime:
    """Read an RFC 3339 instant, or a date as the end of that day in Asia/Shanghai; the answer is in UTC.

    Raises `InstantError`.
    """
    text = text.strip()
    try:
        if _DATE.match(text):
            return end_of_day(dt.date.fromisoformat(text))
        if _INSTANT.match(text):
            return dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC)
    except (ValueError, OverflowError) as problem:
        raise InstantError(text) from problem
    raise InstantError(text)


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last microsecond of `day` in Asia/Shanghai."""
    midnight = dt.datetime.combine(day, dt.time.max, tzinfo=SHANGHAI)
    return midnight.astimezone(dt.UTC)


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first instant of `day` in Asia/Shanghai."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=SHANGHAI).astimezone(dt.UTC)


def text(instant: dt.datetime) -> str:
    """Write an instant as RFC 3339 in UTC, to the microsecond where there is any."""
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
