"""Names and texts that people give: cleaned once, at the edge (style.md §6, rule 8).

HTML, Cypher and full-text syntax are text like any other: nothing here or behind interprets them. Control characters
and those that turn the direction of writing are refused; in names and codes all that cannot be seen is, since they must
look like what they are.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from strawberry.types.maybe import Some
from strawberry.utils.str_converters import to_camel_case

from graph_catalog.language import say
from graph_catalog.model.characters import forbidden_character, forbidden_in_name
from graph_catalog.model.refusals import InvalidInput

NAME_LIMIT = 200
TEXT_LIMIT = 4000
_CODES: Final = frozenset({"code", "column_name", "credit_code", "dataset", "unit", "subject"})
"""Attributes besides the name by which a thing, or what it is about, is told from others."""


def name(given: str, path: list[str]) -> str | InvalidInput:
    """Clean a name: white space folded, 1 to 200 characters, nothing invisible."""
    spaced = " ".join(given.split())
    if not spaced:
        return InvalidInput(
            message=say(zh="名称不能为空。", en="The name must not be empty."), path=path
        )
    if len(spaced) > NAME_LIMIT:
        return InvalidInput(
            message=say(
                zh=f"名称有 {len(spaced)} 个字符，最多 {NAME_LIMIT} 个。请缩短。",
                en=f"The name has {len(spaced)} characters; {NAME_LIMIT} are allowed. Shorten it.",
            ),
            path=path,
        )
    return _visible(spaced, path, forbidden_in_name)


def folded(given: str) -> str:
    """Return a name as it is told from others: without case, blanks, and the widths of its letters (NFKC)."""
    return "".join(unicodedata.normalize("NFKC", given).lower().split())


def text(given: str | None, path: list[str]) -> str | InvalidInput | None:
    """Clean an optional text: stripped, at most 4,000 characters, nothing invisible; empty is None."""
    stripped = (given or "").strip()
    if not stripped:
        return None
    if len(stripped) > TEXT_LIMIT:
        return InvalidInput(
            message=say(
                zh=f"文字有 {len(stripped)} 个字符，最多 {TEXT_LIMIT} 个。请缩短。",
                en=f"The text has {len(stripped)} characters; {TEXT_LIMIT} are allowed. Shorten it.",
            ),
            path=path,
        )
    return _visible(stripped, path, forbidden_character)


def code(given: str | None, path: list[str]) -> str | InvalidInput | None:
    """Clean an optional code as a text that nothing in cannot be seen."""
    cleaned = text(given, path)
    return _visible(cleaned, path, forbidden_in_name) if isinstance(cleaned, str) else cleaned


def stated(
    given: object, names: Iterable[str], path: Sequence[str]
) -> dict[str, Any] | InvalidInput:
    """Return the attributes that a part of an input gives, its texts cleaned; None takes an attribute away."""
    attributes: dict[str, Any] = {}
    for attribute in names:
        if (value := getattr(given, attribute)) is None:
            continue
        value = value.value if isinstance(value, Some) else value
        if isinstance(value, str):
            clean = name if attribute == "name" else code if attribute in _CODES else text
            value = clean(value, [*path, to_camel_case(attribute)])
            if isinstance(value, InvalidInput):
                return value
        attributes[attribute] = value
    return attributes


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
