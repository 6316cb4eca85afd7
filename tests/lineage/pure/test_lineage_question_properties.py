"""Ways and origins on random estates against all that there are, found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.lineage.pure import paths
from graph_catalog.lineage.pure.changes import Changes, compare
from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.lineage.pure.limits import NO_DEPTH
from graph_catalog.lineage.pure.origins import origins
from graph_catalog.lineage.pure.paths import FoundPaths, PathEnds
from graph_catalog.lineage.pure.projected import KIND_AT
from graph_catalog.lineage.pure.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.lineage_answers import OriginKind
from tests.lineage.pure.random_estates import (
    DAYS,
    EXAMPLES,
    LEVELS,
    containers,
    derivations,
    estates,
    starts,
    things,
)
from tests.lineage.pure.walked_graph import Graph, both_ways


def shortest_paths(
    graph: Graph, source: str, target: str, level: LineageLevel, *, day: int, limit: int
) -> FoundPaths:
    walk = graph.walk(target, upstream=True, day=day)
    ends = PathEnds(source, graph.kinds[source], target, graph.kinds[target])
    return paths.shortest(Distances(walk, target, level, NO_DEPTH), ends, level, limit)


def all_ways(
    graph: Graph, source: str, target: str, level: LineageLevel, day: int
) -> set[tuple[str, ...]]:
    """Return the things on every way that data can take, each thing once: field by field, by trying everything."""
    container = containers(graph, level, day)
    made: dict[str, list[str]] = {}
    before = {key: set[str]() for key in container}
    for after, earlier in derivations(graph, day):
        made.setdefault(earlier, []).append(after)
        before[after].add(earlier)
    lasts = members(graph, target, day)
    last = {container[key] for key in lasts}
    upstream = lasts.union(*(reached(key, before) for key in lasts))
    firsts = {key for key in members(graph, source, day) & upstream if container[key] not in last}
    first = {container[key] for key in firsts}

    def onward(
        field: str, seen: frozenset[str], path: tuple[str, ...]
    ) -> Iterator[tuple[str, ...]]:
        if field in lasts:
            yield path
        for far in made.get(field, ()):
            if container[far] == path[-1]:
                if far not in seen:
                    yield from onward(far, seen | {far}, path)
            elif container[far] not in {*path, *first} and path[-1] not in last:
                yield from onward(far, frozenset({far}), (*path, container[far]))

    return {path for key in firsts for path in onward(key, frozenset({key}), (container[key],))}


def members(graph: Graph, thing: str, day: int) -> set[str]:
    own = containers(
        graph, next(level for level in LineageLevel if KIND_AT[level] is graph.kinds[thing]), day
    )
    return {key for key in own if own[key] == thing}


@EXAMPLES
@given(estates(), st.data())
def test_ways_are_the_shortest_of_all_that_data_can_take(graph: Graph, data: st.DataObject) -> None:
    day, limit = data.draw(DAYS), data.draw(st.integers(1, 20))
    source, target, level = data.draw(starts(graph)), data.draw(starts(graph)), data.draw(LEVELS)
    everything = sorted(all_ways(graph, source, target, level, day), key=lambda w: (len(w), w))
    found = shortest_paths(graph, source, target, level, day=day, limit=limit)
    assert list(found.found) == everything[:limit]
    assert found.is_cut is (len(everything) > limit)


@EXAMPLES
@given(estates(), st.data())
def test_a_way_is_as_long_as_the_hops_between_its_ends(graph: Graph, data: st.DataObject) -> None:
    day, target, level = data.draw(DAYS), data.draw(starts(graph)), data.draw(LEVELS)
    distances = Distances(graph.walk(target, upstream=True, day=day), target, level, NO_DEPTH)
    for source, hops in distances.hops().items():
        if level is not LineageLevel.FIELD:
            assert len(distances.path(source)) == hops + 1
        if graph.kinds[source] is KIND_AT[level] and hops:
            shortest = shortest_paths(graph, source, target, level, day=day, limit=1).found
            assert [len(path) - 1 for path in shortest] == [hops]


@EXAMPLES
@given(estates(), DAYS)
def test_origins_are_what_nothing_precedes_and_cycles_that_nothing_leads_into(
    graph: Graph, day: int
) -> None:
    before: dict[str, set[str]] = {key: set() for key in containers(graph, LineageLevel.FIELD, day)}
    for after, source in derivations(graph, day):
        before[after].add(source)
    upstream = {key: reached(key, before) for key in before}
    for start in things(graph):
        own = members(graph, start, day)
        walk = graph.walk(start, upstream=True, day=day)
        found = origins(Distances(walk, start, LineageLevel.FIELD, NO_DEPTH))
        within = {far for key in own for far in upstream[key] | {key}}
        assert {each.key for each in found if each.kind is not OriginKind.CYCLE} == {
            key for key in within if not before[key]
        }
        closed = [
            key
            for key in within
            if before[key] and all(key in upstream[far] for far in upstream[key])
        ]
        components = {frozenset(upstream[key]) for key in closed}
        cycles = [each.key for each in found if each.kind is OriginKind.CYCLE]
        assert {frozenset(upstream[key]) for key in cycles} == components
        assert len(cycles) == len(components)
        for each in found:
            if each.kind is not OriginKind.CYCLE:
                is_had = graph.acquired(each.key) in {"COLLECTED", "GENERATED"}
                assert (each.kind is OriginKind.SOURCE) is is_had


@EXAMPLES
@given(estates(), st.data())
def test_what_was_and_what_changed_make_what_is(graph: Graph, data: st.DataObject) -> None:
    start, level = data.draw(starts(graph)), data.draw(LEVELS)
    graph.hide(*data.draw(st.sets(st.sampled_from(things(graph)))))
    before, after = (
        project(
            list(both_ways(graph, start, day=data.draw(DAYS))),
            start,
            level=level,
            depth=9,
            max_nodes=99,
        )
        for _ in range(2)
    )
    changes = compare(before, after)
    was, now = ({node.subject for node in side.nodes} for side in (before, after))
    assert {node.subject for node in changes.nodes_added} == now - was
    assert {node.subject for node in changes.nodes_removed} == was - now
    appeared, gone = len(changes.edges_added), len(changes.edges_removed)
    assert len(before.edges) - gone + appeared == len(after.edges)
    back = compare(after, before)
    assert (len(back.edges_added), len(back.edges_removed)) == (gone, appeared)
    assert len(back.edges_changed) == len(changes.edges_changed)
    assert compare(after, after) == Changes((), (), (), (), (), ())
    named = {node.key for node in changes.nodes}
    for edge in (*changes.edges_added, *changes.edges_removed):
        assert {edge.source, edge.target} <= named


def reached(start: str, before: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    for _ in before:
        found |= before[start] | {far for key in found for far in before[key]}
    return found
