"""The datum of a description that fits no element.

Its own words, normalised, so that two of a kind still meet.
"""

from hashlib import sha256

from graph_catalog.matching import qualifier
from graph_catalog.matching.datum import Candidate, DatumKey, Method, Reason
from graph_catalog.matching.lexicon import Lexicon
from graph_catalog.matching.reading import Word, words_in
from graph_catalog.matching.spelling import LONGEST, Spelling
from graph_catalog.matching.subject import Subject
from graph_catalog.model.enums import DatumForm

DISTINCT = 0.82
"""A name in a dataset that says what it is about: two such are the same thing or a copy."""
VAGUE = 0.6
"""One character, or nothing known of what it is about."""


def provisional(spelling: Spelling, narrower: str, subject: Subject, lexicon: Lexicon) -> Candidate:
    """Return the provisional datum of a name in a dataset.

    `narrower` is its attribute where an element is near it.
    """
    whole = spelling.main or spelling.joined
    words = words_in(whole[:LONGEST], lexicon)
    kept = [
        word
        for place, word in enumerate(words)
        if place == len(words) - 1 or not _adds_nothing(word, subject, lexicon)
    ]
    roles = [lexicon.roles[word.roles[0]] for word in kept[:-1] if word.roles and not word.classes]
    text = "".join(
        word.text for word in kept if not (word.roles and not word.classes) or word is kept[-1]
    )
    bare = lexicon.fold(_without_noise(text, lexicon)).removesuffix("名称") or text
    attribute = narrower or lexicon.loosen(bare) or bare
    qualifiers = [qualifier.of_role(role, {}, subject, lexicon) for role in roles]
    about = _about(attribute, subject, lexicon)
    distinct = DISTINCT if len(attribute) > 1 and about else VAGUE
    confidence = distinct if attribute else 0.0
    return Candidate(
        datum=DatumKey(
            None, about, _bounded(attribute, whole), "/".join(dict.fromkeys(qualifiers))
        ),
        form=DatumForm.CODE if spelling.lists_codes else DatumForm.VALUE,
        confidence=confidence,
        method=Method.PROVISIONAL,
        reasons=(
            Reason(
                "词表中没有对应的数据元，按“{}”的“{}”暂记",
                "no element fits; kept for now as {1} of {0}",
                (about or "?", attribute or spelling.joined),
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


def _adds_nothing(word: Word, subject: Subject, lexicon: Lexicon) -> bool:
    if word.is_filling:
        return True
    about = {mention.object_class for mention in subject.mentions}
    return any(name in about or name in lexicon.general for name in word.classes)


def _without_noise(text: str, lexicon: Lexicon) -> str:
    for noise in lexicon.words.noise_tails:
        if text.endswith(noise) and len(text) > len(noise) + 1:
            return text[: -len(noise)]
    return text


def _bounded(attribute: str, whole: str) -> str:
    """Keep what is stored short; what a name has beyond it still tells two long names apart."""
    if len(whole) <= LONGEST:
        return attribute
    return f"{attribute[:LONGEST]}…{sha256(whole.encode()).hexdigest()[:12]}"
