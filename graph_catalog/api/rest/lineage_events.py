"""`POST /api/v1/lineage` and `/batch`: OpenLineage events, as its unmodified clients send them (spec 2-0-2).

One event is answered 201 with what was recorded and what was lost, many with a result each: an event that is refused
never keeps the others out. What a client should send again (the catalog is busy, the store is away) is a 503.
"""

import asyncio
import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final, TypeVar

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from graph_catalog.api.transport.admission import Admission, connection_of
from graph_catalog.edge.budget import Budget
from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.edge.metered import operation
from graph_catalog.errors import (
    ClockSkewError,
    DiskFullError,
    OutcomeUnknownError,
    StoreBusyError,
    StoreError,
    StoreMemoryError,
)
from graph_catalog.gql.context import actor
from graph_catalog.gql.masking import code_of
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import preferred, say, speaking
from graph_catalog.lineage.intake.openlineage import body as event_body
from graph_catalog.lineage.pure.observations import Loss, NameResolver, ReadObservations
from graph_catalog.lineage.recording.recording import RecordedObservations, record_observations
from graph_catalog.model.refusals import CatalogBusy, Conflict, InvalidInput, NotPermitted, Refusal
from graph_catalog.record.change import Intent

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of a body, unpacked: an event of 100,000 edges is some 10 MB."""
_BATCH: Final = 100
"""Events of a batch that are recorded as one change."""
_LARGE: Final = 256 * 1024
"""Bytes of a body from which reading it takes longer than others should wait."""
_BYTES_A_UNIT: Final = 50_000
_Read = TypeVar("_Read")
_BUSY: Final = "CATALOG_BUSY"
_STATUS: Final = {NotPermitted: 403, Conflict: 409, CatalogBusy: 503}
_RETRY: Final = {"Retry-After": "5"}


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who sends events, and whose budget it is."""

    viewer: Viewer
    who: str


@dataclasses.dataclass(frozen=True)
class LineageEvents:
    """Takes events in: reads them, and records what they say by the rules."""

    engine: Engine
    admission: Admission
    place: NameResolver
    budget: Budget = dataclasses.field(default_factory=Budget)

    async def one(self, request: Request) -> Response:
        """Take one event: 201 with what became of it."""
        return await self._speaking(request, self._one)

    async def many(self, request: Request) -> Response:
        """Take an array of events, or one a line: 200 with a result each, also where some were refused."""
        return await self._speaking(request, self._many)

    async def _speaking(
        self, request: Request, answer: Callable[[Caller, bytes], Coroutine[Any, Any, Response]]
    ) -> Response:
        with speaking(preferred(request.headers.get("accept-language", ""))):
            try:
                viewer = self.admission.viewer(request)
                who = actor(viewer, connection_of(request.scope))
                with operation(self.budget, self.engine, who) as doing:
                    caller = Caller(viewer, who)
                    body = await doing.do(self.admission.body(request))
                    self.budget.charge(who, len(body) / _BYTES_A_UNIT)
                    return await doing.do(answer(caller, body))
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is there to read it
            except HttpRefusedError as refused:
                code = (refused.error.extensions or {}).get("code")
                refusal = {"code": code, "message": refused.error.message}
                # Clients of OpenLineage send again what is answered 503, and nothing that is answered 429.
                status = 503 if code == _BUSY else refused.status
                return _json(refusal, status, refused.headers)
            except StoreError as problem:
                return _of_store(problem)

    async def _read(self, caller: Caller, body: bytes, read: Callable[..., _Read]) -> _Read:
        """Read a body; a large one in a thread, those of one sender one after the other."""
        reading = functools.partial(read, body, received=dt.datetime.now(dt.UTC))
        if len(body) < _LARGE:
            return reading()
        async with self.budget.turn(caller.who):
            return await asyncio.to_thread(reading)

    async def _one(self, caller: Caller, body: bytes) -> Response:
        read = await self._read(caller, body, event_body.read_body)
        if isinstance(read, InvalidInput):
            return _refused(read)
        recorded = await self._record(caller.viewer, [read])
        if isinstance(recorded, Refusal):
            return _refused(recorded)
        return _json(
            {
                "revision": recorded.revision,
                "recorded": dict(recorded.counts),
                "losses": _losses([*read.losses, *recorded.losses]),
            },
            201,
        )

    async def _many(self, caller: Caller, body: bytes) -> Response:
        read = await self._read(caller, body, event_body.read_batch)
        if isinstance(read, InvalidInput):
            return _refused(read)
        failed = {index: each for index, each in enumerate(read) if isinstance(each, InvalidInput)}
        fine = [
            (index, each) for index, each in enumerate(read) if isinstance(each, ReadObservations)
        ]
        losses: list[Loss] = [loss for _, each in fine for loss in each.losses]
        refused: dict[int, Refusal] = dict(failed)
        for start in range(0, len(fine), _BATCH):
            batch = fine[start : start + _BATCH]
            recorded = await self._record(caller.viewer, [each for _, each in batch])
            if isinstance(recorded, Refusal):
                refused |= dict.fromkeys((index for index, _ in batch), recorded)
            else:
                losses += recorded.losses
        return _json(_summary(len(read), refused, losses), 200)

    async def _record(
        self, viewer: Viewer, read: Sequence[ReadObservations]
    ) -> RecordedObservations | Refusal:
        observations = [observation for each in read for observation in each.observations]
        intent = Intent("recordLineage", {"events": len(read), "jobs": _jobs(read)})
        return await record_observations(self.engine, viewer, observations, self.place, intent)


def _jobs(read: Sequence[ReadObservations]) -> list[str]:
    jobs = (observation.job for each in read for observation in each.observations)
    return sorted({f"{job.namespace} {job.name}" for job in jobs if job is not None})


def _summary(received: int, refused: dict[int, Refusal], losses: Sequence[Loss]) -> dict[str, Any]:
    """Return the answer to a batch, in the words of the OpenLineage API."""
    retriable = sum(isinstance(each, CatalogBusy) for each in refused.values())
    return {
        "status": "partial_success" if refused else "success",
        "summary": {
            "received": received,
            "successful": received - len(refused),
            "failed": len(refused),
            "retriable": retriable,
            "non_retriable": len(refused) - retriable,
        },
        "failed_events": [
            {
                "index": index,
                "reason": each.message,
                "retriable": isinstance(each, CatalogBusy),
                "code": each.code,
                "path": each.path,
            }
            for index, each in sorted(refused.items())
        ],
        "losses": _losses(losses),
    }


def _of_store(problem: StoreError) -> Response:
    """Return what a client is answered that the store did not do: 503, on which it sends again, where that may help."""
    if isinstance(problem, StoreMemoryError):
        return _json({"code": "TOO_MUCH", "message": str(problem)}, 413)
    if isinstance(problem, StoreBusyError):
        return _json({"code": _BUSY, "message": str(problem)}, 503, _RETRY)
    message = say(
        zh="图数据库暂时不可用，未登记。请稍后重发。",
        en="The store is away; nothing was recorded. Send it again later.",
    )
    if isinstance(problem, (DiskFullError, ClockSkewError)):
        return _json({"code": code_of(problem), "message": str(problem)}, 503, _RETRY)
    if isinstance(problem, OutcomeUnknownError):
        message = str(problem)
    return _json({"code": "STORE_UNAVAILABLE", "message": message}, 503, _RETRY)


def _losses(losses: Sequence[Loss]) -> list[dict[str, str]]:
    return [dataclasses.asdict(loss) for loss in losses]


def _refused(refusal: Refusal) -> Response:
    status = _STATUS.get(type(refusal), 400)
    answer = {"code": refusal.code, "message": refusal.message, "path": refusal.path}
    return _json(answer, status, _RETRY if status == _STATUS[CatalogBusy] else None)


def _json(content: Any, status: int, headers: dict[str, str] | None = None) -> Response:  # noqa: ANN401  # any JSON
    return Response(orjson.dumps(content), status, headers, "application/json")
