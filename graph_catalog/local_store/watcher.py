"""The watcher: the small process between the users of a local store and its Neo4j.

    python -m graph_catalog.local_store.watcher DATA CACHE HEAP PAGE_CACHE

It starts Neo4j, publishes it when Bolt answers, waits until no user is left, ends it, and goes. It
lives in a session of its own, so that a Ctrl-C meant for a user does not reach Neo4j. Should it be
killed, the kernel kills Neo4j: `PR_SET_PDEATHSIG` counts the parent *thread*, and this process has
one. It has no voice of its own: who started it reads the logs and says what was wrong.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO

from graph_catalog.local_store import cache, faults, launch, locks
from graph_catalog.local_store.data_directory import Child, DataDirectory

_PR_SET_PDEATHSIG = 1
_POLL_SECONDS = 0.05
_START_SECONDS = 180.0
_STOP_SECONDS = 10.0
_PORTS_TRIED = 5


class NotStartedError(Exception):
    """Neo4j ended, or did not answer in time; the logs say why."""


class _Watcher:
    def __init__(self, data: DataDirectory, fetched: cache.Cache, memory: launch.Memory) -> None:
        self.data, self.fetched, self.memory = data, fetched, memory
        self.is_told_to_stop = False
        self.users: IO[bytes] = data.users_lock.open("ab")

    def tell_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_told_to_stop = True

    def is_needed(self) -> bool:
        return not self.is_told_to_stop and not locks.is_free(self.users)

    def run(self) -> None:
        """Start Neo4j, keep it as long as it is needed and lives, end it."""
        for _ in range(_PORTS_TRIED):
            port, since = launch.free_port(), self.data.log_size()
            neo4j = self._launch(port)
            try:
                self._await_bolt(neo4j, since)
                self._serve(neo4j, Child(neo4j.pid, os.getpid(), port))
            except NotStartedError:
                if faults.lost_port(self.data.logged_since(since)):
                    continue
                raise
            finally:
                self.data.unpublish()
                _end(neo4j)
            return

    def _launch(self, port: int) -> subprocess.Popen[bytes]:
        home = self.data.home
        launch.configure(home, self.memory, port)
        aot = self.fetched.aot
        more = [f"-XX:AOTCache={aot}"] if aot.is_file() else []
        return subprocess.Popen(
            launch.command(self.fetched.jars, home, self.memory, *more),
            cwd=home,
            env=launch.environment(os.environ),
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_this_process,  # noqa: PLW1509 - there is one thread
        )

    def _await_bolt(self, neo4j: subprocess.Popen[bytes], since: int) -> None:
        """Wait for the line in Neo4j's log; a driver's own retries would cost up to a second."""
        end = time.monotonic() + _START_SECONDS
        while self.is_needed():
            if self.data.has_bolt_since(since):
                return
            if neo4j.poll() is not None or time.monotonic() > end:
                raise NotStartedError
            time.sleep(_POLL_SECONDS)

    def _serve(self, neo4j: subprocess.Popen[bytes], child: Child) -> None:
        self.data.publish(child)
        # A blocking flock would not notice that Neo4j itself has died, nor that somebody has
        # removed the file by which users find it.
        while neo4j.poll() is None and self.is_needed():
            if not self.data.is_published():
                self.data.publish(child)
            time.sleep(_POLL_SECONDS)


def _end(neo4j: subprocess.Popen[bytes]) -> None:
    neo4j.terminate()
    try:
        neo4j.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        neo4j.kill()
        neo4j.wait()


def _die_with_this_process() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main(data: str, fetched: str, heap: str, page_cache: str) -> int:
    """Watch over the store of one data directory; 1 when it did not start."""
    directory = DataDirectory(Path(data))
    with locks.exclusive(directory.watcher_lock, limit=_STOP_SECONDS):
        watcher = _Watcher(directory, cache.Cache(Path(fetched)), launch.Memory(heap, page_cache))
        signal.signal(signal.SIGTERM, watcher.tell_to_stop)
        try:
            watcher.run()
        except NotStartedError:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
