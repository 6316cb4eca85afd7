"""A change under way: what somebody sets out to do, what it has written so far, and what came of it."""

import asyncio
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from graph_catalog.errors import ClockSkewError
from graph_catalog.graph.engine import Engine, Row, Transaction
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import PROGRAM, Viewer
from graph_catalog.model.canonical import canonical
from graph_catalog.model.clocks import Clocks
from graph_catalog.model.refusals import Refusal
from graph_catalog.record.written import Written

LONGEST_WAIT: Final = 15.0
"""Seconds that a change waits for those before it; who waits longer is told (`CatalogBusy`), not left alone."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What an accepted change did: the key of its subject and what the caller should know."""

    subject: str
    warnings: tuple[str, ...] = ()
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)
    changed: bool = True


@dataclasses.dataclass(frozen=True)
class Committed:
    """An outcome with the revision that records it."""

    subject: str
    revision: int
    warnings: tuple[str, ...] = ()
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Change:
    """A change under way: its revision and instant, named Cypher inside its transaction, and what it has written."""

    transaction: Transaction
    viewer: Viewer
    revision: int
    at: dt.datetime
    written: Written = dataclasses.field(default_factory=Written)
    foreseen: object = None
    """What was worked out before the lock was taken (`foresee`): whoever did so takes it up again."""
    is_repeated: bool = False
    """It was done before under its idempotency key: what it is about may not be as it was, by its own doing."""

    async def run(self, name: str, **params: object) -> Row:
        """Run a named file inside the change."""
        return await self.transaction.run(name, **params)


class LockedOutError(Exception):
    """Somebody else has been writing all the time that a change may wait for: an import, mostly."""


async def foresee(engine: Engine, viewer: Viewer, foresight: "Foresight | None") -> object:
    """Read the names of a wide change before the lock on the record is taken: thousands take seconds, in which others write.

    What they write meanwhile may make some of it useless; that is then read again.
    """
    if foresight is None:
        return None

    async def look(transaction: Transaction) -> object:
        head = await transaction.run("audit/head")
        revision, now = int(head["head_revision"]) + 1, _instant(head["now"])
        transaction.offered |= {"revision": revision, "now": now}
        return await foresight(Change(transaction, viewer, revision, now))

    return await engine.write("looking ahead", viewer, look)


async def begin(
    engine: Engine,
    viewer: Viewer,
    transaction: Transaction,
    foreseen: object = None,
) -> tuple[Row, Change]:
    """Take the one lock of all writers; return the head of the record, and a change dated after it.

    Raises `LockedOutError` where somebody else holds the lock for long, and `ClockSkewError` where the clocks do not
    agree well enough to date it.
    """
    before = engine.clock()
    try:
        # What the program does by itself waits: nobody would do it again.
        async with asyncio.timeout(None if viewer is PROGRAM else LONGEST_WAIT):
            head = await transaction.run("audit/lock_head")
    except TimeoutError:
        raise LockedOutError from None
    clocks = Clocks(before, engine.clock(), _instant(head["now"]), _instant(head["revision_at"]))
    dated = clocks
    if engine.dated_by is not None:
        dated = dataclasses.replace(clocks, store=min(engine.dated_by(), clocks.store))
    if (skew := clocks.skew(engine.clock_bound)) is not None:
        raise skew
    revision, at = int(head["revision"]) + 1, dated.date()
    transaction.offered |= {"revision": revision, "now": at}
    return head, Change(transaction, viewer, revision, at, foreseen=foreseen)


async def clocks(engine: Engine) -> Clocks:
    """Look what the clocks say now, by which a change would be dated."""
    before = engine.clock()
    row = await engine.read("audit/head", PROGRAM_SCOPE)
    return Clocks(before, engine.clock(), _instant(row["now"]), _instant(row["head_at"]))


async def skew(engine: Engine) -> ClockSkewError | None:
    """Say which clocks are too far apart for a change to be dated; None where none are."""
    return (await clocks(engine)).skew(engine.clock_bound)


def _instant(stored: Any) -> dt.datetime:  # noqa: ANN401  # the driver's own type
    at: dt.datetime = stored.to_native()
    return at.astimezone(dt.UTC)


@dataclasses.dataclass(frozen=True)
class Intent:
    """What somebody sets out to do: the operation's name, its input, and the idempotency key they gave."""

    operation: str
    given: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    idempotency_key: str | None = None

    @property
    def input_hash(self) -> str:
        """Hash of the canonical input, to tell a repetition from another change under the same key."""
        return hashlib.sha256(canonical(dict(self.given)).encode()).hexdigest()


Work = Callable[[Change], Awaitable[Outcome | Refusal]]
Admit = Callable[[Change], Awaitable[Refusal | None]]
"""Says why somebody may not do a change at all; asked before it is looked whether it was done already."""
Foresight = Callable[[Change], Awaitable[object]]
"""Reads the names of a change that will follow; it writes nothing, and returns None where the change will be refused."""
