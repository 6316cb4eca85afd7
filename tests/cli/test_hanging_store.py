"""A store that hangs: every command ends in time and says what does not answer; one that hangs for good is started anew, once."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from graph_catalog import local_store, opening
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import StoreUnavailableError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import PROGRAM
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings

_HANGS_AFTER: Final = 60.0
_SLACK: Final = 60.0
"""Seconds: what a busy machine takes to start a command and to say so."""


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "graph_catalog",
            *arguments,
            "--data",
            str(data),
            "--language",
            "en",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=_HANGS_AFTER + 2 * _SLACK,
    )


def pid_of(data: Path) -> int:
    pid = local_store.status(data).pid
    assert pid is not None
    return pid


async def test_every_command_ends_and_says_that_the_store_hangs(tmp_path: Path) -> None:
    data, sheet = tmp_path / "data", tmp_path / "a.csv"
    sheet.write_text("提供单位,业务名称,数据项名称\n民政局,救助,姓名\n", "utf-8")
    async with open_engine(Settings(data=data), is_test=True):
        with stopped(pid_of(data)):
            began = time.monotonic()
            doctor, importing, lineage = await asyncio.gather(
                asyncio.to_thread(command, data, "doctor", "--json"),
                asyncio.to_thread(command, data, "import", str(sheet)),
                asyncio.to_thread(command, data, "audit", "verify"),
            )
            taken = time.monotonic() - began
    assert taken < _HANGS_AFTER + _SLACK
    for done in (doctor, importing, lineage):
        assert done.returncode == ExitCode.STORE, done.stderr
    assert "hangs" in importing.stderr
    said: dict[str, Any] = json.loads(doctor.stdout)
    assert not said["isWell"]
    assert any("hangs" in (check["wrong"] or "") for check in said["checks"])


async def ask(engine: Engine) -> None:
    await engine.read("audit/head", PROGRAM_SCOPE)


async def test_a_store_that_hangs_for_good_is_started_anew_once_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_BETWEEN_RESTARTS", 0.0)
    settings = Settings(data=tmp_path, query_deadline=2.0)
    async with (
        open_engine(settings, is_test=True) as one,
        open_engine(settings, is_test=True) as other,
    ):
        stopped_pid = pid_of(tmp_path)
        for engine in (one, other):
            engine.read_deadline = 60.0
            await ask(engine)
            engine.read_deadline, engine.line.silence = 2.0, 6.0
        os.kill(stopped_pid, signal.SIGSTOP)
        until = time.monotonic() + 2 * _SLACK
        healed: set[Engine] = set()
        while healed != {one, other}:
            assert time.monotonic() < until
            for engine in (one, other):
                try:
                    await ask(engine)
                    healed.add(engine)
                except StoreUnavailableError:
                    healed.discard(engine)
        new = pid_of(tmp_path)
        assert new != stopped_pid
        for engine in (one, other):
            engine.read_deadline = 60.0
            await engine.write("advance", PROGRAM, lambda tx: tx.run("audit/lock_head"))
        assert pid_of(tmp_path) == new


async def test_one_that_comes_back_in_time_is_left_alone(tmp_path: Path) -> None:
    async with open_engine(Settings(data=tmp_path), is_test=True) as engine:
        pid = pid_of(tmp_path)
        engine.line.silence = 0.0
        engine.line.unheard()  # as if nothing had been heard for long, while the store shakes hands
        await ask(engine)
        assert pid_of(tmp_path) == pid
        assert engine.line.renewals == 0
