"""The event loop shared by measure: whoever has just held it for long lets the others go before.

What an operation costs is estimated beforehand (`cost`), and estimates err: a document that is refused, variables of a
wrong kind, introspection take their time as well. Here each step of the work, from one wait to the next, is timed.
"""

import asyncio
import time
import types
from collections.abc import Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from graph_catalog.edge.budget import Budget
from graph_catalog.graph.engine import Engine

T = TypeVar("T")


class Meter(Protocol):
    """Says who goes on, and takes down who did."""

    def rest(self, who: str) -> float:
        """Return for how many seconds somebody's work must not go on."""

    def took(self, who: str, seconds: float) -> None:
        """Take down what a step of somebody's took, of the processor's time."""


class Doing:
    """One operation of somebody's that is under way."""

    def __init__(self, meter: Meter, who: str) -> None:
        self._meter, self._who = meter, who

    async def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do work of the operation, metered."""
        return await metered(work, self._meter, self._who)


@contextmanager
def operation(
    budget: Budget, engine: Engine, who: str, *, cost: float = Budget.LEAST
) -> Iterator[Doing]:
    """Count an operation of somebody's in, whichever way it came: its share of the store, and its meter.

    Raises `HttpRefusedError` (429) where they have no budget left.
    """
    with budget.operation(who, cost) as lanes, engine.sharing(*lanes):
        yield Doing(budget, who)


@types.coroutine
def metered(work: Coroutine[Any, Any, T], meter: Meter, who: str) -> Generator[Any, None, T]:
    """Do work as `await work` does, each step timed, and begun no sooner than the meter allows.

    Tasks that the work makes go by themselves: what they do is bounded by the estimate.
    """
    thrown: BaseException | None = None
    while True:
        try:
            while thrown is None and (rest := meter.rest(who)) > 0:
                yield from asyncio.sleep(rest).__await__()
        except BaseException as problem:  # noqa: BLE001  # cancellation above all: it is the work's to handle
            thrown = problem
        began = time.thread_time()
        try:
            waits_for = work.send(None) if thrown is None else work.throw(thrown)
        except StopIteration as ended:
            result: T = ended.value
            return result
        finally:
            meter.took(who, time.thread_time() - began)
        thrown = None
        try:
            yield waits_for
        except BaseException as problem:  # noqa: BLE001  # as above
            thrown = problem
