"""What the officer is told where a datum is to be had without collecting it: rows 6 to 9."""

from graph_catalog.collection.verdict import naming
from graph_catalog.collection.verdict.context import VerdictContext
from graph_catalog.collection.verdict.faults import Fault
from graph_catalog.collection.verdict.grants import Hindrance
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.plan import Plan
from graph_catalog.language import say
from graph_catalog.model.coverage import worded


def already_held(context: VerdictContext) -> str:
    """Row 6: the unit has it, as its source or by a grant."""
    offer, datum = context.offer, context.datum
    if offer.grant is None:
        dataset, late = naming.own_dataset(offer.holder), _own_fault(offer, context.plan)
        return say(
            zh=f"本单位就是“{datum}”的来源，见本单位{dataset}{late}。已有记录的直接使用，不要重复填写；"
            "首次登记的对象由本单位采集一次。",
            en=f"Your unit is itself the source of {datum}: {dataset}{late}. Use what is on record, "
            "do not ask for it again; of whom there is no record yet, collect it once.",
        )
    source = naming.holder(offer.copy if _is_by_copy(offer) and offer.copy else offer.holder)
    code = naming.agreement(offer.grant)
    return say(
        zh=f"本单位已获授权{code}使用{source}的“{datum}”，用途“{offer.grant.purpose}”涵盖本方案。"
        "请直接使用，不要采集；授权到期或用途改变时须重新申请。",
        en=f"Your unit was granted{code} {datum} of {source} for {offer.grant.purpose!r}, "
        "which covers this plan. Use it, do not collect; apply again when it ends or the purpose "
        "changes.",
    )


def _is_by_copy(offer: Offer) -> bool:
    return (
        offer.copy is not None
        and offer.grant is not None
        and offer.grant.dataset_key == offer.copy.dataset_key
    )


def _own_fault(offer: Offer, plan: Plan) -> str:
    """Say that the unit's own data are behind, where they are."""
    if offer.fault is not Fault.STALE:
        return ""
    said = offer.fault.of(offer.holder, plan)
    return say(zh=f"（{said}，请先更新）", en=f" ({said}: update it first)")


def obtainable(context: VerdictContext) -> str:
    """Row 7: another unit shares it without conditions."""
    source, others = naming.holder(context.offer.holder), naming.others(context.found)
    return say(
        zh=f"不得采集：“{context.datum}”由{source}无条件共享{others}。{_applied_zh(context)}"
        f"{_exception_zh(context)}",
        en=f"Do not collect: {source} shares {context.datum} without conditions{others}. "
        f"{_applied_en(context)} {_exception_en(context)}",
    )


def on_request(context: VerdictContext) -> str:
    """Row 8: another unit gives it on conditions, or masked."""
    holder = context.offer.holder
    source, terms, others = (
        naming.holder(holder),
        naming.terms(holder),
        naming.others(context.found),
    )
    masked_zh = "办理业务须用未脱敏的值时，请在申请中说明。" if holder.offers_masked else ""
    masked_en = " Where the plain value is needed, say so in it." if holder.offers_masked else ""
    return say(
        zh=f"先申请，不要采集：“{context.datum}”由{source}有条件提供{terms}{others}。"
        f"{_applied_zh(context)}{masked_zh}{_exception_zh(context)}",
        en=f"Apply first, do not collect: {source} gives {context.datum} on conditions{terms}"
        f"{others}. {_applied_en(context)}{masked_en} {_exception_en(context)}",
    )


def _applied_zh(context: VerdictContext) -> str:
    """Say what to apply for, or what has become of what was applied for."""
    if context.offer.application is None:
        return "请填报数据使用申请获取。"
    said = naming.hindrance(context.offer.application)
    if context.offer.application.hindrance is Hindrance.PENDING:
        return f"{said}，同意后即可使用，不必重复申请。"
    return f"{said}，请重新申请。"


def _applied_en(context: VerdictContext) -> str:
    if context.offer.application is None:
        return "File a data use application."
    said = naming.hindrance(context.offer.application)
    said = f"{said[:1].upper()}{said[1:]}"
    if context.offer.application.hindrance is Hindrance.PENDING:
        return f"{said}: use it when granted, there is no need to apply again."
    return f"{said}: apply again."


def _exception_zh(context: VerdictContext) -> str:
    """Say by what the verdict would change: a refusal, or an exemption, perhaps one that is over or for a part."""
    ask = "被拒绝，或者依法须自行采集并获区大数据中心豁免的，结论会改变。"
    if (part := context.narrower) is not None and not part.is_hidden:
        return f"现有豁免只限一定范围（{worded(part.coverage)}），方案写明只涉及该范围的方可采集。{ask}"
    if context.former is None:
        return ask
    return f"原豁免已于 {context.former.last_day} 终止。{ask}"


def _exception_en(context: VerdictContext) -> str:
    ask = "A refusal, or an exemption by the centre where the law makes you collect, changes this."
    if (part := context.narrower) is not None and not part.is_hidden:
        return f"The exemption that there is covers no more than {worded(part.coverage)}: only a plan for that may collect it. {ask}"
    if context.former is None:
        return ask
    return f"The exemption that held ended on {context.former.last_day}. {ask}"


def partly(context: VerdictContext) -> str:
    """Row 9: what is to be had is not all that the plan needs."""
    offer, lacks = context.offer, naming.lacking(context.offer)
    if offer.is_own:
        return say(
            zh=f"本单位{naming.own_dataset(offer.holder)}已有“{context.datum}”，但{lacks}。"
            "已有的直接使用，只采集缺少的部分；方案写明只涉及已有部分时，不必采集。",
            en=f"Your unit has {context.datum} in {naming.own_dataset(offer.holder)}, but {lacks}. "
            "Use that and collect only what is missing; a plan for no more than that need collect "
            "nothing.",
        )
    source, more = naming.holder(offer.holder), naming.others_partly(context.found)
    return say(
        zh=f"{source}共享“{context.datum}”，但{lacks}{more}。能共享的部分申请获取，不得采集；"
        "只采集缺少的部分。方案写明只涉及该范围时，全部应通过共享获取。",
        en=f"{source} shares {context.datum}, but {lacks}{more}. Apply for that part and collect only what "
        "is missing; for a plan about no more than that, all of it is to be had by sharing.",
    )
