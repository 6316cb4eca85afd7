"""What was imported, and what was refused, as the audit log tells it."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer


@dataclasses.dataclass
class ImportRecord:
    """One import: by whom, of which file, and its revision or why it was refused."""

    at: dt.datetime
    actor: str
    file: str
    rows: int
    revision: int | None
    counts: Mapping[str, int]
    refusal: str | None


async def newest(engine: Engine, viewer: Viewer, *, limit: int) -> list[ImportRecord]:
    """Return the newest imports first; a unit's officer sees those of the own unit."""
    row = await engine.read("entries/history", viewer, limit=limit)
    return [_record(entry) for entry in row["imports"]]


def _record(entry: Row) -> ImportRecord:
    given = json.loads(entry["input"])
    outcome = json.loads(entry.get("outcome", "{}"))
    refusal = json.loads(entry.get("refusal", "{}"))
    message = refusal.get("message")
    return ImportRecord(
        at=entry["at"].to_native(),
        actor=entry["actor"],
        file=given["file"],
        rows=given["rows"],
        revision=entry.get("revision"),
        counts=outcome.get("counts", {}),
        refusal=message.splitlines()[0] if message else None,
    )
