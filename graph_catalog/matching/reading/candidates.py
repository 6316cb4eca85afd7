"""The readings of one description in a dataset, as they are found, and their order in the end."""

from collections.abc import Iterator
from dataclasses import replace

from graph_catalog.matching.lexicon.entries import LexiconElement, RoleKind
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.datum import Candidate, DatumKey
from graph_catalog.matching.reading.qualifier import PERSON
from graph_catalog.matching.reading.reading import PARTIES, NameReading, Word
from graph_catalog.matching.reading.resolve import Resolved, resolve
from graph_catalog.matching.reading.subject import Subject

GOOD = 0.8
"""From here on no further source is asked."""

_FEW = 6
"""Elements of one spelling that are all looked at; more of them is a word like 编号."""

_LONGEST_WINS = 0.83
"""A fair reading with fewer words in front of a longer attribute leaves no room for others."""

_NARROWER = 0.5
_CONTESTED = 0.015
_SHARE = 0.75


class Candidates:
    """What a description was read as in a dataset, each reading with the length of its attribute.

    `best` is the highest score.
    """

    def __init__(self, subject: Subject, lexicon: Lexicon) -> None:
        self.subject = subject
        self.lexicon = lexicon
        self.candidates: list[tuple[Candidate, int]] = []
        self.best = 0.0

    def add(self, candidate: Candidate, length: int) -> None:
        """Keep a reading."""
        self.candidates.append((candidate, length))
        self.best = max(self.best, candidate.score)

    def take(self, read: tuple[NameReading, ...], *, factor: float = 1.0) -> None:
        """Keep what the readings mean in the dataset, each trusted by `factor`."""
        taken = None
        for reading in read:
            # 身份证号 is one attribute before it is the number of some 身份证: the longest wins.
            if self.best >= _LONGEST_WINS and reading.prefix != taken:
                return
            taken = reading.prefix
            self._take_one(reading, factor)

    def replace_by(self, candidates: list[tuple[Candidate, int]]) -> None:
        """Keep these readings and no others."""
        self.candidates = candidates
        self.best = max((candidate.score for candidate, _ in candidates), default=0.0)

    def weaken(self, factor: float) -> None:
        """Trust all that was read less."""
        self.replace_by(
            [
                (replace(candidate, score=round(candidate.score * factor, 4)), length)
                for candidate, length in self.candidates
            ]
        )

    def ranked(self) -> list[Candidate]:
        """Return each datum once, the surest first.

        Two that are as sure as each other are both less so.
        """
        best: dict[DatumKey, tuple[Candidate, int]] = {}
        for candidate, length in self.candidates:
            known = best.get(candidate.datum)
            if known is None or candidate.score > known[0].score:
                best[candidate.datum] = (candidate, length)
        ranked = sorted(
            best.values(), key=lambda pair: (-pair[0].score, -pair[1], pair[0].datum.key)
        )
        if len(ranked) > 1:
            (first, first_length), (second, second_length) = ranked[:2]
            if second_length >= first_length and first.score - second.score < _CONTESTED:
                shared = replace(first, score=round(first.score * _SHARE, 4))
                ranked[0] = (shared, first_length)
        return [candidate for candidate, _ in ranked]

    def _take_one(self, reading: NameReading, factor: float) -> None:
        resolved = [
            (element, meant)
            for element in _worth_trying(reading, self.subject, self.lexicon)
            if (meant := resolve(reading, element, self.subject, self.lexicon)) is not None
        ]
        for element, meant in resolved:
            if _is_overridden(element, meant.candidate, resolved, self.lexicon):
                continue
            trust = factor * _NARROWER if meant.is_narrowed else factor
            score = round(meant.candidate.score * trust, 4)
            self.add(replace(meant.candidate, score=score), len(reading.spelling))


def _worth_trying(
    reading: NameReading, subject: Subject, lexicon: Lexicon
) -> tuple[LexiconElement, ...]:
    """Leave out, of many classes with such an attribute (编号), those that nobody speaks of."""
    if len(reading.elements) <= _FEW:
        return reading.elements
    said = {
        above
        for word in reading.words
        for name in (*word.classes, *_parties(word, lexicon))
        for above in lexicon.lineage[name]
    }
    reached = tuple(
        element
        for element in reading.elements
        if element.object_class in subject.reach or element.object_class in said
    )
    if reached or not said:
        return reached
    return reading.elements


def _parties(word: Word, lexicon: Lexicon) -> Iterator[str]:
    """Yield the classes of whom a role word stands for: the name of a 供应商 is a body's.

    Only people have a 户籍地 or a 居住地.
    """
    for role in word.roles:
        kind = lexicon.roles[role].kind
        if owner := PERSON if kind is RoleKind.PLACE else PARTIES.get(kind):
            yield owner


def _is_overridden(
    element: LexiconElement,
    candidate: Candidate,
    resolved: list[tuple[LexiconElement, Resolved]],
    lexicon: Lexicon,
) -> bool:
    """Whether a narrower class has the same spelling for something of its own, as surely."""
    return any(
        other.object_class != element.object_class
        and lexicon.is_within(other.object_class, element.object_class) is not None
        and meant.candidate.score >= candidate.score
        for other, meant in resolved
    )
