"""What one unit's tools tell changes nothing of another's: the other's lineage is as if they had never come."""

from collections.abc import Sequence
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_catalog.graph.engine import Engine
from graph_catalog.lineage.pure.observations import (
    Lifecycle,
    Observation,
    RunState,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
)
from tests.conftest import OFFICER, wipe
from tests.lineage.recording.telling import (
    NOBODYS,
    POLICE,
    Telling,
    event,
    of_dataset,
    organised,
    table,
)

TABLES: Final = [table(owner, name) for owner in ("civil", "police", NOBODYS) for name in "ab"]
JOBS: Final = [SeenJob("etl-civil", "j"), SeenJob("etl-police", "j"), SeenJob("etl", "j")]
COLUMNS: Final = "xy"
_OF_CIVIL: Final = """MATCH (d:Dataset {namespace: 'db-civil'})
RETURN 'dataset' AS what, [d.name, d.description, d.version] AS it
UNION ALL MATCH (d:Dataset {namespace: 'db-civil'})-[h:HAS_FIELD]->(f:Field)
RETURN 'field' AS what, [d.name, f.name, f.data_type, h.valid_from, h.valid_to] AS it
UNION ALL MATCH (n:DatasetName)-[:OF]->(d:Dataset {namespace: 'db-civil'})
RETURN 'name' AS what, [n.namespace, n.name, d.key] AS it
UNION ALL MATCH (d:Dataset)-[:HAS_FIELD]->(t:Field)-[e:DERIVED_FROM]->(s:Field)<-[:HAS_FIELD]-(o:Dataset)
WHERE e.rev_to = 9223372036854775807 AND o.namespace <> 'db-police' AND d.namespace <> 'db-police'
  AND (d.namespace = 'db-civil' OR e.asserted_by = 'officer')
RETURN 'column' AS what, [d.name, t.name, s.name, o.namespace, o.name, e.kind, e.valid_from, e.valid_to, e.closed_because,
  e.last_confirmed, e.run, e.asserted_by] AS it
UNION ALL MATCH (t {namespace: 'db-civil'})-[e:WRITTEN_BY]->(j:Job)
WHERE e.rev_to = 9223372036854775807
RETURN 'table' AS what, [t.name, j.key, e.valid_from, e.valid_to, e.closed_because, e.last_confirmed, e.run] AS it
UNION ALL MATCH (j:Job {owner: 'civil'}) WHERE coalesce(j.kind, '') <> 'DATASET'
RETURN 'job' AS what, [j.namespace, j.name, j.kind, j.description, j.version] AS it"""
"""All that is 民政局's: its tables, their fields and names, what they are made from, and its jobs, but for those that
stand for lineage told of a table without a job: they are on record where both of its ends are."""


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any event of two units' tools, about anything."""
    names = st.sampled_from(TABLES)
    output = draw(names)
    others = st.lists(names, max_size=2, unique=True)
    columns = st.sampled_from(COLUMNS)
    edges = st.builds(SeenEdge, columns, names, columns)
    lifecycle = draw(st.sampled_from([None, None, None, Lifecycle.DROP, Lifecycle.RENAME]))
    seen = SeenDataset(
        output,
        aliases=tuple(draw(st.lists(names, max_size=1))),
        columns=tuple(SeenColumn(name) for name in draw(st.sets(columns))),
        description=draw(st.sampled_from([None, "told"])),
        lifecycle=lifecycle,
        renamed_from=draw(names) if lifecycle is Lifecycle.RENAME else None,
        edges=draw(st.none() | st.lists(edges, max_size=3).map(tuple)),
    )
    day = draw(st.integers(1, 9))
    if draw(st.integers(0, 4)) == 0:
        return of_dataset(seen, day=day)
    return event(
        seen,
        inputs=[SeenDataset(name) for name in draw(others)],
        job=draw(st.sampled_from(JOBS)),
        day=day,
        run=draw(st.sampled_from(["r1", "r2", f"day {day}"])),
        state=draw(
            st.sampled_from([RunState.COMPLETE, RunState.COMPLETE, RunState.RUNNING, RunState.FAIL])
        ),
    )


async def _of_civil(engine: Engine, told: Sequence[tuple[bool, Observation]]) -> list[str]:
    telling = Telling(engine)
    await wipe(engine)
    await organised().record(engine)
    for is_civil, observation in told:
        await telling.tell(OFFICER if is_civil else POLICE, observation)
    rows = await engine.run_statement(_OF_CIVIL)
    return sorted({repr((row["what"], row["it"])) for row in rows})


def _first(owner: str, job: SeenJob) -> Observation:
    """What there is to interfere with: two tables of an owner, one made from the other by its job."""
    edges = tuple(SeenEdge(column, table(owner, "b"), column) for column in COLUMNS)
    return event(SeenDataset(table(owner, "a"), edges=edges), job=job, day=1, run="first")


FIRST: Final = [
    (True, _first("civil", JOBS[0])),
    (True, _first(NOBODYS, JOBS[2])),
    (False, _first("police", JOBS[1])),
]


@given(told=st.lists(st.tuples(st.booleans(), observations()), min_size=3, max_size=8))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_what_is_one_units_is_as_if_another_had_told_nothing(
    engine: Engine, told: list[tuple[bool, Observation]]
) -> None:
    told = [*FIRST, *told]
    alone = [each for each in told if each[0]]
    assert await _of_civil(engine, told) == await _of_civil(engine, alone)
