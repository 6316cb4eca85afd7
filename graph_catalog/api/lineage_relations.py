"""Relations about lineage: `lineage` below a thing, `coverage` and `coveredBy` below its edges, `evidence` below assertions."""

import asyncio
import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import Any, Final

from graph_catalog.gql.refused import TooMuchError, WrongArgumentError
from graph_catalog.gql.relation_requests import ObjectGroup, RelationRequest
from graph_catalog.language import say
from graph_catalog.lineage.pure.coverage import EdgeCoverage
from graph_catalog.lineage.pure.limits import MOST_HOLDERS, out_of_bounds
from graph_catalog.lineage.pure.projected import LEVEL_OF
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import coverage as lineage_coverage
from graph_catalog.lineage.questions import evidence as lineage_evidence
from graph_catalog.lineage.questions import tracing
from graph_catalog.lineage.questions.coverage import Grants
from graph_catalog.model.entities import Entity
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import Lineage, LineageAssertion, LineageEdge
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import entity_rows


@dataclasses.dataclass(frozen=True)
class Traced:
    """The lineage of each parent, at the parent's own level unless another is asked for."""

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Walk for each parent, one question a direction, all at once."""
        if len(relation.parents) > MOST_HOLDERS:
            raise _too_many(relation.field, len(relation.parents))
        arguments = relation.arguments
        if refusal := out_of_bounds(
            arguments["depth"], arguments["max_nodes"], kinds=arguments["kinds"]
        ):
            raise WrongArgumentError(
                refusal.message,
                ".".join(refusal.path or []),
                at=[relation.details[0].node],
            )
        context = relation.request.info.context
        level = arguments.pop("level") or LEVEL_OF[NodeKind(relation.type.name)]
        found = await asyncio.gather(
            *(
                tracing.trace(
                    context.engine,
                    context.viewer,
                    relation.snapshot,
                    Question(str(parent.key), level=level, **arguments),  # type: ignore[attr-defined]  # a relation's parents are entities
                )
                for parent in relation.parents
            )
        )
        for parent, traced in zip(relation.parents, found, strict=True):
            parent.preloaded[relation.position] = None if isinstance(traced, Refusal) else traced
        return [relation.below([traced for traced in found if isinstance(traced, Lineage)])]


def _too_many(field: str, parents: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 一次最多可在 {MOST_HOLDERS} 个上级对象下查询，这里有 {parents} 个；请缩小 first，或逐个查询。",
            en=f"{field} may be asked below {MOST_HOLDERS} parents at a time, here are {parents}; "
            "ask for a smaller page, or one by one.",
        )
    )


class CoveragePart(Enum):
    """What is told of how an edge is covered."""

    COVERAGE = "COVERAGE"
    IN_FORCE = "IN_FORCE"
    HIDDEN = "HIDDEN"
    ENDED = "ENDED"


@dataclasses.dataclass(frozen=True)
class Covering:
    """One part of how each edge is covered; all parts rest on one question."""

    part: CoveragePart

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Judge each edge; of the agreements those are shown that the viewer may see."""
        edges = [parent for parent in relation.parents if isinstance(parent, LineageEdge)]
        flows = frozenset(flow for edge in edges for flow in edge.crossings or ())
        context = relation.request.info.context
        found: Grants = await context.memoise(
            ("lineage/questions/grants", relation.snapshot, flows),
            partial(
                lineage_coverage.grants, context.engine, context.viewer, relation.snapshot, flows
            ),
        )
        is_list = self.part in {CoveragePart.IN_FORCE, CoveragePart.ENDED}
        shown: Mapping[str, Entity] = {}
        if is_list:
            context.charge(len(found.described))
            shown = {
                key: entity_rows.entity(row, relation.snapshot)
                for key, row in found.described.items()
            }
        for edge in edges:
            judged = None if edge.crossings is None else found.judge(edge.crossings)
            edge.preloaded[relation.position] = self._render(judged, shown, found)
        return [relation.below(list(shown.values()))] if is_list else []

    def _render(
        self, judged: EdgeCoverage | None, shown: Mapping[str, Entity], found: Grants
    ) -> Any:  # noqa: ANN401  # as the field has it
        if self.part is CoveragePart.COVERAGE:
            return None if judged is None else judged.coverage
        in_force = () if judged is None else judged.in_force
        if self.part is CoveragePart.HIDDEN:
            return sum(key not in found.described for key in in_force)
        keys = (
            in_force
            if self.part is CoveragePart.IN_FORCE
            else ()
            if judged is None
            else judged.ended
        )
        return [shown[key] for key in keys if key in shown]


_FACTS: Final = 10_000
"""Facts at the most: as many as edges of an answer."""


@dataclasses.dataclass(frozen=True)
class Evidenced:
    """The evidence of each assertion, one question for all of them."""

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Look up what assertions rest on; those that are redacted have none to tell."""
        assertions = [parent for parent in relation.parents if isinstance(parent, LineageAssertion)]
        facts = {assertion.fact for assertion in assertions if assertion.fact is not None}
        if len(facts) > _FACTS:
            raise _too_many_facts(relation.field, len(facts))
        context = relation.request.info.context
        context.charge(len(facts))
        found = await lineage_evidence.evidence(
            context.engine, context.viewer, relation.snapshot, facts
        )
        for assertion in assertions:
            kept = None if assertion.fact is None else found.get(assertion.fact)
            assertion.preloaded[relation.position] = kept
        return []


def _too_many_facts(field: str, facts: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 一次最多可查 {_FACTS} 项认定，这里有 {facts} 项；请减小 depth 或 maxNodes，或换用较粗的 level。",
            en=f"{field} is told of {_FACTS} assertions at a time, here are {facts}; "
            "ask for less depth, fewer nodes, or a coarser level.",
        )
    )
