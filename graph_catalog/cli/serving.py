"""`serve`: the GraphQL server."""

import asyncio
import dataclasses
import gc
import ipaddress
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Final

import uvicorn
from starlette.applications import Starlette

from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.connections import Handshake, HttpConnection, hush_strangers
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import SettingsError
from graph_catalog.graph.engine import Engine
from graph_catalog.language import say
from graph_catalog.settings import Settings, variable
from graph_catalog.warming import FIRST_READS

_LETS_IN: Final = 0.0005
"""Seconds."""
QUESTION: Final = "{ datasets(first: 3) { nodes { name provider { name } } } }"


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "serve",
        say(zh="启动服务（GraphQL 与网页）", en="run the server (GraphQL and its page)"),
        _serve,
    )
    parser.add_argument(
        "--host",
        metavar="HOST",
        help=say(
            zh="监听的地址（默认 127.0.0.1；没有令牌文件时只能是本机）",
            en="address to listen on (127.0.0.1; without a token file only this machine)",
        ),
    )
    parser.add_argument(
        "--port", type=int, metavar="PORT", help=say(zh="监听的端口（默认 8000）", en="port (8000)")
    )
    parser.add_argument(
        "--sample",
        action="store_true",
        help=say(
            zh="目录为空时先载入示例区县（中断后可继续）",
            en="load the sample district first, if the catalog is empty",
        ),
    )


def _serve(call: Call) -> ExitCode:
    settings = _of_options(call)
    _refuse_strangers(settings)
    # SIGTERM ends the server as Ctrl-C does: what is open is closed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _listening(settings) as listener:
            asyncio.run(_answer(call, settings, listener))
    except KeyboardInterrupt:
        call.terminal.say(say(zh="服务已停止。", en="The server has stopped."))
    return ExitCode.DONE


def _of_options(call: Call) -> Settings:
    given = {
        name: value
        for name in ("host", "port")
        if (value := getattr(call.arguments, name)) is not None
    }
    return dataclasses.replace(call.settings, **given)


def _refuse_strangers(settings: Settings) -> None:
    """Without tokens everybody is the data centre, so nobody else may reach the server."""
    if settings.tokens is not None or _is_loopback(settings.host):
        return
    raise SettingsError(
        say(
            zh=f"没有令牌文件时只能监听本机地址（127.0.0.1），不能监听 {settings.host}。"
            f"请先用 graph-catalog token add 发放令牌，并设置 {variable('tokens')}。",
            en=f"Without a token file the server listens on 127.0.0.1 only, not on "
            f"{settings.host}. Make tokens by graph-catalog token add and set "
            f"{variable('tokens')}.",
        )
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(settings: Settings) -> socket.socket:
    """Listen before anything slow is begun; raises `SettingsError` where the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named TCP: asyncio turns Nagle's delay off only on sockets that say so, and tens of ms go with it.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise SettingsError(
            say(
                zh=f"无法监听 {settings.host}:{settings.port}（{problem.strerror}）。"
                "端口可能已被占用；请用 --port 换一个，0 表示任选空闲端口。",
                en=f"Cannot listen on {settings.host}:{settings.port} ({problem.strerror}). "
                "The port may be in use; choose another by --port, 0 takes a free one.",
            )
        ) from problem
    return listener


async def _answer(call: Call, settings: Settings, listener: socket.socket) -> None:
    importing = asyncio.create_task(asyncio.to_thread(_application))
    async with dataclasses.replace(call, settings=settings).engine(first=FIRST_READS) as engine:
        create_app = await importing
        if call.arguments.sample:
            await _load_sample(call, engine)
        hush_strangers()
        # Work in threads (a plan of hundreds of fields) lets the event loop in ten times as often as by default.
        sys.setswitchinterval(_LETS_IN)
        config = uvicorn.Config(
            create_app(settings, engine),
            http=HttpConnection,
            ws=Handshake,
            ws_max_size=settings.max_body,
            ws_max_queue=8,
            # As many are accepted in one go of the loop: a crowd of them would keep everybody else waiting.
            backlog=128,
            timeout_keep_alive=15,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
        )
        await _Server(config, call, settings).serve(sockets=[listener])


def _application() -> Callable[[Settings, Engine], Starlette]:
    """Import the application, which takes half a second, while the store starts."""
    from graph_catalog.app import create_app  # noqa: PLC0415

    return create_app


async def _load_sample(call: Call, engine: Engine) -> None:
    from graph_catalog import sample  # noqa: PLC0415  # as large as the application

    if not await sample.is_wanted(engine):
        return
    with call.terminal.bar(say(zh="载入示例区县", en="loading the sample district")):
        await sample.load(engine)
    call.terminal.say(say(zh="已载入示例区县。", en="The sample district is loaded."))


class _Server(uvicorn.Server):
    """Uvicorn, which tells when it answers."""

    def __init__(self, config: uvicorn.Config, call: Call, settings: Settings) -> None:
        super().__init__(config)
        self._call = call
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start answering, and say where."""
        await super().startup(sockets)
        if self.started and sockets:
            # What was imported stays: to look through it again for garbage stops everybody for a tenth of a second.
            gc.collect()
            gc.freeze()
            self._tell(sockets)

    def _tell(self, sockets: Sequence[socket.socket]) -> None:
        host, port = sockets[0].getsockname()[:2]
        address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        store = self._settings.neo4j_uri or str(self._settings.data)
        terminal = self._call.terminal
        terminal.say(
            say(
                zh=f"服务地址：{address}/graphql（用浏览器打开）\n数据所在：{store}\n"
                f"可先查询：{QUESTION}\n按 Ctrl-C 结束。",
                en=f"Address: {address}/graphql (open it in a browser)\nData: {store}\n"
                f"A question to begin with: {QUESTION}\nCtrl-C ends it.",
            )
        )
        if self._settings.tokens is None:
            terminal.say(
                say(
                    zh="本机模式：没有令牌文件，只接受本机访问，所有人都是区大数据中心。",
                    en="Local mode: no token file, this machine only, everyone is the data centre.",
                )
            )
        terminal.data({"address": f"{address}/graphql", "data": store})
