"""Cycles of lineage: fields that come, step by step, from themselves (rule LIN-3). Pure.

They are the strongly connected components of all derivations (Kosaraju), found in time linear in these.
"""

import dataclasses
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

Pair = tuple[str, str]
"""What was made, and what it was made from."""
Steps = Mapping[str, list[str]]
"""What each thing was made from."""


@dataclasses.dataclass(frozen=True)
class Ring:
    """Things that come from each other, with the steps between them."""

    steps: Steps

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields among them, in order; none where only tables are known."""
        return tuple(sorted(key for key in self.steps if "|" not in key))

    @property
    def wholes(self) -> tuple[str, ...]:
        """The datasets that are made or read as a whole here, in order."""
        return tuple(sorted({key.partition("|")[2] for key in self.steps if "|" in key}))


@dataclasses.dataclass(frozen=True)
class Cycle:
    """A ring, and where its fields belong."""

    datasets: tuple[str, ...]
    """All whose data go round here, in order."""
    fields: tuple[str, ...]
    """All fields that come from themselves here, in order; none where only tables are known."""
    path: tuple[str, ...]
    """One shortest way round through datasets, upstream, ending where it began."""

    @property
    def place(self) -> str:
        """The stable key of it: its first dataset, and first field."""
        return "|".join((self.datasets[0], *self.fields[:1]))


def rings(
    derived: Iterable[Pair], declared: Iterable[Pair], fields: Mapping[str, Iterable[str]]
) -> list[Ring]:
    """Return what goes round.

    What is declared of a dataset as a whole holds for each of its `fields`, as in a walk: a field comes from what made
    its dataset, and what reads a dataset reads each of its fields.
    """
    pairs = list(derived)
    for made, before in declared:
        written, read = f"written|{made}", f"read|{before}"
        pairs += [(written, read), (read, f"written|{before}")]
        pairs += [(field, written) for field in fields.get(made, ())]
        pairs += [(read, field) for field in fields.get(before, ())]
    together = list(components(pairs))
    owner = {key: number for number, component in enumerate(together) for key in component}
    found: list[dict[str, list[str]]] = [defaultdict(list) for _ in together]
    for made, before in pairs:
        if (number := owner.get(made)) is not None and owner.get(before) == number:
            found[number][made].append(before)
    return [Ring(dict(steps)) for steps in found]


def named_cycles(found: Iterable[Ring], containers: Mapping[str, str]) -> tuple[Cycle, ...]:
    """Return the cycles in the order of their places; a field without a dataset in `containers` passes unnamed."""
    cycles = (_cycle(ring, containers) for ring in found)
    return tuple(
        sorted((cycle for cycle in cycles if cycle.datasets), key=lambda cycle: cycle.place)
    )


def _cycle(ring: Ring, containers: Mapping[str, str]) -> Cycle:
    at = {
        key: key.partition("|")[2] if "|" in key else containers[key]
        for key in ring.steps
        if "|" in key or key in containers
    }
    start = min(ring.steps, key=lambda key: (at.get(key, "~"), key))
    path: list[str] = []
    for key in _way_round(start, ring.steps):
        if key in at and (not path or path[-1] != at[key]):
            path.append(at[key])
    return Cycle(datasets=tuple(sorted(set(at.values()))), fields=ring.fields, path=tuple(path))


def _way_round(start: str, ahead: Mapping[str, list[str]]) -> list[str]:
    """Return a shortest way from the start back to it; always the same."""
    came: dict[str, str] = {}
    queue = deque([start])
    while start not in came:
        key = queue.popleft()
        for far in sorted(ahead[key]):
            if far not in came:
                came[far] = key
                queue.append(far)
    path = [start]
    while (before := came[path[-1]]) != start:
        path.append(before)
    return [start, *reversed(path)]


def components(pairs: Iterable[Pair]) -> Iterator[frozenset[str]]:
    """Yield what comes from each other, two and more."""
    ahead: dict[str, list[str]] = defaultdict(list)
    behind: dict[str, list[str]] = defaultdict(list)
    for made, before in pairs:
        ahead[made].append(before)
        behind[before].append(made)
    seen: set[str] = set()
    for root in reversed(_left(ahead)):
        component = _gathered(root, behind, seen)
        if len(component) > 1:
            yield component


def _left(ahead: Mapping[str, list[str]]) -> list[str]:
    """Return what has a way ahead in the order in which a search in depth leaves it for the last time."""
    left: list[str] = []
    seen: set[str] = set()
    for root in ahead:
        paths = [] if root in seen else [(root, iter(ahead[root]))]
        seen.add(root)
        while paths:
            key, rest = paths[-1]
            far = next((far for far in rest if far not in seen), None)
            if far is None:
                left.append(key)
                paths.pop()
            else:
                seen.add(far)
                paths.append((far, iter(ahead.get(far, ()))))
    return left


def _gathered(root: str, behind: Mapping[str, list[str]], seen: set[str]) -> frozenset[str]:
    """Return what is reached and not seen yet, and note that it is seen now."""
    queue = deque([] if root in seen else [root])
    seen.update(queue)
    component = set(queue)
    while queue:
        for far in behind.get(queue.popleft(), ()):
            if far not in seen:
                seen.add(far)
                component.add(far)
                queue.append(far)
    return frozenset(component)
