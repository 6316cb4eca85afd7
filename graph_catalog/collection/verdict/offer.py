"""What one holding is worth to a plan: which row of the decision table it gives, and in which order.

`PRECEDENCE` says which of several is named, and there is no other place where that is decided. Which
row a holding gives: `worth`.
"""

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph_catalog.collection.verdict import grants as granting
from graph_catalog.collection.verdict.covering import Gap
from graph_catalog.collection.verdict.faults import Fault
from graph_catalog.collection.verdict.grants import Application
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding, Holdings, Plan, PlanField
from graph_catalog.collection.verdict.verdict_table import ROWS
from graph_catalog.collection.verdict.worth import (
    BY_HOLDINGS,
    GIVES,
    Case,
    is_designated,
    is_source,
)
from graph_catalog.language import Language, say, speaking
from graph_catalog.matching.reading.datum import Candidate
from graph_catalog.model import coverage
from graph_catalog.model.answers import FieldVerdictKind, SourceStanding
from graph_catalog.model.enums.systems import SourceLevel

_LEVELS = (SourceLevel.STATE, SourceLevel.PROVINCE, SourceLevel.CITY, SourceLevel.OWN)
_STANDINGS = (*SourceStanding, None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A holding as a source for one planned field.

    `holder` is the source, `copy` the received copy it was found by. `grant`: the right that the
    unit has to it, `application` one that gives it none, `refusal` the lawful refusal of one.
    `reading`: which other reading of the planned field than the best led to it, if one did.
    """

    holder: Holding
    verdict: FieldVerdictKind
    standing: SourceStanding | None
    confidence: float
    copy: Holding | None = None
    gaps: tuple[Gap, ...] = ()
    fault: Fault | None = None
    grant: AppliedGrant | None = None
    application: Application | None = None
    refusal: AppliedGrant | None = None
    is_own: bool = False
    reading: Candidate | None = None

    @property
    def rank(self) -> tuple[int | float | str, ...]:
        """Order offers by `PRECEDENCE`."""
        return tuple(rule.key(self) for rule in PRECEDENCE)

    @property
    def likeness(self) -> tuple[float, int, str]:
        """Order offers that are not sure: by how sure, then standing. The key makes it certain."""
        return -self.confidence, _STANDINGS.index(self.standing), self.holder.field_key


@dataclass(frozen=True, slots=True)
class Precedence:
    """What puts one offer before another."""

    zh: str
    en: str
    key: Callable[[Offer], int | float | str]


PRECEDENCE = (
    Precedence(
        "判定表中行号小的", "the lower row of the table", lambda offer: ROWS[offer.verdict].number
    ),
    Precedence(
        "经定源的数源，其次唯一持有单位，再次多个持有单位之一",
        "the designated source, then the only holder, then one of several",
        lambda offer: _STANDINGS.index(offer.standing),
    ),
    Precedence(
        "国家、省、市级单位，其次区级单位",
        "a body of the state, the province, the city, then one of the district",
        lambda offer: _LEVELS.index(offer.holder.unit_level),
    ),
    Precedence(
        "国直、省直、市直系统，其次自建系统",
        "a system of the state, the province, the city, then the unit's own",
        lambda offer: _LEVELS.index(offer.holder.source_level),
    ),
    Precedence("含义匹配更有把握的", "the surer alignment", lambda offer: -offer.confidence),
    Precedence(
        "最近更新更晚的",
        "the one updated last",
        lambda offer: -(offer.holder.last_updated_on or dt.date.min).toordinal(),
    ),
    Precedence(
        "数据项的键（使结果唯一）",
        "the key of the field, to be certain",
        lambda offer: offer.holder.field_key,
    ),
)
"""Which of several offers a verdict names: the first of these that tells them apart."""


def precedence_as_markdown() -> str:
    """Return the order of offers as a Markdown list in the caller's language, for the docs."""
    lines = (f"{place}. {say(zh=rule.zh, en=rule.en)}" for place, rule in enumerate(PRECEDENCE, 1))
    return "\n".join(lines) + "\n"


def offers(
    planned: PlanField,
    plan: Plan,
    reading: Candidate,
    holdings: Holdings,
) -> list[Offer]:
    """Return what each holding of a datum is worth to a planned field, the best first.

    `reading` is the planned field's reading as that datum. What lies wholly outside the region or
    the period that the plan states is nothing to it.
    """
    held = holdings.by_datum.get(reading.datum.key, ())
    known = {holding.field_key: holding for holding in held}
    sources = [
        (source, copy)
        for source, copy in (_source(holding, known) for holding in held)
        if _meets(source, planned)
    ]
    others = [source for source, _ in sources]
    units = {source.unit_key for source in others if is_source(source)}
    found = []
    for source, copy in sources:
        case = Case(source, copy, reading.datum, planned, plan, holdings, others)
        sure = min(reading.confidence, source.confidence, copy.confidence if copy else 1.0)
        found.append(
            Offer(
                holder=source,
                verdict=next(kind for kind in BY_HOLDINGS if GIVES[kind](case)),
                standing=_standing(source, planned, units),
                confidence=round(sure, 4),
                copy=copy,
                gaps=case.gaps,
                fault=case.fault if case.is_missing or case.is_own else None,
                grant=None if case.is_own else case.right,
                application=granting.application(case.grants, plan),
                refusal=case.refusal if case.is_kept else None,
                is_own=case.is_own,
            )
        )
    return sorted(found, key=lambda offer: offer.rank)


def _source(holding: Holding, known: Mapping[str, Holding]) -> tuple[Holding, Holding | None]:
    """Return whom to turn to.

    A copy's origin, where the lineage knows it, and the copy beside it.
    """
    if holding.is_copy and holding.origin is not None:
        return known.get(holding.origin.field_key, holding.origin), holding
    return holding, None


def _meets(source: Holding, planned: PlanField) -> bool:
    """Whether a holding has anything of the region, the people and the period that a field is planned for."""
    return coverage.overlaps(source.coverage, planned.coverage)


def _standing(holding: Holding, planned: PlanField, units: set[str]) -> SourceStanding | None:
    if is_designated(holding, planned):
        return SourceStanding.DESIGNATED
    if holding.unit_key not in units:
        return None
    return SourceStanding.SOLE_HOLDER if len(units) == 1 else SourceStanding.ONE_OF_SEVERAL


if __name__ == "__main__":
    with speaking(Language.ENGLISH if "en" in sys.argv[1:] else Language.CHINESE):
        sys.stdout.write(precedence_as_markdown())
