"""Java's AOT cache: classes loaded and linked ahead, so that Neo4j starts in half the time.

It is trained once, by a run of Neo4j that answers a question, and written by Java when that
run ends. Java drops one that does not fit (other jars, flags, Java) without a word.
"""

import os
import subprocess
import tempfile
import time
from importlib import resources
from pathlib import Path

from graph_catalog.local_store import launch, password
from graph_catalog.local_store.cache import Cache
from graph_catalog.local_store.data_directory import DataDirectory

_POLL_SECONDS = 0.05
_START_SECONDS = 180.0
_WRITE_SECONDS = 300.0


def train(cache: Cache) -> None:
    """Write the AOT cache of `cache`, if it is not there; a run that fails leaves nothing."""
    if cache.aot.is_file():
        return
    new = cache.aot.with_name(f"{cache.aot.name}.{os.getpid()}.new")
    with tempfile.TemporaryDirectory(dir=cache.root) as scratch:
        try:
            if _run(cache, DataDirectory(Path(scratch)), new) and new.is_file():
                new.replace(cache.aot)
        finally:
            new.unlink(missing_ok=True)


def _run(cache: Cache, scratch: DataDirectory, output: Path) -> bool:
    """Run Neo4j once with training on; say whether all went well."""
    port, memory = launch.free_port(), launch.Memory()
    word = scratch.password()
    launch.configure(scratch.home, memory, port)
    training = subprocess.Popen(
        launch.command(cache.jars, scratch.home, memory, f"-XX:AOTCacheOutput={output}"),
        cwd=scratch.home,
        env=launch.environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        if _is_ready(training, scratch) and _answers(port, word):
            training.terminate()
            return training.wait(_WRITE_SECONDS) >= 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        training.kill()
        training.wait()
    return False


def _is_ready(training: subprocess.Popen[bytes], scratch: DataDirectory) -> bool:
    end = time.monotonic() + _START_SECONDS
    while training.poll() is None and time.monotonic() < end:
        if scratch.has_bolt_since(0):
            return True
        time.sleep(_POLL_SECONDS)
    return False


def _answers(port: int, word: str) -> bool:
    """Ask the question of `training.cypher`; say whether it was answered."""
    import neo4j  # noqa: PLC0415 - the watcher, which has this package too, is to be small

    question = (resources.files("graph_catalog.local_store") / "training.cypher").read_text("utf-8")
    address, credentials = f"bolt://127.0.0.1:{port}", (password.USER, word)
    try:
        with neo4j.GraphDatabase.driver(address, auth=credentials) as driver:
            driver.execute_query(neo4j.Query(question), database_="neo4j")
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError):
        return False
    return True
