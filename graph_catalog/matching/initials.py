"""Initials of the pinyin of a text: 统一社会信用代码 becomes tyshxydm, as columns are named.

GB 2312 orders its 3,755 common characters by pinyin, so the place of a character in that code tells
its initial; no table of readings is needed. Of a character with several readings it knows one;
rarer ones have no answer.
"""

from bisect import bisect_right

_FIRST_OF = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_STARTS = [start for start, _ in _FIRST_OF]
_LAST_COMMON = 0xD7F9


def of(text: str) -> str | None:
    """Return the initials of `text`, letters and digits as they are.

    None where a character has no known reading.
    """
    letters = [_initial(character) for character in text]
    return None if None in letters else "".join(letter for letter in letters if letter)


def begin(letters: str, text: str) -> bool:
    """Tell whether `letters` are the initials of a stretch of `text`.

    A character without a known reading may begin with any letter.
    """
    initial = [_initial(character) for character in text]
    return any(
        all(one in (None, letter) for one, letter in zip(initial[start:], letters, strict=False))
        for start in range(len(initial) - len(letters) + 1)
    )


def _initial(character: str) -> str | None:
    if character.isascii():
        return character.lower()
    try:
        place = int.from_bytes(character.encode("gb2312"))
    except UnicodeEncodeError:
        return None
    if not _STARTS[0] <= place <= _LAST_COMMON:
        return None
    return _FIRST_OF[bisect_right(_STARTS, place) - 1][1]
