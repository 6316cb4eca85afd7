"""Which datum a description denotes: one parser for planned, catalog and compared fields.

The name gives an attribute and the words in front of it; the dataset's subject supplies whose it
is; brackets, the column name and the description help where the name is not enough. What fits no
element becomes the provisional datum of its normalised descriptor, so that two of a kind still
meet.
"""

from dataclasses import replace
from typing import Protocol

from graph_catalog.matching.lexicon import initials
from graph_catalog.matching.lexicon.entries import ClassKind
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.lexicon.spelling import (
    Spelling,
    compact,
    first_clause,
    has_chinese,
    normalise,
    spell,
)
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.candidates import GOOD, Candidates
from graph_catalog.matching.reading.column import column_readings
from graph_catalog.matching.reading.datum import AlignmentResult, Candidate, DatumKey, Reason
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.provisional import provisional
from graph_catalog.matching.reading.reading import near_readings, readings, typo_readings, words_in
from graph_catalog.matching.reading.subject import Subject, subject_of
from graph_catalog.model.enums.fields import DatumForm

__all__ = ["AlignmentResult", "Candidate", "DatumKey", "align"]

_MOST = 5
"""Candidates kept: an officer who is asked to choose reads no more."""

_FAIR = 0.6
"""Below, the descriptor itself says more than the best reading of it."""

_BRACKET = 0.97
_UNREAD = 0.8
_IDENTIFYING = ("号", "码", "号码", "代码", "编号")
_PIECE = 0.85
_DESCRIPTION = 0.8


class Overrides(Protocol):
    """What may set aside what was read: the rulings in force (`rulings.Rulings`)."""

    def applied(self, descriptor: Descriptor, alignment: AlignmentResult) -> AlignmentResult:
        """Return the readings of a description as they are left."""


def align(
    descriptor: Descriptor, lexicon: Lexicon, rulings: Overrides | None = None
) -> AlignmentResult:
    """Return the data that `descriptor` may denote, best first. Total: any text gives an answer.

    What people have ruled comes before what is read.
    """
    subject = subject_of(descriptor, lexicon)
    spelling = spell(descriptor.name)
    found = _by_name(spelling, subject, lexicon)
    if found.best < GOOD:
        _by_column(found, descriptor)
    if found.best < _FAIR and descriptor.description:
        _by_description(found, descriptor.description)
    ranked = found.ranked()
    if not ranked or ranked[0].score < _FAIR:
        ranked = [provisional(spelling, subject, lexicon), *ranked]
    if descriptor.unit_name:
        ranked = [_of_its_rows(candidate, descriptor.unit_name, lexicon) for candidate in ranked]
    if descriptor.element_code or descriptor.qualifier:
        ranked = _given(descriptor, ranked, lexicon)
    read = AlignmentResult(tuple(ranked[:_MOST]))
    return rulings.applied(descriptor, read) if rulings else read


def _of_its_rows(candidate: Candidate, unit_name: str, lexicon: Lexicon) -> Candidate:
    """Keep row numbers and row times of two units apart: they tell of a table, not of the world."""
    datum = candidate.datum
    if (
        datum.element_code is None
        or lexicon.classes[datum.object_class].kind is not ClassKind.RECORD
    ):
        return candidate
    qualifiers = f"{compact(normalise(unit_name))}/{datum.qualifier}"
    return replace(candidate, datum=replace(datum, qualifier=qualifiers))


def _by_name(spelling: Spelling, subject: Subject, lexicon: Lexicon) -> Candidates:
    found = Candidates(subject, lexicon)
    main = spelling.main or spelling.joined
    found.take(readings(main, lexicon))
    if spelling.brackets:
        _by_brackets(found, spelling)
    if found.best < GOOD:
        for piece in spelling.parts:
            found.take(readings(piece, lexicon), factor=_PIECE)
    for others in (near_readings, typo_readings):
        if found.best < GOOD:
            found.take(others(main, lexicon))
    if spelling.lists_codes:
        found.replace_by(
            [
                (replace(candidate, form=DatumForm.CODE), length)
                for candidate, length in found.candidates
            ]
        )
    return found


def _by_brackets(found: Candidates, spelling: Spelling) -> None:
    """Read what stands in brackets: the rest of the name, the name itself, or who is meant."""
    lexicon = found.lexicon
    if found.best < GOOD:
        found.take(readings(spelling.joined, lexicon))
    is_role_alone = any(candidate.method is Method.ROLE for candidate, _ in found.candidates)
    for inside in spelling.brackets:
        words = words_in(inside, lexicon)
        if not is_role_alone and words and all(word.roles and not word.classes for word in words):
            said = Candidates(found.subject, lexicon)
            said.take(readings(inside + spelling.main, lexicon))
            if said.best >= GOOD:
                found.replace_by(said.candidates)
            continue
        inner = Candidates(found.subject, lexicon)
        inner.take(readings(inside, lexicon), factor=_BRACKET)
        known = [pair for pair in inner.candidates if pair[0].score >= GOOD]
        if known and (found.best < GOOD or _is_identifier(known, lexicon)):
            found.replace_by(known)
        elif not known and inside.endswith(_IDENTIFYING):
            # 行政相对人代码（某某证号）: the bracket says which code, and we cannot read it.
            found.weaken(_UNREAD)


def _is_identifier(known: list[tuple[Candidate, int]], lexicon: Lexicon) -> bool:
    """Whether a bracket names the identifier that a vague word outside of it stands for.

    行政相对人代码（统一社会信用代码）.
    """
    codes = [candidate.datum.element_code for candidate, _ in known]
    return any(lexicon.elements[code].is_identifier for code in codes if code)


def _by_column(found: Candidates, descriptor: Descriptor) -> None:
    """Read the technical name; a name without any Chinese is one itself.

    jdmc beside 街道名称 says no more than that name, whatever else has these initials.
    """
    letters = compact(normalise(descriptor.column_name))
    name = compact(normalise(descriptor.name))
    columns = [] if initials.begin(letters, name) else [letters]
    if not has_chinese(descriptor.name):
        columns.append(name)
    for column in filter(None, columns):
        for reading, factor in column_readings(column, found.lexicon):
            found.take((reading,), factor=factor)


def _by_description(found: Candidates, description: str) -> None:
    """Read the first clause of a description as if it were the name."""
    said = _by_name(spell(first_clause(description)), found.subject, found.lexicon)
    for candidate, length in said.candidates:
        score = round(candidate.score * _DESCRIPTION, 4)
        found.add(replace(candidate, score=score, method=Method.DESCRIPTION), length)


def _given(descriptor: Descriptor, ranked: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Put what the describer looked up before what was read."""
    said = descriptor.qualifier.strip()
    element = lexicon.elements.get(descriptor.element_code)
    if element is None:
        datum = ranked[0].datum
    else:
        read = (c.datum.qualifier for c in ranked if c.datum.element_code == element.code)
        qualifiers = next(read, "")
        datum = DatumKey(element.code, element.object_class, element.attribute, qualifiers)
    if said:
        datum = replace(datum, qualifier=qualifier.meant(said, datum, lexicon))
    if element is None:
        return [replace(ranked[0], datum=datum), *ranked[1:]]
    given = Candidate(
        datum=datum,
        form=ranked[0].form,
        score=1.0,
        method=Method.GIVEN,
        reasons=(Reason("填报人指定了数据元", "the describer named the element"),),
    )
    return [given, *(candidate for candidate in ranked if candidate.datum != given.datum)]
