"""How far a walk goes, in hops of a level, and which derivations it took within a depth. Pure."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from graph_catalog.lineage.pure.projected import KIND_AT
from graph_catalog.lineage.pure.walk import Walk, WalkedEdge
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import LineageBasis
from graph_catalog.model.visibility import Visibility

_FAR = 2**31


class Derivation(NamedTuple):
    """That a thing of the level was made from others of it, by one fact."""

    target: str
    sources: tuple[str, ...]
    fact: WalkedEdge
    basis: LineageBasis
    is_open: bool
    """Whether the viewer may see both ends of the fact."""


class Distances:
    """A walk measured at a level: how many hops each field and dataset is from the start."""

    def __init__(self, walk: Walk, start: str, level: LineageLevel, depth: int) -> None:
        self.walk = walk
        self._depth = depth
        self._kind = KIND_AT[level]
        traced = {
            key
            for fact in walk.facts
            if fact.type == "DERIVED_FROM"
            for key in (fact.start, fact.end)
        }
        self._container = {
            key: self._stand_in(key, traced)
            for key, kind in walk.kinds.items()
            if kind in {NodeKind.FIELD, NodeKind.DATASET}
        }
        self._parents: dict[str, str] = {}
        self._distance, self._jobs = self._measure(start)

    def _stand_in(self, key: str, traced: Collection[str]) -> str:
        """Return the thing of the level that a field or dataset belongs to.

        Of a dataset that the viewer may not see whole, it stands for those fields that are only there because they
        are its: each a node of its own, they would tell how many it has.
        """
        walk = self.walk
        if self._kind is NodeKind.FIELD and walk.kinds[key] is NodeKind.FIELD:
            dataset = walk.datasets.get(key, key)
            is_hidden = walk.places[key].visibility is Visibility.HIDDEN
            if is_hidden and key not in traced and not walk.is_open(dataset):
                return dataset
        return walk.container(key, self._kind)

    def container(self, key: str) -> str:
        """Return the thing of the level that a field or dataset walked belongs to."""
        return self._container[key]

    def members(self, holder: str, kind: NodeKind) -> list[str]:
        """Return the fields and datasets walked that are, or lie in, a thing of a kind; in the order of keys."""
        if kind is NodeKind.FIELD:
            return [holder] if holder in self._container else []
        return sorted(key for key in self._container if self.walk.container(key, kind) == holder)

    def hops(self) -> dict[str, int]:
        """Return the things of the level within the depth, with their hops."""
        return {key: hops for key, hops in self._nearest.items() if hops <= self._depth}

    def beyond(self) -> set[str]:
        """Return the things of the level that were seen to lie beyond the depth."""
        return {key for key, hops in self._nearest.items() if hops > self._depth}

    def within(self) -> dict[str, int]:
        """Return the fields and datasets within the depth, with their hops."""
        return {key: hops for key, hops in self._distance.items() if hops <= self._depth}

    def path(self, thing: str) -> tuple[str, ...]:
        """Return a shortest way to a thing of a level above fields: the things on it, from the start on; always the same."""
        key: str | None = self._entries[thing]
        path: list[str] = []
        while key is not None:
            if not path or path[-1] != self._container[key]:
                path.append(self._container[key])
            key = self._parents.get(key)
        return tuple(reversed(path))

    def goes_deeper(self) -> bool:
        """Whether the walk went on beyond the depth, be it back to things within."""
        return any(
            hops > self._depth and not self._is_spoken_for(key)
            for key, hops in self._distance.items()
        )

    def frontier(self) -> int:
        """Return how many facts within the depth lead to what was not walked: the ceiling cut them.

        Beyond the depth it does not matter where the walk ended. Cut by its limit, `reached` tells.
        """
        if self.walk.reached > len(self.walk.kinds):
            return 0
        ends = (
            (fact.start, fact.end) if self.walk.is_upstream else (fact.end, fact.start)
            for fact in self.walk.facts
        )
        return sum(far not in self.walk.kinds and self._is_within(near) for near, far in ends)

    def derivations(self) -> Iterator[Derivation]:
        """Yield all derivations walked within the depth, between fields and through jobs."""
        written: dict[str, set[str]] = defaultdict(set)
        read: dict[str, list[WalkedEdge]] = defaultdict(list)
        for fact in self.walk.facts:
            if not {fact.start, fact.end} <= self.walk.kinds.keys():
                continue
            if fact.type == "WRITTEN_BY":
                written[fact.end].add(fact.start)
            elif fact.type == "READS":
                read[fact.start].append(fact)
            elif fact.type == "DERIVED_FROM":
                is_open = self.walk.is_open(fact.start) and self.walk.is_open(fact.end)
                made = {(target, is_open) for target in self._things.get(fact.start, ())}
                yield from self._made_by(fact, made, LineageBasis.FIELD_TRACED)
        for job, facts in read.items():
            made = {
                (target, self.walk.is_open(key))
                for key in written[job]
                for target in self._things.get(key, ())
            }
            for fact in facts:
                yield from self._made_by(fact, made, LineageBasis.DATASET_DECLARED)

    def _made_by(
        self, fact: WalkedEdge, made: set[tuple[str, bool]], basis: LineageBasis
    ) -> Iterator[Derivation]:
        sources, is_open = self._things.get(fact.end, ()), self.walk.is_open(fact.end)
        for target, is_target_open in made:
            yield Derivation(target, sources, fact, basis, is_open and is_target_open)

    def _shown(self, key: str) -> tuple[str, ...]:
        """Return the thing of the level; none for a dataset whose fields speak for it."""
        if self._kind is NodeKind.FIELD and self._is_spoken_for(key):
            return ()
        return (self._container[key],)

    def _is_spoken_for(self, key: str) -> bool:
        return self._nearest_field.get(key, _FAR) <= self._distance[key]

    @cached_property
    def _entries(self) -> dict[str, str]:
        """What of each thing of the level lies nearest, the first by key."""
        entries: dict[str, str] = {}
        for key in sorted(self._distance, key=lambda key: (self._distance[key], key)):
            entries.setdefault(self._container[key], key)
        return entries

    @cached_property
    def _nearest(self) -> dict[str, int]:
        nearest: dict[str, int] = {}
        for key, hops in self._distance.items():
            for shown in self._shown(key):
                nearest[shown] = min(hops, nearest.get(shown, hops))
        return nearest

    @cached_property
    def _nearest_field(self) -> dict[str, int]:
        nearest: dict[str, int] = {}
        for key, hops in self._distance.items():
            if (dataset := self.walk.datasets.get(key)) is not None:
                nearest[dataset] = min(hops, nearest.get(dataset, hops))
        return nearest

    @cached_property
    def _things(self) -> dict[str, tuple[str, ...]]:
        """What of the level each field and dataset means within the depth.

        A dataset means its fields, even where a cycle led to it again, farther off than they are.
        """
        things: dict[str, dict[str, None]] = defaultdict(dict)
        for key, hops in self._distance.items():
            if hops <= self._depth:
                things[key] |= dict.fromkeys(self._shown(key))
                if (dataset := self.walk.datasets.get(key)) is not None:
                    things[dataset][self._container[key]] = None
        return {key: tuple(meant) for key, meant in things.items()}

    def _is_within(self, key: str) -> bool:
        hops = self._distance.get(key, self._jobs.get(key))
        return hops is not None and hops <= self._depth

    def _origins(self, start: str) -> list[str]:
        """Return what of the walk belongs to the start: it, or all that it holds."""
        return self.members(start, self.walk.kinds[start])

    def _measure(self, start: str) -> tuple[dict[str, int], dict[str, int]]:
        """Measure fields and datasets, and jobs on the way: breadth first, steps of 0 or 1 hop."""
        ahead: dict[str, list[str]] = defaultdict(list)
        for fact in self.walk.facts:
            near, far = (fact.start, fact.end) if self.walk.is_upstream else (fact.end, fact.start)
            if far in self.walk.kinds:
                ahead[near].append(far)
        for found in ahead.values():
            found.sort()  # so that of several shortest ways it is always the same that is told
        distance = dict.fromkeys(self._origins(start), 0)
        jobs: dict[str, int] = {}
        queue, reconciled, taken = deque(distance), set[str](), set[tuple[str, str]]()
        while queue:
            key = queue.popleft()
            if key in reconciled:
                continue
            reconciled.add(key)
            for far, through_job in self._steps(key, ahead, taken):
                if self.walk.kinds[far] is NodeKind.JOB:
                    jobs.setdefault(far, distance[key])
                    continue
                hops = distance[key] + self._cost(key, far, through_job=through_job)
                if hops < distance.get(far, _FAR):
                    distance[far] = hops
                    self._parents[far] = key
                    (queue.append if hops > distance[key] else queue.appendleft)(far)
        return distance, jobs

    def _steps(
        self, key: str, ahead: dict[str, list[str]], taken: set[tuple[str, str]]
    ) -> Iterator[tuple[str, bool]]:
        """Yield where a walk goes on: to fields, datasets, jobs, and what lies behind those."""
        for far in ahead[key]:
            yield far, False
            if self.walk.kinds[far] is NodeKind.JOB:
                # All fields of one home go on alike from a job; the first to come is the nearest.
                side = "" if self._kind is NodeKind.FIELD else self._container[key]
                if (far, side) not in taken:
                    taken.add((far, side))
                    yield from ((behind, True) for behind in ahead[far])

    def _cost(self, key: str, far: str, *, through_job: bool) -> int:
        if self._kind is not NodeKind.FIELD:
            return int(self._container[key] != self._container[far])
        # Between a dataset and its own fields there is no hop.
        return int(
            through_job or NodeKind.DATASET not in {self.walk.kinds[key], self.walk.kinds[far]}
        )
