"""Exemptions from Art. 15 ¶2, by their kinds (domain.md §5.3): which one covers a planned field.

An exemption is a ruling with a basis and an end. What its kind adds is a duty that goes with it, and
that the officer is told.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from graph_catalog.language import say
from graph_catalog.model.coverage import Coverage, holds, overlaps


class ExemptionKind(Enum):
    """Why a unit may collect what others hold; the words are those by which a reason names it."""

    JOIN_KEY = ("关联", "标识", "主键")
    STATUTORY = ("法定", "法律规定", "依法单独")
    CROSS_CHECK = ("校核", "核对", "比对")
    EMERGENCY = ("应急", "紧急", "突发")
    OTHER_DEFINITION = ("口径", "时期", "时段", "期间")
    OTHER = ()

    @classmethod
    def read(cls, reason: str) -> "ExemptionKind":
        """Return the kind that a reason names first; OTHER where it names none."""
        found = [
            (reason.index(word), kind) for kind in cls for word in kind.value if word in reason
        ]
        return min(found, key=lambda pair: pair[0])[1] if found else cls.OTHER

    @property
    def duty(self) -> str:
        """What goes with it, in the caller's language; empty where nothing does."""
        return {
            ExemptionKind.JOIN_KEY: say(
                zh="只可作为关联键，不得另作他用", en="only to join records, for nothing else"
            ),
            ExemptionKind.STATUTORY: say(
                zh="按该法定程序采集，范围以法律规定为限",
                en="by that procedure, and no more than the law says",
            ),
            ExemptionKind.CROSS_CHECK: say(
                zh="采集后应与数源比对，差异反馈数源单位",
                en="compare it with the source, and tell the source what differs",
            ),
            ExemptionKind.EMERGENCY: say(
                zh="应急事由结束即停止采集", en="stop when the emergency is over"
            ),
            ExemptionKind.OTHER_DEFINITION: say(
                zh="编目时应注明口径或时期，以区别于数源",
                en="say in the catalog which definition or period is meant",
            ),
            ExemptionKind.OTHER: "",
        }[self]


@dataclass(frozen=True, slots=True)
class KnownExemption:
    """A ruling that a unit may collect a datum although others have it (domain.md §5.3).

    `valid_to` is the first day on which it no longer holds. `is_over`: whether it had ended by the instant asked about,
    be it on that day. `coverage`: for what it was given.
    `is_hidden`: whether basis and reason are left out because the reader may not see them (`sight`).
    """

    key: str
    basis: str
    valid_from: dt.date
    valid_to: dt.date
    kind: ExemptionKind = ExemptionKind.OTHER
    reason: str = ""
    coverage: Coverage = field(default_factory=Coverage)
    is_over: bool = False
    is_hidden: bool = False

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it holds; None: it has no end."""
        return None if self.valid_to == dt.date.max else self.valid_to - dt.timedelta(days=1)

    def is_live(self, on: dt.date) -> bool:
        """Whether it holds on a day."""
        return not self.is_over and self.valid_from <= on < self.valid_to


def covering(
    exemptions: Sequence[KnownExemption], wanted: Coverage, on: dt.date
) -> KnownExemption | None:
    """Return the exemption that holds on a day for all that a field is wanted for; the longest of several."""
    live = [one for one in exemptions if one.is_live(on) and holds(one.coverage, wanted)]
    return max(live, key=lambda one: (one.valid_to, one.key), default=None)


def narrower(
    exemptions: Sequence[KnownExemption], wanted: Coverage, on: dt.date
) -> KnownExemption | None:
    """Return an exemption that holds on a day for a part of what a field is wanted for, and lets none of it be collected."""
    live = [
        one
        for one in exemptions
        if one.is_live(on) and overlaps(one.coverage, wanted) and not holds(one.coverage, wanted)
    ]
    return max(live, key=lambda one: (one.valid_to, one.key), default=None)


def ended(exemptions: Sequence[KnownExemption], on: dt.date) -> KnownExemption | None:
    """Return the exemption that ended last by a day, if one did."""
    over = [one for one in exemptions if one.is_over or one.valid_to <= on]
    return max(over, key=lambda one: (one.valid_to, one.key), default=None)
