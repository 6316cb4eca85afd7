"""`doctor`: what stands against answering and writing, and what to do."""

import asyncio
import dataclasses
from collections.abc import Coroutine
from typing import Any, Final

from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import CatalogError, LocalStoreError, StoreError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.faults import unresponsive
from graph_catalog.language import say
from graph_catalog.local_store import Disk
from graph_catalog.record import change

_PATIENCE: Final = 10.0
"""Seconds for each thing that the store is asked."""


@dataclasses.dataclass(frozen=True)
class _Finding:
    """What was looked at, how it stands, and what is wrong with it; None where nothing is, or nobody can know."""

    about: str
    stands: str
    wrong: CatalogError | None = None


def add_to(commands: Commands) -> None:
    """Add the command of this group."""
    commands.add(
        "doctor",
        say(
            zh="检查图数据库、磁盘与时钟（退出码 1：有问题）",
            en="look at the store, its disk and the clocks (exit code 1: something is wrong)",
        ),
        _examine,
    )


def _examine(call: Call) -> ExitCode:
    findings = [_disk(call)]
    unreachable = False
    try:
        findings += asyncio.run(_look(call))
    except (StoreError, LocalStoreError) as problem:
        unreachable = True
        findings.append(_Finding(say(zh="图数据库", en="store"), str(problem), problem))
    wrong = [finding for finding in findings if finding.wrong is not None]
    call.terminal.table(
        [
            say(zh="检查", en="looked at"),
            say(zh="情况", en="how it stands"),
            say(zh="问题", en="wrong"),
        ],
        [
            [each.about, each.stands, "" if each.wrong is None else str(each.wrong)]
            for each in findings
        ],
    )
    checks = [
        {
            "about": each.about,
            "stands": each.stands,
            "wrong": None if each.wrong is None else str(each.wrong),
        }
        for each in findings
    ]
    call.terminal.data({"isWell": not wrong, "checks": checks})
    if unreachable:
        return ExitCode.STORE
    return ExitCode.ANSWERED if wrong else ExitCode.DONE


def _disk(call: Call) -> _Finding:
    """Look at the disk of the local store, also where that cannot be opened."""
    about, settings = say(zh="磁盘", en="disk"), call.settings
    if settings.neo4j_uri is not None:
        return _Finding(
            about,
            say(
                zh="外部 Neo4j 的磁盘无从得知，请在其主机上监控；写满时本服务会如实答复。",
                en="Of a Neo4j of its own nobody can know from here: watch it on its host. When it is full, answers say so.",
            ),
        )
    disk = Disk(settings.data, settings.disk_floor)
    try:
        free = disk.free()
    except OSError as problem:
        return _Finding(about, f"{disk.path}: {problem.strerror}")
    stands = say(
        zh=f"{disk.path} 剩余 {free} MiB，下限 {disk.floor} MiB",
        en=f"{disk.path}: {free} MiB are free, the floor is {disk.floor} MiB",
    )
    return _Finding(about, stands, disk.shortage())


async def _look(call: Call) -> list[_Finding]:
    async with call.engine() as engine:
        engine.read_deadline = _PATIENCE
        return [
            await _asked(say(zh="图数据库", en="store"), _store(call, engine)),
            await _asked(say(zh="时钟", en="clocks"), _clocks(engine)),
        ]


async def _asked(about: str, look: Coroutine[Any, Any, _Finding]) -> _Finding:
    """Return what was found, or that the store did not say."""
    try:
        async with asyncio.timeout(2 * _PATIENCE):
            return await look
    except TimeoutError:
        problem: CatalogError = unresponsive()
    except StoreError as trouble:
        problem = trouble
    return _Finding(about, say(zh="没有应答", en="no answer"), problem)


async def _store(call: Call, engine: Engine) -> _Finding:
    where = call.settings.neo4j_uri or str(call.settings.data)
    version = await engine.server_version()
    return _Finding(say(zh="图数据库", en="store"), f"Neo4j {version} · {where}")


async def _clocks(engine: Engine) -> _Finding:
    clocks = await change.clocks(engine)
    off, ahead = clocks.off.total_seconds(), clocks.revision_ahead.total_seconds()
    stands = say(
        zh=f"本服务与图数据库相差 {off:+.1f} 秒，最新修订超前 {ahead:.1f} 秒；允许 {engine.clock_bound:g} 秒",
        en=f"this machine is {off:+.1f} s from the store, the newest revision {ahead:.1f} s ahead; "
        f"{engine.clock_bound:g} s are allowed",
    )
    return _Finding(say(zh="时钟", en="clocks"), stands, clocks.skew(engine.clock_bound))
