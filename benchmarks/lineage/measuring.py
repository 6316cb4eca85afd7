"""Our own answers: over HTTP and by the store alone, in turn; reads, plan, bytes, and the verdict."""

import dataclasses
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import httpx
import neo4j

from benchmarks import comparing
from benchmarks.lineage import reference
from benchmarks.lineage.products import Ours
from benchmarks.lineage.question import Times, Traced
from benchmarks.lineage.reference import Estate
from benchmarks.reads import Read, Recording, RecordingDriver

_SECONDS: Final = 15.0
"""A slow question gets fewer requests, that the run may end; how many stands on the page."""
_STARTS_SECONDS: Final = 180.0
"""Likewise fewer starts; they were drawn at random, so those that come first are as good as any."""
_FEWEST: Final = 30
_WARM_UP: Final = 5
_SCANS: Final = ("AllNodesScan", "NodeByLabelScan", "CartesianProduct")


@dataclasses.dataclass(frozen=True)
class Shown:
    """What was measured of one question about a shape."""

    question: Traced
    verdict: str
    nodes: int
    edges: int
    cuts: Sequence[str]
    reads: Sequence[str]
    """Names of all that the store was asked."""
    plan: str
    size: int
    http: Times
    store: Times


@dataclasses.dataclass(frozen=True)
class Start:
    """What was measured of one start in the estate, in seconds."""

    nodes: int
    """Of the right answer, without any limit."""
    http: float
    store: float
    size: int
    verdict: str


@dataclasses.dataclass(frozen=True)
class Stand:
    """All that measuring needs."""

    ours: Ours
    client: httpx.AsyncClient
    recorder: RecordingDriver
    plain: neo4j.Driver
    estate: Estate


async def shape(stand: Stand, question: Traced, most: int) -> Shown:
    """Measure a question about a shape, with `most` requests."""
    recording = await comparing.record(stand.client, stand.recorder, question.of_ours())
    http: list[float] = []
    store: list[float] = []
    began = time.perf_counter()
    for number in range(-_WARM_UP, most):
        if number >= _FEWEST and time.perf_counter() - began > _SECONDS:
            break
        reply = stand.ours.ask(question)
        alone = store_seconds(stand.plain, recording)
        if number >= 0:
            http.append(reply.seconds)
            store.append(alone)
    told = reply.told
    if told is None:
        raise comparing.UnansweredError(question.title, reply.problem)
    return Shown(
        question=question,
        verdict=reference.judge(question, reference.answer(stand.estate, question), told),
        nodes=len(told.hops),
        edges=len(told.edges),
        cuts=told.cuts or (),
        reads=[read.name for read in recording.reads],
        plan=plan(stand.plain, _walks(recording)[0]),
        size=reply.size,
        http=Times(tuple(http)),
        store=Times(tuple(store)),
    )


def starts(estate: Estate, level: str, count: int, seed: int) -> list[Traced]:
    """Draw starts uniformly from the fields, or the datasets, of the estate; the same for the same seed."""
    pool = set(estate.containers) if level == "FIELD" else set(estate.containers.values())
    drawn = random.Random(seed).sample(sorted(pool), count)  # noqa: S311  # a sample, not a secret
    return [Traced("estate", key, level=level) for key in drawn]


async def of_starts(stand: Stand, questions: Sequence[Traced]) -> list[Start]:
    """Measure starts: each is walked once before, so that its part of the store is warm."""
    first = await comparing.record(stand.client, stand.recorder, questions[0].of_ours())
    found: list[Start] = []
    began = time.perf_counter()
    for question in questions:
        if len(found) >= _FEWEST and time.perf_counter() - began > _STARTS_SECONDS:
            break
        found.append(_start(stand, question, _moved(first, question.key)))
    return found


def _start(stand: Stand, question: Traced, recording: Recording) -> Start:
    store_seconds(stand.plain, recording)
    reply = stand.ours.ask(question)
    alone = store_seconds(stand.plain, recording)
    right = reference.answer(stand.estate, question)
    verdict = reference.judge(question, right, reply.told) if reply.told else reply.problem
    return Start(len(right.told.hops), reply.seconds, alone, reply.size, verdict)


def _moved(recording: Recording, key: str) -> Recording:
    """Return the same reads from another start."""
    return Recording(
        [
            dataclasses.replace(read, parameters={**read.parameters, "key": key})
            for read in _walks(recording)
        ]
    )


def store_seconds(driver: neo4j.Driver, recording: Recording) -> float:
    """Walk again through a plain driver, as the engine sent it; return the seconds until the record is a dictionary."""
    began = time.perf_counter()
    for read in _walks(recording):
        with driver.session(database="neo4j", default_access_mode=neo4j.READ_ACCESS) as session:
            dict(session.run(neo4j.Query(read.text), dict(read.parameters)).single(strict=True))
    return time.perf_counter() - began


def plan(driver: neo4j.Driver, read: Read) -> str:
    """Return how a plan walks, and what it scans, if it does."""
    with driver.session(database="neo4j") as session:
        planned = session.run("EXPLAIN " + read.text, dict(read.parameters)).consume().plan
    operators = list(dict.fromkeys(_operators(planned or {})))
    walks = [name for name in operators if name.startswith("VarLengthExpand")]
    scans = [f"**{name}**" for name in operators if name in _SCANS]
    # Downstream is walked ring by ring; the expansion then only leads from a container to its fields.
    rings = ["ring by ring"] if "reduce(walk" in read.text else []
    return ", ".join([*walks, *rings, *scans])


def _walks(recording: Recording) -> list[Read]:
    return [read for read in recording.reads if read.name.startswith("lineage/questions/")]


def _operators(planned: Mapping[str, Any]) -> Iterator[str]:
    yield str(planned.get("operatorType", "")).partition("@")[0]
    for below in planned.get("children", ()):
        yield from _operators(below)
