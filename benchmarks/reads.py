"""What a question reads: recorded once, then read again through a plain driver, which is what HTTP is compared with."""

import asyncio
import dataclasses
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import neo4j


@dataclasses.dataclass
class Read:
    """One read of a question: text and parameters as the engine sent them, and the reads that it waited for."""

    name: str
    text: str
    parameters: Mapping[str, Any]
    after: tuple[int, ...]
    is_done: bool = False


@dataclasses.dataclass(frozen=True)
class Recording:
    """The reads of one question in the order in which they began."""

    reads: Sequence[Read]

    @property
    def steps(self) -> int:
        """How many reads wait for each other at the most."""
        steps: list[int] = []
        for read in self.reads:
            steps.append(1 + max((steps[before] for before in read.after), default=0))
        return max(steps)

    async def replay(self, driver: neo4j.AsyncDriver) -> list[float]:
        """Read the same again, what did not wait for each other at once, as it was; return the seconds of each."""
        tasks: list[asyncio.Task[float]] = []
        for read in self.reads:
            before = [tasks[index] for index in read.after]
            tasks.append(asyncio.create_task(_again(driver, read, before)))
        return await asyncio.gather(*tasks)


async def _again(
    driver: neo4j.AsyncDriver, read: Read, before: Sequence[asyncio.Task[float]]
) -> float:
    if before:
        await asyncio.wait(before)
    began = time.perf_counter()
    async with driver.session(database="neo4j", default_access_mode=neo4j.READ_ACCESS) as session:
        result = await session.run(neo4j.Query(read.text), dict(read.parameters))
        record = await result.single()
        dict(record or {})
    return time.perf_counter() - began


class RecordingDriver:
    """Stands before a driver and records the reads that pass."""

    def __init__(self, driver: neo4j.AsyncDriver) -> None:
        self._driver = driver
        self._reads: list[Read] = []

    def session(self, **settings: Any) -> "_RecordingSession":
        """Open a session whose reads are recorded."""
        return _RecordingSession(self._driver.session(**settings), self._reads)

    async def close(self) -> None:
        """Close the driver behind."""
        await self._driver.close()

    def take(self) -> Recording:
        """Return what was read since the last take."""
        taken = Recording(tuple(self._reads))
        self._reads.clear()
        return taken


class _RecordingSession:
    def __init__(self, session: neo4j.AsyncSession, reads: list[Read]) -> None:
        self._session = session
        self._reads = reads
        # By what was answered before it was asked: the siblings of a position are asked at once.
        self._after = tuple(index for index, read in enumerate(reads) if read.is_done)
        self._mine: list[Read] = []

    async def __aenter__(self) -> Self:
        await self._session.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.__aexit__(kind, problem, trace)  # type: ignore[no-untyped-call]  # the driver's
        for read in self._mine:
            read.is_done = True

    async def run(self, query: neo4j.Query, parameters: Mapping[str, Any]) -> neo4j.AsyncResult:
        name = (query.metadata or {}).get("question", "")
        read = Read(name, str(query.text), dict(parameters), self._after)
        self._mine.append(read)
        self._reads.append(read)
        return await self._session.run(query, dict(parameters))
