"""What people type, made into a full-text query: every word must occur, none of it is syntax (design §2).

The store's analyser cuts CJK text into pairs, so a phrase is an exact piece of text, and one character alone is
looked for as the beginning or end of a pair. Latin words and codes are found from their beginning on.
"""

import dataclasses
import re
from collections.abc import Iterable
from typing import Final, Self

_WORD: Final = re.compile(r"\S+")
_LATIN: Final = re.compile(r"[a-z0-9]+\Z")
_SPECIAL: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/<>=])')
_UNWANTED: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MOST_WORDS = 12
_FIELDS: Final = ("name", "code", "column_name", "credit_code", "synonyms", "former_names")
"""What is searched. Not the descriptions: of a closed entry they are hidden, and a hit would tell what they say."""
_NAMES: Final = ("name",)


def words(text: str) -> list[str]:
    """Return the words of what was typed, without control and direction characters."""
    return _WORD.findall(_UNWANTED.sub(" ", text))[:_MOST_WORDS]


@dataclasses.dataclass(frozen=True)
class TextQuery:
    """What is looked for: queries for the store's full-text index, and the words in lower case."""

    text: str
    names_text: str
    """The query over names alone."""
    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        """Read what was typed; without any words where nothing of it can be looked for."""
        clauses = {word.lower(): clause for word in words(typed) if (clause := _clause(word))}
        text = _all_of(clauses.values(), _FIELDS)
        return cls(text, _all_of(clauses.values(), _NAMES), tuple(clauses))

    @property
    def phrase(self) -> str:
        """The words without blanks, as a name is compared with them."""
        return "".join(self.words)


def _all_of(clauses: Iterable[str], fields: tuple[str, ...]) -> str:
    each = (f"({' OR '.join(f'{name}:{clause}' for name in fields)})" for clause in clauses)
    return " AND ".join(each)


def _clause(word: str) -> str:
    lowered = word.lower()
    if not any(character.isalnum() for character in lowered):
        return ""
    if _LATIN.match(lowered):
        return f'("{lowered}" OR {lowered}*)'
    if len(lowered) == 1:
        return f"({lowered}* OR *{lowered})"
    escaped = _SPECIAL.sub(r"\\\1", lowered)
    return f'"{escaped}"'
