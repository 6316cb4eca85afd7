"""Clients that say nothing, or say it slowly, on real sockets: none is waited for without end."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from graph_catalog.cli import connections
from graph_catalog.cli.connections import Handshake, HttpConnection, hush_strangers

ASK = b"GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n"
MUCH = "x" * 20_000_000
"""More than the buffers of any kernel hold."""
Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _quick(_: Request) -> PlainTextResponse:
    return PlainTextResponse("answer")


async def _large(_: Request) -> PlainTextResponse:
    return PlainTextResponse(MUCH)


async def _whole(request: Request) -> PlainTextResponse:
    try:
        return PlainTextResponse(str(len(await request.body())))
    except ClientDisconnect:
        return PlainTextResponse("gone")


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        await websocket.send_text(await websocket.receive_text())
        await websocket.close()


async def _denied(websocket: WebSocket) -> None:
    await websocket.send_denial_response(JSONResponse({"code": "X"}, 421))


ROUTES = [
    WebSocketRoute("/denied", _denied),
    Route("/quick", _quick, methods=["GET", "POST"]),
    Route("/large", _large),
    Route("/whole", _whole, methods=["POST"]),
    WebSocketRoute("/echo", _echo),
]


@asynccontextmanager
async def serving(http: type[HttpConnection] = HttpConnection) -> AsyncIterator[int]:
    """Serve in this event loop, on a port of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Starlette(routes=ROUTES),
        http=http,
        ws=Handshake,
        log_config=None,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    try:
        yield listener.getsockname()[1]
    finally:
        await server.shutdown(sockets=[listener])


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(connections, "_HEAD", 0.3)
    monkeypatch.setattr(connections, "_REST", 0.3)
    async with serving() as number:
        yield number


_OPEN: list[asyncio.StreamWriter] = []


async def connect(port: int) -> Client:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    _OPEN.append(writer)
    return reader, writer


@pytest.fixture(autouse=True)
async def _closed() -> AsyncIterator[None]:
    """Close what a test has opened."""
    yield
    while _OPEN:
        writer = _OPEN.pop()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def ended(reader: asyncio.StreamReader) -> bytes:
    """Read until the server ends the connection."""
    try:
        return await asyncio.wait_for(reader.read(), 20)
    except ConnectionError:
        return b""


async def answer(client: Client, request: bytes = ASK) -> bytes:
    reader, writer = client
    writer.write(request)
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    return await reader.readexactly(length)


@pytest.mark.parametrize("said", [b"", b"GET", b"GET /quick HTTP/1.1\r\nHost: localhost\r\n"])
async def test_an_unfinished_head_is_not_waited_for(port: int, said: bytes) -> None:
    reader, writer = await connect(port)
    writer.write(said)
    assert await ended(reader) == b""


async def test_a_head_that_comes_byte_by_byte_is_not_waited_for(port: int) -> None:
    reader, writer = await connect(port)
    ending = asyncio.ensure_future(ended(reader))
    for byte in ASK * 100:
        writer.write(bytes([byte]))
        done, _ = await asyncio.wait({ending}, timeout=0.05)
        if done:
            break
    assert ending.done()


async def test_a_connection_serves_one_request_after_another(port: int) -> None:
    client = await connect(port)
    for _ in range(3):
        assert await answer(client) == b"answer"
    # The head of the next is not waited for either.
    client[1].write(b"GET")
    assert await ended(client[0]) == b""


async def test_a_body_that_nobody_reads_does_not_keep_the_connection(port: int) -> None:
    client = await connect(port)
    head = b"POST /quick HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx"
    assert await answer(client, head) == b"answer"
    ending = asyncio.ensure_future(ended(client[0]))
    for _ in range(400):
        client[1].write(b"x")
        done, _ = await asyncio.wait({ending}, timeout=0.05)
        if done:
            break
    assert ending.done()


async def test_a_body_that_takes_longer_than_a_head_may_is_read(port: int) -> None:
    client = await connect(port)
    reader, writer = client
    writer.write(b"POST /whole HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n")
    waiting = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
    for _ in range(10):
        await asyncio.wait({waiting}, timeout=0.06)
        writer.write(b"x")
    await waiting
    assert await reader.readexactly(2) == b"10"


async def test_a_websocket_lives_on(port: int) -> None:
    from websockets.asyncio.client import connect as open_websocket  # noqa: PLC0415

    async with open_websocket(f"ws://127.0.0.1:{port}/echo") as websocket:
        idle = await connect(port)
        assert await ended(idle[0]) == b""  # a head has not been waited for meanwhile
        await websocket.send("x")
        assert await websocket.recv() == "x"


async def test_an_idle_connection_goes_for_a_newcomer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 20)
    async with serving() as port:
        crowd = [await connect(port) for _ in range(60)]
        assert await answer(await connect(port)) == b"answer"
        gone = [client for client in crowd if client[0].at_eof() or client[0].exception()]
        while len(gone) < 40:
            await asyncio.sleep(0)
            gone = [client for client in crowd if client[0].at_eof() or client[0].exception()]


async def test_a_handshake_that_is_denied_is_answered_and_leaves_no_error_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving() as port:
        reader, writer = await connect(port)
        writer.write(OPEN_WEBSOCKET.replace(b"/echo", b"/denied"))
        with closing(writer):
            said = await asyncio.wait_for(reader.read(), 20)
    assert said.startswith(b"HTTP/1.1 421 ")
    assert said.endswith(b'{"code":"X"}')
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


OPEN_WEBSOCKET = (
    b"GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
NO_FRAMES = (
    b"\x81\x82\0\0\0\0\xff\xfe",  # no UTF-8
    b"\x81\x83\0\0\0\0\xed\xa0\x80",  # a lone surrogate
    b"\x85\x80\0\0\0\0",  # no such opcode
    b"\x81\x02{}",  # not masked
    b"\xff" * 50,
)


@pytest.mark.parametrize(
    "junk",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELO x\r\n\r\n",
        b"GET /quick HTTP/1.1\r\n\r\n",
        b"GET /quick HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /whole HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /whole HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /whole HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nbroken off",
        b"x" * 100_000,
        *(OPEN_WEBSOCKET + frame for frame in NO_FRAMES),
    ],
)
async def test_what_is_no_http_is_not_written_into_the_log(
    port: int, junk: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    hush_strangers()
    reader, writer = await connect(port)
    writer.write(junk)
    if writer.can_write_eof():
        writer.write_eof()
    await ended(reader)
    assert await answer(await connect(port)) == b"answer"
    loud: list[Any] = [each for each in caplog.records if each.levelno >= logging.WARNING]
    assert not loud


LARGE = b"GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: %s\r\n\r\n"


def reads_nothing(port: int, request: bytes) -> socket.socket:
    """Ask for much, and leave the answer where it is."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    client.connect(("127.0.0.1", port))
    client.sendall(request)
    return client


@pytest.mark.parametrize("connection", [b"keep-alive", b"close"])
async def test_an_answer_that_nobody_reads_does_not_keep_the_connection(
    monkeypatch: pytest.MonkeyPatch, connection: bytes
) -> None:
    monkeypatch.setattr(connections, "_READING", 0.3)
    ended = asyncio.Event()

    class Told(HttpConnection):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            ended.set()

    async with serving(Told) as port:
        with closing(await asyncio.to_thread(reads_nothing, port, LARGE % connection)):
            await asyncio.wait_for(ended.wait(), 20)


async def test_an_answer_that_is_read_slowly_is_sent_whole(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_READING", 2.0)
    reader, writer = await connect(port)
    writer.write(LARGE % b"close")
    read = 0
    while part := await reader.read(400_000):
        read += len(part)
        await asyncio.sleep(0.05)
    assert read > len(MUCH)


UNREAD = LARGE % b"keep-alive"
UNSENT = b"POST /quick HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx"


@pytest.mark.parametrize("request_", [UNREAD, UNSENT], ids=["unread", "unsent"])
async def test_whoever_holds_all_connections_shuts_nobody_out(
    monkeypatch: pytest.MonkeyPatch, request_: bytes
) -> None:
    monkeypatch.setattr(connections, "MOST", 20)
    async with serving() as port:
        crowd = [await asyncio.to_thread(reads_nothing, port, request_) for _ in range(60)]
        for _ in range(5):
            assert await answer(await connect(port)) == b"answer"
        for client in crowd:
            client.close()


async def test_whoever_was_answered_stays_when_strangers_only_connect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MOST", 30)
    async with serving() as port:
        known = await connect(port)
        assert await answer(known) == b"answer"
        strangers = [await connect(port) for _ in range(100)]
        assert await answer(known) == b"answer"
        assert await answer(await connect(port)) == b"answer"
        gone = [reader.at_eof() or reader.exception() is not None for reader, _ in strangers]
        assert sum(gone) >= 70


@pytest.mark.parametrize(
    "junk",
    [
        b"HELO x\r\n\r\n",
        b"GET /quick HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /whole HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ],
    ids=["no HTTP", "no host", "two hosts", "no length"],
)
async def test_what_is_no_http_is_answered_in_json(port: int, junk: bytes) -> None:
    reader, writer = await connect(port)
    writer.write(junk)
    head, _, body = (await ended(reader)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/json" in head.lower()
    [error] = json.loads(body)["errors"]
    assert error["extensions"] == {"code": "BAD_REQUEST"}
    assert not error["message"].isascii()
