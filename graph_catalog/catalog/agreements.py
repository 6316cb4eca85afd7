"""Agreements: the right to use data, with its consumer and uses, asked for or granted (Art. 21, 24).

What was decided stands on the facts (`decision`), as do the dates. A request that waits is on record from the day on
which it was made until it is decided; what was granted, for the time that it was granted for.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import (
    agreement_facts,
    command,
    intervals,
    keys,
    record,
    references,
    validity,
    withdrawal,
)
from graph_catalog.catalog.agreement_facts import OnRecord, Use
from graph_catalog.catalog.change import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.intervals import Assertion
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Things
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Engine, Row
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
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal
from graph_catalog.rights import Operation

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
        warnings = () if found.own is None else _longer(found, period)
        period = found.period
        key = await self._register(change, consumer, found)
        if isinstance(key, Refusal):
            return key
        recorded = period
        if self._decision is AgreementStatus.PENDING:
            recorded = min(change.at, period[0]), OPEN_END
        voice = _voice(change, things, self.given)
        if found.own is not None and found.own.voice is None:
            voice = None
        says = {"decision": self._decision.value, "voice": voice}
        await record.assert_facts(
            change, agreement_facts.stated(key, consumer, datasets, recorded, says)
        )
        for usage in self.given.usages:
            use = Use(key, consumer, things[usage.dataset_id].key, period, says["voice"], found.own)
            await agreement_facts.record_use(change, usage, use)
        return Outcome(key, warnings)

    async def _register(
        self, change: Change, consumer: str, found: Assertion[OnRecord]
    ) -> str | Conflict:
        """Put a new agreement on record, or make room for the one that is; return its key."""
        own, code = found.own, self.attributes["code"]
        if code and (own is None or not own.code):
            if taken := await references.taken(change, NodeKind.AGREEMENT, code, "code"):
                return taken
            if own is not None:
                await record.revise(change, NodeKind.AGREEMENT, {own.key: {"code": code}})
        if own is not None:
            losing = {each.key for each in found.gives_way} - {own.key}
            await withdrawal.give_way(change, losing, found.period)
            return own.key
        natural = code or f"{self.attributes['name']}\x1f{consumer}"
        key = await references.free_key(change, NodeKind.AGREEMENT, natural)
        dates = {"valid_from": found.period[0], "valid_to": found.period[1]}
        attributes = {**self.attributes, "status": self._decision, **dates}
        await record.register(change, [record.NewEntity(NodeKind.AGREEMENT, key, attributes)])
        return key

    @property
    def _decision(self) -> AgreementStatus:
        """What was decided; that it has ended follows from its dates."""
        status = self.given.status
        return AgreementStatus.GRANTED if status is AgreementStatus.ENDED else status

    def _found(
        self, same: Sequence[OnRecord], period: Period, uses: AbstractSet[tuple[str, str]]
    ) -> Assertion[OnRecord] | Outcome | Conflict:
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
                else agreement_facts.waits_already(asked)
            )
        if self._decision is AgreementStatus.PENDING:
            return intervals.asserted((), "", period)
        decided = [each for each in same if each.decision == self._decision.value]
        alike: Sequence[OnRecord] | Conflict = [each for each in decided if each.code == code]
        if self._decision is AgreementStatus.GRANTED:
            alike = agreement_facts.of_one_right(decided, code, period)
        joinable = alike if isinstance(alike, Conflict) else agreement_facts.joinable(alike, period)
        if isinstance(joinable, Conflict):
            return joinable
        found = intervals.asserted(joinable, self._decision.value, period)
        own = found.own
        if own is not None and not (own.says(self.attributes) and uses <= own.usages.keys()):
            return agreement_facts.recorded_otherwise(own)
        if own is None or not found.is_on_record or (code and not own.code):
            return found
        return Outcome(own.key, _longer(found, period), changed=False)

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
        alike = (await change.run("right/consumers", **called))["consumers"]
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


def _longer(found: Assertion[OnRecord], asked: Period) -> tuple[str, ...]:
    return withdrawal.not_shortened(found.period[1], asked, "endAgreement")


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
