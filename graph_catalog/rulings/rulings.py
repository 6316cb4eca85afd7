"""裁定: ruling on a match, and withdrawing it; both move at once whatever is described so (design §7).

A ruling that contradicts an older one is refused with that one's name, unless it says that it replaces it: two
rulings never disagree in silence.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from typing_extensions import override

from graph_catalog.agreements import unfit_sources
from graph_catalog.alignment import alignment, realignment, standing_rulings
from graph_catalog.alignment.alignment import Aligned, PlacedField
from graph_catalog.alignment.standing_rulings import StandingRuling
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.matching.rulings.contradictions import Contradiction
from graph_catalog.matching.rulings.ruled_on import Scope, Side
from graph_catalog.matching.rulings.rulings import MatchRuling
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.rulings import RulingVerdict
from graph_catalog.model.inputs.rulings import RuleOnMatchInput, WithdrawRulingInput
from graph_catalog.model.refusals import InvalidInput, NotFound, Refusal
from graph_catalog.record import command, record, references, validity, withdrawal
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.references import Thing, Things
from graph_catalog.record.withdrawal import Withdrawing
from graph_catalog.rulings import (
    ruled_sources,
    ruling_conflicts,
    ruling_sides,
    source_changes,
    source_warnings,
)
from graph_catalog.rulings.source_placement import SourceChoice

_SAID_BEFORE: Final = Contradiction.SAID_BEFORE
_MOST_MOVES: Final = 20
"""Moves of fields from one datum to another that a ruling keeps, those with the most fields."""


async def rule(
    engine: Engine, viewer: Viewer, given: RuleOnMatchInput, intent: Intent
) -> Committed | Refusal:
    """Rule that two sides are one datum, or are not."""
    return await command.perform(engine, viewer, intent, _Rule(given))


async def withdraw(
    engine: Engine, viewer: Viewer, given: WithdrawRulingInput, intent: Intent
) -> Committed | Refusal:
    """Withdraw a ruling: the fields that it moved denote again what the rules read."""
    return await command.perform(engine, viewer, intent, _Withdraw(given))


@dataclasses.dataclass(frozen=True)
class _Draft:
    """A ruling about to be made, and how it is described."""

    ruling: MatchRuling
    until: dt.datetime
    described: Row


class _Rule(Command[RuleOnMatchInput]):
    operation = Operation.RULE_ON_MATCH
    described: list[Side | None]
    """The sides that the input describes, None where it names something on record."""

    @override
    def read(self) -> InvalidInput | None:
        one = ruling_sides.read(self.given.a, ["input", "a"])
        other = ruling_sides.read(self.given.b, ["input", "b"])
        if isinstance(one, InvalidInput):
            return one
        if isinstance(other, InvalidInput):
            return other
        self.described = [one, other]
        return None

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        replaced = things.maybe(self.given.replaces)
        if replaced and (ended := withdrawal.lapsed(change, replaced, ["input", "replaces"])):
            return ended
        drafted = await self._drafted(change, things)
        if isinstance(drafted, Refusal):
            return drafted
        before = await standing_rulings.on_record(change)
        older = [each for each in before if replaced is None or each.ruling.key != replaced.key]
        new = StandingRuling(drafted.ruling, drafted.until)
        found = ruling_conflicts.found(new, older, change.at)
        if found is not None:
            other = found[1]
            until = next((each.until for each in older if each.ruling == other), None)
            if other and replaced is None and found[0] is _SAID_BEFORE and until == new.until:
                return Outcome(other.key, changed=False)
            return await ruling_conflicts.refusal(change, found, self.given.verdict)
        placed = await _spoken_of(change, before, [*older, new], replaced)
        if isinstance(placed, Refusal):
            return placed
        return await self._carried_out(change, drafted, older, placed, things)

    async def _carried_out(
        self,
        change: Change,
        draft: _Draft,
        older: Sequence[StandingRuling],
        placed: Sequence[PlacedField],
        things: Things,
    ) -> Outcome | Refusal:
        replaced = things.maybe(self.given.replaces)
        moved: set[str] = set()
        standing = [*older, StandingRuling(draft.ruling, draft.until)]
        if replaced is not None:
            reason = say(
                zh=f"由“{draft.described['name']}”取代", en=f"replaced by {draft.described['name']}"
            )
            moved |= _data(await _end(change, replaced, reason, placed, older))
        aligned = await _realign(change, placed, standing)
        key = draft.ruling.key
        made = SourceChoice(key, change.revision, (change.at, draft.until))
        stays = things.maybe(self.given.source_id)
        ruled = await ruled_sources.read(
            change,
            moved | _data(aligned),
            ended=None if replaced is None else replaced.key,
            made=made,
            stays=None if stays is None else stays.key,
        )
        if refusal := source_warnings.undecided(ruled):
            return refusal
        attributes = {**draft.described, **_moves(aligned), **ruled.choice(key)}
        await record.register(change, [record.NewEntity(NodeKind.RULING, key, attributes)])
        await source_changes.put_on_record(change, ruled, is_end=False)
        ended = () if replaced is None else source_warnings.ends(ruled, change, None)
        emptied = await _emptied(change, aligned, placed)
        warnings = dict.fromkeys((*ended, *source_warnings.losses(ruled, change), *emptied))
        return Outcome(key, warnings=tuple(warnings), counts=aligned.counts)

    async def _drafted(self, change: Change, things: Things) -> _Draft | Refusal:
        given = self.given
        period = validity.period(change, None, given.valid_to)
        if isinstance(period, Refusal):
            return period
        sides: list[Side] = []
        for name, described, side in zip("ab", self.described, (given.a, given.b), strict=True):
            found = described or await ruling_sides.on_record(change, side, things, ["input", name])
            if isinstance(found, NotFound):
                return found
            sides.append(found)
        scope = Scope(given.scope.value)
        name = ruling_sides.named(sides[0], sides[1], given.verdict)
        ruling = MatchRuling(
            key=await references.free_key(change, NodeKind.RULING, name, scope.value),
            one=sides[0],
            other=sides[1],
            is_same=given.verdict is RulingVerdict.SAME,
            scope=scope,
            reason=given.reason,
        )
        described_as = {
            "name": name,
            "verdict": given.verdict,
            "scope": given.scope,
            "reason": given.reason,
            "basis": given.basis,
            "ruled_by": change.viewer.name,
            "one": standing_rulings.written(ruling.one),
            "other": standing_rulings.written(ruling.other),
            "names": [
                *_fields_named(given, things),
                *ruling_sides.names(ruling.one),
                *ruling_sides.names(ruling.other),
            ],
            "valid_from": period[0],
            "valid_to": period[1],
        }
        return _Draft(ruling, period[1], described_as)


class _Withdraw(Withdrawing[WithdrawRulingInput]):
    operation = Operation.WITHDRAW_RULING

    @override
    async def withdraw(self, change: Change, thing: Thing, path: list[str]) -> Outcome | Refusal:
        if lapsed := withdrawal.lapsed(change, thing, path):
            return lapsed
        before = await standing_rulings.on_record(change)
        left = [each for each in before if each.ruling.key != thing.key]
        placed = await realignment.affected(
            change, standing_rulings.affected(before, left, change.at), thing.key
        )
        aligned = await _end(change, thing, self.reason, placed, left)
        ruled = await ruled_sources.read(change, _data(aligned), ended=thing.key)
        await source_changes.put_on_record(change, ruled, is_end=True)
        warnings = [
            *source_warnings.ends(ruled, change, thing.key),
            *source_warnings.losses(ruled, change),
            *await _emptied(change, aligned, placed, source_warnings.stranded(ruled)),
            *await ruling_conflicts.without_effect(change, before, left),
        ]
        return Outcome(thing.key, warnings=tuple(dict.fromkeys(warnings)), counts=aligned.counts)


async def _spoken_of(
    change: Change,
    before: Sequence[StandingRuling],
    after: Sequence[StandingRuling],
    replaced: Thing | None,
) -> list[PlacedField] | Refusal:
    """Return the fields that a ruling speaks of, those that it is chained to, and those of the one that it replaces."""
    older = [each for each in after if each in before]
    affected = standing_rulings.affected(before, older, change.at) | standing_rulings.affected(
        older, after, change.at
    )
    placed = await realignment.affected(change, affected, replaced.key if replaced else None)
    if len(placed) <= realignment.MOST_LIKE:
        return placed
    return InvalidInput(
        message=say(
            zh=f"该裁定涉及 {realignment.MOST_LIKE} 个以上的数据项。请缩小范围（scope: SUBJECT），或改为扩充词表。",
            en=f"The ruling speaks of more than {realignment.MOST_LIKE:,} fields. Narrow it (scope: SUBJECT), "
            "or put the word into the district's lexicon.",
        ),
        path=["input", "scope"],
    )


async def _realign(
    change: Change, placed: Sequence[PlacedField], standing: Sequence[StandingRuling]
) -> Aligned:
    in_force = standing_rulings.scheduled(standing, change.at)
    return await alignment.align_fields(change, placed, rulings=in_force)


async def _end(
    change: Change,
    ruling: Thing,
    reason: str,
    placed: Sequence[PlacedField],
    left: Sequence[StandingRuling],
) -> Aligned:
    """End a ruling: its fields denote what those that are `left` say."""
    aligned = await _realign(change, placed, left)
    ended = {**withdrawal.described(change.at, reason), "fields_returned": len(aligned.moved)}
    await record.revise(change, NodeKind.RULING, {ruling.key: ended})
    return aligned


async def _emptied(
    change: Change, aligned: Aligned, placed: Sequence[PlacedField], more: Iterable[str] = ()
) -> tuple[str, ...]:
    """Warn of sources that have their datum no more: of the entries whose fields denote another now, and of `more` (keys)."""
    moved = {field.dataset_key for field in placed if field.field_key in aligned.moved}
    return await unfit_sources.stranded(change, sorted(moved.union(more)))


def _data(aligned: Aligned) -> set[str]:
    """Return the data (keys) that fields have left, and those that they have come to."""
    return {datum for pair in aligned.moved.values() for datum in pair if datum is not None} | {
        datum for shift in aligned.shifts for datum in (shift.was, shift.now)
    }


def _moves(aligned: Aligned) -> Row:
    """Return what a ruling moved, as its node keeps it."""
    counted = Counter(aligned.moved.values()).most_common(_MOST_MOVES)
    return {
        "fields_changed": len(aligned.moved),
        "moved_from": [was or "" for (was, _), _ in counted],
        "moved_to": [now for (_, now), _ in counted],
        "moved_fields": [count for _, count in counted],
    }


def _fields_named(given: RuleOnMatchInput, things: Things) -> list[str]:
    """Return the keys of the fields that sides were given as: their words are in the ruling's name."""
    ids = (side.field_id for side in (given.a, given.b))
    return [things[id_].key for id_ in ids if isinstance(id_, str)]
