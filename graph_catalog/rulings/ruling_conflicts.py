"""Rulings that cannot stand beside each other: which, and what to do about it, in words."""

import datetime as dt
from collections.abc import Sequence

from graph_catalog.alignment import standing_rulings
from graph_catalog.alignment.standing_rulings import StandingRuling
from graph_catalog.language import say, some
from graph_catalog.matching.rulings import contradictions
from graph_catalog.matching.rulings.contradictions import Contradiction, Found
from graph_catalog.matching.rulings.rulings import MatchRuling
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.rulings import RulingVerdict
from graph_catalog.model.mentions import named
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change


def found(new: StandingRuling, older: Sequence[StandingRuling], since: dt.datetime) -> Found | None:
    """Return what a new ruling contradicts, or repeats, at any time from an instant on until it ends.

    Rulings that end meanwhile leave others that have to stand beside it without them.
    """
    for period, before in standing_rulings.scheduled(older, since).spans:
        if period[0] >= new.until:
            break
        contradicted = contradictions.contradicted(before, new.ruling)
        is_later = period[0] > since
        if contradicted and not (is_later and contradicted[0] is Contradiction.SAID_BEFORE):
            return contradicted
    return None


async def refusal(change: Change, found: Found, verdict: RulingVerdict) -> Refusal:
    """Say why a ruling cannot be made, and which stands in its way."""
    kind, other = found
    if other is None:
        return _one_side(verdict)
    return await _contradicted(change, kind, other)


async def without_effect(
    change: Change, before: Sequence[StandingRuling], after: Sequence[StandingRuling]
) -> list[str]:
    """Warn of rulings that held beside one that ends now, and hold no more without it."""
    was, now = (
        {
            each.key: each
            for each in contradictions.without_effect(standing_rulings.together(rulings))
        }
        for rulings in (
            [standing.ruling for standing in before],
            [standing.ruling for standing in after],
        )
    )
    lost = sorted(set(now) - set(was))
    described = await record.current(change, lost)
    if not lost:
        return []
    names = some([named(described[key]["name"]) for key in lost])
    return [
        say(
            zh=f"裁定{names}仍在案，但自此不起作用：双方所指已与其结论不符。请撤销或重新裁定。",
            en=f"These rulings stand, but have no effect from now on, for their sides denote otherwise: {names}. "
            "Withdraw them, or rule again.",
        )
    ]


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


async def _contradicted(change: Change, kind: Contradiction, other: MatchRuling) -> Conflict:
    described = (await record.current(change, [other.key]))[other.key]
    id_ = keys.encode(NodeKind.RULING, other.key)
    why = {
        Contradiction.OPPOSITE: say(zh="结论相反", en="it says the opposite"),
        Contradiction.OTHER_DATUM: say(zh="已归入另一个数", en="it gives this another datum"),
        Contradiction.SAID_BEFORE: say(zh="内容相同", en="it says the same"),
    }[kind]
    return Conflict(
        message=say(
            zh=f"与已有裁定“{described['name']}”矛盾（{why}；理由：{described['reason']}；id：{id_}）。"
            "请先撤销该裁定（withdrawRuling），或在 replaces 中写明由本裁定取代它。",
            en=f"It contradicts the ruling {described['name']} ({why}; reason: {described['reason']}; id: {id_}). "
            "Withdraw that one first (withdrawRuling), or name it in replaces.",
        ),
        path=["input"],
    )
