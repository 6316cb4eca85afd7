"""Requests that come to no route, or to one by the wrong method: answered in JSON, as everything else."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_catalog.language import preferred, say, speaking

_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}


async def astray(request: Request, problem: Exception) -> Response:
    """Say what there is instead."""
    assert isinstance(problem, HTTPException)  # noqa: S101  # registered for these alone
    with speaking(preferred(request.headers.get("accept-language", ""))):
        message = say(
            zh="此地址不提供该内容或方法。GraphQL 位于 /graphql，用浏览器打开即可查询。",
            en="There is no such address, or not by this method. GraphQL is at /graphql; a browser opens it as a page.",
        )
    told = {"code": _CODES.get(problem.status_code, "BAD_REQUEST"), "message": message}
    return JSONResponse(told, problem.status_code, problem.headers)
