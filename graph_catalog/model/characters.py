"""Characters that no text may hold: what is invisible lets a name look like what it is not."""

import unicodedata

_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def forbidden_character(text: str) -> str | None:
    """Return the first control or direction-turning character of a text, as U+XXXX; line breaks and tabs may stand."""
    for character in text:
        control = unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\r\t"
        if control or character in _TURNING:
            return f"U+{ord(character):04X}"
    return None
