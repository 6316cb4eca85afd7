"""Regions and populations, each in one form, however it is written.

Regions are codes of GB/T 2260 (GB/T 10114 below the district), and populations paths such as 户籍人口/老年人. `*`, or
nothing, is everything.
"""

import re
import unicodedata
from typing import Final

from graph_catalog.language import say
from graph_catalog.model import wording

EVERYTHING: Final = "*"
_WORDS_FOR_EVERYTHING: Final = frozenset({"", EVERYTHING, "全部", "所有", "不限"})
_EVERYBODY: Final = _WORDS_FOR_EVERYTHING | {
    "全体",
    "所有人",
    "全部人口",
    "所有人口",
    "全体人口",
    "不限人群",
}
_LENGTHS: Final = frozenset({2, 4, 6, 9, 12})
"""Digits of a province, a city, a district; of a town, and of a village or committee below it."""
_DISTRICT, _PAIR, _BELOW = 6, 2, 3
_BETWEEN: Final = re.compile(r"[/／＼\\]")
_HAN: Final = r"[\u3400-\u9fff]"
_BLANK_BY_HAN: Final = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_AT_THE_END: Final = " 。．.，,；;、"


def region(written: str) -> str | None:
    """Return a region as the significant prefix of its code; None for what is no code, in whatever width it is written.

    330200 becomes 3302, 990211001000 becomes 990211001: GB/T 2260 counts in pairs to the district, GB/T 10114 in
    threes below it. Which codes are given out is not looked up: new ones come every year.
    """
    code = wording.folded(written)
    if code in _WORDS_FOR_EVERYTHING:
        return EVERYTHING
    if not (code.isascii() and code.isdigit() and len(code) in _LENGTHS):
        return None
    while len(code) > _DISTRICT and code.endswith("0" * _BELOW):
        code = code[:-_BELOW]
    while len(code) <= _DISTRICT and code.endswith("0" * _PAIR):
        code = code[:-_PAIR]
    pairs = (code[start : start + _PAIR] for start in range(0, min(len(code), _DISTRICT), _PAIR))
    if any(
        pair == "0" * _PAIR for pair in pairs
    ):  # of a district in no city, or a city in no province
        return None
    return code or EVERYTHING


def population(written: str) -> str:
    """Return a population as a path of words, however they are spaced, ended and separated.

    Letters keep their case, in which `coverage` compares none. A part that means everybody says nothing.
    """
    words = (_word(part) for part in _BETWEEN.split(written))
    return "/".join(word for word in words if word not in _EVERYBODY) or EVERYTHING


def _word(part: str) -> str:
    plain = _BLANK_BY_HAN.sub("", unicodedata.normalize("NFKC", part).strip())
    return " ".join(plain.split()).rstrip(_AT_THE_END)


def no_region() -> str:
    """Say what a region is."""
    return say(
        zh="区域应为 GB/T 2260 行政区划代码（2、4 或 6 位；乡镇街道 9 位，村社 12 位），如 330211；不限区域写 *。",
        en="A region is a code of GB/T 2260 (2, 4 or 6 digits; 9 for a town, 12 below it), as 330211; * is everywhere.",
    )
