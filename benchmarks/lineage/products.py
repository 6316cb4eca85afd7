"""Asking a product over one kept connection on loopback: ours, and its peers, all alike."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

from benchmarks.lineage.question import Told, Traced, read_ours
from benchmarks.server import Server, body
from graph_catalog.local_store.launch import free_port

PATIENCE_SECONDS: Final = 20.0
"""After which a peer is said to have timed out; our own server answers or refuses within its 15 s."""
_START_SECONDS: Final = 60.0
_POLL_SECONDS: Final = 0.05


@dataclass(frozen=True)
class Reply:
    """A reply: seconds until its JSON was decoded, bytes, and what it says, or why it says nothing."""

    seconds: float
    size: int
    told: Told | None
    problem: str = ""


class Product(Protocol):
    """What answers questions about lineage."""

    @property
    def name(self) -> str:
        """Return what it is called on the page."""
        ...

    def ask(self, question: Traced) -> Reply | None:
        """Ask; None where it has no such question. Raises `TimeoutError`."""
        ...


class Ours:
    """Our own server."""

    name = "graph-catalog"

    def __init__(self, server: Server) -> None:
        self._server = server

    def ask(self, question: Traced) -> Reply:
        """Ask over HTTP."""
        asked = question.of_ours()
        request = body(asked.query, asked.variables)
        self._server.refresh()
        began = time.perf_counter()
        answered = self._server.post(request, asked.token)
        answer = orjson.loads(answered)
        seconds = time.perf_counter() - began
        if "errors" in answer or not answer["data"]["lineage"]:
            return Reply(seconds, len(answered), None, answered[:300].decode(errors="replace"))
        return Reply(seconds, len(answered), read_ours(question, answer["data"]))


class Child:
    """A peer's server, a child process of ours."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process = process
        self._port = port
        self._connection = self._connect()
        self._used = 0.0

    def request(self, method: str, path: str, body: bytes) -> tuple[float, int, bytes]:
        """Send a request; return the seconds until its JSON was decoded, the status, and the body."""
        if (
            time.monotonic() - self._used > 3
        ):  # the least of the servers closes what is idle for 5 s
            self._connection.close()
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = self._connection.getresponse()
            said = answer.read()
        except OSError:
            self._connection.close()
            raise
        finally:
            self._used = time.monotonic()
        orjson.loads(said)
        return time.perf_counter() - began, answer.status, said

    def await_start(self) -> None:
        """Wait until it listens."""
        end = time.monotonic() + _START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(_POLL_SECONDS)
            else:
                return

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)


@contextmanager
def child(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, *more: str
) -> Iterator[Child]:
    """Start a peer's server on a free port in a folder, `more` after the port, and end it."""
    port = free_port()
    with (folder / "peer.log").open("ab") as said:
        process = subprocess.Popen(
            [*command, str(port), *more],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            started = Child(process, port)
            started.await_start()
            yield started
        finally:
            process.kill()
            process.wait()


def problem_of(answered: bytes) -> str:
    """Return the first sentence of what a peer says instead of an answer."""
    answer: Any = orjson.loads(answered)
    said = answer.get("message") or answer.get("errors", [{}])[0].get("message") or str(answer)
    return " ".join(str(said).split()).partition(". ")[0][:200]
