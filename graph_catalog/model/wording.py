"""Names and texts that people give: cleaned once, at the edge (style.md §6, rule 8).

HTML, Cypher and full-text syntax are text like any other: nothing here or behind interprets them. Control characters
and those that turn the direction of writing are refused; in names and codes all that cannot be seen is, since they must
look like what they are. Which text of an input is which, its type says (`model.inputs.texts`).
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final

from strawberry.types.maybe import Some

from graph_catalog.language import say
from graph_catalog.model.characters import forbidden_character, forbidden_in_name, without_unseen
from graph_catalog.model.refusals import InvalidInput

NAME_LIMIT = 200
TEXT_LIMIT = 4000
Called = tuple[str, str]
"""What a text is, in Chinese and in English."""
_BLANK: Final = " \t\r\n\u3000\xa0"
_A_NAME: Final[Called] = ("名称", "name")
_A_TEXT: Final[Called] = ("文字", "text")
_A_CODE: Final[Called] = ("代码", "code")


def name(given: str, path: list[str], called: Called = _A_NAME) -> str | InvalidInput:
    """Clean a name, or what is as short: white space folded, 1 to 200 characters, nothing invisible."""
    # Before white space is folded: to Python some controls are white space.
    visible = _visible(given, path, forbidden_in_name)
    if isinstance(visible, InvalidInput):
        return visible
    spaced = " ".join(given.split())
    if not spaced:
        return empty(path, called)
    if len(spaced) > NAME_LIMIT:
        return _too_long(len(spaced), NAME_LIMIT, path, called)
    return spaced


def code(given: str, path: list[str]) -> str | InvalidInput:
    """Clean a code, as a name."""
    return name(given, path, _A_CODE)


def line(given: str | None, path: list[str]) -> str | InvalidInput | None:
    """Clean an optional text of one line, as a name; blank is None."""
    if given is None or not given.strip(_BLANK):
        return None
    return name(given, path, _A_TEXT)


def text(given: str | None, path: list[str]) -> str | InvalidInput | None:
    """Clean an optional text: stripped, at most 4,000 characters, no controls; blank is None."""
    visible = _visible(given or "", path, forbidden_character)
    if isinstance(visible, InvalidInput):
        return visible
    stripped = visible.strip()
    if stripped and not without_unseen(stripped).strip():
        return empty(path, _A_TEXT)
    if len(stripped) > TEXT_LIMIT:
        return _too_long(len(stripped), TEXT_LIMIT, path, _A_TEXT)
    return stripped or None


def folded(given: str) -> str:
    """Return a name or code as it is told from others: without case, blanks, what is unseen, and width (NFKC)."""
    lowered = unicodedata.normalize("NFKC", without_unseen(given)).lower()
    return "".join(unicodedata.normalize("NFKC", lowered).split())


def stated(given: object, names: Iterable[str]) -> dict[str, Any]:
    """Return the attributes that a part of an input gives; None takes an attribute away."""
    found = {attribute: getattr(given, attribute) for attribute in names}
    return {
        attribute: value.value if isinstance(value, Some) else value
        for attribute, value in found.items()
        if value is not None
    }


def empty(path: list[str], called: Called) -> InvalidInput:
    """Say that something must be given."""
    zh, en = called
    return InvalidInput(
        message=say(zh=f"{zh}不能为空。", en=f"The {en} must not be empty."), path=path
    )


def _too_long(length: int, limit: int, path: list[str], called: Called) -> InvalidInput:
    zh, en = called
    return InvalidInput(
        message=say(
            zh=f"{zh}有 {length} 个字符，最多 {limit} 个。请缩短。",
            en=f"The {en} has {length} characters; {limit} are allowed. Shorten it.",
        ),
        path=path,
    )


def _visible(given: str, path: list[str], find: Callable[[str], str | None]) -> str | InvalidInput:
    forbidden = find(given)
    if forbidden is None:
        return given
    return InvalidInput(
        message=say(
            zh=f"文字中含有不可见或不成其为字符的 {forbidden}。请删除后重试。",
            en=f"The text holds {forbidden}, which cannot be seen or is no character. Remove it.",
        ),
        path=path,
    )
