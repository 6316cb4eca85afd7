"""Which flows of a lineage pass from one unit to another, and whether agreements cover them (Art. 21). Pure.

A flow is told by the dataset that data leave and the unit that receives them: an agreement covers datasets and is
granted to a unit's consumer. Whatever is nearer (fields, systems) is covered with the dataset; whatever is farther away
(an edge between systems or units) is as well covered as the flows beneath it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph_catalog.lineage.pure.distances import Derivation, Distances
from graph_catalog.model.enums.lineage import AgreementCoverage


class Flow(NamedTuple):
    """Data of a dataset that pass to another unit than the one that answers for it; both by key."""

    dataset: str
    receiver: str


class FlowGrant(NamedTuple):
    """That an agreement, by key, covers a flow, or covered it and has ended."""

    agreement: str
    in_force: bool
    ended_at: dt.datetime
    """When it ends, or has ended."""


class EdgeCoverage(NamedTuple):
    """How the flows beneath an edge are covered, and by which agreements, in the order of keys."""

    coverage: AgreementCoverage
    in_force: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    """Of each flow that none covers any more, those that ended last."""
    ended_at: dt.datetime | None = None
    """When the last of these ended."""


class Flows:
    """The flows between units in a walk, as far as the viewer may see both ends."""

    def __init__(self, distances: Distances) -> None:
        self._walk = walk = distances.walk
        written: dict[tuple[str, str], set[str]] = defaultdict(set)
        for fact in walk.facts:
            is_walked = fact.start in walk.kinds
            if fact.type == "WRITTEN_BY" and is_walked and walk.is_open(fact.start):
                dataset = walk.datasets.get(fact.start, fact.start)
                written[fact.end, distances.container(fact.start)].add(dataset)
        self._written = written

    def of(self, derivation: Derivation) -> Iterator[Flow]:
        """Yield what a derivation lets pass between units; nothing where a unit is not on record."""
        if not derivation.is_open:
            return
        walk, fact = self._walk, derivation.fact
        source = walk.datasets.get(fact.end, fact.end)
        giver = walk.units.get(source)
        if giver is None:
            return
        for dataset in self._targets(derivation):
            receiver = walk.units.get(dataset)
            if receiver is not None and receiver != giver:
                yield Flow(source, receiver)

    def _targets(self, derivation: Derivation) -> Iterable[str]:
        """Return the datasets of the target that were written: of a field its own, of a job all there."""
        fact, datasets = derivation.fact, self._walk.datasets
        if fact.type == "DERIVED_FROM":
            return (datasets.get(fact.start, fact.start),)
        target = derivation.target
        return self._written.get((fact.start, target)) or (datasets.get(target, target),)


def judge(
    flows: Iterable[Flow], grants: Mapping[Flow, Sequence[FlowGrant]], above: frozenset[str]
) -> EdgeCoverage:
    """Return how flows are covered. `above` are receivers above the district, who need no agreement.

    Grants are those that began by the date; of a flow that one in force covers, the ended ones do not count.
    """
    needing = [flow for flow in flows if flow.receiver not in above]
    in_force, ended = set[str](), dict[str, dt.datetime]()
    found: set[AgreementCoverage] = set()
    for flow in needing:
        of_flow = grants.get(flow, ())
        live = {grant.agreement for grant in of_flow if grant.in_force}
        in_force |= live
        if live:
            found.add(AgreementCoverage.COVERED)
        else:
            last = max((grant.ended_at for grant in of_flow), default=None)
            ended |= {
                grant.agreement: grant.ended_at for grant in of_flow if grant.ended_at == last
            }
            found.add(AgreementCoverage.EXPIRED if of_flow else AgreementCoverage.UNCOVERED)
    last = max(ended.values(), default=None)
    return EdgeCoverage(_together(found), tuple(sorted(in_force)), tuple(sorted(ended)), last)


def _together(found: set[AgreementCoverage]) -> AgreementCoverage:
    if not found:
        return AgreementCoverage.NOT_NEEDED
    if len(found) == 1:
        return next(iter(found))
    is_partly = AgreementCoverage.COVERED in found
    return AgreementCoverage.PARTLY if is_partly else AgreementCoverage.UNCOVERED
