"""Texts compared by code point, whatever the store does (design §4).

The store orders its own texts by code point, in ORDER BY and along an index, but compares one of its texts with a
parameter by UTF-16 units (Neo4j 2026.08, 5.26). The two orders differ in one case only: where the first characters
that differ are a character beyond U+FFFF and one from U+E000 to U+FFFF, full-width forms and compatibility ideographs
among them. `bound` prepares a parameter so that the fragments `after_place` and `matches` settle that case first.
"""

import re
from typing import Final, TypedDict

_FIRST_HIGH: Final = "\ue000"
_LAST_HIGH: Final = "\uffff"
_HIGH: Final = r"[\x{E000}-\x{FFFF}]"
_BEYOND: Final = r"[\x{10000}-\x{10FFFF}]"
_SYNTAX: Final = re.compile(r"[\x00-/:-@\[-`{-\x7f]")


class Bound(TypedDict):
    """A text to compare with, as the fragments take it."""

    text: str
    above: str | None
    """Pattern (Java's) of texts that come after it although UTF-16 has them before; None: there are none."""
    below: str | None
    """Pattern of texts that come before it although UTF-16 has them after."""


def bound(text: str) -> Bound:
    """Prepare a text for comparison in the store."""
    above: list[str] = []
    below: list[str] = []
    for place, character in enumerate(text):
        if character > _LAST_HIGH:
            below.append(_literal(text[:place]) + _HIGH)
        elif character >= _FIRST_HIGH:
            above.append(_literal(text[:place]) + _BEYOND)
    return Bound(text=text, above=_starting(above), below=_starting(below))


def _starting(beginnings: list[str]) -> str | None:
    return f"(?s)(?:{'|'.join(beginnings)}).*" if beginnings else None


def _literal(text: str) -> str:
    """Escape what is syntax in a pattern; of ASCII, a backslash makes all but letters and digits a literal."""
    return _SYNTAX.sub(r"\\\g<0>", text)
