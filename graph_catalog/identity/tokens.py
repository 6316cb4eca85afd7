"""The bearer tokens that a server takes: found by their hash, and read again when their file has changed."""

import collections
import dataclasses
import datetime as dt
import enum
import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Final, Self

from graph_catalog.errors import SettingsError
from graph_catalog.identity import token_file
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import Token, digest_of
from graph_catalog.language import Language, say, speaking
from graph_catalog.model.wording import folded

_log = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 1.0
"""Seconds for which the file is not looked at again."""

_TOLD: Final = 20
"""Lines of a file that are named in one message."""

_Stamp = tuple[int, int, int]


class TokenStanding(enum.Enum):
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

    A change of the file holds from the next look-up on, a second later at the most. What has become unreadable, one line
    or all of the file, is not taken any more, since it may have been revoked, and is logged once.
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
        self._logged = ""
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
        found = examine(path)
        if found.faults:
            raise SettingsError(_joined(found.faults))
        tokens = cls(found.tokens, path=path, seconds=seconds, now=now)
        tokens._stamp = stamp
        tokens._log_once(found.namesakes)
        return tokens

    def viewer(self, token: str) -> Viewer | None:
        """Return whose token it is; None where it is not taken, see `standing`."""
        known, standing = self._find(token)
        return known.viewer if known is not None and standing is TokenStanding.TAKEN else None

    def standing(self, token: str) -> TokenStanding:
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

    def _find(self, token: str) -> tuple[Token | None, TokenStanding]:
        self._look()
        # By the hash of 256 random bits: how long a look-up takes tells nothing of the token.
        known = self._by_digest.get(digest_of(token))
        if known is None:
            return None, TokenStanding.UNKNOWN
        if known.revoked is not None:
            return known, TokenStanding.REVOKED
        if known.expires is not None and known.expires <= self._now():
            return known, TokenStanding.EXPIRED
        unit = known.viewer.unit_key
        is_gone = unit is not None and self._units is not None and unit not in self._units
        return known, TokenStanding.UNIT_GONE if is_gone else TokenStanding.TAKEN

    def _look(self) -> None:
        """Read the file again if it has changed since the last look."""
        if self._path is None or self._seconds() - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = self._seconds()
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        token_file.keep_private(self._path)
        with speaking(Language.ENGLISH):  # the log's, whoever asks meanwhile
            try:
                found = examine(self._path)
            except SettingsError as problem:
                self._stamp = None  # rights to read do not show in a stamp
                found = TokenFile((), (str(problem),), ())
            self._log_once((*found.faults, *found.namesakes))
        self._take(found.tokens)

    def _log_once(self, problems: Sequence[str]) -> None:
        """Log what is not taken, unless it was the same at the last look."""
        problem = _joined(problems)
        if problem not in {"", self._logged}:
            _log.error("tokens are not taken: %s", problem)
        self._logged = problem

    def _take(self, tokens: Iterable[Token]) -> None:
        self._by_digest = {token.digest: token for token in tokens}


@dataclasses.dataclass(frozen=True)
class TokenFile:
    """What there is in a token file: the tokens that count, and what is wrong with lines that do not.

    A line counts for nothing that is no token, that shares its sha256 or its id with another line (no line of them
    counts: one may say that the other was revoked), or that has the name of a line before or of the program itself
    (it would act under another's name on record; the earlier one keeps it). `namesakes` are the last, which files of
    earlier releases may have.
    """

    tokens: Sequence[Token]
    faults: Sequence[str]
    namesakes: Sequence[str]


def examine(path: Path) -> TokenFile:
    """Read what can be read of a token file; raises `SettingsError` where the file itself cannot be."""
    tokens: list[tuple[int, Token]] = []
    faults, namesakes = [], []
    for number, read_ in token_file.lines(path):
        if isinstance(read_, SettingsError):
            faults.append(str(read_))
        else:
            tokens.append((number, read_))
    known_by = collections.Counter(each for _, token in tokens for each in _known_by(token))
    counting, names = [], dict.fromkeys(token_file.RESERVED, 0)
    for number, token in tokens:
        # Whoever had the name first keeps it, be their line in order or not.
        before = names.setdefault(folded(token.viewer.name), number)
        if any(known_by[each] > 1 for each in _known_by(token)):
            faults.append(_doubled(path, number))
        elif before != number:
            namesakes.append(_namesake(path, number, before))
        else:
            counting.append(token)
    return TokenFile(counting, faults, namesakes)


def _known_by(token: Token) -> tuple[tuple[str, str], ...]:
    return ("sha256", token.digest), ("id", token.viewer.identity)


def _doubled(path: Path, number: int) -> str:
    return say(
        zh=f"令牌文件 {path} 第 {number} 行的 sha256 或 id 与另一行相同，这些行都不予接受。请只保留一行；已撤销的保留撤销的一行。",
        en=f"{path}, line {number}, has the sha256 or the id of another line; none of them is taken. Keep one line, the "
        "revoked one where there is one.",
    )


def _namesake(path: Path, number: int, before: int) -> str:
    if before:
        return say(
            zh=f"令牌文件 {path} 第 {number} 行的名称与第 {before} 行相同，不予接受。请在文件中为该行另取一个名称。",
            en=f"{path}, line {number}, has the name of line {before} and is not taken. Give it another name in the file.",
        )
    return say(
        zh=f"令牌文件 {path} 第 {number} 行的名称是程序自用的（{'、'.join(sorted(token_file.RESERVED))}），不予接受。请在文件中为该行另取一个名称。",
        en=f"{path}, line {number}, has a name of the program's own ({', '.join(sorted(token_file.RESERVED))}) and is not taken. "
        "Give it another name in the file.",
    )


def _joined(problems: Sequence[str]) -> str:
    rest = len(problems) - _TOLD
    more = say(zh=f"另有 {rest} 处。", en=f"And {rest} more.")
    return "\n".join((*problems[:_TOLD], *([more] if rest > 0 else [])))


def _stamp(path: Path) -> _Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
