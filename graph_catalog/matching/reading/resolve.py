"""Which datum a reading means in a dataset.

Whose attribute it is, in which role, under which scheme.
"""

from dataclasses import dataclass

from graph_catalog.matching.lexicon.entries import (
    ClassKind,
    DataType,
    LexiconElement,
    RoleKind,
    RoleWord,
)
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.datum import Candidate, DatumKey, Reason
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.owner import BY_ATTRIBUTE, SAID, AttributeOwner, find_owner
from graph_catalog.matching.reading.reading import NameReading, Word
from graph_catalog.matching.reading.subject import Subject

_BODY = "法人"
_NAMES = {"自然人.姓名", "法人.名称"}
_PARTIES = {RoleKind.PERSON, RoleKind.ORGANISATION}
_OTHER_WORDS = {Method.NEAR: 0.94, Method.TYPO: 0.9}
_UNLISTED_ROLE = 0.95
_WITHOUT_SCHEME = 0.65
_PREMISES = ("站", "店", "馆", "厂", "场", "院", "所", "中心")
"""What a body may be called by the place where it works: 旅馆地址 is the address of a firm."""
_SHORT = 4
"""Characters of a name that may as well be another word as a mistyped one."""
_KINDS_OF_PARTIES = {ClassKind.PERSON, ClassKind.ORGANISATION}
_GENERIC = 2
"""Characters of an attribute (编号, 日期) that mean nothing behind an unknown word."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reading means.

    `is_narrowed`: unknown words make it something narrower, so only near the candidate.
    """

    candidate: Candidate
    is_narrowed: bool = False


def resolve(
    reading: NameReading, element: LexiconElement, subject: Subject, lexicon: Lexicon
) -> Resolved | None:
    """Return what `reading` means as `element` in a dataset; None where it contradicts itself."""
    unknown = [
        word for word in reading.words if not word.is_known and word.text not in subject.text
    ]
    scheming = element.object_class in lexicon.by_scheme and (
        len(reading.spelling) > _GENERIC or any(word.classes for word in reading.words[-1:])
    )
    # 寝 | 室号 is no reading: a short attribute, or one unknown character, cuts words apart.
    cuts = unknown and (len(reading.spelling) <= _GENERIC or len(unknown[-1].text) == 1)
    if cuts and not (scheming or unknown[-1].is_party):
        return None
    if _is_anothers(reading, element, lexicon):
        return None
    roles = _fitting_roles(reading, element, subject, lexicon)
    if roles is None:
        return None
    parties = [role for role in roles if role.kind in _PARTIES]
    classes = {
        place: word
        for place, word in enumerate(reading.words)
        if word.classes and not any(role.name in word.roles for role in roles)
    }
    if parties and element.code in _NAMES:
        role = parties[-1]
        own = _own_element(role, classes, subject, lexicon)
        if own is not None:
            others = [role.name for role in roles if role is not parties[-1]]
            return Resolved(_candidate(reading, *own, others, subject=subject, lexicon=lexicon))
        own_name = "法人.名称" if role.kind is RoleKind.ORGANISATION else "自然人.姓名"
        element = lexicon.elements.get(own_name, element)
    owner = _owner(reading, element, classes, roles, subject=subject, lexicon=lexicon)
    if owner is None or _is_guessed(reading, owner, parties, subject):
        return None
    qualifiers = [qualifier.of_role(role, classes, subject, lexicon) for role in roles]
    unlisted = [] if scheming else [word.text for word in unknown if word.is_party]
    if acting := _acting(reading, owner, subject, lexicon):
        unlisted.append(acting)
    scene = qualifier.scene(subject, lexicon)
    qualifiers += [qualifier.under(scene, text) for text in unlisted]
    if not parties and not unlisted:
        qualifiers += qualifier.implied(element, owner, classes, subject, lexicon)
    if not any(role.kind is RoleKind.PLACE for role in roles):
        qualifiers.append(qualifier.implied_place(element, subject))
    is_narrowed = not scheming and not all(word.is_party for word in unknown)
    is_narrowed = is_narrowed or _is_of_another_thing(
        reading, owner, parties, subject=subject, lexicon=lexicon
    )
    candidate = _candidate(reading, element, owner, qualifiers, subject=subject, lexicon=lexicon)
    return Resolved(candidate, is_narrowed)


def _acting(reading: NameReading, owner: AttributeOwner, subject: Subject, lexicon: Lexicon) -> str:
    """Return which body acts in what the dataset is about, where the name puts that before 单位.

    校核单位 in a list of what was checked is who checked; 培训机构 in one of 培训机构 is what it lists.
    """
    place = owner.word
    if not place or lexicon.classes[owner.object_class].kind is not ClassKind.ORGANISATION:
        return ""
    before = reading.words[place - 1]
    text = before.text + reading.words[place].text
    is_said_again = before.text in subject.text and text not in subject.text
    return text if is_said_again and not before.is_known else ""


def _is_anothers(reading: NameReading, element: LexiconElement, lexicon: Lexicon) -> bool:
    """Whether a person or body stands before an attribute that says nothing and is no person's.

    网格员编号 on a work order is no 编号 of the order.
    """
    return (
        len(reading.spelling) <= _GENERIC
        and any(word.is_party for word in reading.words[-1:])
        and lexicon.classes[element.object_class].kind not in _KINDS_OF_PARTIES
    )


def _is_of_another_thing(
    reading: NameReading,
    owner: AttributeOwner,
    parties: list[RoleWord],
    *,
    subject: Subject,
    lexicon: Lexicon,
) -> bool:
    """Whether an attribute that says nothing by itself is of something unlisted.

    That the name says, or the dataset's name ends in. 搅拌站名称 is no 名称 of the licence that the list is about, though the list names 搅拌站 as well; it
    may be that of the body that holds the licence.
    """
    last = reading.words[-1:]
    kind = lexicon.classes[owner.object_class].kind
    says_another = any(not word.is_known and not word.is_party for word in last)
    may_be_it = not last or last[0].text.endswith(_PREMISES)
    is_titled_another = bool(subject.mentions) and subject.head is None
    return (
        len(reading.spelling) <= _GENERIC
        and owner.word is None
        and not parties
        and not (owner.mention is None and kind in _KINDS_OF_PARTIES and may_be_it)
        and (says_another or (is_titled_another and kind is not ClassKind.RECORD))
    )


def _is_guessed(
    reading: NameReading, owner: AttributeOwner, parties: list[RoleWord], subject: Subject
) -> bool:
    """Whether a short name would have to be mistyped to mean what its dataset is not about.

    入园日期 of a kindergarten is no mistyped 入院日期.
    """
    return (
        reading.method is Method.TYPO
        and len(reading.spelling) <= _SHORT
        and owner.word is None
        and not parties
        and owner.object_class not in subject.reach
    )


def _fitting_roles(
    reading: NameReading, element: LexiconElement, subject: Subject, lexicon: Lexicon
) -> list[RoleWord] | None:
    """Return the roles that the words name, None if one cannot have such an attribute."""
    roles: list[RoleWord] = []
    has_person = any(other.object_class == qualifier.PERSON for other in reading.elements)
    for word in reading.words:
        fitting = [
            role
            for name in word.roles
            if _fits(role := lexicon.roles[name], element, has_person=has_person)
        ]
        if fitting:
            roles.append(fitting[0])
        elif word.roles and not word.classes and word.text not in subject.text:
            return None
    named = {role.name for role in roles}
    # 法定代表人（负责人）: what bodies without a legal representative have in its place; one and
    # the same blank.
    return [role for role in roles if not (role.name == "负责人" and "法定代表人" in named)]


def _fits(role: RoleWord, element: LexiconElement, *, has_person: bool) -> bool:
    match role.kind:
        case RoleKind.PERSON:
            # An owner or a pledgee may be a firm; a father may not.
            if element.object_class == _BODY:
                return role.anchor == "场景" and not has_person
            return element.object_class == qualifier.PERSON
        case RoleKind.ORGANISATION:
            return element.object_class == _BODY or element.code in _NAMES
        case RoleKind.PLACE:
            return element.kind is DataType.PLACE and element.object_class == qualifier.PERSON
        case RoleKind.TIME:
            return True


def _owner(
    reading: NameReading,
    element: LexiconElement,
    classes: dict[int, Word],
    said: list[RoleWord],
    *,
    subject: Subject,
    lexicon: Lexicon,
) -> AttributeOwner | None:
    if parties := [role for role in said if role.kind in _PARTIES]:
        return AttributeOwner(element.object_class, SAID, _role_reason(parties[-1]))
    owner = find_owner(reading, element, subject, classes, lexicon)
    places = [role for role in said if role.kind is RoleKind.PLACE]
    if places and (owner is None or owner.weight < BY_ATTRIBUTE):
        # Only people have a 户籍地: it says whose the address is where the dataset does not.
        return AttributeOwner(element.object_class, BY_ATTRIBUTE, _role_reason(places[-1]))
    roles = [
        lexicon.roles[meaning.role]
        for meaning in lexicon.vocabulary.get(reading.spelling, ())
        if meaning.role
    ]
    if owner is None or not roles or owner.mention is not None or owner.word is not None:
        return owner
    # The attribute is a role word (权利人): its own element only where the dataset or the role's
    # anchor says so.
    is_anchored = any(role.anchor == element.object_class for role in roles)
    return AttributeOwner(element.object_class, BY_ATTRIBUTE, owner.reason) if is_anchored else None


def _own_element(
    role: RoleWord, classes: dict[int, Word], subject: Subject, lexicon: Lexicon
) -> tuple[LexiconElement, AttributeOwner] | None:
    """Return the element that a role's name already is, where there is one.

    施工单位名称 is 项目.施工单位.
    """
    elements = lexicon.spellings.get(lexicon.fold(role.name), ())
    for element in elements:
        if element.object_class == role.anchor:
            return element, AttributeOwner(element.object_class, SAID, _role_reason(role))
    for element in elements:
        reading = NameReading((), role.name, elements)
        owner = find_owner(reading, element, subject, classes, lexicon)
        if owner is not None and (owner.mention is not None or owner.word is not None):
            return element, owner
    return None


def _candidate(
    reading: NameReading,
    element: LexiconElement,
    owner: AttributeOwner,
    qualifiers: list[str],
    *,
    subject: Subject,
    lexicon: Lexicon,
) -> Candidate:
    weight = owner.weight
    scheme = qualifier.of_scheme(element, owner, reading, subject, lexicon)
    if scheme is None:
        weight *= _WITHOUT_SCHEME
    weight *= _OTHER_WORDS.get(reading.method, 1.0)
    weight *= _UNLISTED_ROLE ** sum(word.is_party for word in reading.words)
    qualifiers = [scheme or "", *qualifiers]
    method = reading.method
    if method is Method.SYNONYM and reading.spelling == lexicon.names[element.code]:
        method = Method.NAME
    return Candidate(
        datum=DatumKey(
            element.code, element.object_class, element.attribute, qualifier.joined(qualifiers)
        ),
        form=reading.form,
        score=round(weight, 4),
        method=method,
        reasons=(Reason(*_SPELT[method], (reading.spelling, element.attribute)), owner.reason),
    )


def _role_reason(role: RoleWord) -> Reason:
    return Reason("名称指明是{}的", "the name says that it is of the {}", (role.name,))


_SPELT = {
    Method.NAME: ("名称即“{1}”", "the name is {1}"),
    Method.SYNONYM: ("“{0}”是“{1}”的同义写法", "{0} is another spelling of {1}"),
    Method.ROLE: ("“{0}”即其{1}", "{0} asks for its {1}"),
    Method.COLUMN: ("字段英文名即“{1}”", "the column name stands for {1}"),
    Method.NEAR: ("“{0}”与“{1}”用词相近", "{0} means nearly the words of {1}"),
    Method.TYPO: ("与“{0}”只差一个字，即“{1}”", "one character off {0}, which is {1}"),
}
"""How a reading came by its element, by method; the places are the spelling and the attribute."""
