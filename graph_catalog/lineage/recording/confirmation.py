"""Confirming lineage by hand: that a declared derivation was looked at, and still holds (design §3).

A confirmation is no news of what holds: it stands on the fact, in place, and makes no revision. So the answer at a snapshot
never shows it.
"""

from typing_extensions import override

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.lineage.recording.ends import AssertionCommand
from graph_catalog.model.inputs.lineage import ConfirmLineageInput
from graph_catalog.model.refusals import NotFound, Refusal
from graph_catalog.record import command
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.references import Things


async def confirm(
    engine: Engine, viewer: Viewer, given: ConfirmLineageInput, intent: Intent
) -> Committed | Refusal:
    """Note that a derivation was found to hold still, now, by the viewer."""
    return await command.perform(engine, viewer, intent, _Confirm(given))


class _Confirm(AssertionCommand[ConfirmLineageInput]):
    operation = Operation.CONFIRM_LINEAGE

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        ends = self.ends(things)
        if isinstance(ends, Refusal):
            return ends
        asserted = self.given.source.value
        found = await change.run(
            "lineage/recording/confirm_edge",
            target=ends.target.key,
            source=ends.source.key,
            asserted=asserted,
            by=change.viewer.name,
        )
        if found["confirmed"]:
            return Outcome(ends.target.key, changed=False)
        return NotFound(
            message=say(
                zh=f"“{ends.target.name}”与“{ends.source.name}”之间没有可以确认的、由 {asserted} "
                "认定的现行血缘。请先申报。",
                en=f"No lineage from {ends.source.name} to {ends.target.name} asserted by "
                f"{asserted} holds now. Declare it first.",
            ),
            path=["input", "sourceId"],
        )
