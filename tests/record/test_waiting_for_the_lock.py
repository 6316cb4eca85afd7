"""Beside something that holds the lock of all writers for long, who waits too long is told, and loses nothing."""

import asyncio

import pytest

from graph_catalog.errors import StoreTimedOutError
from graph_catalog.graph.engine import Engine, Row, Transaction
from graph_catalog.graph.read_scope import PROGRAM_SCOPE, ReadScope, Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.record import audit_log, change
from graph_catalog.record.audit import verification
from graph_catalog.record.change import LONGEST_WAIT
from tests.conftest import OFFICER, Catalog
from tests.estate import district

REGISTER = """mutation { registerUnit(input: {name: "新单位", idempotencyKey: "once"}) {
  __typename ... on Payload { revision } ... on Refusal { code message } } }"""


async def test_who_waits_too_long_for_the_lock_is_told_and_the_same_key_does_it_later(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    await district().record(catalog.engine)
    monkeypatch.setattr(change, "LONGEST_WAIT", 0.5)
    is_held, go = asyncio.Event(), asyncio.Event()

    async def import_something(transaction: Transaction) -> None:
        await transaction.run("audit/lock_head")
        is_held.set()
        await go.wait()

    importing = asyncio.create_task(
        catalog.engine.write("importCatalog", PROGRAM_SCOPE, import_something)
    )
    await is_held.wait()
    answers = await asyncio.gather(*(catalog.ask(REGISTER) for _ in range(3)))
    assert {answer["registerUnit"]["code"] for answer in answers} == {"CATALOG_BUSY"}
    assert f"{LONGEST_WAIT:g} s" in answers[0]["registerUnit"]["message"]
    assert "30 s" in answers[0]["registerUnit"]["message"]
    assert await catalog.ask("{ units { totalCount } }"), "questions are answered meanwhile"
    go.set()
    await importing
    monkeypatch.undo()
    first = await catalog.ask(REGISTER)
    assert first["registerUnit"]["revision"] == 2
    assert await catalog.ask(REGISTER) == first


async def test_a_refusal_is_told_at_once_and_the_log_has_it_afterwards(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    is_held, go = asyncio.Event(), asyncio.Event()

    async def import_something(transaction: Transaction) -> None:
        await transaction.run("audit/lock_head")
        is_held.set()
        await go.wait()

    importing = asyncio.create_task(
        catalog.engine.write("importCatalog", PROGRAM_SCOPE, import_something)
    )
    await is_held.wait()
    told = await asyncio.gather(*(catalog.ask(REGISTER, viewer=OFFICER) for _ in range(3)))
    assert {each["registerUnit"]["code"] for each in told} == {"NOT_PERMITTED"}
    assert not importing.done(), "they were told while somebody else was writing"
    aside = "MATCH (aside:RefusalAside) RETURN count(aside) AS waiting"
    assert (await catalog.engine.run_statement(aside))[0]["waiting"] == 3
    go.set()
    await importing
    await audit_log.file_set_aside(catalog.engine)
    logged = await catalog.ask(
        '{ auditEntries(filter: {operations: ["registerUnit"]}) { nodes { outcome actor refusal { code } } } }'
    )
    [*entries] = logged["auditEntries"]["nodes"]
    assert [(each["actor"], each["refusal"]["code"]) for each in entries] == [
        (OFFICER.name, "NOT_PERMITTED")
    ] * 3
    assert (await catalog.engine.run_statement(aside))[0]["waiting"] == 0
    assert (await verification.verify(catalog.engine, LOCAL)).findings == ()


@pytest.mark.parametrize(
    "question",
    [
        '{ findings(filter: {rules: ["R-10b"]}) { totalCount nodes { rule } } }',
        "{ duplicateCollections { totalCount nodes { why } } }",
        "{ datasets { totalCount nodes { name } } }",
        "{ auditEntries { totalCount nodes { operation } } }",
    ],
)
async def test_a_count_that_takes_too_long_is_not_known_and_the_page_is_there(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    await district().record(catalog.engine)
    reading = Engine.read

    async def slow(
        engine: Engine,
        name: str,
        viewer: ReadScope,
        snapshot: Snapshot | None = None,
        *,
        ceiling: int | None = None,
        **params: object,
    ) -> Row:
        if name.endswith("count"):
            raise StoreTimedOutError(name)
        return await reading(engine, name, viewer, snapshot, ceiling=ceiling, **params)

    [name] = (await catalog.ask(question)).keys()
    page = (await catalog.ask(question))[name]
    monkeypatch.setattr(Engine, "read", slow)
    assert (await catalog.ask(question))[name] == page | {"totalCount": None}
