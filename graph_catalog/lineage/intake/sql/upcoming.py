"""Which tables a script makes only to drop them again: told before it is read.

A table that is created and, as the next thing that befalls it, dropped, is a temporary one in all
but name.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Final

from graph_catalog.lineage.intake.sql.pieces import Piece

_PART: Final = r"(?:[^\s.;(,`\"\[\]]+|`[^`]*`|\"[^\"]*\"|\[[^\]]*\])"
_NAME: Final = rf"{_PART}(?:\s*\.\s*{_PART})*"
_EVENT: Final = re.compile(
    r"^[ \t]*(?:(?P<create>create)\s+(?:or\s+replace\s+)?(?:external\s+|unlogged\s+)?"
    r"(?:table|view)\s+(?:if\s+not\s+exists\s+)?|(?P<use>use)\s+"
    r"|drop\s+(?:temporary\s+)?(?:table|view)\s+(?:if\s+exists\s+)?)"
    rf"(?P<names>{_NAME}(?:\s*,\s*{_NAME})*)",
    re.IGNORECASE | re.MULTILINE,
)


class Upcoming:
    """What is still to befall the tables that a script creates and drops."""

    def __init__(self, pieces: Iterable[Piece], default_schema: str | None) -> None:
        self._events: dict[str, deque[bool]] = defaultdict(deque)
        default = ""
        for piece in pieces:
            for found in _EVENT.finditer(piece.text):
                if found["use"]:
                    default = _folded(found["names"])
                    continue
                for name in re.findall(_NAME, found["names"]):
                    key = _folded(name)
                    if default and "." not in key:
                        key = ".".join(filter(None, [default, default_schema, key]))
                    elif default and default_schema and key.count(".") == 1:
                        key = f"{default}.{key}"
                    self._events[key].append(found["create"] is not None)

    def creates(self, key: str) -> bool:
        """Note that a table is created now, and return whether it is dropped before anything else."""
        events = self._events[key]
        while events and not events.popleft():
            pass
        return bool(events) and not events[0]


def _folded(name: str) -> str:
    return ".".join(part.strip('`"[] \t\n').casefold() for part in re.findall(_PART, name))
