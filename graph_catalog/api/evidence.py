"""`evidence` below the assertions of a lineage: how each is on record."""

import dataclasses
from typing import Final

from graph_catalog.gql.refused import TooMuchError
from graph_catalog.gql.relations import Asking, ObjectGroup
from graph_catalog.language import say
from graph_catalog.lineage.questions import evidence as lineage_evidence
from graph_catalog.model.lineage_answers import LineageAssertion

_FACTS: Final = 10_000
"""Facts at the most: as many as edges of an answer."""


@dataclasses.dataclass(frozen=True)
class Evidenced:
    """The evidence of each assertion, one question for all of them."""

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Look up what assertions rest on; those that are redacted have none to tell."""
        assertions = [parent for parent in asking.parents if isinstance(parent, LineageAssertion)]
        facts = {assertion.fact for assertion in assertions if assertion.fact is not None}
        if len(facts) > _FACTS:
            raise _too_many(asking.field, len(facts))
        context = asking.request.info.context
        context.spend(len(facts))
        found = await lineage_evidence.evidence(context.engine, context.viewer, asking.pins, facts)
        for assertion in assertions:
            told = None if assertion.fact is None else found.get(assertion.fact)
            assertion.hung[asking.position] = told
        return []


def _too_many(field: str, facts: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 一次最多可查 {_FACTS} 项认定，这里有 {facts} 项；请减小 depth 或 maxNodes，或换用较粗的 level。",
            en=f"{field} is told of {_FACTS} assertions at a time, here are {facts}; "
            "ask for less depth, fewer nodes, or a coarser level.",
        )
    )
