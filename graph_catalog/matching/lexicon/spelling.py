"""One way to write a name: what differs only in typing is equal after `normalise` and `compact`.

Full-width and half-width, traditional and simplified characters, letter case, invisible and control
characters, numbering in front, marks of obligation behind. Nothing here knows a word of the domain.
"""

import re
import unicodedata
from dataclasses import dataclass

from opencc import OpenCC  # type: ignore[import-untyped]  # it ships none

from graph_catalog.kept import MIB
from graph_catalog.matching.lexicon.remembered import remembered

LONGEST = 60
"""Characters of a name that are read as words; the rest only tells two long names apart."""

_SIGN_IN_FRONT = re.compile(r"^\W*[①-⑳㉑-㉟㊀-㊉]")
"""A number in a circle, which NFKC turns into one that could belong to the name."""
_NUMBERING = re.compile(
    r"""^(?:
        \(\s*(?:\d+|[一二三四五六七八九十]+|[a-z]|[ivx]+)\s*\)  # (1), (一)
        | \d{1,3}(?:\.\d{1,2})*\s*[.、):：](?!\d)  # 1., 1.2.
        | (?:[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖拾]+)\s*[.、):：]
        | (?:[a-z]|[ivx]{1,4})\s*[.、)](?=\s*[\u4e00-\u9fff])
        | 第\s*[\d一二三四五六七八九十]+\s*[项条]\s*[.、:：]?
        | (?:0\d|\d{1,2}\s*-|\d{1,3}(?:\.\d{1,2})*\s)(?=\s*[\u4e00-\u9fff])(?!\s*[年月日岁号级类个人次户期届周天小分元万亿位层至到])
    )\s*(?=\S)""",
    re.VERBOSE,
)
_TRAILING_COUNT = re.compile(r"(?<=[\u4e00-\u9fff])(?:\s*[-_/#]?\s*\d{1,2}|c[a-e]\d{2})$")
# The market regulator's table columns end in the number of their code list, 认缴出资方式CA22: the
# class `c[a-e]\d{2}`.
_BRACKET = re.compile(r"[(\[{<《〈【〔「]([^()\[\]{}<>《》〈〉【】〔〕「」]*)[)\]}>》〉】〕」]")
_NOT_A_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff%℃]+")
_FORM = re.compile(
    r"(?<=\S)\s*[(\[{<【]\s*(代码|编码|代号|名称|中文名称|中文|汉字|dm|mc)\s*[)\]}>】]\s*$"
)
"""A bracket that only says in which form the value is, 性别（代码）: part of the name."""
_PART = re.compile(
    r"(?<=[址地点])\s*[(\[{【]\s*(省|市|区|县|街道|乡镇|镇|村|区[、/]?县)\s*[)\]}】]\s*$"
)
"""A bracket that names a part of a place, 经营地址（区）: not the whole address."""
_SEPARATED = re.compile(r"[-_/.,;:·、，；：\s|]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_STOP = re.compile(r"[,，;；。:：\n]|\. ")
_CODE_LIST = re.compile(r"\d+\s*[-:=.、]?\s*[\u4e00-\u9fff]|[\u4e00-\u9fff]+\s*[-:=]\s*\d")
_SIMPLIFY = OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name taken apart.

    `main` is what stands outside brackets; `joined` has the brackets' content in its place;
    `brackets` are the contents, compact. `lists_codes`: the bracket explains codes (1男；2女), so
    the values are codes. `parts` are the pieces between separators, where there is more than one.
    """

    main: str
    joined: str
    brackets: tuple[str, ...]
    parts: tuple[str, ...]
    lists_codes: bool


def normalise(text: str) -> str:
    """Return `text` with every difference of typing removed that carries no meaning; idempotent."""
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(
        " " if character.isspace() else character
        for character in folded
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return _simplified(" ".join(kept.split()))


def compact(text: str) -> str:
    """Return a normalised text without what stands between its letters and characters."""
    return _NOT_A_WORD.sub("", text)


def has_chinese(text: str) -> bool:
    """Whether `text` has a Chinese character."""
    return _CHINESE.search(text) is not None


def first_clause(text: str) -> str:
    """Return what a description says before its first stop."""
    return _STOP.split(text.strip(), maxsplit=1)[0][:LONGEST]


@remembered(2 * MIB)
def spell(name: str) -> Spelling:
    """Take a name apart as a field name: numbering and counts off, brackets separated."""
    text = normalise(_SIGN_IN_FRONT.sub("", name)) or normalise(name)
    text = _NUMBERING.sub("", text).rstrip("*★※#:;,.。?!· _")
    text = _PART.sub(r"\1", _FORM.sub(r"\1", text))
    brackets = tuple(inside for found in _BRACKET.findall(text) if (inside := compact(found)))
    lists_codes = any(len(_CODE_LIST.findall(found)) > 1 for found in _BRACKET.findall(text))
    outside = _TRAILING_COUNT.sub("", _BRACKET.sub("", text).strip())
    parts = tuple(piece for piece in map(compact, _SEPARATED.split(outside)) if piece)
    main = compact(outside)
    return Spelling(
        main=main,
        joined=compact(text),
        brackets=brackets,
        parts=parts if len(parts) > 1 else (),
        lists_codes=lists_codes,
    )


def _simplified(text: str) -> str:
    """Turn traditional characters into simplified ones.

    OpenCC is asked only where some can be there.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        simplified: str = _SIMPLIFY.convert(text)
        # 乾 and its like turn twice; a fixed point keeps the function idempotent.
        while simplified != (again := _SIMPLIFY.convert(simplified)):
            simplified = again
        return simplified
    return text
