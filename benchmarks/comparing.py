"""HTTP against raw Bolt, in turn, so that whatever else the machine does meets both."""

import dataclasses
import time
from collections.abc import Sequence
from operator import itemgetter
from statistics import median, quantiles
from typing import Any, Final

import httpx
import neo4j
import orjson

from benchmarks.questions import Question
from benchmarks.reads import Recording, RecordingDriver
from benchmarks.server import Server, body

_WARM_UP: Final = 5
_FEWEST: Final = 3
_SECONDS: Final = 8.0
"""A slow question gets fewer rounds, that the run may end; how many stands on the page."""


class UnansweredError(Exception):
    """A question had no answer: its title, and what was said instead."""


@dataclasses.dataclass(frozen=True)
class Spread:
    """Measurements: their median and quartiles."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        """Return the median."""
        return median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Return the first and the third quartile."""
        if len(self.values) < 2:
            return self.median, self.median
        low, _, high = quantiles(self.values, n=4, method="inclusive")
        return low, high


@dataclasses.dataclass(frozen=True)
class Comparison:
    """What a question took over HTTP and over raw Bolt, in seconds, pair by pair."""

    question: Question
    answer: Any
    answer_bytes: int
    recording: Recording
    http: Spread
    bolt: Spread
    read_seconds: Sequence[float]
    """Of each read, in the last round over Bolt."""

    @property
    def slowest(self) -> tuple[str, float]:
        """Return the read that took longest, and its part of the time of all."""
        seconds, read = max(
            zip(self.read_seconds, self.recording.reads, strict=True), key=itemgetter(0)
        )
        return read.name, seconds / sum(self.read_seconds)

    @property
    def ratio(self) -> Spread:
        """Return HTTP by Bolt, pair by pair."""
        return Spread([a / b for a, b in zip(self.http.values, self.bolt.values, strict=True)])


async def record(
    client: httpx.AsyncClient, driver: RecordingDriver, question: Question
) -> Recording:
    """Ask in process, and return what was read."""
    driver.take()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {question.token}"}
    answer = await client.post(
        "/graphql", content=body(question.query, question.variables), headers=headers
    )
    _data(question, answer.content)
    return driver.take()


async def compare(
    server: Server,
    driver: neo4j.AsyncDriver,
    question: Question,
    recording: Recording,
    rounds: int,
) -> Comparison:
    """Ask over HTTP and read over Bolt in turn, now the one first, now the other."""
    request = body(question.query, question.variables)

    def over_http() -> float:
        server.refresh()
        began = time.perf_counter()
        orjson.loads(server.post(request, question.token))
        return time.perf_counter() - began

    async def over_bolt() -> float:
        began = time.perf_counter()
        await recording.replay(driver)
        return time.perf_counter() - began

    began = time.perf_counter()
    for number in range(_WARM_UP):
        if number == 0 or time.perf_counter() - began < _SECONDS / 2:
            over_http()
            await over_bolt()
    http, bolt = [], []
    began = time.perf_counter()
    for number in range(rounds):
        if number >= _FEWEST and time.perf_counter() - began > _SECONDS:
            break
        if number % 2:
            bolt.append(await over_bolt())
        http.append(over_http())
        if not number % 2:
            bolt.append(await over_bolt())
    server.refresh()
    answered = server.post(request, question.token)
    answer = _data(question, answered)
    return Comparison(
        question,
        answer,
        len(answered),
        recording,
        Spread(http),
        Spread(bolt),
        await recording.replay(driver),
    )


def _data(question: Question, answered: bytes) -> Any:
    """Return an answer's data; whoever measures refusals measures nothing."""
    answer = orjson.loads(answered)
    if "errors" in answer or not all(answer["data"].values()):
        raise UnansweredError(question.title, answered[:300].decode(errors="replace"))
    return answer["data"]
