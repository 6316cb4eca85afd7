"""What a scheduler fills in before a script runs: ${bizdate}, $[yyyymmdd-1], &dt, {{ ref('x') }}.

Standing for a value it is taken for a constant. As a part of a name it makes the name unknown, and
that is said.
"""

import re
from typing import Final

_VARIABLE: Final = re.compile(
    r"\$\{[^{}\n]*\}|\$\[[^\[\]\n]*\]|\#\{[^{}\n]*\}|@\{[^{}\n]*\}|&&?(?:[A-Za-z]\w*\.?|\d+)"
)
_SIGNS: Final = "${}#@[]&:-+*/()|. ',\""
"""What variables are written with, and no unquoted name has."""
_FORTH: Final = {ord(sign): chr(0xE000 + place) for place, sign in enumerate(_SIGNS)}
"""To characters of private use, which are part of no script."""
_BACK: Final = {ord(mark): chr(sign) for sign, mark in _FORTH.items()}
_TEMPLATE: Final = re.compile(r"\{\{|\{%")
_WIDE: Final = re.compile(
    "[\uff0c\uff1b\uff08\uff09\u2018\u2019\u201c\u201d\uff1d\u3002\uff1a\u3000]"
)
_WIDE_FOR_SURE: Final = re.compile("[\uff0c\uff1b\u2018\u2019\u201c\u201d]")


def filled_in(text: str, bare: str) -> str:
    """Put a constant, or a part of a name, of equal length for each variable outside of quotes."""
    if "$" not in bare and "&" not in bare and "{" not in bare:
        return text
    letters = list(text)
    for found in _VARIABLE.finditer(bare):
        start, end = found.span()
        before = bare[start - 1 : start]
        if before == "&" or (found.group()[0] == "&" and before.isalnum()):
            continue
        touches = _is_of_a_name(before) or _is_of_a_name(bare[end : end + 1])
        instead = found.group().translate(_FORTH) if touches else "0" + " " * (end - start - 1)
        letters[start:end] = instead
    return "".join(letters)


def _is_of_a_name(letter: str) -> bool:
    return letter.isalnum() or (letter != "" and letter in "_.}$")


def as_written(name: str) -> str:
    """Return a name with its variables as they stand in the script."""
    return name if name.isascii() else name.translate(_BACK)


def is_open(name: str) -> bool:
    """Whether a name has a variable in it, so that what it names is not known."""
    return "${" in name or "$[" in name or "#{" in name or "@{" in name or "&" in name


def is_template(bare: str) -> bool:
    """Whether it is a template of dbt or Airflow rather than SQL."""
    return _TEMPLATE.search(bare) is not None


def full_width(bare: str, *, for_sure: bool) -> str | None:
    """Return the first full-width sign outside of quotes; `for_sure`, only one that no name has."""
    found = (_WIDE_FOR_SURE if for_sure else _WIDE).search(bare)
    return None if found is None else found.group()
