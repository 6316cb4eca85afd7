"""The model's files in the cache, taken out of a Maven artefact, by a lock file that has no addresses.

The lock's first line is the jar, `group:artifact:version size sha256` as in the store's lock; then
a line a file of it, `name size sha256`. Sizes are in bytes.
"""

import hashlib
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

MODEL = "bge-small-zh-v1.5-q"
"""The model, as its files and its folder are called."""
DIMENSIONS = 512
"""Numbers in a vector."""
WEIGHTS = f"{MODEL}.onnx"
TOKENIZER = f"{MODEL}-tokenizer.json"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of the model: its name in the jar and in the folder, its size, its SHA-256."""

    name: str
    size: int
    sha256: str

    def is_in(self, folder: Path) -> bool:
        """Whether `folder` has the file, by name and size; cheap enough for every start."""
        try:
            return (folder / self.name).stat().st_size == self.size
        except OSError:
            return False


class DamagedModelError(Exception):
    """The jar does not hold the locked file of this name."""


def jar_line() -> str:
    """Return the lock's line of the jar that holds the files."""
    return _lines()[0]


@cache
def locked() -> Sequence[ModelFile]:
    """Return the files of the model."""
    parts = [line.split() for line in _lines()[1:]]
    return [ModelFile(name, int(size), sha256) for name, size, sha256 in parts]


def folder(cache_root: Path) -> Path:
    """Return where a cache has the model's files."""
    return cache_root / MODEL


def are_in(place: Path) -> bool:
    """Whether every file is there; each was put in place only when its hash was right."""
    return all(file.is_in(place) for file in locked())


def take_out(jar: Path, place: Path) -> None:
    """Put the files into `place`, each only when it is the locked one.

    Raises:
        DamagedModelError: one is not.
        OSError: `place` cannot be written.
    """
    place.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar) as opened:
        for file in locked():
            content = opened.read(file.name)
            if hashlib.sha256(content).hexdigest() != file.sha256:
                raise DamagedModelError(file.name)
            part = place / f"{file.name}.{os.getpid()}.part"
            try:
                part.write_bytes(content)
                part.replace(place / file.name)
            finally:
                part.unlink(missing_ok=True)


def _lines() -> Sequence[str]:
    lock = resources.files("graph_catalog.embedding") / "model.lock"
    return lock.read_text(encoding="utf-8").splitlines()
