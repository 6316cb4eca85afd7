"""Plans that a question waits for: its deadline is for answering, and runs once the store knows how.

The store takes up to seconds for the first plan of a text after its start, and keeps one for each set of types of
parameters. Whoever asks first has it planned, all who ask the same wait for that one planning.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from graph_catalog.errors import CatalogError
from graph_catalog.graph.query import Variant

PATIENCE: Final = 60.0
"""Seconds that a question waits for its plan, beside its deadline."""

Explain = Callable[[str, Variant, Mapping[str, Any]], Awaitable[object]]


class Plans:
    """Which texts the store has planned since it was started."""

    def __init__(self, explain: Explain) -> None:
        self._explain = explain
        self._made: set[tuple[object, ...]] = set()
        self._under_way: dict[tuple[object, ...], asyncio.Task[object]] = {}

    async def wait(
        self, name: str, variant: Variant, arguments: Mapping[str, Any], start: int
    ) -> None:
        """Wait until a text is planned for arguments of these types; `start` is which start of the store counts.

        Where it cannot be planned, or not within `PATIENCE`, the question takes its chance.
        """
        key = (start, name, variant, *map(_type, arguments.values()))
        if key in self._made:
            return
        planning = self._under_way.get(key)
        if planning is None:
            # In a context of its own: it is made for everybody who asks, whoever asked first.
            planning = asyncio.create_task(
                self._plan(key, name, variant, arguments), context=contextvars.Context()
            )
            self._under_way[key] = planning
        await asyncio.wait({planning}, timeout=PATIENCE)

    async def unasked(self) -> None:
        """Wait until nobody waits for a plan: what is planned ahead lets them go first."""
        while self._under_way:
            await asyncio.wait(set(self._under_way.values()))

    async def _plan(
        self,
        key: tuple[object, ...],
        name: str,
        variant: Variant,
        arguments: Mapping[str, Any],
    ) -> None:
        try:
            with suppress(CatalogError):  # whoever asks is told of it, and heals what is gone
                await self._explain(name, variant, arguments)
                self._made.add(key)
        finally:
            del self._under_way[key]


def _type(value: object) -> object:
    """Return the type of an argument, as far as the store tells plans apart by it."""
    if isinstance(value, list | tuple):
        return list, type(value[0]) if value else None
    return type(value)
