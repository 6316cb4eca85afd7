"""May this be collected? The decision over a plan and what is held, by `verdict_table`.

Two passes over the same table: the first finds for each field the row by what is held; the second
knows what an identifier opens, which row 5 turns on. Nothing is read here, nothing is written, no
clock is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph_catalog.collection.verdict import explanation
from graph_catalog.collection.verdict.classified import classified_markers
from graph_catalog.collection.verdict.context import VerdictContext
from graph_catalog.collection.verdict.decided import ClassifiedPlan, DecidedField, PlanVerdict
from graph_catalog.collection.verdict.exemptions import KnownExemption, covering, ended, narrower
from graph_catalog.collection.verdict.offer import Offer, offers
from graph_catalog.collection.verdict.plan import Holdings, Plan, PlanField
from graph_catalog.collection.verdict.verdict_table import REMAINING, TABLE, TO_BE_HAD, of_plan
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.enums.fields import Acquisition

_CLOSE = 0.05
"""A reading that is as sure as the best one, or nearly, is its rival."""

WORTH_A_LOOK = 0.3
"""Readings below this are not put before a person.

What nets caught has passed a test of its own. Readings below are guesses among classes (`owner.GUESSED`) and attributes that an unknown word narrows; a
choice, not a measurement: with them nearly every 编号 and 日期 of a form would ask for a ruling.
"""


def verdict(plan: Plan, holdings: Holdings) -> PlanVerdict | ClassifiedPlan:
    """Decide on every field of a plan, and on the plan."""
    refused = classified(plan)
    if refused is not None:
        return refused
    cases = [_case(planned, plan, holdings) for planned in plan.fields]
    had = _had(cases, holdings)
    cases = [replace(case, opens=_opens(case, had, holdings)) for case in cases]
    fields = tuple(_said(case, _row(case), plan, holdings) for case in cases)
    return PlanVerdict(
        verdict=of_plan([one.verdict for one in fields]),
        fields=fields,
        fields_to_keep=tuple(one.index for one in fields if one.verdict in REMAINING),
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


@dataclass(frozen=True, slots=True)
class _Case:
    """A planned field with all that its row turns on; offers are in their order, the best first.

    `opens`: other fields that are had from what an identifier opens; the first pass knows of none.
    """

    planned: PlanField
    sure: Sequence[Offer]
    doubtful: Sequence[Offer]
    exemption: KnownExemption | None
    opens: tuple[str, ...] = ()

    @property
    def by_holdings(self) -> FieldVerdictKind:
        """The row that the best sure offer gives."""
        return self.sure[0].verdict if self.sure else FieldVerdictKind.NEW


_HOLDS: Mapping[FieldVerdictKind, Callable[[_Case], bool]] = {
    FieldVerdictKind.NOT_COLLECTED: lambda case: not case.planned.is_collected,
    FieldVerdictKind.REVIEW: lambda case: case.by_holdings not in TO_BE_HAD and bool(case.doubtful),
    FieldVerdictKind.EXEMPT: lambda case: case.exemption is not None,
    FieldVerdictKind.IDENTIFIER: lambda case: bool(case.opens),
}
"""When a row holds that the holdings do not give."""


def _row(case: _Case) -> FieldVerdictKind:
    """Return the first row of the table that holds for a field."""
    return next(
        row.verdict
        for row in TABLE
        if row.verdict is not None
        and (
            _HOLDS[row.verdict](case) if row.verdict in _HOLDS else case.by_holdings is row.verdict
        )
    )


def _case(planned: PlanField, plan: Plan, holdings: Holdings) -> _Case:
    held = offers(planned, plan, planned.alignment.candidates[0], holdings)
    exemptions = holdings.exemptions.get(planned.alignment.datum.key, ())
    return _Case(
        planned=planned,
        sure=[offer for offer in held if offer.confidence >= SURE],
        doubtful=_doubtful(planned, plan, holdings, held),
        exemption=covering(exemptions, planned.coverage, plan.on),
    )


def _doubtful(
    planned: PlanField, plan: Plan, holdings: Holdings, held: Sequence[Offer]
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
        if best.confidence < SURE or best.score - other.score < _CLOSE or other.method.is_net
    ]
    for other in rivals:
        found += [replace(offer, reading=other) for offer in offers(planned, plan, other, holdings)]
    likeliest: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda offer: offer.likeness):
        is_retrieved = offer.reading is not None and offer.reading.method.is_net
        if offer.verdict in TO_BE_HAD and (is_retrieved or offer.confidence >= WORTH_A_LOOK):
            likeliest.setdefault(offer.holder.field_key, offer)
    return list(likeliest.values())


def _had(cases: Sequence[_Case], holdings: Holdings) -> list[tuple[PlanField, frozenset[str]]]:
    """Return the fields that are to be had, each with the datasets that it can be had from.

    Without identifiers: two must not excuse each other, or nobody would be told to fetch anything.
    """
    return [
        (case.planned, frozenset(offer.holder.dataset_key for offer in _best(case.sure)))
        for case in cases
        if case.planned.alignment.datum.key not in holdings.identifiers and _row(case) in TO_BE_HAD
    ]


def _opens(
    case: _Case, had: Sequence[tuple[PlanField, frozenset[str]]], holdings: Holdings
) -> tuple[str, ...]:
    """Return the names of the fields that an identifier opens: had from a dataset that holds it."""
    datum = case.planned.alignment.datum
    if datum.key not in holdings.identifiers:
        return ()
    held = holdings.by_datum.get(datum.key, ())
    opened = {holding.dataset_key for holding in held}
    opened |= {holding.origin.dataset_key for holding in held if holding.origin is not None}
    return tuple(planned.name for planned, sources in had if opened & sources)


def _best(found: Sequence[Offer]) -> Sequence[Offer]:
    """Return those offers that give the same row as the first."""
    return [offer for offer in found if offer.verdict is found[0].verdict]


def _grounds(case: _Case, kind: FieldVerdictKind) -> Sequence[Offer]:
    """Return the offers that a verdict speaks of: what business makes itself has no source elsewhere."""
    if kind is FieldVerdictKind.REVIEW:
        return case.doubtful
    is_made = case.planned.acquisition in {Acquisition.GENERATED, Acquisition.DERIVED}
    return () if is_made else case.sure


def _said(case: _Case, kind: FieldVerdictKind, plan: Plan, holdings: Holdings) -> DecidedField:
    """Return a decision with all that it rests on, and the articles."""
    planned, best = case.planned, case.planned.alignment.candidates[0]
    found = _grounds(case, kind)
    exemption = case.exemption if kind is FieldVerdictKind.EXEMPT else None
    exemptions = holdings.exemptions.get(best.datum.key, ())
    offer = found[0] if found else None
    missing = planned.is_collected and not (planned.legal_basis or plan.legal_basis)
    context = VerdictContext(
        planned=planned,
        plan=plan,
        kind=kind,
        found=found,
        exemption=exemption,
        former=ended(exemptions, plan.on),
        narrower=narrower(exemptions, planned.coverage, plan.on),
        opens=case.opens,
    )
    return DecidedField(
        index=planned.index,
        name=planned.name,
        verdict=kind,
        datum=best.datum,
        confidence=offer.confidence if offer is not None else best.confidence,
        provisions=explanation.provisions(kind, offer, legal_basis_missing=missing),
        legal_basis_missing=missing,
        context=context,
        alternatives=tuple(
            dict.fromkeys(
                other.holder.dataset_key
                for other in _best(found)
                if offer is not None and other.holder.dataset_key != offer.holder.dataset_key
            )
        ),
    )
