"""Agreements: the right to use data, with its consumer and uses (Art. 21, 24), and its end."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from typing_extensions import override

from graph_catalog.auth import Viewer
from graph_catalog.catalog import command, keys, record, references, validity
from graph_catalog.catalog.change import Change, Committed, Intent, Outcome
from graph_catalog.catalog.command import Command
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.references import Things
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import (
    ConsumerInput,
    EndAgreementInput,
    RecordAgreementInput,
    UsageInput,
)
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal
from graph_catalog.rights import Operation

_ATTRIBUTES: Final = (
    "name",
    "purpose",
    "opinion",
    "legal_basis",
    "code",
    "kind",
    "method",
    "status",
)


async def record_agreement(
    engine: Engine, viewer: Viewer, given: RecordAgreementInput, intent: Intent
) -> Committed | Refusal:
    """Put an agreement on record with its consumer, what it covers and what it is used for."""
    return await command.perform(engine, viewer, intent, _Record(given))


async def end_agreement(
    engine: Engine, viewer: Viewer, given: EndAgreementInput, intent: Intent
) -> Committed | Refusal:
    """End an agreement at an instant: from then on it covers nothing and grants nothing."""
    return await command.perform(engine, viewer, intent, _End(given))


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
            return [Need.of(Operation.REQUEST_SHARING, unit)]
        datasets = [things[given] for given in self.given.dataset_ids]
        return [Need.of(Operation.RECORD_DECISION, dataset) for dataset in datasets]

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        period = validity.period(change, self.given.valid_from, self.given.valid_to)
        if isinstance(period, Refusal):
            return period
        code = self.attributes["code"]
        if taken := await references.taken(change, NodeKind.AGREEMENT, code, "code"):
            return taken
        consumer = await self._consumer(change, self.given.consumer, things)
        natural = code or f"{self.attributes['name']}\x1f{consumer}"
        key = await references.free_key(change, NodeKind.AGREEMENT, natural)
        attributes = {**self.attributes, "valid_from": period[0], "valid_to": period[1]}
        await record.register(change, [record.NewEntity(NodeKind.AGREEMENT, key, attributes)])
        covered = sorted({things[given].key for given in self.given.dataset_ids})
        facts = [record.Fact("GRANTED_TO", key, consumer, f"GRANTED_TO|{key}", key, *period)]
        facts += [
            record.Fact("COVERS", key, dataset, f"COVERS|{key}|{dataset}", key, *period)
            for dataset in covered
        ]
        await record.add_facts(change, facts)
        for usage in self.given.usages:
            dataset = things[usage.dataset_id].key
            await _use(change, usage, _Use(key, consumer, dataset, period))
        return Outcome(key)

    async def _consumer(self, change: Change, given: ConsumerInput, things: Things) -> str:
        unit = things.maybe(given.unit_id)
        natural = (unit.key if unit else "", self.given.consumer.name)
        # Whoever does not see all finds only consumers known to them, and records others as of their own: a name that
        # was guessed opens nothing, and tells nothing.
        viewer = change.viewer
        apart = () if viewer.sees_all else ("of", viewer.unit_key or "")
        keys_ = [keys.mint(NodeKind.CONSUMER, *natural, *more) for more in {(), apart}]
        if known := await references.things(change, keys_):
            return min(known)
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


class _Use(NamedTuple):
    """Under which agreement who uses what, and when."""

    agreement: str
    consumer: str
    dataset: str
    period: Period


async def _use(change: Change, given: UsageInput, use: _Use) -> None:
    key = await references.free_key(change, NodeKind.USAGE, use.agreement, use.dataset, given.name)
    attributes = {"name": given.name, "purpose": given.purpose, "domain": given.domain}
    await record.register(change, [record.NewEntity(NodeKind.USAGE, key, attributes)])
    used = (use.period[0], OPEN_END) if given.open_ended else use.period
    await record.add_facts(
        change,
        [
            record.Fact("MAKES", use.consumer, key, f"MAKES|{key}", key, *used),
            record.Fact("OF", key, use.dataset, f"OF|{key}", key, *used),
            record.Fact("UNDER", key, use.agreement, f"UNDER|{key}", key, *used),
        ],
    )


class _End(Command[EndAgreementInput]):
    operation = Operation.END_AGREEMENT

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need]:
        """Whoever uses the data may end it, and who provides all of them; as of a day gone by the centre alone."""
        agreement = things[self.given.id]
        parties = await change.run("agreement/parties", key=agreement.key)
        consumers = references.owners(parties["consumers"])
        needs = [
            Need(self.operation, (*consumers, provider))
            for provider in references.owners(parties["providers"])
        ] or [Need.of(self.operation, agreement)]
        if validity.until(change, self.given.ends_at) < change.at:
            needs.append(Need(Operation.BACKDATE_END))
        return needs

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        agreement = things[self.given.id]
        if refusal := references.outdated(agreement, self.given.expected_version):
            return refusal
        ends_at = validity.until(change, self.given.ends_at)
        if ends_at <= agreement.described["valid_from"].to_native():
            return InvalidInput(
                message=say(
                    zh="终止时间必须晚于协议的生效时间。请核对 endsAt。",
                    en="An agreement ends after it began. Check endsAt.",
                ),
                path=["input", "endsAt"],
            )
        if agreement.described["valid_to"].to_native() <= ends_at:
            return Conflict(
                message=say(
                    zh=f"“{agreement.name}”在该时间之前已终止。",
                    en=f"{agreement.name} had ended before that.",
                ),
                path=["input", "endsAt"],
            )
        slots = (await change.run("agreement/slots", agreement=agreement.key))["slots"]
        ended = {"status": AgreementStatus.ENDED, "valid_to": ends_at}
        await record.revise(change, NodeKind.AGREEMENT, {agreement.key: ended})
        await record.retract(
            change, [record.Stretch(agreement.key, slot, ends_at) for slot in slots]
        )
        return Outcome(agreement.key)


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
