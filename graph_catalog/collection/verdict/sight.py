"""What a verdict shows its reader: everything was decided on, and each thing is shown by its own visibility.

The facts of a verdict are redacted, not its texts: sentences and evidence are worded from what is left, so that no
wording can tell what the reader may not see. Rows, counts and confidence stay: they are the same for every reader.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph_catalog.collection.verdict.context import VerdictContext
from graph_catalog.collection.verdict.evidence import shown
from graph_catalog.collection.verdict.exemptions import KnownExemption
from graph_catalog.collection.verdict.grants import Application
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.plan import AppliedGrant, Holding, PlanField
from graph_catalog.matching.reading.datum import Candidate, DatumKey, Reason
from graph_catalog.model.coverage import Coverage
from graph_catalog.model.enums.systems import SourceLevel
from graph_catalog.model.visibility import Visibility

_UNSAID = Reason("依据大数据中心的一项裁定", "by a ruling of the data centre")
"""In place of the reasons of a reading that rests on a ruling which the reader may not see."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which things the reader may see: by key, data by `DatumKey.key`. What is not among them is hidden.

    A datum that is not on record is not among `data` either: it is the plan's own words, and no secret.
    """

    things: Mapping[str, Visibility] = field(default_factory=dict)
    data: Mapping[str, Visibility] = field(default_factory=dict)
    sees_all: bool = False

    def of(self, key: str) -> Visibility:
        """Return how much of a thing may be shown."""
        return Visibility.FULL if self.sees_all else self.things.get(key, Visibility.HIDDEN)

    def shows(self, key: str) -> bool:
        """Whether anything of a thing may be shown."""
        return self.of(key) is not Visibility.HIDDEN

    def is_hidden(self, candidate: Candidate) -> bool:
        """Whether a reading names what is hidden: a datum of hidden fields, or one that a hidden ruling gave."""
        if self.sees_all:
            return False
        by_ruling = bool(candidate.ruling) and not self.shows(candidate.ruling)
        return by_ruling or self.data.get(candidate.datum.key) is Visibility.HIDDEN

    def context(self, context: VerdictContext) -> VerdictContext:
        """Return what a verdict rests on as far as the reader may see it."""
        if self.sees_all:
            return context
        planned = self.planned(context.planned)
        return replace(
            context,
            planned=planned,
            found=tuple(self._offer(offer, planned) for offer in context.found),
            exemption=self._exemption(context.exemption),
            former=self._exemption(context.former),
            narrower=self._exemption(context.narrower),
        )

    def planned(self, planned: PlanField) -> PlanField:
        """Return a planned field whose hidden readings have the plan's own words."""
        candidates = tuple(self._candidate(each, planned) for each in planned.alignment.candidates)
        return replace(planned, alignment=replace(planned.alignment, candidates=candidates))

    def _candidate(self, candidate: Candidate, planned: PlanField) -> Candidate:
        if not self.is_hidden(candidate):
            return candidate
        is_ruled = bool(candidate.ruling) and not self.shows(candidate.ruling)
        return replace(
            candidate,
            datum=DatumKey(None, "", planned.name),
            reasons=(_UNSAID,) if is_ruled else candidate.reasons,
            ruling="" if is_ruled else candidate.ruling,
            is_hidden=True,
            is_ruling_hidden=is_ruled,
        )

    def _offer(self, offer: Offer, planned: PlanField) -> Offer:
        holder = self.holding(offer.holder)
        return replace(
            offer,
            holder=holder,
            copy=None if offer.copy is None else self.holding(offer.copy),
            standing=None if holder.visibility is Visibility.HIDDEN else offer.standing,
            grant=self._grant(offer.grant),
            refusal=self._grant(offer.refusal),
            application=self._application(offer.application),
            reading=offer.reading and self._candidate(offer.reading, planned),
        )

    def holding(self, holding: Holding) -> Holding:
        """Return a holding with its hidden facts blank; its keys stay, for whoever counts units by them."""
        visibility = self.of(holding.dataset_key)
        shows_field = visibility is Visibility.FULL and self.shows(holding.field_key)
        named = holding if shows_field else replace(holding, field_name="", shows_field=False)
        if visibility is Visibility.FULL:
            return named
        # The outline of an entry that is not shared: name, provider, class, reason and basis (Art. 19).
        outline = replace(
            named,
            visibility=visibility,
            dataset_code="",
            system_name="",
            provision_method=None,
            update_cycle=None,
            last_updated_on=None,
            sharing_from=None,
            sharing_to=None,
            coverage=Coverage(),
            source_level=SourceLevel.OWN,
        )
        if visibility is Visibility.OUTLINE:
            return outline
        return replace(
            outline,
            dataset_name="",
            unit_name="",
            kinds=frozenset(),
            sharing_class=None,
            sharing_reason="",
            legal_basis="",
            offers_masked=False,
        )

    def _application(self, application: Application | None) -> Application | None:
        grant = self._grant(application.grant if application else None)
        return replace(application, grant=grant) if application and grant else None

    def _grant(self, grant: AppliedGrant | None) -> AppliedGrant | None:
        if grant is None or self.shows(grant.key):
            return grant
        return replace(grant, purpose="", reason="", opinion="", code="", is_hidden=True)

    def _exemption(self, exemption: KnownExemption | None) -> KnownExemption | None:
        if exemption is None or self.shows(exemption.key):
            return exemption
        return replace(exemption, basis="", reason="", is_hidden=True)


def keys(context: VerdictContext) -> Iterator[str]:
    """Yield the keys of all that a verdict may speak of, but for its data."""
    for exemption in (context.exemption, context.former, context.narrower):
        if exemption is not None:
            yield exemption.key
    for candidate in context.planned.alignment.candidates:
        if candidate.ruling:
            yield candidate.ruling
    # Of all that hold it, units are counted by their datasets; fields are named of those shown alone.
    yield from (offer.holder.dataset_key for offer in context.found)
    for offer in shown(context.kind, context.found):
        yield offer.holder.field_key
        if offer.copy is not None:
            yield from (offer.copy.field_key, offer.copy.dataset_key)
        applied = offer.application.grant if offer.application else None
        yield from (grant.key for grant in (offer.grant, offer.refusal, applied) if grant)


def data(context: VerdictContext) -> Iterator[DatumKey]:
    """Yield the data that a verdict may speak of."""
    yield from (candidate.datum for candidate in context.planned.alignment.candidates)
