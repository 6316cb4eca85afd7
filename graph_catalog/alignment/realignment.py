"""Aligning the whole estate anew, when the rules or the lexicon have changed (design §3, §7).

In stretches, each one change of its own; how far it has come is on record, so that broken off it goes on from there,
and two servers that start at once share the work. Fields that come to the same leave no trace.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Final

from graph_catalog.alignment import alignment, elements
from graph_catalog.alignment.alignment import PlacedField
from graph_catalog.errors import StoreError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import PROGRAM
from graph_catalog.matching.rule_set import rule_set
from graph_catalog.matching.rulings.affected import Affected
from graph_catalog.record import audit_log
from graph_catalog.record.change import Change, Committed, Intent, Outcome, Work

BATCH: Final = 2000
"""Fields aligned in one change: a second or two, in which nobody else writes."""

MOST_LIKE: Final = 20_000
"""Fields that one ruling may move at once, in the change that rules."""


@dataclasses.dataclass
class Report:
    """What aligning anew did: fields looked at, and those that denote another datum or otherwise now."""

    fields: int = 0
    changed: int = 0


async def run(
    engine: Engine,
    *,
    batch: int = BATCH,
    anew: bool = False,
    progress: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Align the fields that were aligned by other rules than today's; with `anew`, every field.

    Raises `StoreError`s; what was done by then stays done.
    """
    report = Report()
    given = {"ruleSet": rule_set()}
    if anew:
        await _commit(engine, "realign", given, _begin)
    while not await _is_done(engine):
        next_ = _Batch(batch, report, but_by=None if anew else rule_set())
        await _commit(engine, "realign", given, next_.work)
        progress(report)
    return report


async def _is_done(engine: Engine) -> bool:
    progress = await engine.read("alignment/progress", PROGRAM_SCOPE)
    return bool(progress["rule_set"] == rule_set() and progress["aligned_to"] is None)


async def affected(
    change: Change, affected: Affected, ended: str | None = None
) -> list[PlacedField]:
    """Return the fields on record that other rulings speak of than before, `MOST_LIKE` + 1 at the most.

    Those of the ruling that is `ended` (key), if any, are among them.
    """
    row = await change.run(
        "alignment/affected",
        in_subject=sorted(affected.in_subject),
        anywhere=sorted(affected.anywhere),
        data=sorted(elements.datum_key(datum) for datum in affected.data),
        ended=ended or "",
        limit=MOST_LIKE + 1,
    )
    return [PlacedField.read(each) for each in row["fields"]]


async def _begin(change: Change) -> Outcome:
    await change.run("alignment/reach", rule_set=rule_set(), aligned_to="")
    return Outcome("", changed=False)


@dataclasses.dataclass
class _Batch:
    """One stretch of the work; what was aligned `but_by` these rules is left out."""

    most: int
    report: Report
    but_by: str | None

    async def work(self, change: Change) -> Outcome:
        """Align it."""
        # Read behind the lock: another server may be at it too.
        progress = await change.run("alignment/progress")
        after = progress["aligned_to"] if progress["rule_set"] == rule_set() else ""
        if after is None:
            return Outcome("", changed=False)
        row = await change.run("alignment/batch", after=after, limit=self.most, but_by=self.but_by)
        placed = [PlacedField.read(each) for each in row["fields"]]
        aligned = await alignment.align_fields(change, placed)
        await change.run("alignment/reach", rule_set=rule_set(), aligned_to=row["reached"])
        self.report.fields += len(placed)
        self.report.changed += aligned.changed
        return Outcome("", counts=aligned.counts, changed=bool(aligned.changed))


async def _commit(engine: Engine, operation: str, given: Mapping[str, object], work: Work) -> None:
    done = await audit_log.commit(engine, PROGRAM, Intent(operation, given), work)
    if not isinstance(done, Committed):
        raise StoreError(done.message)
