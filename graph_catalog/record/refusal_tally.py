"""Which refusals the audit log is told of one by one, and which together.

Whoever is refused again and again could fill the log, which nobody may shorten. So of one actor and one code the first
are entries each; after those the log has an entry for each doubling, which says how many refusals it stands for.
"""

import dataclasses
import time
from collections.abc import Callable
from typing import Final

_EACH: Final = 50
"""Refusals of an actor with one code in a window that are entries of their own."""
_WINDOW: Final = 600.0
"""Seconds after which an actor's refusals are entries of their own again."""


@dataclasses.dataclass
class _Refusals:
    """Of one actor, with one code, since `began`."""

    began: float
    count: int = 0
    untold: int = 0
    """Of which the log does not know."""


class RefusalTally:
    """Counts the refusals of a process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._refusals: dict[tuple[str, str], _Refusals] = {}

    def one_more(self, actor: str, code: str) -> int:
        """Count a refusal; return for how many the entry stands that is to be written now, 0 for none."""
        now = self._clock()
        refusals = self._refusals.get((actor, code))
        if refusals is None or now - refusals.began >= _WINDOW:
            untold = 0 if refusals is None else refusals.untold
            self._forget(now)
            refusals = self._refusals[actor, code] = _Refusals(now, untold=untold)
        refusals.count += 1
        refusals.untold += 1
        if refusals.count > _EACH and not _is_doubling(refusals.count):
            return 0
        told, refusals.untold = refusals.untold, 0
        return told

    def _forget(self, now: float) -> None:
        """Forget whoever was refused nothing lately that the log does not know."""
        self._refusals = {
            who: each
            for who, each in self._refusals.items()
            if each.untold or now - each.began < _WINDOW
        }

    def __len__(self) -> int:
        """Return of how many actors and codes something is known."""
        return len(self._refusals)


def _is_doubling(count: int) -> bool:
    times, rest = divmod(count, _EACH)
    return not rest and times.bit_count() == 1
