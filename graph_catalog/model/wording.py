"""Names and texts that people give: cleaned once, at the edge (style.md §6, rule 8).

HTML, Cypher and full-text syntax are text like any other: nothing here or behind interprets them. Control characters
and those that turn the direction of writing are refused: a name must look like what it is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from strawberry.types.maybe import Some
from strawberry.utils.str_converters import to_camel_case

from graph_catalog.language import say
from graph_catalog.model.characters import forbidden_character
from graph_catalog.model.refusals import InvalidInput

NAME_LIMIT = 200
TEXT_LIMIT = 4000


def name(given: str, path: list[str]) -> str | InvalidInput:
    """Clean a name: white space folded, 1 to 200 characters, nothing invisible."""
    folded = " ".join(given.split())
    if not folded:
        return InvalidInput(
            message=say(zh="名称不能为空。", en="The name must not be empty."), path=path
        )
    if len(folded) > NAME_LIMIT:
        return InvalidInput(
            message=say(
                zh=f"名称有 {len(folded)} 个字符,最多 {NAME_LIMIT} 个。请缩短。",
                en=f"The name has {len(folded)} characters; {NAME_LIMIT} are allowed. Shorten it.",
            ),
            path=path,
        )
    return _visible(folded, path)


def text(given: str | None, path: list[str]) -> str | InvalidInput | None:
    """Clean an optional text: stripped, at most 4,000 characters, nothing invisible; empty is None."""
    stripped = (given or "").strip()
    if not stripped:
        return None
    if len(stripped) > TEXT_LIMIT:
        return InvalidInput(
            message=say(
                zh=f"文字有 {len(stripped)} 个字符,最多 {TEXT_LIMIT} 个。请缩短。",
                en=f"The text has {len(stripped)} characters; {TEXT_LIMIT} are allowed. Shorten it.",
            ),
            path=path,
        )
    return _visible(stripped, path)


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
            clean = name if attribute == "name" else text
            value = clean(value, [*path, to_camel_case(attribute)])
            if isinstance(value, InvalidInput):
                return value
        attributes[attribute] = value
    return attributes


def _visible(given: str, path: list[str]) -> str | InvalidInput:
    forbidden = forbidden_character(given)
    if forbidden is None:
        return given
    return InvalidInput(
        message=say(
            zh=f"文字中含有不可见的控制或方向字符 {forbidden}。请删除后重试。",
            en=f"The text holds an invisible control or direction character, {forbidden}. Remove it.",
        ),
        path=path,
    )
