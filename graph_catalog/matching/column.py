"""How a column name can be read: as listed, behind a role's initials, or as initials."""

from collections.abc import Iterator

from graph_catalog.matching.datum import Method
from graph_catalog.matching.lexicon import Lexicon
from graph_catalog.matching.lexicon_entries import Element
from graph_catalog.matching.reading import Reading, Word
from graph_catalog.model.enums.fields import DatumForm

_LISTED = 0.95
_BY_INITIALS = 0.85
_ENDINGS = (
    ("", DatumForm.VALUE),
    ("dm", DatumForm.CODE),
    ("mc", DatumForm.NAME),
    ("hz", DatumForm.NAME),
)
"""代码, 名称, 汉字: how column names say in which form they are."""


def column_readings(column: str, lexicon: Lexicon) -> Iterator[tuple[Reading, float]]:
    """Yield the ways to read a column name, each with how far it is to be trusted.

    `column` is compact and in lower case.
    """
    for ending, form in _ENDINGS:
        if not column.endswith(ending):
            continue
        stem = column.removesuffix(ending) if ending else column
        for index, factor in ((lexicon.columns, _LISTED), (lexicon.initials, _BY_INITIALS)):
            if elements := _with_form(index.get(stem, ()), form):
                yield Reading((), stem, elements, form, Method.COLUMN), factor
            for cut in range(2, len(stem) - 1):
                role = lexicon.role_initials.get(stem[:cut])
                elements = _with_form(index.get(stem[cut:], ()), form)
                if role and elements:
                    word = Word(role, is_known=True, roles=(role,))
                    yield Reading((word,), stem, elements, form, Method.COLUMN), factor


def _with_form(elements: tuple[Element, ...], form: DatumForm) -> tuple[Element, ...]:
    if form is DatumForm.VALUE:
        return elements
    return tuple(element for element in elements if element.kind.has_forms)
