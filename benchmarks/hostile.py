"""Hostile load, and what another viewer feels of it: `python -m benchmarks.hostile [--seconds 120]`.

A server of its own on loopback, with the sample district. One actor asks for all that it can: documents made to cost,
documents that are all different, fifteen aliases of the dearest questions, plans of 500 fields side by side; strangers
hold 200 sockets with heads and bodies that never end, and websockets that never speak. Another viewer asks for a list
all the while.

Before anything is measured the load runs for a minute, after what the server keeps within a number of bytes
(documents, readings of names) has been filled: what memory does from then on is growth.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import httpx

from benchmarks.memory import Memory
from benchmarks.server import Server, first_answer, own_settings, serving
from graph_catalog import sample
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import line_for
from graph_catalog.model.enums.roles import Role
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings

LIST: Final = "{ datasets(first: 50) { nodes { id name code provider { name } } } }"
CALM_SECONDS: Final = 15.0
_WARM_SECONDS: Final = 60.0
ACTOR: Final = Viewer("hostile", None, frozenset({Role.DATA_CENTER}))
VIEWER: Final = Viewer("viewer", None, frozenset({Role.AUDITOR}))
_SOCKETS: Final = 200
_BETWEEN: Final = 0.05
_DOCUMENTS: Final = 20
"""Of a mebibyte each, to fill what the server keeps of documents."""
_PLANS: Final = 3
"""Of 500 long names each, and as many with many readings, to fill what it keeps of names."""
_number = itertools.count()


class Load:
    """What the hostile actor does, and what it gets for it."""

    def __init__(self, address: str, port: int, until: float) -> None:
        self._port = port
        self._until = until
        self.answers: Counter[str] = Counter()
        self._client = httpx.AsyncClient(
            base_url=address,
            headers={"Authorization": f"Bearer {ACTOR.name}"},
            timeout=90,
            limits=httpx.Limits(max_connections=100),
        )
        self.unit = ""

    async def fill(self) -> None:
        """Ask each kind of question, within the budget, until all that is kept within bytes is full."""
        await self._prepare()
        await _patiently(lambda: self._ask("{ findings { nodes { rule } } }"))
        for _ in range(_DOCUMENTS):
            await _patiently(self._distinct)
        for _ in range(_PLANS):
            await _patiently(lambda: self._check("住址" * 150))
            await _patiently(lambda: self._check("监护人" * 10 + "公民身份号码"))
        await self._client.aclose()

    async def _prepare(self) -> str:
        units = await self._ask(
            "{ units(first: 1) { nodes { id } } datasets(first: 1) { nodes { id } } }"
        )
        self.unit = units["data"]["units"]["nodes"][0]["id"]
        dataset: str = units["data"]["datasets"]["nodes"][0]["id"]
        return dataset

    async def run(self) -> None:
        """Do it until the end."""
        dataset = await self._prepare()
        lineages = " ".join(
            f'a{n}: lineage(id: "{dataset}", direction: BOTH, depth: 30) {{ __typename }}'
            for n in range(15)
        )
        findings = " ".join(
            f"a{n}: findings(first: {n + 20}) {{ nodes {{ rule }} }}" for n in range(15)
        )
        async with asyncio.TaskGroup() as tasks:
            for _ in range(2):
                tasks.create_task(self._again("bombs", self._bomb))
            tasks.create_task(self._again("distinct documents", self._distinct))
            for _ in range(3):
                tasks.create_task(
                    self._again("15 findings", lambda: self._ask("{" + findings + "}"))
                )
                tasks.create_task(
                    self._again("15 lineages", lambda: self._ask("{" + lineages + "}"))
                )
            for _ in range(6):
                tasks.create_task(self._again("500 fields", self._check))
            for number in range(_SOCKETS):
                tasks.create_task(self._hold(number))
        await self._client.aclose()

    async def _again(self, what: str, ask: Callable[[], Awaitable[Any]]) -> None:
        while time.monotonic() < self._until:
            try:
                answer = await ask()
            except httpx.HTTPError as problem:
                self.answers[f"{what}: {type(problem).__name__}"] += 1
                continue
            errors = answer.get("errors") or [{"extensions": {"code": "answered"}}]
            told = errors[0]["extensions"]
            self.answers[f"{what}: {told['code']}"] += 1
            if "retryAfter" in told:  # a hostile client does not wait as long as it is told
                await asyncio.sleep(0.2)

    async def _ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        answer = await self._client.post(
            "/graphql", json={"query": query, "variables": variables or {}}
        )
        return answer.json()

    async def _bomb(self) -> Any:
        return await self._ask(f"{{ n{next(_number)}: " + "viewer { name } " * 480 + "}")

    async def _distinct(self) -> Any:
        ids = '"x" ' * 1900
        return await self._ask(f"query Q{next(_number)} {{ nodes(ids: [{ids}]) {{ id }} }}")

    async def _check(self, more: str = "") -> Any:
        fields = [
            {"name": f"申请人家庭成员{n}身份证号码及住址{next(_number)}{more}"} for n in range(500)
        ]
        question = "query($p: CollectionPlanInput!) { checkCollection(input: $p) { __typename } }"
        return await self._ask(
            question, {"p": {"unitId": self.unit, "name": "表", "fields": fields}}
        )

    async def _hold(self, number: int) -> None:
        """Hold a socket: an unfinished head, a body a byte a second, a websocket that never speaks; again when ended."""
        said = (
            b"GET /graphql HTTP/1.1\r\nHost: localhost\r\n",
            b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n",
            f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ACTOR.name}\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n".encode(),
            (
                b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
            ),
        )[number % 4]
        while time.monotonic() < self._until:
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
                writer.write(said)
                while time.monotonic() < self._until and not reader.at_eof():
                    if number % 4 != 3:
                        writer.write(b"x")
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(reader.read(1000), 1)
                writer.close()
                self.answers["sockets held and ended"] += 1


async def listing(address: str, until: float) -> tuple[list[float], Counter[str]]:
    """Ask for the list again and again as the other viewer; return seconds, and what went wrong."""
    taken, wrong = [], Counter[str]()
    async with httpx.AsyncClient(
        base_url=address, headers={"Authorization": f"Bearer {VIEWER.name}"}, timeout=60
    ) as client:
        while time.monotonic() < until:
            start = time.perf_counter()
            try:
                answer = (await client.post("/graphql", json={"query": LIST})).json()
                wrong.update(each["extensions"]["code"] for each in answer.get("errors", ()))
            except httpx.HTTPError as problem:
                wrong[type(problem).__name__] += 1
            taken.append(time.perf_counter() - start)
            await asyncio.sleep(_BETWEEN)
    return taken, wrong


def told(what: str, taken: list[float]) -> str:
    """Return a line of milliseconds."""
    centiles = statistics.quantiles(taken, n=100)
    return f"{what:10} n {len(taken):5}  p50 {centiles[49] * 1e3:7.1f} ms  p95 {centiles[94] * 1e3:7.1f} ms  max {max(taken) * 1e3:7.1f} ms"


@contextlib.asynccontextmanager
async def _district(settings: Settings) -> AsyncIterator[Engine]:
    async with open_engine(settings, is_test=True) as engine:
        if await sample.is_wanted(engine):
            await sample.load(engine)
        yield engine


async def _patiently(ask: Callable[[], Awaitable[Any]]) -> None:
    """Ask until there is an answer, waiting as long as is told."""
    while True:
        waits = [
            each["extensions"]["retryAfter"]
            for each in (await ask()).get("errors") or ()
            if "retryAfter" in each["extensions"]
        ]
        if not waits:
            return
        await asyncio.sleep(max(waits))


async def measure(server: Server, engine: Engine, address: str, seconds: float) -> None:
    """Print what the other viewer feels, calm and under load."""
    port = int(address.rpartition(":")[2])
    await listing(address, time.monotonic() + 3)
    calm, _ = await listing(address, time.monotonic() + CALM_SECONDS)
    await Load(address, port, 0.0).fill()
    until = time.monotonic() + _WARM_SECONDS
    await asyncio.gather(listing(address, until), Load(address, port, until).run())
    until = time.monotonic() + seconds
    load, memory = Load(address, port, until), Memory(server.pid)
    (loaded, wrong), *_ = await asyncio.gather(
        listing(address, until), load.run(), memory.watch(until)
    )
    after, _ = await listing(address, time.monotonic() + 5)
    left = await engine.run_statement(
        "SHOW TRANSACTIONS YIELD currentQuery RETURN count(*) - 1 AS left"
    )
    lines = [
        told("calm", calm),
        told("under load", loaded),
        told("afterwards", after),
        f"errors of the other viewer: {dict(wrong) or 'none'}",
        memory.told(),
        f"queries left in the store: {left[0]['left']}",
        *(f"  {what}: {count}" for what, count in sorted(load.answers.items())),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


async def _main(seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        settings = own_settings(Path(folder), os.environ)
        assert settings.tokens is not None
        lines = [line_for(viewer.name, viewer) for viewer in (ACTOR, VIEWER)]
        settings.tokens.write_text("\n".join(lines), "utf-8")  # before anything runs
        async with _district(settings) as engine:
            with serving(settings) as server:
                await asyncio.to_thread(first_answer, server, VIEWER.name)
                await measure(server, engine, server.address, seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    asyncio.run(_main(parser.parse_args().seconds))
