"""Which datum a description denotes: the one parser for planned fields, catalog fields and compared fields (design §7).

The name gives an attribute and the words in front of it; the dataset's subject supplies whose it is; brackets, the
column name and the description help where the name is not enough. What fits no element becomes the provisional datum
of its normalised descriptor, so that two of a kind still meet.
"""

from dataclasses import replace
from functools import lru_cache

from graph_catalog.matching.column import column_readings
from graph_catalog.matching.datum import Alignment, Candidate, DatumKey, Method, Reason
from graph_catalog.matching.descriptor import Descriptor
from graph_catalog.matching.lexicon import Lexicon
from graph_catalog.matching.lexicon_entries import Element
from graph_catalog.matching.provisional import provisional
from graph_catalog.matching.reading import Reading, near_readings, readings, typo_readings, words_in
from graph_catalog.matching.resolve import Resolved, resolve
from graph_catalog.matching.spelling import Spelling, compact, first_clause, has_chinese, normalise, spell
from graph_catalog.matching.subject import Subject, read_subject
from graph_catalog.model.enums import DatumForm

__all__ = ["Alignment", "Candidate", "DatumKey", "align"]

_MOST = 5
"""Candidates kept: an officer who is asked to choose reads no more."""

_LONGEST_WINS = 0.83
"""A fair reading with fewer words in front of a longer attribute leaves no room for others."""

_GOOD = 0.8
"""From here on no further source is asked."""

_FAIR = 0.6
"""Below, the descriptor itself says more than the best reading of it."""

_BRACKET = 0.97
_PIECE = 0.85
_DESCRIPTION = 0.8
_NARROWER = 0.5
_CONTESTED = 0.015
_SHARE = 0.75



def align(descriptor: Descriptor, lexicon: Lexicon) -> Alignment:
    """Return the data that `descriptor` may denote, best first. Total: any text gives an answer."""
    subject = _subject(descriptor.dataset_name, descriptor.subject, lexicon)
    spelling = spell(descriptor.name)
    found = _by_name(spelling, subject, lexicon)
    if found.best < _GOOD:
        _by_column(found, descriptor, subject, lexicon)
    if found.best < _FAIR and descriptor.description:
        _by_description(found, descriptor.description, subject, lexicon)
    ranked = found.ranked()
    if not ranked or ranked[0].confidence < _FAIR:
        ranked = [provisional(spelling, found.narrower, subject, lexicon), *ranked]
    if descriptor.element_code or descriptor.qualifier:
        ranked = _given(descriptor, ranked, lexicon)
    return Alignment(tuple(ranked[:_MOST]))


class _Found:
    """The readings of one description, as they come."""

    def __init__(self) -> None:
        self.candidates: list[tuple[Candidate, int]] = []
        self.best = 0.0
        self.narrower = ""

    def add(self, candidate: Candidate, length: int) -> None:
        self.candidates.append((candidate, length))
        self.best = max(self.best, candidate.confidence)

    def ranked(self) -> list[Candidate]:
        """Return each datum once, the surest first; two that are as sure as each other are both less so."""
        best: dict[DatumKey, tuple[Candidate, int]] = {}
        for candidate, length in self.candidates:
            known = best.get(candidate.datum)
            if known is None or candidate.confidence > known[0].confidence:
                best[candidate.datum] = (candidate, length)
        ranked = sorted(best.values(), key=lambda pair: (-pair[0].confidence, -pair[1], pair[0].datum.key))
        if len(ranked) > 1:
            (first, first_length), (second, second_length) = ranked[:2]
            if second_length >= first_length and first.confidence - second.confidence < _CONTESTED:
                shared = replace(first, confidence=round(first.confidence * _SHARE, 4))
                ranked[0] = (shared, first_length)
        return [candidate for candidate, _ in ranked]


@lru_cache(maxsize=16384)
def _subject(dataset_name: str, said: str, lexicon: Lexicon) -> Subject:
    """Return what the data are about; what the describer says himself comes before the dataset's name."""
    by_title = read_subject(dataset_name, lexicon)
    if not said:
        return by_title
    stated = read_subject(said, lexicon)
    return Subject(
        text=stated.text + by_title.text,
        topic=by_title.topic or stated.topic,
        mentions=tuple(dict.fromkeys((*stated.mentions, *by_title.mentions))),
        head=stated.head or by_title.head,
        role=stated.role if stated.mentions else by_title.role,
        place=stated.place if stated.mentions else by_title.place,
    )


def _by_name(spelling: Spelling, subject: Subject, lexicon: Lexicon) -> _Found:
    found = _Found()
    main = spelling.main or spelling.joined
    _read(found, main, subject, lexicon)
    if spelling.brackets:
        _by_brackets(found, spelling, subject, lexicon)
    if found.best < _GOOD:
        for piece in spelling.parts:
            _read(found, piece, subject, lexicon, factor=_PIECE)
    for others in (near_readings, typo_readings):
        if found.best < _GOOD:
            _take(found, others(main, lexicon), subject, lexicon)
    if spelling.lists_codes:
        found.candidates = [
            (replace(candidate, form=DatumForm.CODE), length) for candidate, length in found.candidates
        ]
    return found


def _by_brackets(found: _Found, spelling: Spelling, subject: Subject, lexicon: Lexicon) -> None:
    """Read what stands in brackets: the rest of the name, the name itself, or who is meant."""
    if found.best < _GOOD:
        _read(found, spelling.joined, subject, lexicon)
    is_role_alone = any(candidate.method is Method.ROLE for candidate, _ in found.candidates)
    for inside in spelling.brackets:
        words = words_in(inside, lexicon)
        if not is_role_alone and words and all(word.roles and not word.classes for word in words):
            said = _Found()
            _read(said, inside + spelling.main, subject, lexicon)
            if said.best >= _GOOD:
                found.candidates, found.best = said.candidates, said.best
            continue
        inner = _Found()
        _read(inner, inside, subject, lexicon, factor=_BRACKET)
        known = [pair for pair in inner.candidates if pair[0].confidence >= _GOOD]
        # 行政相对人代码（统一社会信用代码）: the bracket names the identifier that the vague word stands for.
        is_identifier = any(
            lexicon.elements[code].is_identifier for pair in known if (code := pair[0].datum.element_code)
        )
        if known and (is_identifier or found.best < _GOOD):
            found.candidates, found.best = known, inner.best


def _read(
    found: _Found, text: str, subject: Subject, lexicon: Lexicon, *, factor: float = 1.0
) -> None:
    _take(found, readings(text, lexicon), subject, lexicon, factor=factor)


def _take(
    found: _Found,
    read: tuple[Reading, ...],
    subject: Subject,
    lexicon: Lexicon,
    *,
    factor: float = 1.0,
) -> None:
    taken = None
    for reading in sorted(read, key=lambda reading: reading.prefix):
        # 身份证号 is one attribute before it is the number of some 身份证: the longest that fits, wins.
        if found.best >= _LONGEST_WINS and reading.prefix != taken:
            return
        taken = reading.prefix
        resolved = [
            (element, meant)
            for element in reading.elements
            if (meant := resolve(reading, element, subject, lexicon)) is not None
        ]
        for element, meant in resolved:
            candidate = meant.candidate
            if _is_overridden(element, candidate, resolved, lexicon):
                continue
            if meant.narrowing:
                found.narrower = found.narrower or meant.narrowing + candidate.datum.attribute
                candidate = replace(candidate, confidence=candidate.confidence * _NARROWER)
            if factor != 1.0:
                candidate = replace(candidate, confidence=round(candidate.confidence * factor, 4))
            found.add(candidate, len(reading.spelling))


def _is_overridden(
    element: Element, candidate: Candidate, resolved: list[tuple[Element, Resolved]], lexicon: Lexicon
) -> bool:
    """Whether a narrower class has the same spelling for something of its own, and that is as sure."""
    return any(
        other.object_class != element.object_class
        and lexicon.is_within(other.object_class, element.object_class) is not None
        and meant.candidate.confidence >= candidate.confidence
        for other, meant in resolved
    )


def _by_column(found: _Found, descriptor: Descriptor, subject: Subject, lexicon: Lexicon) -> None:
    """Read the technical name; a name without any Chinese is one itself."""
    for column in (descriptor.column_name, "" if has_chinese(descriptor.name) else descriptor.name):
        letters = compact(normalise(column)) if column else ""
        if letters:
            for reading, factor in column_readings(letters, lexicon):
                _take(found, (reading,), subject, lexicon, factor=factor)


def _by_description(found: _Found, description: str, subject: Subject, lexicon: Lexicon) -> None:
    """Read the first clause of a description as if it were the name."""
    clause = first_clause(description)
    said = _by_name(spell(clause), subject, lexicon)
    for candidate, length in said.candidates:
        confidence = round(candidate.confidence * _DESCRIPTION, 4)
        found.add(replace(candidate, confidence=confidence, method=Method.DESCRIPTION), length)


def _given(descriptor: Descriptor, ranked: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Put what the describer looked up before what was read."""
    qualifiers = descriptor.qualifier.strip()
    element = lexicon.elements.get(descriptor.element_code)
    if element is None:
        if not qualifiers:
            return ranked
        datum = replace(ranked[0].datum, qualifier=qualifiers)
        return [replace(ranked[0], datum=datum), *ranked[1:]]
    read = next((c.datum.qualifier for c in ranked if c.datum.element_code == element.code), "")
    given = Candidate(
        datum=DatumKey(element.code, element.object_class, element.attribute, qualifiers or read),
        form=ranked[0].form,
        confidence=1.0,
        method=Method.GIVEN,
        reasons=(Reason(zh="填报人指定了数据元", en="the describer named the element"),),
    )
    return [given, *(candidate for candidate in ranked if candidate.datum != given.datum)]
