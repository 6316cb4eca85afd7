"""What `/readyz` says, and what callers are told, where a server answers and does not write, or is not warm yet."""

import asyncio
import shutil
from typing import Any

import pytest

from graph_catalog.gql.masking import code_of
from graph_catalog.graph.engine import Row, Transaction
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import Language, speaking
from graph_catalog.local_store import Disk
from graph_catalog.readiness import Readiness
from graph_catalog.warming import FIRST_CHANGES, Warming
from tests.conftest import CENTRE, Catalog
from tests.estate import district

REGISTER = """mutation($name: String!, $key: String) { registerUnit(input: {name: $name, idempotencyKey: $key}) {
  __typename ... on UnitPayload { unit { id } } } }"""


def _free(monkeypatch: pytest.MonkeyPatch, mebibytes: int) -> None:
    usage = shutil.disk_usage("/")._replace(free=mebibytes * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)


@pytest.fixture
async def on_disk(catalog: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Catalog:
    """A catalog whose disk must have 128 MiB left."""
    await district().record(catalog.engine)
    monkeypatch.setattr(catalog.engine, "shortage", Disk(tmp_path, 128).shortage)
    return catalog


@pytest.mark.parametrize(("language", "left"), [("zh", "只剩 127 MiB"), ("en", "127 MiB left")])
async def test_below_the_floor_nothing_is_written_and_everything_is_answered(
    on_disk: Catalog, monkeypatch: pytest.MonkeyPatch, viewer: Viewer, language: str, left: str
) -> None:
    _free(monkeypatch, 127)
    refused = await on_disk.refusal(REGISTER, {"name": "新单位"}, language=language)
    assert refused["extensions"]["code"] == "DISK_FULL"
    assert left in refused["message"]
    assert "GRAPH_CATALOG_DISK_FLOOR" in refused["message"]
    assert await on_disk.ask("{ units { totalCount } }", viewer=viewer)
    ready = await on_disk.client.get("/readyz")
    told = ready.json()
    assert (ready.status_code, told["status"], told["code"]) == (200, "ready", "DISK_FULL")
    headers = {"Authorization": f"Bearer token-of-{CENTRE.name}"}
    event = {
        "eventTime": "2026-03-01T00:00:00Z",
        "producer": "https://example.org",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "eventType": "COMPLETE",
        "run": {"runId": "0190b0e4-4b3f-7f8a-9c1d-1f2e3d4c5b6a"},
        "job": {"namespace": "n", "name": "j"},
        "outputs": [{"namespace": "n", "name": "t"}],
    }
    answer = await on_disk.client.post("/api/v1/lineage", json=event, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (503, "DISK_FULL")
    _free(monkeypatch, 128)
    assert (await on_disk.client.get("/readyz")).json() == {"status": "ready"}
    assert await on_disk.ask(REGISTER, {"name": "新单位"})


async def test_what_has_used_up_the_disk_by_its_end_is_undone(
    on_disk: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    _free(monkeypatch, 500)
    running = Transaction.run

    async def filling(transaction: Transaction, name: str, **params: object) -> Row:
        if name == "audit/append":
            _free(monkeypatch, 3)
        return await running(transaction, name, **params)

    with monkeypatch.context() as patched:
        patched.setattr(Transaction, "run", filling)
        refused = await on_disk.refusal(REGISTER, {"name": "新单位"})
    assert refused["extensions"]["code"] == "DISK_FULL"
    found = await on_disk.ask('{ units(filter: {name: {eq: "新单位"}}) { totalCount } }')
    assert found["units"] == {"totalCount": 0}


def test_a_disk_without_a_floor_or_that_is_away_is_never_short(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Disk(tmp_path / "away", 128).shortage() is None
    _free(monkeypatch, 0)
    assert Disk(tmp_path, 0).shortage() is None
    with speaking(Language.ENGLISH):
        shortage = Disk(tmp_path, 1).shortage()
    assert shortage is not None
    assert code_of(shortage) == "DISK_FULL"
    assert str(tmp_path) not in str(shortage)


async def _planned(*_: object) -> None:
    """Stand for the store's planning, which takes minutes on a machine under load."""


async def test_a_server_is_ready_when_its_first_plans_are_made_and_nothing_stays_of_it(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = catalog.engine
    warming = Warming(engine)
    readiness = Readiness(engine, warming)
    warming.begin()
    cold = await readiness.answer(None)  # type: ignore[arg-type]  # nothing of the request is read
    assert (cold.status_code, cold.body) == (503, b'{"status":"warming up"}')
    with monkeypatch.context() as patched:
        patched.setattr(engine, "explain", _planned)
        planning = asyncio.create_task(warming.run())
        await warming.is_done.wait()
        planning.cancel()
    assert await engine.run_statement("MATCH (node:Entity|AuditEntry) RETURN node") == []
    assert (await readiness.answer(None)).status_code == 200  # type: ignore[arg-type]  # as above
    monkeypatch.setattr(engine.line, "renewals", engine.line.renewals + 1)
    assert (await readiness.answer(None)).status_code == 503  # type: ignore[arg-type]  # a store started anew


async def test_the_first_changes_ask_for_nothing_that_is_not_planned_first(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    running = Transaction.run

    async def noted(transaction: Transaction, name: str, **params: object) -> Row:
        asked.add(name)
        return await running(transaction, name, **params)

    monkeypatch.setattr(Transaction, "run", noted)
    unit = (await catalog.ask(REGISTER, {"name": "甲局", "key": "once"}))["registerUnit"]["unit"]
    system = """mutation($unit: ID!) { registerSystem(input: {name: "甲系统", unitId: $unit}) {
      ... on SystemPayload { system { id } } } }"""
    assert await catalog.ask(system, {"unit": unit["id"]})
    entry = """mutation($unit: ID!) { registerEntry(input: {name: "甲目录", unitId: $unit,
      fields: [{name: "身份证号"}, {name: "住址"}]}) { ... on EntryPayload { dataset { id version } } } }"""
    made = (await catalog.ask(entry, {"unit": unit["id"]}))["registerEntry"]["dataset"]
    revise = """mutation($id: ID!) { reviseEntry(input: {id: $id, description: "新"}) {
      ... on EntryPayload { dataset { version } } ... on Refusal { message } } }"""
    assert await catalog.ask(revise, {"id": made["id"]})
    assert asked <= FIRST_CHANGES
    assert {"audit/append", "entity/revise", "record/add_facts"} <= asked
