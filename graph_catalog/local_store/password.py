"""Neo4j's password: made by us before its first start, so that neo4j/neo4j is never valid."""

import hashlib
import os
import secrets
from pathlib import Path

USER = "neo4j"
_ITERATIONS = 1024


def make(private_file: Path, home: Path) -> str:
    """Make a password, tell the Neo4j under `home`, and keep it.

    The first as `neo4j-admin dbms set-initial-password` would. It comes before the second: with
    `private_file` in place, both are.
    """
    word, salt = secrets.token_urlsafe(24), secrets.token_bytes(32)
    digest = salt + word.encode()
    for _ in range(_ITERATIONS):
        digest = hashlib.sha256(digest).digest()
    credential = f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{_ITERATIONS}:\n"
    write_private(home / "data/dbms/auth.ini", credential)
    write_private(private_file, word)
    return word


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123 - Path has no mode
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
