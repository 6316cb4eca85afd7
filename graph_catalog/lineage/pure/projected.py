"""The answer about lineage: nodes, edges, and what was left out (design §8, names of §9)."""

import dataclasses
from collections import defaultdict

from graph_catalog.lineage.pure.walk import WalkedEdge, WalkedNode
from graph_catalog.model.enums.lineage import LineageKind, LineageLevel, LineageSource
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import LineageBasis, TruncationReason

KIND_AT = {
    LineageLevel.FIELD: NodeKind.FIELD,
    LineageLevel.DATASET: NodeKind.DATASET,
    LineageLevel.SYSTEM: NodeKind.SYSTEM,
    LineageLevel.UNIT: NodeKind.UNIT,
}
"""Which things a level shows."""
LEVEL_OF = {kind: level for level, kind in KIND_AT.items()}
"""On which level a thing stands; other kinds have no lineage."""


@dataclasses.dataclass(frozen=True, slots=True)
class ProjectedNode:
    """A thing of the level asked for, or what stands in for one that is not known.

    Hops count from the start, which has 0; None where the thing does not lie in that direction.
    """

    key: str
    """Of a redacted node a word that holds within this answer only."""
    kind: NodeKind
    name: str | None
    upstream_hops: int | None
    downstream_hops: int | None
    within: tuple[WalkedNode, ...] = ()
    """Dataset, system and unit of a field or dataset, as far as known and not hidden."""
    is_redacted: bool = False
    subject: str = dataclasses.field(default="", compare=False, repr=False)
    """Key of the thing itself, whatever the viewer may see of it: never to be told of a redacted node."""

    @property
    def level(self) -> LineageLevel:
        """The level on which such a thing stands: all that a redacted node says of itself."""
        return LEVEL_OF[self.kind]


@dataclasses.dataclass(frozen=True, slots=True)
class ProjectedAssertion:
    """One method's word for a derivation; a redacted one tells what is done and how it is known."""

    kind: LineageKind
    source: LineageSource
    basis: LineageBasis
    key: str | None = None
    transform: str | None = None
    masking: bool | None = None
    job: str | None = None
    asserted_by: str | None = None
    is_redacted: bool = False
    fact: WalkedEdge | None = dataclasses.field(default=None, compare=False, repr=False)
    """What it rests on; None where that is not to be told."""


@dataclasses.dataclass(frozen=True, slots=True)
class ProjectedEdge:
    """That one node of the answer was made from another, with all assertions of it."""

    source: str
    """Key of the node that it came from."""
    target: str
    """Key of the node that was made."""
    basis: LineageBasis
    """The best that any assertion has: `FIELD_TRACED` if one of them traces columns."""
    assertions: tuple[ProjectedAssertion, ...]
    crossings: tuple[tuple[str, str], ...] | None = ()
    """Flows from one unit to another beneath it, as far as the viewer may see: the dataset that they leave and the unit
    that receives them (`coverage`). None where the viewer may see nothing of it."""

    @property
    def kinds(self) -> tuple[LineageKind, ...]:
        """What is done to the data on the way, by name."""
        kinds = {assertion.kind for assertion in self.assertions}
        return tuple(sorted(kinds, key=lambda kind: kind.value))

    @property
    def kind(self) -> LineageKind | None:
        """What is done to the data on the way; None where assertions differ."""
        return self.kinds[0] if len(self.kinds) == 1 else None

    @property
    def is_indirect(self) -> bool:
        """Whether what came before is in none of the values: it only decided about them."""
        return all(assertion.kind.is_indirect for assertion in self.assertions)

    @property
    def agreed(self) -> bool | None:
        """Whether methods that know of one derivation say the same of it; None where no two do.

        Of masking a method may say nothing: then it contradicts none.
        """
        by_ends: dict[tuple[str, str], dict[LineageSource, list[ProjectedAssertion]]] = defaultdict(
            dict
        )
        for assertion in self.assertions:
            if (fact := assertion.fact) is not None:
                by_method = by_ends[fact.start, fact.end]
                by_method.setdefault(assertion.source, []).append(assertion)
        compared = [by_method for by_method in by_ends.values() if len(by_method) > 1]
        return all(map(_say_the_same, compared)) if compared else None


def _say_the_same(by_method: dict[LineageSource, list[ProjectedAssertion]]) -> bool:
    kinds = {
        frozenset(assertion.kind for assertion in assertions) for assertions in by_method.values()
    }
    masked = {
        assertion.masking
        for assertions in by_method.values()
        for assertion in assertions
        if assertion.masking is not None
    }
    return len(kinds) == 1 and len(masked) <= 1


@dataclasses.dataclass(frozen=True, slots=True)
class Truncation:
    """Why something is not in the answer, and how much (`TruncationReason` says of what)."""

    reason: TruncationReason
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Projection:
    """Lineage at one level: nodes by hops, then key; edges by their nodes' places there."""

    root: ProjectedNode
    """The node that the start is, or lies in; a start coarser than the level, beside the nodes."""
    nodes: tuple[ProjectedNode, ...]
    edges: tuple[ProjectedEdge, ...]
    cuts: tuple[Truncation, ...]

    @property
    def complete(self) -> bool:
        """Whether it holds all that there is, as far as anybody can tell."""
        return not self.cuts

    @property
    def truncated_by(self) -> tuple[TruncationReason, ...]:
        """Why it is not the whole, if it is not."""
        return tuple(cut.reason for cut in self.cuts)

    @property
    def hidden_count(self) -> int:
        """How many nodes are redacted."""
        return sum(node.is_redacted for node in self.nodes)

    @property
    def node_count(self) -> int:
        """How many nodes the answer has."""
        return len(self.nodes)

    @property
    def edge_count(self) -> int:
        """How many edges the answer has."""
        return len(self.edges)
