"""Answers are packed for whoever takes that; Starlette's middleware packs for whoever names gzip, if only to refuse it."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from graph_catalog.edge import negotiation

_PACKED = "gzip"
_FILES = "/static/"


class Compression(GZipMiddleware):
    """Packs by gzip where `Accept-Encoding` gives it a weight (RFC 9110, 12.5.3)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; whoever refuses gzip has said nothing of it.

        The files of pages go out as they are, once a browser: to pack them for each stranger takes 55 ms every time.
        """
        if scope["type"] == "http" and scope["path"].startswith(_FILES):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "http":
            accepted = Headers(scope=scope).get("accept-encoding", "")
            if accepted and negotiation.choose(accepted, (_PACKED,)) is None:
                rest = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
                scope = {**scope, "headers": rest}
        await super().__call__(scope, receive, send)
