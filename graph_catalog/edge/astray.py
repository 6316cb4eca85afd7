"""Requests that come to no route, or to one by the wrong method: answered in JSON, as everything else."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from graph_catalog.edge.door import deny
from graph_catalog.edge.http_refusals import HttpRefusedError, error
from graph_catalog.language import preferred, say, speaking

_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}


async def astray(request: Request, problem: Exception) -> Response:
    """Say what there is instead."""
    assert isinstance(problem, HTTPException)  # noqa: S101  # registered for these alone
    with speaking(preferred(request.headers.get("accept-language", ""))):
        body = {"code": _CODES.get(problem.status_code, "BAD_REQUEST"), "message": _nothing_here()}
    return JSONResponse(body, problem.status_code, problem.headers)


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve what comes to no route, as Starlette does; a websocket is told so, too."""
    if scope["type"] != "websocket":
        raise HTTPException(404)
    socket = WebSocket(scope, receive, send)
    with speaking(preferred(socket.headers.get("accept-language", ""))):
        await deny(HttpRefusedError(404, error(_nothing_here(), _CODES[404])), socket)


def _nothing_here() -> str:
    return say(
        zh="此地址不提供该内容或方法。GraphQL 位于 /graphql，用浏览器打开即可查询。",
        en="There is no such address, or not by this method. GraphQL is at /graphql; a browser opens it as a page.",
    )
