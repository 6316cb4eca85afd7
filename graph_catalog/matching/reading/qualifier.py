"""What tells two data of one element apart: the role, the scheme, the place, the time.

A datum of the person or the body itself has none; people write 本人 and 主体 for it (design §7).
"""

from collections.abc import Iterable

from graph_catalog.matching.lexicon.entries import (
    ClassKind,
    DataType,
    LexiconElement,
    RoleKind,
    RoleWord,
)
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.owner import AttributeOwner
from graph_catalog.matching.reading.reading import NameReading, Word
from graph_catalog.matching.reading.subject import Subject, licence_scheme

PERSON = "自然人"
_BODY = "法人"
_OWN = {PERSON: "本人", _BODY: "主体"}
_PARTIES = {RoleKind.PERSON, RoleKind.ORGANISATION}
LICENCE = "证照"
PERMIT = "行政许可"
SEPARATOR = "·"
_JOINT = "/"


def written(datum: DatumKey, lexicon: Lexicon) -> str | None:
    """Return a datum's qualifier as people write it.

    本人 of a person's own, 主体 of a body's own; None of a thing's, which needs none.
    """
    return datum.qualifier or _own(datum.object_class, lexicon)


def unwritten(said: str, object_class: str, lexicon: Lexicon) -> str:
    """Return the qualifier that `written` wrote so: empty for 本人 and 主体."""
    return "" if said == _own(object_class, lexicon) else said


def meant(said: str, read: DatumKey, lexicon: Lexicon) -> str:
    """Return the qualifier that somebody means who writes `said` of what was read as a datum.

    本人 takes away whoever was read, and leaves where, when and under which scheme.
    """
    if said != _own(read.object_class, lexicon):
        return said
    parties = {role.name for role in lexicon.roles.values() if role.kind in _PARTIES}
    parts = read.qualifier.split(_JOINT)
    return _JOINT.join(part for part in parts if part.rpartition(SEPARATOR)[2] not in parties)


def takes_words(datum: DatumKey, lexicon: Lexicon) -> bool:
    """Whether a datum is called by words of some catalog: it is provisional, or of a scheme that no lexicon knows.

    The name of a scheme is what a dataset is about (劳动人事争议仲裁案件): where that is hidden, so is the datum.
    """
    if datum.is_provisional:
        return True
    parts = {part for joint in datum.qualifier.split(_JOINT) for part in joint.split(SEPARATOR)}
    return not parts <= {"", *_OWN.values(), *lexicon.roles, *lexicon.classes}


def _own(object_class: str, lexicon: Lexicon) -> str | None:
    above = lexicon.lineage.get(object_class, ())
    return next((word for owner, word in _OWN.items() if owner in above), None)


def joined(parts: Iterable[str]) -> str:
    """Join the qualifiers of one datum, each once."""
    return _JOINT.join(dict.fromkeys(part for part in parts if part))


def of_role(role: RoleWord, classes: dict[int, Word], subject: Subject, lexicon: Lexicon) -> str:
    """Return a role with whose it is, where that is not the same everywhere.

    监护人, but 项目·联系人.
    """
    if role.anchor == "主体":
        said = [name for word in classes.values() for name in word.classes]
        about = [m.object_class for m in subject.mentions if m.object_class]
        return under(_entity([*reversed(said), *about], lexicon), role.name)
    return under(scene(subject, lexicon), role.name) if role.anchor == "场景" else role.name


def under(whose: str, name: str) -> str:
    """Join a qualifier to what it belongs to."""
    return f"{whose}{SEPARATOR}{name}" if whose else name


def scene(subject: Subject, lexicon: Lexicon) -> str:
    """Return what a dataset is about as the scene of roles that differ from scene to scene."""
    for mention in subject.mentions:
        if mention.scheme:
            return mention.scheme
        if mention.object_class and is_specific(mention.object_class, lexicon):
            return mention.object_class
    return subject.topic


def is_specific(name: str, lexicon: Lexicon) -> bool:
    """Whether a class is so narrow that an unknown attribute of it is one datum everywhere.

    寝室号 of pupils is; 批次 of firms or of some list is not.
    """
    return name not in lexicon.general and name not in lexicon.by_scheme


def of_scheme(
    element: LexiconElement,
    owner: AttributeOwner,
    reading: NameReading,
    subject: Subject,
    lexicon: Lexicon,
) -> str | None:
    """Return the scheme or the narrower class whose data these are; empty where all share them.

    None where each scheme has data of its own and nothing says which scheme this is.
    """
    name = owner.object_class
    if element.object_class == PERMIT and (licence := _licence_of(subject, lexicon)):
        return licence
    if not element.by_scheme:
        if not lexicon.classes[name].by_scheme and name != element.object_class:
            return "" if lexicon.classes[name].merges else name
        if not lexicon.classes[name].by_scheme:
            return ""
    if owner.mention is not None and owner.mention.scheme:
        return owner.mention.scheme
    said = "" if element.by_scheme else _said_scheme(owner, reading, subject)
    return said or _scheme_of(subject, name, lexicon) or None


def _licence_of(subject: Subject, lexicon: Lexicon) -> str:
    """Return the one licence that a dataset lists: permits in it are of that licence alone.

    Empty where it lists permits at large (双公示): those are one register, whoever decided.
    """
    if any(mention.object_class == PERMIT for mention in subject.mentions):
        return ""
    for mention in subject.mentions:
        if lexicon.lineage.get(mention.object_class, ())[-1:] == (LICENCE,):
            return mention.scheme or mention.object_class
    return ""


def _said_scheme(owner: AttributeOwner, reading: NameReading, subject: Subject) -> str:
    """Return the scheme that the name itself gives before the word for its class.

    专精特新中小企业 | 认定 | 年度.
    """
    before = reading.words if owner.word is None else reading.words[: owner.word]
    if not any(not word.is_known and word.text not in subject.text for word in before):
        return ""
    text = "".join(word.text for word in before)
    if owner.object_class != LICENCE:
        return text
    behind = reading.spelling if owner.word is None else reading.words[owner.word].text
    return licence_scheme(text + behind) or text


def _scheme_of(subject: Subject, name: str, lexicon: Lexicon) -> str:
    for mention in subject.mentions:
        if not mention.object_class:
            continue
        if mention.scheme and lexicon.is_within(mention.object_class, name) is not None:
            return mention.scheme
    return subject.topic


def implied(
    element: LexiconElement,
    owner: AttributeOwner,
    classes: dict[int, Word],
    subject: Subject,
    lexicon: Lexicon,
) -> list[str]:
    """Return what the dataset adds where the name names no role.

    A list of guardians, a household register.
    """
    if lexicon.is_within(element.object_class, PERSON) is None:
        return []
    found = []
    if owner.word is None and subject.role:
        found.append(of_role(lexicon.roles[subject.role], classes, subject, lexicon))
    if owner.word is not None and (other := _another_person(owner, subject, lexicon)):
        found.append(under(scene(subject, lexicon), other))
    return found


def implied_place(element: LexiconElement, subject: Subject) -> str:
    """Return the place that a register's addresses are of, where the name says none."""
    return (
        subject.place if element.kind is DataType.PLACE and element.object_class == PERSON else ""
    )


def _another_person(owner: AttributeOwner, subject: Subject, lexicon: Lexicon) -> str:
    """Return the kind of person that a name speaks of, if the dataset is about another kind.

    A pupil's teacher.
    """
    said = owner.object_class
    about = [
        mention.object_class
        for mention in subject.mentions
        if mention.object_class
        and mention.object_class != PERSON
        and lexicon.classes[mention.object_class].kind is ClassKind.PERSON
    ]
    if said == PERSON or lexicon.classes[said].kind is not ClassKind.PERSON or not about:
        return ""
    return "" if said in about else said


def _entity(names: list[str], lexicon: Lexicon) -> str:
    """Return the first that is a person, a body or a project, as the class that it merges into."""
    kinds = {ClassKind.PERSON, ClassKind.ORGANISATION, ClassKind.PROJECT}
    for name in names:
        if lexicon.classes[name].kind in kinds:
            while lexicon.classes[name].merges:
                name = lexicon.classes[name].parents[0]  # noqa: PLW2901 - climbs to what it merges into
            return name
    return ""
