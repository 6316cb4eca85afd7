"""A server of its own, as users start it: a child process, spoken to over one kept connection on loopback."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import orjson

from graph_catalog.local_store.launch import free_port
from graph_catalog.settings import PREFIX, Settings, variable

FIRST_QUESTION: Final = "{ datasets(first: 3) { nodes { name provider { name } } } }"
_POLL_SECONDS: Final = 0.01
_PATIENCE_SECONDS: Final = 120.0
_STOP_SECONDS: Final = 30.0
_IDLE_SECONDS: Final = 3.0


class Server:
    """A running `graph-catalog serve`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.pid = process.pid
        self.address = f"http://127.0.0.1:{port}"
        self._process = process
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
        self._used = 0.0

    def post(self, body: bytes, token: str) -> bytes:
        """Post a request as the viewer of a token and return the answer's body."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._connection.request("POST", "/graphql", body, headers)
        answer = self._connection.getresponse().read()
        self._used = time.monotonic()
        return answer

    def connect(self) -> None:
        """Connect anew, waiting until it listens; an answer may still take as long as its start does."""
        self._connection.close()
        end = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                self._connection.connect()
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(_POLL_SECONDS)
            else:
                return

    def refresh(self) -> None:
        """Connect anew where the server may have closed the connection: it does when one is idle for 5 s."""
        if time.monotonic() - self._used > _IDLE_SECONDS:
            self.connect()

    def close(self) -> None:
        """End it, and wait for its end."""
        self._connection.close()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Start a server on a free port, and end it; it has not answered yet."""
    port = free_port()
    command = [sys.executable, "-m", "graph_catalog", "serve", "--port", str(port)]
    log = settings.data.parent / "server.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            command, env=_environment(settings), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        server = Server(process, port)
        try:
            yield server
        finally:
            server.close()


def body(query: str, variables: Mapping[str, Any] | None = None) -> bytes:
    """Return the body of a request."""
    return orjson.dumps({"query": query, "variables": dict(variables or {})})


def first_answer(server: Server, token: str) -> None:
    """Ask the first question; raises where the answer holds an error."""
    server.connect()
    answer = orjson.loads(server.post(body(FIRST_QUESTION), token))
    if "errors" in answer:
        raise RuntimeError(answer["errors"])


def own_settings(folder: Path, environment: Mapping[str, str]) -> Settings:
    """Return settings for a store of our own; of the environment only the cache counts, never a store."""
    cache = {name: value for name, value in environment.items() if name == variable("cache")}
    read = Settings.from_environment(cache)
    return Settings(
        cache=read.cache, data=folder / "data", tokens=folder / "tokens", query_deadline=120.0
    )


def _environment(settings: Settings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    given = {
        name: str(getattr(settings, name)) for name in ("cache", "data", "tokens", "query_deadline")
    }
    return kept | {variable(name): value for name, value in given.items()}
