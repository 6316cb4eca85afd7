"""A question about lineage as every product is asked it, and what an answer says. Pure."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from statistics import median, quantiles
from typing import Any, Final

from benchmarks.questions import CENTRE, Question
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys

_QUERY: Final = """query ($id: ID!, $direction: LineageDirection!, $level: LineageLevel!, $depth: Int!, $maxNodes: Int!, $asOf: Instant) {
  lineage(id: $id, direction: $direction, level: $level, depth: $depth, maxNodes: $maxNodes, asOf: $asOf) { ... on Lineage {
    complete truncatedBy nodes { key name upstreamHops downstreamHops } edges { source target }
  } }
}"""


@dataclasses.dataclass(frozen=True)
class Traced:
    """Lineage of a start: which way, at which level, how many hops of it, on which date (None: today)."""

    title: str
    key: str
    direction: str = "UPSTREAM"
    level: str = "FIELD"
    depth: int = 10
    max_nodes: int = 1000
    as_of: dt.datetime | None = None

    @property
    def is_upstream(self) -> bool:
        """Whether it asks where from."""
        return self.direction == "UPSTREAM"

    def of_ours(self) -> Question:
        """Return it in our API's words."""
        variables = {
            "id": keys.encode(NodeKind[self.level], self.key),
            "direction": self.direction,
            "level": self.level,
            "depth": self.depth,
            "maxNodes": self.max_nodes,
            "asOf": self.as_of and self.as_of.isoformat(),
        }
        return Question(self.title, _QUERY, variables, CENTRE)


@dataclasses.dataclass(frozen=True)
class Told:
    """What an answer says: hops by key, pairs (before, made), and why it says that it is not the whole."""

    hops: Mapping[str, int]
    edges: frozenset[tuple[str, str]]
    cuts: tuple[str, ...] | None = None
    """None: the product has no such statement."""


def read_ours(question: Traced, data: Any) -> Told:
    """Read our answer."""
    lineage = data["lineage"]
    name = "upstreamHops" if question.is_upstream else "downstreamHops"
    hops = {node["key"]: node[name] for node in lineage["nodes"]}
    edges = frozenset((edge["source"], edge["target"]) for edge in lineage["edges"])
    return Told(hops, edges, tuple(lineage["truncatedBy"]))


@dataclasses.dataclass(frozen=True)
class Times:
    """Seconds of each request that was answered."""

    values: tuple[float, ...]

    @property
    def p50(self) -> float:
        """Return the median."""
        return median(self.values)

    @property
    def p95(self) -> float:
        """Return what 95 of 100 stay below."""
        if len(self.values) < 2:
            return self.values[0]
        return quantiles(self.values, n=20, method="inclusive")[-1]
