"""The door of HTTP: which host was asked for, which page asks, and in what a body comes, for every route and websocket.

In local mode nobody signs in, so that any page open in a browser on the same machine could speak as the data centre:
by its own form (a simple request has no preflight), by a websocket (which has none either), or by a name that it has
pointed at this machine (DNS rebinding). With tokens a page has nothing that the browser would send by itself; hosts
and origins are judged as well, where settings say which there are.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson
from graphql import GraphQLError
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.http.websocket_origin import is_same_origin, normalize_origin

from graph_catalog.edge.http_refusals import HttpRefusedError, error, ill_formed
from graph_catalog.language import preferred, say, speaking

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
"""The names under which local mode answers."""
JSON: Final = frozenset({"application/json"})
_OWN_SITE: Final = frozenset({"same-origin", "none"})
_UTF_8: Final = frozenset({"utf-8", "utf8"})
_HOST: Final = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^\s:/@\[\]]+)(?::\d{1,5})?")
_ORIGIN: Final = re.compile(rf"https?://{_HOST.pattern}", re.IGNORECASE)
"""One, and nothing else: of what follows it (a path, a second one) whoever compares hosts would see nothing."""
_DENIAL: Final = "websocket.http.response"
_ADDRESS: Final = re.compile(r"[\d.]+")
_ONCE: Final = (
    "host",
    "origin",
    "sec-fetch-site",
    "sec-fetch-mode",
    "sec-fetch-dest",
    "authorization",
)
"""Headers by which somebody is let in, or not: of two, whoever stands before us may have judged the other one."""


@dataclasses.dataclass(frozen=True)
class Callers:
    """Who may call: the host names that are answered (None: any), and the origins of pages besides our own."""

    hosts: tuple[str, ...] | None = LOOPBACK
    origins: frozenset[str] = frozenset()

    def answers(self, host: str | None) -> bool:
        """Tell whether a `Host` is one of those names; `*.district.gov` stands for all names below."""
        if self.hosts is None:
            return True
        asked = _HOST.fullmatch(host or "")
        if asked is None:
            return False
        name = asked["name"].lower()
        if not _ADDRESS.fullmatch(name):
            name = name.removesuffix(".")  # the absolute form of a name; an address has none
        return any(
            name == each or (each.startswith("*.") and name.endswith(each[1:]))
            for each in self.hosts
        )

    def lets_in(self, headers: Headers, *, by: str) -> bool:
        """Tell whether whoever asks is no page, a page of our own, or one of a listed origin."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        is_origin = _ORIGIN.fullmatch(origin or "") is not None
        if origin is not None and is_origin and normalize_origin(origin) in self.origins:
            return True
        if site == "same-origin":  # a browser's own word, which no page can forge; the host is ours
            return True
        if origin is not None:
            return is_origin and is_same_origin(origin, headers.get("host"))
        return site is None or site in _OWN_SITE or _is_visit(headers, by)


def _is_visit(headers: Headers, method: str) -> bool:
    """Tell whether somebody follows a link to us; the page that has the link learns nothing by it."""
    return (
        method in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


@dataclasses.dataclass(frozen=True)
class Door:
    """Refuses whoever may not call, and bodies that a page may send without being asked for leave."""

    app: ASGIApp
    callers: Callers
    takes: Mapping[str, frozenset[str]]
    """The media types of bodies, by path, where they are not JSON alone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a websocket through, or refuse it in JSON."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            with speaking(preferred(headers.get("accept-language", ""))):
                self._judge(scope, headers)
        except HttpRefusedError as refused:
            if _is_socket(scope):
                await deny(refused, WebSocket(scope, receive, send))
            else:
                await refusal_response(refused, scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _judge(self, scope: Scope, headers: Headers) -> None:
        host, method = headers.get("host"), scope.get("method", "GET")
        for name in _ONCE:
            if len(headers.getlist(name)) > 1:
                raise HttpRefusedError(400, _said_twice(name))
        if not self.callers.answers(host):
            raise HttpRefusedError(421, _strange_host(host))
        if not self.callers.lets_in(headers, by="WEBSOCKET" if _is_socket(scope) else method):
            raise HttpRefusedError(403, _strange_origin(headers.get("origin")))
        if method == "POST":
            _check_content_type(headers, self.takes.get(scope["path"], JSON))


def _is_socket(scope: Scope) -> bool:
    return bool(scope["type"] == "websocket")


def _check_content_type(headers: Headers, takes: frozenset[str]) -> None:
    given = headers.getlist("content-type")
    media_type, *parameters = given[0].lower().split(";") if len(given) == 1 else [""]
    charsets = [
        value.strip(' "') for name, _, value in map(_parted, parameters) if name == "charset"
    ]
    if media_type.strip() in takes and _UTF_8.issuperset(charsets):
        return
    words = " / ".join(sorted(takes))
    message = say(
        zh=f"请求体须为 JSON，并以 Content-Type: {words}（UTF-8）发送。",
        en=f"Send the request as JSON with Content-Type: {words} (UTF-8).",
    )
    raise HttpRefusedError(415, error(message, "UNSUPPORTED_MEDIA_TYPE"))


def _parted(parameter: str) -> tuple[str, str, str]:
    name, equals, value = parameter.partition("=")
    return name.strip(" *"), equals, value


def _said_twice(name: str) -> GraphQLError:
    named = "-".join(part.capitalize() for part in name.split("-"))
    return ill_formed(
        say(
            zh=f"请求头 {named} 只能出现一次。请检查中间的代理是否重复添加了它。",
            en=f"The header {named} may come once only. See whether a proxy on the way adds another.",
        )
    )


def _strange_host(host: str | None) -> GraphQLError:
    return error(
        say(
            zh=f"本服务不以“{(host or '')[:100]}”这一主机名应答。没有令牌文件时只应答 localhost、127.0.0.1 与 [::1]；"
            "有令牌文件时请把它列入 GRAPH_CATALOG_ALLOWED_HOSTS。",
            en=f"This server does not answer as {(host or '')[:100]!r}. Without a token file it is localhost, 127.0.0.1 and "
            "[::1] only; with one, list the name in GRAPH_CATALOG_ALLOWED_HOSTS.",
        ),
        "HOST_NOT_ALLOWED",
    )


def _strange_origin(origin: str | None) -> GraphQLError:
    named = (origin or "")[:100]
    return error(
        say(
            zh=f"来自{f' {named} ' if named else '其他网站'}的网页不得调用本服务。如需允许，请把该来源列入 GRAPH_CATALOG_ALLOWED_ORIGINS。",
            en=f"Pages of {named or 'another site'} may not call this server. To let them, list the origin in "
            "GRAPH_CATALOG_ALLOWED_ORIGINS.",
        ),
        "ORIGIN_NOT_ALLOWED",
    )


async def deny(refused: HttpRefusedError, socket: WebSocket) -> None:
    """Refuse a handshake as a request, in JSON, where the server can say more than 403 (ASGI's denial response)."""
    if _DENIAL in socket.scope.get("extensions", {}):
        await socket.send_denial_response(refusal_response(refused, socket.scope))
    else:
        await socket.close(WS_1008_POLICY_VIOLATION)


def refusal_response(refused: HttpRefusedError, scope: Scope) -> Response:
    """Return a refusal in the shape that the route's answers have."""
    body: dict[str, Any]
    if scope["path"] == "/graphql":
        body = {"errors": [refused.error.formatted]}
    else:
        code = (refused.error.extensions or {}).get("code")
        body = {"code": code, "message": refused.error.message}
    # What is left of a body is not read: the connection ends with the answer.
    headers = {**refused.headers, "Connection": "close"}
    return Response(orjson.dumps(body), refused.status, headers, "application/json")


def allowed_origins(written: tuple[str, ...]) -> frozenset[str]:
    """Return origins as browsers write them."""
    return frozenset(each for text in written if (each := normalize_origin(text)) is not None)
