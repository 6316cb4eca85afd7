"""Pure functions of texts that remember what they have returned, within a number of bytes.

The texts are names in the catalog, which come again and again, and whatever anybody plans, which does not.
"""

import dataclasses
import functools
import sys
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from graph_catalog.kept import Kept

_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


class Remembering(Generic[_Given, _Returned]):
    """A function with its memory."""

    def __init__(
        self, work: Callable[_Given, _Returned], most_bytes: int, shared: tuple[type, ...]
    ) -> None:
        self._work = work
        self._shared = shared
        self.kept: Kept[tuple[object, ...], _Returned] = Kept(most_bytes)
        self.most_bytes = most_bytes
        functools.update_wrapper(self, work)

    def __call__(self, *given: _Given.args, **named: _Given.kwargs) -> _Returned:
        """Return what the function returns, from memory where it is there."""
        key = (*given, *named.items())
        known = self.kept.get(key)
        if known is not None:
            return known
        returned = self._work(*given, **named)
        self.kept.put(key, returned, self._size(key) + self._size(returned))
        return returned

    def _size(self, value: object) -> int:
        """Return the bytes of a value with what it holds; what all values share (lexicon, enums) counts nothing."""
        if isinstance(value, str):
            return sys.getsizeof(value)
        if isinstance(value, (tuple, frozenset)):
            return sys.getsizeof(value) + sum(map(self._size, value))
        if dataclasses.is_dataclass(value) and not isinstance(value, (type, *self._shared)):
            held = (getattr(value, field.name) for field in dataclasses.fields(value))
            return sys.getsizeof(value) + sum(map(self._size, held))
        return 0


def remembered(
    most_bytes: int, *, shared: tuple[type, ...] = ()
) -> Callable[[Callable[_Given, _Returned]], Remembering[_Given, _Returned]]:
    """Make a function remember; `shared` are the types of what its values have of the lexicon."""

    def with_memory(work: Callable[_Given, _Returned]) -> Remembering[_Given, _Returned]:
        return Remembering(work, most_bytes, shared)

    return with_memory
