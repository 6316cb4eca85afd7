"""`coverage`, `coveredBy` and what goes with them, below the edges of a lineage: one question for all of them."""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import Any

from graph_catalog.gql.relations import Asking, ObjectGroup
from graph_catalog.lineage.pure.coverage import EdgeCoverage
from graph_catalog.lineage.questions import coverage as lineage_coverage
from graph_catalog.lineage.questions.coverage import Grants
from graph_catalog.model.entities import Entity
from graph_catalog.model.lineage_answers import LineageEdge
from graph_catalog.record import entity_rows


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

    async def read(self, asking: Asking) -> list[ObjectGroup]:
        """Judge each edge; of the agreements those are shown that the viewer may see."""
        edges = [parent for parent in asking.parents if isinstance(parent, LineageEdge)]
        flows = frozenset(flow for edge in edges for flow in edge.crossings or ())
        context = asking.request.info.context
        found: Grants = await context.once(
            ("lineage/questions/grants", asking.pins, flows),
            partial(lineage_coverage.grants, context.engine, context.viewer, asking.pins, flows),
        )
        is_list = self.part in {CoveragePart.IN_FORCE, CoveragePart.ENDED}
        shown: Mapping[str, Entity] = {}
        if is_list:
            context.spend(len(found.described))
            shown = {
                key: entity_rows.entity(row, asking.pins) for key, row in found.described.items()
            }
        for edge in edges:
            judged = None if edge.crossings is None else found.judge(edge.crossings)
            edge.hung[asking.position] = self._told(judged, shown, found)
        return [asking.below(list(shown.values()))] if is_list else []

    def _told(self, judged: EdgeCoverage | None, shown: Mapping[str, Entity], found: Grants) -> Any:  # noqa: ANN401  # as the field has it
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
