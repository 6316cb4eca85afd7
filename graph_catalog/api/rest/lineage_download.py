"""`GET /api/v1/lineage/export`: a lineage as a file, for whoever is signed in.

The parameters are those of the question `lineage`, with the same bounds and refusals, and `format`. The file says
inside, and the headers beside it, by which instant and record it was made and whether it is whole.
"""

import asyncio
import dataclasses
import hashlib
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, TypeVar
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graph_catalog.api.transport.admission import Admission, connection_of
from graph_catalog.edge.budget import Budget
from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.edge.metered import operation
from graph_catalog.errors import StoreBusyError, StoreError
from graph_catalog.gql.context import actor
from graph_catalog.gql.lookups import with_as_of_id
from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import preferred, say, speaking
from graph_catalog.lineage import export as lineage_files
from graph_catalog.lineage.export import FORMATS, LineageFormat
from graph_catalog.lineage.pure.projected import LEVEL_OF
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import export as lineage_export
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model import instant
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.instant import InstantError, When
from graph_catalog.model.refusals import InvalidInput, NotFound, NotPermitted, Refusal
from graph_catalog.record import keys, references, snapshots
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint

E = TypeVar("E", bound=Enum)
_PARAMETERS: Final = (
    "id",
    "format",
    "direction",
    "level",
    "depth",
    "maxNodes",
    "asOf",
    "atRevision",
)
_STATUS: Final = {NotFound: 404, NotPermitted: 403}
_NAMED: Final = 60
"""Characters of the start's name in the name of the file."""
_LARGEST: Final = 10**9
_COST: Final = 40.0
"""As a question for the lineage has."""


@dataclasses.dataclass(frozen=True)
class LineageDownload:
    """Answers with a file, or with why not."""

    engine: Engine
    admission: Admission
    budget: Budget = dataclasses.field(default_factory=Budget)

    async def file(self, request: Request) -> Response:
        """Answer 200 with the file, 304 where the client has it, else a typed refusal as JSON."""
        with speaking(preferred(request.headers.get("accept-language", ""))):
            try:
                viewer = self.admission.viewer(request)
                who = actor(viewer, connection_of(request.scope))
                with operation(self.budget, self.engine, who, cost=_COST) as doing:
                    async with self.budget.turn(who):
                        return await doing.do(self._answer(request, viewer))
            except HttpRefusedError as refused:
                code = (refused.error.extensions or {}).get("code")
                body = {"code": code, "message": refused.error.message}
                return _json(body, refused.status, refused.headers)
            except StoreBusyError as busy:
                body = {"code": "CATALOG_BUSY", "message": str(busy)}
                return _json(body, 503, {"Retry-After": "5"})
            except StoreError:
                message = say(
                    zh="图数据库暂时不可用。请稍后重试。", en="The store is away. Try again later."
                )
                body = {"code": "STORE_UNAVAILABLE", "message": message}
                return _json(body, 503, {"Retry-After": "5"})

    async def _answer(self, request: Request, viewer: Viewer) -> Response:
        given = _given(request)
        if isinstance(given, Refusal):
            return _refused(given)
        snapshot = await snapshots.resolve(self.engine, viewer, given.asked)
        if not isinstance(snapshot, Snapshot):
            return _refused(snapshot)
        exported = await lineage_export.export(
            self.engine, viewer, snapshot, given.question, given=given.id
        )
        if isinstance(exported, Refusal):
            return _refused(exported)
        # In a thread: 5,000 nodes take a second, and other requests go on.
        content = await asyncio.to_thread(lineage_files.write, exported, given.wanted)
        return _sent(request, exported, given.wanted, content)


@dataclasses.dataclass(frozen=True)
class _Given:
    """What a request asks for, once that makes sense."""

    id: str
    question: Question
    asked: AsOfPoint
    wanted: LineageFormat


def _given(request: Request) -> _Given | Refusal:
    said: Mapping[str, str] = request.query_params
    unknown = [name for name in said if name not in _PARAMETERS]
    if unknown:
        return _unknown(unknown[0])
    twice = [name for name in said if len(request.query_params.getlist(name)) > 1]
    if twice:
        message = say(zh=f"参数 {twice[0]} 只能出现一次。", en=f"Give {twice[0]} once only.")
        return InvalidInput(message=message, path=[twice[0]])
    named = keys.decode(said.get("id", ""))
    if named is None or named.kind not in LEVEL_OF:
        return references.not_found(said.get("id", ""), ["id"])
    wanted = _one_of(LineageFormat, "format", said.get("format", ""))
    direction = _one_of(LineageDirection, "direction", said.get("direction", "BOTH"))
    level = _one_of(LineageLevel, "level", said.get("level", LEVEL_OF[named.kind].value))
    depth = _number("depth", said.get("depth", "5"))
    max_nodes = _number("maxNodes", said.get("maxNodes", "1000"))
    asked = _asked(said, named)
    for one in (wanted, direction, level, depth, max_nodes, asked):
        if isinstance(one, Refusal):
            return one
    question = Question(named.key, direction, level, depth, max_nodes)  # type: ignore[arg-type]  # no refusal among them
    if refusal := lineage_files.unfit(question, wanted):  # type: ignore[arg-type]  # nor here
        return refusal
    return _Given(said["id"], question, asked, wanted)  # type: ignore[arg-type]  # nor here


def _asked(said: Mapping[str, str], named: GlobalId) -> AsOfPoint | InvalidInput:
    """Return the snapshot; an id that carries some supplies what is not said, and is not to be contradicted."""
    as_of, revision = said.get("asOf"), said.get("atRevision")
    number = None if revision is None else _number("atRevision", revision)
    if isinstance(number, InvalidInput):
        return number
    try:
        return with_as_of_id(
            named, AsOfPoint.written(None if as_of is None else When.read(as_of), number)
        )
    except WrongArgumentError as problem:
        return InvalidInput(message=problem.message)
    except InstantError:
        return InvalidInput(
            message=say(
                zh=f"asOf 的“{as_of:.60}”不是时间。请写作 2026-03-01 或带时区的时间。",
                en=f"asOf {as_of:.60} is no instant. Write 2026-03-01, or a time with its offset.",
            ),
            path=["asOf"],
        )


def _one_of(kind: type[E], name: str, written: str) -> E | InvalidInput:
    try:
        return kind(written)
    except ValueError:
        words = ", ".join(each.value for each in kind)
        return InvalidInput(
            message=say(
                zh=f"{name} 为“{written[:60]}”；可用 {words}。",
                en=f"{name} is {written[:60]!r}; it may be {words}.",
            ),
            path=[name],
        )


def _number(name: str, written: str) -> int | InvalidInput:
    if written.isascii() and written.isdecimal() and int(written[:20]) < _LARGEST:
        return int(written)
    return InvalidInput(
        message=say(
            zh=f"{name} 为“{written[:60]}”；应为整数。",
            en=f"{name} is {written[:60]!r}; it should be a whole number.",
        ),
        path=[name],
    )


def _unknown(name: str) -> InvalidInput:
    words = ", ".join(_PARAMETERS)
    return InvalidInput(
        message=say(
            zh=f"没有参数“{name[:60]}”；可用 {words}。",
            en=f"There is no parameter {name[:60]!r}; there are {words}.",
        ),
        path=[name[:60]],
    )


def _sent(request: Request, exported: Exported, wanted: LineageFormat, content: bytes) -> Response:
    answer, form = exported.answer, FORMATS[wanted]
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    named = "".join(each for each in answer.root.name or "" if each.isalnum())[:_NAMED]
    headers = {
        "ETag": tag,
        "X-Complete": str(answer.complete).lower(),
        "X-As-Of": instant.text(answer.as_of),
        "X-At-Revision": str(answer.revision),
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        # Opened in the browser, the page runs nothing and fetches nothing.
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Content-Disposition": f'attachment; filename="lineage{form.ending}"; '
        f"filename*=UTF-8''{quote(f'血缘-{named}{form.ending}', safe='')}",
    }
    if tag in [each.strip() for each in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=form.media_type)


def _refused(refusal: Refusal) -> Response:
    body = {"code": refusal.code, "message": refusal.message, "path": refusal.path}
    return _json(body, _STATUS.get(type(refusal), 400))


def _json(content: Any, status: int, headers: Mapping[str, str] | None = None) -> Response:  # noqa: ANN401  # any JSON
    return Response(orjson.dumps(content), status, headers, "application/json")
