"""What becomes of an agreement on record: a request is granted or refused (Art. 21), what was granted ends."""

import datetime as dt
from collections.abc import Sequence

from typing_extensions import override

from graph_catalog.agreements import agreement_subjects, one_right
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.agreements import AgreementDecision, AgreementKind, AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import DecideAgreementInput, EndAgreementInput
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal, RuleBroken
from graph_catalog.record import command, keys, record, references, validity, withdrawal
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Thing, Things
from graph_catalog.record.validity import Period
from graph_catalog.record.withdrawal import OfRight


async def decide_agreement(
    engine: Engine, viewer: Viewer, given: DecideAgreementInput, intent: Intent
) -> Committed | Refusal:
    """Grant or refuse a request that waits."""
    return await command.perform(engine, viewer, intent, _Decide(given))


async def end_agreement(
    engine: Engine, viewer: Viewer, given: EndAgreementInput, intent: Intent
) -> Committed | Refusal:
    """End an agreement at an instant: from then on it covers nothing and grants nothing."""
    return await command.perform(engine, viewer, intent, _End(given))


class _Decide(Command[DecideAgreementInput]):
    operation = Operation.DECIDE_REQUEST
    texts: dict[str, str | None]

    @override
    def read(self) -> InvalidInput | None:
        given = self.given
        self.texts = {"opinion": given.opinion, "legal_basis": given.legal_basis}
        if given.decision is AgreementDecision.REFUSED:
            dates = {"validFrom": given.valid_from, "validTo": given.valid_to}
            named = next((name for name, date in dates.items() if date is not None), None)
            return None if named is None else _no_dates(named)
        return validity.disordered(given.valid_from, given.valid_to)

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        """Who provides all of the data may decide, and the centre; who asks may not. For days gone by, the centre alone."""
        agreement = things[self.given.id]
        _, providers = await _parties(change, agreement)
        needs = [Need(self.operation, (provider,)) for provider in providers] or [
            Need(self.operation)
        ]
        is_granted = self.given.decision is AgreementDecision.GRANTED
        if is_granted and agreement.described["kind"] == AgreementKind.DATA_USE.value:
            needs.append(Need(Operation.GRANT_DATA_USE))
        if validity.is_backdated(change, self.given.decided_at, self.given.valid_from):
            needs.append(Need(Operation.BACKDATE_AGREEMENT))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        agreement = things[self.given.id]
        if refusal := references.outdated(agreement, self.given.expected_version):
            return refusal
        facts = await withdrawal.facts(change, agreement.key)
        if decided := _decided(change, agreement, facts):
            return decided
        at = validity.since(change, self.given.decided_at)
        if misdated := _misdated(change, facts, at):
            return misdated
        period = self._period(agreement, at)
        if isinstance(period, InvalidInput):
            return period
        if self.given.decision is AgreementDecision.GRANTED:
            unfit: Refusal | None = await _grants_nothing(change, facts)
            unfit = unfit or await one_right.granted_besides(change, agreement, facts, period)
            if unfit is not None:
                return unfit
        await self._record(change, agreement, facts, (at, period))
        return Outcome(agreement.key)

    def _period(self, agreement: Thing, at: dt.datetime) -> Period | InvalidInput:
        """Return the time for which it is granted: as was asked, from the decision on, unless it says otherwise; a refusal has no end."""
        given = self.given
        if given.decision is AgreementDecision.REFUSED:
            return at, OPEN_END
        asked = agreement.described
        start = max(at, asked["valid_from"].to_native())
        end = asked["valid_to"].to_native()
        return validity.ordered(
            start if given.valid_from is None else given.valid_from.since,
            end if given.valid_to is None else given.valid_to.until,
        )

    async def _record(
        self,
        change: Change,
        agreement: Thing,
        facts: Sequence[OfRight],
        when: tuple[dt.datetime, Period],
    ) -> None:
        at, period = when
        decision = self.given.decision.value
        said = {name: text for name, text in self.texts.items() if text is not None}
        dates = {"valid_from": period[0], "valid_to": period[1]}
        described = {**said, "status": decision, **dates}
        await record.revise(change, NodeKind.AGREEMENT, {agreement.key: described})
        waited_until = min(at, period[0])
        usages = (await change.run("agreements/usages", key=agreement.key))["facts"]
        await record.retract(
            change,
            [record.SlotInterval(fact.key, fact.slot, waited_until) for fact in facts]
            + [record.SlotInterval(_usage(row), row["slot"], waited_until) for row in usages],
        )
        decided = {each.slot: each for each in facts}
        granted = [
            record.Fact(
                each.row["type"], each.key, each.holder, slot, each.key, *period,
                {**each.attributes, "decision": decision},
            )
            for slot, each in decided.items()
        ]  # fmt: skip
        if self.given.decision is AgreementDecision.GRANTED:
            granted += [_use(row, period, goes_on=_goes_on(row, agreement)) for row in usages]
        await record.add_facts(change, granted)


async def _grants_nothing(change: Change, facts: Sequence[OfRight]) -> RuleBroken | None:
    """Refuse to grant what is asked for of an entry that is withdrawn."""
    covered = [each.holder for each in facts if each.row["type"] == "COVERS"]
    entries = (await record.current(change, covered)).values()
    remedy = say(zh="或拒绝该申请", en="or refuse the request")
    named = ((["input", "decision"], each) for each in entries)
    return agreement_subjects.refuse_withdrawn(named, remedy)


def _usage(row: Row) -> str:
    """Return the key of the usage that a fact of one is about."""
    return str(row["end"] if row["type"] == "MAKES" else row["start"])


def _use(row: Row, period: Period, *, goes_on: bool) -> record.Fact:
    """Return a fact of a usage for the time that was granted; what was to go on after the agreement still is."""
    used = (period[0], OPEN_END) if goes_on else period
    attributes = {"voice": row["properties"].get("voice")}
    return record.Fact(
        row["type"], row["start"], row["end"], row["slot"], _usage(row), *used, attributes
    )


def _goes_on(row: Row, asked: Thing) -> bool:
    """Tell whether a use was to go on after what was asked for."""
    ends, asked_until = (each["valid_to"].to_native() for each in (row, asked.described))
    return bool(ends > asked_until)


class _End(Command[EndAgreementInput]):
    operation = Operation.END_AGREEMENT

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        """Whoever uses the data may end it, and who provides all of them; as of a day gone by the centre alone."""
        agreement = things[self.given.id]
        consumers, providers = await _parties(change, agreement)
        needs = [Need(self.operation, (*consumers, provider)) for provider in providers] or [
            Need.of(self.operation, agreement)
        ]
        if validity.is_backdated(change, ends=self.given.ends_at):
            needs.append(Need(Operation.BACKDATE_AGREEMENT))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        agreement = things[self.given.id]
        if refusal := references.outdated(agreement, self.given.expected_version):
            return refusal
        ends_at = validity.until(change, self.given.ends_at)
        path = ["input", "endsAt"]
        facts = await withdrawal.facts(change, agreement.key)
        stands = _stands(agreement, facts, change.at)
        if stands == {AgreementStatus.PENDING.value} and ends_at > change.at:
            return _waits(agreement, path)
        if stands == {AgreementStatus.REFUSED.value}:
            return _was_refused(agreement)
        return await withdrawal.end(change, agreement, facts, ends_at, path) or Outcome(
            agreement.key
        )


async def _parties(
    change: Change, agreement: Thing
) -> tuple[Sequence[OwningUnit], Sequence[OwningUnit]]:
    """Return the units that use the data by an agreement, and those that provide them."""
    parties = await change.run("agreements/parties", key=agreement.key)
    return references.owners(parties["consumers"]), references.owners(parties["providers"])


def _decided(change: Change, agreement: Thing, facts: Sequence[OfRight]) -> Conflict | None:
    """Refuse what does not wait for a decision, because it has one or was taken back."""
    stands = _stands(agreement, facts, change.at)
    if stands == {AgreementStatus.PENDING.value}:
        return None
    id_ = keys.encode(NodeKind.AGREEMENT, agreement.key)
    return Conflict(
        message=say(
            zh=f"“{agreement.name}”（id：{id_}）不在待答复状态（已答复、已撤回或已终止），无法再作决定。",
            en=f"{agreement.name} (id: {id_}) does not wait for a decision: it was decided, taken back or has ended.",
        ),
        path=["input", "id"],
    )


def _stands(agreement: Thing, facts: Sequence[OfRight], at: dt.datetime) -> set[str]:
    """Return what was decided on what is on record of now and of later."""
    left = (each for each in facts if each.period[1] > at)
    return {each.attributes["decision"] or agreement.described["status"] for each in left}


def _waits(agreement: Thing, path: list[str]) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"“{agreement.name}”尚待答复，没有可以提前终止的权利。如需撤回申请，请去掉 endsAt。",
            en=f"{agreement.name} waits for a decision, and grants nothing that could end later. To take it back, leave endsAt out.",
        ),
        path=path,
    )


def _was_refused(agreement: Thing) -> Conflict:
    return Conflict(
        message=say(
            zh=f"“{agreement.name}”已被拒绝，没有可以终止的权利。",
            en=f"{agreement.name} was refused; there is nothing to end.",
        ),
        path=["input", "id"],
    )


def _decided_before(asked: dt.date) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"decidedAt 早于提出申请之日（{asked}）。请核对作出决定的时间。",
            en=f"decidedAt lies before the day on which it was asked for ({asked}). Check when it was decided.",
        ),
        path=["input", "decidedAt"],
    )


def _misdated(change: Change, facts: Sequence[OfRight], at: dt.datetime) -> InvalidInput | None:
    """Refuse a decision on a day to come, and one of before the day on which it was asked for."""
    asked = instant.day(min(each.period[0] for each in facts))
    if at > change.at:
        return _decided_later()
    return _decided_before(asked) if instant.day(at) < asked else None


def _decided_later() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="decidedAt 在将来。请填写作出决定的时间；何时生效请写 validFrom。",
            en="decidedAt is in the future. Say when it was decided; since when it holds is validFrom.",
        ),
        path=["input", "decidedAt"],
    )


def _no_dates(argument: str) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"拒绝的申请没有起止时间。请去掉 {argument}；何时拒绝请写 decidedAt。",
            en=f"What is refused has no period. Leave {argument} out; when it was refused is decidedAt.",
        ),
        path=["input", argument],
    )
