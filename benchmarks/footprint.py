"""How long a start takes, and how much memory the two processes hold."""

import dataclasses
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.comparing import Spread
from benchmarks.questions import CENTRE, token_of
from benchmarks.server import Server, first_answer, serving
from graph_catalog.local_store import Cache, LocalStore, Memory, status
from graph_catalog.settings import Settings

_STARTS: Final = 3
_POLL_SECONDS: Final = 0.5
_PATIENCE_SECONDS: Final = 30.0
_SETTLED: Final = 0.005
_MIB: Final = 1024


@dataclasses.dataclass(frozen=True)
class Footprint:
    """Resident memory in MiB."""

    python: float
    neo4j: float


@dataclasses.dataclass(frozen=True)
class Starts:
    """Seconds from the command to the first answer: on an empty directory, a stopped store, a running one."""

    empty: float
    stopped: Spread
    running: Spread


def start(server: Server, began: float) -> float:
    """Wait for a server's first answer; return the seconds since it was started."""
    first_answer(server, token_of(CENTRE))
    return time.perf_counter() - began


def starts(settings: Settings, empty: float) -> Starts:
    """Start again and again, the store stopped and running in turn; nobody else may use the store."""
    stopped, running = [], []
    for _ in range(_STARTS):
        await_end(settings.data)
        stopped.append(_once(settings))
        await_end(settings.data)
        memory = Memory(settings.store_heap, settings.store_pagecache)
        with LocalStore(settings.data, memory=memory, cache=Cache(settings.cache)):
            running.append(_once(settings))
    return Starts(empty, Spread(stopped), Spread(running))


def settled(server: Server, data: Path) -> Footprint:
    """Return what is held once it grows no more: after a start, plans are still being made."""
    end = time.monotonic() + _PATIENCE_SECONDS
    before = _footprint(server, data)
    while True:
        time.sleep(_POLL_SECONDS)
        now = _footprint(server, data)
        grown = max(now.python / before.python, now.neo4j / before.neo4j) - 1
        if grown < _SETTLED or time.monotonic() > end:
            return now
        before = now


def _once(settings: Settings) -> float:
    began = time.perf_counter()
    with serving(settings) as server:
        return start(server, began)


def await_end(data: Path) -> None:
    """Wait until the store has ended; it does soon after its last user."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while status(data).is_running and time.monotonic() < end:
        time.sleep(0.05)


def _footprint(server: Server, data: Path) -> Footprint:
    store = status(data).pid
    if store is None:
        message = "the store of this run has ended"
        raise RuntimeError(message)
    return Footprint(_resident(server.pid), _resident(store))


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    told: Mapping[str, str] = dict(line.split(":", 1) for line in lines if ":" in line)
    return int(told["VmRSS"].split()[0]) / _MIB
