"""Whose attribute a reading speaks of: by the name, else the dataset, else the attribute.

The weights are ranks of how well an owner is known, not probabilities; `threshold` says from where
on they are to be trusted, by measurement.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph_catalog.matching.lexicon.entries import ClassKind, DataType, LexiconElement
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.datum import Reason
from graph_catalog.matching.reading.reading import NameReading, Word
from graph_catalog.matching.reading.subject import Mention, Subject

SAID = 0.97
"""The name itself says whose it is."""
BY_SUBJECT = 0.95
"""The dataset is about it; each further mention in its name counts a little less."""
BY_PARTY = 0.89
"""The dataset is about something that happens to it: a penalty carries the punished firm's name."""
BY_ATTRIBUTE = 0.9
"""Only one class has such an attribute."""
ELSEWHERE = 0.84
"""Only one class has it, but the dataset is about another."""
SHORT_ELSEWHERE = 0.7
"""The same where the attribute is short or says nothing of its class.

证书编号 may be any scheme's.
"""
BY_DEFAULT = 0.8
"""The dataset says nothing, and of persons, firms and projects only one has it."""
DEFAULT_ELSEWHERE = 0.75
"""The same, but the dataset is about something else: 姓名 in a list of parks."""
GUESSED = 0.45
"""Several classes have it and nothing tells which."""

_LESS_PER_MENTION = 0.03
_LESS_PER_GENERATION = 0.01
_FAR = 3
_SHORT = 2
_CONTEXT = 0.95
_OF_THE_MATTER = 0.5
_OF_MATTERS = {
    DataType.CODE,
    DataType.DATE,
    DataType.NUMBER,
    DataType.AMOUNT,
    DataType.FLAG,
}
_OF_THE_PARTY = 0.8
_OF_PARTIES = {ClassKind.EVENT, ClassKind.LICENCE, ClassKind.LISTING}
_NAMES = {"名称", "姓名"}
_DEFAULTS = ("自然人", "法人", "项目")


@dataclass(frozen=True, slots=True)
class AttributeOwner:
    """The class whose attribute it is, how sure that is and why.

    The mention or the word that said so.
    """

    object_class: str
    weight: float
    reason: Reason
    mention: Mention | None = None
    word: int | None = None


def find_owner(
    reading: NameReading,
    element: LexiconElement,
    subject: Subject,
    classes: dict[int, Word],
    lexicon: Lexicon,
) -> AttributeOwner | None:
    """Return whose `element` is meant.

    `classes` are the words by place that stand for a class, not for a role.

    None where the name speaks of a class that has no such attribute.
    """
    said = _said(element, classes, lexicon)
    if said is not None:
        return _narrowed(said, subject, lexicon)
    weight = 1.0
    if classes:
        if not all(_is_context(word, subject, lexicon) for word in classes.values()):
            return None
        weight = _CONTEXT
    found = _by_subject(element, subject, lexicon)
    if found is not None and found.mention is None and _tells_of_the_matter(reading, element):
        weight = _OF_THE_MATTER
    if found is not None and _may_be_anothers(reading, element, subject, lexicon):
        weight = _OF_THE_PARTY
    if found is None:
        found = _by_attribute(reading, element, subject, lexicon)
    is_vague = found.mention is None or len(reading.spelling) <= _SHORT
    if classes and is_vague and not _concerns(classes, found.object_class, lexicon):
        weight = _OF_THE_MATTER
    return _narrowed(replace(found, weight=found.weight * weight), subject, lexicon)


def _may_be_anothers(
    reading: NameReading, element: LexiconElement, subject: Subject, lexicon: Lexicon
) -> bool:
    """Whether a name alone is that of what the dataset is about, or of whom that happens to.

    名称 in a list of licences may be that of the licence or of its holder.
    """
    if reading.words or not any(one.attribute in _NAMES for one in reading.elements):
        return False
    things = [
        mention.object_class
        for mention in subject.mentions
        if mention.object_class and lexicon.classes[mention.object_class].kind in _OF_PARTIES
    ]
    parties = [party for thing in things if (party := lexicon.party(thing))]
    others = parties if _is_of(things, element, lexicon) else things
    return any(_is_of(others, one, lexicon) for one in reading.elements if one != element)


def _is_of(classes: Iterable[str], element: LexiconElement, lexicon: Lexicon) -> bool:
    return any(lexicon.is_within(name, element.object_class) is not None for name in classes)


def _tells_of_the_matter(reading: NameReading, element: LexiconElement) -> bool:
    """Whether the name says again what the dataset is about, in front of a date, state or sum.

    Those are the matter's own: 使用登记日期 of special equipment is no 登记日期 of its firm. A name, a
    number or an address of it are the firm's all the same (旅馆地址).
    """
    return element.kind in _OF_MATTERS and any(
        not word.is_filling and not word.roles for word in reading.words
    )


def _concerns(classes: dict[int, Word], owner: str, lexicon: Lexicon) -> bool:
    """Whether one of the classes that a name speaks of is the owner's, or what happens to it.

    产品类别 in a list of farms speaks of products, not of firms.
    """
    return any(
        lexicon.is_within(one, other) is not None
        for word in classes.values()
        for name in word.classes
        for near in (name, lexicon.party(name))
        if near
        for one, other in ((near, owner), (owner, near))
    )


def _narrowed(owner: AttributeOwner, subject: Subject, lexicon: Lexicon) -> AttributeOwner:
    """Take the narrower class where the dataset names one.

    参保状态 in a list about 医疗保险 is that insurance's.
    """
    return replace(owner, object_class=subject.narrowest(owner.object_class, lexicon))


def _said(
    element: LexiconElement, classes: dict[int, Word], lexicon: Lexicon
) -> AttributeOwner | None:
    """Return the class that the last class word in front of the attribute names.

    检查对象类型 is the 类型 of the 对象, not of the 检查.
    """
    place = max(classes, default=0)
    for name in classes[place].classes if classes else ():
        generations = lexicon.is_within(name, element.object_class)
        if generations is not None:
            text = classes[place].text
            reason = Reason("名称中的“{}”指{}", "{} in the name means {}", (text, name))
            return AttributeOwner(
                name, SAID - _LESS_PER_GENERATION * generations, reason, word=place
            )
    return None


def _by_subject(
    element: LexiconElement, subject: Subject, lexicon: Lexicon
) -> AttributeOwner | None:
    parties: list[AttributeOwner] = []
    for rank, mention in enumerate(subject.mentions):
        if not mention.object_class:
            continue
        less = _LESS_PER_MENTION * min(rank, _FAR)
        generations = lexicon.is_within(mention.object_class, element.object_class)
        if generations is not None:
            about = (subject.text, mention.object_class)
            reason = Reason("数据集“{}”的主题是{}", "the dataset {} is about {}", about)
            weight = BY_SUBJECT - less - _LESS_PER_GENERATION * generations
            return AttributeOwner(mention.object_class, weight, reason, mention)
        party = lexicon.party(mention.object_class)
        generations = lexicon.is_within(party, element.object_class) if party else None
        if generations is not None:
            reason = Reason(
                "数据集“{}”关于{}，所涉主体是{}",
                "the dataset {} is about {}, which concerns {}",
                (subject.text, mention.object_class, party),
            )
            parties.append(
                AttributeOwner(party, BY_PARTY - less - _LESS_PER_GENERATION * generations, reason)
            )
    return max(parties, key=lambda owner: owner.weight, default=None)


def _by_attribute(
    reading: NameReading, element: LexiconElement, subject: Subject, lexicon: Lexicon
) -> AttributeOwner:
    others = {
        other.object_class
        for other in reading.elements
        if lexicon.is_within(other.object_class, element.object_class) is None
    }
    name = element.object_class
    if not others:
        weight = ELSEWHERE if subject.text else BY_ATTRIBUTE
        if lexicon.classes[name].kind is ClassKind.RECORD:
            weight = BY_PARTY  # any dataset has rows that are numbered and updated
        elif subject.text and not _names_its_class(reading.spelling, name, lexicon):
            weight = SHORT_ELSEWHERE
        reason = Reason("只有{}有“{}”", "only {} has {}", (name, element.attribute))
        return AttributeOwner(name, weight, reason)
    if name in _DEFAULTS[:2] and not others.intersection(_DEFAULTS):
        reason = Reason(
            "数据集名称没有说明主体，按通常情况理解为{}",
            "the dataset's name does not say whose it is; most often it is {}",
            (name,),
        )
        is_elsewhere = subject.text and len(reading.spelling) <= _SHORT
        return AttributeOwner(name, DEFAULT_ELSEWHERE if is_elsewhere else BY_DEFAULT, reason)
    reason = Reason(
        "“{}”可以属于多类对象，无法确定是哪一类",
        "{} can belong to several classes and nothing tells which",
        (reading.spelling,),
    )
    return AttributeOwner(name, GUESSED, reason)


def _names_its_class(spelling: str, name: str, lexicon: Lexicon) -> bool:
    """Whether an attribute of one class only can be told to be that class's by itself."""
    if name in _DEFAULTS:
        return len(spelling) > _SHORT
    return any(len(word) > 1 and word in spelling for word in lexicon.classes[name].field_words)


def _is_context(word: Word, subject: Subject, lexicon: Lexicon) -> bool:
    """Whether a class word only repeats what the dataset is about anyway."""
    about = {mention.object_class for mention in subject.mentions if mention.object_class}
    return word.text in subject.text or any(
        lexicon.is_within(mentioned, name) is not None
        or lexicon.is_within(name, mentioned) is not None
        for name in word.classes
        for mentioned in about
    )
