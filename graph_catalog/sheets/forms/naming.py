"""What a label says: the name of a field, and what explains it.

One rule for lines of a list, labels of a form, comments of columns and titles of a schema.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST_LABEL: Final = 60
"""Characters of a label at the most; longer is a sentence."""
COLONS: Final = ":："
STOPS: Final = ":：;；,，。\n"
"""What ends the name in a comment of a column."""

_JOINT: Final = "·"
_OPENING: Final = "([{（【〔《「"
_CLOSING: Final = ")]}）】〕》」"
_NUMBERING: Final = re.compile(
    r"^\s*(?:[(（]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]\s*"
    r"|(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[.．、)）]|[:：](?=\s*\S))\s*(?!\d)"
    r"|[\u2460-\u2473\u2776-\u277f\u3220-\u3229]\s*"
    r"|[-–—*＊•·●○■□▪◆◇➢➤▶✓√☐☑+]+\s*)+"
)
_TAIL: Final = string.whitespace + "\u3000\xa0*＊:：;；,，。、."
"""Marks of obligation and punctuation behind a label."""
_NOTES: Final = frozenset({"注", "注意", "说明", "填表说明", "填报说明", "填写说明"})


def cut(text: str, ends: str) -> Iterator[str]:
    """Yield the pieces of a text between any of `ends` that stand outside of brackets."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character in ends:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def explained(text: str, ends: str = COLONS) -> tuple[str, str]:
    """Return what stands before the first of `ends` outside of brackets, and the rest of the text."""
    numbering = _NUMBERING.match(text)
    start = numbering.end() if numbering else 0
    head = next(cut(text[start:], ends))
    return head, text[start + len(head) + 1 :].strip()


def commented(comment: str) -> tuple[str, str | None]:
    """Return the name that a comment or description gives, and all of it where it says more.

    性别:1男,2女 is 性别. Where no name can be made out the name is empty.
    """
    head, rest = explained(comment.strip(), STOPS)
    name = bare(head)
    if not is_worded(name) or len(name) > LONGEST_LABEL:
        return "", comment.strip() or None
    return name, comment.strip() if rest else None


def bare(label: str) -> str:
    """Return a label without numbering, bullets, and marks of obligation, on one line."""
    return " ".join(_NUMBERING.sub("", label).rstrip(_TAIL).split())


def is_worded(text: str) -> bool:
    """Whether a text has a letter or character in it: else it is no name."""
    return any(unicodedata.category(character)[0] == "L" for character in text)


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character in it."""
    return any("\u3400" <= character <= "\u9fff" for character in text)


def is_note(head: str) -> bool:
    """Whether what stands before a colon announces a note to whoever fills the form in."""
    return head in _NOTES


def within(group: str, name: str) -> str:
    """Return the name of what stands in a group: 父亲·姓名."""
    return f"{group}{_JOINT}{name}" if group and not name.startswith(group) else name
