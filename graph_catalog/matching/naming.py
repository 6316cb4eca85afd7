"""How sentences and evidence name what a verdict speaks of: holders, applications, gaps."""

from collections.abc import Sequence

from graph_catalog.language import say
from graph_catalog.matching.covering import Gap
from graph_catalog.matching.grants import Application, Hindrance, last_day
from graph_catalog.matching.offer import Offer
from graph_catalog.matching.plan import Grant, Holding
from graph_catalog.model.coverage import EVERYTHING
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.systems import SourceLevel

_MOST = 3
"""Names in a sentence: more are in the evidence."""


def is_hidden_from_others(holding: Holding) -> bool:
    """Whether nobody but its own unit and the centre may learn what a holding is called.

    It was never published.
    """
    return holding.status is not EntryStatus.PUBLISHED or holding.listing is not Listing.LISTED


def holder(holding: Holding) -> str:
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


def own_dataset(holding: Holding) -> str:
    """Name a dataset to the unit that has it; others may ask for that unit, so what is unpublished has no name."""
    if is_hidden_from_others(holding):
        return say(zh="未发布的数据", en="data not published")
    return say(zh=f"《{holding.dataset_name}》", en=holding.dataset_name)


def listed(names: Sequence[str], noun_zh: str = "项") -> str:
    """Name a few, and say how many there are."""
    shown = say(zh="、", en=", ").join(names[:_MOST])
    rest = len(names) - _MOST
    if rest <= 0:
        return shown
    return say(zh=f"{shown}等 {len(names)} {noun_zh}", en=f"{shown} and {rest} more")


def terms(holding: Holding) -> str:
    """Say on which conditions and by which basis something is given."""
    masked = say(zh="经脱敏处理", en="masked") if holding.offers_masked else ""
    parts = [part for part in (masked, holding.sharing_reason, holding.legal_basis) if part]
    return say(zh=f"（{'；'.join(parts)}）", en=f" ({'; '.join(parts)})") if parts else ""


def others(found: Sequence[Offer]) -> str:
    """Say how many other units give the same."""
    count = len(_other_units(found))
    return (
        say(zh=f"，另有 {count} 个单位也可提供", en=f"; {count} more can give it as well")
        if count
        else ""
    )


def others_partly(found: Sequence[Offer]) -> str:
    """Name the other units that give a part."""
    names = _other_units(found)
    if not names:
        return ""
    return say(
        zh=f"；{listed(names, '个单位')}也可提供一部分",
        en=f"; {listed(names)} can give a part as well",
    )


def _other_units(found: Sequence[Offer]) -> list[str]:
    """Return the units beside the first that give the same row, in the order of their offers."""
    names = [offer.holder.unit_name for offer in found if offer.verdict is found[0].verdict]
    return [name for name in dict.fromkeys(names) if name != names[0]]


def lacking(offer: Offer) -> str:
    """Say what of the plan an offer leaves out, with what it does have."""
    return say(zh="，", en=", ").join(_gap(gap, offer.holder) for gap in offer.gaps)


def _gap(gap: Gap, holding: Holding) -> str:
    cover = holding.coverage
    match gap:
        case Gap.REGION:
            return say(zh=f"区域只到 {cover.region}", en=f"for region {cover.region} only")
        case Gap.POPULATION if cover.population != EVERYTHING:
            whom = cover.population
            return say(zh=f"人群只有{whom}", en=f"for {whom} only")
        case Gap.POPULATION:
            whom = say(zh="、", en=", ").join(sorted(holding.kinds))
            return say(zh=f"从名称看只涉及{whom}", en=f"by its name about {whom} only")
        case Gap.PERIOD:
            since, until = cover.period_from or "", cover.period_to or ""
            return say(zh=f"时间只有 {since} 至 {until}", en=f"for {since} to {until} only")
        case Gap.CYCLE:
            return say(zh="更新周期达不到要求", en="not as often as needed")


def hindrance(application: Application) -> str:
    """Say what the unit has already applied for, and why that is not enough."""
    grant = application.grant
    name = agreement(grant)
    match application.hindrance:
        case Hindrance.PENDING:
            return say(zh=f"本单位的申请{name}待答复", en=f"your request{name} is pending")
        case Hindrance.EXPIRED:
            day = last_day(grant)
            return say(
                zh=f"本单位的授权{name}已于 {day} 到期", en=f"your grant{name} ended on {day}"
            )
        case Hindrance.OTHER_PURPOSE:
            return say(
                zh=f"本单位的授权{name}用途是“{grant.purpose}”，不涵盖本方案",
                en=f"your grant{name} is for {grant.purpose!r}, which does not cover this plan",
            )


def agreement(grant: Grant) -> str:
    """Name an agreement by its code, set off from the words before it; nothing where it has none."""
    return say(zh=f" {grant.code} ", en=f" ({grant.code})") if grant.code else ""
