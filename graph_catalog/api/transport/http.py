"""GraphQL over HTTP: content types, status codes, sign-in, limits, deadline (graphql.md §1, §4).

Around strawberry's view: what is no well-formed request never reaches it, and every answer, refusals of HTTP too, is
JSON in the shape of a GraphQL answer, in the caller's language.
"""

import asyncio
import dataclasses
import datetime as dt
import functools
import secrets
from json import JSONDecodeError
from typing import Any, Final

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from strawberry.types.unset import UnsetType

from graph_catalog.api.schema import Schema
from graph_catalog.api.transport import playground
from graph_catalog.api.transport.admission import Admission, connection_of
from graph_catalog.api.transport.request import (
    ReadRequest,
    load,
    never_began,
    of_body,
    of_parameters,
)
from graph_catalog.api.transport.websocket import (
    AT_ONCE,
    Strangers,
    TransportHandler,
    authorization,
)
from graph_catalog.edge import negotiation
from graph_catalog.edge.bounded_socket import BoundedSocket
from graph_catalog.edge.budget import Budget
from graph_catalog.edge.door import deny
from graph_catalog.edge.http_refusals import (
    HttpRefusedError,
    ill_formed,
    of_operation,
    only_by_post,
    only_by_websocket,
    too_long,
)
from graph_catalog.edge.metered import Doing, operation
from graph_catalog.gql.context import Context, actor
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.language import preferred, speaking
from graph_catalog.lineage.pure.observations import NameResolver, resolves_nothing
from graph_catalog.record.head_watch import HeadWatch

_STATUS_OF_REQUEST_ERRORS: Final = 400
_TO_SIGN_IN: Final = dt.timedelta(seconds=10)
"""After which a websocket without `connection_init` is closed (4408)."""


@dataclasses.dataclass(frozen=True)
class Serving:
    """How requests are served: who may ask and how much, how long a page, for how long (s), and whose jobs and tables are."""

    admission: Admission = dataclasses.field(default_factory=Admission)
    max_page: int = 100
    deadline: float = 60.0
    budget: Budget = dataclasses.field(default_factory=Budget)
    place: NameResolver = resolves_nothing


_NOBODY: Final = Viewer("", None, frozenset())
"""Who has not signed in yet; nothing is asked before."""


class _GoneError(Exception):
    """The client has gone; nobody waits for an answer."""


class Endpoint(GraphQL[Context, None]):
    """The `/graphql` endpoint: queries and changes by POST, queries by GET, the playground for browsers."""

    request_adapter_class = ReadRequest
    websocket_adapter_class = BoundedSocket
    graphql_transport_ws_handler_class = TransportHandler

    def __init__(self, schema: Schema, engine: Engine, serving: Serving) -> None:
        super().__init__(
            schema,
            graphql_ide="graphiql",
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            max_subscriptions_per_connection=AT_ONCE,
            connection_init_wait_timeout=_TO_SIGN_IN,
        )
        self.largest_message = serving.admission.max_body
        self._engine = engine
        self._serving = serving
        self._watch = HeadWatch(engine)
        self._strangers = Strangers()

    def is_websocket_origin_allowed(self, request: WebSocket, origin: str) -> bool:
        """Let the door have judged: it stands before every route."""
        del request, origin
        return True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request or a websocket in the caller's language."""
        headers = dict(scope["headers"])
        accepted = headers.get(b"accept-language", b"").decode("latin-1")
        with speaking(preferred(accepted)):
            if scope["type"] == "websocket":
                await self._talk(WebSocket(scope, receive=receive, send=send))
                return
            try:
                response = await self._respond(scope, receive)
            except (_GoneError, ClientDisconnect):
                return
            except HttpRefusedError as refused:
                media_type = negotiation.choose(
                    headers.get(b"accept", b"").decode("latin-1"), negotiation.OFFERED
                )
                response = _json(
                    {"errors": [refused.error.formatted]},
                    refused.status,
                    media_type or negotiation.JSON,
                )
                response.headers.update(refused.headers)
            await response(scope, receive, send)

    async def _talk(self, socket: WebSocket) -> None:
        """Serve a websocket; a handshake with a wrong token is refused (401), one without must bring it at once."""
        socket.state.viewer = _NOBODY
        if "authorization" in socket.headers:
            try:
                socket.state.viewer = self._serving.admission.viewer(socket)
            except HttpRefusedError as refused:
                await deny(refused, socket)
                return
        async with self._strangers.one_more():
            await self.run(socket)

    async def on_ws_connect(self, context: Context) -> UnsetType | dict[str, object] | None:
        """Sign in whoever could send no header, as browsers cannot: by `Authorization` in `connection_init`."""
        said = context.authorization or authorization(context.connection_params)
        context.sign_in_again = functools.partial(self._serving.admission.bearer, said)
        try:
            context.viewer = context.sign_in_again()
        except HttpRefusedError:
            raise ConnectionRejectionError from None
        self._strangers.has_signed_in()
        return await super().on_ws_connect(context)

    async def _respond(self, scope: Scope, receive: Receive) -> Response:
        request = Request(scope, receive)
        negotiation.check_method(request)
        media_type = negotiation.negotiated(request)
        if media_type == negotiation.HTML:
            return self._page()
        # The token before the body: strangers are not waited for.
        request.state.viewer = self._serving.admission.viewer(request)
        request.state.media_type = media_type
        who = actor(request.state.viewer, connection_of(scope))
        with operation(self._serving.budget, self._engine, who) as doing:
            await doing.do(self._read(request))
            return await self._answer(request, receive, doing)

    async def _read(self, request: Request) -> None:
        if request.method == "POST":
            request.state.sent = of_body(await self._serving.admission.body(request))
        else:
            request.state.sent = of_parameters(request.query_params)

    async def _answer(self, request: Request, receive: Receive, doing: Doing) -> Response:
        """Answer within the deadline; a client that goes away ends the work."""
        working = asyncio.ensure_future(doing.do(self._run(request)))
        watching = asyncio.ensure_future(_disconnected(receive))
        try:
            done, _ = await asyncio.wait(
                {working, watching},
                timeout=self._serving.deadline,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if working in done:
                return working.result()
            if watching in done:
                raise _GoneError
            raise HttpRefusedError(503, too_long(self._serving.deadline))
        finally:
            for task in (working, watching):
                task.cancel()
            await asyncio.gather(working, watching, return_exceptions=True)

    async def _run(self, request: Request) -> Response:
        try:
            return await self.run(request)
        except HTTPException as refused:
            wrong = refused.__cause__
            if isinstance(wrong, InvalidOperationTypeError):
                if wrong.operation_type is OperationType.SUBSCRIPTION:
                    raise HttpRefusedError(400, only_by_websocket()) from None
                raise HttpRefusedError(405, only_by_post(), {"Allow": "POST"}) from None
            shown = None if wrong is None else of_operation(wrong)
            raise HttpRefusedError(
                refused.status_code, shown or ill_formed(refused.reason)
            ) from None

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """Return what was read of the request before it came to strawberry."""
        assert isinstance(request, ReadRequest)  # noqa: S101  # strawberry makes it of the class above
        return request.sent

    def decode_json(self, data: str | bytes) -> object:
        """Read a message of a websocket; whatever is no JSON is that, however it fails."""
        try:
            return load(data)
        except ValueError:
            message = "no JSON"
            raise JSONDecodeError(message, "", 0) from None

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """Make the request's context."""
        del response
        return Context(
            self._engine,
            request.state.viewer,
            max_page=self._serving.max_page,
            watch=self._watch,
            budget=self._serving.budget,
            connection=connection_of(request.scope),
            authorization=request.headers.get("authorization", ""),
            place=self._serving.place,
        )

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """Carry the negotiated media type to where the answer is made."""
        sub_response = await super().get_sub_response(request)
        sub_response.media_type = request.state.media_type
        return sub_response

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        """Leave `data` out of what failed before execution, as the specification wants."""
        answer = await super().process_result(request, result)
        if isinstance(result, PreExecutionError) or never_began(result):
            answer.pop("data", None)
        return answer

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """Write the answer; orjson here alone, because websocket frames must be text (graphql.md §1.2)."""
        media_type = sub_response.media_type or negotiation.JSON
        failed = "data" not in response_data
        status = _STATUS_OF_REQUEST_ERRORS if failed and media_type == negotiation.GRAPHQL else 200
        wait = _wait(response_data) if failed else None
        response = _json(response_data, status if wait is None else 429, media_type)
        if wait is not None:
            response.headers["Retry-After"] = str(wait)
        response.headers.raw.extend(sub_response.headers.raw)
        return response

    def _page(self) -> Response:
        nonce = secrets.token_urlsafe(16)
        return HTMLResponse(
            playground.page(nonce), headers={"Content-Security-Policy": playground.policy(nonce)}
        )


def _wait(answer: GraphQLHTTPResponse | list[GraphQLHTTPResponse]) -> int | None:
    """Return after how many seconds to ask again, where nothing was executed because the caller asks too much."""
    errors: Any = [] if isinstance(answer, list) else answer.get("errors") or []
    return next((error.get("extensions", {}).get("retryAfter") for error in errors), None)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _json(content: Any, status: int, media_type: str) -> Response:  # noqa: ANN401  # any JSON
    return Response(
        orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS),
        status,
        media_type=f"{media_type}; charset=utf-8",
    )
