"""Ending what was decided, a ruling or a dated right: how it is described then, and whether it still holds."""

import abc
import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final, Self, TypeVar

from typing_extensions import override

from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import WithdrawExemptionInput, WithdrawRulingInput
from graph_catalog.model.inputs.sources import EndDesignationInput
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal
from graph_catalog.record import intervals, keys, record, references, validity
from graph_catalog.record.change import Change, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.intervals import Interval
from graph_catalog.record.references import Thing, Things
from graph_catalog.record.validity import Period

_NAMED: Final = {
    NodeKind.RULING: ("裁定“{}”", "The ruling {}"),
    NodeKind.EXEMPTION: ("豁免“{}”", "The exemption {!r}"),
    NodeKind.DESIGNATION: ("定源“{}”", "The designation {}"),
    NodeKind.AGREEMENT: ("“{}”", "{}"),
}

W = TypeVar("W", WithdrawExemptionInput, WithdrawRulingInput, EndDesignationInput)


class Withdrawing(Command[W]):
    """A change that ends, for a reason, the one thing that its input names."""

    reason: str

    @override
    def read(self) -> InvalidInput | None:
        self.reason = self.given.reason
        return None

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        (named,) = references.named_in(self.given)
        thing = things[named.given]
        return references.outdated(thing, self.given.expected_version) or await self.withdraw(
            change, thing, list(named.path)
        )

    @abc.abstractmethod
    async def withdraw(self, change: Change, thing: Thing, path: list[str]) -> Outcome | Refusal:
        """End what still holds; `path` is where the input names it."""


@dataclasses.dataclass(frozen=True)
class OfRight(Interval):
    """A fact that a right consists of: to whom it gives what, and when. The holder is the other end."""

    slot: str
    row: Row

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `record/facts_of_right` says of a fact."""
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        return cls(row["start"], row["end"], (start, end), row["slot"], row)

    @property
    def attributes(self) -> dict[str, Any]:
        """What it says beside its ends and dates, of what is its right's to say."""
        said = ("decision", "voice")
        return {name: self.row["properties"].get(name) for name in said}


async def facts(change: Change, key: str) -> list[OfRight]:
    """Return the facts of a right that are on record."""
    return [
        OfRight.read(row) for row in (await change.run("record/facts_of_right", key=key))["facts"]
    ]


async def end(
    change: Change, thing: Thing, on_record: Sequence[OfRight], at: dt.datetime, path: list[str]
) -> InvalidInput | Conflict | None:
    """End a right, which consists of some facts, at an instant, whatever it said of later; what it was until then stays.

    It ends after it began. What begins later may be taken back now: then it holds for no time.
    """
    if instant.last_day(at) is None:
        return _no_end(path)
    if intervals.ended(on_record, at) == on_record:
        return ended(thing, path)
    begins = min(each.period[0] for each in on_record)
    is_taken_back = at == change.at < begins
    if at <= begins and not is_taken_back:
        return _ends_before(thing, path)
    slots = sorted({each.slot for each in on_record})
    await record.retract(change, [record.SlotInterval(thing.key, slot, at) for slot in slots])
    return None


async def give_way(change: Change, losing: Iterable[str], period: Period) -> None:
    """Take a time away from rights (keys), which keep what lies before and after."""
    for key in sorted(losing):
        slots = sorted({each.slot for each in await facts(change, key)})
        await record.retract(change, [record.SlotInterval(key, slot, *period) for slot in slots])


def not_shortened(ends_at: dt.datetime, asked: Period, by: str) -> tuple[str, ...]:
    """Warn that what is asserted for a time is on record until later; `by` names the change that ends it."""
    if ends_at <= asked[1]:
        return ()
    last = instant.last_day(ends_at)
    until = say(zh=f"有效至{last}", en=f"on record until {last}")
    if last is None:
        until = say(zh="无终止时间", en="on record without an end")
    return (
        say(
            zh=f"已登记的{until}，未因本次登记而缩短；如需提前终止，请使用 {by}。",
            en=f"It is {until}, which this does not shorten; to shorten it, use {by}.",
        ),
    )


def ended_at(described: Row) -> dt.datetime | None:
    """Return when a right, as it is described, was ended by somebody; None of one that was not."""
    ends: dt.datetime = described["valid_to"].to_native()
    return ends if described.get("withdrawal") else None


def until_ended(right: Interval, dates: Row) -> Row:
    """Return how the dates of a right are described, where it was ended with that end, which stays with its reason."""
    return dates if right.ended_at is None else {**dates, "valid_to": right.ended_at}


def stays_ended(kind: NodeKind, name: str, right: Interval) -> Conflict:
    """Refuse to record a right (of a name) again for a time within which somebody ended it."""
    assert right.ended_at is not None  # noqa: S101  # who calls has looked
    id_, last = keys.encode(kind, right.key), instant.last_day(right.ended_at)
    begins = validity.begins(right.ended_at)
    zh, en = (text.format(name) for text in _NAMED[kind])
    return Conflict(
        message=say(
            zh=f"{zh}（id：{id_}）已被终止，至{last}止；再次登记不恢复已终止的期间。请自其终止之时（validFrom：{begins}）起登记，"
            "即为新的一项。",
            en=f"{en} (id: {id_}) was ended: it holds until {last}, and recording it again does not undo that. Record it from its end "
            f"on (validFrom: {begins}): then it is a new one.",
        ),
        path=["input", "validFrom"],
    )


def joined(kind: NodeKind, losing: Iterable[Interval], right: str) -> tuple[str, ...]:
    """Say which rights have become one with a right (key) that was made longer, and hold by themselves no more."""
    by = keys.encode(kind, right)
    ids = sorted({keys.encode(kind, each.key) for each in losing if each.key != right})
    return tuple(
        say(
            zh=f"相同的登记（id：{id_}）与本项（id：{by}）相接，已合为本项，其期间不变，不再单独有效。",
            en=f"The same on record (id: {id_}) meets this one (id: {by}) and is one with it now: its time is as before, and it does "
            "not hold by itself any more.",
        )
        for id_ in ids
    )


async def withdraw_right(
    change: Change,
    thing: Thing,
    on_record: Sequence[OfRight],
    ends: tuple[dt.datetime, str],
    path: list[str],
) -> Outcome | Refusal:
    """End a right, which consists of some facts, at an instant, for a reason."""
    at, reason = ends
    if refusal := await end(change, thing, on_record, at, path):
        return refusal
    await record.revise(change, thing.label, {thing.key: described(at, reason)})
    return Outcome(thing.key)


def described(ends_at: dt.datetime, reason: str) -> Row:
    """Return how the description of what is withdrawn changes: it ends then, for that reason."""
    return {"valid_to": ends_at, "withdrawal": reason}


def lapsed(change: Change, found: Thing, path: list[str]) -> Conflict | None:
    """Refuse a ruling that has ended already."""
    return ended(found, path) if found.described["valid_to"].to_native() <= change.at else None


def ended(found: Thing, path: list[str]) -> Conflict:
    """Say that something has ended by the time at which it was to end."""
    zh, en = (text.format(found.name) for text in _NAMED[found.label])
    return Conflict(
        message=say(
            zh=f"{zh}在该时间之前已失效，无需再终止。",
            en=f"{en} has ended by then already; there is nothing to end.",
        ),
        path=path,
    )


def _no_end(path: list[str]) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="该日期表示没有终止时间，不能作为终止时间。请填写实际的终止时间。",
            en="That date stands for no end at all, and ends nothing. Say when it ends.",
        ),
        path=path,
    )


def _ends_before(thing: Thing, path: list[str]) -> InvalidInput:
    zh, en = (text.format(thing.name) for text in _NAMED[thing.label])
    return InvalidInput(
        message=say(
            zh=f"{zh}的终止时间必须晚于其生效时间。请核对 endsAt；尚未生效的，不填 endsAt 即为撤回。",
            en=f"{en} ends after it began. Check endsAt; what begins later is taken back without one.",
        ),
        path=path,
    )
