"""Unified social credit codes 统一社会信用代码 (GB 32100-2015): eighteen characters, the last of which checks the others."""

import re
import unicodedata
from typing import Final

from graph_catalog.language import say

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capital letters without I, O, S, V, Z, which look like others (GB 32100 §4.3)."""
_WEIGHTS: Final = tuple(3**place % 31 for place in range(17))
_FORM: Final = re.compile(rf"[{_ALPHABET}]{{18}}\Z")


def read(written: str) -> str | None:
    """Return a code in its one form, capital letters without blanks, however it is written; None for what is none."""
    code = "".join(unicodedata.normalize("NFKC", written).split()).upper()
    return code if _FORM.match(code) and code[-1] == check_character(code[:17]) else None


def looks_like_one(written: str) -> bool:
    """Whether a text is meant as a credit code rather than a name, right or mistyped."""
    return _FORM.match("".join(unicodedata.normalize("NFKC", written).split()).upper()) is not None


def check_character(first: str) -> str:
    """Return the eighteenth character by the seventeen before it (GB 32100 §4.4)."""
    weighed = sum(
        _ALPHABET.index(each) * weight for each, weight in zip(first, _WEIGHTS, strict=True)
    )
    return _ALPHABET[-weighed % 31]


def no_code() -> str:
    """Say what a credit code is."""
    return say(
        zh="统一社会信用代码为 18 位数字或大写字母（不用 I、O、S、V、Z），末位为校验码（GB 32100）。请核对是否录错。",
        en="A credit code has 18 digits or capital letters (not I, O, S, V, Z), the last of which checks the others "
        "(GB 32100). Check whether it is mistyped.",
    )
