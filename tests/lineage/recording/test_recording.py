"""What tools saw, put on record: the same lineage whatever the order in which it is told, and nothing lost silently."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import pytest

from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    Observation,
    Placement,
    RunState,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
)
from graph_catalog.lineage.recording.recording import RecordedObservations, record_observations
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.record.change import Intent
from tests.conftest import CENTRE, Catalog, wipe

JOB = SeenJob("warehouse", "nightly")
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
_EDGES = """MATCH (t:Field)-[e:DERIVED_FROM]->(s:Field) WHERE e.rev_to = 9223372036854775807
RETURN t.name AS target, s.name AS source, e.kind AS kind, e.valid_from AS since, e.valid_to AS until,
e.closed_because AS because, e.run AS run ORDER BY target, source, since"""
_TABLES = """MATCH (t)-[e:WRITTEN_BY|READS]->(s) WHERE e.rev_to = 9223372036854775807
RETURN type(e) AS type, t.name AS start, s.name AS end, e.valid_from AS since, e.valid_to AS until
ORDER BY type, start, end, since"""


def day(number: int) -> dt.datetime:
    return START + dt.timedelta(days=number)


def table(name: str) -> DatasetName:
    return DatasetName("warehouse", name)


def wrote(target: str, *edges: str, whole: bool = False) -> SeenDataset:
    """A table written; edges as `column<table.column`."""
    seen = []
    for edge in edges:
        column, _, source = edge.partition("<")
        origin, _, from_column = source.partition(".")
        seen.append(SeenEdge(column, table(origin), from_column))
    columns = tuple(SeenColumn(name) for name in sorted({edge.target for edge in seen}))
    return SeenDataset(table(target), columns=columns, edges=None if whole else tuple(seen))


def ran(
    number: int,
    *outputs: SeenDataset,
    reads: Sequence[str] = (),
    state: RunState = RunState.COMPLETE,
    run: str | None = None,
    hour: int = 0,
) -> Observation:
    return Observation(
        at=day(number) + dt.timedelta(hours=hour),
        source=LineageSource.OPENLINEAGE,
        job=JOB,
        run=run or f"run-{number}",
        state=state,
        inputs=tuple(SeenDataset(table(name)) for name in reads),
        outputs=outputs,
    )


def nowhere(_: DatasetName) -> Placement | None:
    return None


async def told(catalog: Catalog, *observations: Observation) -> RecordedObservations:
    recorded = await record_observations(
        catalog.engine, CENTRE, observations, nowhere, Intent("recordLineage")
    )
    assert isinstance(recorded, RecordedObservations)
    return recorded


async def edges(catalog: Catalog) -> list[dict[str, Any]]:
    return await catalog.engine.run_statement(_EDGES)


async def test_what_a_run_saw_is_lineage_from_then_on(catalog: Catalog) -> None:
    recorded = await told(catalog, ran(1, wrote("b", "x<a.x", "y<a.y")))
    assert recorded.counts["facts_recorded"] == 2 + 2  # two columns; what the job reads and writes
    assert [(row["target"], row["source"]) for row in await edges(catalog)] == [
        ("x", "x"),
        ("y", "y"),
    ]


async def test_seen_again_it_is_confirmed_and_not_repeated(catalog: Catalog) -> None:
    first = await told(catalog, ran(1, wrote("b", "x<a.x")))
    again = await told(catalog, ran(2, wrote("b", "x<a.x")))
    assert again.revision == first.revision
    [confirmed] = await catalog.engine.run_statement(
        "MATCH ()-[e:DERIVED_FROM]->() RETURN e.last_confirmed AS at"
    )
    assert confirmed["at"].to_native() == day(2)


async def test_what_a_later_run_does_not_see_has_ended_by_then(catalog: Catalog) -> None:
    await told(catalog, ran(1, wrote("b", "x<a.x", "y<a.y")))
    await told(catalog, ran(2, wrote("b", "x<a.x")))
    ended = (await edges(catalog))[1]
    assert (ended["target"], ended["until"].to_native(), ended["because"]) == (
        "y",
        day(2),
        "NOT_SEEN",
    )


async def test_a_run_that_has_not_ended_closes_nothing(catalog: Catalog) -> None:
    await told(catalog, ran(1, wrote("b", "x<a.x", "y<a.y")))
    await told(catalog, ran(2, wrote("b", "x<a.x"), state=RunState.RUNNING))
    assert all(row["because"] is None for row in await edges(catalog))


async def test_what_only_a_failed_run_saw_was_never_so(catalog: Catalog) -> None:
    await told(catalog, ran(1, wrote("b", "x<a.x")))
    await told(catalog, ran(2, wrote("b", "y<a.y"), state=RunState.START))
    assert len(await edges(catalog)) == 2
    await told(catalog, ran(2, state=RunState.FAIL, hour=1))
    assert [row["target"] for row in await edges(catalog)] == ["x"]


async def test_a_table_whose_columns_are_not_told_is_lineage_of_the_whole(catalog: Catalog) -> None:
    await told(
        catalog, ran(1, wrote("b", "x<a.x")), ran(2, wrote("b", whole=True), reads=["a", "c"])
    )
    rows = await catalog.engine.run_statement(_TABLES)
    assert [(row["type"], row["start"], row["end"]) for row in rows] == [
        ("READS", "nightly", "a"),
        ("READS", "nightly", "c"),
        ("WRITTEN_BY", "b", "nightly"),
        ("WRITTEN_BY", "x", "nightly"),
    ]
    [closed] = await edges(catalog)
    assert closed["because"] == "NOT_SEEN"


async def test_a_run_that_says_nothing_of_where_a_table_comes_from_ends_nothing(
    catalog: Catalog,
) -> None:
    await told(catalog, ran(1, wrote("b", "x<a.x")))
    await told(catalog, ran(2, wrote("b", whole=True)))
    assert [row["because"] for row in await edges(catalog)] == [None]


async def test_a_renamed_table_keeps_its_lineage_and_a_circle_of_renames_ends(
    catalog: Catalog,
) -> None:
    await told(catalog, ran(1, wrote("b", "x<a.x")))
    swap = [
        SeenDataset(table(new), lifecycle=Lifecycle.RENAME, renamed_from=table(old))
        for old, new in (("b", "c"), ("a", "b"), ("c", "a"))
    ]
    renamed = [
        Observation(day(2), LineageSource.OPENLINEAGE, outputs=(dataset,)) for dataset in swap
    ]
    await told(catalog, *renamed)
    rows = await catalog.engine.run_statement(
        "MATCH (d:Dataset)-[:HAS_FIELD]->(:Field)-[:DERIVED_FROM]->(:Field)<-[:HAS_FIELD]-(s:Dataset) "
        "RETURN d.name AS target, s.name AS source"
    )
    assert rows == [{"target": "a", "source": "b"}]


async def test_a_dropped_table_comes_from_nothing_any_more(catalog: Catalog) -> None:
    await told(catalog, ran(1, wrote("b", "x<a.x"), wrote("c", "x<a.x")))
    gone = SeenDataset(table("b"), lifecycle=Lifecycle.DROP)
    await told(catalog, Observation(day(2), LineageSource.OPENLINEAGE, outputs=(gone,)))
    assert sorted(str(row["because"]) for row in await edges(catalog)) == ["DROPPED", "None"]


STORY = [
    ran(1, wrote("b", "x<a.x", "y<a.y"), wrote("c", "z<b.x")),
    ran(2, wrote("b", "x<a.x"), state=RunState.START),
    ran(2, wrote("b", "w<a.w"), state=RunState.COMPLETE, hour=1),
    ran(3, wrote("b", "x<a.x", "y<a.z"), state=RunState.START),
    ran(3, state=RunState.FAIL, hour=1),
    ran(4, wrote("b", whole=True), reads=["a", "c"]),
    ran(5, wrote("b", "x<a.x", "y<a.y"), wrote("c", "z<b.x")),
    ran(6, wrote("b", "x<c.z"), state=RunState.RUNNING),
    ran(7, wrote("c", "z<b.y")),
    ran(7, wrote("b", "x<a.x", "y<a.y"), run="other"),
]


@pytest.mark.parametrize("seed", range(8))
async def test_the_order_of_telling_makes_no_difference(catalog: Catalog, seed: int) -> None:
    await told(catalog, *STORY)
    in_order = await edges(catalog), await catalog.engine.run_statement(_TABLES)
    await wipe(catalog.engine)
    shuffler = random.Random(seed)  # noqa: S311  # shuffles, keeps no secret
    story = [*STORY, *shuffler.sample(STORY, 4)]
    shuffler.shuffle(story)
    while story:
        batch, story = story[: (size := shuffler.randint(1, 4))], story[size:]
        await told(catalog, *batch)
    assert (await edges(catalog), await catalog.engine.run_statement(_TABLES)) == in_order
