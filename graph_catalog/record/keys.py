"""Stable opaque keys, and the global ids made from them (design §4, Relay).

A key is minted once and never changes, whatever becomes of codes and names. It is derived from the natural identity
at the time of minting, so that loading the same sample or estate twice gives the same keys; whoever mints must see
that the key is free (`ordinal` makes another).
"""

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_REVISION

_LETTERS = 20


def mint(kind: NodeKind, *natural: str, ordinal: int = 0) -> str:
    """Return the key for a thing known by `natural` when it was first put on record."""
    identity = "\x1f".join((kind.value, *natural, *([str(ordinal)] if ordinal else [])))
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_LETTERS]


@dataclasses.dataclass(frozen=True)
class GlobalId:
    """What a global id says: which kind, which key, and the as-of point it was seen with."""

    kind: NodeKind
    key: str
    as_of: dt.datetime | None = None
    revision: int | None = None

    @property
    def text(self) -> str:
        """The id as it was written, by which a refusal names the thing."""
        return encode(self.kind, self.key, as_of=self.as_of, revision=self.revision)


def encode(
    kind: NodeKind, key: str, *, as_of: dt.datetime | None = None, revision: int | None = None
) -> str:
    """Write a global id; with an as-of point it names the object as seen through it."""
    text = f"{kind.value}:{key}"
    if as_of is not None and revision is not None:
        text += f"@{_microseconds(as_of)},{revision}"
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def decode(text: str) -> GlobalId | None:
    """Read a global id; None for what is none. The caller answers it like an unknown one.

    A thing has one id at an as-of point: another spelling of it (padding, a plus sign) is no id, or clients' caches would keep
    two things.
    """
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        plain = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
        named = _named(plain)
    except (ValueError, binascii.Error, UnicodeError, OverflowError):
        return None
    return named if named.key.isalnum() and named.text == text else None


def _named(plain: str) -> GlobalId:
    """Read the text of an id; raises `ValueError` or `OverflowError` for what is none."""
    head, _, point = plain.partition("@")
    kind, _, key = head.partition(":")
    if not point:
        return GlobalId(NodeKind(kind), key)
    instant, _, revision = point.partition(",")
    number = int(revision)
    if not 0 <= number < OPEN_REVISION:
        raise OverflowError(revision)
    return GlobalId(NodeKind(kind), key, _instant(int(instant)), number)


def key_in(text: str) -> str | None:
    """Return the key that a global id names; None for what is none."""
    named = decode(text)
    return None if named is None else named.key


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _microseconds(instant: dt.datetime) -> int:
    return (instant - _EPOCH) // dt.timedelta(microseconds=1)


def _instant(microseconds: int) -> dt.datetime:
    return _EPOCH + dt.timedelta(microseconds=microseconds)
