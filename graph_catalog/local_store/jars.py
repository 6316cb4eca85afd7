"""The jars that Neo4j consists of, by a lock file that has no addresses.

One line a jar: `group:artifact:version[:classifier] size sha256`, with the size in bytes.
`setup/lock_jars.py` makes such a file.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

NEO4J_VERSION = "2026.08.1"
"""The Neo4j that the local store runs."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar: its file name, its path in a Maven repository, its size in bytes, its SHA-256."""

    name: str
    repository_path: str
    size: int
    sha256: str

    def is_in(self, folder: Path) -> bool:
        """Whether `folder` has the jar, by name and size; cheap enough for every start."""
        try:
            return (folder / self.name).stat().st_size == self.size
        except FileNotFoundError:
            return False

    def is_intact(self, file: Path) -> bool:
        """Whether `file` has the very bytes of this jar."""
        if not file.is_file() or file.stat().st_size != self.size:
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == self.sha256


def parse(lock: str) -> Sequence[Jar]:
    """Read the text of a lock file; sorted by name, the order in which Java gets them."""
    return sorted(map(_jar, lock.splitlines()), key=lambda jar: jar.name)


@cache
def locked() -> Sequence[Jar]:
    """Return the jars of `NEO4J_VERSION`."""
    return parse(lock_text())


def lock_text() -> str:
    """Return the text of the lock file of `NEO4J_VERSION`."""
    folder = resources.files("graph_catalog.local_store") / "lock"
    return (folder / f"neo4j-{NEO4J_VERSION}.lock").read_text(encoding="utf-8")


def _jar(line: str) -> Jar:
    coordinates, size, sha256 = line.split()
    group, artifact, version, *classifier = coordinates.split(":")
    name = "-".join([artifact, version, *classifier]) + ".jar"
    folder = "/".join([group.replace(".", "/"), artifact, version])
    return Jar(name, f"{folder}/{name}", int(size), sha256)
