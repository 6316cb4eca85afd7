"""What one holding is worth to a plan: which row it gives, and why not a better one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from graph_catalog.language import say
from graph_catalog.matching.covering import Gap, gaps
from graph_catalog.matching.datum import Candidate
from graph_catalog.matching.freshness import is_stale
from graph_catalog.matching.plan import Grant, Holding, Holdings, Plan, PlannedField
from graph_catalog.matching.spelling import compact, normalise
from graph_catalog.matching.verdict_table import ROWS
from graph_catalog.model.answers import FieldVerdictKind, SourceStanding
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass
from graph_catalog.model.enums.systems import SourceLevel

_LEVELS = (SourceLevel.STATE, SourceLevel.PROVINCE, SourceLevel.CITY, SourceLevel.OWN)
_STANDINGS = tuple(SourceStanding)


class Fault(Enum):
    """Why an offer does not hold."""

    WITHDRAWN = "WITHDRAWN"
    WITHOUT_BASIS = "WITHOUT_BASIS"
    OUTSIDE_PERIOD = "OUTSIDE_PERIOD"
    REFUSED = "REFUSED"
    STALE = "STALE"

    @property
    def article(self) -> str:
        """The article that the holder should have kept."""
        return {
            Fault.WITHDRAWN: "第二十条",
            Fault.WITHOUT_BASIS: "第十九条第三款",
            Fault.OUTSIDE_PERIOD: "第十条第二款",
            Fault.REFUSED: "第二十条",
            Fault.STALE: "第十七条",
        }[self]

    def __str__(self) -> str:
        """Name it in the caller's language."""
        return {
            Fault.WITHDRAWN: say(zh="目录条目已撤销", en="the entry was withdrawn"),
            Fault.WITHOUT_BASIS: say(
                zh="不共享但没有说明理由和依据", en="closed without reason and basis"
            ),
            Fault.OUTSIDE_PERIOD: say(zh="不在共享期限内", en="outside its sharing period"),
            Fault.REFUSED: say(zh="本单位的申请被拒绝", en="this unit's request was refused"),
            Fault.STALE: say(zh="未按更新周期更新", en="not updated within its cycle"),
        }[self]


@dataclass(frozen=True, slots=True)
class Offer:
    """A holding as a source for one planned field.

    `holder` is the source, `copy` the received copy it was found by. `reading`: which other reading
    of the planned field than the best led to it, if one did.
    """

    holder: Holding
    verdict: FieldVerdictKind
    standing: SourceStanding | None
    confidence: float
    copy: Holding | None = None
    gaps: tuple[Gap, ...] = ()
    fault: Fault | None = None
    grant: Grant | None = None
    reading: Candidate | None = None

    @property
    def rank(self) -> tuple[int, int, int, float, int, str]:
        """Order offers: by row, then standing, the source's level, how sure, how fresh.

        The key makes it certain.
        """
        updated = self.holder.last_updated_on or dt.date.min
        return (
            ROWS[self.verdict].number,
            self._standing_rank,
            _LEVELS.index(self.holder.source_level),
            -self.confidence,
            -updated.toordinal(),
            self.holder.field_key,
        )

    @property
    def likeness(self) -> tuple[float, int, str]:
        """Order offers that are not sure: by how sure, then standing. The key makes it certain."""
        return -self.confidence, self._standing_rank, self.holder.field_key

    @property
    def _standing_rank(self) -> int:
        return _STANDINGS.index(self.standing) if self.standing else len(_STANDINGS)


def offers(
    planned: PlannedField,
    plan: Plan,
    held: Iterable[Holding],
    holdings: Holdings,
    confidence: float,
) -> list[Offer]:
    """Return what each holding of a datum is worth to a planned field, the best first.

    `confidence` is of the planned field's reading as that datum.
    """
    sources = [_source(holding) for holding in held]
    units = {source.unit_key for source, _ in sources if _is_source(source)}
    found = []
    for source, copy in sources:
        worth = _worth(source, planned, plan, holdings, sources)
        sure = min(confidence, source.confidence, copy.confidence if copy else 1.0)
        found.append(
            Offer(
                holder=source,
                verdict=worth.verdict,
                standing=_standing(source, units),
                confidence=round(sure, 4),
                copy=copy,
                gaps=worth.gaps,
                fault=worth.fault,
                grant=worth.grant,
            )
        )
    return sorted(found, key=lambda offer: offer.rank)


def covers_purpose(granted: str, planned: str) -> bool:
    """Whether a grant for one purpose serves a plan for another.

    The same words, or the grant's within the plan's.

    A grant for 社会救助 serves 社会救助资格审核, not the other way round. Without a purpose nothing
    is covered.
    """
    wide, narrow = compact(normalise(granted)), compact(normalise(planned))
    return bool(wide) and wide in narrow


def _source(holding: Holding) -> tuple[Holding, Holding | None]:
    """Return whom to turn to.

    A copy's origin, where the lineage knows it, and the copy beside it.
    """
    if holding.is_copy and holding.origin is not None:
        return holding.origin, holding
    return holding, None


def _is_source(holding: Holding) -> bool:
    return not holding.is_copy and holding.status is not EntryStatus.WITHDRAWN


def _is_own_source(holding: Holding, others: Sequence[Holding]) -> bool:
    if holding.is_designated:
        return True
    elsewhere = [other for other in others if other.unit_key != holding.unit_key]
    if not _is_source(holding) or any(other.is_designated for other in elsewhere):
        return False
    return not _is_unpublished(holding) or not any(map(_is_source, elsewhere))


def _standing(holding: Holding, units: set[str]) -> SourceStanding | None:
    if holding.is_designated:
        return SourceStanding.DESIGNATED
    if holding.unit_key not in units:
        return None
    return SourceStanding.SOLE_HOLDER if len(units) == 1 else SourceStanding.ONE_OF_SEVERAL


@dataclass(frozen=True, slots=True)
class _Worth:
    verdict: FieldVerdictKind
    gaps: tuple[Gap, ...] = ()
    fault: Fault | None = None
    grant: Grant | None = None


def _worth(
    holding: Holding,
    planned: PlannedField,
    plan: Plan,
    holdings: Holdings,
    sources: Sequence[tuple[Holding, Holding | None]],
) -> _Worth:
    grants = [grant for grant in holdings.grants if _is_about(grant, holding)]
    held = _held_already(holding, plan, grants, [other for other, _ in sources])
    if held is not None:
        return held
    if holding.is_copy or holding.unit_key == plan.unit_key or _is_unpublished(holding):
        return _Worth(FieldVerdictKind.UNSOURCED)
    fault = _fault(holding, plan, grants)
    if fault is not None:
        return _Worth(FieldVerdictKind.SUPPLY_GAP, fault=fault)
    return _open_to(holding, planned)


def _held_already(
    holding: Holding, plan: Plan, grants: list[Grant], others: Sequence[Holding]
) -> _Worth | None:
    """Return row 6 where the asking unit is itself the source, or may use it for this plan.

    What a unit collects beside the designated source, or in a draft or a table while others hold
    the datum too, makes it no source: that collection is the very thing that Art. 15 is about.
    """
    if holding.unit_key == plan.unit_key and _is_own_source(holding, others):
        return _Worth(FieldVerdictKind.ALREADY_HELD)
    for grant in grants:
        if _is_live(grant, plan) and covers_purpose(grant.purpose, plan.purpose):
            return _Worth(FieldVerdictKind.ALREADY_HELD, grant=grant)
    return None


def _open_to(holding: Holding, planned: PlannedField) -> _Worth:
    """Return what a published holding without a fault offers to a planned field."""
    if holding.sharing_class is SharingClass.NOT_SHARED and not holding.offers_masked:
        return _Worth(FieldVerdictKind.HELD_NOT_SHARED)
    lacks = gaps(
        holding.coverage,
        planned.coverage,
        offered_cycle=holding.update_cycle,
        wanted_cycle=planned.cycle,
    )
    if lacks:
        return _Worth(FieldVerdictKind.PARTLY_OBTAINABLE, gaps=lacks)
    if holding.sharing_class is SharingClass.UNCONDITIONAL:
        return _Worth(FieldVerdictKind.OBTAINABLE)
    return _Worth(FieldVerdictKind.OBTAINABLE_ON_REQUEST)


def _is_unpublished(holding: Holding) -> bool:
    """Whether nothing was ever offered.

    A draft, a table that is no entry, an entry without a sharing class.
    """
    return (
        holding.status is EntryStatus.DRAFT
        or holding.listing is not Listing.LISTED
        or (holding.sharing_class is None and holding.status is EntryStatus.PUBLISHED)
    )


def _fault(holding: Holding, plan: Plan, grants: list[Grant]) -> Fault | None:
    if holding.status is EntryStatus.WITHDRAWN:
        return Fault.WITHDRAWN
    is_closed = holding.sharing_class is SharingClass.NOT_SHARED and not holding.offers_masked
    if is_closed:
        return None if holding.sharing_reason and holding.legal_basis else Fault.WITHOUT_BASIS
    starts, ends = holding.sharing_from or dt.date.min, holding.sharing_to or dt.date.max
    if not starts <= plan.on <= ends:
        return Fault.OUTSIDE_PERIOD
    last = max(
        (grant for grant in grants if grant.valid_from <= plan.on),
        key=lambda grant: (grant.valid_from, grant.status is AgreementStatus.GRANTED),
        default=None,
    )
    if last is not None and last.status is AgreementStatus.REFUSED:
        return Fault.REFUSED
    if is_stale(holding.update_cycle, holding.last_updated_on, plan.on):
        return Fault.STALE
    return None


def _is_about(grant: Grant, holding: Holding) -> bool:
    return grant.dataset_key == holding.dataset_key and grant.field_key in ("", holding.field_key)


def _is_live(grant: Grant, plan: Plan) -> bool:
    return grant.status is AgreementStatus.GRANTED and grant.valid_from <= plan.on < grant.valid_to
