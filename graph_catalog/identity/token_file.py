"""The file of bearer tokens: JSON lines, one for each token there ever was; written whole.

A line says sha256 (of the token), id (its holder for good), name, unit (a key), roles, created, expires and revoked.
Lines of earlier releases have no id: theirs follows from their hash. A token that was revoked keeps its line, so that
neither its id nor its name is given to somebody else.
"""

import codecs
import contextlib
import dataclasses
import datetime as dt
import fcntl
import hashlib
import json
import logging
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Self

import orjson

from graph_catalog import durable_files
from graph_catalog.errors import SettingsError
from graph_catalog.identity.auth import LOCAL, PROGRAM, Viewer
from graph_catalog.language import say
from graph_catalog.model import instant
from graph_catalog.model.characters import forbidden_in_name
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.wording import folded

_log = logging.getLogger(__name__)
_OWNER_ALONE: Final = 0o600


@dataclasses.dataclass(frozen=True)
class Token:
    """One line of the file; `expires` is the first instant at which it is not taken any more."""

    digest: str
    viewer: Viewer
    created: dt.datetime | None = None
    expires: dt.datetime | None = None
    revoked: dt.datetime | None = None

    @classmethod
    def made(cls, token: str, viewer: Viewer, *, expires: dt.datetime | None = None) -> Self:
        """Return the line of a token that is given out now, under an identity of its own."""
        holder = dataclasses.replace(viewer, identity=secrets.token_hex(8))
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        return cls(digest_of(token), holder, created=now, expires=expires)

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read a line; raises `ValueError` or `TypeError` where it is none."""
        orjson.loads(line)  # strict, and bounds how deep a line nests
        entry = json.loads(line, object_pairs_hook=_once_each)
        if not isinstance(entry, dict) or not isinstance(roles := entry.get("roles"), list):
            message = "no object with roles"
            raise TypeError(message)
        held = frozenset(map(Role, roles))
        unit = _text(entry, "unit")
        if Role.UNIT_OFFICER in held and unit is None:
            message = "an officer without a unit"
            raise ValueError(message)
        digest, name = _text(entry, "sha256"), _text(entry, "name")
        if digest is None or name is None:
            message = "without sha256 or name"
            raise ValueError(message)
        identity = _text(entry, "id") or hashlib.sha256(digest.encode()).hexdigest()[:16]
        viewer = Viewer(name, unit, held, identity)
        return cls(digest, viewer, *(_instant(entry, each) for each in _INSTANTS))

    @property
    def line(self) -> str:
        """The token as it stands in the file."""
        instants = {name: getattr(self, name) for name in _INSTANTS}
        return json.dumps(
            {
                "sha256": self.digest,
                "id": self.viewer.identity,
                "name": self.viewer.name,
                "unit": self.viewer.unit_key,
                "roles": sorted(role.value for role in self.viewer.roles),
                **{name: instant.text(at) for name, at in instants.items() if at is not None},
            },
            ensure_ascii=False,
        )


_INSTANTS: Final = ("created", "expires", "revoked")


def _once_each(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; of two with one name, either could be meant."""
    entry = dict(members)
    if len(entry) < len(members):
        message = "a member twice"
        raise ValueError(message)
    return entry


def _text(entry: Mapping[str, Any], name: str) -> str | None:
    """Return a text of a line, None where it has none; raises `ValueError` for what is no text or cannot be seen."""
    value = entry.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or forbidden_in_name(value):
        raise ValueError(name)
    return value


def _instant(entry: Mapping[str, Any], name: str) -> dt.datetime | None:
    text = _text(entry, name)
    return None if text is None else instant.When.read(text).until


def digest_of(token: str) -> str:
    """Return the hash under which a token stands in the file. Tokens are 256 random bits: no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_token() -> str:
    """Make a token, shown once to the person who gets it."""
    return secrets.token_urlsafe(32)


def line_for(token: str, viewer: Viewer) -> str:
    """Return the line of a token given out now."""
    return Token.made(token, viewer).line


RESERVED: Final = frozenset({folded(viewer.name) for viewer in (LOCAL, PROGRAM)})
"""Actors of the audit log that have no token."""


def read(path: Path) -> list[Token]:
    """Read every line of a token file; raises `SettingsError` naming file and line."""
    tokens = []
    for _, read_ in lines(path):
        if isinstance(read_, SettingsError):
            raise read_
        tokens.append(read_)
    return tokens


def lines(path: Path) -> Iterator[tuple[int, Token | SettingsError]]:
    """Yield the number of each line, from 1, and its token or why it is none.

    Raises `SettingsError` where the file itself cannot be read.
    """
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as problem:
        raise SettingsError(
            say(
                zh=f"无法读取令牌文件 {path}：{problem}。请检查 GRAPH_CATALOG_TOKENS 指向的文件及其权限。",
                en=f"The token file {path} cannot be read: {problem}. Check GRAPH_CATALOG_TOKENS and its rights.",
            )
        ) from problem
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            try:
                yield number, Token.read(line)
            except (ValueError, TypeError) as problem:
                yield number, _no_token(path, number, problem)


def _no_token(path: Path, number: int, problem: Exception) -> SettingsError:
    allowed = ", ".join(role.value for role in Role)
    fault = SettingsError(
        say(
            zh=f"令牌文件 {path} 第 {number} 行无效：需为含 sha256、name、roles 的 JSON，角色取值：{allowed}；"
            "数据专员须有 unit。请改正或删除该行。",
            en=f"{path}, line {number}, is no token: JSON with sha256, name and roles; roles are {allowed}; "
            "an officer has a unit. Mend or delete the line.",
        )
    )
    fault.__cause__ = problem
    return fault


@contextlib.contextmanager
def writing(path: Path) -> Iterator[list[Token]]:
    """Give the tokens of the file to be changed, and write them when the block ends without an exception.

    One writer at a time; whoever reads meanwhile reads the file before or the file after, whole.
    Raises `SettingsError` where the file cannot be read or written.
    """
    path = path.resolve()  # a link stays a link
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, _OWNER_ALONE)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tokens = read(path) if path.exists() else []
        yield tokens
        with durable_files.replacing(path) as file:
            file.writelines(f"{token.line}\n" for token in tokens)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    finally:
        os.close(lock)


def _unwritable(path: Path, problem: OSError) -> SettingsError:
    return SettingsError(
        say(
            zh=f"无法写入令牌文件 {path}：{problem.strerror}。请核对路径与权限。",
            en=f"The token file {path} cannot be written: {problem.strerror}. Check path and rights.",
        )
    )


def keep_private(path: Path) -> None:
    """Take the file's rights from group and others; where that cannot be, say so in the log."""
    try:
        if path.stat().st_mode & 0o077:
            path.chmod(_OWNER_ALONE)
    except FileNotFoundError:
        return  # whoever reads it says so
    except OSError as problem:
        _log.error(  # says all there is
            "the token file %s can be read by others, and its mode cannot be set to 0600: %s",
            path,
            problem.strerror,
        )
