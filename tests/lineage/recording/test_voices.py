"""Lineage into another unit's table is told in the teller's own voice; jobs, runs and names belong to somebody."""

import json
from typing import Any

import pytest

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    Observation,
    Placement,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
)
from graph_catalog.lineage.recording.recording import RecordedObservations, record_observations
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys, record
from graph_catalog.record.audit_log import commit
from graph_catalog.record.change import Change, Intent, Outcome
from tests.conftest import CENTRE, OFFICER
from tests.lineage.recording.telling import (
    HEALTH,
    POLICE,
    Telling,
    event,
    load,
    loading,
    of_dataset,
    table,
    wrote,
)

PUSH = SeenJob("etl-police", "push")
"""A job of 公安局 that writes into tables of 民政局."""


@pytest.fixture
async def telling(engine: Engine) -> Telling:
    made = Telling(engine)
    await made.seed()
    return made


def pushed(*edges: tuple[str, DatasetName], run: str, day: int) -> Observation:
    seen = tuple(SeenEdge(column, of, column) for column, of in edges)
    return event(SeenDataset(table("civil"), edges=seen), job=PUSH, run=run, day=day)


async def into_civil(engine: Engine) -> dict[tuple[str, str], str | None]:
    """What the pushing job says that 民政局's table was made from, by column and namespace, and why it ended."""
    rows = await engine.run_statement(
        """MATCH (t:Field)-[e:DERIVED_FROM]->(:Field)<-[:HAS_FIELD]-(o:Dataset)
        WHERE e.rev_to = 9223372036854775807 AND e.job = 'push'
        RETURN t.name AS column, o.namespace AS origin, e.closed_because AS because"""
    )
    return {(row["column"], row["origin"]): row["because"] for row in rows}


async def test_who_gives_may_tell_and_end_what_it_gives_and_nothing_else(telling: Telling) -> None:
    police, health = table("police", "s"), table("civil", "s")
    await telling.tell(CENTRE, pushed(("y", police), ("y", health), run="c1", day=2))
    told = pushed(("x", police), ("x", health), run="p1", day=3)
    await telling.tell(POLICE, told)
    assert await into_civil(telling.engine) == {
        ("y", "db-police"): None,
        ("y", "db-civil"): None,
        ("x", "db-police"): None,
    }
    await telling.tell(POLICE, pushed(("y", police), run="p2", day=4))
    assert (await into_civil(telling.engine))["x", "db-police"] == "NOT_SEEN"
    assert (await into_civil(telling.engine))["y", "db-civil"] is None


async def test_what_was_refused_takes_no_effect_when_the_centre_tells_the_run_again(
    telling: Telling,
) -> None:
    before = await telling.store()
    await telling.tell(HEALTH, load("civil", "x", day=5, run="later"))
    await telling.tell(HEALTH, of_dataset(SeenDataset(table("civil"), lifecycle=Lifecycle.DROP)))
    assert await telling.store() == before
    again = await telling.tell(CENTRE, load("civil", "x", "y"))
    assert (again.counts["facts_recorded"], again.counts["facts_closed"]) == (0, 0)


async def test_a_drop_by_the_unit_ends_what_others_told_of_its_table_too(telling: Telling) -> None:
    await telling.tell(POLICE, pushed(("x", table("police", "s")), run="p1", day=3))
    await telling.tell(OFFICER, of_dataset(SeenDataset(table("civil"), lifecycle=Lifecycle.DROP)))
    assert await into_civil(telling.engine) == {("x", "db-police"): "DROPPED"}


async def test_two_units_that_run_a_job_of_one_name_have_two_jobs(telling: Telling) -> None:
    job = SeenJob("etl", "nightly")
    for viewer in (OFFICER, POLICE, CENTRE):
        own = table(viewer.unit_key or "city", "own")
        await telling.tell(viewer, event(wrote(own, "c", of=own), job=job, run="r"))
    rows = await telling.engine.run_statement(
        "MATCH (j:Job {namespace: 'etl'}) RETURN j.owner AS owner, j.name AS name ORDER BY owner"
    )
    assert [row["owner"] for row in rows] == ["civil", "police", None]


async def test_a_job_of_the_centres_becomes_the_units_once_the_rules_say_so(
    telling: Telling,
) -> None:
    job = SeenJob("etl-later", "nightly")
    made = event(wrote(table("civil"), "q", of=table("civil", "s")), job=job, run="r1")
    await telling.tell(CENTRE, made)

    def ruled(name: DatasetName) -> Placement | None:
        return Placement(unit="民政局") if name.namespace in {"etl-later", "db-civil"} else None

    later = event(wrote(table("civil"), "x", of=table("civil", "s")), job=job, run="r2", day=11)
    recorded = await record_observations(
        telling.engine, OFFICER, [later], ruled, Intent("recordLineage")
    )
    assert isinstance(recorded, RecordedObservations)
    assert recorded.counts["facts_closed"] == 1
    [row] = await telling.engine.run_statement(
        "MATCH (j:Job {namespace: 'etl-later'}) RETURN j.owner AS owner, j.key AS key"
    )
    assert row == {"owner": "civil", "key": keys.mint(NodeKind.JOB, "etl-later", "nightly")}


@pytest.mark.parametrize(
    "placement",
    [Placement(unit="无此单位"), Placement(system="无此系统"), Placement(code="NONE/1")],
    ids=["unit", "system", "entry"],
)
async def test_what_the_rules_give_to_something_unknown_is_the_centres_to_tell(
    telling: Telling, placement: Placement
) -> None:
    """And only who sees all is told what the rule file says."""
    told = of_dataset(SeenDataset(DatasetName("new", "t"), columns=(SeenColumn("c"),)))
    before = await telling.store()
    answers = {}
    for viewer in (OFFICER, CENTRE):
        recorded = await record_observations(
            telling.engine, viewer, [told], lambda _: placement, Intent("recordLineage")
        )
        assert isinstance(recorded, RecordedObservations)
        answers[viewer.name] = recorded
        if viewer is OFFICER:
            assert await telling.store() == before
    word = placement.unit or placement.system or placement.code or ""
    assert word not in repr(answers["officer"].losses)
    assert word in repr(answers["centre"].losses)
    assert answers["centre"].counts["datasets_registered"] == 1


async def test_a_table_that_is_read_and_may_not_be_named_leaves_the_reader_with_a_job(
    telling: Telling,
) -> None:
    """So what is said of one's own table does not hang on whether another's is on record."""
    whole = SeenDataset(table("civil"))
    secret = SeenDataset(table("police", "secret"))
    recorded = await telling.tell(OFFICER, event(whole, inputs=[secret], job=loading("civil")))
    assert [loss.place for loss in recorded.losses] == ["db-police secret"]
    rows = await telling.engine.run_statement(
        """MATCH (:Dataset {namespace: 'db-civil', name: 't'})-[e:WRITTEN_BY]->(j:Job)
        WHERE e.rev_to = 9223372036854775807 RETURN j.name AS job"""
    )
    assert rows == [{"job": "load"}]


async def test_the_log_of_a_telling_names_nothing_that_its_teller_did_not(
    telling: Telling,
) -> None:
    own = table("civil", "own")
    await telling.tell(OFFICER, event(wrote(own, "c", of=table("police")), job=loading("civil")))
    [entry] = await telling.engine.run_statement(
        "MATCH (e:AuditEntry) RETURN e.subject AS subject, e.input AS input ORDER BY e.sequence DESC LIMIT 1"
    )
    job: dict[str, Any] = (
        await telling.engine.run_statement(
            "MATCH (j:Job {key: $key}) RETURN j.owner AS owner", key=entry["subject"]
        )
    )[0]
    assert job == {"owner": "civil"}
    assert json.loads(entry["input"]) == {}


async def test_a_rule_by_a_systems_name_means_the_system_that_bore_it_first(
    telling: Telling,
) -> None:
    """Whoever takes the name later gets nothing by it, and takes nothing from the other's tools."""

    def ruled(name: DatasetName) -> Placement | None:
        return Placement(system="救助平台") if name.namespace == "named" else None

    async def told_by(viewer: Viewer, name: str) -> int:
        seen = of_dataset(SeenDataset(DatasetName("named", name), columns=(SeenColumn("c"),)))
        recorded = await record_observations(
            telling.engine, viewer, [seen], ruled, Intent("recordLineage")
        )
        assert isinstance(recorded, RecordedObservations)
        return recorded.counts["datasets_registered"]

    async def rename(key: str, name: str) -> None:
        async def work(change: Change) -> Outcome:
            await record.revise(change, NodeKind.SYSTEM, {key: {"name": name}})
            return Outcome(key)

        await commit(telling.engine, CENTRE, Intent("reviseSystem"), work)

    await rename("registry", "救助平台")
    assert (await told_by(OFFICER, "a"), await told_by(POLICE, "b")) == (1, 0)
    await rename("aid", "改名平台")
    assert (await told_by(OFFICER, "c"), await told_by(POLICE, "d")) == (0, 0)
    await rename("aid", "救助平台")
    assert (await told_by(OFFICER, "c"), await told_by(POLICE, "d")) == (1, 0)
