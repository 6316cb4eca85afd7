"""Which datum a reading means in a dataset.

Whose attribute it is, in which role, under which scheme.
"""

from dataclasses import dataclass

from graph_catalog.matching import qualifier
from graph_catalog.matching.datum import Candidate, DatumKey, Method, Reason
from graph_catalog.matching.lexicon import Lexicon
from graph_catalog.matching.lexicon_entries import DataType, Element, Role, RoleKind
from graph_catalog.matching.owner import BY_ATTRIBUTE, SAID, Owner, find_owner
from graph_catalog.matching.reading import Reading, Word
from graph_catalog.matching.subject import Subject

_BODY = "法人"
_NAMES = {"自然人.姓名", "法人.名称"}
_PARTIES = {RoleKind.PERSON, RoleKind.ORGANISATION}
_OTHER_WORDS = {Method.NEAR: 0.94, Method.TYPO: 0.9}
_UNLISTED_ROLE = 0.95
_WITHOUT_SCHEME = 0.65
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
    reading: Reading, element: Element, subject: Subject, lexicon: Lexicon
) -> Resolved | None:
    """Return what `reading` means as `element` in a dataset; None where it contradicts itself."""
    unknown = [
        word for word in reading.words if not word.is_known and word.text not in subject.text
    ]
    scheming = element.object_class in lexicon.by_scheme and (
        len(reading.spelling) > _GENERIC or any(word.classes for word in reading.words)
    )
    # 寝 | 室号 is no reading: a short attribute, or one unknown character, cuts words apart.
    cuts = unknown and (len(reading.spelling) <= _GENERIC or len(unknown[-1].text) == 1)
    if cuts and not (scheming or unknown[-1].is_party):
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
    owner = _owner(reading, element, classes, parties, subject=subject, lexicon=lexicon)
    if owner is None:
        return None
    qualifiers = [qualifier.of_role(role, classes, subject, lexicon) for role in roles]
    unlisted = [] if scheming else [word for word in unknown if word.is_party]
    scene = qualifier.scene(subject, lexicon)
    qualifiers += [qualifier.under(scene, word.text) for word in unlisted]
    if not parties and not unlisted:
        qualifiers += qualifier.implied(element, owner, classes, subject, lexicon)
    if not any(role.kind is RoleKind.PLACE for role in roles):
        qualifiers.append(qualifier.implied_place(element, subject))
    is_narrowed = not scheming and not all(word.is_party for word in unknown)
    candidate = _candidate(reading, element, owner, qualifiers, subject=subject, lexicon=lexicon)
    return Resolved(candidate, is_narrowed)


def _fitting_roles(
    reading: Reading, element: Element, subject: Subject, lexicon: Lexicon
) -> list[Role] | None:
    """Return the roles that the words name, None if one cannot have such an attribute."""
    roles: list[Role] = []
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


def _fits(role: Role, element: Element, *, has_person: bool) -> bool:
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
    reading: Reading,
    element: Element,
    classes: dict[int, Word],
    parties: list[Role],
    *,
    subject: Subject,
    lexicon: Lexicon,
) -> Owner | None:
    if parties:
        return Owner(element.object_class, SAID, _role_reason(parties[-1]))
    owner = find_owner(reading, element, subject, classes, lexicon)
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
    return Owner(element.object_class, BY_ATTRIBUTE, owner.reason) if is_anchored else None


def _own_element(
    role: Role, classes: dict[int, Word], subject: Subject, lexicon: Lexicon
) -> tuple[Element, Owner] | None:
    """Return the element that a role's name already is, where there is one.

    施工单位名称 is 项目.施工单位.
    """
    elements = lexicon.spellings.get(lexicon.fold(role.name), ())
    for element in elements:
        if element.object_class == role.anchor:
            return element, Owner(element.object_class, SAID, _role_reason(role))
    for element in elements:
        reading = Reading((), role.name, elements)
        owner = find_owner(reading, element, subject, classes, lexicon)
        if owner is not None and (owner.mention is not None or owner.word is not None):
            return element, owner
    return None


def _candidate(
    reading: Reading,
    element: Element,
    owner: Owner,
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
        confidence=round(weight, 4),
        method=method,
        reasons=(Reason(*_SPELT[method], (reading.spelling, element.attribute)), owner.reason),
    )


def _role_reason(role: Role) -> Reason:
    return Reason("名称指明是{}的", "the name says that it is of the {}", (role.name,))


_SPELT = {
    Method.NAME: ("名称即“{1}”", "the name is {1}"),
    Method.SYNONYM: ("“{0}”是“{1}”的同义写法", "{0} is another spelling of {1}"),
    Method.ROLE: ("“{0}”即其{1}", "{0} asks for its {1}"),
    Method.COLUMN: ("字段英文名“{0}”是“{1}”的缩写", "the column name {0} is short for {1}"),
    Method.NEAR: ("“{0}”与“{1}”用词相近", "{0} means nearly the words of {1}"),
    Method.TYPO: ("与“{0}”只差一个字，即“{1}”", "one character off {0}, which is {1}"),
}
"""How a reading came by its element, by method; the places are the spelling and the attribute."""
