"""Agreements: the right to use data, with its consumer and uses (Art. 21, 24), and its end."""

from collections.abc import Sequence

from graph_catalog.auth import Viewer
from graph_catalog.catalog import audit_log, keys, record, references, validity
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.agreements import (
    ConsumerInput,
    EndAgreementInput,
    RecordAgreementInput,
)
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict, InvalidInput, NotPermitted, Refusal


async def record_agreement(
    engine: Engine, viewer: Viewer, given: RecordAgreementInput, intent: Intent
) -> Committed | Refusal:
    """Put an agreement on record with its consumer, what it covers and what it is used for."""

    async def work(change: Change) -> Outcome | Refusal:
        attributes = _attributes(change, given)
        if isinstance(attributes, Refusal):
            return attributes
        period = attributes["valid_from"], attributes["valid_to"]
        datasets = await _datasets(change, given.dataset_ids)
        if isinstance(datasets, Refusal):
            return datasets
        if refusal := await _not_a_party(
            change, viewer, given, [dataset["key"] for dataset in datasets]
        ):
            return refusal
        if given.code and (taken := await record.by_code(change, NodeKind.AGREEMENT, [given.code])):
            return _taken(given.code, next(iter(taken.values()))["name"])
        consumer = await _consumer(change, given.consumer)
        if isinstance(consumer, Refusal):
            return consumer
        covered = {dataset["key"] for dataset in datasets}
        key = await references.free_key(
            change, NodeKind.AGREEMENT, given.code or f"{attributes['name']}\x1f{consumer}"
        )
        await record.register(change, [record.NewEntity(NodeKind.AGREEMENT, key, attributes)])
        await record.add_facts(
            change,
            [
                record.Fact("GRANTED_TO", key, consumer, f"GRANTED_TO|{key}", key, *period),
                *(
                    record.Fact("COVERS", key, dataset, f"COVERS|{key}|{dataset}", key, *period)
                    for dataset in sorted(covered)
                ),
            ],
        )
        return await _usages(change, given, key, consumer, covered, period)

    return await audit_log.commit(engine, viewer, intent, work)


def _attributes(change: Change, given: RecordAgreementInput) -> Row | Refusal:
    """Return what an agreement says of itself."""
    attributes: Row = {
        "name": wording.name(given.name, ["input", "name"]),
        "purpose": wording.name(given.purpose, ["input", "purpose"]),
        "opinion": wording.text(given.opinion, ["input", "opinion"]),
        "legal_basis": wording.text(given.legal_basis, ["input", "legalBasis"]),
        "code": given.code,
        "kind": given.kind,
        "method": given.method,
        "status": given.status,
    }
    for checked in attributes.values():
        if isinstance(checked, Refusal):
            return checked
    period = validity.period(change, given.valid_from, given.valid_to)
    if isinstance(period, Refusal):
        return period
    return attributes | {"valid_from": period[0], "valid_to": period[1]}


async def end_agreement(
    engine: Engine, viewer: Viewer, given: EndAgreementInput, intent: Intent
) -> Committed | Refusal:
    """End an agreement at an instant: from then on it covers nothing and grants nothing."""

    async def work(change: Change) -> Outcome | Refusal:
        agreement = await references.current(change, given.id, ["input", "id"], NodeKind.AGREEMENT)
        if isinstance(agreement, Refusal):
            return agreement
        parties = await change.run("agreement/parties", agreement=agreement["key"])
        if not any(viewer.may_edit(unit) for unit in [*parties["units"], None]):
            return references.not_found(given.id, ["input", "id"])
        if refusal := references.outdated(agreement, given.expected_version):
            return refusal
        ends_at = validity.until(change, given.ends_at)
        if ends_at <= agreement["valid_from"].to_native():
            return InvalidInput(
                message=say(
                    zh="终止时间必须晚于协议的生效时间。请核对 endsAt。",
                    en="An agreement ends after it began. Check endsAt.",
                ),
                path=["input", "endsAt"],
            )
        if agreement["valid_to"].to_native() <= ends_at:
            return Conflict(
                message=say(
                    zh=f"“{agreement['name']}”在该时间之前已终止。",
                    en=f"{agreement['name']} had ended before that.",
                ),
                path=["input", "endsAt"],
            )
        ended = {"status": AgreementStatus.ENDED, "valid_to": ends_at}
        await record.revise(change, NodeKind.AGREEMENT, {agreement["key"]: ended})
        await record.retract(
            change, [record.Stretch(agreement["key"], slot, ends_at) for slot in parties["slots"]]
        )
        return Outcome(agreement["key"])

    return await audit_log.commit(engine, viewer, intent, work)


async def _datasets(change: Change, given: Sequence[str]) -> list[Row] | Refusal:
    if not given:
        return InvalidInput(
            message=say(
                zh="协议至少要覆盖一个数据集。", en="An agreement covers at least one dataset."
            ),
            path=["input", "datasetIds"],
        )
    found = []
    for index, dataset_id in enumerate(given):
        path = ["input", "datasetIds", str(index)]
        dataset = await references.current(change, dataset_id, path, NodeKind.DATASET)
        if isinstance(dataset, Refusal):
            return dataset
        found.append(dataset)
    return found


async def _not_a_party(
    change: Change, viewer: Viewer, given: RecordAgreementInput, datasets: list[str]
) -> NotPermitted | None:
    """Only the centre and the provider record what was granted or refused; a unit records its own requests."""
    owners = (await change.run("lineage/owners", keys=datasets))["owners"]
    if all(viewer.may_edit(owner["unit"]) for owner in owners):
        return None
    asks = given.status is AgreementStatus.PENDING and given.consumer.unit_id is not None
    if asks and (unit := keys.decode(str(given.consumer.unit_id))) and viewer.may_edit(unit.key):
        return None
    return NotPermitted(
        message=say(
            zh="共享的同意或拒绝由提供单位或区大数据中心登记;使用单位可以登记本单位待审核的申请(第二十一条)。",
            en="The provider or the big-data centre records what was granted or refused; a unit may record its own "
            "pending request (Art. 21).",
        ),
        rule="第二十一条",
    )


async def _consumer(change: Change, given: ConsumerInput) -> str | Refusal:
    name = wording.name(given.name, ["input", "consumer", "name"])
    if isinstance(name, Refusal):
        return name
    unit: Row | None = None
    if given.unit_id is not None:
        found = await references.current(
            change, given.unit_id, ["input", "consumer", "unitId"], NodeKind.UNIT
        )
        if isinstance(found, Refusal):
            return found
        unit = found
    key = keys.mint(NodeKind.CONSUMER, unit["key"] if unit else "", name)
    if key in await record.current(change, [key]):
        return key
    attributes = {"name": name, "kind": given.kind, "jurisdiction": given.jurisdiction}
    await record.register(change, [record.NewEntity(NodeKind.CONSUMER, key, attributes)])
    if unit is not None:
        await record.add_facts(
            change, [record.Fact("ACTS_FOR", key, unit["key"], f"ACTS_FOR|{key}", key)]
        )
    return key


async def _usages(  # what an agreement hands to its uses
    change: Change,
    given: RecordAgreementInput,
    agreement: str,
    consumer: str,
    covered: set[str],
    period: Period,
) -> Outcome | Refusal:
    for index, usage in enumerate(given.usages):
        path = ["input", "usages", str(index)]
        dataset = references.key_of(usage.dataset_id, [*path, "datasetId"], NodeKind.DATASET)
        name = wording.name(usage.name, [*path, "name"])
        if isinstance(dataset, Refusal):
            return dataset
        if isinstance(name, Refusal):
            return name
        if dataset not in covered:
            return InvalidInput(
                message=say(
                    zh=f"“{name}”使用的数据集不在本协议的覆盖范围内。请先加入 datasetIds。",
                    en=f"{name} uses a dataset that the agreement does not cover. Add it to datasetIds first.",
                ),
                path=[*path, "datasetId"],
            )
        key = await references.free_key(change, NodeKind.USAGE, agreement, dataset, name)
        attributes = {"name": name, "purpose": usage.purpose, "domain": usage.domain}
        await record.register(change, [record.NewEntity(NodeKind.USAGE, key, attributes)])
        used = (period[0], OPEN_END) if usage.open_ended else period
        await record.add_facts(
            change,
            [
                record.Fact("MAKES", consumer, key, f"MAKES|{key}", key, *used),
                record.Fact("OF", key, dataset, f"OF|{key}", key, *used),
                record.Fact("UNDER", key, agreement, f"UNDER|{key}", key, *used),
            ],
        )
    return Outcome(agreement)


def _taken(code: str, name: str) -> Conflict:
    return Conflict(
        message=say(
            zh=f"协议编号“{code}”已由“{name}”使用。请核对编号。",
            en=f"The code {code} belongs to {name}. Check it.",
        ),
        path=["input", "code"],
    )
