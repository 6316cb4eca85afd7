"""The datum of a description that fits no element.

Its own words, normalised, so that two of a kind still meet.
"""

from hashlib import sha256

from graph_catalog.matching.lexicon.entries import DataType, RoleKind, RoleWord
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import LONGEST, Spelling
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.datum import Candidate, DatumKey, Reason
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.reading import Word, words_in
from graph_catalog.matching.reading.subject import Subject
from graph_catalog.model.enums.fields import DatumForm

DISTINCT = 0.82
"""A name in a dataset that says what it is about: two such are the same thing or a copy."""
VAGUE = 0.6
"""One character, or nothing known of what it is about."""


def provisional(spelling: Spelling, subject: Subject, lexicon: Lexicon) -> Candidate:
    """Return the provisional datum of a name in a dataset."""
    whole = spelling.main or spelling.joined
    kept = _worth_keeping(words_in(whole[:LONGEST], lexicon), subject, lexicon)
    roles = _roles_in(kept, lexicon)
    text = "".join(word.text for word in kept[len(roles) :])
    bare = lexicon.fold(_without_noise(text, lexicon)).removesuffix("名称") or text
    attribute = lexicon.loosen(bare) or bare
    qualifiers = [qualifier.of_role(role, {}, subject, lexicon) for role in roles]
    about = _about(attribute, subject, lexicon)
    distinct = DISTINCT if len(attribute) > 1 and about else VAGUE
    score = distinct if attribute else 0.0
    return Candidate(
        datum=DatumKey(
            None,
            about,
            _bounded(attribute, whole),
            qualifier.joined(qualifiers),
            _bounded(text, whole),
        ),
        form=DatumForm.CODE if spelling.lists_codes else DatumForm.VALUE,
        score=score,
        method=Method.PROVISIONAL,
        reasons=(
            Reason(
                "词表中没有对应的数据元，按“{}”的“{}”暂记",
                "no element fits; kept for now as {1} of {0}",
                (about or "?", text or spelling.joined),
            ),
        ),
    )


def _about(attribute: str, subject: Subject, lexicon: Lexicon) -> str:
    """Return whose an unknown attribute is taken to be.

    A narrow class has its own: 寝室号 of pupils. Of persons and firms at large, what belongs to
    them (爱好) is one datum wherever it stands; what some scheme gives them (编号, 批次, 等级) is
    another in each scheme.
    """
    head = subject.head
    if head is None or not head.object_class:
        return subject.topic
    if head.scheme or qualifier.is_specific(head.object_class, lexicon):
        return head.scheme or subject.narrowest(head.object_class, lexicon)
    if head.object_class in lexicon.general and not attribute.endswith(lexicon.words.scheme_tails):
        return head.object_class
    return subject.topic


def _worth_keeping(words: tuple[Word, ...], subject: Subject, lexicon: Lexicon) -> tuple[Word, ...]:
    """Leave out, in front, what the dataset says anyway.

    学生寝室号 of pupils is their 寝室号; within a name such a word tells: 含个人信息标识 is not
    含经营主体标识, nor 项目支出 of a budget its 基本支出.
    """
    for place, word in enumerate(words[:-1]):
        # One unknown character belongs to the word before it.
        is_cut = len(words[place + 1].text) == 1 and not words[place + 1].is_known
        if is_cut or not _adds_nothing(word, subject, lexicon):
            return words[place:]
    return words[-1:]


def _roles_in(words: tuple[Word, ...], lexicon: Lexicon) -> list[RoleWord]:
    """Return the roles that lead a name.

    Only where words follow, or the word is cut from a longer one (建设方案 has no 建设方, 承租人数 no
    承租人), and a place only before what is a place: 居住状态 is no 状态 of a 居住地.
    """
    roles: list[RoleWord] = []
    for place, word in enumerate(words[:-1]):
        rest = "".join(after.text for after in words[place + 1 :])
        elements = lexicon.spellings.get(lexicon.fold(rest), ())
        follows = len(rest) > 1 and (elements or words[place + 1].is_known)
        if not word.roles or word.classes or not follows:
            break
        role = lexicon.roles[word.roles[0]]
        if role.kind is RoleKind.PLACE and not any(e.kind is DataType.PLACE for e in elements):
            break
        roles.append(role)
    return roles


def _adds_nothing(word: Word, subject: Subject, lexicon: Lexicon) -> bool:
    """Whether a word in front only says whose it is, as the dataset does, or nothing at all."""
    if word.is_filling:
        return True
    about = {name for m in subject.mentions if (name := m.object_class)}
    if not about:
        return any(name in lexicon.general for name in word.classes)
    # 养老保险 tells in a list about 社会保险, 社会保险 in one about 养老保险 does not.
    return any(name in lexicon.lineage[other] for name in word.classes for other in about)


def _without_noise(text: str, lexicon: Lexicon) -> str:
    # One letter may be a word's (万): only longer units are sure to be some.
    units = (unit for unit in lexicon.words.units if len(unit) > 1)
    for noise in (*lexicon.words.noise_tails, *units):
        if text.endswith(noise) and len(text) > len(noise) + 1:
            return text[: -len(noise)]
    return text


def _bounded(attribute: str, whole: str) -> str:
    """Keep what is stored short; what a name has beyond it still tells two long names apart."""
    if len(whole) <= LONGEST:
        return attribute
    return f"{attribute[:LONGEST]}…{sha256(whole.encode()).hexdigest()[:12]}"
