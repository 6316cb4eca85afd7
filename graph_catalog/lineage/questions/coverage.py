"""Whether agreements cover the flows of a lineage on its date (Art. 21): one question for the whole answer."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.coverage import EdgeCoverage, Flow, FlowGrant, judge


@dataclasses.dataclass(frozen=True)
class Grants:
    """What agreements cover of some flows, and how the viewer may see these agreements described."""

    by_flow: Mapping[Flow, Sequence[FlowGrant]]
    above: frozenset[str]
    described: Mapping[str, Row]

    def judge(self, flows: Iterable[tuple[str, str]]) -> EdgeCoverage:
        """Return how flows, of those asked about, are covered."""
        return judge((Flow(*flow) for flow in flows), self.by_flow, self.above)


async def grants(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, flows: Iterable[tuple[str, str]]
) -> Grants:
    """Return what covers flows, each of a dataset to a unit; without any, nothing is asked."""
    units: dict[str, list[str]] = defaultdict(list)
    for dataset, unit in sorted(set(flows)):
        units[dataset].append(unit)
    if not units:
        return Grants({}, frozenset(), {})
    asked = [{"dataset": dataset, "units": receivers} for dataset, receivers in units.items()]
    row = await engine.read("lineage/questions/grants", viewer, snapshot, flows=asked)
    by_flow: dict[Flow, list[FlowGrant]] = defaultdict(list)
    for dataset, unit, agreement, in_force, ended_at in row["grants"]:
        by_flow[Flow(dataset, unit)].append(FlowGrant(agreement, in_force, ended_at.to_native()))
    described = {each["key"]: each for each in row["agreements"]}
    return Grants(by_flow, frozenset(row["above"]), described)
