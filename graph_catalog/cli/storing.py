"""`store install|start|stop|status`: the local Neo4j that the program runs itself."""

import asyncio
import signal

from graph_catalog import local_store
from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.language import say


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    group = commands.group("store", say(zh="本机的图数据库（Neo4j）", en="the local store (Neo4j)"))
    group.add(
        "install",
        say(
            zh="下载 Neo4j 和向量模型到缓存目录",
            en="fetch Neo4j and the embedding model into the cache",
        ),
        _install,
        store=False,
    )
    group.add(
        "start",
        say(
            zh="启动并保持运行，按 Ctrl-C 结束；其他命令可同时使用",
            en="start it and keep it running until Ctrl-C; other commands share it",
        ),
        _start,
    )
    group.add(
        "stop",
        say(zh="停止，即使还有程序在用", en="stop it, even under its users"),
        _stop,
    )
    group.add(
        "status",
        say(zh="是否在运行（退出码 1：没有）", en="whether it runs (exit code 1: it does not)"),
        _status,
    )


def _install(call: Call) -> ExitCode:
    cache = local_store.Cache(call.settings.cache)
    with call.terminal.bar(say(zh="下载 Neo4j", en="fetching Neo4j")) as bar:
        report = local_store.install(bar, cache=cache, repository=call.settings.maven_repository)
    call.terminal.say(
        say(
            zh=f"Neo4j 和向量模型已就绪：{report.fetched} 个文件新下载（{report.bytes / 1e6:.0f} MB），"
            f"{report.copied} 个来自本机 Maven 仓库，{report.kept} 个原已存在。目录：{cache.root}",
            en=f"Neo4j and the embedding model are there: {report.fetched} files fetched ({report.bytes / 1e6:.0f} MB), "
            f"{report.copied} copied from the local Maven repository, {report.kept} kept. "
            f"Folder: {cache.root}",
        )
    )
    call.terminal.data(
        {
            "fetched": report.fetched,
            "copied": report.copied,
            "kept": report.kept,
            "bytes": report.bytes,
            "hasAotCache": report.has_aot_cache,
            "cache": str(cache.root),
        }
    )
    return ExitCode.DONE


def _start(call: Call) -> ExitCode:
    settings = call.settings
    store = local_store.LocalStore(
        settings.data,
        memory=local_store.Memory(settings.store_heap, settings.store_pagecache),
        cache=local_store.Cache(settings.cache),
    )
    asyncio.run(_keep(call, store))
    return ExitCode.DONE


async def _keep(call: Call, store: local_store.LocalStore) -> None:
    """Hold the store until Ctrl-C or a request to end.

    The loop's handlers, set before anything is started: a library's thread may be the one that gets the signal,
    and a mask on this thread does not hold for it.
    """
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    connection = await asyncio.to_thread(store.acquire)
    try:
        call.terminal.say(
            say(
                zh=f"Neo4j 在 {connection.uri} 运行，用户 {connection.user}，"
                f"数据目录 {call.settings.data}。按 Ctrl-C 结束。",
                en=f"Neo4j runs at {connection.uri}, user {connection.user}, on {call.settings.data}. "
                "Ctrl-C ends it.",
            )
        )
        call.terminal.data({"uri": connection.uri, "data": str(call.settings.data)})
        await stopped.wait()
    finally:
        await asyncio.to_thread(store.release)


def _stop(call: Call) -> ExitCode:
    was_running = local_store.stop(call.settings.data)
    call.terminal.say(
        say(zh="已停止。", en="Stopped.")
        if was_running
        else say(zh="本来就没有运行。", en="It did not run.")
    )
    call.terminal.data({"wasRunning": was_running})
    return ExitCode.DONE


def _status(call: Call) -> ExitCode:
    status = local_store.status(call.settings.data)
    call.terminal.data(
        {
            "isRunning": status.is_running,
            "pid": status.pid,
            "uri": status.uri,
            "version": status.version,
            "data": str(call.settings.data),
        }
    )
    if not status.is_running:
        call.terminal.say(
            say(
                zh=f"数据目录 {call.settings.data} 上没有运行中的图数据库。",
                en=f"No store runs on {call.settings.data}.",
            )
        )
        return ExitCode.ANSWERED
    call.terminal.say(
        say(
            zh=f"Neo4j {status.version} 在 {status.uri} 运行（进程 {status.pid}），"
            f"数据目录 {call.settings.data}。",
            en=f"Neo4j {status.version} runs at {status.uri} (process {status.pid}) on "
            f"{call.settings.data}.",
        )
    )
    return ExitCode.DONE
