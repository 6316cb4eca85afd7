"""Pins: at which instant and by which record a question is asked (design §4).

Given neither, answers speak of the present. `atRevision` alone sets `asOf` to that revision's instant; `asOf` alone
means the newest revision.
"""

import dataclasses
import datetime as dt
from typing import Self

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.clocks import latest
from graph_catalog.model.instant import When
from graph_catalog.model.refusals import InvalidInput


@dataclasses.dataclass(frozen=True)
class AsOfPoint:
    """The snapshot as a caller gave them, either of which may be missing."""

    as_of: dt.datetime | None = None
    at_revision: int | None = None
    to_come: bool = False
    """Whether the instant may be in the future: what is on record of it by now is asked for."""

    @classmethod
    def written(cls, as_of: When | None, at_revision: int | None) -> Self:
        """Take the as-of point as arguments have them: a day means its end."""
        return cls(None if as_of is None else as_of.at, at_revision)


def agree(as_of: dt.datetime | None, seen: dt.datetime | None) -> bool:
    """Whether what a caller says beside an id or a cursor is the instant at which that was seen.

    Of a day, any instant of it: today as a date means now, which is another instant on the next page.
    """
    return as_of in {None, seen} or (seen is not None and as_of == _end_of_day(seen))


async def resolve(engine: Engine, viewer: Viewer, asked: AsOfPoint) -> Snapshot | InvalidInput:
    """Turn what the caller gave into a snapshot; one read of the audit log."""
    if asked == AsOfPoint():
        row = await engine.read("audit/head", viewer)
        head, present = _head(row)
        return Snapshot(as_of=present, revision=head, state_revision=head)
    row = await engine.read(
        "audit/snapshot", viewer, as_of=asked.as_of, at_revision=asked.at_revision
    )
    head, present = _head(row)
    if asked.as_of is not None and asked.as_of == _end_of_day(present):
        asked = dataclasses.replace(asked, as_of=present)
    bound = latest(present, engine.clock(), engine.clock_bound)
    if asked.as_of is not None and asked.as_of > bound and not asked.to_come:
        return _future(asked.as_of)
    if asked.at_revision is None:
        known = int(row["known_revision"] or 0)
        return Snapshot(
            as_of=asked.as_of or present, revision=head, state_revision=known, explicit=True
        )
    if row["revision_at"] is None:
        return _unknown(asked.at_revision, head)
    as_of = asked.as_of or row["revision_at"].to_native()
    known = (
        asked.at_revision
        if asked.as_of is None
        else min(asked.at_revision, int(row["known_revision"] or 0))
    )
    return Snapshot(as_of=as_of, revision=asked.at_revision, state_revision=known, explicit=True)


def _end_of_day(moment: dt.datetime) -> dt.datetime | None:
    """Return the end of the day in which a moment lies; the last days of all calendars have no local time."""
    if not instant.OPEN_START < moment < instant.OPEN_END:
        return None
    return instant.end_of_day(moment.astimezone(instant.SHANGHAI).date())


def _head(row: Row) -> tuple[int, dt.datetime]:
    """Return the newest revision, and the present: by the store's clock, which dates revisions, and not before the last."""
    present = max(row["now"].to_native(), row["head_at"].to_native())
    return int(row["head_revision"]), present.astimezone(dt.UTC)


def _future(as_of: dt.datetime) -> InvalidInput:
    zh = en = instant.shown(as_of)
    if as_of < instant.OPEN_END:  # the last days of all calendars have no local time
        day = as_of.astimezone(instant.SHANGHAI).date()
        if as_of == instant.end_of_day(day) and zh != instant.shown(day):
            zh, en = f"{day}（当日结束）", f"the end of {day}"
    return InvalidInput(
        message=say(
            zh=f"asOf 为 {zh}，在将来；目录只记录到现在。请给出不晚于此刻的时间。",
            en=f"asOf is {en}, in the future; the record ends now. Give an instant that is not later.",
        ),
        path=["asOf"],
    )


def _unknown(revision: int, head: int) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"没有修订号 {revision}；已有的修订号为 1 至 {head}。",
            en=f"There is no revision {revision}; there are 1 to {head}.",
        ),
        path=["atRevision"],
    )
