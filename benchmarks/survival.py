"""What is acknowledged survives: a full disk, a killed server, store or watcher, under four writers.

    python -m benchmarks.survival disk /a/small/file/system [--times 5]
    python -m benchmarks.survival kill /a/folder [--times 5]

`disk` fills the file system to the last byte, so give it one of its own: `mount -t tmpfs -o size=400m tmpfs DIR`. Prints a
line for each round: what was acknowledged and is gone (must be none), which codes were told, seconds until changes are
taken again.
"""

import argparse
import asyncio
import dataclasses
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx

from graph_catalog import local_store
from graph_catalog.local_store import launch

_WRITERS: Final = 4
_PORT: Final = launch.free_port()
_URL: Final = f"http://127.0.0.1:{_PORT}"
_LONGEST: Final = 240.0
_REGISTER: Final = """mutation($name: String!, $key: String!) {
  registerUnit(input: {name: $name, idempotencyKey: $key}) { __typename ... on Refusal { code } } }"""
_NAMES: Final = "query($names: [String!]!) { units(filter: {name: {in: $names}}, first: 100) { nodes { name } } }"


@dataclasses.dataclass
class Round:
    """What four writers were told until they were stopped."""

    number: int
    acknowledged: list[str] = dataclasses.field(default_factory=list)
    codes: Counter[str] = dataclasses.field(default_factory=Counter)
    last: float = 0.0
    """When a change was acknowledged last."""
    is_over: bool = False

    async def write(self, client: httpx.AsyncClient, writer: int) -> None:
        """Register units one after the other, and keep what was said of each."""
        for each in itertools.count():
            if self.is_over:
                return
            name = f"单位{self.number}号{writer}之{each}"
            try:
                answer = await client.post(
                    "/graphql",
                    json={"query": _REGISTER, "variables": {"name": name, "key": name}},
                    headers={"Accept-Language": "en"},
                )
                told = answer.json()
            except (httpx.HTTPError, ValueError) as problem:
                self.codes[type(problem).__name__] += 1
                await asyncio.sleep(0.2)
                continue
            if "errors" in told:
                self.codes[told["errors"][0]["extensions"]["code"]] += 1
                await asyncio.sleep(0.2)
            elif told["data"]["registerUnit"]["__typename"] == "RegisterUnitPayload":
                self.acknowledged.append(name)
                self.last = time.monotonic()
            else:
                self.codes[told["data"]["registerUnit"]["code"]] += 1

    async def lost(self, client: httpx.AsyncClient) -> list[str]:
        """Return what was acknowledged and is not on record."""
        found: set[str] = set()
        for start in range(0, len(self.acknowledged), 100):
            names = self.acknowledged[start : start + 100]
            answer = await client.post(
                "/graphql", json={"query": _NAMES, "variables": {"names": names}}
            )
            found |= {node["name"] for node in answer.json()["data"]["units"]["nodes"]}
        return [name for name in self.acknowledged if name not in found]


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[1])


def _serve(data: Path) -> subprocess.Popen[bytes]:
    with (data.parent / "server.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "graph_catalog", "serve", "--port", str(_PORT), "--data", data],
            stdout=log,
            stderr=log,
            env=os.environ | {"GRAPH_CATALOG_LOG_LEVEL": "warning"},
        )


async def _until(
    client: httpx.AsyncClient, claim: Callable[[httpx.Response], bool], path: str = "/readyz"
) -> float:
    """Wait until an answer is as wanted; return the seconds."""
    began = time.monotonic()
    while time.monotonic() < began + _LONGEST:
        try:
            if claim(await client.get(path)):
                return time.monotonic() - began
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.05)
    message = f"not within {_LONGEST} s"
    raise TimeoutError(message)


def _tell(line: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _is_well(answer: httpx.Response) -> bool:
    return answer.status_code == httpx.codes.OK and "writes" not in answer.json()


@asynccontextmanager
async def _writing(number: int, client: httpx.AsyncClient) -> AsyncIterator[Round]:
    one = Round(number)
    tasks = [asyncio.create_task(one.write(client, writer)) for writer in range(_WRITERS)]
    try:
        yield one
    finally:
        one.is_over = True
        await asyncio.gather(*tasks)


async def _acknowledged(one: Round, more: int) -> float:
    """Wait until so many more changes are acknowledged; return the seconds."""
    began, had = time.monotonic(), len(one.acknowledged)
    while len(one.acknowledged) < had + more and time.monotonic() < began + _LONGEST:  # noqa: ASYNC110  # of many
        await asyncio.sleep(0.02)
    return time.monotonic() - began


def _fill(ballast: Path) -> None:
    """Write until there is no byte left."""
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


async def _disk(folder: Path, times: int) -> None:
    data, ballast = folder / "data", folder / "ballast"
    process = _serve(data)
    try:
        async with httpx.AsyncClient(base_url=_URL, timeout=60) as client:
            await _until(client, _is_well)
            for number in range(times):
                async with _writing(number, client) as one:
                    await _acknowledged(one, 20)
                    before = one.codes.copy()
                    await asyncio.to_thread(_fill, ballast)
                    await asyncio.sleep(10)
                    while_full = one.codes - before
                    read = await client.post("/graphql", json={"query": "{ units { totalCount } }"})
                    ready = await client.get("/readyz")
                    ballast.unlink()
                    seconds = await _acknowledged(one, 1)
                _tell(
                    {
                        "round": number,
                        "acknowledged": len(one.acknowledged),
                        "lost": await one.lost(client),
                        "while full": dict(while_full),
                        "in all": dict(one.codes),
                        "read while full": read.json(),
                        "readyz while full": [ready.status_code, ready.json()],
                        "seconds to the next acknowledged": round(seconds, 1),
                    }
                )
    finally:
        process.terminate()
        process.wait()
        ballast.unlink(missing_ok=True)


async def _kill(folder: Path, times: int) -> None:
    data = folder / "data"
    process = _serve(data)
    try:
        async with httpx.AsyncClient(base_url=_URL, timeout=60) as client:
            await _until(client, _is_well)
            for number, victim in itertools.product(range(times), ("server", "store", "watcher")):
                async with _writing(number * 10 + len(victim), client) as one:
                    await _acknowledged(one, 20)
                    child = local_store.status(data).pid or 0
                    pids = {"server": process.pid, "store": child, "watcher": _parent(child)}
                    os.kill(pids[victim], signal.SIGKILL)
                    if victim == "server":
                        process.wait()
                        process = _serve(data)
                    await asyncio.sleep(0.2)
                    ready = await _until(client, _is_well)
                    seconds = await _acknowledged(one, 1)
                    await _acknowledged(one, 20)
                _tell(
                    {
                        "round": number,
                        "killed": victim,
                        "acknowledged": len(one.acknowledged),
                        "lost": await one.lost(client),
                        "codes": dict(one.codes),
                        "seconds to ready": round(ready, 1),
                        "then to the next acknowledged": round(seconds, 1),
                    }
                )
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("disk", "kill"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    asyncio.run({"disk": _disk, "kill": _kill}[given.what](given.folder.absolute(), given.times))


if __name__ == "__main__":
    main()
