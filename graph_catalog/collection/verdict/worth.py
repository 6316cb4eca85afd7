"""What one holding is worth to one planned field: the conditions of rows 6 to 13 of the table.

A holding gives the first of these rows, in the order of `verdict_table.TABLE`, whose condition holds.
`GIVES` is that table: there is no other place where a holding's row is decided.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph_catalog.collection.verdict import grants as granting
from graph_catalog.collection.verdict.covering import Gap, gaps
from graph_catalog.collection.verdict.faults import Fault, fault_of, is_closed
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding, Holdings, Plan, PlanField
from graph_catalog.collection.verdict.verdict_table import TABLE
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.population import GENERAL
from graph_catalog.model import coverage
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.enums.entries import EntryStatus, Listing, SharingClass
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.systems import SourceLevel
from graph_catalog.model.places import EVERYTHING

_SPOILS_A_RIGHT = frozenset({Fault.WITHDRAWN, Fault.STALE})
"""Faults by which not even a unit that was granted the data gets them as promised.

A sharing period that is over ends the offer, not the rights that were given while it ran.
"""


@dataclass(frozen=True)
class Case:
    """One holding before one planned field: every fact that a row turns on."""

    holding: Holding
    copy: Holding | None
    datum: DatumKey
    planned: PlanField
    plan: Plan
    holdings: Holdings
    others: Sequence[Holding]

    @cached_property
    def grants(self) -> list[AppliedGrant]:
        """What the unit applied for that is about the holding, or the copy that it was found by."""
        return granting.about(self.holdings.grants, self.holding, self.copy)

    @cached_property
    def right(self) -> AppliedGrant | None:
        """The grant that lets the unit use it for this plan."""
        return granting.right_to(self.grants, self.plan)

    @cached_property
    def is_own(self) -> bool:
        """Whether the asking unit is itself the source.

        What it collects beside the designated source, or in a draft or a table while others hold
        the datum too, makes it none: that collection is the very thing that Art. 15 is about.
        """
        if self.holding.unit_key != self.plan.unit_key:
            return False
        if is_designated(self.holding, self.planned):
            return True
        elsewhere = [one for one in self.others if one.unit_key != self.plan.unit_key]
        if not is_source(self.holding) or any(
            is_designated(one, self.planned) for one in elsewhere
        ):
            return False
        return not _is_unpublished(self.holding) or not any(map(is_source, elsewhere))

    @cached_property
    def fault(self) -> Fault | None:
        """Why it cannot be had as published."""
        return fault_of(self.holding, self.plan, self.grants)

    @cached_property
    def refusal(self) -> AppliedGrant | None:
        """The refusal with a legal basis that this unit got for what it plans."""
        return granting.lawful_refusal(granting.refusal(self.grants, self.plan))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What of the plan it leaves out."""
        wanted = self.planned.coverage
        if self.is_own and wanted.region == EVERYTHING:
            # A street that plans a form means its own street, which is what its own list has.
            wanted = replace(wanted, region=self.holding.coverage.region)
        found = gaps(
            self.holding.coverage,
            wanted,
            self.plan.on,
            offered_cycle=self.holding.update_cycle,
            wanted_cycle=self.planned.cycle,
        )
        if Gap.POPULATION not in found and self._is_about_others:
            return tuple(gap for gap in Gap if gap in found or gap is Gap.POPULATION)
        return found

    @property
    def _is_about_others(self) -> bool:
        """Whether the holding's name restricts it to some whom the plan does not mean, or not only."""
        if not self.holding.kinds or self.datum.object_class not in GENERAL:
            return False
        if self.holding.coverage.population != EVERYTHING or self.holding.is_designated:
            return False
        return not self.holding.kinds & self.holdings.kinds.get(self.planned.index, frozenset())

    @cached_property
    def is_offered(self) -> bool:
        """Whether it is another unit's published entry that is shared and without a fault."""
        return (
            not self._is_nobodys_offer
            and self.fault is None
            and self.refusal is None
            and not is_closed(self.holding)
        )

    @cached_property
    def is_to_hand(self) -> bool:
        """Whether the unit has it: as its source, or by a right that still brings the data."""
        return self.is_own or (self.right is not None and self.fault not in _SPOILS_A_RIGHT)

    @cached_property
    def is_kept(self) -> bool:
        """Whether it is lawfully not to be had: closed, or refused to this unit, with a basis."""
        if self._is_nobodys_offer or self.fault is not None:
            return False
        return is_closed(self.holding) or self.refusal is not None

    @cached_property
    def is_missing(self) -> bool:
        """Whether it should be had and is not, which is a finding that goes to its holder."""
        return not self._is_nobodys_offer and self.fault is not None

    @property
    def _is_nobodys_offer(self) -> bool:
        """Whether there is no offer to speak of.

        The asking unit's own; what was never published; a copy whose origin nobody knows, unless an
        upper body publishes it: its libraries are there to be used, a district's copies are not.
        """
        if self.holding.unit_key == self.plan.unit_key or _is_unpublished(self.holding):
            return True
        return self.holding.is_copy and self.holding.unit_level is SourceLevel.OWN


GIVES: Mapping[FieldVerdictKind, Callable[[Case], bool]] = {
    FieldVerdictKind.ALREADY_HELD: lambda case: case.is_to_hand and not case.gaps,
    FieldVerdictKind.OBTAINABLE: lambda case: (
        not case.is_to_hand
        and case.is_offered
        and not case.gaps
        and case.holding.sharing_class is SharingClass.UNCONDITIONAL
    ),
    FieldVerdictKind.OBTAINABLE_ON_REQUEST: lambda case: (
        not case.is_to_hand
        and case.is_offered
        and not case.gaps
        and case.holding.sharing_class is not SharingClass.UNCONDITIONAL
    ),
    FieldVerdictKind.PARTLY_OBTAINABLE: lambda case: (
        bool(case.gaps) and (case.is_to_hand or case.is_offered)
    ),
    FieldVerdictKind.HELD_NOT_SHARED: lambda case: case.is_kept,
    FieldVerdictKind.SUPPLY_GAP: lambda case: case.is_missing,
    FieldVerdictKind.UNSOURCED: lambda case: case.holding.acquisition is not Acquisition.UNKNOWN,
    FieldVerdictKind.NEW: lambda _case: True,
}
"""When one holding gives a row; looked through in the order of `verdict_table.TABLE`."""

BY_HOLDINGS = tuple(
    row.verdict for row in TABLE if row.verdict is not None and row.verdict in GIVES
)
"""The rows that a holding can give, in their order."""


def is_designated(holding: Holding, planned: PlanField) -> bool:
    """Whether it is the designated source for anything that a planned field asks for."""
    return holding.is_designated and (
        not holding.designated_for
        or any(coverage.overlaps(each, planned.coverage) for each in holding.designated_for)
    )


def is_source(holding: Holding) -> bool:
    """Whether a holding is no copy, and is still on record as an entry or a table."""
    return not holding.is_copy and holding.status is not EntryStatus.WITHDRAWN


def _is_unpublished(holding: Holding) -> bool:
    """Whether nothing was ever offered.

    A draft, a table that is no entry, an entry without a sharing class.
    """
    return (
        holding.status is EntryStatus.DRAFT
        or holding.listing is not Listing.LISTED
        or (holding.sharing_class is None and holding.status is EntryStatus.PUBLISHED)
    )
