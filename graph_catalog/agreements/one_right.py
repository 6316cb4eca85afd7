"""A right is granted once at a time: what recording it for a time does to the agreements about it. Pure, but for `granted_besides`.

What is granted stays with its agreement: recording more of it fills what is free, and ends nothing. A code names one
agreement, which may hold again after a while under it (a renewal). Where no code is said, each time keeps the one that
it has, and what is free goes to the agreement beside it.
"""

import dataclasses
from collections.abc import Collection, Sequence
from typing import Final

from graph_catalog.agreements import agreement_facts
from graph_catalog.agreements.agreement_facts import RightOnRecord
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Conflict
from graph_catalog.record import intervals, keys, validity, withdrawal
from graph_catalog.record.change import Change
from graph_catalog.record.references import Thing
from graph_catalog.record.validity import Period
from graph_catalog.record.withdrawal import OfRight

_MOST_NAMED: Final = 5


@dataclasses.dataclass(frozen=True)
class Grown:
    """An agreement with times that it is given: one on record, or (None) a new one."""

    own: RightOnRecord | None
    """Any of its stretches on record."""
    times: Sequence[Period]
    """Each stretch that it has then and has not now."""
    news: Sequence[Period]
    """What of them is given to it."""

    @property
    def renewed(self) -> list[Period]:
        """Which of the times do not follow on what it had, where it had any."""
        return [each for each in self.times if self.own is not None and each in self.news]

    @property
    def is_renewed(self) -> bool:
        """Whether it had another time before or after, and holds again apart from that."""
        return bool(self.renewed)


@dataclasses.dataclass(frozen=True)
class RecordedRight:
    """What comes of recording a right for a time."""

    grown: Sequence[Grown]
    """By time; none where nothing is news. One that is only given its code has no times."""
    stays: Sequence[RightOnRecord]
    """Stretches that have a part of the time already."""

    @property
    def concerned(self) -> list[RightOnRecord]:
        """One stretch of each agreement on record that is about the time then."""
        intervals_of_right = [
            *self.stays,
            *(each.own for each in self.grown if each.own is not None),
        ]
        return list({each.key: each for each in reversed(intervals_of_right)}.values())[::-1]


def recorded(
    on_record: Sequence[RightOnRecord], code: str, period: Period
) -> RecordedRight | Conflict:
    """Return what comes of recording a right for a period under a code (as it is told from others), or under none."""
    meeting = sorted(
        (each for each in on_record if each.meets(period)), key=lambda each: each.period
    )
    coded = [each for each in on_record if code and each.code == code]
    if code and not coded and len({each.key for each in meeting}) == 1:
        # One that has no code yet is given it.
        coded = [each for each in on_record if each.key == meeting[0].key and not each.code]
    if code and (others := [each for each in meeting if each not in coded]):
        return _granted_to_others(others, period, meeting)
    if ended := intervals.spanned(meeting, period):
        return _was_ended(ended)
    beside = coded if code else meeting or [each for each in on_record if not each.code]
    given: dict[str | None, list[Period]] = {}
    for free in intervals.free(period, (each.period for each in meeting)):
        given.setdefault(_goes_to(free, beside, is_coded=bool(code)), []).append(free)
    if coded and not coded[0].code:
        given.setdefault(coded[0].key, [])
    return RecordedRight([_grown(on_record, key, news) for key, news in given.items()], meeting)


def _goes_to(free: Period, beside: Sequence[RightOnRecord], *, is_coded: bool) -> str | None:
    """Return the agreement (key) that is given a time which is free: by its code, else the one before it, else after."""
    if is_coded:
        return beside[0].key if beside else None
    before = (each for each in beside if each.period[1] == free[0] and each.ended_at is None)
    after = (each for each in beside if each.period[0] == free[1])
    found = next(before, None) or next(after, None)
    return None if found is None else found.key


def _grown(on_record: Sequence[RightOnRecord], key: str | None, news: Sequence[Period]) -> Grown:
    own = [each for each in on_record if each.key == key]
    whole = intervals.union([*(each.period for each in own), *news])
    times = [each for each in whole if each not in {right.period for right in own}]
    return Grown(own[0] if own else None, times, news)


def warnings(found: RecordedRight, asked: Period) -> tuple[str, ...]:
    """Say what becomes of each right on record, where it is not just the one that was asked for."""
    renewed = [_renewed(each) for each in found.grown if each.is_renewed]
    if len(found.concerned) > 1:
        reach = {each.own.key: _reaches(each) for each in found.grown if each.own is not None}
        stay = (_stays(each) for each in found.stays if each.key not in reach)
        return (*renewed, *stay, *reach.values())
    if not found.concerned:
        return ()
    intervals_of_right = [each.period for each in found.stays]
    intervals_of_right += [time for each in found.grown for time in each.times]
    last = max(end for start, end in intervals_of_right if start < asked[1])
    return (*renewed, *withdrawal.not_shortened(last, asked, "endAgreement"))


def _named(each: RightOnRecord) -> str:
    id_, code = keys.encode(NodeKind.AGREEMENT, each.key), each.described.get("code")
    name = each.described["name"]
    coded_zh = f"编码 {code}，" if code else "未编码，"
    coded_en = f"code {code}, " if code else "without a code, "
    return say(zh=f"“{name}”（{coded_zh}id：{id_}）", en=f"{name} ({coded_en}id: {id_})")


def _renewed(grown: Grown) -> str:
    assert grown.own is not None  # noqa: S101  # who calls asked
    named, since = _named(grown.own), validity.worded(grown.renewed[0])
    return say(
        zh=f"{named}按原编码续期：{since}；与此前的有效期不相连，其间不生效。",
        en=f"{named} is renewed under its code: {since}. That does not follow on what it had before; it does not hold "
        "in between.",
    )


def _stays(each: RightOnRecord) -> str:
    named, when = _named(each), validity.worded(each.period)
    return say(
        zh=f"{named}{when}已登记，保持不变。",
        en=f"{named} is on record {when}, and stays as it is.",
    )


def _reaches(grown: Grown) -> str:
    assert grown.own is not None  # noqa: S101  # who calls asked
    named = _named(grown.own)
    when = say(zh="、", en=" and ").join(map(validity.worded, grown.times))
    return say(zh=f"{named}现登记为{when}。", en=f"{named} is on record {when} now.")


def _granted_to_others(
    others: Sequence[RightOnRecord], period: Period, meeting: Sequence[RightOnRecord]
) -> Conflict:
    """Say which agreements have a part of the time already, and what is left to be recorded."""
    shown = [
        say(
            zh=f"{_named(each)}{validity.worded(each.period)}",
            en=f"{_named(each)} {validity.worded(each.period)}",
        )
        for each in others[:_MOST_NAMED]
    ]
    named = say(zh="、", en="; ").join(shown)
    if len(others) > _MOST_NAMED:
        named = say(
            zh=f"{named}等 {len(others)} 项", en=f"{named}; and {len(others) - _MOST_NAMED} more"
        )
    return Conflict(
        message=say(
            zh=f"同一权利在该期间已登记：{named}。一项权利在同一时间只登记一次，编码不能改换。{_left(period, meeting)}",
            en=f"The same right is on record already for that time: {named}. A right is recorded once at a time, and keeps its "
            f"code. {_left(period, meeting)}",
        ),
        path=["input", "code"],
    )


def _left(period: Period, meeting: Sequence[RightOnRecord]) -> str:
    """Say for which times a right can be recorded beside those that meet its period."""
    free = intervals.free(period, (each.period for each in meeting))
    if not free:
        return say(
            zh="所填期间已全部登记，无需再登记；编码有误的，请改正，或不填编码。",
            en="All of that time is on record, and nothing is left to be recorded. Correct the code, or leave it out.",
        )
    shown = say(zh="、", en="; ").join(map(validity.worded, free))
    return say(
        zh=f"尚未登记的期间：{shown}。请按该期间（validFrom、validTo）以此编码登记；或不填编码，则已登记的期间不变，"
        "其余并入相邻的一项。",
        en=f"Not on record yet: {shown}. Record it under this code for that time (validFrom, validTo); or leave the code out: "
        "then what is on record stays, and the rest goes to the agreement beside it.",
    )


def _was_ended(other: RightOnRecord) -> Conflict:
    named, (_, end) = _named(other), other.period
    last, since = instant.last_day(end), validity.begins(end)
    return Conflict(
        message=say(
            zh=f"{named}已被终止，至{last}止；再次登记不恢复已终止的期间。请自其终止之时（validFrom：{since}）起登记："
            "填原编码即为续期，换编码或不填则为新的协议。",
            en=f"{named} was ended: it holds until {last}, and recording it again does not undo that. Record it from its end on "
            f"(validFrom: {since}): under its own code that renews it, under another or none it is a new one.",
        ),
        path=["input"],
    )


def waits_already(waiting: RightOnRecord) -> Conflict:
    """Say that a request for the same waits for a decision."""
    name = waiting.described["name"]
    id_ = keys.encode(NodeKind.AGREEMENT, waiting.key)
    return Conflict(
        message=say(
            zh=f"同一申请“{name}”尚待答复（id：{id_}）。请对该申请作出决定（decideAgreement），或先终止它（endAgreement）。",
            en=f"The same request, {name}, waits for a decision (id: {id_}). Decide on it (decideAgreement), or end it "
            "first (endAgreement).",
        ),
        path=["input", "status"],
    )


def recorded_otherwise(
    found: RecordedRight, said: Row, uses: Collection[tuple[str, str]]
) -> Conflict | None:
    """Refuse to record what says something else than an agreement that is about its time."""
    other = next(
        (
            each
            for each in found.concerned
            if not (each.has(said) and set(uses) <= each.usages.keys())
        ),
        None,
    )
    if other is None:
        return None
    return Conflict(
        message=say(
            zh=f"同一权利已由{_named(other)}登记，而意见、依据或使用情况不同。请先终止该协议（endAgreement），或以另一名称登记。",
            en=f"{_named(other)} is on record for the same right, with another opinion, basis or use. End that one first "
            "(endAgreement), or record this one under another name.",
        ),
        path=["input"],
    )


async def granted_besides(
    change: Change, asked: Thing, facts: Sequence[OfRight], period: Period
) -> Conflict | None:
    """Refuse to grant a request for a time for which the same right is granted already."""
    of = {
        kind: sorted({each.holder for each in facts if each.row["type"] == kind})
        for kind in ("GRANTED_TO", "COVERS")
    }
    (consumer,) = of["GRANTED_TO"]
    same = await agreement_facts.of_one_matter(change, consumer, of["COVERS"], asked.described)
    granted = sorted(
        (
            each
            for each in same
            if each.decision == AgreementStatus.GRANTED.value
            and each.meets(period)
            and each.key != asked.key
        ),
        key=lambda each: each.period,
    )
    return _granted_already(granted, period) if granted else None


def _granted_already(others: Sequence[RightOnRecord], period: Period) -> Conflict:
    shown = say(zh="、", en="; ").join(
        say(
            zh=f"{_named(each)}{validity.worded(each.period)}",
            en=f"{_named(each)} {validity.worded(each.period)}",
        )
        for each in others[:_MOST_NAMED]
    )
    free = intervals.free(period, (each.period for each in others))
    left = say(zh="所申请的期间已全部授予。", en="All of the time that is asked for is granted.")
    if free:
        times = say(zh="、", en="; ").join(map(validity.worded, free))
        left = say(
            zh=f"尚未授予的期间：{times}。请在 validFrom、validTo 中填写其中一段。",
            en=f"Not granted yet: {times}. Give one of these as validFrom and validTo.",
        )
    return Conflict(
        message=say(
            zh=f"同一权利已由{shown}授予。{left}也可先终止已有的协议（endAgreement）。",
            en=f"The same right is granted by {shown}. {left} Or end what is there first (endAgreement).",
        ),
        path=["input", "validFrom"],
    )
