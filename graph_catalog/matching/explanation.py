"""What the officer is told about a verdict: a sentence to act on, and the articles."""

from collections.abc import Callable, Mapping, Sequence

from graph_catalog.language import say
from graph_catalog.matching.datum import DatumKey
from graph_catalog.matching.offer import Offer
from graph_catalog.matching.plan import Exemption, Holding, PlannedField
from graph_catalog.matching.verdict_table import ROWS
from graph_catalog.model.answers import MOST_SHOWN, FieldVerdictKind
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.systems import SourceLevel

_MOST = 3
"""Names in a sentence: more are in the evidence."""


def classified(markers: Sequence[str]) -> str:
    """Say why a whole plan is refused."""
    said = "、".join(markers)
    return say(
        zh=f"方案中出现“{said}”，涉及国家秘密的数据不在本目录管理范围（第三十条），整个方案不予受"
        "理，内容未保存。"
        "如不涉密，请改写名称后重新提交。",
        en=f"The plan says {said!r}. Data with state secrets are not for this catalog (Art. 30): "
        "the whole plan is "
        "refused and nothing of it was kept. If nothing is secret, reword it and ask again.",
    )


def identifier(datum: DatumKey, other: str) -> str:
    """Say why an identifier is asked once and nothing more."""
    return say(
        zh=f"“{datum.text}”只用于查询“{other}”等可共享的数据：填写一次即可，不要再采集能查到的内容。",
        en=f"{datum.text} serves to look up {other!r} and whatever else is shared: ask it once, "
        "and collect nothing that it opens.",
    )


def why(
    planned: PlannedField,
    kind: FieldVerdictKind,
    found: Sequence[Offer],
    exemption: Exemption | None,
) -> str:
    """Say in one or two sentences what was found and what is to be done."""
    datum = planned.alignment.datum.text
    if exemption is not None:
        return say(
            zh=f"“{datum}”已获豁免，可以采集，依据：{exemption.basis}；"
            f"有效期至 {exemption.valid_to}。",
            en=f"{datum} is exempt and may be collected; basis: {exemption.basis}, "
            f"until {exemption.valid_to}.",
        )
    return _SENTENCES[kind](planned.name, datum, found)


def _not_collected(name: str, _datum: str, _found: Sequence[Offer]) -> str:
    return say(
        zh=f"“{name}”不是采集得来。请登记它的来源（血缘），共享获取的不编入本单位目录。",
        en=f"{name!r} is not collected. Declare where it comes from (lineage); what is had by "
        "sharing does not enter your own catalog.",
    )


def _review(name: str, _datum: str, found: Sequence[Offer]) -> str:
    offer = found[0]
    source, field = _named(offer.holder), offer.holder.field_name
    more = _more_candidates(len(found))
    return say(
        zh=f"“{name}”可能就是{source}的“{field}”，但把握不足（{offer.confidence:.2f}）{more}。"
        "请核对含义，由大数据中心裁定后再决定是否采集。",
        en=f"{name!r} may be {field!r} of {source}, which is not sure ({offer.confidence:.2f})"
        f"{more}. Check what it means and have the centre rule before collecting.",
    )


def _more_candidates(count: int) -> str:
    """Say how many candidates there are beside the first, and how many of them are not shown."""
    if count == 1:
        return ""
    rest, hidden = count - 1, count - MOST_SHOWN
    if hidden <= 0:
        return say(zh=f"；另有 {rest} 个候选，见依据", en=f"; the evidence shows {rest} more")
    return say(
        zh=f"；共有 {count} 个候选，依据中列出最接近的 {MOST_SHOWN} 个，另有 {hidden} 个未列出",
        en=f"; of {count} candidates the evidence shows the likeliest {MOST_SHOWN}, "
        f"and there {'is' if hidden == 1 else 'are'} {hidden} more",
    )


def _already_held(_name: str, datum: str, found: Sequence[Offer]) -> str:
    source, grant = _named(found[0].holder), found[0].grant
    if grant is None:
        return say(
            zh=f"本单位已有“{datum}”（{source}）。请直接使用，不要再采集。",
            en=f"Your unit already has {datum} ({source}). Use it; do not collect it again.",
        )
    return say(
        zh=f"本单位已获授权使用{source}的“{datum}”，用途“{grant.purpose}”涵盖本方案。"
        "请直接使用，不要采集。",
        en=f"Your unit was granted {datum} of {source} for {grant.purpose!r}, which covers this "
        "plan. Use it; do not collect.",
    )


def _obtainable(_name: str, datum: str, found: Sequence[Offer]) -> str:
    source, others = _named(found[0].holder), _others(found)
    return say(
        zh=f"不得采集：“{datum}”由{source}无条件共享{others}。请填报数据使用申请获取。",
        en=f"Do not collect: {source} shares {datum} without conditions{others}. "
        "File a data use application.",
    )


def _on_request(_name: str, datum: str, found: Sequence[Offer]) -> str:
    source, terms, others = _named(found[0].holder), _terms(found[0].holder), _others(found)
    return say(
        zh=f"先申请，不要采集：“{datum}”由{source}有条件提供{terms}{others}。",
        en=f"Apply first, do not collect: {source} gives {datum} on conditions{terms}{others}.",
    )


def _partly(_name: str, datum: str, found: Sequence[Offer]) -> str:
    source = _named(found[0].holder)
    lacks = say(zh="、", en=", ").join(map(str, found[0].gaps))
    return say(
        zh=f"{source}共享“{datum}”，但{lacks}不能满足本方案。"
        "能共享的部分不得采集，只采集缺少的部分。",
        en=f"{source} shares {datum}, but not for the {lacks} that the plan needs. "
        "Collect only what is missing.",
    )


def _not_shared(_name: str, datum: str, found: Sequence[Offer]) -> str:
    holder = found[0].holder
    source, reason, basis = _named(holder), holder.sharing_reason, holder.legal_basis
    return say(
        zh=f"{source}持有“{datum}”，依法不予共享（理由：{reason}；依据：{basis}）。可以采集。",
        en=f"{source} holds {datum} and lawfully keeps it (reason: {reason}; basis: {basis}). "
        "It may be collected.",
    )


def _supply_gap(_name: str, datum: str, found: Sequence[Offer]) -> str:
    source, fault = _named(found[0].holder), found[0].fault
    return say(
        zh=f"{source}持有“{datum}”，但目前得不到：{fault}。可以采集，同时将向该单位提出问题。",
        en=f"{source} holds {datum}, but it cannot be had now: {fault}. It may be collected; "
        "a finding goes to that unit.",
    )


def _unsourced(_name: str, datum: str, found: Sequence[Offer]) -> str:
    units = _units(found)
    return say(
        zh=f"{units}已持有或采集“{datum}”，但没有发布共享。可以采集；建议申请定源，避免多头采集。",
        en=f"{units} hold or collect {datum}, and nothing is published. It may be collected; "
        "ask for a source to be designated.",
    )


def _new(_name: str, datum: str, _found: Sequence[Offer]) -> str:
    return say(
        zh=f"目前没有单位持有“{datum}”，可以依法采集。采集后请编目并共享。",
        en=f"No unit holds {datum}; it may be collected by law. Then list it and share it.",
    )


_SENTENCES: Mapping[FieldVerdictKind, Callable[[str, str, Sequence[Offer]], str]] = {
    FieldVerdictKind.NOT_COLLECTED: _not_collected,
    FieldVerdictKind.REVIEW: _review,
    FieldVerdictKind.ALREADY_HELD: _already_held,
    FieldVerdictKind.OBTAINABLE: _obtainable,
    FieldVerdictKind.OBTAINABLE_ON_REQUEST: _on_request,
    FieldVerdictKind.PARTLY_OBTAINABLE: _partly,
    FieldVerdictKind.HELD_NOT_SHARED: _not_shared,
    FieldVerdictKind.SUPPLY_GAP: _supply_gap,
    FieldVerdictKind.UNSOURCED: _unsourced,
    FieldVerdictKind.NEW: _new,
}
"""What is said for each row but the exempt, which names its exemption, and the identifier."""


def provisions(
    kind: FieldVerdictKind, offer: Offer | None, *, legal_basis_missing: bool
) -> tuple[str, ...]:
    """Return the articles behind a verdict, those of its row first."""
    articles = list(ROWS[kind].articles)
    if kind is FieldVerdictKind.SUPPLY_GAP and offer is not None and offer.fault is not None:
        articles.append(offer.fault.article)
    if legal_basis_missing:
        articles.append("第十五条第一款")
    return tuple(dict.fromkeys(articles))


def is_hidden_from_others(holding: Holding) -> bool:
    """Whether nobody but its own unit and the centre may learn what a holding is called.

    It was never published.
    """
    return holding.status is not EntryStatus.PUBLISHED or holding.listing is not Listing.LISTED


def _named(holding: Holding) -> str:
    """Name a holder, and its dataset where that is published.

    A system of an upper level is said to be one.
    """
    level = {
        SourceLevel.STATE: say(zh="国直系统", en="a state system"),
        SourceLevel.PROVINCE: say(zh="省直系统", en="a provincial system"),
        SourceLevel.CITY: say(zh="市直系统", en="a municipal system"),
    }.get(holding.source_level, "")
    shown = "" if is_hidden_from_others(holding) else holding.dataset_name
    inside = [part for part in (shown and say(zh=f"《{shown}》", en=shown), level) if part]
    if not inside:
        return holding.unit_name
    return say(
        zh=f"{holding.unit_name}（{'，'.join(inside)}）",
        en=f"{holding.unit_name} ({', '.join(inside)})",
    )


def _terms(holding: Holding) -> str:
    """Say on which conditions and by which basis something is given."""
    masked = say(zh="经脱敏处理", en="masked") if holding.offers_masked else ""
    parts = [part for part in (masked, holding.sharing_reason, holding.legal_basis) if part]
    return say(zh=f"（{'；'.join(parts)}）", en=f" ({'; '.join(parts)})") if parts else ""


def _others(found: Sequence[Offer]) -> str:
    others = {offer.holder.unit_name for offer in found[1:] if offer.verdict is found[0].verdict}
    others.discard(found[0].holder.unit_name)
    if not others:
        return ""
    return say(
        zh=f"，另有 {len(others)} 个单位也可提供", en=f"; {len(others)} more can give it as well"
    )


def _units(found: Sequence[Offer]) -> str:
    names = list(dict.fromkeys(offer.holder.unit_name for offer in found))
    listed = say(zh="、", en=", ").join(names[:_MOST])
    rest = len(names) - _MOST
    return (
        listed
        if rest <= 0
        else say(zh=f"{listed}等 {len(names)} 个单位", en=f"{listed} and {rest} more")
    )
