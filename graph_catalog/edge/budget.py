"""How much one actor may have of the server: operations at once, cost in a sliding window, what stays open.

Pure but for the turns that are waited for. An actor is whoever has signed in, by the token's name; in local mode, where
everybody is the data centre, it is a connection. What is over the budget is refused at once with how long to wait, so
that nobody's queue is another's.
"""

import asyncio
import dataclasses
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from graphql import GraphQLError

from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.language import say

_BUSY: Final = 429


@dataclasses.dataclass(frozen=True)
class Allowance:
    """What one actor may have. Eight writers and a hundred small events a second are 1,100 in ten seconds."""

    operations: int = 40
    """Under way at once, of any kind."""
    cost: float = 3000.0
    """In one window, in units of a small question."""
    window: int = 10
    """Seconds."""
    expensive: int = 8
    """Expensive questions under way or waiting; they are answered one after the other."""
    subscriptions: int = 20
    connections: int = 20
    """Websockets."""
    reads: int = 8
    """Connections to the store at once, of the pool's sixty."""
    writes: int = 4
    """Changes at once; they wait for one another anyway, those of others after these."""
    patience: float = 20.0
    """Seconds that an expensive question waits for its turn."""


_NEXT_TO_NOTHING: Final = 5.0
"""Of cost: what a request takes before it is known what it asks."""
_LONG: Final = 0.005
"""Seconds that an actor may hold the event loop before others go first."""
_LONGEST_REST: Final = 0.2
_ALONE: Final = 0.25
_PRESENT: Final = 1.0
"""Seconds for which somebody who has asked counts as being there."""


Lanes = tuple[asyncio.Semaphore, asyncio.Semaphore]


class _Actor:
    """What one actor has now."""

    def __init__(self, allowance: Allowance) -> None:
        self.operations = self.expensive = self.subscriptions = self.connections = 0
        self.spent: dict[int, float] = {}
        """Cost by the second."""
        self.turn = asyncio.Lock()
        self.lanes = asyncio.Semaphore(allowance.reads), asyncio.Semaphore(allowance.writes)
        """By which reads and writes come to the store."""
        self.held = 0.0
        """Seconds of the event loop since the last rest."""
        self.rests_until = 0.0

    def is_idle(self, since: int) -> bool:
        """Tell whether nothing is known of the actor that matters still."""
        open_ = self.operations + self.expensive + self.subscriptions + self.connections
        return not open_ and all(second <= since for second in self.spent)


class Budget:
    """The budget of a process."""

    LEAST: Final = 0.5
    """What an operation costs before it is known what it asks."""

    def __init__(
        self,
        allowance: Allowance | None = None,
        *,
        expensive_at_once: int = 3,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.allowance = allowance or Allowance()
        self._clock = clock
        self._actors: dict[str, _Actor] = {}
        self._expensive = asyncio.Semaphore(expensive_at_once)
        self._swept = 0
        self._last: tuple[str, float] = "", -math.inf
        self._before: tuple[str, float] = "", -math.inf
        """Who asked last and when, and who did before of all others."""

    @contextmanager
    def operation(self, who: str, cost: float = LEAST) -> Iterator[Lanes]:
        """Count an operation in; yields what its reads and writes of the store share. Raises `HttpRefusedError` (429)."""
        actor = self._actor(who)
        if actor.operations >= self.allowance.operations:
            raise refused(1, _at_once(self.allowance.operations))
        self.charge(who, cost)
        self._see(who)
        with _counted(actor, "operations"):
            yield actor.lanes

    def charge(self, who: str, cost: float) -> None:
        """Take a cost from the window; raises `HttpRefusedError` (429) where it is used up."""
        spent, now = self._actor(who).spent, math.floor(self._clock())
        for second in [each for each in spent if each <= now - self.allowance.window]:
            del spent[second]
        # Whatever an operation costs, it has its chance once nothing else is in the window.
        over = sum(spent.values()) + cost - self.allowance.cost
        if over > 0 and sum(spent.values()) >= _NEXT_TO_NOTHING:
            raise refused(self._wait(spent, over, now), _too_much_in_a_while())
        spent[now] = spent.get(now, 0.0) + cost

    def settle(self, who: str, estimated: float, used: float) -> None:
        """Put what was used in the place of an estimate that was charged."""
        spent, now = self._actor(who).spent, math.floor(self._clock())
        if used > estimated:
            spent[now] = spent.get(now, 0.0) + used - estimated
        cost = max(estimated - used, 0.0)
        for second in sorted(spent, reverse=True):
            given = min(cost, spent[second])
            spent[second] -= given
            cost -= given

    @contextmanager
    def subscription(self, who: str) -> Iterator[None]:
        """Count a subscription in; raises `HttpRefusedError` (429)."""
        actor, most = self._actor(who), self.allowance.subscriptions
        if actor.subscriptions >= most:
            message = say(
                zh=f"同时最多 {most} 个订阅。请先结束其中一个，或改为定时查询。",
                en=f"There may be {most} subscriptions at a time. End one first, or ask now and then.",
            )
            raise refused(self.allowance.window, message)
        with _counted(actor, "subscriptions"):
            yield

    @contextmanager
    def connection(self, who: str) -> Iterator[None]:
        """Count a websocket in; raises `HttpRefusedError` (429)."""
        actor, most = self._actor(who), self.allowance.connections
        if actor.connections >= most:
            message = say(
                zh=f"同时最多 {most} 个 WebSocket 连接", en=f"{most} websockets at a time, no more"
            )
            raise refused(self.allowance.window, message)
        with _counted(actor, "connections"):
            yield

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """Wait until it is the actor's turn for an expensive question; raises `HttpRefusedError` (429)."""
        actor = self._actor(who)
        if actor.expensive >= self.allowance.expensive:
            raise refused(5, _one_after_the_other(self.allowance.expensive))
        with _counted(actor, "expensive"):
            try:
                async with asyncio.timeout(self.allowance.patience) as limit:
                    async with actor.turn, self._expensive:
                        limit.reschedule(None)
                        yield
            except TimeoutError:
                if not limit.expired():
                    raise
                raise refused(5, _one_after_the_other(self.allowance.expensive)) from None

    def rest(self, who: str) -> float:
        """Return for how many seconds an actor leaves the event loop to others."""
        return max(self._actor(who).rests_until - self._clock(), 0.0)

    def took(self, who: str, seconds: float) -> None:
        """Take down for how long an actor has held the event loop; as long as that, others go first.

        Where nobody else is there it is a quarter of that: whoever comes by a new connection is not known yet.
        """
        actor, now = self._actor(who), self._clock()
        actor.held += seconds
        if actor.held > _LONG:
            last = self._before if self._last[0] == who else self._last
            share = _ALONE if last[1] < now - _PRESENT else 1.0
            actor.rests_until = now + min(actor.held * share, _LONGEST_REST)
            actor.held = 0.0

    def _see(self, who: str) -> None:
        if self._last[0] != who:
            self._before = self._last
        self._last = who, self._clock()

    def _wait(self, spent: dict[int, float], over: float, now: int) -> int:
        """Return after how many seconds enough of the window has passed."""
        for second in sorted(spent):
            over -= spent[second]
            if over <= 0:
                return max(second + self.allowance.window - now, 1)
        return self.allowance.window

    def _actor(self, who: str) -> _Actor:
        actor = self._actors.get(who)
        if actor is None:
            self._sweep()
            actor = self._actors[who] = _Actor(self.allowance)
        return actor

    def _sweep(self) -> None:
        """Forget actors that have nothing and have had nothing for a window: in local mode each connection is one."""
        now = math.floor(self._clock())
        if now < self._swept + self.allowance.window:
            return
        self._swept = now
        since = now - self.allowance.window
        self._actors = {who: each for who, each in self._actors.items() if not each.is_idle(since)}

    def __len__(self) -> int:
        """Return of how many actors something is known."""
        return len(self._actors)


@contextmanager
def _counted(actor: _Actor, what: str) -> Iterator[None]:
    setattr(actor, what, getattr(actor, what) + 1)
    try:
        yield
    finally:
        setattr(actor, what, getattr(actor, what) - 1)


def refused(wait: int, message: str) -> HttpRefusedError:
    """Return the refusal of what is over the budget: `CATALOG_BUSY`, with the seconds to wait."""
    error = GraphQLError(message, extensions={"code": "CATALOG_BUSY", "retryAfter": wait})
    return HttpRefusedError(_BUSY, error, {"Retry-After": str(wait)})


def _at_once(most: int) -> str:
    return say(
        zh=f"您同时进行的操作已达 {most} 个。请等待其中之一结束后再试。",
        en=f"You have {most} operations under way. Wait until one ends, then try again.",
    )


def _too_much_in_a_while() -> str:
    return say(
        zh="您在短时间内的查询过多，请按 retryAfter 所示秒数稍后再试。其他人的查询不受影响。",
        en="You have asked for too much in a short while. Try again after retryAfter seconds; others are served meanwhile.",
    )


def _one_after_the_other(most: int) -> str:
    return say(
        zh=f"您的大型查询逐个执行，已有 {most} 个在进行或等待。请稍后再试，或缩小查询范围。",
        en=f"Your large questions are answered one after the other, and {most} are under way or waiting. Try again later, "
        "or ask for less.",
    )
