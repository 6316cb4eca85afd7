"""One Neo4j per data directory, shared by any number of processes, gone when the last of them is.

A user holds a lease (a shared lock) on the directory. The first finds no Neo4j and starts a watcher
(`watcher`), which starts Neo4j; the others find it published. A user that ends, however it ends,
loses its lease; the watcher that finds no lease left ends Neo4j.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from graph_catalog.local_store import bolt, faults, locks, password, private
from graph_catalog.local_store.cache import Cache
from graph_catalog.local_store.data_directory import Child, DataDirectory
from graph_catalog.local_store.disk import ROOM_TO_START, Disk
from graph_catalog.local_store.jars import NEO4J_VERSION
from graph_catalog.local_store.launch import Memory, java

_POLL_SECONDS = 0.02
_DYING_SECONDS = 3.0
_WAIT_SECONDS = 240.0
_STOP_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class StoreConnection:
    """How to reach a running local store over Bolt."""

    uri: str
    user: str
    password: str = field(repr=False)
    version: str = NEO4J_VERSION


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a store runs on a data directory, as which process, and where its Bolt is."""

    is_running: bool
    pid: int | None = None
    uri: str | None = None
    version: str = NEO4J_VERSION


class LocalStore:
    """A user's share in the Neo4j of one data directory. Its calls block; they are thread-safe.

    `acquire` takes the share and `release` gives it back; as a context manager it does both. When
    the store has died under its users, `ensure` starts it again; the new one has another port.
    """

    def __init__(
        self, data: Path, *, memory: Memory | None = None, cache: Cache | None = None
    ) -> None:
        self._directory = DataDirectory(data.expanduser().resolve())
        self._memory = memory or Memory()
        self._cache = cache or Cache.of_environment()
        self._lease: IO[bytes] | None = None
        self._mutex = threading.Lock()
        _STORES.add(self)

    def acquire(self) -> StoreConnection:
        """Take a share: start Neo4j, or find it running; what a dead one left behind is healed.

        Raises:
            LocalStoreError: what stands against it, and what to do; no share is held then.
        """
        if sys.platform != "linux":
            raise faults.wrong_platform(sys.platform)
        with self._mutex, _in_sentences(self._directory):
            if self._lease is None:
                self._directory.claim()
                self._lease = locks.shared(self._directory.users_lock, limit=_WAIT_SECONDS)
            try:
                return self._connection()
            except BaseException:
                self._drop_lease()
                raise

    def ensure(self) -> StoreConnection:
        """Return the connection that holds now; Neo4j is started anew if it has died.

        Raises:
            LocalStoreError: as `acquire` does, but the share is kept, so that a later call may do.
        """
        with self._mutex, _in_sentences(self._directory):
            return self._connection()

    def restart(self, failed: StoreConnection, *, only_if_silent: bool = False) -> StoreConnection:
        """Start the Neo4j of a connection anew, which has given up; once for all users of the directory.

        `only_if_silent`: not where it answers a handshake, for then it does not hang.

        Raises:
            LocalStoreError: as `acquire` does, but the share is kept.
        """
        with self._mutex, _in_sentences(self._directory):
            with locks.exclusive(self._directory.start_lock, limit=_WAIT_SECONDS):
                self._want_room()
                child = self._directory.child()
                if (
                    child is not None
                    and _uri(child) == failed.uri
                    and not (only_if_silent and bolt.speaks(child.port))
                ):
                    os.kill(child.watcher, signal.SIGTERM)
                    locks.exclusive(self._directory.watcher_lock, limit=_STOP_SECONDS).close()
            return self._connection()

    def release(self) -> None:
        """Give the share back. Neo4j ends within a third of a second of the last release."""
        with self._mutex:
            self._drop_lease()

    def __enter__(self) -> StoreConnection:
        return self.acquire()

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.release()

    def _connection(self) -> StoreConnection:
        with locks.exclusive(self._directory.start_lock, limit=_WAIT_SECONDS):
            child = self._running() or self._await_the_last() or self._start()
            return StoreConnection(_uri(child), password.USER, self._directory.password())

    def _running(self) -> Child | None:
        child = self._directory.child()
        return child if child and bolt.answers(child.port) else None

    def _await_the_last(self) -> Child | None:
        """Wait for a watcher that is there: it is ending, or starting for a user that is gone.

        Then for a Neo4j whose watcher was killed; the kernel kills it: one that stays is not ours.
        """
        end = time.monotonic() + _WAIT_SECONDS
        with self._directory.watcher_lock.open("ab") as lock:
            while not locks.is_free(lock):
                if child := self._running():
                    return child
                if time.monotonic() > end:
                    raise TimeoutError
                time.sleep(_POLL_SECONDS)
        end = time.monotonic() + _DYING_SECONDS
        while pid := locks.java_holder(self._directory.neo4j_lock):
            if time.monotonic() > end:
                raise faults.held_by_another(self._directory.path, pid)
            time.sleep(_POLL_SECONDS)
        return None

    def _start(self) -> Child:
        if not self._cache.is_filled():
            missing = f"Neo4j {NEO4J_VERSION}"
            raise faults.not_installed(missing)
        java()
        self._want_room()
        self._directory.password()
        logged = self._directory.log_size()
        watcher = self._launch_watcher()
        while watcher.poll() is None:
            if child := self._directory.child():
                # Once more: locks and logs were made by this process, whose umask is its user's affair.
                private.keep_private(self._directory.path)
                # Reaps the watcher, should it end before this process.
                threading.Thread(target=watcher.wait, daemon=True).start()
                return child
            time.sleep(_POLL_SECONDS)
        said = self._directory.watcher_log.read_text(errors="replace")
        raise faults.of_log(said + self._directory.logged_since(logged), self._directory.path)

    def _launch_watcher(self) -> subprocess.Popen[bytes]:
        arguments = (self._directory.path, self._cache.root)
        memory = (self._memory.heap, self._memory.page_cache)
        with self._directory.watcher_log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "graph_catalog.local_store.watcher", *arguments, *memory],
                cwd=Path(__file__).parents[2],  # where the package lies, installed or not
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=private.UMASK,
            )

    def _want_room(self) -> None:
        if Disk(self._directory.path, ROOM_TO_START).shortage() is not None:
            raise faults.disk_full(self._directory.path)

    def _drop_lease(self) -> None:
        if self._lease is not None:
            self._lease.close()
            self._lease = None


_STORES: weakref.WeakSet[LocalStore] = weakref.WeakSet()


def _forget_leases() -> None:
    # A forked child shares its parent's open files: it would hold the lease after the parent.
    for store in _STORES:
        store._drop_lease()  # noqa: SLF001


os.register_at_fork(after_in_child=_forget_leases)


def status(data: Path) -> Status:
    """Tell whether a store runs on `data`; nothing is started, taken or made.

    Raises:
        LocalStoreError: the directory cannot be read.
    """
    directory = DataDirectory(data.expanduser().resolve())
    with _in_sentences(directory):
        child = directory.child()
    if child is None:
        return Status(is_running=False)
    return Status(is_running=True, pid=child.pid, uri=_uri(child))


def stop(data: Path) -> bool:
    """End the store on `data`, even under its users; False when none was running.

    Raises:
        LocalStoreError: the directory cannot be read, or the store did not end in time.
    """
    directory = DataDirectory(data.expanduser().resolve())
    with _in_sentences(directory):
        child = directory.child()
        if child is None:
            return False
        os.kill(child.watcher, signal.SIGTERM)
        locks.exclusive(directory.watcher_lock, limit=_STOP_SECONDS).close()
    return True


@contextmanager
def _in_sentences(directory: DataDirectory) -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise faults.busy(directory.path) from None
    except OSError as fault:
        raise faults.of_system(fault, directory.path) from None


def _uri(child: Child) -> str:
    return f"bolt://127.0.0.1:{child.port}"
