"""What was decided on a plan: a verdict for each field with its ground, and one for the whole."""

from dataclasses import dataclass, replace
from functools import cached_property

from graph_catalog.collection.verdict import explanation
from graph_catalog.collection.verdict.context import VerdictContext
from graph_catalog.collection.verdict.evidence import VerdictStep, evidence
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.plan import Holding
from graph_catalog.collection.verdict.sight import Sight
from graph_catalog.matching.reading.datum import Candidate, DatumKey
from graph_catalog.model.answers import CollectionVerdict, FieldVerdictKind, SourceStanding
from graph_catalog.model.visibility import Visibility


@dataclass(frozen=True)
class DecidedField:
    """What is to be done with one planned field; all that points into the graph is a key.

    `context` is what it rests on, and all that its texts are worded from, when they are read.
    `alternatives` are the keys of all other datasets that give the same row, the best first.
    `hidden_alternatives`: how many were left out because the reader may not see them.
    """

    index: int
    name: str
    verdict: FieldVerdictKind
    datum: DatumKey
    confidence: float
    provisions: tuple[str, ...]
    legal_basis_missing: bool
    context: VerdictContext
    alternatives: tuple[str, ...] = ()
    hidden_alternatives: int = 0

    def shown(self, sight: Sight) -> "DecidedField":
        """Return the verdict as a reader may see it: the same row, with what is hidden left out."""
        left = tuple(key for key in self.alternatives if sight.shows(key))
        return replace(
            self,
            context=sight.context(self.context),
            alternatives=left,
            hidden_alternatives=len(self.alternatives) - len(left),
        )

    @cached_property
    def why(self) -> str:
        """What was found and what is to be done, in the caller's language."""
        return explanation.why(self.context)

    @cached_property
    def evidence(self) -> tuple[VerdictStep, ...]:
        """The path that it rests on, in the caller's language."""
        return evidence(self.context)

    @property
    def hidden_count(self) -> int:
        """How many steps of the evidence and alternatives the reader may not see."""
        return self.hidden_alternatives + sum(step.redaction is not None for step in self.evidence)

    @property
    def offer(self) -> Offer | None:
        """The offer that it rests on."""
        return self.context.found[0] if self.context.found else None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What a person may choose from in a REVIEW."""
        is_review = self.verdict is FieldVerdictKind.REVIEW
        return self.context.planned.alignment.candidates if is_review else ()

    @property
    def provider_key(self) -> str | None:
        """The unit that provides it."""
        return self._held.unit_key if self._held else None

    @property
    def source_key(self) -> str | None:
        """The dataset to get it from."""
        return self._held.dataset_key if self._held else None

    @property
    def source_field_key(self) -> str | None:
        """The field there."""
        return self._held.field_key if self._held and self._held.shows_field else None

    @property
    def _held(self) -> Holding | None:
        """The holding that it rests on, where the reader may know of it."""
        holder = self.offer.holder if self.offer else None
        return holder if holder and holder.visibility is not Visibility.HIDDEN else None

    @property
    def standing(self) -> SourceStanding | None:
        """How that source stands to the datum."""
        return self.offer.standing if self.offer else None


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """What is to be done with a plan.

    `fields_to_keep` are the indices of the fields that the reduced form keeps.
    """

    verdict: CollectionVerdict
    fields: tuple[DecidedField, ...]
    fields_to_keep: tuple[int, ...]
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
