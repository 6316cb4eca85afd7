"""A store that hangs is met with deadlines, and when it comes back nobody's line is cut by somebody's healing."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx

from graph_catalog import local_store
from graph_catalog.app import create_app
from graph_catalog.errors import StoreUnavailableError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.line import Line
from graph_catalog.identity.auth import LOCAL
from graph_catalog.opening import open_engine
from graph_catalog.record.audit import verification
from graph_catalog.settings import Settings

_READ: Final = 4.0
_SLACK: Final = 8.0
"""Seconds: the engine's patience, and a busy machine."""
_REGISTER: Final = """mutation($name: String!, $key: String!) {
  registerUnit(input: {name: $name, idempotencyKey: $key}) {
    __typename ... on Payload { revision } ... on Refusal { code } } }"""
_UNITS: Final = "{ units { totalCount } }"


@asynccontextmanager
async def server(folder: Path) -> AsyncIterator[tuple[Engine, httpx.AsyncClient]]:
    settings = Settings(data=folder, query_deadline=_READ)
    async with open_engine(settings, is_test=True) as engine:
        transport = httpx.ASGITransport(create_app(settings, engine))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await client.get("/readyz")
            engine.read_deadline = 60  # the first plans
            await register(client, "甲")
            await client.post("/graphql", json={"query": _UNITS})
            engine.read_deadline = _READ
            yield engine, client


async def register(client: httpx.AsyncClient, name: str) -> str:
    """Register a unit; return the code of what went wrong, or nothing."""
    asked = {"query": _REGISTER, "variables": {"name": name, "key": name}}
    told = (await client.post("/graphql", json=asked)).json()
    if "errors" in told:
        return str(told["errors"][0]["extensions"]["code"])
    return str(told["data"]["registerUnit"].get("code", ""))


async def timed(client: httpx.AsyncClient, query: str) -> tuple[float, str]:
    began = time.monotonic()
    told = (await client.post("/graphql", json={"query": query})).json()
    code = told["errors"][0]["extensions"]["code"] if "errors" in told else ""
    return time.monotonic() - began, code


async def test_while_the_store_hangs_everything_is_answered_in_time_and_then_goes_on(
    tmp_path: Path,
) -> None:
    async with server(tmp_path) as (engine, client):
        pid = local_store.status(tmp_path).pid
        assert pid is not None
        line = engine.line.now
        os.kill(pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            writes = [asyncio.create_task(register(client, f"乙{each}")) for each in range(3)]
            reads = await asyncio.gather(*(timed(client, _UNITS) for _ in range(3)))
            ready = await client.get("/readyz")
            ready_after = time.monotonic() - began
            codes = await asyncio.gather(*writes)
            written_after = time.monotonic() - began
        finally:
            os.kill(pid, signal.SIGCONT)
        assert {code for _, code in reads} == {"CATALOG_UNAVAILABLE"}
        assert max(seconds for seconds, _ in reads) < _READ + _SLACK
        assert ready.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert ready_after < _READ + 2 * _SLACK
        assert set(codes) <= {"CATALOG_UNAVAILABLE", "CATALOG_BUSY"}
        assert written_after < 15 + 15 + _SLACK
        # Whoever asks just as it comes back is answered, and the same keys find out what became of the changes.
        again = await asyncio.gather(
            *(register(client, f"乙{each}") for each in range(3)), register(client, "丙")
        )
        assert again == ["", "", "", ""]
        assert (await timed(client, _UNITS))[1] == ""
        assert engine.line.now is line
        assert local_store.status(tmp_path).pid == pid
        engine.read_deadline = 60
        rows = await engine.run_statement("MATCH (unit:Unit) RETURN unit.name AS name")
        assert sorted(row["name"] for row in rows) == sorted(["甲", "乙0", "乙1", "乙2", "丙"])
        assert (await verification.verify(engine, LOCAL)).findings == ()


class _Driver:
    """Stands for a driver in the line: what is tried here is who closes it, and when."""

    def __init__(self) -> None:
        self.is_closed = False

    async def close(self) -> None:
        self.is_closed = True


async def test_all_who_notice_wait_for_one_healing_and_the_last_user_closes_the_old_driver() -> (
    None
):
    old, new, asked = _Driver(), _Driver(), []
    go = asyncio.Event()

    async def recover(*, has_failed: bool, **_: bool) -> _Driver:
        asked.append(has_failed)
        await go.wait()
        return new

    line = Line(old, recover)  # type: ignore[arg-type]
    async with line.driver() as used:
        healing = [asyncio.create_task(line.heal(used, has_failed=False)) for _ in range(20)]
        await asyncio.sleep(0)
        healing[0].cancel()
        go.set()
        healed = await asyncio.gather(*healing, return_exceptions=True)
        assert asked == [False]
        assert healed[1:] == [True] * 19
        assert line.now is new  # type: ignore[comparison-overlap]
        assert not old.is_closed
    assert old.is_closed
    assert await line.heal(used, has_failed=False)
    assert asked == [False]
    await line.close()
    assert new.is_closed


async def test_a_healing_that_fails_is_tried_again_by_the_next_who_notices() -> None:
    driver, asked = _Driver(), []

    async def recover(*, has_failed: bool, **_: bool) -> None:
        asked.append(has_failed)
        if len(asked) == 1:
            message = "not yet"
            raise StoreUnavailableError(message)

    line = Line(driver, recover)  # type: ignore[arg-type]
    assert not await line.heal(line.now, has_failed=True)
    assert await line.heal(line.now, has_failed=True)
    assert asked == [True, True]


async def test_nobody_heals_a_store_of_somebody_else() -> None:
    driver = _Driver()
    line = Line(driver, None)  # type: ignore[arg-type]
    assert await line.heal(line.now, has_failed=False)
    assert not await line.heal(line.now, has_failed=True)
