import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
import pytest

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command


@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a server of its own process; yield its address once it says that it answers."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "graph_catalog",
            "serve",
            "--port",
            "0",
            "--data",
            str(data),
            *options,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        yield _address(process.stdout), process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _address(output: IO[str]) -> str:
    said = ""
    for line in iter(output.readline, ""):
        said += line
        if found := re.search(r"http://\S+?/graphql", line):
            return found[0]
    pytest.fail(f"the server ended before it answered: {said}")


def _ask(address: str) -> str:
    answer = httpx.post(address, json={"query": "{ viewer { __typename } }"}, timeout=30)
    return str(answer.json()["data"]["viewer"]["__typename"])


def test_a_server_says_where_it_answers_and_ends_in_peace(data: Path) -> None:
    with serving(data) as (address, process):
        assert _ask(address) == "Viewer"
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        assert process.stdout is not None
        output = process.stdout.read()
    assert process.returncode == ExitCode.DONE
    assert str(data) in output
    assert "本机模式" in output
    assert "Traceback" not in output


def test_two_servers_on_one_data_directory_share_its_store(data: Path) -> None:
    with serving(data) as (first, process), serving(data) as (second, _):
        assert _ask(first) == _ask(second) == "Viewer"
        process.kill()
        process.wait()
        assert _ask(second) == "Viewer"


def test_a_port_in_use_is_a_sentence(command: Command, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = command("serve", "--port", port, "--data", str(tmp_path / "data"))
    assert said.code == ExitCode.USAGE
    assert f"无法监听 127.0.0.1:{port}" in said.err
    assert "--port" in said.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "catalog.example"])  # noqa: S104
def test_nobody_else_reaches_a_server_without_tokens(
    command: Command, tmp_path: Path, host: str
) -> None:
    said = command("serve", "--host", host, "--port", "0", "--data", str(tmp_path / "data"))
    assert said.code == ExitCode.USAGE
    assert "graph-catalog token add" in said.err
    assert not (tmp_path / "data").exists()


def test_a_store_that_is_away_is_a_sentence(command: Command) -> None:
    away = {"GRAPH_CATALOG_NEO4J_URI": "bolt://127.0.0.1:1"}
    said = command("serve", "--port", "0", environment=away)
    assert said.code == ExitCode.STORE
    assert said.err.count("\n") == 1
