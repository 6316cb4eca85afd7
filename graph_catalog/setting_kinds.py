"""Kinds of values that a setting can have: how a text is read as one, and what is allowed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SettingKind:
    """A kind of value: how its text is read, and a phrase that completes "must be …".

    `read` raises `ValueError` for a text that is not allowed.
    """

    read: Callable[[str], Any]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a person has to know about one setting: its kind, what it is for (zh, en), its unit."""

    kind: SettingKind
    zh: str
    en: str
    unit: str = ""


def matching(pattern: str, *, zh: str, en: str) -> SettingKind:
    """Return the kind of texts that `pattern` matches as a whole."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return SettingKind(read, zh, en)


def one_of(*values: str) -> SettingKind:
    """Return the kind whose values are just these."""
    pattern = "|".join(map(re.escape, values))
    return matching(pattern, zh=f"{'、'.join(values)} 之一", en=f"one of {', '.join(values)}")


def within(number: type[int] | type[float], low: float, high: float) -> SettingKind:
    """Return the kind of numbers from `low` to `high`."""

    def read(text: str) -> float:
        value = number(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    name_zh, name_en = ("整数", "a whole number") if number is int else ("数", "a number")
    return SettingKind(read, f"{low} 至 {high} 之间的{name_zh}", f"{name_en} from {low} to {high}")


def _size(smallest: int) -> SettingKind:
    """Return the kind of a size of memory, in MiB or GiB, of at least `smallest` MiB."""

    def read(text: str) -> str:
        if not re.fullmatch(r"[1-9]\d{0,5}[mg]", text):
            raise ValueError(text)
        if int(text[:-1]) * {"m": 1, "g": 1024}[text[-1]] < smallest:
            raise ValueError(text)
        return text

    return SettingKind(
        read,
        f"不小于 {smallest}m 的大小，如 512m、2g",
        f"a size of at least {smallest}m, such as 512m or 2g",
    )


def several(pattern: str, *, zh: str, en: str) -> SettingKind:
    """Return the kind of lists, parted by commas, of texts that `pattern` matches as a whole."""

    def read(text: str) -> tuple[str, ...]:
        parts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
        if not parts or not all(re.fullmatch(pattern, part) for part in parts):
            raise ValueError(text)
        return parts

    return SettingKind(read, zh, en)


TEXT = matching(r"\S.*", zh="非空文字", en="a text that is not blank")
SECRET = SettingKind(TEXT.read, TEXT.zh, TEXT.en)
PATH = SettingKind(lambda text: Path(text).expanduser().resolve(), "路径", "a path")
HEAP = _size(256)  # what `launch` begins with
PAGE_CACHE = _size(64)
STORE_ADDRESS = matching(
    r"(neo4j|bolt)(\+s|\+ssc)?://[^\s/]\S*",
    zh="以 neo4j://、neo4j+s://、neo4j+ssc://、bolt://、bolt+s:// 或 bolt+ssc:// 开头的地址",
    en="an address that begins with neo4j://, neo4j+s://, neo4j+ssc://, bolt://, bolt+s:// or "
    "bolt+ssc://",
)
WEB_ADDRESS = matching(
    r"https?://[^\s/]\S*",
    zh="以 http:// 或 https:// 开头的地址",
    en="an address that begins with http:// or https://",
)
DATABASE = matching(
    r"[A-Za-z][A-Za-z0-9.-]{2,62}",
    zh="3 至 63 个字母、数字、点或连字符，以字母开头",
    en="3 to 63 letters, digits, dots and dashes, the first a letter",
)
HOSTS = several(
    r"\[[0-9a-f:.]+\]|(\*\.)?[^\s:/@*\[\]]+",
    zh="以逗号分隔的主机名，不带端口，如 catalog.example.gov.cn 或 *.example.gov.cn",
    en="host names without a port, parted by commas, such as catalog.example.gov.cn or *.example.gov.cn",
)
ORIGINS = several(
    r"https?://(\[[0-9a-f:.]+\]|[^\s:/@*\[\]]+)(:\d{1,5})?",
    zh="以逗号分隔的来源，如 https://portal.example.gov.cn",
    en="origins, parted by commas, such as https://portal.example.gov.cn",
)
