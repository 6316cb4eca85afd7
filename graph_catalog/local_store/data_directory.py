"""A data directory: which file is what, whose it is, and who runs on it.

graph-catalog.json   the format of the directory and the Neo4j that wrote it last
neo4j/               Neo4j's home: data, logs, conf
password             of Neo4j, mode 0600
users.lock           every user holds a shared lock, the watcher that ends Neo4j the one lock
start.lock           held while somebody decides whether to start a child
watcher.lock         held by the watcher as long as it lives
store.json           the running child, mode 0600, written when Bolt answers
watcher.log          what the watcher and Java had to say since the last start
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph_catalog.local_store import faults, locks, password
from graph_catalog.local_store.jars import NEO4J_VERSION
from graph_catalog.local_store.private import keep_private

_FORMAT = 1
_OUR_NAMES = frozenset(
    {
        "graph-catalog.json",
        "neo4j",
        "password",
        "users.lock",
        "start.lock",
        "watcher.lock",
        "store.json",
        "watcher.log",
        "lost+found",  # a disk of its own
    }
)


@dataclass(frozen=True, slots=True)
class Child:
    """A Neo4j that runs: its process id, its watcher's, and the port of its Bolt on loopback."""

    pid: int
    watcher: int
    port: int


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The directory at `path` (absolute); none of its files is touched before `claim`."""

    path: Path

    @property
    def home(self) -> Path:
        """Neo4j's own home."""
        return self.path / "neo4j"

    @property
    def users_lock(self) -> Path:
        """The file on which each user holds a lease."""
        return self.path / "users.lock"

    @property
    def start_lock(self) -> Path:
        """The file that is locked while somebody decides whether to start a child."""
        return self.path / "start.lock"

    @property
    def watcher_lock(self) -> Path:
        """The file that the watcher has locked."""
        return self.path / "watcher.lock"

    @property
    def watcher_log(self) -> Path:
        """What the watcher and Java wrote."""
        return self.path / "watcher.log"

    @property
    def neo4j_lock(self) -> Path:
        """The file that a Neo4j on this home has locked, whoever started it."""
        return self.home / "data/databases/store_lock"

    @property
    def _neo4j_log(self) -> Path:
        return self.home / "logs/neo4j.log"

    @property
    def _store_file(self) -> Path:
        return self.path / "store.json"

    @property
    def _format_file(self) -> Path:
        return self.path / "graph-catalog.json"

    @property
    def _password_file(self) -> Path:
        return self.path / "password"

    def claim(self) -> None:
        """Make the directory ours, or see that it is, and its owner's alone.

        Raises:
            LocalStoreError: it holds somebody else's files or a newer release's.
            OSError: it cannot be made or written.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._is_ours():
            raise faults.foreign(self.path)
        keep_private(self.path)
        mark = {"format": _FORMAT, "neo4j": NEO4J_VERSION}
        if self._read(self._format_file) != mark:
            password.write_private(self._format_file, json.dumps(mark) + "\n")

    def child(self) -> Child | None:
        """Return the child that runs here, or None; what a dead one left behind does not count."""
        content = self._read(self._store_file)
        if content.keys() != {"pid", "watcher", "port"}:
            return None
        child = Child(**content)
        return child if locks.java_holder(self.neo4j_lock) == child.pid else None

    def is_published(self) -> bool:
        """Whether everybody is told of a child."""
        return self._store_file.exists()

    def publish(self, child: Child) -> None:
        """Tell everybody that this child answers."""
        password.write_private(self._store_file, json.dumps(asdict(child)))

    def unpublish(self) -> None:
        """Tell everybody that no child answers."""
        self._store_file.unlink(missing_ok=True)

    def password(self) -> str:
        """Return Neo4j's password; made at the first call, before Neo4j's first start.

        Raises:
            LocalStoreError: the database has a password, and the file with it is gone.
        """
        try:
            word = self._password_file.read_text(encoding="utf-8")
        except FileNotFoundError:
            word = ""
        if word:
            return word
        if (self.home / "data/databases/system").exists():
            raise faults.lost_password(self._password_file)
        return password.make(self._password_file, self.home)

    def log_size(self) -> int:
        """Return the size of Neo4j's own log in bytes."""
        return self._neo4j_log.stat().st_size if self._neo4j_log.exists() else 0

    def logged_since(self, size: int) -> str:
        """Return what Neo4j logged since its log had this size."""
        if not self._neo4j_log.exists():
            return ""
        text = self._neo4j_log.read_bytes()
        was_rotated = len(text) < size
        return text[0 if was_rotated else size :].decode(errors="replace")

    def has_bolt_since(self, size: int) -> bool:
        """Whether Neo4j has said, since its log had this size, that its Bolt is open."""
        return "Bolt enabled on" in self.logged_since(size)

    def _is_ours(self) -> bool:
        mark = self._read(self._format_file)
        if mark:
            if mark.get("format", 0) > _FORMAT or _number(mark["neo4j"]) > _number(NEO4J_VERSION):
                raise faults.newer_release(self.path)
            return True
        return {entry.name.removesuffix(".new") for entry in self.path.iterdir()} <= _OUR_NAMES

    def _read(self, file: Path) -> dict[str, Any]:
        """Return what the JSON object in `file` says; nothing where there is no whole one."""
        try:
            content = json.loads(file.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
