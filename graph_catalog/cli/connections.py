"""Connections that do not wait for ever: uvicorn's protocol with a time for the head of a request, and a number of them.

Uvicorn has a limit of its own (`limit_concurrency`), by which whoever holds connections shuts everybody else out; here
one that waits for its client goes for a newcomer: for the head of a request, for what is left of a body that was
answered already, or for the client to read.
"""

import asyncio
import heapq
import logging
from typing import Any, Final

import h11
import orjson
from graphql import GraphQLError
from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_HEAD: Final = 10.0
"""Seconds for the head of a request, from its first byte (of a new connection: from its beginning)."""
_REST: Final = 5.0
"""Seconds that what is left of a body is read and thrown away after the answer."""
_READING: Final = 30.0
"""Seconds in which a client must read some of an answer, or all that is left of it. Systems hold up to 4 MB of it and
tell of progress by the third, so that it is not seen on the way of every slow client all the time."""
_AT_A_TIME: Final = 8_192
"""Bytes that are read of a client before others are: what comes is taken apart in one go (asyncio reads 256 KB)."""
_OF_FRAMES: Final = 1_024
"""The same of a websocket, whose frames may have as few as six: a ping, which is answered at once."""
_SOME: Final = 32_768
"""Bytes."""
MOST: Final = 500
"""Connections of the process, below the 1,024 files that most systems let it open."""
_AT_ONCE: Final = 20
"""Connections that go where there are too many."""
_NO_HTTP: Final = GraphQLError(
    "请求不是正确的 HTTP/1.1（如 Host 缺失或重复、Content-Length 有误、请求头过长）。 "
    "This is no well-formed HTTP/1.1: Host is missing or comes twice, Content-Length is wrong, or the head is too long.",
    extensions={"code": "BAD_REQUEST"},
)
_STRANGERS: Final = (
    "Invalid HTTP request received.",
    "Unsupported upgrade request.",
    "Invalid UTF-8 sequence received from client.",
)


class HttpConnection(H11Protocol):
    """A connection whose client must say soon what it wants."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # whatever uvicorn gives
        super().__init__(*args, **kwargs)
        self._limit: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._silent_since = 0.0
        """On the loop's clock."""
        self._was_answered = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a head; where there are too many connections, those go that have waited the longest.

        Whoever never had an answer goes before whoever had one. Several go at once: to look for each by itself among
        all the others would take the whole loop where somebody only connects and connects.
        """
        super().connection_made(transport)
        # Whatever the client has not taken yet counts as unread (`pause_writing`).
        transport.set_write_buffer_limits(high=0)
        transport.max_size = _AT_A_TIME  # type: ignore[attr-defined]  # asyncio's selector transport has it
        self._silent_since = self.loop.time()
        self._end_after(_HEAD)
        if len(self.connections) > MOST:
            others = (each for each in self.connections if isinstance(each, HttpConnection))
            waiting = [each for each in others if each.may_go and each is not self]
            for each in heapq.nsmallest(_AT_ONCE, waiting, key=HttpConnection._turn) or [self]:
                each.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._end_after(None)
        self._no_longer_unread()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the time for a head does not begin anew with each byte of it."""
        super().data_received(data)
        if self.transport.get_protocol() is not self:
            self._end_after(None)  # a websocket from here on
            self.transport.max_size = _OF_FRAMES  # type: ignore[attr-defined]  # as above
        elif self._is_answered_early:
            pass  # what still comes of the body is thrown away, but not for ever
        elif not self.is_idle:
            self._end_after(None)
        elif self._limit is None:
            self._end_after(_HEAD)

    def send_400_response(self, msg: str) -> None:
        """Answer in JSON what is no HTTP: two `Host` headers, a length that is none, a head that is too long.

        In both languages: what the client takes is not known yet.
        """
        del msg
        body = orjson.dumps({"errors": [_NO_HTTP.formatted]})
        headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def on_response_complete(self) -> None:
        """After an answer: wait for the next request, or for the rest of a body that nobody reads."""
        super().on_response_complete()
        self._was_answered = True
        self._silent_since = self.loop.time()
        if self._is_answered_early:
            self._end_after(_REST)

    def pause_writing(self) -> None:
        """Wait until the client reads what it was answered, as long as it reads on."""
        super().pause_writing()
        self._silent_since = self.loop.time()
        self._see_it_read(self.transport.get_write_buffer_size() + _SOME)

    def resume_writing(self) -> None:
        """Go on: the client has read all there was."""
        self._no_longer_unread()
        super().resume_writing()

    @property
    def may_go(self) -> bool:
        """Whether it may be ended for a newcomer, and is not ended already."""
        return self.waits and not self.transport.is_closing()

    def _turn(self) -> tuple[bool, float]:
        return self._was_answered, self._silent_since

    @property
    def waits(self) -> bool:
        """Whether nothing is done for the client: it is waited for."""
        return self.is_idle or self._is_answered_early or self.flow.write_paused

    @property
    def is_idle(self) -> bool:
        """Whether the client has said nothing whole: the head of a request is waited for."""
        return bool(self.conn.their_state is h11.IDLE)

    @property
    def _is_answered_early(self) -> bool:
        answered = self.conn.our_state in {h11.DONE, h11.MUST_CLOSE}
        return bool(answered and self.conn.their_state is h11.SEND_BODY)

    def _see_it_read(self, unread: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left > unread - _SOME:
            self.transport.abort()  # to close it would wait for the client to read
            return
        self._reading = self.loop.call_later(_READING, self._see_it_read, left)

    def _no_longer_unread(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._reading = None

    def _end_after(self, seconds: float | None) -> None:
        if self._limit is not None:
            self._limit.cancel()
        self._limit = None if seconds is None else self.loop.call_later(seconds, self._end)

    def _end(self) -> None:
        self._limit = None
        if not self.transport.is_closing():
            self.transport.close()


class Handshake(WebSocketsSansIOProtocol):
    """Uvicorn's protocol of websockets; one that is denied in words is no handshake left undone."""

    async def send(self, message: ASGISendEvent) -> None:
        """Send a message; after the last of a denial uvicorn would log an error at each (its pull request 3138)."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body"):
            self.handshake_complete = True


def hush_strangers() -> None:
    """Keep out of the log what anybody on the network can put there by sending what is no HTTP."""
    logging.getLogger("uvicorn.error").addFilter(_is_of_ours)


def _is_of_ours(record: logging.LogRecord) -> bool:
    return record.getMessage() not in _STRANGERS
