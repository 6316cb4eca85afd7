"""What a dataset is about, read from its name: whose data, under which scheme, which topic.

企业公积金月度缴存信息 is about 公积金 of 法人; the names of people and firms in it are those of
persons and firms, its balances are those of the fund. Chinese puts the head last, so of several
classes the last one counts most.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph_catalog.kept import MIB
from graph_catalog.matching.lexicon.lexicon import Lexicon, Meaning
from graph_catalog.matching.lexicon.remembered import remembered
from graph_catalog.matching.lexicon.spelling import compact, has_chinese, normalise
from graph_catalog.matching.reading.descriptor import Descriptor

_PREFIX = re.compile(r"^.{2,12}?领域(?=.{2})")
_RETURNED = re.compile(r"^[省市国部]?回流[-_]*")
_DATES = re.compile(
    r"\d{2,4}\s*年(?:度|第?\S{1,2}季度)?|\d{1,2}\s*月(?:份)?|第.{1,4}批|sheet\s*\d+|\d{4}-\d+(?:-\d+)?|^\d+|年度"
)
_REGION = re.compile(
    r"^[\u4e00-\u9fff]{2,3}?(?:省|自治区|自治州|市|区|县|镇|街道)(?=[\u4e00-\u9fff]{2})"
)
_PLACE_ENDING = re.compile(r"[省市区县镇](?!域|级|块|场)")
_BRACKET = re.compile(r"\(([^()]*)\)")
_VERSION = re.compile(r"试用|库用|新|版|截[止至]|已无|下发|年|\d|全量|增量")
_LICENCE = re.compile(
    r"^(?P<about>.*?)(?P<kind>许可证书|许可证|许可|资质证书|资质|资格证书|资格证|执业证书|执业证|合格证书|合格证|登记证书|登记证"
    r"|运输证|(?<![认保凭验论公见查])证书|(?<![认保凭验论公见查身])证(?!件|号|券|照|人|据|明|监))"
)
_ONE_KIND = {
    "许可证书": "许可",
    "许可证": "许可",
    "资质证书": "资质",
    "资格证书": "资格",
    "资格证": "资格",
    "证书": "证",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A class (or a person role) that the name of a dataset mentions."""

    object_class: str
    role: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a dataset is about.

    `mentions` has the head first; `topic` is the name without place, year and form.
    """

    text: str
    topic: str
    mentions: tuple[Mention, ...]
    head: Mention | None
    """None as well where the name ends in a thing that no word of ours stands for: 企业技术中心."""
    role: str
    place: str
    reach: frozenset[str] = frozenset()
    """Every class whose attributes the dataset can carry.

    What it mentions, whom that concerns, and all above.
    """

    def narrowest(self, name: str, lexicon: Lexicon) -> str:
        """Return class `name`, or the narrower one that the title names as well.

        医疗保险 beside 参保.
        """
        for mention in self.mentions:
            if mention.object_class and lexicon.is_within(mention.object_class, name):
                return mention.object_class
        return name


_Found = tuple[str, tuple[Meaning, ...]]
"""A word of a title, with what it can stand for."""

NOTHING = Subject(text="", topic="", mentions=(), head=None, role="", place="")


@remembered(2 * MIB)
def read_subject(title: str, lexicon: Lexicon) -> Subject:
    """Read the name of a dataset, a form or a plan, or a subject in somebody's own words."""
    text = _RETURNED.sub("", normalise(title))
    if not has_chinese(text):
        return NOTHING  # t_user, dibao-shenqing: a technical name says nothing that is read here
    text = _PREFIX.sub("", text)
    outside = _BRACKET.sub("", text)
    inside = " ".join(part for part in _BRACKET.findall(text) if not _VERSION.search(part))
    bare = bare_topic(outside, lexicon)
    topic = bare + compact(inside)
    found = _scan(compact(outside), lexicon.titles, lexicon.longest_title)
    ends_otherwise = _ends_otherwise(bare, found, lexicon)
    # 家庭医生签约服务 is about whom the doctor serves; a list of 监护人 is about guardians.
    found = [(word, m) for word, m in found if _has_class(m) or bare.endswith(word)]
    # What a bracket adds, (法人) or (个人), tells of whom the data are, so it comes before the
    # head.
    aside = _scan(compact(inside), lexicon.titles, lexicon.longest_title)
    own = _mentions([meanings for _, meanings in reversed(found)])
    if (licence := _licence(topic, lexicon)) is not None:
        own = _with_licence(own, licence, lexicon)
    mentions = tuple(
        dict.fromkeys((*_mentions([meanings for _, meanings in reversed(aside)]), *own))
    )
    reach = {name for m in mentions if m.object_class for name in _reach(m.object_class, lexicon)}
    return Subject(
        text=compact(text),
        topic=topic,
        mentions=mentions,
        head=own[0] if own and not ends_otherwise else None,
        role=mentions[0].role if mentions else "",
        place=next(
            (
                place
                for m in mentions
                if m.object_class and (place := lexicon.classes[m.object_class].place)
            ),
            "",
        ),
        reach=frozenset(reach),
    )


def _with_licence(
    mentions: tuple[Mention, ...], licence: Mention, lexicon: Lexicon
) -> tuple[Mention, ...]:
    """Add the licence that a title names by its ending, unless a word of it names one already."""
    named = {
        mention.object_class
        for mention in mentions
        if mention.object_class
        and (
            lexicon.is_within(mention.object_class, "证照") is not None
            or mention.object_class == "行政许可"
        )
    }
    if not named:
        return (*mentions, licence)
    if named != {"证照"}:
        return mentions
    # 煤炭经营许可证 has a word for licences at large; the whole says which.
    return tuple(licence if m.object_class == "证照" else m for m in mentions)


def _reach(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    party = lexicon.party(name)
    return lexicon.lineage[name] + (lexicon.lineage[party] if party else ())


def bare_topic(text: str, lexicon: Lexicon) -> str:
    """Return a dataset's name without places, years and words for its form.

    What tells one scheme from another.
    """
    topic = compact(_DATES.sub("", text))
    whole = topic
    while place := _leading_place(topic, lexicon, may_guess=topic == whole):
        topic = topic[len(place) :]
    changed = True
    while changed:
        changed = False
        for noise in lexicon.words.title_noise:
            if topic.endswith(noise) and len(topic) > len(noise) + 1:
                topic, changed = topic[: -len(noise)], True
    return topic


def licence_scheme(text: str) -> str:
    """Return what a licence is called, in one way: 食品经营许可证 and 食品经营许可 are one.

    Empty where there is none.
    """
    found = _LICENCE.match(text)
    if not found or not found["about"]:
        return ""
    return found["about"] + _ONE_KIND.get(found["kind"], found["kind"])


def _licence(topic: str, lexicon: Lexicon) -> Mention | None:
    """Return the licence that a topic names by its ending.

    城管许可 names a department, so it is any permit of its.
    """
    found = _LICENCE.match(topic)
    if not found or not found["about"]:
        return None
    if found["about"] in lexicon.words.domains:
        return Mention(object_class="行政许可") if found["kind"] == "许可" else None
    return Mention(object_class="证照", scheme=licence_scheme(topic))


def _leading_place(topic: str, lexicon: Lexicon, *, may_guess: bool) -> str:
    """Return the place that a topic begins with, if something is left behind it.

    It is known by its name, or guessed by its ending.
    """
    if any(topic.startswith(word) for word in lexicon.titles if len(word) > 2):  # noqa: PLR2004 - 市场主体, not 市
        return ""
    known = max(
        (place for place in lexicon.words.places if topic.startswith(place)), key=len, default=""
    )
    ending = _PLACE_ENDING.match(topic, len(known))
    place = known + (ending[0] if known and ending else "")
    if not known and may_guess and (named := _REGION.match(topic)):
        place = named[0]
    return place if len(topic) > len(place) + 1 else ""


def _has_class(meanings: tuple[Meaning, ...]) -> bool:
    return any(meaning.object_class for meaning in meanings)


def _ends_otherwise(bare: str, found: list[_Found], lexicon: Lexicon) -> bool:
    """Whether a topic ends in a thing beyond the last word of it that we know.

    学校食堂 is about canteens, 学校招生 about schools.
    """
    last = next((word for word, meanings in reversed(found) if _has_class(meanings)), "")
    tail = bare.rpartition(last)[2] if last else ""
    return tail.endswith(lexicon.words.things)


def _scan(text: str, words: Mapping[str, tuple[Meaning, ...]], longest: int) -> list[_Found]:
    """Return the words in `text` with their meanings, left to right, the longest at each place."""
    found, place = [], 0
    while place < len(text):
        for length in range(min(longest, len(text) - place), 0, -1):
            if meanings := words.get(text[place : place + length]):
                found.append((text[place : place + length], meanings))
                place += length
                break
        else:
            place += 1
    return found


def _mentions(found: list[tuple[Meaning, ...]]) -> tuple[Mention, ...]:
    mentions: dict[Mention, None] = {}
    for meanings in found:
        # 执法人员 is a class of persons and a role: a list of them is about the persons.
        classes = [meaning for meaning in meanings if meaning.object_class]
        for meaning in classes or [meaning for meaning in meanings if meaning.role]:
            mentions[Mention(meaning.object_class, meaning.role)] = None
    return tuple(mentions)


def subject_of(descriptor: Descriptor, lexicon: Lexicon) -> Subject:
    """Return what the data of a description are about.

    What the describer says himself comes before the dataset's name.
    """
    by_title = read_subject(descriptor.dataset_name, lexicon)
    if not descriptor.subject:
        return by_title
    stated = read_subject(descriptor.subject, lexicon)
    return Subject(
        text=stated.text + by_title.text,
        topic=by_title.topic or stated.topic,
        mentions=tuple(dict.fromkeys((*stated.mentions, *by_title.mentions))),
        head=stated.head or by_title.head,
        role=stated.role if stated.mentions else by_title.role,
        place=stated.place if stated.mentions else by_title.place,
        reach=stated.reach | by_title.reach,
    )
