"""The line to the store: a driver that may be replaced, once for all who noticed, and disturbing nobody.

A driver whose store is gone is let go, not closed: whoever still uses it ends by itself, and who is the last closes it.
"""

import asyncio
import contextvars
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import neo4j

from graph_catalog import errors

_log = logging.getLogger(__name__)


class Recover(Protocol):
    """What the owner of a store does when it is in trouble."""

    async def __call__(self, *, has_failed: bool) -> neo4j.AsyncDriver | None:
        """See that the store runs, and start it again where it has failed or is gone.

        Return a driver where it has another address by now. Raises `CatalogError`s.
        """


class Line:
    """The driver in use; `recover` is what its owner can do for it, None where it is somebody else's store."""

    def __init__(self, driver: neo4j.AsyncDriver, recover: Recover | None) -> None:
        self._driver = driver
        self._recover = recover
        self._users: Counter[neo4j.AsyncDriver] = Counter()
        self._healing: asyncio.Task[bool] | None = None

    async def close(self) -> None:
        """Give all connections back."""
        if self._healing is not None:
            self._healing.cancel()
            await asyncio.gather(self._healing, return_exceptions=True)
        await self._driver.close()

    @asynccontextmanager
    async def driver(self) -> AsyncIterator[neo4j.AsyncDriver]:
        """Hand out the driver of now, which stays open inside the block."""
        used = self._driver
        self._users[used] += 1
        try:
            yield used
        finally:
            self._users[used] -= 1
            if not self._users[used]:
                del self._users[used]
                if used is not self._driver:
                    await used.close()

    @property
    def now(self) -> neo4j.AsyncDriver:
        """The driver of now, to be told when something goes wrong with it."""
        return self._driver

    async def heal(self, used: neo4j.AsyncDriver, *, has_failed: bool) -> bool:
        """Return whether trying again may help: after `used` met a store that is gone or has failed.

        Many may notice at once, and all wait for one healing, which goes on when they have given up.
        """
        if self._driver is not used:
            return True  # somebody who noticed earlier has done it
        if self._recover is None:
            return not has_failed
        if self._healing is None or self._healing.done():
            # In a context of its own: it heals for everybody, whoever noticed first.
            self._healing = asyncio.create_task(
                self._heal(self._recover, has_failed=has_failed), context=contextvars.Context()
            )
        return await asyncio.shield(self._healing)

    async def _heal(self, recover: Recover, *, has_failed: bool) -> bool:
        try:
            driver = await recover(has_failed=has_failed)
        except errors.CatalogError as problem:
            _log.warning("the store is not to be had again: %s", problem)
            return False
        if driver is not None:
            stale, self._driver = self._driver, driver
            if not self._users[stale]:
                await stale.close()
        return True
