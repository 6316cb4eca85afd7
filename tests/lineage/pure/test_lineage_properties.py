"""Lineage on random estates against a search of ten lines, at every level and both ways.

The estates have cycles, diamonds, parallel assertions, facts that end, jobs known by table only,
datasets without fields, system or provider, and things hidden from the viewer.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Collection
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.lineage.pure.projected import KIND_AT, Projection, Truncation
from graph_catalog.lineage.pure.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.lineage_answers import TruncationReason
from tests.lineage.pure.random_estates import (
    DATASET,
    DAYS,
    DEPTH,
    DIRECTIONS,
    EXAMPLES,
    FAR,
    LEFT_OUT,
    LEVELS,
    containers,
    derivations,
    estates,
    starts,
    things,
)
from tests.lineage.pure.walked_graph import Graph


def search(
    graph: Graph,
    start: str,
    level: LineageLevel,
    *,
    upstream: bool,
    day: int,
    depth: int,
    without: Collection[str] = (),
) -> tuple[dict[str, int], set[tuple[str, str]], dict[TruncationReason, int]]:
    """Return hops by thing of the level, edges among them, and what is not the whole, with its count."""
    container, own = containers(graph, level, day), containers(graph, _level_of(graph, start), day)
    pairs = derivations(graph, day, without)
    hops = {key: 0 for key in container if own[key] == start}
    for _ in range(len(container) * len(pairs)):
        for made, before in pairs:
            near, far = (made, before) if upstream else (before, made)
            if near in hops:
                hops[far] = min(
                    hops.get(far, FAR), hops[near] + (container[near] != container[far])
                )
    within = {key for key, hop in hops.items() if hop <= depth}
    nodes = {
        thing: min(hops[key] for key in within if container[key] == thing)
        for thing in {container[key] for key in within}
    }
    edges = {
        (container[made], container[before]) for made, before in pairs if {made, before} <= within
    }
    cuts = {}
    if within != hops.keys():
        cuts[TruncationReason.DEPTH] = len({container[key] for key in hops} - nodes.keys())
    if upstream:
        leads_on = {made for made, _ in derivations(graph, day)}
        datasets, units = (containers(graph, level, day) for level in (DATASET, LineageLevel.UNIT))
        ends = {
            (datasets[key], units[key] in graph.above)
            for key in within - leads_on
            if graph.acquired(key) not in {"COLLECTED", "GENERATED"}
        }
        cuts[TruncationReason.NO_LINEAGE] = sum(not above for _, above in ends)
        cuts[TruncationReason.OUTSIDE_DISTRICT] = sum(above for _, above in ends)
    return (
        nodes,
        {(made, before) for made, before in edges if made != before},
        {reason: count for reason, count in cuts.items() if count or reason is DEPTH},
    )


def _level_of(graph: Graph, key: str) -> LineageLevel:
    return next(level for level, kind in KIND_AT.items() if kind is graph.kinds[key])


def ask(
    graph: Graph,
    start: str,
    level: LineageLevel,
    *,
    upstream: bool,
    day: int,
    depth: int = FAR,
    max_nodes: int = FAR,
    without: Collection[str] = (),
) -> Projection:
    walk = graph.walk(start, upstream=upstream, day=day, without=without)
    return project([walk], start, level=level, depth=depth, max_nodes=max_nodes)


def hops_of(answer: Projection) -> dict[str, int]:
    return {
        node.key: max(node.upstream_hops or 0, node.downstream_hops or 0) for node in answer.nodes
    }


@EXAMPLES
@given(estates(), st.data())
def test_nodes_hops_and_edges_are_those_of_a_plain_search(
    graph: Graph, data: st.DataObject
) -> None:
    start = data.draw(starts(graph))
    depth, day = data.draw(st.integers(0, 6)), data.draw(DAYS)
    without = data.draw(LEFT_OUT)
    for level, upstream in product(LineageLevel, (True, False)):
        answer = ask(graph, start, level, upstream=upstream, day=day, depth=depth, without=without)
        nodes, edges, cuts = search(
            graph, start, level, upstream=upstream, day=day, depth=depth, without=without
        )
        if graph.kinds[start] is KIND_AT[level]:
            nodes.setdefault(start, 0)
        assert hops_of(answer) == nodes
        assert {(edge.target, edge.source) for edge in answer.edges} == edges
        assert {cut.reason: cut.count for cut in answer.cuts} == cuts
        assert answer.complete is not bool(cuts)


@EXAMPLES
@given(estates(), DAYS, LEVELS)
def test_upstream_mirrors_downstream(graph: Graph, day: int, level: LineageLevel) -> None:
    all_ = [key for key, kind in graph.kinds.items() if kind is KIND_AT[level]]
    up = {key: hops_of(ask(graph, key, level, upstream=True, day=day)) for key in all_}
    down = {key: hops_of(ask(graph, key, level, upstream=False, day=day)) for key in all_}
    for here, there in product(all_, all_):
        assert up[here].get(there) == down[there].get(here)


@EXAMPLES
@given(estates(), st.data())
def test_an_answer_that_names_no_cut_is_the_whole_answer(graph: Graph, data: st.DataObject) -> None:
    start, level, upstream = data.draw(starts(graph)), data.draw(LEVELS), data.draw(DIRECTIONS)
    depth, ceiling, limit = (
        data.draw(st.integers(*bounds)) for bounds in ((0, 4), (3, 10), (1, 40))
    )
    whole = ask(graph, start, level, upstream=upstream, day=0, depth=depth)
    for bounds in ((ceiling, 20_000), (200, limit)):
        walk = graph.walk(start, upstream=upstream, ceiling=bounds[0], walk_limit=bounds[1])
        if start not in walk.kinds:
            continue
        answer = project([walk], start, level=level, depth=depth, max_nodes=FAR)
        if not {TruncationReason.CEILING, TruncationReason.WALK_LIMIT} & set(answer.truncated_by):
            assert (answer.nodes, answer.edges) == (whole.nodes, whole.edges)
            assert answer.truncated_by == whole.truncated_by


@EXAMPLES
@given(estates(), st.data())
def test_a_node_limit_keeps_the_nearest_and_the_edges_among_them(
    graph: Graph, data: st.DataObject
) -> None:
    start, level, limit = (
        data.draw(starts(graph)),
        data.draw(LEVELS),
        data.draw(st.integers(1, 6)),
    )
    walks = [graph.walk(start, upstream=upstream) for upstream in (True, False)]
    whole = project(walks, start, level=level, depth=FAR, max_nodes=FAR)
    cut = project(walks, start, level=level, depth=FAR, max_nodes=limit)
    kept = {node.key for node in cut.nodes}
    assert cut.nodes == whole.nodes[:limit]
    assert cut.edges == tuple(edge for edge in whole.edges if {edge.target, edge.source} <= kept)
    left = len(whole.nodes) - len(cut.nodes)
    assert [c for c in cut.cuts if c.reason is not TruncationReason.NODE_LIMIT] == [*whole.cuts]
    assert [c.count for c in cut.cuts if c.reason is TruncationReason.NODE_LIMIT] == (
        [left] if left else []
    )


@EXAMPLES
@given(estates(), st.data())
def test_hiding_changes_names_but_never_the_shape(graph: Graph, data: st.DataObject) -> None:
    start, level = data.draw(starts(graph)), data.draw(LEVELS)
    hidden = data.draw(st.sets(st.sampled_from(things(graph))))
    if (
        level is LineageLevel.FIELD
    ):  # a hidden table may stand for fields of its own: projection redaction
        hidden -= {
            key for key in hidden if key.split(".")[0] != key and key.split(".")[0] in hidden
        }
    veiled = Graph()
    veiled.kinds, veiled.facts = graph.kinds, graph.facts
    veiled.acquisition, veiled.above = graph.acquisition, graph.above
    veiled.hide(*hidden)
    open_, closed = (
        project(
            [g.walk(start, upstream=path) for path in (True, False)],
            start,
            level=level,
            depth=FAR,
            max_nodes=FAR,
        )
        for g in (graph, veiled)
    )
    assert [_shape(node) for node in closed.nodes] == [_shape(node) for node in open_.nodes]
    assert _edge_places(closed) == _edge_places(open_)
    redacted = {
        node.key
        for node, veiled_node in zip(open_.nodes, closed.nodes, strict=True)
        if veiled_node.is_redacted
    }
    shown = {node.key for node in open_.nodes}
    surely, perhaps = _known_by(graph, hidden, level)
    assert hidden & shown | (surely & shown - {start}) <= redacted <= hidden | perhaps
    count = len(redacted)
    told_of = [Truncation(TruncationReason.HIDDEN, count)] if count else []
    assert (closed.hidden_count, [*closed.cuts]) == (count, [*open_.cuts, *told_of])
    told = {node.key for node in closed.nodes} | {
        place.key for node in closed.nodes for place in node.within
    }
    assert not (hidden | surely - {start}) & told


def _known_by(graph: Graph, hidden: set[str], level: LineageLevel) -> tuple[set[str], set[str]]:
    """Return the systems or units of the level of which all, and of which some, of the datasets are hidden."""
    if level not in {LineageLevel.SYSTEM, LineageLevel.UNIT}:
        return set(), set()
    held: dict[str, set[bool]] = {}
    of_datasets = containers(graph, LineageLevel.DATASET, 0)
    for key, container in containers(graph, level, 0).items():
        held.setdefault(container, set()).add(of_datasets[key] in hidden)
    return {key for key, are in held.items() if are == {True}}, {
        key for key, are in held.items() if True in are
    }


def _shape(node: object) -> tuple[object, ...]:
    return tuple(getattr(node, name) for name in ("kind", "upstream_hops", "downstream_hops"))


def _edge_places(answer: Projection) -> list[tuple[int, int, int, str]]:
    place = {node.key: position for position, node in enumerate(answer.nodes)}
    return [
        (place[e.target], place[e.source], len(e.assertions), e.basis.value) for e in answer.edges
    ]


@EXAMPLES
@given(estates(), st.data())
def test_the_order_in_which_a_walk_came_back_does_not_matter(
    graph: Graph, data: st.DataObject
) -> None:
    start, level, seed = (
        data.draw(starts(graph)),
        data.draw(LEVELS),
        data.draw(st.integers()),
    )
    graph.hide(*data.draw(st.sets(st.sampled_from(things(graph)))))
    walk = graph.walk(start, upstream=True)
    facts, nodes = list(walk.facts), list(walk.kinds.items())
    random.Random(seed).shuffle(facts)  # noqa: S311  # no secret
    random.Random(seed).shuffle(nodes)  # noqa: S311
    shuffled = dataclasses.replace(walk, facts=tuple(facts), kinds=dict(nodes))
    once, again = (project([w], start, level=level, depth=3, max_nodes=5) for w in (walk, shuffled))
    assert repr(once) == repr(again)
