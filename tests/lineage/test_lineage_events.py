"""`POST /api/v1/lineage`: what tools send is in the graph, as it was sent; what cannot be is refused, or a stated loss."""

import asyncio
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_catalog.identity.auth import Viewer
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage.openlineage import shared_events
from tests.lineage.openlineage.shared_events import Edge, Event, datasets, edges

FILES = shared_events.files()
_EDGES = """MATCH (n:DatasetName)-[:OF]->(:Dataset)-[:HAS_FIELD]->(s:Field)<-[e:DERIVED_FROM]-(t:Field)
WHERE e.rev_to = 9223372036854775807 AND e.valid_to >= datetime('9999-01-01T00:00:00Z')
MATCH (d:Dataset)-[:HAS_FIELD]->(t)
RETURN t.name AS target, n.namespace AS namespace, n.name AS name, s.name AS column, e.kind AS kind, d.name AS dataset"""

_FACTS = """MATCH (t:Field)-[e:DERIVED_FROM]->(s:Field) WHERE e.rev_to = 9223372036854775807
RETURN count(DISTINCT [t.key, s.key, e.kind]) AS edges"""


async def send(
    catalog: Catalog,
    content: Any,
    path: str = "",
    *,
    viewer: Viewer = CENTRE,
    encoding: str = "identity",
) -> httpx.Response:
    told = {
        "Authorization": f"Bearer token-of-{viewer.name}",
        "Accept-Language": "en",
        "Content-Type": "application/json",
        "Content-Encoding": encoding,
    }
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return await catalog.client.post(f"/api/v1/lineage{path}", content=body, headers=told)


def event(**changed: Any) -> Event:
    """A run that made two columns of `b` from `a`."""
    told: Event = {
        "eventType": "COMPLETE",
        "eventTime": "2026-03-01T08:00:00+08:00",
        "producer": "test",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json",
        "run": {"runId": "0190-1"},
        "job": {"namespace": "etl", "name": "nightly"},
        "inputs": [{"namespace": "db", "name": "a"}],
        "outputs": [output("b", x="a.x", y="a.y")],
    }
    return told | changed


def output(name: str, **columns: str) -> Event:
    fields = {
        column: {"inputFields": [{"namespace": "db", "name": of, "field": field}]}
        for column, (of, field) in (
            (column, source.split(".")) for column, source in columns.items()
        )
    }
    return {"namespace": "db", "name": name, "facets": {"columnLineage": {"fields": fields}}}


async def in_graph(catalog: Catalog) -> set[Edge]:
    rows = await catalog.engine.run_statement(_EDGES)
    return {
        (row["target"], row["namespace"], row["name"], row["column"], row["kind"]) for row in rows
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_the_edges_of_a_file_are_the_edges_in_the_graph(catalog: Catalog, file: Path) -> None:
    events = shared_events.events(file)
    if not events:
        pytest.skip("the file is the schema of a facet, and holds no event")
    answer = (await send(catalog, events, "/batch")).json()
    assert answer["summary"]["failed"] == 0
    made = wanted(events)
    sent = {edge for _, edge in made}
    # A dataset that bears several names (symlinks) is one in the graph, and known there by each of them.
    called = {edge[1:3] for edge in sent}
    assert {edge for edge in await in_graph(catalog) if edge[1:3] in called} == sent
    [facts] = await catalog.engine.run_statement(_FACTS)
    assert facts["edges"] == len(made)


def wanted(events: Sequence[Event]) -> set[tuple[tuple[str, str], Edge]]:
    """The edges that events tell of, by the dataset written; none from a column to itself (a merge into its source)."""
    return {
        ((written["namespace"], written["name"]), edge)
        for told in events
        for written in datasets(told, "outputs")
        for edge in edges(written)
        if (edge[0], edge[1], edge[2]) != (edge[3], written["namespace"], written["name"])
    }


async def test_an_event_is_answered_with_what_became_of_it(catalog: Catalog) -> None:
    answer = await send(catalog, event())
    assert answer.status_code == 201
    told = answer.json()
    assert told["losses"] == []
    assert told["recorded"]["datasets_registered"] == 2
    assert told["recorded"]["fields_registered"] == 4
    again = (await send(catalog, event())).json()
    assert (again["revision"], again["recorded"]["facts_recorded"]) == (told["revision"], 0)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "JSON"),
        (b"[]", "event"),
        (event(eventTime="1970-01-01T00:00:00Z"), "1970"),
        (event(eventTime="2999-01-01T00:00:00Z"), "2999"),
        (event(job={"namespace": "n" * 10_000, "name": "j"}), "4"),
        (event(outputs=[output("b", **{f"c{n}": "a.x" for n in range(5_001)})]), "5"),
        (event(outputs=[{"namespace": "db", "name": 7}]), "name"),
    ],
    ids=["no JSON", "an array", "1970", "2999", "a long name", "too many columns", "no name"],
)
async def test_what_is_no_event_is_refused_and_says_why(
    catalog: Catalog, content: Any, says: str
) -> None:
    answer = await send(catalog, content)
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] == "INVALID_INPUT"
    assert says in answer.json()["message"]
    assert await catalog.engine.run_statement("MATCH (r:Run) RETURN r") == []


async def test_one_that_is_refused_keeps_no_other_out(catalog: Catalog) -> None:
    wrong = event(eventTime="2999-01-01T00:00:00Z")
    other = event(run={"runId": "0190-2"}, outputs=[output("c", z="b.x")])
    answer = (await send(catalog, [event(), wrong, other], "/batch")).json()
    assert answer["status"] == "partial_success"
    assert answer["summary"] == {
        "received": 3,
        "successful": 2,
        "failed": 1,
        "retriable": 0,
        "non_retriable": 1,
    }
    assert [failed["index"] for failed in answer["failed_events"]] == [1]


async def test_a_dataset_that_tells_of_its_columns_without_a_job_is_lineage_too(
    catalog: Catalog,
) -> None:
    told = event()
    dataset = {key: told[key] for key in ("eventTime", "producer", "schemaURL")}
    dataset["dataset"] = told["outputs"][0]
    assert (await send(catalog, dataset)).status_code == 201
    assert len(await in_graph(catalog)) == 2


async def test_two_runs_of_one_job_at_once_are_both_recorded(catalog: Catalog) -> None:
    answers = await asyncio.gather(
        *(
            send(catalog, event(run={"runId": f"run-{n}"}, eventTime=f"2026-03-01T08:00:0{n}Z"))
            for n in range(8)
        )
    )
    assert [answer.status_code for answer in answers] == [201] * 8
    [count] = await catalog.engine.run_statement("MATCH (r:Run) RETURN count(r) AS runs")
    assert count == {"runs": 8}
    assert len(await catalog.engine.run_statement(_EDGES)) == 2


async def test_an_officer_sends_of_tables_that_are_nobodys(catalog: Catalog) -> None:
    assert (await send(catalog, event(), viewer=OFFICER)).status_code == 201
    assert len(await in_graph(catalog)) == 2


async def test_nobody_sends_without_a_token(catalog: Catalog) -> None:
    answer = await catalog.client.post("/api/v1/lineage", json=event())
    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")


async def test_a_packed_body_is_unpacked_within_bounds(catalog: Catalog) -> None:
    packed = gzip.compress(json.dumps(event()).encode())
    assert (await send(catalog, packed, encoding="gzip")).status_code == 201
    bomb = gzip.compress(b" " * (32 * 1024 * 1024))
    assert (await send(catalog, bomb, encoding="gzip")).status_code == 413
    assert (await send(catalog, packed[:-9], encoding="gzip")).status_code == 415


async def test_what_nobody_lists_is_a_finding_and_no_loss(catalog: Catalog) -> None:
    await send(catalog, event())
    found = await catalog.ask(
        """{ findings(filter: {rules: ["R-11b"]}) { totalCount
        nodes { rule message unit { name } dataset { name listing namespace } } } }"""
    )
    assert found["findings"]["totalCount"] == 2
    assert [
        (node["dataset"]["name"], node["dataset"]["listing"], node["unit"])
        for node in sorted(found["findings"]["nodes"], key=lambda node: node["message"])
    ] == [("a", "UNLISTED", None), ("b", "UNLISTED", None)]
