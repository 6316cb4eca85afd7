"""What is asked about lineage, wherever it is asked: at the root, below a thing, for a file, by a subscription."""

import dataclasses
from collections.abc import Sequence

from graph_catalog.model.enums.lineage import LineageDirection, LineageKind, LineageLevel


@dataclasses.dataclass(frozen=True)
class Question:
    """What is asked about a start (its key)."""

    key: str
    direction: LineageDirection
    level: LineageLevel
    depth: int
    """Hops of that level."""
    max_nodes: int
    kinds: Sequence[LineageKind] | None = None
    """Kinds of edges to follow; None: all."""
    indirect: bool = True
    """Whether edges are followed that only decided about values."""
