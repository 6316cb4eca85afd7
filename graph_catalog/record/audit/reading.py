"""Reading the audit log: all of it for who sees all, of their own unit's actors for an officer, else nothing."""

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, Final

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.audit import AuditEntry, AuditHead, AuditOutcome, AuditRefusal
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.roles import Role

FIRST_PAGE: Final = 2**53
"""A number after all entries."""


@dataclasses.dataclass(frozen=True)
class AuditQuestion:
    """Which entries: None is no condition."""

    actor: str | None = None
    unit: str | None = None
    operations: Sequence[str] | None = None
    refused: bool | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    thing: str | None = None
    at: int | None = None


def _of_unit(viewer: Viewer) -> str | None:
    """Return the unit whose actors' entries the viewer sees; no unit has the key None."""
    return viewer.unit_key if Role.UNIT_OFFICER in viewer.roles else None


async def page(
    engine: Engine, viewer: Viewer, question: AuditQuestion, *, before: int, limit: int
) -> list[AuditEntry]:
    """Return entries before a number, newest first."""
    row = await engine.read(
        "audit/log",
        viewer,
        before=before,
        limit=limit,
        of_unit=_of_unit(viewer),
        **vars(question),
    )
    return [_entry(entry, viewer) for entry in row["entries"]]


async def count(engine: Engine, viewer: Viewer, question: AuditQuestion) -> int:
    """Return how many there are in all."""
    row = await engine.read("audit/log_count", viewer, of_unit=_of_unit(viewer), **vars(question))
    return int(row["total"])


async def head(engine: Engine, viewer: Viewer) -> AuditHead | None:
    """Return where the log stands, to those who see all; None where somebody has deleted its head as well."""
    if not viewer.sees_all:
        return None
    row = await engine.read("audit/chain_head", viewer)
    if row["sequence"] is None:
        return None
    return AuditHead(
        sequence=row["sequence"],
        hash=row["hash"],
        at=Instant(row["revision_at"].to_native()),
        revision=row["revision"],
    )


def _entry(entry: Row, viewer: Viewer) -> AuditEntry:
    said: Any = json.loads(entry.get("refusal", "null"))
    return AuditEntry(
        sequence=entry["sequence"],
        at=Instant(entry["at"].to_native()),
        actor=entry["actor"],
        actor_id=entry.get("actor_id"),
        operation=entry["operation"],
        outcome=AuditOutcome.DONE if said is None else AuditOutcome.REFUSED,
        refusal=None
        if said is None
        else AuditRefusal(
            code=said["code"], message=said["message"], refusal_count=said.get("stands_for", 1)
        ),
        revision=entry.get("revision"),
        input=entry["input"] if viewer.sees_all else None,
        hash=entry["hash"],
        actor_unit_key=entry.get("actor_unit"),
        subject_key=entry.get("subject"),
        changed_keys=list(entry.get("touched", [])),
    )
