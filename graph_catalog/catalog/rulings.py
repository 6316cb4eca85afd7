"""裁定: ruling on a match, and withdrawing it; both move at once whatever is described so (design §7).

A ruling that contradicts an older one is refused with that one's name, unless it says that it replaces it: two
rulings never disagree in silence.
"""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Final

from graph_catalog.auth import Right, Viewer
from graph_catalog.catalog import (
    alignment,
    audit_log,
    keys,
    realignment,
    record,
    references,
    ruled,
    ruling_sides,
    validity,
    withdrawal,
)
from graph_catalog.catalog.alignment import Aligned, PlacedField
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.permission import refuse_without
from graph_catalog.catalog.withdrawal import Withdrawal
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.matching.ruled_on import Scope
from graph_catalog.matching.rulings import Contradiction, Ruling
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.rulings import RulingVerdict
from graph_catalog.model.inputs.rulings import RuleOnMatchInput, WithdrawRulingInput
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal

_MOST_MOVES: Final = 20
"""Moves of fields from one datum to another that a ruling keeps, those with the most fields."""


async def rule(
    engine: Engine, viewer: Viewer, given: RuleOnMatchInput, intent: Intent
) -> Committed | Refusal:
    """Rule that two sides are one datum, or are not."""

    async def work(change: Change) -> Outcome | Refusal:
        if refusal := refuse_without(viewer, Right.DESIGNATE):
            return refusal
        replaced = await _replaced(change, given)
        if isinstance(replaced, Refusal):
            return replaced
        drafted = await _drafted(change, given)
        if isinstance(drafted, Refusal):
            return drafted
        older = [
            ruling
            for ruling in await ruled.on_record(change)
            if replaced is None or ruling.key != replaced["key"]
        ]
        found = ruled.together(older).contradicted(drafted.ruling)
        if found is not None:
            kind, other = found
            if kind is Contradiction.SAID_BEFORE and replaced is None:
                return Outcome(other.key, changed=False)
            return await _contradicted(change, kind, other)
        return await _rule(change, drafted, [*older, drafted.ruling], replaced)

    return await audit_log.commit(engine, viewer, intent, work)


async def withdraw(
    engine: Engine, viewer: Viewer, given: WithdrawRulingInput, intent: Intent
) -> Committed | Refusal:
    """Withdraw a ruling: the fields that it moved denote again what the rules read."""

    async def work(change: Change) -> Outcome | Refusal:
        withdrawn = await withdrawal.read(
            change,
            given.ruling_id,
            ["input", "rulingId"],
            NodeKind.RULING,
            reason=given.reason,
            version=given.expected_version,
        )
        if isinstance(withdrawn, Refusal):
            return withdrawn
        found = withdrawn.found
        left = [each for each in await ruled.on_record(change) if each.key != found["key"]]
        placed = await realignment.like(change, ruled.ruling(found))
        aligned = await _realign(change, placed, left)
        await _end(change, withdrawn, aligned)
        return Outcome(found["key"], counts=aligned.counts)

    return await audit_log.commit(engine, viewer, intent, work)


@dataclasses.dataclass(frozen=True)
class _Draft:
    """A ruling about to be made, and how it is described."""

    ruling: Ruling
    described: Row


async def _rule(
    change: Change, draft: _Draft, in_force: Sequence[Ruling], replaced: Row | None
) -> Outcome | Refusal:
    placed = await realignment.like(change, draft.ruling)
    if replaced is not None:
        placed += await realignment.like(change, ruled.ruling(replaced))
    placed = list({field.field_key: field for field in placed}.values())
    if len(placed) > realignment.MOST_LIKE:
        return InvalidInput(
            message=say(
                zh=f"该裁定涉及 {realignment.MOST_LIKE} 个以上的数据项。请缩小范围(scope: SUBJECT),或改为扩充词表。",
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
        await _end(change, Withdrawal(replaced, reason), Aligned())
    attributes = {**draft.described, **_moves(aligned)}
    await record.register(change, [record.NewEntity(NodeKind.RULING, draft.ruling.key, attributes)])
    return Outcome(draft.ruling.key, counts=aligned.counts)


async def _realign(
    change: Change, placed: Sequence[PlacedField], in_force: Sequence[Ruling]
) -> Aligned:
    return await alignment.align_fields(
        change, placed, rulings=ruled.together(in_force), may_have_stopped=False
    )


async def _end(change: Change, withdrawn: Withdrawal, aligned: Aligned) -> None:
    described = {**withdrawn.described(change), "fields_returned": len(aligned.moved)}
    await record.revise(change, NodeKind.RULING, {withdrawn.found["key"]: described})


def _moves(aligned: Aligned) -> Row:
    """Return what a ruling moved, as its node keeps it."""
    counted = Counter(aligned.moved.values()).most_common(_MOST_MOVES)
    return {
        "fields_changed": len(aligned.moved),
        "moved_from": [was or "" for (was, _), _ in counted],
        "moved_to": [now for (_, now), _ in counted],
        "moved_fields": [count for _, count in counted],
    }


async def _replaced(change: Change, given: RuleOnMatchInput) -> Row | Refusal | None:
    if given.replaces is None:
        return None
    path = ["input", "replaces"]
    found = await references.current(change, given.replaces, path, NodeKind.RULING)
    if isinstance(found, Refusal):
        return found
    return withdrawal.ended(change, found, path) or found


async def _drafted(change: Change, given: RuleOnMatchInput) -> _Draft | Refusal:
    reason = wording.name(given.reason, ["input", "reason"])
    basis = wording.text(given.basis, ["input", "basis"])
    period = validity.period(change, None, given.valid_to)
    one = await ruling_sides.read(change, given.a, ["input", "a"])
    other = await ruling_sides.read(change, given.b, ["input", "b"])
    for checked in (reason, basis, period, one, other):
        if isinstance(checked, Refusal):
            return checked
    scope = Scope(given.scope.value)
    name = ruling_sides.named(one, other, given.verdict)  # type: ignore[arg-type]  # no refusals
    ruling = Ruling(
        key=await references.free_key(change, NodeKind.RULING, name, scope.value),
        one=one,  # type: ignore[arg-type]
        other=other,  # type: ignore[arg-type]
        is_same=given.verdict is RulingVerdict.SAME,
        scope=scope,
        reason=reason,  # type: ignore[arg-type]
    )
    first, second = ruled.together(()).places(ruling)
    if first == second:
        return _one_side(given.verdict)
    described = {
        "name": name,
        "verdict": given.verdict,
        "scope": given.scope,
        "reason": reason,
        "basis": basis,
        "ruled_by": change.viewer.name,
        "one": ruled.written(ruling.one),
        "other": ruled.written(ruling.other),
        "names": [
            *_fields_named(given),
            *ruling_sides.names(ruling.one),
            *ruling_sides.names(ruling.other),
        ],
        "valid_from": period[0],  # type: ignore[index]
        "valid_to": period[1],  # type: ignore[index]
    }
    return _Draft(ruling, described)


def _fields_named(given: RuleOnMatchInput) -> list[str]:
    """Return the keys of the fields that sides were given as: their words are in the ruling's name."""
    read = (keys.decode(str(side.field_id)) for side in (given.a, given.b) if side.field_id)
    return [found.key for found in read if found is not None]


def _one_side(verdict: RulingVerdict) -> InvalidInput:
    if verdict is RulingVerdict.SAME:
        return InvalidInput(
            message=say(
                zh="两方写法相同、主题相同,本来就按同一个数对待,无需裁定。",
                en="Both sides are written alike about the same subject: they are one datum without a ruling.",
            ),
            path=["input", "b"],
        )
    return InvalidInput(
        message=say(
            zh="两方写法相同、主题相同,裁定无法区分它们。请改写其中一个名称,或写明所属主题(subject)。",
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
            zh=f"与已有裁定“{found['name']}”矛盾({why};理由:{found['reason']};id:{id_})。"
            "请先撤销该裁定(withdrawRuling),或在 replaces 中写明由本裁定取代它。",
            en=f"It contradicts the ruling {found['name']} ({why}; reason: {found['reason']}; id: {id_}). "
            "Withdraw that one first (withdrawRuling), or name it in replaces.",
        ),
        path=["input"],
    )
