"""How assertions of lineage are on record: one question for all of an answer, asked when that is wanted."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import ClosedBecause
from graph_catalog.model.lineage_answers import LineageEvidence


async def evidence(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, facts: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], LineageEvidence]:
    """Return how facts are on record at `snapshot`, each told by the key of its start and its own.

    Whose ends the viewer may not see must not be among them.
    """
    wanted = set(facts)
    if not wanted:
        return {}
    row = await engine.read(
        "lineage/questions/evidence",
        viewer,
        snapshot,
        starts=sorted({start for start, _ in wanted}),
        keys=sorted({key for _, key in wanted}),
    )
    recorded = {revision: _instant(at) for revision, at in row["recorded"]}
    found = {}
    for start, key, *said in row["facts"]:
        job_namespace, run, script, line, batch, at, first, since, until, because, confirmed = said
        found[start, key] = LineageEvidence(
            job_namespace=job_namespace,
            run=run,
            script=script,
            line=line,
            import_batch=batch,
            asserted_at=_instant(at) or recorded.get(first),
            recorded_revision=first,
            valid_from=_instant(since),
            valid_to=_instant(until),
            closed_because=None if because is None else ClosedBecause(because),
            last_confirmed=_instant(confirmed),
        )
    return found


def _instant(value: Any) -> Instant | None:  # noqa: ANN401  # the driver's instants have no common type
    return None if value is None else Instant(value.to_native().astimezone(dt.UTC))
