"""A websocket client in the same event loop as the application, as the store's connections want it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.types import ASGIApp, Message

PROTOCOL: Final = "graphql-transport-ws"


class Socket:
    """What a client of graphql-transport-ws sends and receives."""

    def __init__(self) -> None:
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.outbox: asyncio.Queue[Message] = asyncio.Queue()

    async def send(self, **message: Any) -> None:
        """Send a message."""
        await self.inbox.put({"type": "websocket.receive", "text": json.dumps(message)})

    async def receive(self) -> Any:
        """Receive a message; what closes the connection as `{"closed": code}`."""
        message = await asyncio.wait_for(self.outbox.get(), timeout=60)
        if message["type"] == "websocket.close":
            return {"closed": message["code"]}
        return json.loads(message["text"])

    async def subscribe(
        self, id: str, query: str, variables: Mapping[str, Any] | None = None
    ) -> None:
        """Begin an operation."""
        payload = {"query": query, "variables": dict(variables or {})}
        await self.send(id=id, type="subscribe", payload=payload)

    async def next(self, id: str) -> Any:
        """Receive the next message of an operation, and return its one field."""
        message = await self.receive()
        assert (message["type"], message["id"]) == ("next", id), message
        assert "errors" not in message["payload"], message
        [field] = message["payload"]["data"].values()
        return field


@asynccontextmanager
async def connect(
    app: ASGIApp,
    headers: Mapping[str, str],
    says: Mapping[str, Any] | None = None,
    *,
    greets: bool = True,
) -> AsyncIterator[Socket]:
    """Open a websocket, greeted, saying something in `connection_init`; when the block ends the client goes away, and the application must end."""
    socket = Socket()
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "subprotocols": [PROTOCOL],
        "extensions": {},
    }
    await socket.inbox.put({"type": "websocket.connect"})
    serving = asyncio.ensure_future(app(scope, socket.inbox.get, socket.outbox.put))
    try:
        first = await asyncio.wait_for(socket.outbox.get(), timeout=60)
        if first["type"] == "websocket.accept" and greets:
            await socket.send(type="connection_init", payload=dict(says or {}))
            first = await asyncio.wait_for(socket.outbox.get(), timeout=60)
        if first["type"] == "websocket.close":
            await socket.outbox.put(first)
        yield socket
    finally:
        await socket.inbox.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(serving, timeout=60)
