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
from graph_catalog.model.characters import (
    Misfit,
    forbidden_character,
    forbidden_in_name,
    misfit,
    says_something,
    without_unseen,
)
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
    """Clean the name of a thing: a phrase of characters that look the same everywhere."""
    cleaned = phrase(given, path, called)
    if isinstance(cleaned, InvalidInput) or (found := misfit(cleaned)) is None:
        return cleaned
    return InvalidInput(message=unfit(*found, called), path=path)


def phrase(given: str, path: list[str], called: Called) -> str | InvalidInput:
    """Clean a short text that must say something: a letter, a digit or an ideograph is in it."""
    cleaned = _short(given, path, called)
    if isinstance(cleaned, InvalidInput) or says_something(cleaned):
        return cleaned
    zh, en = called
    return InvalidInput(
        message=say(
            zh=f"{zh}“{cleaned}”中没有文字、字母或数字。请写明{zh}；没有的请留空或删去。",
            en=f"The {en} “{cleaned}” has no letter, digit or ideograph in it. Write the {en}; leave it out where there is none.",
        ),
        path=path,
    )


def _short(given: str, path: list[str], called: Called) -> str | InvalidInput:
    """Clean a text of one line: white space folded, 1 to 200 characters, nothing invisible."""
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


def label(given: str, path: list[str]) -> str | InvalidInput:
    """Clean what names nothing on record: as short as a name, of any characters that can be seen."""
    return _short(given, path, _A_NAME)


def line(given: str | None, path: list[str]) -> str | InvalidInput | None:
    """Clean an optional text of one line, as a name; blank is None."""
    if given is None or not given.strip(_BLANK):
        return None
    return _short(given, path, _A_TEXT)


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


def folded_column(given: str | None) -> str:
    """Return a column's name as it is told from others: without width and what is unseen; case tells columns apart."""
    return " ".join(unicodedata.normalize("NFKC", without_unseen(given or "")).split())


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


def unfit(place: int, character: str, why: Misfit, called: Called) -> str:
    """Say why a character (its place from 1 on, and it as U+XXXX) cannot stand in a name, and what to do."""
    zh, en = called
    match why:
        case Misfit.PRIVATE:
            return say(
                zh=f"{zh}第 {place} 个字符 {character} 是自造字（私有区字符），在别的机器上显示为别的字或空白。请改用该字的标准编码（GB 18030），"
                "没有的写同音字或拆字，并在说明中注明。",
                en=f"Character {place} of the {en}, {character}, is of private use: other machines show another character, or "
                "none. Write the standard one; where there is none, describe it and say so in the description.",
            )
        case Misfit.LOST:
            return say(
                zh=f"{zh}第 {place} 个字符 {character} 表示原来的字已丢失，多因编码读错。请照原件改正。",
                en=f"Character {place} of the {en}, {character}, stands where one was lost, mostly for a wrong encoding. Correct it "
                "by the original.",
            )
        case Misfit.UNASSIGNED:
            return say(
                zh=f"{zh}第 {place} 个字符 {character} 不是 Unicode 已编码的字符。请核对并改正。",
                en=f"Character {place} of the {en}, {character}, is not assigned in Unicode. Check and correct it.",
            )
        case Misfit.WITHOUT_BASE:
            return say(
                zh=f"{zh}第 {place} 个字符 {character} 是附加符号，前面没有可附的字母（汉字、数字、标点都不附）。请删除，或补上该字母。",
                en=f"Character {place} of the {en}, {character}, is a mark with no letter to stand on; ideographs, digits and signs "
                "bear none. Remove it, or write the letter.",
            )
        case Misfit.MIXED:
            return say(
                zh=f"{zh}第 {place} 个字符 {character} 是西里尔或希腊字母，夹在拉丁字母的词中，看起来像拉丁字母。请改用拉丁字母。",
                en=f"Character {place} of the {en}, {character}, is a Cyrillic or Greek letter in a word of Latin ones, for one of "
                "which people take it. Write the Latin letter.",
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
