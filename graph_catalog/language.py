"""The caller's language: zh-CN (the default, the users' own) or en.

A message to a person is written once, beside its use, in both languages: `say(zh=…, en=…)` picks the one of the
caller, which the outermost layer (HTTP middleware, command line) has put into a context variable. So a function
deep inside needs no language argument, and no message can exist in one language only.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum


class Language(Enum):
    """A language that the program speaks, by its BCP 47 tag."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


_CALLER: ContextVar[Language] = ContextVar("caller_language", default=Language.CHINESE)


def say(*, zh: str, en: str) -> str:
    """Return the one of two equal sentences that is in the caller's language."""
    return zh if _CALLER.get() is Language.CHINESE else en


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number with its English noun: 1 entry, 2 entries. `many` where an s does not do."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def some(things: Sequence[object], noun_zh: str = "项", *, most: int = 5) -> str:
    """Name the first of some things, and how many there are where that is not all; no sentence lists without an end.

    `noun_zh` is the Chinese word that counts them; empty where the sentence goes on with it.
    """
    shown = say(zh="、", en=", ").join(map(str, things[:most]))
    rest = len(things) - most
    if rest <= 0:
        return shown
    return say(zh=f"{shown}等 {len(things)} {noun_zh}".rstrip(), en=f"{shown} and {rest} more")


def current() -> Language:
    """Return the caller's language."""
    return _CALLER.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Make `language` the caller's language inside the block."""
    token = _CALLER.set(language)
    try:
        yield
    finally:
        _CALLER.reset(token)


def preferred(accept_language: str) -> Language:
    """Choose from an `Accept-Language` header (RFC 9110 §12.5.4); what is neither zh nor en is skipped.

    Chinese where nothing fits or nothing was sent: the catalog's users are district officers.
    """
    ranked: list[tuple[float, int, Language]] = []
    for position, part in enumerate(accept_language.split(",")):
        tag, _, parameters = part.strip().lower().partition(";")
        weight = _quality(parameters)
        primary = tag.strip().split("-")[0]
        ranked += [
            (-weight, position, language)
            for language in Language
            if primary == language.value.split("-")[0] and weight > 0
        ]
    return min(ranked, key=lambda item: item[:2])[2] if ranked else Language.CHINESE


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
