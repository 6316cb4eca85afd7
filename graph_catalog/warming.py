"""Plans before they are needed: the store takes up to seconds for the first of each question.

What is asked first stands by name, and `/readyz` waits for it; all else is planned after that.
"""

import asyncio
import functools
import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import compress
from typing import Final

from graph_catalog.errors import CatalogError
from graph_catalog.graph.engine import Engine, Transaction
from graph_catalog.graph.query import Variant
from graph_catalog.graph.read_scope import PROGRAM_SCOPE

_log = logging.getLogger(__name__)
FIRST_READS: Final = (
    ("audit/head", Variant()),
    ("entity/page", Variant(kind="dataset", is_filtered=False)),
    ("relation/dataset_provider", Variant()),
)
"""What the question to begin with reads (`cli.serving`)."""
FIRST_CHANGES: Final = frozenset(
    {
        "audit/append",
        "audit/lock_head",
        "audit/replayed",
        "record/collecting",
        "entity/by_keys",
        "entity/current",
        "entity/register",
        "entity/revise",
        "entries/around",
        "entries/namesakes",
        "record/entries_of_fields",
        "record/facts",
        "record/add_facts",
        "record/supersede",
        "entries/fields_of",
        "entries/provided",
        "entries/units",
        "entries/names",
        "record/namesakes",
        "record/things",
        "rulings/in_force",
        "agreements/stranded",
        "alignment/embed",
        "alignment/record",
    }
)
"""What the first unit, system and entry that are registered or revised ask of the store, and their answers."""
ASKED_SOON: Final = ("collection/", "lineage/questions/", "rules/", "search/")
"""Folders of the questions that people come for: verdict, findings, lineage."""
_AT_ONCE: Final = 2
"""Plans at the same time: others want the store, too."""
_AGAIN: Final = 1.0
"""Seconds."""
_WITH_NOTHING: Final = 10.0
"""Seconds that running with nothing may take: somebody else may hold the lock of all writers."""


class _UndoneError(Exception):
    """Ends a change that was made to be undone."""


class Warming:
    """The planning of a server that has begun."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_begun = False
        self._warmed: int | None = None
        """After which start of the store what is asked first was planned."""
        self.is_done = asyncio.Event()
        """Set when everything was planned for the first time."""

    def begin(self) -> None:
        """Be cold until what is asked first is planned; a server that does not plan is never cold."""
        self._is_begun = True

    @property
    def is_cold(self) -> bool:
        """Whether the first questions and changes would wait for their plans."""
        return self._is_begun and self._warmed != self._engine.line.renewals

    async def run(self) -> None:
        """Plan what is asked first, then all else, whenever the store was started anew."""
        while True:
            renewals = self._engine.line.renewals
            if self._warmed != renewals and await self._plan(first(self._engine)):
                await self._run_with_nothing()
                self._warmed = renewals
                soon, later = self._after_first()
                await self._plan_some(soon)
                await self._plan_some(later, rests=True)
                self.is_done.set()
            await asyncio.sleep(_AGAIN)

    def _after_first(self) -> tuple[Iterator[tuple[str, Variant]], Iterator[tuple[str, Variant]]]:
        """Return what people come for, and all else: lists of the past, above all, are long and rarely asked."""
        known = set(first(self._engine))
        texts = [text for text in _usual(self._engine, self._engine.names) if text not in known]
        texts.sort(key=self._length)
        are_soon = [name.startswith(ASKED_SOON) for name, _ in texts]
        are_later = [not is_soon for is_soon in are_soon]
        return compress(texts, are_soon), compress(texts, are_later)

    def _length(self, text: tuple[str, Variant]) -> int:
        name, variant = text
        return len(self._engine.query(name).at(variant))

    async def _run_with_nothing(self) -> None:
        """Run the first changes on nothing, and undo it: what is planned is not compiled yet."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_WITH_NOTHING):
                for name in sorted(FIRST_CHANGES):
                    blanks = self._engine.query(name).blanks()
                    # Some make no sense of nothing; what they run on their way is warm all the same.
                    with suppress(CatalogError, _UndoneError):
                        await self._engine.write(
                            "warming up",
                            PROGRAM_SCOPE,
                            functools.partial(_run_and_undo, name, blanks),
                        )

    async def _plan(self, texts: Iterable[tuple[str, Variant]]) -> bool:
        """Have the store plan some texts; return whether it has planned all of them."""
        left = iter(texts)
        return all(await asyncio.gather(*(self._plan_some(left) for _ in range(_AT_ONCE))))

    async def _plan_some(self, left: Iterator[tuple[str, Variant]], *, rests: bool = False) -> bool:
        """Plan one after the other; who rests leaves the store to others after each for as long again."""
        are_planned = True
        for name, variant in left:
            await self._engine.plans.unasked()
            began = time.monotonic()
            try:
                await self._engine.explain(name, variant)
            except CatalogError as problem:
                _log.warning("no plan for %s: %s", name, problem)
                are_planned = False
            if rests:
                await asyncio.sleep(time.monotonic() - began)
        return are_planned


async def _run_and_undo(name: str, blanks: Mapping[str, object], transaction: Transaction) -> None:
    await transaction.run(name, **blanks)
    raise _UndoneError


def first(engine: Engine) -> list[tuple[str, Variant]]:
    """Return the texts that are asked first."""
    return [*FIRST_READS, *_usual(engine, sorted(FIRST_CHANGES))]


def _usual(engine: Engine, names: Iterable[str]) -> list[tuple[str, Variant]]:
    return [(name, variant) for name in names for variant in engine.query(name).usual]
