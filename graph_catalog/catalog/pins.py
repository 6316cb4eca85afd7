"""Pins: at which instant and by which record a question is asked (design §4).

Given neither, answers speak of the present. `atRevision` alone sets `asOf` to that revision's instant; `asOf` alone
means the newest revision.
"""

import dataclasses
import datetime as dt

from graph_catalog.auth import Viewer
from graph_catalog.graph.engine import Engine, Pins
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.refusals import InvalidInput


@dataclasses.dataclass(frozen=True)
class Asked:
    """The pins as a caller gave them, either of which may be missing."""

    as_of: dt.datetime | None = None
    at_revision: int | None = None


async def resolve(
    engine: Engine, viewer: Viewer, asked: Asked, *, now: dt.datetime
) -> Pins | InvalidInput:
    """Turn what the caller gave into pins; one read of the audit log."""
    row = await engine.read("audit/pins", viewer, as_of=asked.as_of, at_revision=asked.at_revision)
    head, head_at = int(row["head_revision"]), row["head_at"].to_native()
    present = max(now, head_at)
    if asked.as_of is not None and asked.as_of > present:
        return _future(asked.as_of)
    if asked.at_revision is None:
        if asked.as_of is None:
            return Pins(as_of=present, revision=head, state_revision=head)
        known = row["known_revision"]
        return Pins(as_of=asked.as_of, revision=head, state_revision=int(known or 0), pinned=True)
    if row["revision_at"] is None:
        return _unknown(asked.at_revision, head)
    as_of = asked.as_of or row["revision_at"].to_native()
    known = (
        asked.at_revision
        if asked.as_of is None
        else min(asked.at_revision, int(row["known_revision"] or 0))
    )
    return Pins(as_of=as_of, revision=asked.at_revision, state_revision=known, pinned=True)


def _future(as_of: dt.datetime) -> InvalidInput:
    when = instant.text(as_of)
    return InvalidInput(
        message=say(
            zh=f"asOf 为 {when},在将来;目录只记录到现在。请给出不晚于此刻的时间。",
            en=f"asOf is {when}, in the future; the record ends now. Give an instant that is not later.",
        ),
        path=["asOf"],
    )


def _unknown(revision: int, head: int) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"没有修订号 {revision};已有的修订号为 1 至 {head}。",
            en=f"There is no revision {revision}; there are 1 to {head}.",
        ),
        path=["atRevision"],
    )
