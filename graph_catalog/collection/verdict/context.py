"""What a sentence about a verdict is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_catalog.collection.verdict.exemptions import KnownExemption
from graph_catalog.collection.verdict.offer import Offer
from graph_catalog.collection.verdict.plan import Plan, PlanField
from graph_catalog.model.answers import FieldVerdictKind


@dataclass(frozen=True, slots=True)
class VerdictContext:
    """A verdict with all that it rests on.

    `former`: an exemption that is over, `narrower` one for a part of what is planned; `opens`: the fields that an identifier looks up.
    """

    planned: PlanField
    plan: Plan
    kind: FieldVerdictKind
    found: Sequence[Offer]
    exemption: KnownExemption | None = None
    former: KnownExemption | None = None
    narrower: KnownExemption | None = None
    opens: tuple[str, ...] = ()

    @property
    def datum(self) -> str:
        """The datum, as people write it."""
        return self.planned.alignment.datum.text

    @property
    def offer(self) -> Offer:
        """The offer that the verdict rests on."""
        return self.found[0]
