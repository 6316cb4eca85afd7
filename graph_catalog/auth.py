"""Who asks: a viewer with a unit and roles (domain.md §8; Art. 6, 25, 28). What roles may do: `rights`.

Bearer tokens stand, hashed, in a file that an administrator writes (`graph-catalog token add`). Without a file the
server runs in local mode: it binds to loopback only, says so, and everyone is the data centre.
"""

import dataclasses
import hashlib
import hmac
import json
import secrets
from pathlib import Path
from typing import Final

from graph_catalog import rights
from graph_catalog.errors import SettingsError
from graph_catalog.language import say
from graph_catalog.model.enums.roles import Role
from graph_catalog.rights import Operation, Owner, Side


@dataclasses.dataclass(frozen=True)
class Viewer:
    """Whoever asks. `unit_key` is the stable key of the unit they act for, None for bodies outside the catalog."""

    name: str
    unit_key: str | None = None
    roles: frozenset[Role] = frozenset()

    def may(self, operation: Operation, owner: Owner | None) -> bool:
        """Whether the viewer may do that to what is the owner's, or (None) nobody's."""
        return rights.side(self.unit_key, owner) in rights.sides(self.roles, operation)

    def may_at_all(self, operation: Operation) -> bool:
        """Whether there is anything that the viewer may do that to."""
        allowed = rights.sides(self.roles, operation)
        return bool(allowed - {Side.OWN}) or (Side.OWN in allowed and self.unit_key is not None)

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from the viewer."""
        return not self.roles.isdisjoint(rights.SEES_ALL)


LOCAL: Final = Viewer("local", None, frozenset({Role.DATA_CENTER}))
"""Everyone, in local mode."""
PROGRAM: Final = Viewer("graph-catalog", None, frozenset({Role.DATA_CENTER}))
"""The program itself, when it keeps its own house."""


@dataclasses.dataclass(frozen=True)
class Token:
    """One line of the token file."""

    digest: str
    viewer: Viewer


class Tokens:
    """The bearer tokens of a file: JSON lines with sha256, name, unit (a key) and roles."""

    def __init__(self, tokens: list[Token]) -> None:
        self._by_digest = {token.digest: token.viewer for token in tokens}

    @classmethod
    def read(cls, path: Path) -> "Tokens":
        """Read a token file; raises `SettingsError` naming file and line."""
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise SettingsError(
                say(
                    zh=f"无法读取令牌文件 {path}:{problem}。请检查 GRAPH_CATALOG_TOKENS 指向的文件及其权限。",
                    en=f"The token file {path} cannot be read: {problem}. Check GRAPH_CATALOG_TOKENS and its rights.",
                )
            ) from problem
        return cls(
            [_token(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
        )

    def viewer(self, token: str) -> Viewer | None:
        """Return whose token it is, or None."""
        digest = digest_of(token)
        return next(
            (who for known, who in self._by_digest.items() if hmac.compare_digest(known, digest)),
            None,
        )


def digest_of(token: str) -> str:
    """Return the hash under which a token stands in the file. Tokens are 256 random bits: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """Make a token, shown once to the person who gets it."""
    return secrets.token_urlsafe(32)


def line_for(token: str, viewer: Viewer) -> str:
    """Return the line of the token file for a token."""
    return json.dumps(
        {
            "sha256": digest_of(token),
            "name": viewer.name,
            "unit": viewer.unit_key,
            "roles": sorted(role.value for role in viewer.roles),
        },
        ensure_ascii=False,
    )


def _token(path: Path, number: int, line: str) -> Token:
    try:
        entry = json.loads(line)
        roles = frozenset(Role(role) for role in entry["roles"])
        return Token(str(entry["sha256"]), Viewer(str(entry["name"]), entry.get("unit"), roles))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        allowed = ", ".join(role.value for role in Role)
        raise SettingsError(
            say(
                zh=f"令牌文件 {path} 第 {number} 行无效:需为含 sha256、name、roles 的 JSON,角色取值:{allowed}。",
                en=f"{path}, line {number}, is no token: JSON with sha256, name and roles; roles are {allowed}.",
            )
        ) from problem
