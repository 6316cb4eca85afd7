"""Plans before they are needed: the store takes up to seconds for the first of each question.

What is asked first stands by name, and `/readyz` waits for it; all else is planned after that.
"""

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

from graph_catalog.errors import CatalogError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.query import Variant

_log = logging.getLogger(__name__)
FIRST_READS: Final = (
    ("audit/head", Variant()),
    ("entity/page", Variant(kind="dataset", is_filtered=False)),
    ("relation/dataset_provider", Variant()),
)
"""What the question to begin with reads (`cli.serving`)."""
FIRST_CHANGES: Final = frozenset(
    {
        "alignment/settle",
        "audit/append",
        "audit/lock_head",
        "audit/replayed",
        "collection/collecting",
        "entity/by_keys",
        "entity/current",
        "entity/register",
        "entity/revise",
        "entry/around",
        "entry/of_fields",
        "fact/on_record",
        "fact/record",
        "fact/supersede",
        "importing/fields_of",
        "reference/namesakes",
        "reference/things",
        "ruling/in_force",
        "source/stranded",
        "spelling/embed",
        "spelling/record",
    }
)
"""What the first unit, system and entry that are registered or revised ask of the store, and their answers."""
_AT_ONCE: Final = 2
"""Plans at the same time: others want the store, too."""
_AGAIN: Final = 1.0
"""Seconds."""


class Warming:
    """The planning of a server that has begun."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.is_cold = False
        """Whether the first questions and changes would wait for their plans; set by who begins."""

    async def run(self) -> None:
        """Plan what is asked first, whatever it takes, then all else once."""
        while not await self._plan(first(self._engine)):  # noqa: ASYNC110  # it waits for a store, which tells of nothing
            await asyncio.sleep(_AGAIN)
        self.is_cold = False
        known = set(first(self._engine))
        # The shortest first: the few long ones, lists of the past, take the store seconds and are rarely asked.
        texts = [text for text in _usual(self._engine, self._engine.names) if text not in known]
        await self._plan(sorted(texts, key=self._length))

    def _length(self, text: tuple[str, Variant]) -> int:
        name, variant = text
        return len(self._engine.query(name).at(variant))

    async def _plan(self, texts: Iterable[tuple[str, Variant]]) -> bool:
        """Have the store plan some texts; return whether it has planned all of them."""
        left = iter(texts)
        return all(await asyncio.gather(*(self._plan_some(left) for _ in range(_AT_ONCE))))

    async def _plan_some(self, left: Iterable[tuple[str, Variant]]) -> bool:
        are_planned = True
        for name, variant in left:
            try:
                await self._engine.explain(name, variant)
            except CatalogError as problem:
                _log.warning("no plan for %s: %s", name, problem)
                are_planned = False
        return are_planned


def first(engine: Engine) -> list[tuple[str, Variant]]:
    """Return the texts that are asked first."""
    return [*FIRST_READS, *_usual(engine, sorted(FIRST_CHANGES))]


def _usual(engine: Engine, names: Iterable[str]) -> list[tuple[str, Variant]]:
    return [(name, variant) for name in names for variant in engine.query(name).usual]
