"""What one walk along lineage brought back from the store, as named things.

A walk is all that lineage is answered from, at every level: what was reached, every fact that led
there, and where each field and dataset belongs at the instant asked about. `projection` makes the
answer of it, without a store and without a clock.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.visibility import Visibility


class WalkedEdge(NamedTuple):
    """One fact that was walked, along its arrow: from what was made to what was before.

    A named tuple, because a walk brings tens of thousands of them as rows.
    """

    start: str
    end: str
    type: str
    key: str
    kind: str | None = None
    transform: str | None = None
    masking: bool | None = None
    source: str | None = None
    job: str | None = None
    asserted_by: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class WalkedNode:
    """A field, dataset, system or unit that a walk passed, or that holds what it passed.

    The name is there for what can be shown at the level that was walked for.
    """

    key: str
    kind: NodeKind
    name: str | None
    visibility: Visibility


@dataclasses.dataclass(frozen=True, slots=True)
class Walk:
    """Everything reached from a start in one direction, as recorded at one instant and revision."""

    is_upstream: bool
    kinds: Mapping[str, NodeKind]
    """Kind of each node walked, jobs among them, by key; empty where there is no such start."""
    reached: int
    """How many nodes lie within the ceiling; the limit may have kept some of them back."""
    facts: tuple[WalkedEdge, ...]
    """Every fact that leads on from a node walked; to none of them, where the walk was cut."""
    places: Mapping[str, WalkedNode]
    datasets: Mapping[str, str]
    """The dataset of each field that has one, by key."""
    systems: Mapping[str, str]
    """The system of each dataset that has one."""
    units: Mapping[str, str]
    """The unit that answers for each dataset: its provider, else who operates its system."""
    ends: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    """How each field, or dataset without any, from which nothing recorded leads on came by its values; upstream only."""
    above: frozenset[str] = frozenset()
    """Those units that are above the district; upstream only."""
    is_cut_short: bool = False
    """Whether the deadline ran out, so that it went no farther than the least ceiling."""

    @classmethod
    def read(cls, record: Mapping[str, Any], *, upstream: bool, is_cut_short: bool = False) -> Self:
        """Take the record of `lineage/questions/upstream` or `lineage/questions/downstream` in."""
        return cls(
            is_upstream=upstream,
            kinds={key: _KINDS[label] for key, label in record["nodes"]},
            reached=record["reached"],
            facts=tuple(map(WalkedEdge._make, record["facts"])),
            places={
                key: WalkedNode(key, _KINDS[label], name, _VISIBILITIES[visibility])
                for key, label, name, visibility in record["places"]
            },
            datasets=_first(record["homes"]),
            systems=_first((dataset, system) for dataset, system, _ in record["holders"]),
            units=_first((dataset, unit) for dataset, _, unit in record["holders"]),
            ends=dict(record.get("ends", ())),
            above=frozenset(record.get("above", ())),
            is_cut_short=is_cut_short,
        )

    def container(self, key: str, kind: NodeKind) -> str:
        """Return where a field or dataset belongs at the level of `kind`.

        Of what has no container there, the farthest one below is taken: a dataset without a system
        stands for itself at the level of systems, neither lost nor merged with another.
        """
        if kind is NodeKind.FIELD:
            return key
        dataset = self.datasets.get(key, key)
        if kind is NodeKind.DATASET:
            return dataset
        system = self.systems.get(dataset, dataset)
        return system if kind is NodeKind.SYSTEM else self.units.get(dataset, system)

    def containers(self, key: str) -> tuple[WalkedNode, ...]:
        """Return dataset, system and unit of a field or dataset, without those that are not told."""
        dataset = self.datasets.get(key, key)
        found = (self.datasets.get(key), self.systems.get(dataset), self.units.get(dataset))
        places = (self.places[holder] for holder in found if holder is not None)
        return tuple(
            place
            for place in places
            if place.visibility is not Visibility.HIDDEN and self._shows(dataset, place.kind)
        )

    def system_of(self, dataset: str) -> str | None:
        """Return the system that holds a dataset, where the viewer may know it: an outline does not say."""
        return self.systems.get(dataset) if self._shows(dataset, NodeKind.SYSTEM) else None

    def unshown(self) -> set[str]:
        """Return the systems and units of which no dataset here tells the viewer.

        What is known by hidden datasets alone is as hidden as they are (ADR 0019).
        """
        shown, unshown = set[str](), set[str]()
        for kind, holders in ((NodeKind.SYSTEM, self.systems), (NodeKind.UNIT, self.units)):
            for dataset, holder in holders.items():
                (shown if self._shows(dataset, kind) else unshown).add(holder)
        return unshown - shown

    def _shows(self, dataset: str, kind: NodeKind) -> bool:
        """Whether what the viewer sees of a dataset says which system or unit it is of."""
        visibility = self.places[dataset].visibility
        if kind is NodeKind.SYSTEM:
            return visibility is Visibility.FULL
        return visibility is not Visibility.HIDDEN

    def is_open(self, key: str) -> bool:
        """Whether everything about a field or dataset may be shown to the viewer."""
        return self.places[key].visibility is Visibility.FULL


_KINDS = {kind.value: kind for kind in NodeKind}
_VISIBILITIES = {visibility.value: visibility for visibility in Visibility}


def _first(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Map each key to its first value: rows are sorted, so it is always the same one."""
    found: dict[str, str] = {}
    for key, value in pairs:
        if value is not None:
            found.setdefault(key, value)
    return found
