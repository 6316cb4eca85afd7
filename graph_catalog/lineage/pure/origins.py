"""The ultimate sources in an upstream walk: what has nothing before it, and why it has not. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph_catalog.lineage.pure.cycles import components
from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.projection import SOURCES
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import OriginKind


class Origin(NamedTuple):
    """A field, or a dataset without known fields, at which lineage begins."""

    key: str
    hops: int
    acquisition: str | None
    """How it comes by its values; None where that is not said, and in a cycle."""
    kind: OriginKind


def origins(distances: Distances) -> list[Origin]:
    """Return where a walk measured at the level of fields ends, by hops and key; of a cycle the nearest stands for it.

    What a dataset stands for (`Distances.container`) is one origin, and none of what it hides: a source if any of it is one.
    """
    walk, hops = distances.walk, distances.within()
    found = [
        Origin(distances.container(key), hops[key], acquisition, _kind(distances, key, acquisition))
        for key, acquisition in walk.ends.items()
        if key in hops
    ]
    for cycle in _closed_cycles(distances):
        members = [key for key in cycle if key in hops and walk.kinds[key] is NodeKind.FIELD]
        members = members or [key for key in cycle if key in hops]
        if members:
            nearest = min(members, key=lambda key: (hops[key], key))
            found.append(Origin(nearest, hops[nearest], None, OriginKind.CYCLE))
    return merged([found])


def merged(of_holders: Iterable[Sequence[Origin]]) -> list[Origin]:
    """Return the origins of several starts as one list: each once, with the least hops."""
    nearest: dict[str, Origin] = {}
    for origin in (each for found in of_holders for each in found):
        known = nearest.get(origin.key)
        if known is None or _rank(origin) < _rank(known):
            nearest[origin.key] = origin
    return sorted(nearest.values(), key=lambda origin: (origin.hops, origin.key))


def _rank(origin: Origin) -> tuple[int, bool]:
    return origin.hops, origin.kind is not OriginKind.SOURCE


def _kind(distances: Distances, key: str, acquisition: str | None) -> OriginKind:
    if acquisition in SOURCES:
        return OriginKind.SOURCE
    walk = distances.walk
    is_above = walk.units.get(walk.datasets.get(key, key)) in walk.above
    return OriginKind.OUTSIDE_DISTRICT if is_above else OriginKind.NO_LINEAGE


def _closed_cycles(distances: Distances) -> list[frozenset[str]]:
    """Return the cycles that nothing leads out of, upstream."""
    walk = distances.walk
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    ends = set(walk.kinds)
    for fact in walk.facts:
        before[fact.start].add(fact.end)
        after[fact.end].add(fact.start)
        ends.discard(fact.start)
    loose = {fact.start for fact in walk.facts if fact.end not in walk.kinds}
    endless = walk.kinds.keys() - _reached(ends | loose, after)
    pairs = [(key, far) for key in sorted(endless) for far in sorted(before[key])]
    closed = [cycle for cycle in components(pairs) if all(before[key] <= cycle for key in cycle)]
    return [*closed, *(frozenset({key}) for key in endless if before[key] == {key})]


def _reached(starts: Iterable[str], steps: Mapping[str, set[str]]) -> set[str]:
    found = set(starts)
    newest = list(found)
    while newest:
        for far in steps.get(newest.pop(), ()):
            if far not in found:
                found.add(far)
                newest.append(far)
    return found
