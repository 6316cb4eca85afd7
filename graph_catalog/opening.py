"""Opening a catalog: find or start its store, connect, check and migrate, and close all of it again.

The one way in for the server, the command line and the tests.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import neo4j

from graph_catalog import embedding
from graph_catalog.graph import migrations, queries
from graph_catalog.graph.connection import Address, connect
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.query import Variant
from graph_catalog.graph.viewpoint import PROGRAM_EYES
from graph_catalog.local_store import Cache, Connection, LocalStore, Memory
from graph_catalog.matching import lexicon
from graph_catalog.settings import Settings


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
    embedding.use(settings.cache)
    async with AsyncExitStack() as stack:
        recover = None
        if settings.neo4j_uri is None:
            store = LocalStore(
                settings.data,
                memory=Memory(settings.store_heap, settings.store_pagecache),
                cache=Cache(settings.cache),
            )
            # In a thread: starting takes seconds, and waits for locks.
            address = _local(await asyncio.to_thread(store.acquire))
            stack.push_async_callback(asyncio.to_thread, store.release)
            recover = partial(_recover, store)
        else:
            address = Address(
                settings.neo4j_uri,
                settings.neo4j_user,
                settings.neo4j_password or "",
                settings.neo4j_database,
            )
        engine = Engine(
            await connect(address),
            queries.load(queries.root()),
            database=address.database,
            read_deadline=settings.query_deadline,
            recover=recover,
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
        engine.secret = (await engine.read("store/secret", PROGRAM_EYES))["secret"]
        yield engine


async def _recover(store: LocalStore) -> neo4j.AsyncDriver:
    """Start a local store anew that has died; it has another port then."""
    return await connect(_local(await asyncio.to_thread(store.ensure)))


def _local(connection: Connection) -> Address:
    return Address(connection.uri, connection.user, connection.password)
