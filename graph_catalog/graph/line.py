"""The line to the store: a driver that may be replaced, once for all who noticed, and disturbing nobody.

A driver whose store is gone is let go, not closed: whoever still uses it ends by itself, and who is the last closes it.
"""

import asyncio
import contextvars
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Protocol

import neo4j

from graph_catalog import errors
from graph_catalog.graph.faults import unresponsive

_log = logging.getLogger(__name__)
_SILENCE: Final = 120.0
"""Seconds through which a store says nothing to anybody, until its owner is told that it hangs for good."""


class Recover(Protocol):
    """What the owner of a store does when it is in trouble."""

    async def __call__(
        self, *, has_failed: bool, is_silent: bool = False
    ) -> neo4j.AsyncDriver | None:
        """See that the store runs, and start it again where it has failed, is gone, or hangs for good.

        Return a driver where it has another address by now. Raises `CatalogError`s.
        """


class Line:
    """The driver in use; `recover` is what its owner can do for it, None where it is somebody else's store."""

    def __init__(self, driver: neo4j.AsyncDriver, recover: Recover | None) -> None:
        self._driver = driver
        self._recover = recover
        self._users: Counter[neo4j.AsyncDriver] = Counter()
        self._healing: asyncio.Task[bool] | None = None
        self._unheard_since: float | None = None
        self.silence = _SILENCE
        self.renewals = 0
        """How many times the store was started anew: it has forgotten its plans each time."""

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
        return await asyncio.shield(self._begin_healing(self._recover, has_failed=has_failed))

    def heard(self) -> None:
        """Note that the store has answered somebody."""
        self._unheard_since = None

    def unheard(self) -> errors.StoreUnavailableError:
        """Note that the store has said nothing within a deadline, not even that it has passed; return what to say of it.

        After long enough it hangs for good, and its owner is asked to start it anew; nobody waits for that.
        """
        now = time.monotonic()
        if self._unheard_since is None:
            self._unheard_since = now
        if self._recover is not None and now >= self._unheard_since + self.silence:
            self._begin_healing(self._recover, is_silent=True)
        return unresponsive()

    def _begin_healing(
        self, recover: Recover, *, has_failed: bool = False, is_silent: bool = False
    ) -> asyncio.Task[bool]:
        if self._healing is None or self._healing.done():
            # In a context of its own: it heals for everybody, whoever noticed first.
            self._healing = asyncio.create_task(
                self._heal(recover, has_failed=has_failed, is_silent=is_silent),
                context=contextvars.Context(),
            )
        return self._healing

    async def _heal(self, recover: Recover, *, has_failed: bool, is_silent: bool) -> bool:
        try:
            driver = await recover(has_failed=has_failed, is_silent=is_silent)
        except errors.CatalogError as problem:
            _log.warning("the store is not to be had again: %s", problem)
            return False
        if driver is not None:
            stale, self._driver = self._driver, driver
            self.renewals += 1
            self._unheard_since = None
            if not self._users[stale]:
                await stale.close()
        return True
