"""The path that a verdict rests on, step by step, with how each alignment on it was made."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from graph_catalog.collection.verdict.context import VerdictContext
from graph_catalog.collection.verdict.grants import last_day
from graph_catalog.collection.verdict.naming import hindrance
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding
from graph_catalog.language import say
from graph_catalog.matching.reading.datum import Candidate
from graph_catalog.model.answers import (
    MOST_SHOWN,
    EvidenceRedaction,
    FieldVerdictKind,
    SourceStanding,
)
from graph_catalog.model.enums.entries import EntryStatus, Listing, ProvisionMethod, SharingClass
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.visibility import Visibility


class StepKind(Enum):
    """What an evidence step stands on."""

    PLANNED_FIELD = "PLANNED_FIELD"
    ALIGNMENT = "ALIGNMENT"
    RULING = "RULING"
    CANDIDATE = "CANDIDATE"
    DATUM = "DATUM"
    FIELD = "FIELD"
    DATASET = "DATASET"
    UNIT = "UNIT"
    COPY = "COPY"
    DESIGNATION = "DESIGNATION"
    AGREEMENT = "AGREEMENT"
    EXEMPTION = "EXEMPTION"


@dataclass(frozen=True, slots=True)
class VerdictStep:
    """A step of the path that a verdict rests on.

    `key` is that of the node (of a datum, its `DatumKey.key`); empty where it is no node, or may not
    be shown. `redaction` says why a step is not shown; None where it is.
    """

    kind: StepKind
    key: str
    name: str
    text: str
    redaction: EvidenceRedaction | None = None


def evidence(context: VerdictContext) -> tuple[VerdictStep, ...]:
    """Return the path from the planned field to the source, how each alignment on it was made.

    Where there is no one source, there is a path to each of the strongest, `MOST_SHOWN` at the most.
    """
    planned, best = context.planned, context.planned.alignment
    made = say(zh="，", en=", ").join(map(str, best.reasons))
    steps = [
        VerdictStep(
            StepKind.PLANNED_FIELD, "", planned.name, say(zh="方案中的字段", en="the planned field")
        ),
        VerdictStep(StepKind.ALIGNMENT, "", best.method, f"{made} ({best.confidence:.2f})"),
    ]
    if ruling := best.candidates[0].ruling:
        effect = say(zh="按这一裁定识别，可撤销", en="read by this ruling, which may be withdrawn")
        steps.append(VerdictStep(StepKind.RULING, ruling, say(zh="裁定", en="ruling"), effect))
    elif best.candidates[0].is_ruling_hidden:
        steps.append(_redacted(StepKind.RULING, EvidenceRedaction.NAMED_BY_HIDDEN_FIELDS))
    steps.append(_datum(context))
    if (exemption := context.exemption) is not None:
        until = _until(exemption.last_day)
        steps.append(
            _redacted(StepKind.EXEMPTION, EvidenceRedaction.OF_OTHERS)
            if exemption.is_hidden
            else VerdictStep(StepKind.EXEMPTION, exemption.key, exemption.basis, until)
        )
    for offer in shown(context.kind, context.found):
        steps += _path(offer)
    return tuple(steps)


def shown(kind: FieldVerdictKind, found: Sequence[Offer]) -> Sequence[Offer]:
    """Choose what a verdict shows: candidates to choose from, units that collect, or the source."""
    match kind:
        case FieldVerdictKind.REVIEW:
            return found[:MOST_SHOWN]
        case FieldVerdictKind.UNSOURCED | FieldVerdictKind.NEW:
            of_each = {offer.holder.unit_key: offer for offer in reversed(found)}
            return [offer for offer in found if of_each[offer.holder.unit_key] is offer][
                :MOST_SHOWN
            ]
        case _:
            return found[:1]


def _datum(context: VerdictContext) -> VerdictStep:
    best = context.planned.alignment.candidates[0]
    if best.is_hidden:
        # The plan's own words are no secret; by which datum of others they are known is.
        text = _why_hidden(EvidenceRedaction.NAMED_BY_HIDDEN_FIELDS)
        redaction = EvidenceRedaction.NAMED_BY_HIDDEN_FIELDS
        return VerdictStep(StepKind.DATUM, "", best.datum.text, text, redaction)
    text = say(zh="所指的数", en="the datum it denotes")
    return VerdictStep(StepKind.DATUM, best.datum.key, best.datum.text, text)


def _redacted(kind: StepKind, redaction: EvidenceRedaction) -> VerdictStep:
    name = say(zh="未公开", en="not shown")
    return VerdictStep(kind, "", name, _why_hidden(redaction), redaction)


def _why_hidden(redaction: EvidenceRedaction) -> str:
    return {
        EvidenceRedaction.NOT_PUBLISHED: say(
            zh="目录中有，但未对其他单位公开", en="on record, and published to no other unit"
        ),
        EvidenceRedaction.FIELD_NOT_SHARED: say(
            zh="目录中有，但该数据项不对其他单位公开",
            en="on record, but this field is not shared with other units",
        ),
        EvidenceRedaction.OF_OTHERS: say(
            zh="目录中有，但只有当事单位可见", en="on record, but only its parties may see it"
        ),
        EvidenceRedaction.NAMED_BY_HIDDEN_FIELDS: say(
            zh="暂定的数，其数据项未对本单位公开；这里写的是方案中的名称",
            en="a provisional datum whose fields are not shown to you; this is the plan's own name",
        ),
    }[redaction]


def _path(offer: Offer) -> list[VerdictStep]:
    holder = offer.holder
    steps = []
    if offer.copy is not None:
        between = max(len(offer.copy.origin_path) - 1, 1)
        found_at = say(
            zh=f"副本，沿血缘上溯 {between} 步到来源",
            en=f"a copy; its lineage leads to the source in {between}",
        )
        steps.append(_of_field(StepKind.COPY, offer.copy, offer.copy.dataset_name, found_at))
    if offer.reading is not None:
        steps.append(_other_reading(offer.reading))
    aligned = say(
        zh=f"对应该数（{holder.method}，{holder.confidence:.2f}）",
        en=f"denotes it ({holder.method}, {holder.confidence:.2f})",
    )
    steps.append(_of_field(StepKind.FIELD, holder, holder.field_name, aligned))
    if holder.visibility is Visibility.HIDDEN:
        # That this unit has it is told by nothing else than the hidden dataset.
        hidden = EvidenceRedaction.NOT_PUBLISHED
        steps += [_redacted(StepKind.DATASET, hidden), _redacted(StepKind.UNIT, hidden)]
    else:
        dataset, unit = (
            (holder.dataset_key, holder.dataset_name),
            (holder.unit_key, holder.unit_name),
        )
        steps.append(VerdictStep(StepKind.DATASET, *dataset, _state(holder)))
        steps.append(VerdictStep(StepKind.UNIT, *unit, _standing(offer)))
    steps += [_of_agreement(agreement, text) for agreement, text in _agreements(offer)]
    return steps


def _of_field(kind: StepKind, holding: Holding, name: str, text: str) -> VerdictStep:
    if holding.shows_field:
        return VerdictStep(kind, holding.field_key, name, text)
    is_unknown = holding.visibility is Visibility.HIDDEN
    hidden = EvidenceRedaction.NOT_PUBLISHED if is_unknown else EvidenceRedaction.FIELD_NOT_SHARED
    return _redacted(kind, hidden)


def _of_agreement(agreement: AppliedGrant, text: str) -> VerdictStep:
    if agreement.is_hidden:
        return _redacted(StepKind.AGREEMENT, EvidenceRedaction.OF_OTHERS)
    name = " ".join(filter(None, (agreement.code, agreement.purpose)))
    return VerdictStep(StepKind.AGREEMENT, agreement.key, name, text)


def _agreements(offer: Offer) -> list[tuple[AppliedGrant, str]]:
    """Return the agreements of the unit that bear on an offer, each with what it says."""
    found = []
    if offer.grant is not None:
        until = _until(last_day(offer.grant))
        found.append((offer.grant, say(zh=f"已获授权，{until}", en=f"granted, {until}")))
    if offer.refusal is not None:
        basis = offer.refusal.reason
        found.append((offer.refusal, say(zh=f"已被驳回：{basis}", en=f"refused: {basis}")))
    if offer.application is not None and offer.grant is None and offer.refusal is None:
        found.append((offer.application.grant, hindrance(offer.application)))
    return found


def _until(day: dt.date | None) -> str:
    if day is None:
        return say(zh="未定终止日期", en="no end stated")
    return say(zh=f"有效至 {day}", en=f"until {day}")


def _other_reading(reading: Candidate) -> VerdictStep:
    """Say as what else the planned field may be read, or which nets caught that datum."""
    made = say(zh="，", en=", ").join(map(str, reading.reasons)) or reading.method.value
    text = f"{made} ({reading.method}, {reading.confidence:.2f})"
    if reading.method.is_net:
        text += say(zh="，不足以认定", en=", which proves nothing")
    if reading.is_hidden:
        return _redacted(StepKind.CANDIDATE, EvidenceRedaction.NAMED_BY_HIDDEN_FIELDS)
    return VerdictStep(StepKind.CANDIDATE, "", reading.datum.text, text)


def _state(holding: Holding) -> str:
    """Say what about a dataset the verdict turns on: its place in the catalog, how it is had."""
    if holding.status is EntryStatus.WITHDRAWN:
        return say(zh="目录条目，已撤销", en="an entry, withdrawn")
    if holding.listing is not Listing.LISTED:
        return say(zh="未编目的表", en="a table that is no entry")
    if holding.status is EntryStatus.DRAFT or holding.sharing_class is None:
        return say(zh="目录条目，未发布共享", en="an entry, nothing published")
    shared = {
        SharingClass.UNCONDITIONAL: say(zh="无条件共享", en="shared without conditions"),
        SharingClass.CONDITIONAL: say(zh="受限共享", en="shared on conditions"),
        SharingClass.NOT_SHARED: say(zh="非共享", en="not shared"),
    }[holding.sharing_class]
    parts = (holding.dataset_code, holding.system_name, shared, _reached_by(holding))
    return say(zh="目录条目：", en="an entry: ") + say(zh="，", en=", ").join(filter(None, parts))


def _reached_by(holding: Holding) -> str:
    """Say by which way of Art. 22 the data are given out."""
    if holding.provision_method is None:
        return ""
    return {
        ProvisionMethod.SHARE_API: say(zh="市级接口共享", en="by the city's interface"),
        ProvisionMethod.SHARE_EXCHANGE: say(zh="市级交换共享", en="by the city's exchange"),
        ProvisionMethod.CENTRAL_ANALYSIS: say(zh="平台集中分析处理", en="by central analysis"),
        ProvisionMethod.OFFLINE: say(zh="线下交换", en="offline"),
    }[holding.provision_method]


def _standing(offer: Offer) -> str:
    """Say how a unit stands to the datum, and where nobody has said how it comes by it."""
    if offer.holder.acquisition is not Acquisition.UNKNOWN:
        return _holds(offer)
    return say(
        zh=f"{_holds(offer)}，获取方式不明",
        en=f"{_holds(offer)}; nobody has said how it comes by it",
    )


def _holds(offer: Offer) -> str:
    if offer.standing is None:
        collects = offer.holder.acquisition is Acquisition.COLLECTED
        return (
            say(zh="采集单位", en="collects it") if collects else say(zh="持有单位", en="holds it")
        )
    return {
        SourceStanding.DESIGNATED: say(zh="经定源的数源单位", en="its designated source"),
        SourceStanding.SOLE_HOLDER: say(zh="唯一持有单位", en="its only holder"),
        SourceStanding.ONE_OF_SEVERAL: say(zh="多个持有单位之一", en="one of several holders"),
    }[offer.standing]
