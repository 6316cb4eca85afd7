"""Opening a catalog: find or start its store, connect, check and migrate, and close all of it again.

The one way in for the server, the command line and the tests.
"""

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

import neo4j

from graph_catalog import embedding, local_store
from graph_catalog.errors import DiskFullError, StoreBusyError, StoreUnavailableError
from graph_catalog.graph import migrations, queries
from graph_catalog.graph.connection import Address, connect
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.line import Recover
from graph_catalog.graph.query import Variant
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.local_store import Cache, Disk, LocalStore, Memory, StoreConnection, faults
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.model import place_table
from graph_catalog.settings import Settings

_log = logging.getLogger(__name__)
_START_DEADLINE: Final = 120.0
"""Seconds for each question of a start: their plans are cold, and the machine may be busy starting other things."""
_HANGS_AFTER: Final = 60.0
"""Seconds after which a store that ran already when it was opened, and says nothing, is said to hang."""
_AGAIN: Final = 1.0
"""Seconds until it is tried again to reach a store that is starting."""
_BETWEEN_RESTARTS: Final = 30.0
"""Seconds: what fails again at once is not mended by starting it again and again."""


@asynccontextmanager
async def open_engine(
    settings: Settings,
    *,
    first: Iterable[tuple[str, Variant]] = (),
    progress: Callable[[str], None] = lambda _: None,
    is_test: bool = False,
) -> AsyncIterator[Engine]:
    """Open the engine of the store that the settings name, brought to this release's format.

    Raises `LexiconError`, `StoreUnavailableError`, `UnfitStoreError` or `LocalStoreError`, having changed nothing.
    `first` are the questions that will be asked first: planned meanwhile, for a cold plan takes up to a second.
    `is_test` marks an empty store as one that tests may wipe.
    """
    lexicon.use(settings.lexicon)
    place_table.use(settings.places)
    embedding.use(settings.cache)
    async with AsyncExitStack() as stack:
        recover: Recover | None = None
        ran = False
        shortage: Callable[[], DiskFullError | None] = _unknown
        if settings.neo4j_uri is None:
            store = LocalStore(
                settings.data,
                memory=Memory(settings.store_heap, settings.store_pagecache),
                cache=Cache(settings.cache),
            )
            ran = local_store.status(settings.data).is_running
            # In a thread: starting takes seconds, and waits for locks.
            connection = await asyncio.to_thread(store.acquire)
            stack.push_async_callback(asyncio.to_thread, store.release)
            address = _local(connection)
            disk = Disk(settings.data, settings.disk_floor)
            recover, shortage = _Recovery(store, connection, disk), disk.shortage
        else:
            address = Address(
                settings.neo4j_uri,
                settings.neo4j_user,
                settings.neo4j_password or "",
                settings.neo4j_database,
            )
        engine = Engine(
            await (
                connect(address)
                if recover is None
                else _connect_to_own(address, settings.data, ran=ran)
            ),
            queries.load(queries.root()),
            database=address.database,
            read_deadline=max(settings.query_deadline, _START_DEADLINE),
            recover=recover,
            shortage=shortage,
            clock_bound=settings.clock_bound,
        )
        await stack.enter_async_context(engine)
        planning = asyncio.gather(
            *(engine.explain(name, variant) for name, variant in first),
            return_exceptions=True,  # an empty store has no index to plan with
        )
        try:
            await migrations.migrate(engine, queries.root(), progress=progress, is_test=is_test)
        finally:
            await planning
        engine.secret = (await engine.read("store/secret", PROGRAM_SCOPE))["secret"]
        engine.read_deadline = settings.query_deadline
        yield engine


async def _connect_to_own(address: Address, data: Path, *, ran: bool) -> neo4j.AsyncDriver:
    """Connect to a store that has said that it listens: on a busy machine it may be long before it answers.

    One that `ran` before has answered somebody: it hangs where it does not any more.
    """
    patience = _HANGS_AFTER if ran else _START_DEADLINE
    until = time.monotonic() + patience
    while True:
        try:
            return await connect(address)
        except (StoreUnavailableError, StoreBusyError) as problem:
            if time.monotonic() > until:
                raise faults.hangs(data, patience) from problem
        await asyncio.sleep(_AGAIN)


def _unknown() -> None:
    """Say nothing of the disk of a Neo4j of its own: no Neo4j tells over Bolt how much room it has."""


class _Recovery:
    """Sees that a local store runs: one that has died is started, one that has failed started anew, where there is room.

    It has another port then; where it has not, its driver finds it again by itself.
    """

    def __init__(self, store: LocalStore, connection: StoreConnection, disk: Disk) -> None:
        self._store = store
        self._connection = connection
        self._disk = disk
        self._restarted = -math.inf

    async def __call__(
        self, *, has_failed: bool, is_silent: bool = False
    ) -> neo4j.AsyncDriver | None:
        """Return a driver for the store where it has another address by now."""
        if has_failed or is_silent:
            await self._restart(only_if_silent=not has_failed)
        connection = await asyncio.to_thread(self._store.ensure)
        if connection == self._connection:
            return None
        driver = await connect(_local(connection))
        self._connection = connection
        return driver

    async def _restart(self, *, only_if_silent: bool) -> None:
        if (shortage := self._disk.shortage()) is not None:
            raise shortage
        if time.monotonic() < self._restarted + _BETWEEN_RESTARTS:
            return
        what = "hangs" if only_if_silent else "has failed"
        _log.warning("the store of %s %s; it is started again", self._disk.path, what)
        await asyncio.to_thread(
            self._store.restart, self._connection, only_if_silent=only_if_silent
        )
        self._restarted = time.monotonic()


def _local(connection: StoreConnection) -> Address:
    return Address(connection.uri, connection.user, connection.password)
