"""`cypher/lineage/upstream` and `downstream` on a real store: they walk as the plain walker of the tests does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE, ReadScope, Snapshot
from graph_catalog.lineage.pure.limits import WALK_LIMIT
from graph_catalog.lineage.pure.projection import project
from graph_catalog.lineage.pure.walk import Walk
from graph_catalog.model.enums.lineage import LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.visibility import Visibility
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage.pure.walked_graph import ALWAYS, Graph, lattice
from tests.walked_store import at, put

CEILING = 36


@pytest.fixture
async def emptied(catalog: Catalog) -> Engine:
    """The session's store, emptied."""
    return catalog.engine


async def walk(
    engine: Engine,
    start: str,
    *,
    upstream: bool,
    day: int = 0,
    ceiling: int = CEILING,
    walk_limit: int = WALK_LIMIT,
    without: Sequence[str] = (),
    viewer: ReadScope = PROGRAM_SCOPE,
    revision: int = 1,
) -> Walk:
    bound = {"ceiling": ceiling} if upstream else {"edge_limit": ceiling}
    record = await engine.read(
        "lineage/questions/upstream" if upstream else "lineage/questions/downstream",
        viewer,
        Snapshot(at(day), revision, revision),
        **bound,
        key=start,
        level=LineageLevel.FIELD.value,
        without=list(without),
        walk_limit=walk_limit,
    )
    return Walk.read(record, upstream=upstream)


def district() -> Graph:
    """Traced fields, jobs known by table only, a cycle, facts that end, things without a holder."""
    graph = Graph()
    graph.unit("City", above=True)
    graph.dataset("Pool", "x", unit="City")
    graph.had_by("SHARED", "Pool.x", "Old.x")
    graph.derive("Hub.z", "Pool.x", kind="JOIN")
    graph.dataset("Log", "x")
    graph.derive("Hub.y", "Log.x")
    graph.kinds["blind"] = NodeKind.JOB  # it was not seen to read anything
    graph.fact("WRITTEN_BY", "Log.x", "blind")
    graph.system("Portal", "Civil")
    graph.system("Lake", "Centre")
    graph.system("Idle")
    graph.dataset("App", "x", "y", system="Portal", unit="Civil")
    graph.dataset("Hub", "x", "y", "z", system="Lake")
    graph.dataset("Guest", "x", system="Lake", unit="Police")
    graph.dataset("Raw", "x", "y", unit="Police")
    graph.dataset("Unknown")
    graph.dataset("Old", "x")
    graph.derive("App.x", "Hub.x")
    graph.derive("App.x", "Hub.x", source="DECLARED")
    graph.derive("App.y", "Guest.x", kind="MASKING", transform="hash(x)")
    graph.job("load", writes="Hub", reads="Raw")
    graph.job("load", writes="Hub", reads="Unknown")
    graph.job("land", writes="Unknown", reads="Old", period=(1, 3))
    graph.derive("Raw.y", "Raw.x")
    graph.fact("DERIVED_FROM", "Raw.x", "App.x", period=(0, 2))
    graph.fact("DERIVED_FROM", "Guest.x", "Old.x", period=(2, 9))
    return graph


def _comparable(walk: Walk) -> tuple[object, ...]:
    maps = (walk.kinds, walk.places, walk.datasets, walk.systems, walk.units, walk.ends)
    above = walk.above & set(walk.units.values())
    return walk.reached, sorted(walk.facts), above, *(dict(sorted(each.items())) for each in maps)


def _starts(graph: Graph) -> Iterable[str]:
    return (key for key, kind in graph.kinds.items() if kind is not NodeKind.JOB)


@pytest.mark.parametrize("day", [0, 1, 2, ALWAYS[1]])
async def test_the_store_walks_as_the_plain_walker_does(emptied: Engine, day: int) -> None:
    graph = district()
    await put(emptied, graph)
    for start in _starts(graph):
        for upstream in (True, False):
            found = await walk(emptied, start, upstream=upstream, day=day)
            assert _comparable(found) == _comparable(
                graph.walk(start, upstream=upstream, day=day, ceiling=CEILING)
            ), (start, upstream)


@pytest.mark.parametrize("upstream", [True, False])
async def test_a_lattice_with_a_cycle_is_walked_once_a_node(
    emptied: Engine, *, upstream: bool
) -> None:
    graph = lattice(5, 8)
    await put(emptied, graph)
    found = await walk(emptied, "L03.2", upstream=upstream)
    fields = [key for key, kind in found.kinds.items() if kind is NodeKind.FIELD]
    derivations = [fact for fact in found.facts if fact.type == "DERIVED_FROM"]
    # One field stands for the layer in which the cycle enters or leaves.
    assert (len(fields), len(derivations)) == (7 * 5 + 1, 6 * 25 + 5 + 1)
    answer = project([found], "L03.2", level=LineageLevel.DATASET, depth=30, max_nodes=99)
    assert answer.complete


async def test_a_walk_stops_at_its_ceiling_and_at_its_limit_and_shows_where(
    emptied: Engine,
) -> None:
    graph = lattice(2, 14)
    await put(emptied, graph)
    for ceiling, limit in ((9, WALK_LIMIT), (CEILING, 11)):
        found = await walk(emptied, "L00", upstream=True, ceiling=ceiling, walk_limit=limit)
        expected = graph.walk("L00", upstream=True, ceiling=ceiling, walk_limit=limit)
        assert _comparable(found) == _comparable(expected)
        assert any(fact.end not in found.kinds for fact in found.facts)
    for edges, limit in ((0, WALK_LIMIT), (5, WALK_LIMIT), (CEILING, 3)):
        narrow = await walk(emptied, "L13", upstream=False, ceiling=edges, walk_limit=limit)
        expected = graph.walk("L13", upstream=False, ceiling=edges, walk_limit=limit)
        assert _comparable(narrow) == _comparable(expected)
        assert next(iter(narrow.kinds)) == "L13"


async def test_what_is_hidden_is_walked_through_and_marked(emptied: Engine) -> None:
    graph = district()
    await put(emptied, graph, listing="LISTED", status="DRAFT", sharing_class="UNCONDITIONAL")
    seen = await walk(emptied, "App", upstream=True, viewer=CENTRE)
    veiled = await walk(emptied, "App", upstream=True, viewer=OFFICER)
    assert (veiled.kinds, veiled.facts) == (seen.kinds, seen.facts)
    assert {seen.places[key].visibility for key in ("App", "App.x")} == {Visibility.FULL}
    assert {veiled.places[key].visibility for key in ("App", "App.x")} == {Visibility.HIDDEN}
    assert veiled.places["Civil"].visibility is Visibility.FULL


async def test_kinds_that_are_left_out_are_not_followed_and_make_no_end(emptied: Engine) -> None:
    graph = district()
    await put(emptied, graph)
    for start in _starts(graph):
        for upstream in (True, False):
            for without in (["JOIN"], ["IDENTITY"], ["JOIN", "MASKING"]):
                found = await walk(emptied, start, upstream=upstream, without=without)
                expected = graph.walk(start, upstream=upstream, ceiling=CEILING, without=without)
                assert _comparable(found) == _comparable(expected), (start, upstream, without)
    found = await walk(emptied, "Hub.z", upstream=True, without=["JOIN", "IDENTITY"])
    assert (set(found.kinds), found.ends) == ({"Hub.z"}, {})


async def test_before_it_was_on_record_a_start_is_not_there(emptied: Engine) -> None:
    await put(emptied, district())
    assert not (await walk(emptied, "App", upstream=True, revision=0)).kinds
    assert not (await walk(emptied, "nothing", upstream=False)).kinds
