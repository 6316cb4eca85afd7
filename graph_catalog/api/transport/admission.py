"""Who may come in, and with how much: sign-in by bearer token, and bodies up to a size (graphql.md §1, §4)."""

import asyncio
import dataclasses
import zlib
from collections.abc import AsyncIterator
from typing import Final

from graphql import GraphQLError
from starlette.requests import Request
from starlette.types import Scope
from starlette.websockets import WebSocket

from graph_catalog.edge.http_refusals import HttpRefusedError, error, too_large
from graph_catalog.gql.refused import NotSignedInError
from graph_catalog.identity.auth import LOCAL, Viewer
from graph_catalog.identity.tokens import Tokens, TokenStanding
from graph_catalog.language import say

_GRACE: Final = 15.0
"""Seconds that a body may take, whatever its size."""
_SLOWEST: Final = 16_384
"""Bytes a second that a large one must come with."""
_SMALL: Final = 4_096
"""Bytes of a packed part: at the most some 4 MB, unpacked in ten milliseconds."""
_MOST_MEMBERS: Final = 1_000
"""Of a gzip body."""


@dataclasses.dataclass(frozen=True)
class Admission:
    """The tokens that are known, and the largest body in bytes; no tokens means local mode."""

    tokens: Tokens | None = None
    max_body: int = 256 * 1024

    def viewer(self, request: Request | WebSocket) -> Viewer:
        """Return who asks; raises `HttpRefusedError` (401) where the token is missing or unknown."""
        return self.bearer(request.headers.get("authorization", ""))

    def bearer(self, authorization: str) -> Viewer:
        """Return who signs in by what the header Authorization says, wherever that was said; raises as `viewer`."""
        if self.tokens is None:
            return LOCAL
        scheme, _, token = authorization.partition(" ")
        is_bearer = scheme.lower() == "bearer" and token.strip()
        viewer = self.tokens.viewer(token.strip()) if is_bearer else None
        if viewer is None:
            standing = self.tokens.standing(token.strip()) if is_bearer else TokenStanding.UNKNOWN
            raise HttpRefusedError(
                401,
                NotSignedInError(was_sent=bool(token), standing=standing),
                {"WWW-Authenticate": "Bearer"},
            )
        return viewer

    async def body(self, request: Request) -> bytes:
        """Return the body, unpacked where it comes as gzip; raises `HttpRefusedError` (413, 415)."""
        declared = request.headers.get("content-length", "0")
        if declared.isdecimal() and int(declared) > self.max_body:
            raise HttpRefusedError(413, too_large(self.max_body))
        unpack = _unpacking(request)
        parts = bytearray()
        async for part in _in_time(request.stream()):
            try:
                parts += await _unpacked(unpack, part, self.max_body) if unpack else part
            except zlib.error as problem:
                raise HttpRefusedError(415, _not_gzip(str(problem))) from None
            if len(parts) > self.max_body:
                raise HttpRefusedError(413, too_large(self.max_body))
        if unpack and not unpack.is_whole:
            raise HttpRefusedError(415, _not_gzip(say(zh="不完整", en="it is cut off")))
        return bytes(parts)


async def _in_time(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Pass the parts of a body on; raises `HttpRefusedError` (408) where they come too slowly."""
    clock = asyncio.get_running_loop().time
    until, ended = clock() + _GRACE, False
    while not ended:
        try:
            part = await asyncio.wait_for(anext(parts, None), max(until - clock(), 0.0))
        except TimeoutError:
            raise HttpRefusedError(408, _too_slow(), {"Connection": "close"}) from None
        ended = part is None
        if part is not None:
            until += len(part) / _SLOWEST
            yield part


def connection_of(scope: Scope) -> str:
    """Return the address and port of the client."""
    host, port = scope.get("client") or ("", 0)
    return f"{host}:{port}"


async def _unpacked(unpack: "_Gzip", part: bytes, most: int) -> bytes:
    """Unpack in a thread what may be a thousand times as long when it is unpacked."""
    if len(part) < _SMALL:
        return unpack.more(part, most)
    return await asyncio.to_thread(unpack.more, part, most)


class _Gzip:
    """Unpacks gzip, whose members stand one after the other (RFC 1952, 2.2): whatever stops after the first loses data."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._members = 1

    def more(self, packed: bytes, most: int) -> bytes:
        """Return what is unpacked, one byte more than `most` of it at the most; raises `zlib.error`."""
        unpacked = bytearray()
        while packed and len(unpacked) <= most:
            if self._member.eof:
                self._next_member()
            unpacked += self._member.decompress(packed, most + 1 - len(unpacked))
            packed = self._member.unused_data
        return bytes(unpacked)

    @property
    def is_whole(self) -> bool:
        """Whether the last member has ended."""
        return self._member.eof

    def _next_member(self) -> None:
        if self._members == _MOST_MEMBERS:  # what follows one is copied
            raise zlib.error(
                say(
                    zh=f"分段超过 {_MOST_MEMBERS} 个",
                    en=f"it has more than {_MOST_MEMBERS} members",
                )
            )
        self._member = zlib.decompressobj(wbits=31)
        self._members += 1


def _unpacking(request: Request) -> _Gzip | None:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        return None
    if encoding != "gzip":
        message = say(
            zh=f"不接受 Content-Encoding: {encoding}；请用 gzip 或不压缩。",
            en=f"Content-Encoding {encoding} is not taken; send gzip, or plain.",
        )
        raise HttpRefusedError(415, error(message, "UNSUPPORTED_MEDIA_TYPE"))
    return _Gzip()


def _too_slow() -> GraphQLError:
    message = say(
        zh=f"请求体传输过慢：应在 {_GRACE:g} 秒内开始，且每秒不少于 {_SLOWEST} 字节。请重新发送。",
        en=f"The body comes too slowly: within {_GRACE:g} s, and {_SLOWEST} bytes a second after. Send it again.",
    )
    return error(message, "REQUEST_TIMEOUT")


def _not_gzip(why: str) -> GraphQLError:
    message = say(
        zh=f"请求体不是正确的 gzip（{why}）。请重新压缩，或不压缩发送。",
        en=f"The body is not well-formed gzip: {why}. Pack it again, or send it plain.",
    )
    return error(message, "UNSUPPORTED_MEDIA_TYPE")
