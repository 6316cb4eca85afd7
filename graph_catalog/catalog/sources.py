"""定源: which dataset is the source of a datum, and who is exempt from going to it (Art. 15).

At most one source lives for a datum and coverage. Designating another takes its place from that instant on; what
overlaps an existing coverage without being equal to it is a `Conflict`, for then a datum would have two sources.
"""

from graph_catalog.auth import Right, Viewer
from graph_catalog.catalog import audit_log, described, record, references, validity, withdrawal
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.permission import refuse_without
from graph_catalog.catalog.validity import Period
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.language import say
from graph_catalog.model import coverage, wording
from graph_catalog.model.entities import Coverage
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.rulings import WithdrawExemptionInput
from graph_catalog.model.inputs.sources import DesignateSourceInput, ExemptCollectionInput
from graph_catalog.model.instant import OPEN_END
from graph_catalog.model.refusals import Conflict, InvalidInput, Refusal, RuleBroken


async def designate(
    engine: Engine, viewer: Viewer, given: DesignateSourceInput, intent: Intent
) -> Committed | Refusal:
    """Make a dataset the source of a datum for a coverage and a time."""

    async def work(change: Change) -> Outcome | Refusal:
        if refusal := refuse_without(viewer, Right.DESIGNATE):
            return refusal
        datum = await references.current(
            change, given.datum_id, ["input", "datumId"], NodeKind.DATUM
        )
        dataset = await references.current(
            change, given.dataset_id, ["input", "datasetId"], NodeKind.DATASET
        )
        for found in (datum, dataset):
            if isinstance(found, Refusal):
                return found
        period = validity.period(change, given.valid_from, given.valid_to)
        if isinstance(period, Refusal):
            return period
        return await _designate(change, given, datum, dataset, period)  # type: ignore[arg-type]  # not refusals

    return await audit_log.commit(engine, viewer, intent, work)


async def _designate(
    change: Change,
    given: DesignateSourceInput,
    datum: Row,
    dataset: Row,
    period: Period,
) -> Outcome | Refusal:
    if dataset["listing"] == "RECEIVED":
        return RuleBroken(
            message=say(
                zh=f"“{dataset['name']}”是共享获取的副本,不能作为数据源头。请指定提供方的目录条目。",
                en=f"{dataset['name']} is a copy had by sharing and cannot be a source. Name the provider's entry.",
            ),
            path=["input", "datasetId"],
            rule="第十条第三款",
        )
    wanted = coverage.read(given.coverage)
    valid_from, valid_to = period
    live = (await change.run("source/live", datum=datum["key"]))["designations"]
    for other in live:
        if not _meets(other, period):
            continue
        held = described.coverage(other["described"])
        if held == wanted and other["dataset"] == dataset["key"] and valid_to == OPEN_END:
            return Outcome(other["described"]["key"], changed=False)
        if held != wanted and coverage.overlaps(held, wanted):
            return _two_sources(datum, other, held)
        if held == wanted:
            ended = {other["described"]["key"]: {"valid_to": valid_from}}
            await record.revise(change, NodeKind.DESIGNATION, ended)
    key = await references.free_key(
        change, NodeKind.DESIGNATION, datum["key"], dataset["key"], coverage.slot(wanted)
    )
    attributes = {
        "name": f"{datum['name']} ← {dataset['name']}",
        "basis": wording.text(given.basis, ["input", "basis"]) if given.basis else None,
        "valid_from": valid_from,
        "valid_to": valid_to,
        **described.flat_coverage(wanted),
    }
    if isinstance(attributes["basis"], InvalidInput):
        return attributes["basis"]
    await record.register(change, [record.NewEntity(NodeKind.DESIGNATION, key, attributes)])
    await record.assert_facts(
        change,
        [
            record.Fact(
                "OF",
                key,
                datum["key"],
                f"SOURCE|{datum['key']}|{coverage.slot(wanted)}",
                datum["key"],
                *period,
            ),
            record.Fact("NAMES", key, dataset["key"], f"NAMES|{key}", key, *period),
        ],
    )
    return Outcome(key)


async def exempt(
    engine: Engine, viewer: Viewer, given: ExemptCollectionInput, intent: Intent
) -> Committed | Refusal:
    """Let a unit collect a datum itself although it could be had by sharing, for a reason and on a basis."""

    async def work(change: Change) -> Outcome | Refusal:
        if refusal := refuse_without(viewer, Right.DESIGNATE):
            return refusal
        datum = await references.current(
            change, given.datum_id, ["input", "datumId"], NodeKind.DATUM
        )
        unit = await references.current(change, given.unit_id, ["input", "unitId"], NodeKind.UNIT)
        attributes = _exemption(change, given)
        for checked in (datum, unit, attributes):
            if isinstance(checked, Refusal):
                return checked
        return await _exempt(change, datum, unit, attributes)  # type: ignore[arg-type]  # no refusals

    return await audit_log.commit(engine, viewer, intent, work)


async def withdraw_exemption(
    engine: Engine, viewer: Viewer, given: WithdrawExemptionInput, intent: Intent
) -> Committed | Refusal:
    """End an exemption now: from here on the verdict asks the unit to fetch again."""

    async def work(change: Change) -> Outcome | Refusal:
        withdrawn = await withdrawal.read(
            change,
            given.exemption_id,
            ["input", "exemptionId"],
            NodeKind.EXEMPTION,
            reason=given.reason,
            version=given.expected_version,
        )
        if isinstance(withdrawn, Refusal):
            return withdrawn
        key = withdrawn.found["key"]
        await record.revise(change, NodeKind.EXEMPTION, {key: withdrawn.described(change)})
        await record.retract(
            change,
            [record.Stretch(key, f"{edge}|{key}", change.at) for edge in ("OF", "FOR")],
        )
        return Outcome(key)

    return await audit_log.commit(engine, viewer, intent, work)


def _exemption(change: Change, given: ExemptCollectionInput) -> Row | InvalidInput:
    """Return what an exemption says of itself."""
    reason = wording.name(given.reason, ["input", "reason"])
    basis = wording.name(given.basis, ["input", "basis"])
    period = validity.period(change, given.valid_from, given.valid_to)
    if isinstance(reason, InvalidInput):
        return reason
    if isinstance(basis, InvalidInput):
        return basis
    if isinstance(period, InvalidInput):
        return period
    return {
        "name": reason,
        "basis": basis,
        "valid_from": period[0],
        "valid_to": period[1],
        **described.flat_coverage(coverage.read(given.coverage)),
    }


async def _exempt(change: Change, datum: Row, unit: Row, attributes: Row) -> Outcome:
    key = await references.free_key(change, NodeKind.EXEMPTION, datum["key"], unit["key"])
    period = (attributes["valid_from"], attributes["valid_to"])
    await record.register(change, [record.NewEntity(NodeKind.EXEMPTION, key, attributes)])
    await record.assert_facts(
        change,
        [
            record.Fact("OF", key, datum["key"], f"OF|{key}", key, *period),
            record.Fact("FOR", key, unit["key"], f"FOR|{key}", key, *period),
        ],
    )
    return Outcome(key)


def _meets(designation: Row, period: Period) -> bool:
    held_from, held_to = (designation[end].to_native() for end in ("valid_from", "valid_to"))
    return bool(held_from < period[1] and period[0] < held_to)


def _two_sources(datum: Row, other: Row, held: Coverage) -> Conflict:
    return Conflict(
        message=say(
            zh=f"“{datum['name']}”在相交的范围({coverage.slot(held)})内已定源于“{other['dataset_name']}”。"
            "一数一源:请先调整该定源的范围。",
            en=f"{datum['name']} has {other['dataset_name']} as its source for an overlapping coverage "
            f"({coverage.slot(held)}). One datum, one source: change that designation first.",
        ),
        path=["input", "coverage"],
        rule="第十五条第一款",
    )
