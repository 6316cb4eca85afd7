"""What the lexicon is made of: object classes, roles, elements, and other words."""

import re
from dataclasses import dataclass, field
from enum import Enum

from graph_catalog.matching.lexicon.spelling import compact, normalise


class ClassKind(Enum):
    """What sort of thing an object class is."""

    PERSON = "人"
    ORGANISATION = "组织"
    EVENT = "事件"
    LICENCE = "证照"
    LISTING = "名单"
    PROJECT = "项目"
    THING = "事物"
    ACCOUNT = "账户"
    PLACE = "地点"
    RECORD = "记录"


class RoleKind(Enum):
    """What a role or qualifier says: who, which organisation, which place, which time."""

    PERSON = "人"
    ORGANISATION = "组织"
    PLACE = "地点"
    TIME = "时态"


class DataType(Enum):
    """What the values of an element are.

    Codes, places and bodies are written as code or as name alike.
    """

    IDENTIFIER = "标识"
    CODE = "代码"
    TEXT = "文本"
    DATE = "日期"
    NUMBER = "数值"
    AMOUNT = "金额"
    PLACE = "地点"
    BODY = "机构"
    FLAG = "是否"
    ATTACHMENT = "附件"

    @property
    def has_forms(self) -> bool:
        """Whether a value is written as a code or as that code's name."""
        return self in {DataType.CODE, DataType.PLACE, DataType.BODY}


@dataclass(frozen=True, slots=True)
class ObjectClass:
    """What data are about.

    `merges`: an inherited element's data are the ancestor's (a pupil's name is a person's).

    `by_scheme`: each scheme has data of its own (each licence its number). `party`: whose data a
    dataset about this carries beside its own. `place`: which of a person's places is meant where
    none is named.
    """

    name: str
    parents: tuple[str, ...]
    kind: ClassKind
    merges: bool
    by_scheme: bool
    party: str
    place: str
    title_words: tuple[str, ...]
    field_words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A qualifier.

    `anchor`: whose it is, a class, 主体 (the dataset's subject) or 场景 (the dataset's scheme).
    """

    name: str
    kind: RoleKind
    anchor: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class LexiconElement:
    """A kind of value: an attribute of an object class.

    `by_scheme`: each scheme has its own, though the class is one (each register its number of a
    firm). `near`: the code of an element easily taken for it.
    """

    code: str
    object_class: str
    attribute: str
    is_identifier: bool
    kind: DataType
    by_scheme: bool
    standard: str
    synonyms: tuple[str, ...]
    columns: tuple[str, ...]
    near: str
    source: str

    @property
    def name(self) -> str:
        """The element as people call it: its attribute."""
        return self.attribute

    @property
    def data_type(self) -> str:
        """The kind of value in the lexicon's word."""
        return self.kind.value

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write it."""
        return (self.attribute, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that belong to no class.

    Filling, forms, tails, near words, and what a title carries beside its topic.
    """

    fillers: tuple[str, ...] = ()
    code_forms: tuple[str, ...] = ()
    name_forms: tuple[str, ...] = ()
    noise_tails: tuple[str, ...] = ()
    tails: dict[str, str] = field(default_factory=dict)
    near_words: dict[str, str] = field(default_factory=dict)
    scheme_tails: tuple[str, ...] = ()
    title_noise: tuple[str, ...] = ()
    title_skips: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    """What a title ends in that is about a thing or body of its own: 学校食堂."""
    units: tuple[str, ...] = ()
    """Units of measure that end a name: 注册资本万元."""
    confusable: dict[str, str] = field(default_factory=dict)
    """By a character those that it is typed for: 入 for 人."""
    columns: dict[str, str] = field(default_factory=dict)
    """By a column name the name that it stands for: aab013 for 法定代表人姓名."""

    def fold(self, spelling: str) -> str:
        """Return a spelling with its last word in the one way to write it.

        决定时间 becomes 决定日期.
        """
        text = compact(normalise(spelling))
        for start in range(len(text)):  # the longest tail first
            canonical = self.tails.get(text[start:])
            if canonical is not None:
                return text[:start] + canonical
        return text


def near_words_of(words: Words) -> re.Pattern[str]:
    """Return what finds near words in a spelling, the longest at each place.

    Canonical words are found as well, and stay: 学校 holds no 校 that means 学校. One character is
    a word only where one can stand: a particle between others, anything else at the end. 有效期至
    ends in a 至, 四至边界 and 校核日期 hold no 至 and no 校.
    """
    near, patterns = words.near_words, []
    for word in sorted({*near, *filter(None, near.values())}, key=len, reverse=True):
        if len(word) > 1:
            patterns.append(re.escape(word))
        elif near.get(word, word):
            patterns.append(re.escape(word) + "$")
        else:
            patterns.append("(?<!^)" + re.escape(word) + "(?!$)")
    return re.compile("|".join(patterns) or "(?!)")


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything the files say, checked."""

    classes: dict[str, ObjectClass]
    roles: dict[str, RoleWord]
    elements: dict[str, LexiconElement]
    words: Words
    hash: str
