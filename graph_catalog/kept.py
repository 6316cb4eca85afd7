"""What was worked out once and is kept, within a number of bytes: the longest unused goes first.

A number of entries is no bound: whoever chooses the texts that are looked up chooses how large they are.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

MIB: Final = 1024**2
_BESIDE: Final = 300
"""Bytes that an entry takes beside its key and its value, measured."""


class Kept(Generic[_Key, _Value]):
    """Values by their keys; threads may share it."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._entries: OrderedDict[_Key, tuple[int, _Value]] = OrderedDict()
        self._lock = threading.Lock()
        self.kept_bytes = 0
        """What is kept takes about so much memory."""

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._entries)

    def get(self, key: _Key) -> _Value | None:
        """Return the value of a key, which then counts as just used; None where there is none."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[1]

    def put(self, key: _Key, value: _Value, size: int) -> None:
        """Keep a value of so many bytes, its key included; one that is larger than all may be is not kept."""
        size += _BESIDE
        if size > self._most_bytes:
            return
        with self._lock:
            if key in self._entries:
                self.kept_bytes -= self._entries.pop(key)[0]
            self._entries[key] = size, value
            self.kept_bytes += size
            while self.kept_bytes > self._most_bytes:
                _, (gone, _) = self._entries.popitem(last=False)
                self.kept_bytes -= gone

    def clear(self) -> None:
        """Keep nothing of what was kept."""
        with self._lock:
            self._entries.clear()
            self.kept_bytes = 0
