"""裁定: ruling on a match, and withdrawing it; both move at once whatever is described so (design §7).

A ruling that contradicts an older one is refused with that one's name, unless it says that it replaces it: two
rulings never disagree in silence.
"""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Final

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import (
    alignment,
    command,
    keys,
    merged_sources,
    realignment,
    record,
    references,
    ruled,
    ruling_sides,
    validity,
    withdrawal,
)
from graph_catalog.catalog.alignment import Aligned, PlacedField
from graph_catalog.catalog.change import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.references import Thing, Things
from graph_catalog.catalog.withdrawal import Withdrawing
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.matching.ruled_on import Scope
from graph_catalog.matching.rulings import Contradiction, Ruling, Side
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.rulings import RulingVerdict
from graph_catalog.model.inputs.rulings import RuleOnMatchInput, WithdrawRulingInput
from graph_catalog.model.refusals import Conflict, InvalidInput, NotFound, Refusal
from graph_catalog.rights import Operation

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

    ruling: Ruling
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
        older = [
            ruling
            for ruling in await ruled.on_record(change)
            if replaced is None or ruling.key != replaced.key
        ]
        found = ruled.together(older).contradicted(drafted.ruling)
        if found is not None:
            kind, other = found
            if kind is Contradiction.SAID_BEFORE and replaced is None:
                return Outcome(other.key, changed=False)
            return await _contradicted(change, kind, other)
        return await self._carried_out(change, drafted, [*older, drafted.ruling], things)

    async def _carried_out(
        self, change: Change, draft: _Draft, in_force: Sequence[Ruling], things: Things
    ) -> Outcome | Refusal:
        replaced = things.maybe(self.given.replaces)
        aligned = await _moved(change, draft, in_force, replaced)
        if isinstance(aligned, Refusal):
            return aligned
        stays = things.maybe(self.given.source_id)
        if refusal := await merged_sources.follow(change, aligned.moved.values(), stays):
            return refusal
        attributes = {**draft.described, **_moves(aligned)}
        new = record.NewEntity(NodeKind.RULING, draft.ruling.key, attributes)
        await record.register(change, [new])
        return Outcome(draft.ruling.key, counts=aligned.counts)

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
        ruling = Ruling(
            key=await references.free_key(change, NodeKind.RULING, name, scope.value),
            one=sides[0],
            other=sides[1],
            is_same=given.verdict is RulingVerdict.SAME,
            scope=scope,
            reason=given.reason,
        )
        first, second = ruled.together(()).places(ruling)
        if first == second:
            return _one_side(given.verdict)
        described_as = {
            "name": name,
            "verdict": given.verdict,
            "scope": given.scope,
            "reason": given.reason,
            "basis": given.basis,
            "ruled_by": change.viewer.name,
            "one": ruled.written(ruling.one),
            "other": ruled.written(ruling.other),
            "names": [
                *_fields_named(given, things),
                *ruling_sides.names(ruling.one),
                *ruling_sides.names(ruling.other),
            ],
            "valid_from": period[0],
            "valid_to": period[1],
        }
        return _Draft(ruling, described_as)


class _Withdraw(Withdrawing[WithdrawRulingInput]):
    operation = Operation.WITHDRAW_RULING

    @override
    async def withdraw(self, change: Change, thing: Thing, path: list[str]) -> Outcome | Refusal:
        if lapsed := withdrawal.lapsed(change, thing, path):
            return lapsed
        left = [each for each in await ruled.on_record(change) if each.key != thing.key]
        placed = await realignment.like(change, ruled.ruling(thing.described))
        aligned = await _realign(change, placed, left)
        await _end(change, thing, self.reason, aligned)
        return Outcome(thing.key, counts=aligned.counts)


async def _moved(
    change: Change, draft: _Draft, in_force: Sequence[Ruling], replaced: Thing | None
) -> Aligned | Refusal:
    """Move what a ruling moves, and end the one that it replaces."""
    placed = await realignment.like(change, draft.ruling)
    if replaced is not None:
        placed += await realignment.like(change, ruled.ruling(replaced.described))
    placed = list({field.field_key: field for field in placed}.values())
    if len(placed) > realignment.MOST_LIKE:
        return InvalidInput(
            message=say(
                zh=f"该裁定涉及 {realignment.MOST_LIKE} 个以上的数据项。请缩小范围（scope: SUBJECT），或改为扩充词表。",
                en=f"The ruling speaks of more than {realignment.MOST_LIKE:,} fields. Narrow it (scope: SUBJECT), "
                "or put the word into the district's lexicon.",
            ),
            path=["input", "scope"],
        )
    aligned = await _realign(change, placed, in_force)
    if replaced is not None:
        reason = say(
            zh=f"由“{draft.described['name']}”取代", en=f"replaced by {draft.described['name']}"
        )
        await _end(change, replaced, reason, Aligned())
    return aligned


async def _realign(
    change: Change, placed: Sequence[PlacedField], in_force: Sequence[Ruling]
) -> Aligned:
    return await alignment.align_fields(change, placed, rulings=ruled.together(in_force))


async def _end(change: Change, ruling: Thing, reason: str, aligned: Aligned) -> None:
    described = {**withdrawal.described(change.at, reason), "fields_returned": len(aligned.moved)}
    await record.revise(change, NodeKind.RULING, {ruling.key: described})


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


def _one_side(verdict: RulingVerdict) -> InvalidInput:
    if verdict is RulingVerdict.SAME:
        return InvalidInput(
            message=say(
                zh="两方写法相同、主题相同，本来就按同一个数对待，无需裁定。",
                en="Both sides are written alike about the same subject: they are one datum without a ruling.",
            ),
            path=["input", "b"],
        )
    return InvalidInput(
        message=say(
            zh="两方写法相同、主题相同，裁定无法区分它们。请改写其中一个名称，或写明所属主题（subject）。",
            en="Both sides are written alike about the same subject: a ruling cannot tell them apart. "
            "Rename one, or give its subject.",
        ),
        path=["input", "b"],
    )


async def _contradicted(change: Change, kind: Contradiction, other: Ruling) -> Conflict:
    found = (await record.current(change, [other.key]))[other.key]
    id_ = keys.encode(NodeKind.RULING, other.key)
    why = {
        Contradiction.OPPOSITE: say(zh="结论相反", en="it says the opposite"),
        Contradiction.OTHER_DATUM: say(zh="已归入另一个数", en="it gives this another datum"),
        Contradiction.SAID_BEFORE: say(zh="内容相同", en="it says the same"),
    }[kind]
    return Conflict(
        message=say(
            zh=f"与已有裁定“{found['name']}”矛盾（{why}；理由：{found['reason']}；id：{id_}）。"
            "请先撤销该裁定（withdrawRuling），或在 replaces 中写明由本裁定取代它。",
            en=f"It contradicts the ruling {found['name']} ({why}; reason: {found['reason']}; id: {id_}). "
            "Withdraw that one first (withdrawRuling), or name it in replaces.",
        ),
        path=["input"],
    )
