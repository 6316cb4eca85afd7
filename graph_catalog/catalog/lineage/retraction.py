"""Retracting lineage by hand: that a declared derivation holds no longer, or never held (design §3).

Each method of knowing (`LineageSource`) asserts for itself: retracting one never closes another's.
"""

import datetime as dt

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import command, record, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.lineage.declared import derivation
from graph_catalog.catalog.lineage.ends import AssertionCommand
from graph_catalog.catalog.references import Things
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.lineage import RetractLineageInput
from graph_catalog.model.instant import OPEN_START
from graph_catalog.model.refusals import NotFound, Refusal
from graph_catalog.rights import Operation


async def retract(
    engine: Engine, viewer: Viewer, given: RetractLineageInput, intent: Intent
) -> Committed | Refusal:
    """Say that a declared derivation holds no longer from an instant on, or never held."""
    return await command.perform(engine, viewer, intent, _Retract(given))


class _Retract(AssertionCommand[RetractLineageInput]):
    operation = Operation.RETRACT_LINEAGE

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        ends = self.ends(things)
        if isinstance(ends, Refusal):
            return ends
        target, source, asserted = ends.target.key, ends.source.key, self.given.source.value
        since = OPEN_START if self.given.never_held else validity.until(change, self.given.ends_at)
        slots = (
            [(target, derivation(target, source, asserted))]
            if ends.target.label is NodeKind.FIELD
            else await _job_slots(change, target, source, asserted)
        )
        live = [fact for fact in await record.on_record(change, slots) if _lives_after(fact, since)]
        if not live:
            return NotFound(
                message=say(
                    zh=f"“{ends.target.name}”与“{ends.source.name}”之间没有可以撤回的、由 {asserted} 申报的血缘。",
                    en=f"No lineage from {ends.source.name} to {ends.target.name} asserted by {asserted} "
                    "is there to retract.",
                ),
                path=["input", "sourceId"],
            )
        await record.retract(
            change,
            [record.Stretch(anchor, slot, since, because="RETRACTED") for anchor, slot in slots],
        )
        return Outcome(target)


async def _job_slots(
    change: Change, target: str, source: str, asserted: str
) -> list[tuple[str, str]]:
    """Return the facts that say so: what jobs read; and what they wrote, where they read nothing else."""
    jobs = (
        await change.run("lineage/jobs_between", target=target, source=source, asserted=asserted)
    )["jobs"]
    fields = (await change.run("lineage/fields_of", dataset=target))["fields"]
    slots = []
    for row in jobs:
        job = row["job"]
        slots += [(job, f"{edge}|{job}|{source}|{asserted}") for edge in ("READS", "INPUT")]
        if row["others"] == 0:
            wrote = f"WRITTEN_BY|{target}|{job}|{asserted}"
            slots += [(target, wrote), (job, f"OUTPUT|{job}|{target}|{asserted}")]
            slots += [(field, f"{wrote}|{field}") for field in fields]
    return slots


def _lives_after(fact: Row, since: dt.datetime) -> bool:
    return bool(fact["properties"]["valid_to"].to_native() > since)
