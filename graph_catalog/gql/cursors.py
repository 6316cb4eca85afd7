"""Cursors: a place in a list, with all that must stay the same from page to page (design §4).

A cursor carries the list, its parent, its order, the hash of its filter, its snapshot and the place. It gives no rights:
whoever makes one up reads what they may see anyway; the checksum is there to say so early and clearly.
"""

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import json
import math

import orjson

from graph_catalog.gql.refused import WrongArgumentError
from graph_catalog.language import say

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CHECKSUM = 6
_LONGEST = 4000
_LARGEST = 2**63
"""Below which the store has whole numbers."""

Value = str | int | float


@dataclasses.dataclass(frozen=True)
class List:
    """Which list a cursor belongs to."""

    name: str
    parent: str = ""
    order: str = ""
    filter: str = ""


@dataclasses.dataclass(frozen=True)
class Cursor:
    """A place in a list: the value it is ordered by, and the key; the snapshot where the list has any."""

    list: List
    value: Value
    key: str
    as_of: dt.datetime | None = None
    revision: int | None = None


def filter_hash(clauses: object) -> str:
    """Return a short hash of a compiled filter; '' for none."""
    if not clauses:
        return ""
    return hashlib.sha256(json.dumps(clauses, sort_keys=True, default=str).encode()).hexdigest()[
        :12
    ]


def encode(cursor: Cursor) -> str:
    """Write a cursor as opaque text."""
    at = None if cursor.as_of is None else (cursor.as_of - _EPOCH) // dt.timedelta(microseconds=1)
    parts = [*dataclasses.astuple(cursor.list), cursor.value, cursor.key, at, cursor.revision]
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return base64.urlsafe_b64encode(_checksum(plain) + plain).decode("ascii").rstrip("=")


def decode(text: str, wanted: List, argument: str) -> Cursor:
    """Read a cursor of the wanted list; raises `WrongArgumentError` for anything else."""
    cursor = _read(text)
    if cursor is None:
        raise WrongArgumentError(
            say(
                zh=f"{argument} 不是有效的游标（可能被截断或改动）。请原样使用上一页给出的 endCursor 或 startCursor。",
                en=f"{argument} is no cursor, or was cut or changed. Use endCursor or startCursor of a page as it is.",
            ),
            argument,
        )
    if cursor.list != wanted:
        raise WrongArgumentError(
            say(
                zh=f"{argument} 是另一个列表的游标：列表、上级对象、排序或筛选条件不同。请从第一页重新开始。",
                en=f"{argument} is a cursor of another list: list, parent, order or filter differ. "
                "Start again at the first page.",
            ),
            argument,
        )
    return cursor


def _read(text: str) -> Cursor | None:
    try:
        if len(text) > _LONGEST:
            return None
        raw = base64.b64decode(
            text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
        if base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=") != text:
            return None  # a place has one cursor
        checksum, plain = raw[:_CHECKSUM], raw[_CHECKSUM:]
        if _checksum(plain) != checksum:
            return None
        name, parent, order, filter_, value, key, at, revision = orjson.loads(plain)
        if not _is_sound((name, parent, order, filter_, key), value, (at, revision)):
            return None
        as_of = None if at is None else _EPOCH + dt.timedelta(microseconds=at)
        return Cursor(List(name, parent, order, filter_), value, key, as_of, revision)
    except (ValueError, TypeError, binascii.Error, UnicodeError, OverflowError):
        return None


def _is_sound(texts: tuple[object, ...], value: object, numbers: tuple[object, ...]) -> bool:
    """Tell whether a cursor could be one of ours: anybody can make a checksum."""
    return (
        all(isinstance(text, str) and _is_text(text) for text in texts)
        and _is_value(value)
        and all(number is None or _is_small(number) for number in numbers)
        and numbers.count(None) in {0, len(numbers)}
    )


def _is_value(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return _is_text(value) if isinstance(value, str) else _is_small(value)


def _is_small(value: object) -> bool:
    return type(value) is int and abs(value) < _LARGEST


def _is_text(text: str) -> bool:
    return text.isascii() or text == text.encode("utf-8", "replace").decode()


def _checksum(plain: bytes) -> bytes:
    return hashlib.sha256(plain).digest()[:_CHECKSUM]
