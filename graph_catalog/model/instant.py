"""Instants: moments on the world's time line, always with an offset.

Neo4j compares a time without an offset to null, so that an answer would be empty rather than wrong and loud
(design §4): what has no offset is refused at the edge. A plain date means the whole of that day in Asia/Shanghai, so
which instant it is depends on what it is said of (`When`).
"""

import dataclasses
import datetime as dt
import re
from typing import Final, Self
from zoneinfo import ZoneInfo

from graph_catalog.language import say

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN_END = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""`valid_to` of what has no end yet; null in GraphQL."""
OPEN_START = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
"""`valid_from` of what began before anyone wrote it down; null in GraphQL."""
_LAST_OF_CALENDARS = (9998, 12, 31)
OPEN_REVISION = 2**63 - 1
"""`rev_to` of what is on record still; null in GraphQL."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})\Z"
)


class InstantError(ValueError):
    """A text is no instant: it lacks an offset, or is no date or time at all."""


@dataclasses.dataclass(frozen=True)
class When:
    """An instant as people write it: a moment, or a day, from its first instant to its last in Asia/Shanghai.

    Whoever takes one says what for: that something begins (`since`), that it ends (`until`), or that it is asked
    about (`at`).
    """

    written: dt.datetime | dt.date

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an RFC 3339 instant, which becomes UTC, or a date; raises `InstantError`."""
        text = text.strip()
        try:
            if _DATE.match(text):
                return cls(dt.date.fromisoformat(text))
            if _INSTANT.match(text):
                return cls(_moment(text.upper()))
        except (ValueError, OverflowError) as problem:
            raise InstantError(text) from problem
        raise InstantError(text)

    @property
    def since(self) -> dt.datetime:
        """The first instant of what begins then: of a day, its first."""
        if isinstance(self.written, dt.datetime):
            return self.written
        return OPEN_START if self.written <= OPEN_START.date() else start_of_day(self.written)

    @property
    def until(self) -> dt.datetime:
        """The first instant after what ends then: of a day, the first of the next, so that it holds all day.

        What lies beyond all calendars, as 9999-12-31 does in many registers, is no end at all.
        """
        if isinstance(self.written, dt.datetime):
            return min(self.written, OPEN_END)
        if self.written >= OPEN_END.date():
            return OPEN_END
        return start_of_day(self.written + dt.timedelta(days=1))

    @property
    def at(self) -> dt.datetime:
        """The instant that a question is about: of a day, its last microsecond."""
        if isinstance(self.written, dt.datetime):
            return self.written
        return end_of_day(self.written)


_LEAP: Final = re.compile(r"(?<=\d{2}:59):60(\.\d+)?(?=[Z+-])")
"""The second after the last of a day in UTC, where one is put in (RFC 3339 §5.6)."""


def _moment(text: str) -> dt.datetime:
    """Read a moment; a leap second is the last microsecond of its day, since no clock here counts it."""
    last = _LEAP.sub(":59.999999", text)
    moment = dt.datetime.fromisoformat(last).astimezone(dt.UTC)
    if last != text and (moment.hour, moment.minute) != (23, 59):
        raise ValueError(text)
    return moment


def parse(text: str) -> dt.datetime:
    """Read an instant that a question is about, see `When`; raises `InstantError`."""
    return When.read(text).at


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last microsecond of `day` in Asia/Shanghai."""
    midnight = dt.datetime.combine(day, dt.time.max, tzinfo=SHANGHAI)
    return midnight.astimezone(dt.UTC)


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first instant of `day` in Asia/Shanghai."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=SHANGHAI).astimezone(dt.UTC)


def day(moment: dt.datetime) -> dt.date:
    """Return the day of an instant in Asia/Shanghai; the far ends of time have no other than their own."""
    if moment.year in {dt.MINYEAR, dt.MAXYEAR}:
        return moment.date()
    return moment.astimezone(SHANGHAI).date()


def last_day(end: dt.datetime) -> dt.date | None:
    """Return the last day in Asia/Shanghai on which something holds that ends at an instant; None: it has no end.

    The one way to show an end: what is open has no day, and the last day of all calendars but one stands for that, too.
    """
    last = OPEN_END.date() if end >= OPEN_END else day(end - dt.timedelta(microseconds=1))
    return None if _is_no_end(last) else last


def shown(when: dt.datetime | dt.date) -> str:
    """Write a day or an instant for a sentence; beyond all calendars there is none.

    The one way to write what somebody gave, or what an end on record is: 9999-12-31 stands for no end, 0001-01-01 for no
    beginning, and last days before these are none either.
    """
    if _is_no_end(when):
        return say(zh="长期", en="open ended")
    if when.year <= OPEN_START.year:
        return say(zh="最初", en="the beginning")
    return text(when) if isinstance(when, dt.datetime) else str(when)


def _is_no_end(when: dt.date) -> bool:
    return (when.year, when.month, when.day) >= _LAST_OF_CALENDARS


def utc(moment: dt.datetime) -> dt.datetime:
    """Return an instant with the offset zero and no name of a zone.

    What was read from the store has one, and the store holds the same instant with and without for two, one before the
    other: a stretch between them would be one of no length.
    """
    return moment.astimezone(dt.UTC)


def text(instant: dt.datetime) -> str:
    """Write an instant as RFC 3339 in UTC, to the microsecond where there is any."""
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
