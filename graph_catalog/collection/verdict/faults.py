"""Why a published entry cannot be had: one table, the first fault that holds is named."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from graph_catalog.collection.verdict.freshness import is_stale
from graph_catalog.collection.verdict.grants import lawful_refusal, refusal
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding, Plan
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.enums.entries import EntryStatus, SharingClass
from graph_catalog.model.visibility import Visibility


class Fault(Enum):
    """Why an offer does not hold."""

    WITHDRAWN = "WITHDRAWN"
    WITHOUT_BASIS = "WITHOUT_BASIS"
    ENDED = "ENDED"
    NOT_BEGUN = "NOT_BEGUN"
    REFUSED = "REFUSED"
    STALE = "STALE"

    @property
    def article(self) -> str:
        """The article that the holder should have kept."""
        return _ROWS[self].article

    @property
    def remedy(self) -> str:
        """What the holder has to do, in the caller's language; the verdict changes then."""
        return say(zh=_ROWS[self].remedy_zh, en=_ROWS[self].remedy_en)

    def of(self, holding: Holding, plan: Plan) -> str:
        """Name it with what shows it, in the caller's language."""
        return _ROWS[self].words(holding, plan)


@dataclass(frozen=True, slots=True)
class _Row:
    article: str
    holds: Callable[[Holding, Plan, Sequence[AppliedGrant]], bool]
    words: Callable[[Holding, Plan], str]
    remedy_zh: str
    remedy_en: str


_ROWS = {
    Fault.WITHDRAWN: _Row(
        "第二十条",
        lambda holding, _plan, _grants: holding.status is EntryStatus.WITHDRAWN,
        lambda _holding, _plan: say(zh="目录条目已撤销", en="the entry was withdrawn"),
        "恢复发布，或指明由哪个条目接替",
        "publish it again, or name what takes its place",
    ),
    Fault.WITHOUT_BASIS: _Row(
        "第十九条第三款",
        lambda holding, _plan, _grants: (
            is_closed(holding) and not (holding.sharing_reason and holding.legal_basis)
        ),
        lambda holding, _plan: (
            say(
                zh=f"列为非共享，但没有说明{_lacking_zh(holding)}",
                en=f"closed without {_lacking_en(holding)}",
            )
            if holding.visibility is not Visibility.HIDDEN
            else say(zh="列为非共享，但理由或依据不全", en="closed without full reason and basis")
        ),
        "补充不予共享的理由和法律、法规、规章依据，否则应当共享",
        "state reason and legal basis, or share it",
    ),
    Fault.ENDED: _Row(
        "第十条第二款",
        lambda holding, plan, _grants: plan.on > (holding.sharing_to or dt.date.max),
        lambda holding, _plan: (
            say(
                zh=f"共享期限已于 {instant.shown(holding.sharing_to)} 届满",
                en=f"its sharing period ended on {instant.shown(holding.sharing_to)}",
            )
            if holding.sharing_to
            else say(zh="共享期限已届满", en="its sharing period is over")
        ),
        "续展共享期限",
        "extend the sharing period",
    ),
    Fault.NOT_BEGUN: _Row(
        "第十条第二款",
        lambda holding, plan, _grants: plan.on < (holding.sharing_from or dt.date.min),
        lambda holding, _plan: (
            say(
                zh=f"共享期限自 {instant.shown(holding.sharing_from)} 起，尚未开始",
                en=f"its sharing period begins on {instant.shown(holding.sharing_from)}",
            )
            if holding.sharing_from
            else say(zh="共享期限尚未开始", en="its sharing period has not begun")
        ),
        "提前开始共享；到期起始日结论也会改变",
        "begin earlier; on that day the verdict changes by itself",
    ),
    Fault.REFUSED: _Row(
        "第二十条",
        lambda _holding, plan, grants: (
            (last := refusal(grants, plan)) is not None and lawful_refusal(last) is None
        ),
        lambda _holding, _plan: say(
            zh="本单位的申请被拒绝，且未说明法律依据",
            en="this unit's request was refused without a legal basis",
        ),
        "说明拒绝的法律依据，或者同意共享",
        "state the legal basis of the refusal, or grant it",
    ),
    Fault.STALE: _Row(
        "第十七条",
        lambda holding, plan, _grants: is_stale(
            holding.update_cycle, holding.last_updated_on, plan.on
        ),
        lambda holding, _plan: (
            say(
                zh=f"未按更新周期更新，最近更新停在 {holding.last_updated_on}",
                en=f"not updated within its cycle, last on {holding.last_updated_on}",
            )
            if holding.last_updated_on
            else say(zh="未按更新周期更新", en="not updated within its cycle")
        ),
        "按更新周期更新数据",
        "update the data within the cycle",
    ),
}
"""Every fault, in the order in which they are looked for."""


def fault_of(holding: Holding, plan: Plan, grants: Sequence[AppliedGrant]) -> Fault | None:
    """Return the first fault of a published entry towards the unit that asks, None if it has none.

    `grants` are those of the unit that are about it.
    """
    only = (Fault.WITHDRAWN, Fault.WITHOUT_BASIS) if is_closed(holding) else tuple(Fault)
    return next((fault for fault in only if _ROWS[fault].holds(holding, plan, grants)), None)


def is_closed(holding: Holding) -> bool:
    """Whether it is 非共享, and not given out masked either (Art. 19 ¶2)."""
    return holding.sharing_class is SharingClass.NOT_SHARED and not holding.offers_masked


def _lacking_zh(holding: Holding) -> str:
    lacking = (
        "" if holding.sharing_reason else "理由",
        "" if holding.legal_basis else "依据",
    )
    return "和".join(filter(None, lacking))


def _lacking_en(holding: Holding) -> str:
    lacking = (
        "" if holding.sharing_reason else "reason",
        "" if holding.legal_basis else "basis",
    )
    return " and ".join(filter(None, lacking))
