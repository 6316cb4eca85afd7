"""The bearer tokens that a server takes: found by their hash, and read again when their file has changed."""

import datetime as dt
import enum
import logging
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final, Self

from graph_catalog import token_file
from graph_catalog.auth import Viewer
from graph_catalog.errors import SettingsError
from graph_catalog.token_file import Token, digest_of

_log = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 1.0
"""Seconds for which the file is not looked at again."""

_Stamp = tuple[int, int, int]


class Standing(enum.Enum):
    """What is to be said of a token."""

    TAKEN = enum.auto()
    UNKNOWN = enum.auto()
    EXPIRED = enum.auto()
    REVOKED = enum.auto()
    UNIT_GONE = enum.auto()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Tokens:
    """The bearer tokens of a file.

    A change of the file holds from the next look-up on, a second later at the most. A file that has become unreadable
    changes nothing: the tokens known so far are kept, and one error is logged.
    """

    def __init__(
        self,
        tokens: Iterable[Token],
        *,
        path: Path | None = None,
        seconds: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = _now,
    ) -> None:
        self._path = path
        self._seconds = seconds
        self._now = now
        self._stamp: _Stamp | None = None
        self._looked = seconds()
        self._units: frozenset[str] | None = None
        """Keys of the units that the catalog has; None as long as nobody has looked."""
        self._take(tokens)

    @classmethod
    def read(
        cls,
        path: Path,
        *,
        seconds: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = _now,
    ) -> Self:
        """Read a token file; raises `SettingsError` naming file and line."""
        token_file.keep_private(path)
        # The stamp before the content: what is written in between is read once more.
        stamp = _stamp(path)
        tokens = cls(token_file.read(path), path=path, seconds=seconds, now=now)
        tokens._stamp = stamp
        return tokens

    def viewer(self, token: str) -> Viewer | None:
        """Return whose token it is; None where it is not taken, see `standing`."""
        known, standing = self._find(token)
        return known.viewer if known is not None and standing is Standing.TAKEN else None

    def standing(self, token: str) -> Standing:
        """Return whether a token is taken, and if not, why."""
        return self._find(token)[1]

    @property
    def has_unknown_units(self) -> bool:
        """Whether there are tokens of units that the catalog was not known to have: it is worth a look."""
        viewers = (token.viewer for token in self._by_digest.values())
        of_tokens = {viewer.unit_key for viewer in viewers} - {None}
        return self._units is None or not of_tokens <= self._units

    def units_are(self, keys: Collection[str]) -> None:
        """Take no tokens of other units than these, which the catalog has; those of a file read later neither."""
        self._units = frozenset(keys)

    def _find(self, token: str) -> tuple[Token | None, Standing]:
        self._look()
        # By the hash of 256 random bits: how long a look-up takes tells nothing of the token.
        known = self._by_digest.get(digest_of(token))
        if known is None:
            return None, Standing.UNKNOWN
        if known.revoked is not None:
            return known, Standing.REVOKED
        if known.expires is not None and known.expires <= self._now():
            return known, Standing.EXPIRED
        unit = known.viewer.unit_key
        is_gone = unit is not None and self._units is not None and unit not in self._units
        return known, Standing.UNIT_GONE if is_gone else Standing.TAKEN

    def _look(self) -> None:
        """Read the file again if it has changed since the last look."""
        if self._path is None or self._seconds() - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = self._seconds()
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            token_file.keep_private(self._path)
            self._take(token_file.read(self._path))
        except SettingsError as problem:
            _log.error("the tokens known so far are kept: %s", problem)  # says all there is

    def _take(self, tokens: Iterable[Token]) -> None:
        self._by_digest = {token.digest: token for token in tokens}


def _stamp(path: Path) -> _Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
