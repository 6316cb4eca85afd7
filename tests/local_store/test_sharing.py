"""One Neo4j for all users of a data directory, gone with the last of them, healed when it dies."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from graph_catalog.local_store import Cache, LocalStore, StoreConnection, status, stop

USER_PROCESS = """
import os, sys
from pathlib import Path
from graph_catalog.local_store import LocalStore

store = LocalStore(Path(sys.argv[1]))
print(store.acquire().uri, flush=True)
if "forks" in sys.argv and os.fork() == 0:
    sys.stdin.read()
    os._exit(0)
sys.stdin.read()
store.release()
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory whose name only a Unicode locale can spell."""
    path = tmp_path_factory.mktemp("store") / "目录 数据"
    yield path
    stop(path)


def user(data: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USER_PROCESS, data, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def uri_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ask(store: StoreConnection, question: str) -> object:
    with neo4j.GraphDatabase.driver(store.uri, auth=(store.user, store.password)) as driver:
        return driver.execute_query(question, database_="neo4j").records[0][0]


def running(data: Path) -> int:
    pid = status(data).pid
    assert pid is not None
    return pid


def becomes_true(claim: Callable[[], bool], within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.01)
    return False


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def listening_addresses(pid: int) -> set[str]:
    sockets = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            sockets.add(str(link.readlink()))
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
    ]
    listens = "0A"
    return {
        row[1].split(":")[0]
        for row in rows
        if row[3] == listens and f"socket:[{row[9]}]" in sockets
    }


def test_the_first_user_starts_a_neo4j_that_only_this_machine_and_user_can_reach(
    data: Path,
) -> None:
    with LocalStore(data) as store:
        assert (
            ask(store, "CALL dbms.components() YIELD versions RETURN versions[0]") == store.version
        )
        loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
        assert listening_addresses(running(data)) <= loopback
        assert (data / "password").stat().st_mode & 0o777 == 0o600
        assert store.password not in repr(store)
        with pytest.raises(neo4j.exceptions.AuthError):
            ask(StoreConnection(store.uri, "neo4j", "neo4j"), "RETURN 1")
        assert str(Cache.of_environment().aot) in Path(f"/proc/{running(data)}/maps").read_text()


def test_users_share_one_neo4j_and_the_first_may_leave(data: Path) -> None:
    first, second = LocalStore(data), user(data)
    with first as store:
        assert uri_of(second) == store.uri
        pid = running(data)
    assert second.stdin is not None
    assert running(data) == pid
    second.communicate()
    assert becomes_true(lambda: is_gone(pid), within=2)
    assert not status(data).is_running


def test_a_killed_user_takes_neo4j_along_even_if_it_had_forked(data: Path) -> None:
    last = user(data, "forks")
    assert uri_of(last)
    pid = running(data)
    last.kill()
    assert last.wait() == -signal.SIGKILL
    assert becomes_true(lambda: is_gone(pid), within=2)
    last.communicate()


@pytest.mark.parametrize("victim", ["neo4j", "watcher"])
def test_a_killed_store_is_started_again_with_what_it_had_acknowledged(
    data: Path, victim: str
) -> None:
    local = LocalStore(data)
    with local as store:
        ask(store, "CREATE (n:Acknowledged) RETURN 1")
        known = ask(store, "MATCH (n:Acknowledged) RETURN count(n)")
        pid = running(data)
        os.kill(pid if victim == "neo4j" else parent(pid), signal.SIGKILL)
        assert becomes_true(lambda: is_gone(pid), within=2)
        assert ask(local.ensure(), "MATCH (n:Acknowledged) RETURN count(n)") == known


@pytest.mark.parametrize("left", ['{"pid": 1, "watch', '{"pid": 1, "watcher": 1, "port": 1}'])
def test_what_a_dead_store_left_behind_is_not_believed(tmp_path: Path, left: str) -> None:
    (tmp_path / "store.json").write_text(left)
    assert not status(tmp_path).is_running


def test_a_store_that_is_no_longer_told_of_tells_again(data: Path) -> None:
    with LocalStore(data) as store:
        (data / "store.json").unlink()
        assert LocalStore(data).ensure() == store


def test_a_store_can_be_stopped_under_its_users(data: Path) -> None:
    with LocalStore(data):
        pid = running(data)
        assert stop(data)
        assert is_gone(pid)
        assert not stop(data)
