"""Codes of regions: GB/T 2260 in pairs to the district, GB/T 10114 in threes below it."""

from collections.abc import Iterator
from typing import Final

from graph_catalog.model import wording

_LENGTHS: Final = (2, 4, 6, 9, 12)
"""Digits of a province, a city, a district; of a town, and of a village or committee below it."""
_DISTRICT, _PAIR, _BELOW = 6, 2, 3


def read(written: str) -> str | None:
    """Return the significant prefix of a code, in whatever width it is written; None for what is none.

    330200 becomes 3302, 990211001000 becomes 990211001; what is all zeros says nothing, and is empty.
    """
    code = wording.folded(written)
    if not (code.isascii() and code.isdigit() and len(code) in _LENGTHS):
        return None
    while len(code) > _DISTRICT and code.endswith("0" * _BELOW):
        code = code[:-_BELOW]
    while len(code) <= _DISTRICT and code.endswith("0" * _PAIR):
        code = code[:-_PAIR]
    pairs = (code[start : start + _PAIR] for start in range(0, min(len(code), _DISTRICT), _PAIR))
    # A district in no city, or a city in no province.
    return None if any(pair == "0" * _PAIR for pair in pairs) else code


def above(code: str) -> Iterator[str]:
    """Yield the codes of what a region lies in, the largest first."""
    yield from (code[:length] for length in _LENGTHS if length < len(code))
