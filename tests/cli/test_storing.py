import os
import signal
import subprocess
import sys
from pathlib import Path

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command


def test_where_no_store_runs_the_exit_code_says_so(command: Command, tmp_path: Path) -> None:
    said = command("store", "status", "--data", str(tmp_path / "data"), "--json")
    assert (said.code, said.json["isRunning"]) == (ExitCode.ANSWERED, False)
    assert command("store", "stop", "--data", str(tmp_path / "data")).code == ExitCode.DONE
    assert not (tmp_path / "data").exists()


def test_a_running_store_says_where_it_is(command: Command, data: Path) -> None:
    said = command("store", "status", "--data", str(data))
    assert said.code == ExitCode.DONE
    assert "bolt://127.0.0.1:" in said.out


def test_a_store_that_was_started_runs_until_it_is_told_to_end(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "graph_catalog", "store", "start", "--data", str(data)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        assert "bolt://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == ExitCode.DONE


def test_what_is_installed_is_not_fetched_again(command: Command) -> None:
    said = command("store", "install", "--json", environment=dict(os.environ))
    assert said.code == ExitCode.DONE
    assert said.json["fetched"] == 0
