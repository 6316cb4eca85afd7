"""The schema's own scalars: `Instant`, which wants an offset or a whole day, and `Date`.

`Instant` is one scalar with two Python types: what the catalog says is a moment (`Instant`), what callers write may be
a day, whose instant depends on the argument (`When`).
"""

import datetime as dt
from typing import Final

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.entities import Instant
from graph_catalog.model.instant import When

_SHOWN: Final = 60


def _shown(value: object) -> str:
    """Return the beginning of what was given."""
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _read_instant(value: object) -> When:
    try:
        return When.read(str(value))
    except instant.InstantError:
        message = say(
            zh=f"“{_shown(value)}”不是时间点：请写成带时区的时间，如 2026-03-01T08:00:00+08:00；或写成日期，表示北京时间的一整天。",
            en=f"“{_shown(value)}” is no instant: give a time with its offset, such as 2026-03-01T08:00:00+08:00, or a date, "
            "which means that whole day in Asia/Shanghai.",
        )
        raise GraphQLError(message, extensions={"code": "INVALID_INPUT"}) from None


def _read_date(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        message = say(
            zh=f"“{_shown(value)}”不是日期：请写成 2026-03-01 的形式。",
            en=f"“{_shown(value)}” is no date: write it as 2026-03-01.",
        )
        raise GraphQLError(message, extensions={"code": "INVALID_INPUT"}) from None


_INSTANT: Final = strawberry.scalar(
    name="Instant",
    description="A moment with its offset (RFC 3339), or a plain date: that whole day in Asia/Shanghai. Where something "
    "begins (validFrom, effectiveFrom), a date means the day's first instant; where something ends (validTo, endsAt), "
    "it holds through the day; where something is asked about (asOf), the day's end. Answers are moments in UTC.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
    serialize=instant.text,
    parse_value=_read_instant,
)

SCALARS: Final[dict[object, ScalarDefinition]] = {
    Instant: _INSTANT,
    When: _INSTANT,
    dt.date: strawberry.scalar(
        name="Date",
        description="A day of the calendar, as 2026-03-01 (ISO 8601).",
        serialize=dt.date.isoformat,
        parse_value=_read_date,
    ),
}
