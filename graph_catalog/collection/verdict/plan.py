"""What the verdict is asked about, and all that it is told: plain values, no store behind them.

Who fetches them owes these facts, and no more:

- `Plan`: the asking unit, its purpose, the fields with their alignment, the day.
- `Holdings.by_datum`: for the key (`DatumKey.key`) of *every candidate* of every field, each field
  on record that denotes this datum, as of the day, of every unit, whatever its status: drafts,
  withdrawn ones and received copies too. Nothing may be left out for the viewer's sake: redaction
  is for the answer, or the verdict would be wrong.
- `Holdings.exemptions`, `Holdings.grants`: those of the asking unit that stand on the record that
  day, ended ones may be among them; refusals count as grants that were refused.
- `Holdings.identifiers`: keys of the data whose element is an identifier (`identifiers` computes
  them).
- `Holdings.kinds`: by the place of a field, the kinds of persons or bodies that it is about, where
  form or subject name some (`kinds` computes them).
- `Holdings.complete`: False where anything was cut off.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_catalog.collection.verdict.exemptions import KnownExemption
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.datum import AlignmentResult
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.population import kinds_within
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.agreements import AgreementStatus
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    ProvisionMethod,
    SharingClass,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.systems import SourceLevel
from graph_catalog.model.visibility import Visibility


@dataclass(frozen=True, slots=True)
class PlanField:
    """A field that a unit plans to have, as read by `align` from its `descriptor`."""

    index: int
    name: str
    alignment: AlignmentResult
    description: str = ""
    acquisition: Acquisition = Acquisition.COLLECTED
    coverage: Coverage = field(default_factory=Coverage)
    cycle: UpdateCycle | None = None
    legal_basis: str = ""
    descriptor: Descriptor = field(default_factory=lambda: Descriptor(""))

    @property
    def is_collected(self) -> bool:
        """Whether people are to state it, or nobody has said that they are not."""
        return self.acquisition in {Acquisition.COLLECTED, Acquisition.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Plan:
    """A form, a table or a system that a unit plans, on a day.

    `legal_basis` is that of all fields without their own.
    """

    unit_key: str
    name: str
    fields: tuple[PlanField, ...]
    on: dt.date
    purpose: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A field on record that denotes a datum, with all of its dataset that the verdict turns on.

    `confidence` and `method` are of its alignment. `offers_masked`: the provider gives it out after
    masking though its class is closed (Art. 19 ¶2). `coverage`: of the designation where there is
    one, else of the dataset. `kinds`: the persons or bodies that its name restricts it to; none is
    everybody. `source_level` is that of the system, `unit_level` that of the unit: a district's
    copy in a provincial system is the district's. `designated_for`: for what, where it is the
    designated source for some only. `origin`: where the lineage of a received copy begins, if it is
    known; `origin_path` the keys between, this first. `visibility`: how much of its dataset stands
    here, `shows_field` whether its field does; less than all where it is shown to a reader (`sight`).
    """

    field_key: str
    field_name: str
    dataset_key: str
    dataset_name: str
    unit_key: str
    unit_name: str
    confidence: float
    method: str
    dataset_code: str = ""
    system_name: str = ""
    listing: Listing = Listing.LISTED
    status: EntryStatus = EntryStatus.PUBLISHED
    acquisition: Acquisition = Acquisition.COLLECTED
    sharing_class: SharingClass | None = None
    sharing_reason: str = ""
    legal_basis: str = ""
    offers_masked: bool = False
    provision_method: ProvisionMethod | None = None
    update_cycle: UpdateCycle | None = None
    last_updated_on: dt.date | None = None
    sharing_from: dt.date | None = None
    sharing_to: dt.date | None = None
    coverage: Coverage = field(default_factory=Coverage)
    source_level: SourceLevel = SourceLevel.OWN
    unit_level: SourceLevel = SourceLevel.OWN
    kinds: frozenset[str] = frozenset()
    is_designated: bool = False
    designated_for: tuple[Coverage, ...] = ()
    origin: "Holding | None" = None
    origin_path: tuple[str, ...] = ()
    visibility: Visibility = Visibility.FULL
    shows_field: bool = True

    @property
    def is_copy(self) -> bool:
        """Whether it was had by sharing, so that its source lies elsewhere (Art. 10 ¶3)."""
        return self.listing is Listing.RECEIVED or self.acquisition is Acquisition.SHARED


@dataclass(frozen=True, slots=True)
class AppliedGrant:
    """What the asking unit applied for and was granted or refused (Art. 21).

    `field_key` empty: the whole dataset. `valid_to`: the first day on which it no longer holds.
    `reason`: the legal basis of a refusal; without one, the refusal is a gap in supply.
    `opinion`: what was said when it was decided. `is_hidden`: whether all of this is left out because
    the reader may not see it (`sight`).
    """

    key: str
    dataset_key: str
    status: AgreementStatus
    purpose: str = ""
    field_key: str = ""
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max
    reason: str = ""
    opinion: str = ""
    code: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Holdings:
    """Who holds what a plan asks for; mappings are keyed by `DatumKey.key`."""

    by_datum: Mapping[str, tuple[Holding, ...]] = field(default_factory=dict)
    exemptions: Mapping[str, tuple[KnownExemption, ...]] = field(default_factory=dict)
    grants: tuple[AppliedGrant, ...] = ()
    identifiers: frozenset[str] = frozenset()
    kinds: Mapping[int, frozenset[str]] = field(default_factory=dict)
    complete: bool = True


def identifiers(plan: Plan, lexicon: Lexicon) -> frozenset[str]:
    """Return the keys of those data of a plan whose element is an identifier."""
    return frozenset(
        planned.alignment.datum.key
        for planned in plan.fields
        if (code := planned.alignment.datum.element_code)
        and code in lexicon.elements
        and lexicon.elements[code].is_identifier
    )


def kinds(plan: Plan, lexicon: Lexicon) -> dict[int, frozenset[str]]:
    """Return the kinds of persons or bodies that each field of a plan is about, by its place.

    Of those whose form, subject or name restricts them to some; the others are about everybody.
    """
    found = {
        planned.index: kinds_within(
            (planned.descriptor.dataset_name, planned.descriptor.subject, planned.name), lexicon
        )
        for planned in plan.fields
    }
    return {index: names for index, names in found.items() if names}
