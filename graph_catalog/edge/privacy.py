"""What every answer says beside itself: that it is its reader's alone, and what it depends on."""

import dataclasses
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ANSWERS: Final = frozenset({"http.response.start", "websocket.http.response.start"})
_DEPENDS_ON: Final = ("Accept", "Accept-Language", "Authorization")


@dataclasses.dataclass(frozen=True)
class Privacy:
    """Says `no-store` where an answer says nothing of caches, and `nosniff` always; files that all may see excepted."""

    app: ASGIApp
    public: str = "/static/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, and complete the headers of its answer."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        is_public = scope["path"].startswith(self.public)

        async def complete(message: Message) -> None:
            if message["type"] in _ANSWERS:
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                if not is_public:
                    headers.setdefault("Cache-Control", "no-store")
                    for name in _DEPENDS_ON:
                        headers.add_vary_header(name)
            await send(message)

        await self.app(scope, receive, complete)
