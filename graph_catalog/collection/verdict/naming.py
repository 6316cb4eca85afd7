"""How sentences and evidence name what a verdict speaks of: holders, applications, gaps."""

from collections.abc import Collection, Sequence

from graph_catalog.collection.verdict.covering import Gap
from graph_catalog.collection.verdict.grants import Application, Hindrance, last_day
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding
from graph_catalog.language import counted, say, some
from graph_catalog.model import places
from graph_catalog.model.coverage import worded_period
from graph_catalog.model.enums.systems import SourceLevel
from graph_catalog.model.places import EVERYTHING
from graph_catalog.model.visibility import Visibility

_MOST = 3
"""Names in a sentence: more are in the evidence."""


def holder(holding: Holding) -> str:
    """Name a holder and its dataset, as far as the reader may see them.

    A system of an upper level is said to be one.
    """
    if holding.visibility is Visibility.HIDDEN:
        return say(zh="一个单位（未对本单位公开）", en="a unit (not shown to yours)")
    level = {
        SourceLevel.STATE: say(zh="国直系统", en="a state system"),
        SourceLevel.PROVINCE: say(zh="省直系统", en="a provincial system"),
        SourceLevel.CITY: say(zh="市直系统", en="a municipal system"),
    }.get(holding.source_level, "")
    shown = say(zh=f"《{holding.dataset_name}》", en=holding.dataset_name)
    inside = [part for part in (shown, level) if part]
    return say(
        zh=f"{holding.unit_name}（{'，'.join(inside)}）",
        en=f"{holding.unit_name} ({', '.join(inside)})",
    )


def own_dataset(holding: Holding) -> str:
    """Name a dataset to the unit that has it."""
    if holding.visibility is Visibility.HIDDEN:
        return say(zh="未公开的数据", en="data that are not shown")
    return say(zh=f"《{holding.dataset_name}》", en=holding.dataset_name)


def field(holding: Holding) -> str:
    """Name the field that a unit holds, where the reader may see it."""
    if not holding.shows_field:
        return say(zh="一个未公开的数据项", en="a field that is not shown")
    return say(zh=f"“{holding.field_name}”", en=repr(holding.field_name))


def units(holdings: Collection[Holding]) -> str:
    """Name the units that hold something, a few of them, and count those that the reader may not see."""
    by_key = {holding.unit_key: "" for holding in holdings}
    for holding in holdings:
        by_key[holding.unit_key] = by_key[holding.unit_key] or holding.unit_name
    names = [name for name in by_key.values() if name]
    hidden = len(by_key) - len(names)
    if not hidden:
        return some(names, "个单位", most=_MOST)
    if not names:
        return say(
            zh=f"{hidden} 个单位（未对本单位公开）",
            en=f"{counted(hidden, 'unit')} (not shown to yours)",
        )
    return say(
        zh=f"{some(names, '个单位', most=_MOST)}和另外 {hidden} 个单位（未对本单位公开）",
        en=f"{some(names, most=_MOST)} and {counted(hidden, 'more unit')} (not shown to yours)",
    )


def terms(holding: Holding) -> str:
    """Say on which conditions and by which basis something is given."""
    masked = say(zh="经脱敏处理", en="masked") if holding.offers_masked else ""
    parts = [part for part in (masked, holding.sharing_reason, holding.legal_basis) if part]
    return say(zh=f"（{'；'.join(parts)}）", en=f" ({'; '.join(parts)})") if parts else ""


def others(found: Sequence[Offer]) -> str:
    """Say how many other units give the same."""
    count = len({holding.unit_key for holding in _others(found)})
    return (
        say(zh=f"，另有 {count} 个单位也可提供", en=f"; {count} more can give it as well")
        if count
        else ""
    )


def others_partly(found: Sequence[Offer]) -> str:
    """Name the other units that give a part."""
    others = _others(found)
    if not others:
        return ""
    named = units(others)
    return say(zh=f"；{named}也可提供一部分", en=f"; {named} can give a part as well")


def _others(found: Sequence[Offer]) -> list[Holding]:
    """Return the holdings of other units than the first that give the same row, in the order of their offers."""
    first = found[0]
    return [
        offer.holder
        for offer in found
        if offer.verdict is first.verdict and offer.holder.unit_key != first.holder.unit_key
    ]


def lacking(offer: Offer) -> str:
    """Say what of the plan an offer leaves out, with what it does have."""
    return say(zh="，", en=", ").join(_gap(gap, offer.holder) for gap in offer.gaps)


def _gap(gap: Gap, holding: Holding) -> str:
    cover = holding.coverage
    if holding.visibility is not Visibility.FULL:
        return say(zh=f"{gap}不能满足", en=f"its {gap} does not suffice")
    match gap:
        case Gap.REGION:
            where = places.region_name(cover.region) or cover.region
            return say(zh=f"区域只到 {where}", en=f"for region {where} only")
        case Gap.POPULATION if cover.population != EVERYTHING:
            whom = cover.population
            return say(zh=f"人群只有{whom}", en=f"for {whom} only")
        case Gap.POPULATION:
            whom = say(zh="、", en=", ").join(sorted(holding.kinds))
            return say(zh=f"从名称看只涉及{whom}", en=f"by its name about {whom} only")
        case Gap.PERIOD:
            period = worded_period(cover)
            return say(zh=f"时间只有 {period}", en=f"for data {period} only")
        case Gap.CYCLE:
            return say(zh="更新周期达不到要求", en="not as often as needed")


def hindrance(application: Application) -> str:
    """Say what the unit has already applied for, and why that is not enough."""
    grant = application.grant
    name = agreement(grant)
    if grant.is_hidden:
        return say(
            zh="本单位已有申请，但不足以用于本方案", en="your unit has applied, which does not do"
        )
    match application.hindrance:
        case Hindrance.PENDING:
            return say(zh=f"本单位的申请{name}待答复", en=f"your request{name} is pending")
        case Hindrance.EXPIRED:
            day = last_day(grant)
            return say(
                zh=f"本单位的授权{name}已于 {day} 终止", en=f"your grant{name} ended on {day}"
            )
        case Hindrance.OTHER_PURPOSE:
            return say(
                zh=f"本单位的授权{name}用途是“{grant.purpose}”，不涵盖本方案",
                en=f"your grant{name} is for {grant.purpose!r}, which does not cover this plan",
            )


def agreement(grant: AppliedGrant) -> str:
    """Name an agreement by its code, set off from the words before it; nothing where it has none."""
    return say(zh=f" {grant.code} ", en=f" ({grant.code})") if grant.code else ""
