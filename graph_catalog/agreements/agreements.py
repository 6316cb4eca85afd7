"""Agreements: the right to use data, with its consumer and uses, asked for or granted (Art. 21, 24).

What was decided stands on the facts (`decision`), as do the dates. A request that waits is on record from the day on
which it was made until it is decided; what was granted, for the time that it was granted for.
"""

import dataclasses
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from typing_extensions import override

from graph_catalog.agreements import agreement_facts, agreement_subjects, one_right
from graph_catalog.agreements.agreement_facts import RightOnRecord, Use
from graph_catalog.agreements.one_right import Grown, RecordedRight
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.agreements import AgreementKind, AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import (
    ConsumerInput,
    RecordAgreementInput,
    UsageInput,
)
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal, RuleBroken
from graph_catalog.record import command, keys, record, references, validity
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things
from graph_catalog.record.validity import Period

_ATTRIBUTES: Final = ("name", "purpose", "opinion", "legal_basis", "code", "kind", "method")


async def record_agreement(
    engine: Engine, viewer: Viewer, given: RecordAgreementInput, intent: Intent
) -> Committed | Refusal:
    """Put an agreement on record with its consumer, what it covers and what it is used for."""
    return await command.perform(engine, viewer, intent, _Record(given))


class _Record(Command[RecordAgreementInput]):
    attributes: Row

    @property
    def operation(self) -> Operation:
        """A unit records its own request, the provider what became of it."""
        return Operation.REQUEST_SHARING if self._asks else Operation.RECORD_DECISION

    @property
    def _asks(self) -> bool:
        return (
            self.given.status is AgreementStatus.PENDING and self.given.consumer.unit_id is not None
        )

    @override
    def read(self) -> InvalidInput | None:
        if not self.given.dataset_ids:
            return _covers_nothing()
        if disordered := validity.disordered(self.given.valid_from, self.given.valid_to):
            return disordered
        self.attributes = {name: getattr(self.given, name) for name in _ATTRIBUTES}
        return None

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        covered = {things[given].key for given in self.given.dataset_ids}
        for index, usage in enumerate(self.given.usages):
            if things[usage.dataset_id].key not in covered:
                return _not_covered(usage, ["input", "usages", str(index), "datasetId"])
        unit = things.maybe(self.given.consumer.unit_id)
        if self._asks and unit is not None:
            needs = [Need.of(Operation.REQUEST_SHARING, unit)]
        else:
            datasets = [things[given] for given in self.given.dataset_ids]
            needs = [Need.of(Operation.RECORD_DECISION, dataset) for dataset in datasets]
        if self.given.kind is AgreementKind.DATA_USE and self._decision is AgreementStatus.GRANTED:
            needs.append(Need(Operation.GRANT_DATA_USE))
        if validity.is_backdated(change, self.given.valid_from):
            needs.append(Need(Operation.BACKDATE_AGREEMENT))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        period = validity.period(change, self.given.valid_from, self.given.valid_to)
        if isinstance(period, Refusal):
            return period
        if self.given.status is AgreementStatus.ENDED and period[1] > change.at:
            return _ends_later()
        consumer = await self._consumer(change, self.given.consumer, things)
        datasets = sorted({things[given].key for given in self.given.dataset_ids})
        same = await agreement_facts.of_one_matter(change, consumer, datasets, self.attributes)
        uses = {
            (things[usage.dataset_id].key, wording.folded(usage.name))
            for usage in self.given.usages
        }
        found = self._found(same, period, uses)
        if isinstance(found, Outcome | Refusal):
            return found
        done = self._of_withdrawn(change, things, found) or await self._put_on_record(
            change, things, consumer, found
        )
        if isinstance(done, Outcome):
            return dataclasses.replace(done, warnings=one_right.warnings(found, period))
        return done

    async def _put_on_record(
        self, change: Change, things: Things, consumer: str, found: RecordedRight
    ) -> Outcome | Refusal:
        if not found.grown:
            return Outcome(found.stays[0].key, changed=False)
        recorded = []
        for grown in found.grown:
            key = await self._register(change, consumer, grown)
            if isinstance(key, Refusal):
                return key
            recorded.append(key)
            await self._hold(change, things, grown, key, consumer)
        return Outcome(recorded[0])

    def _of_withdrawn(
        self, change: Change, things: Things, found: RecordedRight
    ) -> RuleBroken | None:
        """Refuse what is to hold, or is asked for, of an entry that is withdrawn; what held before may be recorded."""
        is_to_hold = any(time[1] > change.at for each in found.grown for time in each.news)
        if self._decision is AgreementStatus.REFUSED or not is_to_hold:
            return None
        remedy = say(zh="或去掉该条目", en="or leave it out")
        named = (
            (["input", "datasetIds", str(place)], things[id_].described)
            for place, id_ in enumerate(self.given.dataset_ids)
        )
        return agreement_subjects.refuse_withdrawn(named, remedy)

    async def _hold(
        self, change: Change, things: Things, given: Grown, key: str, consumer: str
    ) -> None:
        """Put on record for which times an agreement (key) holds, and what is used under it."""
        datasets = sorted({things[each].key for each in self.given.dataset_ids})
        voice = _voice(change, things, self.given)
        if given.own is not None and given.own.voice is None:
            voice = None
        attributes = {"decision": self._decision.value, "voice": voice}
        for time in given.times:
            on_record = time
            if self._decision is AgreementStatus.PENDING:
                on_record = min(change.at, time[0]), OPEN_END
            facts = agreement_facts.stated(key, consumer, datasets, on_record, attributes)
            await record.assert_facts(change, facts)
            for usage in self.given.usages:
                use = Use(key, consumer, things[usage.dataset_id].key, time, voice, given.own)
                await agreement_facts.record_use(change, usage, use)

    async def _register(self, change: Change, consumer: str, grown: Grown) -> str | Conflict:
        """Put a new agreement on record, or give the one that is on record its code; return its key."""
        own, code = grown.own, self.attributes["code"]
        if code and (own is None or not own.code):
            if taken := await references.taken(change, NodeKind.AGREEMENT, code, "code"):
                return taken
            if own is not None:
                await record.revise(change, NodeKind.AGREEMENT, {own.key: {"code": code}})
        if own is not None:
            return own.key
        natural = code or f"{self.attributes['name']}\x1f{consumer}"
        key = await references.free_key(change, NodeKind.AGREEMENT, natural)
        (period,) = grown.times
        dates = {"valid_from": period[0], "valid_to": period[1]}
        attributes = {**self.attributes, "status": self._decision, **dates}
        await record.register(change, [record.NewEntity(NodeKind.AGREEMENT, key, attributes)])
        return key

    @property
    def _decision(self) -> AgreementStatus:
        """What was decided; that it has ended follows from its dates."""
        status = self.given.status
        return AgreementStatus.GRANTED if status is AgreementStatus.ENDED else status

    def _found(
        self, same: Sequence[RightOnRecord], period: Period, uses: AbstractSet[tuple[str, str]]
    ) -> RecordedRight | Outcome | Conflict:
        """Return what comes of recording it beside those of the same right, or that nothing is news."""
        code = wording.folded(self.attributes["code"] or "")
        # A code comes with the decision, as a rule: one without a code may be what the other is about.
        waiting = (each for each in same if each.is_waiting)
        if asked := next(
            (each for each in waiting if not (code and each.code) or code == each.code), None
        ):
            is_again = self._decision is AgreementStatus.PENDING and asked.asks(self.given)
            return (
                Outcome(asked.key, changed=False)
                if is_again and code in {"", asked.code} and uses <= asked.usages.keys()
                else one_right.waits_already(asked)
            )
        if self._decision is AgreementStatus.PENDING:
            return one_right.recorded((), "", period)
        decided = [each for each in same if each.decision == self._decision.value]
        if self._decision is AgreementStatus.REFUSED:
            # A refusal may be repeated, under a code of its own.
            decided = [each for each in decided if each.code == code]
        found = one_right.recorded(decided, code, period)
        if isinstance(found, Conflict):
            return found
        return one_right.recorded_otherwise(found, self.attributes, uses) or found

    async def _consumer(self, change: Change, given: ConsumerInput, things: Things) -> str:
        unit = things.maybe(given.unit_id)
        natural = (unit.key if unit else "", self.given.consumer.name)
        # Whoever does not see all finds only consumers known to them, and records others as of their own: a name that
        # was guessed opens nothing, and tells nothing.
        viewer = change.viewer
        apart = () if viewer.sees_all else ("of", viewer.unit_key or "")
        # What a unit has put on record as its own is that unit's consumer for whoever may see it.
        own = ("of", unit.key) if unit else ()
        called = {"unit": unit.key if unit else None, "called": wording.folded(given.name)}
        alike = (await change.run("agreements/consumers", **called))["consumers"]
        names = {each["key"]: each["name"] for each in alike}
        theirs = [
            key
            for key, name in names.items()
            if any(
                key == keys.mint(NodeKind.CONSUMER, natural[0], name, *more)
                for more in {(), apart, own}
            )
        ]
        if known := await references.things(change, theirs):
            return min(known, key=lambda key: (names[key] != given.name, key))
        key = await references.free_key(change, NodeKind.CONSUMER, *natural, *apart)
        attributes = {
            "name": self.given.consumer.name,
            "kind": given.kind,
            "jurisdiction": given.jurisdiction,
        }
        await record.register(change, [record.NewEntity(NodeKind.CONSUMER, key, attributes)])
        if unit is not None:
            fact = record.Fact("ACTS_FOR", key, unit.key, f"ACTS_FOR|{key}", key)
            await record.add_facts(change, [fact])
        return key


def _voice(change: Change, things: Things, given: RecordAgreementInput) -> str | None:
    """Return the unit by whose word alone it stands on record: it accuses nobody else (ADR 0017)."""
    unit = things.maybe(given.consumer.unit_id)
    viewer = change.viewer
    is_own = viewer.sees_all or (unit is not None and unit.key == viewer.unit_key)
    return None if is_own else viewer.unit_key


def _covers_nothing() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="协议至少要覆盖一个数据集。", en="An agreement covers at least one dataset."
        ),
        path=["input", "datasetIds"],
    )


def _not_covered(usage: UsageInput, path: list[str]) -> InvalidInput:
    return InvalidInput(
        message=say(
            zh=f"“{usage.name}”使用的数据集不在本协议的覆盖范围内。请先加入 datasetIds。",
            en=f"{usage.name} uses a dataset that the agreement does not cover. Add it to datasetIds first.",
        ),
        path=path,
    )


def _ends_later() -> InvalidInput:
    return InvalidInput(
        message=say(
            zh="已终止的协议须有已过去的终止时间。请填写 validTo，或登记为已同意（GRANTED）。",
            en="What has ended did so at an instant gone by. Give validTo, or record it as GRANTED.",
        ),
        path=["input", "validTo"],
    )
