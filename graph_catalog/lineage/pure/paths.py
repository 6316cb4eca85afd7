"""The shortest ways by which data flow from one thing to another, found in one upstream walk of the latter. Pure.

A way goes from thing to thing of the level, none of them twice, and only where data can take it: each step begins at
fields that the step before may have filled. So no way is put together from edges that no field has in common, as the
k shortest simple paths over the edges of a coarser level would be.
"""

import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.limits import MOST_TRIED, NO_DEPTH
from graph_catalog.lineage.pure.projected import KIND_AT
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.enums.nodes import NodeKind


class FoundPaths(NamedTuple):
    """Ways in the order of their length, then of their keys, and whether there are more."""

    found: tuple[tuple[str, ...], ...]
    """Of each the things of the level, from what was before to what was made."""
    more: int
    """How many more were seen; 0 where these are all."""
    is_cut: bool
    """Whether there are more, or the search was given up before it had tried all."""


class PathEnds(NamedTuple):
    """Where ways begin and where they end: a thing and its kind, for each."""

    source: str
    source_kind: NodeKind
    target: str
    target_kind: NodeKind


class _PartialPath(NamedTuple):
    """A way begun: what it takes at the least, its things, a number of its own, and the fields it fills in the last thing."""

    hops: int
    things: tuple[str, ...]
    number: int
    filled: frozenset[str]


def shortest(distances: Distances, ends: PathEnds, level: LineageLevel, limit: int) -> FoundPaths:
    """Return the shortest ways between two ends; `distances` is the walk from the target, at the level, without a depth."""
    found: list[tuple[str, ...]] = []
    search = _Search(distances, ends, level)
    for tried, path in enumerate(search.paths()):
        if path is not None:
            found.append(path)
        if len(found) > limit or tried == MOST_TRIED:
            return FoundPaths(tuple(found[:limit]), len(found) - len(found[:limit]), is_cut=True)
    return FoundPaths(tuple(found), 0, is_cut=False)


def flows_into(walk: Walk, source: str, source_kind: NodeKind, target: str) -> bool:
    """Whether an upstream walk from the target passed a thing, or something that it holds."""
    distances = Distances(walk, target, LineageLevel.FIELD, NO_DEPTH)
    own = set(distances.members(target, walk.kinds[target]))
    return bool(distances.within().keys() & set(distances.members(source, source_kind)) - own)


class _Search:
    """A best-first search along the flow of data; the hops that are left are known from the walk."""

    def __init__(self, distances: Distances, ends: PathEnds, level: LineageLevel) -> None:
        self._walk, self._kind = distances.walk, KIND_AT[level]
        self._left = distances.within()
        self._made: dict[str, set[str]] = defaultdict(set)
        """What was made from the meaning of a fact's end, by that end."""
        self._read: dict[str, set[str]] = defaultdict(set)
        """By which ends of facts a field, or a dataset without any, is read."""
        is_finest = level is LineageLevel.FIELD
        fields = (
            distances
            if is_finest
            else Distances(distances.walk, ends.target, LineageLevel.FIELD, NO_DEPTH)
        )
        for derivation in fields.derivations():
            end = derivation.fact.end
            if end not in self._made:
                for source in derivation.sources:
                    self._read[source].add(end)
            self._made[end].add(derivation.target)
        shown = fields.hops().keys()
        sources = shown & set(fields.members(ends.source, ends.source_kind))
        self._targets = shown & set(fields.members(ends.target, ends.target_kind))
        self._last = {self._container(key) for key in self._targets}
        self._sources = {key for key in sources if self._container(key) not in self._last}
        self._first = {self._container(key) for key in self._sources}
        self._numbers = itertools.count()

    def paths(self) -> Iterator[tuple[str, ...] | None]:
        """Yield whole ways, the shortest first, and None for each that was only looked at on the way there."""
        begun = list(self._onward(_PartialPath(0, (), 0, frozenset()), self._sources))
        heapq.heapify(begun)
        while begun:
            path = heapq.heappop(begun)
            if path.things[-1] in self._last:
                yield path.things
                continue
            yield None
            for longer in self._onward(path, self._next(path.filled)):
                heapq.heappush(begun, longer)

    def _onward(self, path: _PartialPath, fields: Iterable[str]) -> Iterator[_PartialPath]:
        """Yield the way made one thing longer, for each thing that some fields lie in."""
        by_thing: dict[str, set[str]] = defaultdict(set)
        for field in fields:
            by_thing[self._container(field)].add(field)
        barred = {*path.things, *(self._first if path.things else ())}
        for thing in sorted(by_thing.keys() - barred):
            filled = self._all_within(by_thing[thing], thing)
            things = (*path.things, thing)
            if thing not in self._last:
                left = min(self._left[field] for field in filled)
                yield _PartialPath(len(path.things) + left, things, next(self._numbers), filled)
            elif filled & self._targets:
                yield _PartialPath(len(path.things), things, next(self._numbers), filled)

    def _all_within(self, fields: set[str], thing: str) -> frozenset[str]:
        """Return some fields of a thing and all that is made of them there."""
        filled, newest = set(fields), set(fields)
        while newest:
            newest = {
                field for field in self._next(newest) if self._container(field) == thing
            } - filled
            filled |= newest
        return frozenset(filled)

    def _next(self, fields: Iterable[str]) -> set[str]:
        ends = {end for field in fields for end in self._read.get(field, ())}
        return {made for end in ends for made in self._made[end]}

    def _container(self, field: str) -> str:
        return self._walk.container(field, self._kind)
