"""What stands against a local store is said in a sentence: what, which, and what to do."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_catalog.errors import LocalStoreError
from graph_catalog.language import Language, speaking
from graph_catalog.local_store import Cache, LocalStore, Memory, faults

NOBODY = 65534

HOLDER = """
import fcntl, sys
lock = open(sys.argv[1], "r+b")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def refusal(data: Path, *, memory: Memory | None = None, cache: Cache | None = None) -> str:
    with speaking(Language.ENGLISH), pytest.raises(LocalStoreError) as refused:
        LocalStore(data, memory=memory, cache=cache).acquire()
    return str(refused.value)


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root may write anywhere; so be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    # Not under pytest's own folder, into which nobody else may look.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o555)
        yield path
        path.chmod(0o755)


def test_a_read_only_directory(read_only: Path, unprivileged: None) -> None:  # noqa: ARG001
    assert refusal(read_only / "data") == (
        f"{read_only / 'data'} cannot be written. Allow writing, or name another one by --data."
    )


def test_a_file_where_the_directory_should_be(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("")
    assert refusal(file) == f"{file} is not a directory. Name one by --data."


def test_a_directory_with_other_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    assert "holds other files" in refusal(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "mark",
    ['{"format": 2, "neo4j": "2026.08.1"}', '{"format": 1, "neo4j": "2026.09.0"}'],
)
def test_a_directory_of_a_newer_release_is_left_as_it_is(tmp_path: Path, mark: str) -> None:
    (tmp_path / "graph-catalog.json").write_text(mark)
    assert "A newer release of graph-catalog wrote" in refusal(tmp_path)
    assert (tmp_path / "graph-catalog.json").read_text() == mark


def test_a_directory_that_another_neo4j_is_using(tmp_path: Path) -> None:
    lock = tmp_path / "neo4j/data/databases/store_lock"
    lock.parent.mkdir(parents=True)
    lock.write_bytes(b"")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert refusal(tmp_path).startswith(f"Another Neo4j (process {holder.pid}) is using")
        holder.communicate()


def test_a_database_whose_password_is_lost(tmp_path: Path) -> None:
    (tmp_path / "neo4j/data/databases/system").mkdir(parents=True)
    assert "Restore that file from a backup" in refusal(tmp_path)


def test_a_store_that_was_never_installed(tmp_path: Path) -> None:
    assert "Run make setup" in refusal(tmp_path / "data", cache=Cache(tmp_path / "cache"))


def test_a_neo4j_that_cannot_start_is_quoted_without_its_stack_trace(tmp_path: Path) -> None:
    said = refusal(tmp_path, memory=Memory(page_cache="plenty"))
    assert said.startswith(f"Neo4j did not start on the data directory {tmp_path}. Its last words:")
    assert "plenty" in said
    assert "\tat " not in said
    assert len(said.splitlines()) <= 7


def test_too_little_memory_is_called_that(tmp_path: Path) -> None:
    said = refusal(tmp_path, memory=Memory(heap="900000g"))
    assert "lower GRAPH_CATALOG_STORE_HEAP" in said


def test_a_full_disk_is_called_one(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with speaking(Language.ENGLISH):
        said = {
            str(faults.of_system(full, tmp_path)),
            str(faults.of_log("java.io.IOException: No space left on device", tmp_path)),
        }
    assert said == {f"The disk of {tmp_path} is full. Make room there, then try again."}
