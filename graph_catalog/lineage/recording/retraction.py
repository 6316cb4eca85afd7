"""Retracting lineage by hand: that a declared derivation holds no longer, or never held (design §3).

Each method of knowing (`LineageSource`) asserts for itself, and so does each unit and the centre: retracting one never
closes another's.
"""

import datetime as dt
from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.language import say
from graph_catalog.lineage.recording.ends import AssertionCommand
from graph_catalog.model import instant
from graph_catalog.model.inputs.lineage import RetractLineageInput
from graph_catalog.model.instant import OPEN_START
from graph_catalog.model.refusals import InvalidInput, NotFound, Refusal
from graph_catalog.record import command, record, validity
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things


async def retract(
    engine: Engine, viewer: Viewer, given: RetractLineageInput, intent: Intent
) -> Committed | Refusal:
    """Say that a declared derivation holds no longer from an instant on, or never held."""
    return await command.perform(engine, viewer, intent, _Retract(given))


class _Retract(AssertionCommand[RetractLineageInput]):
    operation = Operation.RETRACT_LINEAGE

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        """Whoever declared it retracts it, and the centre; what nobody declared is whose the ends are to speak of."""
        needs = await super().needs(change, things)
        if isinstance(needs, Refusal):
            return needs
        asserted = await self._asserted(change, things)
        if not asserted:
            return needs
        declarers = tuple(_declarer(row) for row in asserted)
        return [Need(self.operation, declarers), *needs[1:]]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        ends = self.ends(things)
        if isinstance(ends, Refusal):
            return ends
        target, source, method = ends.target.key, ends.source.key, self.given.source.value
        since = OPEN_START if self.given.never_held else validity.until(change, self.given.ends_at)
        slots: list[tuple[str, str]] = []
        for row in await self._asserted(change, things):
            if not change.viewer.may(self.operation, _declarer(row)):
                continue
            if row["slot"] is not None:
                slots.append((target, row["slot"]))
            else:
                slots += await _job_slots(change, row, target, source, method)
        live = [fact for fact in await record.on_record(change, slots) if _lives_after(fact, since)]
        if not live:
            return NotFound(
                message=say(
                    zh=f"“{ends.target.name}”与“{ends.source.name}”之间没有可以撤回的、由 {method} 申报的血缘。",
                    en=f"No lineage from {ends.source.name} to {ends.target.name} asserted by {method} "
                    "is there to retract.",
                ),
                path=["input", "sourceId"],
            )
        begins = min(fact["properties"]["valid_from"] for fact in live)
        if self.given.ends_at is not None and not self.given.never_held and since <= begins:
            return _ends_before(ends.source.name, ends.target.name, begins)
        await record.retract(
            change,
            [
                record.SlotInterval(anchor, slot, since, because="RETRACTED")
                for anchor, slot in slots
            ],
        )
        return Outcome(target)

    async def _asserted(self, change: Change, things: Things) -> list[Row]:
        target, source = things[self.given.target_id], things[self.given.source_id]
        found = await change.run(
            "lineage/recording/asserted",
            target=target.key,
            source=source.key,
            method=self.given.source.value,
        )
        rows: list[Row] = found["assertions"]
        return rows


def _declarer(row: Row) -> OwningUnit | None:
    """Return whose an assertion is; None: the centre's, or a tool's."""
    return None if row["unit"] is None else OwningUnit(row["unit"])


async def _job_slots(
    change: Change, row: Row, target: str, source: str, method: str
) -> list[tuple[str, str]]:
    """Return the facts that say so: what the job reads; and what it wrote, where it reads nothing else."""
    job = row["job"]
    slots = [(job, f"{edge}|{job}|{source}|{method}") for edge in ("READS", "INPUT")]
    if row["others"] == 0:
        fields = (await change.run("lineage/recording/fields_of", dataset=target))["fields"]
        wrote = f"WRITTEN_BY|{target}|{job}|{method}"
        slots += [(target, wrote), (job, f"OUTPUT|{job}|{target}|{method}")]
        slots += [(field, f"{wrote}|{field}") for field in fields]
    return slots


def _ends_before(source: str, target: str, begins: dt.datetime) -> InvalidInput:
    day = instant.day(begins)
    return InvalidInput(
        message=say(
            zh=f"“{target}”与“{source}”之间的血缘自{day}起成立，不能终止于此前。请核对 endsAt；从未成立的，填 neverHeld: true；"
            "尚未生效的，不填 endsAt 即为撤回。",
            en=f"The lineage from {source} to {target} holds from {day} on and cannot end before that. Check endsAt; if it never "
            "held, say neverHeld: true; what begins later is taken back without endsAt.",
        ),
        path=["input", "endsAt"],
    )


def _lives_after(fact: Row, since: dt.datetime) -> bool:
    return bool(fact["properties"]["valid_to"] > since)
