"""What a server does by the way, on its own account."""

import asyncio
import logging
from pathlib import Path
from typing import Final

from graph_catalog.alignment import spellings
from graph_catalog.entries import organisation
from graph_catalog.errors import CatalogError
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import PROGRAM
from graph_catalog.identity.tokens import Tokens
from graph_catalog.record import audit_log, change
from graph_catalog.record.audit import anchors
from graph_catalog.record.audit.anchors import AnchorLostError

_log = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 30.0
"""Seconds after which it is looked again whether the units of tokens are in the catalog."""
_BETWEEN_WATCHES: Final = 5.0
"""Seconds after which it is looked again whether anything can be written, and whether changes left anything."""
_SOON: Final = 1.0
"""The same while there are tokens of units that are not: they may be registered any time."""


async def watch_units(engine: Engine, tokens: Tokens) -> None:
    """Keep `tokens` told which units the catalog has, for as long as the server runs."""
    while True:
        try:
            tokens.units_are(await organisation.known_units(engine))
        except CatalogError as problem:
            _log.warning("the units of the tokens are not looked up: %s", problem)
        await asyncio.sleep(_SOON if tokens.has_unknown_units else _BETWEEN_LOOKS)


async def watch_store(engine: Engine, data: Path) -> None:
    """Log when nothing can be written for want of disk space or by wrong clocks, and when it can again.

    Each look asks the store something, by which one that has failed is found and started again, though nobody asks.
    """
    before: str | None = None
    while True:
        try:
            skew = await change.skew(engine)
            against: CatalogError | None = engine.shortage() or skew
        except CatalogError as problem:
            against = problem
        now = None if against is None else type(against).__name__
        if against is not None and now != before:
            _log.error("nothing is written now: %s (data: %s)", against, data)
        if against is None and before is not None:
            _log.warning("changes are taken again")
        before = now
        await asyncio.sleep(_BETWEEN_WATCHES)


async def finish_changes(engine: Engine, may_begin: asyncio.Event) -> None:
    """Do what changes leave for later, whoever made them: names get vectors, refusals that were set aside their entry."""
    await may_begin.wait()
    while True:
        try:
            await audit_log.file_set_aside(engine)
            await spellings.catch_up(engine)
        except CatalogError as problem:
            _log.warning("new names have no vectors yet: %s", problem)
        await asyncio.sleep(_BETWEEN_WATCHES)


async def keep_anchoring(engine: Engine, path: Path, every: float) -> None:
    """Append the head of the audit log to a file, every so many seconds, for as long as the server runs."""
    while True:
        try:
            await anchors.append(engine, PROGRAM, path)
        except AnchorLostError as lost:
            _log.error(
                "the audit log was cut or rewritten: entry %s is not in it as %s has it; "
                "run graph-catalog audit verify --anchors %s",
                lost,
                path,
                path,
            )
        except CatalogError as problem:
            _log.error("the head of the audit log is not anchored: %s", problem)
        await asyncio.sleep(every)
