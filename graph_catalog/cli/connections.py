"""Connections that do not wait for ever: uvicorn's protocol with a time for the head of a request, and a number of them.

Uvicorn has a limit of its own (`limit_concurrency`), by which whoever holds idle connections shuts everybody else out;
here an idle one goes for a newcomer.
"""

import asyncio
import logging
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD: Final = 10.0
"""Seconds for the head of a request, from its first byte (of a new connection: from its beginning)."""
_REST: Final = 5.0
"""Seconds that what is left of a body is read and thrown away after the answer."""
MOST: Final = 500
"""Connections of the process, below the 1,024 files that most systems let it open."""
_STRANGERS: Final = ("Invalid HTTP request received.", "Unsupported upgrade request.")


class Connection(H11Protocol):
    """A connection whose client must say soon what it wants."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # whatever uvicorn gives
        super().__init__(*args, **kwargs)
        self._limit: asyncio.TimerHandle | None = None
        self._silent_since = 0.0
        """On the loop's clock."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a head; where there are too many connections, the one that is idle the longest goes."""
        super().connection_made(transport)
        self._silent_since = self.loop.time()
        self._end_after(_HEAD)
        if len(self.connections) > MOST:
            others = (each for each in self.connections if isinstance(each, Connection))
            idle = [each for each in others if each.is_idle and each is not self]
            min(idle, key=lambda each: each._silent_since, default=self).transport.abort()  # noqa: SLF001  # of its own class

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._end_after(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the time for a head does not begin anew with each byte of it."""
        super().data_received(data)
        if self.transport.get_protocol() is not self:
            self._end_after(None)  # a websocket from here on
        elif self._is_answered_early:
            pass  # what still comes of the body is thrown away, but not for ever
        elif not self.is_idle:
            self._end_after(None)
        elif self._limit is None:
            self._end_after(_HEAD)

    def on_response_complete(self) -> None:
        """After an answer: wait for the next request, or for the rest of a body that nobody reads."""
        super().on_response_complete()
        self._silent_since = self.loop.time()
        if self._is_answered_early:
            self._end_after(_REST)

    @property
    def is_idle(self) -> bool:
        """Whether the client has said nothing whole: the head of a request is waited for."""
        return bool(self.conn.their_state is h11.IDLE)

    @property
    def _is_answered_early(self) -> bool:
        answered = self.conn.our_state in {h11.DONE, h11.MUST_CLOSE}
        return bool(answered and self.conn.their_state is h11.SEND_BODY)

    def _end_after(self, seconds: float | None) -> None:
        if self._limit is not None:
            self._limit.cancel()
        self._limit = None if seconds is None else self.loop.call_later(seconds, self._end)

    def _end(self) -> None:
        self._limit = None
        if not self.transport.is_closing():
            self.transport.close()


def hush_strangers() -> None:
    """Keep out of the log what anybody on the network can put there by sending what is no HTTP."""
    logging.getLogger("uvicorn.error").addFilter(_is_of_ours)


def _is_of_ours(record: logging.LogRecord) -> bool:
    return record.getMessage() not in _STRANGERS
