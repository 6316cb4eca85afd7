"""What the officer is told about a verdict: what was found, what to do, what would change it, by which article."""

from collections.abc import Callable, Mapping, Sequence

from graph_catalog.collection.verdict import naming, sharing_sentences
from graph_catalog.collection.verdict.context import VerdictContext
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.verdict_table import ROWS
from graph_catalog.language import say, some
from graph_catalog.model.answers import MOST_SHOWN, FieldVerdictKind
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.fields import Acquisition


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


def why(context: VerdictContext) -> str:
    """Say what was found and what is to be done, what would change the verdict, and the articles."""
    offer = context.found[0] if context.found else None
    articles = "、".join(provisions(context.kind, offer, legal_basis_missing=False))
    return say(
        zh=f"{_SENTENCES[context.kind](context)}（{articles}）",
        en=f"{_SENTENCES[context.kind](context)} ({articles})",
    )


def _not_collected(context: VerdictContext) -> str:
    name = context.planned.name
    if context.planned.acquisition is not Acquisition.SHARED:
        return say(
            zh=f"“{name}”由业务产生或加工派生，不是采集得来。请登记它的来源（血缘）；"
            "如需向办事人收取，请把获取方式改为采集后再查。",
            en=f"{name!r} is generated or derived, not collected. Declare where it comes from "
            "(lineage); if people are to state it, say that it is collected and ask again.",
        )
    return say(
        zh=f"“{name}”通过共享获取，不是采集得来{_shared_from(context)}。请登记它的来源（血缘），"
        "共享获取的不编入本单位目录。",
        en=f"{name!r} is had by sharing, not collected{_shared_from(context)}. Declare where it "
        "comes from (lineage); it does not enter your own catalog.",
    )


def _shared_from(context: VerdictContext) -> str:
    """Say who gives what a plan means to get by sharing, and whether the unit may have it."""
    if not context.found:
        return say(zh="，但目录中没有单位持有它", en=", and no unit on record holds it")
    source = naming.holder(context.offer.holder)
    if context.kind is FieldVerdictKind.NOT_COLLECTED and context.offer.grant is not None:
        code = naming.agreement(context.offer.grant)
        return say(zh=f"，由{source}提供，已有授权{code}", en=f", from {source}, granted{code}")
    return say(
        zh=f"，由{source}持有，本单位尚无生效的授权，须先申请",
        en=f", held by {source}, for which your unit has no live grant: apply first",
    )


def _review(context: VerdictContext) -> str:
    name, offer = context.planned.name, context.offer
    source, field = naming.holder(offer.holder), naming.field(offer.holder)
    more = _more_candidates(len(context.found))
    row = ROWS[offer.verdict]
    return say(
        zh=f"“{name}”可能就是{source}的{field}，但把握不足（{offer.confidence:.2f}）{more}。"
        f"请核对含义，由大数据中心裁定后再决定是否采集：裁定为同一数的，结论为“{row.gets}”；"
        "裁定为不同的，可以采集。",
        en=f"{name!r} may be {field} of {source}, which is not sure ({offer.confidence:.2f})"
        f"{more}. Check what it means and have the centre rule before collecting: if they are one "
        f"datum, {row.gets!r}; if not, it may be collected.",
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


def _exempt(context: VerdictContext) -> str:
    exemption = context.exemption
    if exemption is None:
        raise AssertionError(context)
    end = exemption.last_day
    until_zh = f"有效至 {end}，此后恢复原判定" if end else "未定终止日期，请大数据中心补定"
    until_en = (
        f"until {end}, when the verdict without it returns"
        if end
        else "without an end: ask the centre to set one"
    )
    reason_zh = f"（{exemption.reason}）" if exemption.reason else ""
    reason_en = f" ({exemption.reason})" if exemption.reason else ""
    duty = exemption.kind.duty
    source = _exempt_source(context)
    return say(
        zh=f"“{context.datum}”已获豁免{reason_zh}，可以采集；依据：{exemption.basis}；{until_zh}。"
        f"{source}{duty + '。' if duty else ''}",
        en=f"{context.datum} is exempt{reason_en} and may be collected; basis: {exemption.basis}, "
        f"{until_en}.{' ' + source if source else ''}{' It is ' + duty + '.' if duty else ''}",
    )


def _exempt_source(context: VerdictContext) -> str:
    """Name the source that an exempt collection stands beside."""
    if not context.found or context.offer.is_own:
        return ""
    source = naming.holder(context.offer.holder)
    return say(zh=f"数源仍是{source}。", en=f"Its source remains {source}.")


def _identifier(context: VerdictContext) -> str:
    names = [f"“{name}”" for name in context.opens]
    return say(
        zh=f"“{context.datum}”用于查询{some(names)}：填写一次即可，能查到的内容不要再采集。"
        "如改为不查询这些内容，此项按其自身判定。",
        en=f"{context.datum} serves to look up {some(context.opens)}: ask it once, and "
        "collect nothing that it opens. If none of that were wanted, it would be judged by itself.",
    )


def _not_shared(context: VerdictContext) -> str:
    holder, refusal = context.offer.holder, context.offer.refusal
    source = naming.holder(holder)
    if refusal is not None:
        code, basis = naming.agreement(refusal), refusal.reason
        return say(
            zh=f"{source}持有“{context.datum}”，已依法驳回本单位的申请{code}（依据：{basis}）。"
            "可以采集；该单位改为同意时不得再采集。",
            en=f"{source} holds {context.datum} and lawfully refused your request{code}"
            f" (basis: {basis}). It may be collected, until that unit grants it.",
        )
    reason, basis = holder.sharing_reason, holder.legal_basis
    return say(
        zh=f"{source}持有“{context.datum}”，依法不予共享（理由：{reason}；依据：{basis}）。"
        "可以采集；该单位改为共享或可脱敏提供时不得再采集。",
        en=f"{source} holds {context.datum} and lawfully keeps it (reason: {reason}; basis: {basis}). "
        "It may be collected, until that unit shares it or gives it out masked.",
    )


def _supply_gap(context: VerdictContext) -> str:
    offer = context.offer
    source, fault = naming.holder(offer.holder), offer.fault
    if fault is None:
        raise AssertionError(offer)
    said = fault.of(offer.holder, context.plan)
    return say(
        zh=f"{source}持有“{context.datum}”，但目前得不到：{said}。可以采集；"
        f"问题转该单位：{fault.remedy}，之后不得再采集。",
        en=f"{source} holds {context.datum}, but it cannot be had now: {said}. "
        f"It may be collected; a finding goes to that unit: {fault.remedy}, and then it may not.",
    )


def _unsourced(context: VerdictContext) -> str:
    units = naming.units([offer.holder for offer in context.found])
    if all(offer.holder.unit_key == context.plan.unit_key for offer in context.found):
        datasets = some(
            list(dict.fromkeys(naming.own_dataset(offer.holder) for offer in context.found)), "个"
        )
        return say(
            zh=f"只有本单位持有“{context.datum}”（{datasets}），但没有有效的目录条目。"
            "请先用已有数据，并编目发布或恢复发布；确无可用数据的可以采集。",
            en=f"Only your own unit holds {context.datum} ({datasets}), and no entry of it is in "
            "force. Use what you have, and publish it; where nothing is left of it, collect it.",
        )
    if all(offer.holder.is_copy for offer in context.found):
        return say(
            zh=f"{units}只有共享获取的“{context.datum}”副本，来源（血缘）没有登记。可以采集；"
            "请大数据中心查明来源，来源单位共享的不得再采集。",
            en=f"{units} have copies of {context.datum} whose origin is not on record. It may be "
            "collected, until the centre finds the origin and that unit shares it.",
        )
    return say(
        zh=f"{units}已持有或采集“{context.datum}”，但没有发布共享。可以采集；"
        "建议申请定源，避免多头采集，定源并共享后不得再采集。",
        en=f"{units} hold or collect {context.datum}, and nothing is published. It may be collected; "
        "ask for a source to be designated, and when that shares it, collect no more.",
    )


def _new(context: VerdictContext) -> str:
    if context.found:
        units = naming.units([offer.holder for offer in context.found])
        return say(
            zh=f"{units}登记有“{context.datum}”，但获取方式不明，也没有发布共享，不能据此认定重复采集。可以依法采集，采集后请编目并共享；"
            "请有关单位补明获取方式。",
            en=f"{units} {'has' if len({offer.holder.unit_key for offer in context.found}) == 1 else 'have'} {context.datum} on "
            "record without saying how it is had, and nothing is published: that makes no duplicate. It may be collected by law; "
            "then list it and share it. Have them say how they come by it.",
        )
    stated = context.planned.coverage != Coverage()
    within_zh = "在方案所述范围内，" if stated else ""
    within_en = "Within what the plan covers, no" if stated else "No"
    return say(
        zh=f"{within_zh}目前没有单位持有“{context.datum}”，可以依法采集。采集后请编目并共享；"
        "如知道有单位持有，请改用其数据项名称再查，或请大数据中心裁定。",
        en=f"{within_en} unit holds {context.datum}; it may be collected by law. Then list it and "
        "share it. If you know of a holder, ask again by its name for it, or have the centre rule.",
    )


_SENTENCES: Mapping[FieldVerdictKind, Callable[[VerdictContext], str]] = {
    FieldVerdictKind.NOT_COLLECTED: _not_collected,
    FieldVerdictKind.REVIEW: _review,
    FieldVerdictKind.EXEMPT: _exempt,
    FieldVerdictKind.IDENTIFIER: _identifier,
    FieldVerdictKind.ALREADY_HELD: sharing_sentences.already_held,
    FieldVerdictKind.OBTAINABLE: sharing_sentences.obtainable,
    FieldVerdictKind.OBTAINABLE_ON_REQUEST: sharing_sentences.on_request,
    FieldVerdictKind.PARTLY_OBTAINABLE: sharing_sentences.partly,
    FieldVerdictKind.HELD_NOT_SHARED: _not_shared,
    FieldVerdictKind.SUPPLY_GAP: _supply_gap,
    FieldVerdictKind.UNSOURCED: _unsourced,
    FieldVerdictKind.NEW: _new,
}
"""What is said for each row."""


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
