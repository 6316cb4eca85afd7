"""Run tests on a Neo4j 5.26 LTS of their own: `python -m tests.lts [pytest's arguments]`, or `make test-lts`.

Without arguments: every Cypher file is explained, and every question and change of the docs runs on the sample district.
The jars come as those of the local store do, by a lock of their own, and stay in its cache.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph_catalog.local_store import Cache, fetch, jars, launch, password

VERSION: Final = "5.26.30"
USUAL: Final = (
    "tests/cypher",
    "tests/district/test_docs.py",
    "tests/district/test_what_docs_change.py",
    "tests/gql/test_lists.py",
)
_MAIN: Final = "org.neo4j.server.CommunityEntryPoint"
_START_SECONDS: Final = 240.0
_CONFIGURATION: Final = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=256m
db.transaction.monitor.check.interval=100ms
db.shutdown_transaction_end_timeout=0s
db.tx_log.preallocate=true
db.tx_log.rotation.size=32m
db.tx_log.rotation.retention_policy=2 files
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.dbms.bolt.netty_server_shutdown_timeout=1s
"""


def place(cache: Cache) -> tuple[Path, Sequence[jars.Jar]]:
    """Return the folder with the jars of that line, fetched where they are missing."""
    lock = Path(__file__).parent / f"neo4j-{VERSION}.lock"
    wanted = jars.parse(lock.read_text("utf-8"))
    folder = cache.root / f"neo4j-{VERSION}"
    fetch.fill(folder, wanted, fetch.Repositories.of_user(None), lambda _done, _in_all: None)
    return folder, wanted


@contextmanager
def running(home: Path) -> Iterator[tuple[str, str]]:
    """Run that Neo4j on an empty folder; yield its address and its password."""
    folder, wanted = place(Cache.of_environment())
    port = launch.free_port()
    (home / "conf").mkdir(parents=True)
    (home / "conf/neo4j.conf").write_text(_CONFIGURATION.format(port=port), "utf-8")
    word = password.make(home / "password", home)
    heap = ("-Xms256m", "-Xmx1g")
    class_path = os.pathsep.join(str(folder / jar.name) for jar in wanted)
    program = (_MAIN, f"--home-dir={home}", f"--config-dir={home / 'conf'}")
    command = [str(launch.java()), *launch.JVM_FLAGS, *heap, "-cp", class_path, *program]
    neo4j = subprocess.Popen(command, cwd=home, env=launch.environment(os.environ))
    try:
        _await(neo4j, home / "logs/neo4j.log")
        yield f"bolt://127.0.0.1:{port}", word
    finally:
        neo4j.terminate()
        neo4j.wait()


def _await(neo4j: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while not (log.exists() and "Bolt enabled on" in log.read_text("utf-8")):
        if neo4j.poll() is not None or time.monotonic() > end:
            sys.exit(f"Neo4j {VERSION} did not start; see {log}")
        time.sleep(0.05)


def main(arguments: Sequence[str]) -> int:
    """Run pytest with these arguments on that store; return its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that Neo4j ends, too
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as (uri, word):
        given = ["--store", uri, "--store-password", word, *(arguments or USUAL)]
        return subprocess.run([sys.executable, "-m", "pytest", *given], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
