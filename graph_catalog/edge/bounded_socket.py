"""A websocket whose messages are bounded: how large, how many, and how soon one after the other they are read."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import suppress
from json import JSONDecodeError
from typing import Any, Final

from starlette.websockets import WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import (
    NonJsonMessageReceived,
    NonTextMessageReceived,
    WebSocketDisconnected,
)

from graph_catalog.edge.budget import refused
from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.language import say

TRY_AGAIN_LATER: Final = 1013
FORBIDDEN: Final = 4403
_BEFORE_SIGN_IN: Final = 8 * 1024
"""Bytes of a message of somebody who has not signed in."""
_MOST_BEFORE_SIGN_IN: Final = 20
"""Messages."""
_SENTENCES: Final = re.compile(r".*(?:。|[.!?](?= ))", re.DOTALL)
_TOO_BIG: Final = 1009
_CLOSE_REASON_BYTES: Final = 123
_SAID_BY_STRAWBERRY: Final = (
    (r"WebSocket message type must be text", "消息须为文本帧"),
    (r"WebSocket message must be valid JSON", "消息不是有效的 JSON"),
    (r"Connection initialisation timeout", "未及时发送 connection_init"),
    (r"Unknown message type: (.*)", "没有这种消息：{0}"),
    (r"Failed to parse message", "消息缺少必要的成员"),
    (r"Invalid connection init payload", "connection_init 的 payload 须为对象"),
    (r"Too many initialisation requests", "connection_init 只能发送一次"),
    (r"Unauthorized", "请先发送 connection_init"),
    (r"Subscriber for (.*) already exists", "已有操作使用 id {0}"),
    (r"Subprotocol not acceptable", "子协议须为 graphql-transport-ws"),
)
"""Why strawberry closes a websocket, which it says in English alone."""


class BoundedSocket(ASGIWebSocketAdapter):
    """A websocket whose messages are bounded: small before sign-in, as large as a body of HTTP after."""

    limit = _BEFORE_SIGN_IN

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # whatever strawberry gives
        super().__init__(*args, **kwargs)
        self.admit: Callable[[], None] = _Few()
        """Lets one message more in; raises `HttpRefusedError`."""

    async def iter_json(
        self, *, ignore_parsing_errors: bool = False
    ) -> AsyncGenerator[object, None]:
        """Yield messages; one that is too big closes the websocket (1009), and so do too many (1013).

        Between two of them others go: what is there already would be read in one go.
        """
        try:
            while self.ws.application_state != WebSocketState.DISCONNECTED:
                await asyncio.sleep(0)
                text = await self.ws.receive_text()
                try:
                    self.admit()
                except HttpRefusedError:
                    often = say(
                        zh="消息过多，请稍后重新连接", en="too many messages; connect again later"
                    )
                    await self.close(TRY_AGAIN_LATER, often)
                    return
                if len(text) > self.limit or len(text.encode("utf-8", "replace")) > self.limit:
                    too_big = say(zh=f"消息超过 {self.limit} 字节", en=f"over {self.limit} bytes")
                    await self.close(_TOO_BIG, too_big)
                    return
                try:
                    yield self.view.decode_json(text)
                except JSONDecodeError as problem:
                    if not ignore_parsing_errors:
                        raise NonJsonMessageReceived from problem
        except KeyError as problem:
            raise NonTextMessageReceived from problem
        except WebSocketDisconnect:
            pass

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message, unless the server has closed meanwhile: it does so by itself where a frame is none."""
        try:
            await super().send_json(message)
        except RuntimeError as problem:  # uvicorn's and Starlette's for a message after the last
            raise WebSocketDisconnected from problem

    async def close(self, code: int, reason: str) -> None:
        """Close with a reason, cut to what a close frame holds."""
        if code == FORBIDDEN:
            reason = say(
                zh="未给出令牌，或令牌无效（connection_init 的 Authorization）",
                en="no bearer token in connection_init (Authorization), or an unknown one",
            )
        if self.ws.application_state != WebSocketState.DISCONNECTED:
            with suppress(RuntimeError):  # as above
                await super().close(code, _cut(in_the_callers_language(reason)))


class _Few:
    """Lets in as many messages as somebody needs to sign in."""

    def __init__(self) -> None:
        self._left = _MOST_BEFORE_SIGN_IN

    def __call__(self) -> None:
        if self._left == 0:
            raise refused(1, "")
        self._left -= 1


def in_the_callers_language(reason: str) -> str:
    """Return a reason of strawberry for the caller; what is none of those is ours, and is said in it already."""
    for said, zh in _SAID_BY_STRAWBERRY:
        if found := re.fullmatch(said, reason, re.DOTALL):
            return say(zh=zh.format(*found.groups()), en=reason)
    return reason


def _cut(reason: str) -> str:
    """Return what a close frame holds of a reason: whole sentences, as far as there is one."""
    kept = reason.encode("utf-8", "replace")[:_CLOSE_REASON_BYTES].decode("utf-8", "ignore")
    if kept == reason:
        return kept
    whole = _SENTENCES.match(kept)
    return whole[0] if whole else kept
