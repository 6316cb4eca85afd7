"""Whether the record has grown: one poller a process, however many wait for it.

Any number of servers may write, and the record stands in the graph (design §2), so that a server learns of what others
wrote only by looking. It looks while anybody waits, and not otherwise.
"""

import asyncio
import contextvars
import dataclasses
import datetime as dt
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from graph_catalog.errors import StoreError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE

_log = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 1.0
"""Seconds."""
MOST_LISTENERS: Final = 500
"""Of one process."""
_AT_WORK: Final = 4
"""Listeners that look at what has changed at the same time; the others wait their turn, so that questions go first."""


@dataclasses.dataclass(frozen=True)
class Head:
    """Where the record stands."""

    revision: int
    at: dt.datetime
    present: dt.datetime = dataclasses.field(compare=False)
    """When it was looked, by the store's clock; never before the newest revision."""


class HeadWatch:
    """Tells listeners that there is a newer revision."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._head: Head | None = None
        self._moved = asyncio.Event()
        self._poller: asyncio.Task[None] | None = None
        self.listeners = 0
        """How many listen now."""
        self.turn = asyncio.Semaphore(_AT_WORK)
        """To be held while looking at what has changed."""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[bool]:
        """Keep the poller at work; False where too many listen already."""
        if self.listeners >= MOST_LISTENERS:
            yield False
            return
        self.listeners += 1
        if self._poller is None:
            self._head = None
            # In a context of its own: it polls for everybody, not with the share of whoever came first.
            self._poller = asyncio.create_task(self._poll(), context=contextvars.Context())
        try:
            yield True
        finally:
            self.listeners -= 1
            if not self.listeners and self._poller is not None:
                self._poller.cancel()
                self._poller = None

    async def now(self) -> Head:
        """Look where the record stands; raises `StoreError`."""
        row = await self._engine.read("audit/head", PROGRAM_SCOPE)
        at, now = (row[name].to_native().astimezone(dt.UTC) for name in ("head_at", "now"))
        return Head(int(row["head_revision"]), at, max(at, now))

    async def after(self, revision: int) -> Head:
        """Wait until there is a newer revision than that; only while listening."""
        while self._head is None or self._head.revision <= revision:
            await self._moved.wait()
        return self._head

    async def _poll(self) -> None:
        while True:
            try:
                self._tell(await self.now())
            except StoreError as problem:
                _log.warning("the head of the record is not to be read: %s", problem)
            await asyncio.sleep(_BETWEEN_LOOKS)

    def _tell(self, head: Head) -> None:
        if head != self._head:
            self._head = head
            self._moved.set()
            self._moved = asyncio.Event()
