"""Initials of the pinyin of a text: 统一社会信用代码 becomes tyshxydm, as columns are named.

Characters of which it is not known how they are spoken (`sounds`) have no answer.
"""

from collections.abc import Iterator
from itertools import islice, product

from graph_catalog.matching.lexicon import sounds

_ALSO = dict(zip("行长重调参传会校系率降曾藏车单朝盛", "hzctszkjjsxczjszc", strict=True))
"""Other initials of characters that are read in two ways: 银行 is yh, 行政 xz."""

_MOST = 8
"""Ways to read one name that are looked at."""


def of(text: str) -> str | None:
    """Return the initials of `text`, letters and digits as they are.

    None where a character has no known reading.
    """
    return next(all_of(text), None)


def all_of(text: str) -> Iterator[str]:
    """Yield the initials of `text` in each way to read it, the usual first; none as `of` does."""
    choices = [_initials(character) for character in text]
    if all(choices):
        yield from islice(map("".join, product(*choices)), _MOST)


def begin(letters: str, text: str) -> bool:
    """Tell whether `letters` are the initials of a stretch of `text`.

    A character without a known reading may begin with any letter.
    """
    choices = [_initials(character) for character in text]
    return any(
        all(
            not some or letter in some
            for some, letter in zip(choices[start:], letters, strict=False)
        )
        for start in range(len(choices) - len(letters) + 1)
    )


def _initials(character: str) -> str:
    """Return every initial of a character, empty where none is known."""
    if character.isascii():
        return character.lower()
    syllable = sounds.of(character)
    return syllable[0] + _ALSO.get(character, "") if syllable else ""
