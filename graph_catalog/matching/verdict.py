"""May this be collected? The decision over a plan and what is held, by `verdict_table`.

Two passes: the first finds for each field the row by what is held; the second turns identifiers
that only serve to fetch the rest into row 5. Nothing is read here, nothing is written, no clock is
asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_catalog.matching import explanation
from graph_catalog.matching.classified import classified_markers
from graph_catalog.matching.datum import Candidate, DatumKey
from graph_catalog.matching.evidence import EvidenceStep, evidence
from graph_catalog.matching.offer import Offer, offers
from graph_catalog.matching.plan import Exemption, Holdings, Plan, PlannedField
from graph_catalog.matching.threshold import SURE
from graph_catalog.matching.verdict_table import (
    REMAINING,
    ROWS,
    TO_BE_HAD,
    WHOLLY_TO_BE_HAD,
)
from graph_catalog.model.answers import CollectionVerdict, FieldVerdictKind, SourceStanding
from graph_catalog.model.enums.fields import Acquisition

_CLOSE = 0.05
"""A reading that is as sure as the best one, or nearly, is its rival."""

WORTH_A_LOOK = 0.5
"""Readings below this are not put before a person.

They are guesses among classes (`owner.GUESSED`) and attributes that an unknown word narrows; a
choice, not a measurement: with them nearly every 编号 and 日期 of a form would ask for a ruling.
"""


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """What is to be done with one planned field; all that points into the graph is a key.

    `offer` is what the verdict rests on, `alternatives` the keys of all other datasets that give
    the same row, the best first, `candidates` what a person may choose from in a REVIEW.
    """

    index: int
    name: str
    verdict: FieldVerdictKind
    datum: DatumKey
    confidence: float
    why: str
    provisions: tuple[str, ...]
    evidence: tuple[EvidenceStep, ...]
    legal_basis_missing: bool
    offer: Offer | None = None
    alternatives: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def provider_key(self) -> str | None:
        """The unit that provides it."""
        return self.offer.holder.unit_key if self.offer else None

    @property
    def source_key(self) -> str | None:
        """The dataset to get it from."""
        return self.offer.holder.dataset_key if self.offer else None

    @property
    def source_field_key(self) -> str | None:
        """The field there."""
        return self.offer.holder.field_key if self.offer else None

    @property
    def standing(self) -> SourceStanding | None:
        """How that source stands to the datum."""
        return self.offer.standing if self.offer else None


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """What is to be done with a plan.

    `remainder` are the indices of the fields that the reduced form keeps.
    """

    verdict: CollectionVerdict
    fields: tuple[FieldVerdict, ...]
    remainder: tuple[int, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class ClassifiedPlan:
    """The plan claims to hold state secrets: it is refused, nothing of it is kept (Art. 30).

    `fields` are the indices of the fields that claim so; none means that the plan's own name or
    purpose does.
    """

    fields: tuple[int, ...]
    markers: tuple[str, ...]
    message: str


def verdict(plan: Plan, holdings: Holdings) -> PlanVerdict | ClassifiedPlan:
    """Decide on every field of a plan, and on the plan."""
    refused = classified(plan)
    if refused is not None:
        return refused
    first = [_decided(planned, plan, holdings) for planned in plan.fields]
    fields = tuple(_as_identifier(one, first, plan, holdings) for one in first)
    return PlanVerdict(
        verdict=_of_plan([one.verdict for one in fields]),
        fields=fields,
        remainder=tuple(one.index for one in fields if one.verdict in REMAINING),
        complete=holdings.complete,
    )


def classified(plan: Plan) -> ClassifiedPlan | None:
    """Refuse a plan that claims to hold state secrets; None for any other."""
    own = classified_markers(plan.name) + classified_markers(plan.purpose)
    by_field = {
        planned.index: markers
        for planned in plan.fields
        if (markers := classified_markers(planned.name) + classified_markers(planned.description))
    }
    markers = tuple(dict.fromkeys((*own, *(mark for found in by_field.values() for mark in found))))
    if not markers:
        return None
    return ClassifiedPlan(tuple(by_field), markers, explanation.classified(markers))


def _decided(planned: PlannedField, plan: Plan, holdings: Holdings) -> FieldVerdict:
    """Return the first row that holds for a field, but for row 5, which needs the others' rows."""
    if planned.acquisition is not Acquisition.COLLECTED:
        return _said(planned, plan, FieldVerdictKind.NOT_COLLECTED, [])
    best = planned.alignment.candidates[0]
    held = offers(
        planned, plan, holdings.by_datum.get(best.datum.key, ()), holdings, best.confidence
    )
    sure = [offer for offer in held if offer.confidence >= SURE]
    kind = sure[0].verdict if sure else FieldVerdictKind.NEW
    if kind not in TO_BE_HAD:
        doubtful = _doubtful(planned, plan, holdings, held)
        if doubtful:
            return _said(planned, plan, FieldVerdictKind.REVIEW, doubtful)
    exemption = _live(holdings.exemptions.get(best.datum.key, ()), plan)
    if exemption is not None:
        return _said(planned, plan, FieldVerdictKind.EXEMPT, sure, exemption)
    return _said(planned, plan, kind, sure)


def _doubtful(
    planned: PlannedField, plan: Plan, holdings: Holdings, held: Sequence[Offer]
) -> list[Offer]:
    """Return the offers that would bar collecting, were their match sure; each field once.

    Unsure holders, other readings; the likeliest first.
    """
    found = [offer for offer in held if offer.confidence < SURE]
    best, *others = planned.alignment.candidates
    # Beside a reading that is sure, a lesser one is no doubt: 用水户号 is not the 户号 of a household.
    # What a net caught is no reading: it speaks of what is on record (`nearby`).
    rivals = [
        other
        for other in others
        if best.confidence < SURE
        or best.confidence - other.confidence < _CLOSE
        or other.method.is_net
    ]
    for other in rivals:
        worth = offers(
            planned, plan, holdings.by_datum.get(other.datum.key, ()), holdings, other.confidence
        )
        found += [replace(offer, reading=other) for offer in worth]
    likeliest: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda offer: offer.likeness):
        if offer.verdict in TO_BE_HAD and offer.confidence >= WORTH_A_LOOK:
            likeliest.setdefault(offer.holder.field_key, offer)
    return list(likeliest.values())


def _as_identifier(
    one: FieldVerdict, all_fields: Sequence[FieldVerdict], plan: Plan, holdings: Holdings
) -> FieldVerdict:
    """Turn an identifier into row 5 where it opens a dataset that another field is had from."""
    if ROWS[one.verdict].number <= ROWS[FieldVerdictKind.IDENTIFIER].number:
        return one
    if one.datum.key not in holdings.identifiers:
        return one
    opened = {holding.dataset_key for holding in holdings.by_datum.get(one.datum.key, ())}
    opened |= {
        holding.origin.dataset_key
        for holding in holdings.by_datum.get(one.datum.key, ())
        if holding.origin is not None
    }
    for other in all_fields:
        # Two identifiers must not excuse each other, or nobody would be told to fetch anything.
        if other.index == one.index or other.datum.key in holdings.identifiers:
            continue
        sources = {other.source_key, *other.alternatives}
        if other.verdict in TO_BE_HAD and opened & sources:
            planned = next(field for field in plan.fields if field.index == one.index)
            found = [one.offer] if one.offer else []
            return replace(
                _said(planned, plan, FieldVerdictKind.IDENTIFIER, found, opens=other.name),
                alternatives=one.alternatives,
            )
    return one


def _of_plan(kinds: Sequence[FieldVerdictKind]) -> CollectionVerdict:
    done = {FieldVerdictKind.NOT_COLLECTED, FieldVerdictKind.IDENTIFIER} | WHOLLY_TO_BE_HAD
    if any(kind in WHOLLY_TO_BE_HAD for kind in kinds) and all(kind in done for kind in kinds):
        return CollectionVerdict.DO_NOT_COLLECT
    if any(kind in TO_BE_HAD for kind in kinds):
        return CollectionVerdict.REDUCE
    if FieldVerdictKind.REVIEW in kinds:
        return CollectionVerdict.REVIEW
    return CollectionVerdict.CLEAR


def _live(exemptions: Sequence[Exemption], plan: Plan) -> Exemption | None:
    live = [one for one in exemptions if one.valid_from <= plan.on < one.valid_to]
    return max(live, key=lambda one: (one.valid_to, one.key), default=None)


def _said(
    planned: PlannedField,
    plan: Plan,
    kind: FieldVerdictKind,
    found: Sequence[Offer],
    exemption: Exemption | None = None,
    *,
    opens: str = "",
) -> FieldVerdict:
    """Put a decision into words, with the articles and the path that it rests on."""
    best = planned.alignment.candidates[0]
    offer = found[0] if found else None
    same = [other for other in found[1:] if offer is not None and other.verdict is offer.verdict]
    confidence = offer.confidence if offer is not None else best.confidence
    is_collected = planned.acquisition is Acquisition.COLLECTED
    missing = is_collected and not (planned.legal_basis or plan.legal_basis)
    return FieldVerdict(
        index=planned.index,
        name=planned.name,
        verdict=kind,
        datum=best.datum,
        confidence=confidence,
        why=explanation.identifier(best.datum, opens)
        if opens
        else explanation.why(planned, kind, found, exemption),
        provisions=explanation.provisions(kind, offer, legal_basis_missing=missing),
        evidence=evidence(planned, kind, found, exemption),
        legal_basis_missing=missing,
        offer=offer,
        alternatives=tuple(
            dict.fromkeys(
                other.holder.dataset_key
                for other in same
                if offer is not None and other.holder.dataset_key != offer.holder.dataset_key
            )
        ),
        candidates=planned.alignment.candidates if kind is FieldVerdictKind.REVIEW else (),
    )
