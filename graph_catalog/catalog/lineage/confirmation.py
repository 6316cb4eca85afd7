"""Confirming lineage by hand: that a declared derivation was looked at, and still holds (design §3).

A confirmation is no news of what holds: it stands on the fact, in place, and makes no revision. So a pinned answer
never shows it.
"""

from graph_catalog.auth import Viewer
from graph_catalog.catalog import audit_log
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.lineage import ends as lineage_ends
from graph_catalog.graph.engine import Engine
from graph_catalog.language import say
from graph_catalog.model.inputs.lineage import ConfirmLineageInput
from graph_catalog.model.refusals import NotFound, Refusal


async def confirm(
    engine: Engine, viewer: Viewer, given: ConfirmLineageInput, intent: Intent
) -> Committed | Refusal:
    """Note that a derivation was found to hold still, now, by the viewer."""

    async def work(change: Change) -> Outcome | Refusal:
        ends = await lineage_ends.find(change, viewer, given.target_id, given.source_id)
        if isinstance(ends, Refusal):
            return ends
        found = await change.run(
            "lineage/confirm",
            target=ends.target["key"],
            source=ends.source["key"],
            asserted=given.source.value,
            by=viewer.name,
        )
        if found["confirmed"]:
            return Outcome(ends.target["key"], changed=False)
        return NotFound(
            message=say(
                zh=f"“{ends.target['name']}”与“{ends.source['name']}”之间没有可以确认的、由 {given.source.value} "
                "认定的现行血缘。请先申报。",
                en=f"No lineage from {ends.source['name']} to {ends.target['name']} asserted by "
                f"{given.source.value} holds now. Declare it first.",
            ),
            path=["input", "sourceId"],
        )

    return await audit_log.commit(engine, viewer, intent, work)
