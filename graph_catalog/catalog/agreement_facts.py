"""The facts that agreements and their uses consist of, and agreements on record about the same right."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from graph_catalog.catalog import keys, record, references
from graph_catalog.catalog.change import Change
from graph_catalog.catalog.intervals import Interval
from graph_catalog.catalog.references import Thing
from graph_catalog.catalog.validity import Period
from graph_catalog.catalog.withdrawal import OfRight
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import instant, wording
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import RecordAgreementInput, UsageInput
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict


@dataclasses.dataclass(frozen=True)
class OnRecord(Interval):
    """A stretch of time of an agreement on record; its holder is what was decided."""

    described: Row
    usages: Mapping[tuple[str, str], str]
    """The name of each, by its dataset (key) and its name as it is told from others."""
    voice: str | None
    """The unit by whose word alone it stands."""
    ended_at: dt.datetime | None
    """When somebody ended it, where it was on record for longer."""

    @classmethod
    def read(cls, row: Row) -> Self:
        """Read what `right/agreements` says."""
        start, end = (row[name].to_native() for name in ("valid_from", "valid_to"))
        uses = {(dataset, wording.folded(name)): name for dataset, name in row["usages"]}
        described, voice = row["described"], row["voice"]
        ended_at = row["ended_at"] and row["ended_at"].to_native()
        return cls(
            described["key"], row["decision"], (start, end), described, uses, voice, ended_at
        )

    @property
    def decision(self) -> str:
        """What was decided."""
        return self.holder

    @property
    def code(self) -> str:
        """Its code as it is told from others, empty where it has none."""
        return wording.folded(self.described.get("code") or "")

    @property
    def is_waiting(self) -> bool:
        """Whether it is a request on which nothing was decided."""
        return self.decision == AgreementStatus.PENDING.value and self.period[1] == OPEN_END

    def says(self, attributes: Row) -> bool:
        """Tell whether it says what an input says beside what makes it the same right."""
        return all(
            self.described.get(name) == attributes[name] for name in ("opinion", "legal_basis")
        )

    def asks(self, given: RecordAgreementInput) -> bool:
        """Tell whether it asks for the dates that an input asks for, as far as that names any."""
        start, end = (self.described[name].to_native() for name in ("valid_from", "valid_to"))
        return (given.valid_from is None or given.valid_from.since == start) and (
            given.valid_to is None or given.valid_to.until == end
        )


def stated(
    key: str, consumer: str, datasets: Sequence[str], period: Period, says: Row
) -> list[record.Fact]:
    """Return the facts that an agreement consists of for a time."""
    facts = [record.Fact("GRANTED_TO", key, consumer, f"GRANTED_TO|{key}", key, *period, says)]
    return facts + [
        record.Fact("COVERS", key, dataset, f"COVERS|{key}|{dataset}", key, *period, says)
        for dataset in datasets
    ]


class Use(NamedTuple):
    """Under which agreement who uses what, when, and by whose word alone."""

    agreement: str
    consumer: str
    dataset: str
    period: Period
    voice: str | None
    extended: OnRecord | None
    """How the agreement stood, where it was on record before."""


async def record_use(change: Change, given: UsageInput, use: Use) -> None:
    """Put a use on record, or extend the one that is; a new agreement may have two of one name."""
    on_record = {} if use.extended is None else use.extended.usages
    name = on_record.get((use.dataset, wording.folded(given.name)), given.name)
    natural = (use.agreement, use.dataset, name)
    key = keys.mint(NodeKind.USAGE, *natural)
    if use.extended is None:
        key = await references.free_key(change, NodeKind.USAGE, *natural)
    if key not in await record.current(change, [key]):
        attributes = {"name": given.name, "purpose": given.purpose, "domain": given.domain}
        await record.register(change, [record.NewEntity(NodeKind.USAGE, key, attributes)])
    used = (use.period[0], OPEN_END) if given.open_ended else use.period
    says = {"voice": use.voice}
    await record.assert_facts(
        change,
        [
            record.Fact("MAKES", use.consumer, key, f"MAKES|{key}", key, *used, says),
            record.Fact("OF", key, use.dataset, f"OF|{key}", key, *used, says),
            record.Fact("UNDER", key, use.agreement, f"UNDER|{key}", key, *used, says),
        ],
    )


async def of_one_matter(
    change: Change, consumer: str, datasets: Sequence[str], said: Row
) -> list[OnRecord]:
    """Return agreements on record that give one consumer (key) the same datasets (keys, in order), for what another is `said` to be.

    They are of one name, kind, purpose and method, however these are written.
    """
    called = wording.folded(said["name"])
    rows = (await change.run("right/agreements", consumer=consumer, called=called))["agreements"]
    return [
        OnRecord.read(row)
        for row in rows
        if row["datasets"] == datasets and _is_one_matter(row["described"], said)
    ]


def _is_one_matter(one: Row, other: Row) -> bool:
    purposes = {wording.folded(each.get("purpose") or "") for each in (one, other)}
    return len(purposes) == 1 and all(
        record.plain(one.get(name)) == record.plain(other.get(name)) for name in ("kind", "method")
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
    for other in await of_one_matter(change, consumer, of["COVERS"], asked.described):
        is_granted = other.decision == AgreementStatus.GRANTED.value and other.meets(period)
        if is_granted and other.key != asked.key:
            return _granted_already(other)
    return None


def _granted_already(other: OnRecord) -> Conflict:
    id_, last = keys.encode(NodeKind.AGREEMENT, other.key), instant.last_day(other.period[1])
    zh = "无终止时间" if last is None else f"至{last}"
    en = "without an end" if last is None else f"until {last}"
    return Conflict(
        message=say(
            zh=f"同一权利已由“{other.described['name']}”（id：{id_}，{zh}）授予。请先终止该协议（endAgreement），或在 validFrom 中填写其终止之后的时间。",
            en=f"The same right is granted by {other.described['name']} (id: {id_}, {en}). End that one first (endAgreement), or "
            "give a validFrom after its end.",
        ),
        path=["input", "validFrom"],
    )


def joinable(alike: Sequence[OnRecord], period: Period) -> Sequence[OnRecord] | Conflict:
    """Return those that may be one with what is recorded for a period: nothing goes on beyond an end that somebody put."""
    for each in alike:
        if each.ended_at is not None and period[0] < each.ended_at < period[1]:
            return _was_ended(each, each.ended_at)
    ends = {each.ended_at for each in alike if each.ended_at is not None}
    return [
        each for each in alike if all((each.period[0] < end) == (period[0] < end) for end in ends)
    ]


def of_one_right(
    alike: Sequence[OnRecord], code: str, period: Period
) -> Sequence[OnRecord] | Conflict:
    """Return those of the same right that a grant with a code, or with none, is one with; one right has one code at a time.

    With no code it is the one on record, whatever that is called; a code is new to one that has none. Where the times do
    not meet, the code tells one from the next.
    """
    exact = [each for each in alike if each.code == code]
    if any(each.period[0] <= period[0] and period[1] <= each.period[1] for each in exact):
        return exact
    meeting = [each for each in alike if each.meets(period)]
    codes = {each.code for each in meeting} or {code}
    if code in codes:
        others = codes - {code}
    else:
        others = codes - {"", code} if code else set(sorted(codes)[1:])
    if others:
        return _coded_otherwise(next(each for each in meeting if each.code in others))
    wanted = code if code in codes else min(codes)
    return [each for each in alike if each.code == wanted]


def _coded_otherwise(other: OnRecord) -> Conflict:
    name, code = other.described["name"], other.described.get("code")
    id_ = keys.encode(NodeKind.AGREEMENT, other.key)
    zh = f"编码 {code}" if code else "未编码"
    en = f"under the code {code}" if code else "without a code"
    return Conflict(
        message=say(
            zh=f"同一权利在该期间已由“{name}”（{zh}，id：{id_}）登记。一项权利只登记一次：请改用该编码，或自其终止之后登记。",
            en=f"{name} is on record for the same right and time {en} (id: {id_}). A right is recorded once: take that code, or "
            "record it from the end of that one on.",
        ),
        path=["input", "code"],
    )


def waits_already(waiting: OnRecord) -> Conflict:
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


def recorded_otherwise(other: OnRecord) -> Conflict:
    """Say that an agreement about the same right says something else."""
    name = other.described["name"]
    id_ = keys.encode(NodeKind.AGREEMENT, other.key)
    return Conflict(
        message=say(
            zh=f"同一权利已由“{name}”（id：{id_}）登记，而意见、依据或使用情况不同。请先终止该协议（endAgreement），或以另一名称登记。",
            en=f"{name} (id: {id_}) is on record for the same right, with another opinion, basis or use. End that one first "
            "(endAgreement), or record this one under another name.",
        ),
        path=["input"],
    )


def _was_ended(other: OnRecord, at: dt.datetime) -> Conflict:
    name, last = other.described["name"], instant.last_day(at)
    id_ = keys.encode(NodeKind.AGREEMENT, other.key)
    return Conflict(
        message=say(
            zh=f"“{name}”（id：{id_}）已被终止，至{last}止；再次登记不恢复已终止的协议。请自其终止之时起登记新的协议，"
            "有编码的换一编码。",
            en=f"{name} (id: {id_}) was ended: it holds until {last}, and recording it again does not undo that. Record a new one "
            "from its end on, under another code where it has one.",
        ),
        path=["input"],
    )
