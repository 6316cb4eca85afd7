"""What is right: a breadth-first search of ten lines over the derivations as they lie in the store, and the verdict on an answer."""

import dataclasses
import functools
import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping
from typing import Final

import neo4j

from benchmarks.lineage.question import Told, Traced

_DERIVATIONS: Final = """MATCH (made:Field)-[fact:DERIVED_FROM]->(before:Field) WHERE fact.rev_to = 9223372036854775807
RETURN made.key, before.key, fact.valid_from.epochSeconds, fact.valid_to.epochSeconds"""
_HOMES: Final = """MATCH (home:Dataset)-[fact:HAS_FIELD]->(field:Field)
WHERE fact.rev_to = 9223372036854775807 AND fact.valid_to > datetime()
RETURN field.key, home.key"""
NOT_IN_THE_ANSWER: Final = frozenset({"DEPTH", "NO_LINEAGE", "OUTSIDE_DISTRICT"})
"""Reasons that speak of what lies behind the question or the record; all others, of what the answer leaves out."""

_WALK_CUT: Final = frozenset({"WALK_LIMIT", "CEILING", "TIME"})
"""The walk itself was cut, so that what lies deeper cannot be told."""
_EDGES_CUT: Final = _WALK_CUT | {"EDGE_LIMIT"}
"""Edges were left out."""

Onward = Mapping[str, Collection[tuple[str, int, int]]]


@dataclasses.dataclass(frozen=True)
class Estate:
    """All derivations, either way, with the seconds between which they hold; and the dataset of each field."""

    before: Onward
    after: Onward
    containers: Mapping[str, str]

    @functools.cached_property
    def fields(self) -> Mapping[str, list[str]]:
        """The fields of each dataset."""
        fields = defaultdict[str, list[str]](list)
        for field, container in self.containers.items():
            fields[container].append(field)
        return fields


def read(driver: neo4j.Driver) -> Estate:
    """Read the whole estate, through nothing that answers lineage."""
    before, after = (
        defaultdict[str, list[tuple[str, int, int]]](list),
        defaultdict[str, list[tuple[str, int, int]]](list),
    )
    with driver.session(database="neo4j") as session:
        for made, source, since, until in session.run(_DERIVATIONS):
            before[made].append((source, since, until))
            after[source].append((made, since, until))
        containers = {row[0]: row[1] for row in session.run(_HOMES)}
    return Estate(dict(before), dict(after), containers)


def distances(
    starts: Collection[str],
    onward: Callable[[str], Collection[str]],
    place: Callable[[str], str],
    depth: int,
) -> dict[str, int]:
    """Return the fewest hops, steps from one place into another, to each field within `depth` of them."""
    hops = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        at = queue.popleft()
        for beyond in onward(at):
            far = hops[at] + (place(beyond) != place(at))
            if far <= depth and far < hops.get(beyond, depth + 1):
                hops[beyond] = far
                (queue.append if far > hops[at] else queue.appendleft)(beyond)
    return hops


@dataclasses.dataclass(frozen=True)
class Right:
    """The right answer, and whether more lies behind its last hop."""

    told: Told
    goes_deeper: bool


def answer(estate: Estate, question: Traced) -> Right:
    """Return the right answer to a question."""
    at = question.as_of.timestamp() if question.as_of else time.time()
    facts = estate.before if question.is_upstream else estate.after
    is_fields = question.level == "FIELD"

    def onward(field: str) -> list[str]:
        return [end for end, since, until in facts.get(field, ()) if since <= at < until]

    def place(field: str) -> str:
        return field if is_fields else estate.containers[field]

    starts = [question.key] if is_fields else estate.fields[question.key]
    found = distances(starts, onward, place, question.depth)
    hops = {question.key: 0}
    for field, far in found.items():
        hops[place(field)] = min(far, hops.get(place(field), far))
    steps = [(place(field), place(end), end) for field in found for end in onward(field)]
    edges = frozenset(
        (near, far) if not question.is_upstream else (far, near)
        for near, far, end in steps
        if near != far and end in found
    )
    return Right(Told(hops, edges), any(end not in found for *_, end in steps))


def judge(question: Traced, right: Right, told: Told) -> str:
    """Say whether an answer is right: `exact`, `first N of M, said`, or what is wrong with it."""
    cuts = set(told.cuts or ())
    wanted = right.told
    if "NODE_LIMIT" in cuts:
        ranked = sorted(wanted.hops, key=lambda key: (wanted.hops[key], key))[: question.max_nodes]
        nearest = {key: wanted.hops[key] for key in ranked}
        among = frozenset(
            edge for edge in wanted.edges if edge[0] in nearest and edge[1] in nearest
        )
        wanted = Told(nearest, among)
    optional = wanted.edges if cuts & _EDGES_CUT else frozenset[tuple[str, str]]()
    if told.cuts is None:  # who goes by paths shows no edge that leads back from the last hop
        near = 1 if question.is_upstream else 0
        last = {edge for edge in wanted.edges if wanted.hops[edge[near]] == question.depth}
        optional |= last
    faults = _differences(wanted, told, optional)
    says_deeper = "DEPTH" in cuts
    if told.cuts is not None and not cuts & _WALK_CUT and says_deeper != right.goes_deeper:
        faults.append(f"{'' if says_deeper else 'not '}DEPTH said")
    if faults:
        said = f" (it says {', '.join(sorted(cuts))})" if cuts else ""
        return "**wrong**: " + ", ".join(faults) + said
    limits = sorted(cuts - NOT_IN_THE_ANSWER)
    if limits:
        return f"first {len(told.hops):,} of {len(right.told.hops):,}, said ({', '.join(limits)})"
    return "exact"


def _differences(wanted: Told, told: Told, optional: frozenset[tuple[str, str]]) -> list[str]:
    """Count what is missing, but for edges that need not be there, what is too much, and hops that are wrong."""
    missing, more = wanted.hops.keys() - told.hops.keys(), told.hops.keys() - wanted.hops.keys()
    both = wanted.hops.keys() & told.hops.keys()
    counts = {
        "nodes missing": len(missing),
        "nodes too many": len(more),
        "hops wrong": sum(wanted.hops[key] != told.hops[key] for key in both),
        "edges missing": len(wanted.edges - told.edges - optional),
        "edges too many": len(told.edges - wanted.edges),
    }
    return [f"{count:,} {what}" for what, count in counts.items() if count]
