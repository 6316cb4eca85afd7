"""Names out of every plane, and what else is hard to order, for tests that generate their cases."""

import itertools
import random
from typing import Final

NAMES: Final = [
    "𠮷野",
    "长" * 199 + "𠮷",
    "ｚ全角",
    "长" * 199 + "ｚ",
    "Z",
    "（一）",
    "豈兼容",
    "（𠮷）",
    "中",
    "（\ufffd）",
    "😀",
    "\ud7ff",
    "Ａ",
    "\ue000",
    "ﬀ",
    "\ue000\U00010000",
    "a",
    "\U00010000",
    "a\u0301",
    "á",
    "\U0010ffff\U0010ffff",
    "\U0002fa1d",
    "\uffff",
    "\U000e0001",
    ".*",
    "𠮷" * 200,
    r"\E[a]",
    "（",
    "a\U00010000\ue000b",
    "\U0010ffff",
    "a\ue000\U00010000b",
    "👩\u200d👩\u200d👧",
    "𠮷" * 199 + "ｚ",
]
"""Names that UTF-16 and code points order differently, among others; the longest have the most characters allowed."""

_LETTERS: Final = [
    "a",
    "Z",
    "中",
    "\ud7ff",
    "\ue000",
    "ｚ",
    "\uffff",
    "\U00010000",
    "\U0010ffff",
    ".",
]


def random_names(count: int, seed: int) -> list[str]:
    """Return that many different short names over few letters, so that most pairs share a beginning."""
    drawn = random.Random(seed)  # noqa: S311  # no secret
    every = [
        "".join(letters)
        for length in (1, 2, 3)
        for letters in itertools.product(_LETTERS, repeat=length)
    ]
    return drawn.sample(every, count)
