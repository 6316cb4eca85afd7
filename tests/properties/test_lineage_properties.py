"""Lineage on random estates against a search of ten lines, at every level and both ways.

The estates have cycles, diamonds, parallel assertions, facts that end, jobs known by table only,
datasets without fields, system or provider, and things hidden from the viewer.
"""

from __future__ import annotations

import dataclasses
import random
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_catalog.lineage.projected import KIND_AT, Projection
from graph_catalog.lineage.projection import project
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import TruncationReason
from tests.lineage.walked_graph import ALWAYS, Graph

FAR = 99
EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True)
LEVELS = st.sampled_from(LineageLevel)
DIRECTIONS = st.booleans()
DAYS = st.integers(0, 2)


PERIODS = st.one_of(st.just(ALWAYS), st.sampled_from([ALWAYS, (0, 1), (1, 2), (0, 2), (1, 3)]))


@st.composite
def estates(draw: st.DrawFn) -> Graph:
    graph = Graph()
    for key in ("U1", "U2", "U3"):
        graph.unit(key)
    systems = ["S1", "S2", "S3"]
    for key in systems:
        graph.system(key, draw(st.sampled_from([None, "U1", "U2"])))
    datasets = [f"D{number}" for number in range(draw(st.integers(3, 6)))]
    fields: dict[str, list[str]] = {}
    for key in datasets:
        names = "wxyz"[: draw(st.integers(0, 4))]
        system = draw(st.sampled_from([None, *systems]))
        graph.dataset(
            key, *names, system=system, unit=draw(st.sampled_from([None, "U1", "U2", "U3"]))
        )
        fields[key] = [f"{key}.{name}" for name in names]
    # A backbone from table to table makes walks long; what is strewn over it, cycles and diamonds.
    strewn = draw(st.lists(st.tuples(*[st.sampled_from(datasets)] * 2), min_size=2, max_size=12))
    for number, (made, before) in enumerate([*pairwise(datasets), *strewn]):
        by_table = not fields[made] or not fields[before] or draw(st.integers(0, 3)) == 0
        source, period = draw(st.sampled_from(["SQL", "DECLARED"])), draw(PERIODS)
        if by_table:  # a job may write and read several tables
            graph.job(f"J{number % 4}", writes=made, reads=before, period=period, source=source)
            continue
        for _ in range(draw(st.integers(1, 2))):
            ends = (draw(st.sampled_from(fields[key][:2])) for key in (made, before))
            graph.fact("DERIVED_FROM", *ends, period=period, source=source)
    return graph


@st.composite
def starts(draw: st.DrawFn, graph: Graph) -> str:
    kind = draw(st.sampled_from([NodeKind.FIELD, NodeKind.DATASET, NodeKind.SYSTEM, NodeKind.UNIT]))
    return draw(
        st.sampled_from([key for key in things(graph) if graph.kinds[key] is kind] or ["D0"])
    )


def things(graph: Graph) -> list[str]:
    return [key for key, kind in graph.kinds.items() if kind is not NodeKind.JOB]


def homes(graph: Graph, level: LineageLevel, day: int) -> dict[str, str]:
    """Return the thing of the level for each field, and for each dataset without any."""
    found = {}
    facts = graph.on(day)
    holder = {(fact.type, fact.end): fact.start for fact in facts}
    fields = {fact.end: fact.start for fact in facts if fact.type == "HAS_FIELD"}
    for key, kind in graph.kinds.items():
        if kind is NodeKind.FIELD or (kind is NodeKind.DATASET and key not in fields.values()):
            dataset = fields.get(key, key)
            system = holder.get(("HOLDS", dataset), dataset)
            unit = holder.get(("PROVIDES", dataset)) or holder.get(("OPERATES", system), system)
            found[key] = {"FIELD": key, "DATASET": dataset, "SYSTEM": system, "UNIT": unit}[
                level.value
            ]
    return found


def derivations(graph: Graph, day: int) -> set[tuple[str, str]]:
    """Return all pairs of fields, or datasets without any, that were made one from the other."""
    facts = graph.on(day)
    known = homes(graph, LineageLevel.FIELD, day)
    fields: dict[str, set[str]] = {key: {key} for key in known}
    for fact in facts:
        if fact.type == "HAS_FIELD":
            fields.setdefault(fact.start, set()).add(fact.end)
    written = {(f.start, f.end) for f in facts if f.type == "WRITTEN_BY" and f.start in known}
    read = {(f.start, field) for f in facts if f.type == "READS" for field in fields[f.end]}
    through_jobs = {
        (made, before) for (made, job), (reader, before) in product(written, read) if job == reader
    }
    return {(f.start, f.end) for f in facts if f.type == "DERIVED_FROM"} | through_jobs


def search(
    graph: Graph, start: str, level: LineageLevel, *, upstream: bool, day: int, depth: int
) -> tuple[dict[str, int], set[tuple[str, str]], bool]:
    """Return hops by thing of the level, edges among them, and whether lineage goes deeper."""
    home, own = homes(graph, level, day), homes(graph, _level_of(graph, start), day)
    pairs = derivations(graph, day)
    hops = {key: 0 for key in home if own[key] == start}
    for _ in range(len(home) * len(pairs)):
        for made, before in pairs:
            near, far = (made, before) if upstream else (before, made)
            if near in hops:
                hops[far] = min(hops.get(far, FAR), hops[near] + (home[near] != home[far]))
    within = {key for key, hop in hops.items() if hop <= depth}
    nodes = {
        thing: min(hops[key] for key in within if home[key] == thing)
        for thing in {home[key] for key in within}
    }
    edges = {(home[made], home[before]) for made, before in pairs if {made, before} <= within}
    return (
        nodes,
        {(made, before) for made, before in edges if made != before},
        within != hops.keys(),
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
) -> Projection:
    walk = graph.walk(start, upstream=upstream, day=day)
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
    for level, upstream in product(LineageLevel, (True, False)):
        answer = ask(graph, start, level, upstream=upstream, day=day, depth=depth)
        nodes, edges, deeper = search(graph, start, level, upstream=upstream, day=day, depth=depth)
        if graph.kinds[start] is KIND_AT[level]:
            nodes.setdefault(start, 0)
        assert hops_of(answer) == nodes
        assert {(edge.target, edge.source) for edge in answer.edges} == edges
        assert answer.truncated_by == ((TruncationReason.DEPTH,) if deeper else ())


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
    for cut_by in ({"ceiling": ceiling}, {"walk_limit": limit}):
        walk = graph.walk(start, upstream=upstream, **cut_by)
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
    assert [(c.reason, c.count) for c in cut.cuts] == (
        [(TruncationReason.NODE_LIMIT, left)] if left else []
    )


@EXAMPLES
@given(estates(), st.data())
def test_hiding_changes_names_but_never_the_shape(graph: Graph, data: st.DataObject) -> None:
    start, level = data.draw(starts(graph)), data.draw(LEVELS)
    hidden = data.draw(st.sets(st.sampled_from(things(graph))))
    veiled = Graph()
    veiled.kinds, veiled.facts = graph.kinds, graph.facts
    veiled.hide(*hidden)
    open_, closed = (
        project(
            [g.walk(start, upstream=way) for way in (True, False)],
            start,
            level=level,
            depth=FAR,
            max_nodes=FAR,
        )
        for g in (graph, veiled)
    )
    assert [_shape(node) for node in closed.nodes] == [_shape(node) for node in open_.nodes]
    assert _edge_places(closed) == _edge_places(open_)
    assert [node.is_redacted for node in closed.nodes] == [
        node.key in hidden for node in open_.nodes
    ]
    assert closed.hidden_count == sum(node.key in hidden for node in open_.nodes)
    told = {node.key for node in closed.nodes} | {
        place.key for node in closed.nodes for place in node.within
    }
    assert not hidden & told


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
