"""How a column name can be read: as listed, behind a role's initials, or as initials."""

from collections.abc import Iterator
from dataclasses import replace

from graph_catalog.matching.lexicon.entries import LexiconElement
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.reading import NameReading, Word, readings
from graph_catalog.model.enums.fields import DatumForm

_LISTED = 0.95
_BY_INITIALS = 0.85
_BY_FEW_INITIALS = 0.82
"""Four letters are many names' initials: enough to ask about, not to accuse by."""
_FEW = 4
_TWO = 2
_ENDINGS = (
    ("", DatumForm.VALUE),
    ("dm", DatumForm.CODE),
    ("bm", DatumForm.CODE),
    ("mc", DatumForm.NAME),
    ("hz", DatumForm.NAME),
)
"""代码, 编码, 名称, 汉字: how column names say in which form they are."""
_SAID_ANYWAY = dict(_ENDINGS[1:2] + _ENDINGS[3:])
"""Endings that say so of a listed column as well; bm may be 部门."""


def column_readings(column: str, lexicon: Lexicon) -> Iterator[tuple[NameReading, float]]:
    """Yield the ways to read a column name, each with how far it is to be trusted.

    `column` is compact and in lower case.
    """
    if name := lexicon.words.columns.get(column):
        yield from _by_name(name, _LISTED, lexicon)
        return
    for ending, form in _ENDINGS:
        if column.endswith(ending):
            stem = column.removesuffix(ending) if ending else column
            yield from _by_stem(column, stem, form, lexicon)
    word = _word(column, lexicon) if len(column) >= _FEW else None
    if word and word.roles:
        yield from _by_name(word.text, _BY_INITIALS, lexicon)


def _by_name(name: str, trust: float, lexicon: Lexicon) -> Iterator[tuple[NameReading, float]]:
    """Read the name that a column stands for, whole: 组织机构代码 is one attribute."""
    for reading in (read := readings(name, lexicon)):
        if reading.prefix == read[0].prefix:
            yield replace(reading, method=Method.COLUMN), trust


def _by_stem(
    column: str, stem: str, form: DatumForm, lexicon: Lexicon
) -> Iterator[tuple[NameReading, float]]:
    few = _BY_FEW_INITIALS if len(stem) <= _FEW else _BY_INITIALS
    for index, trust in ((lexicon.columns, _LISTED), (lexicon.initials, few)):
        if elements := _with_form(index.get(stem, ()), form):
            said = _said(column, elements, form)
            yield NameReading((), stem, elements, said, Method.COLUMN), trust
        for cut in range(2, len(stem) - 1):
            word = _word(stem[:cut], lexicon)
            if word and word.classes and max(cut, len(stem) - cut) <= _TWO:
                continue  # two and two letters are too many words'
            elements = _with_form(index.get(stem[cut:], ()), form)
            if word and elements:
                yield NameReading((word,), stem, elements, form, Method.COLUMN), trust


def _word(letters: str, lexicon: Lexicon) -> Word | None:
    """Return the word in front of an attribute that has these initials, if it is but one."""
    meaning = lexicon.word_initials.get(letters)
    if meaning is None:
        return None
    text = meaning.role or meaning.object_class
    return Word(
        text,
        is_known=True,
        classes=tuple(filter(None, [meaning.object_class])),
        roles=tuple(filter(None, [meaning.role])),
    )


def _said(column: str, elements: tuple[LexiconElement, ...], form: DatumForm) -> DatumForm:
    """Return the form that the end of a column says, where it was not cut off: xbdm as listed."""
    if form is DatumForm.VALUE and all(element.kind.has_forms for element in elements):
        return _SAID_ANYWAY.get(column[-2:], form)
    return form


def _with_form(elements: tuple[LexiconElement, ...], form: DatumForm) -> tuple[LexiconElement, ...]:
    if form is DatumForm.VALUE:
        return elements
    return tuple(element for element in elements if element.kind.has_forms)
