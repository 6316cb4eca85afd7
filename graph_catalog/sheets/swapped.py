"""Columns whose labels stand over each other's contents, as far as the contents leave no doubt. Pure.

Two columns are swapped where each value of the one is of the other's form and not of its own, and likewise the other
way round. One cell, or one row, is never enough against others that are as they should be: nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from graph_catalog.language import say
from graph_catalog.model import credit_code
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    ProvisionMethod,
    SharingClass,
    UpdateCycle,
)
from graph_catalog.sheets import labels
from graph_catalog.sheets.labels import Column

_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_OR_DIGIT: Final = re.compile(r"[0-9A-Za-z]")
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_$#.]*")
_SHORTEST_WORD: Final = 3
"""年, 月, 日 are values of a cycle, and names of fields."""
_CLOSED: Final = (SharingClass, ProvisionMethod, UpdateCycle, Listing, EntryStatus)


class Cell(NamedTuple):
    """What stands in a row under a label, width folded."""

    row: int
    text: str


class Swap(NamedTuple):
    """A cell that shows that its column holds what belongs elsewhere, and what is wanted there."""

    column: Column
    cell: Cell
    wanted: str


def _is_words(text: str) -> bool:
    """Whether a text is of Chinese words alone, so that it is no code, no identifier and no number."""
    return bool(_HAN.search(text)) and not _LATIN_OR_DIGIT.search(text)


def _is_code(text: str) -> bool:
    return not _HAN.search(text) and any(character.isdigit() for character in text)


def _is_code_of_none(text: str) -> bool:
    """Whether a text is a code, and none that a unit may be named by."""
    return _is_code(text) and not credit_code.looks_like_one(text)


def _is_identifier(text: str) -> bool:
    return bool(_IDENTIFIER.fullmatch(text))


def _has_han(text: str) -> bool:
    return bool(_HAN.search(text))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+([.,，]\d+)?", text))


_PAIRS: Final[Sequence[tuple[Column, Callable[[str], bool], Column, Callable[[str], bool]]]] = (
    (Column.FIELD, _is_identifier, Column.COLUMN_NAME, _has_han),
    (Column.ENTRY, _is_code, Column.CODE, _is_words),
    (Column.ENTRY, _is_identifier, Column.CODE, _is_words),
    (Column.PROVIDER, _is_code_of_none, Column.CODE, _is_words),
    (Column.DATA_TYPE, _is_number, Column.LENGTH, lambda text: not _is_number(text)),
)
"""Columns with the form that each has where the two are swapped, which is never its own."""
_NAMES: Final = (Column.ENTRY, Column.FIELD, Column.SYSTEM)
LOOKED_AT: Final = frozenset(
    {*_NAMES, *(column for pair in _PAIRS for column in (pair[0], pair[2]))}
)
"""Columns whose contents tell something."""


def plain(text: str) -> str:
    """Return what is looked at in a cell."""
    return unicodedata.normalize("NFKC", text).strip()


def find(columns: Mapping[Column, Sequence[Cell]]) -> Iterator[Swap]:
    """Yield what stands in the wrong column; `columns` has the cells that are not blank."""
    swapped: set[Column] = set()
    for one, is_other, other, is_one in _PAIRS:
        here, there = columns.get(one, ()), columns.get(other, ())
        if _all(here, is_other) and _all(there, is_one) and not swapped & {one, other}:
            swapped |= {one, other}
            yield Swap(one, here[0], _are_swapped(one, other))
    codes = columns.get(Column.CODE, ())
    if Column.CODE not in swapped and _all(codes, _is_words):
        yield Swap(Column.CODE, codes[0], _no_codes())
    for column in _NAMES:
        cells = columns.get(column, ())
        for cell in cells:
            if credit_code.read(cell.text):
                yield Swap(column, cell, _credit_code())
        for closed in _CLOSED:
            if _all(
                cells,
                lambda text, closed=closed: (  # type: ignore[misc]
                    len(text) >= _SHORTEST_WORD and labels.value(closed, text) is not None
                ),
            ):
                yield Swap(column, cells[0], _values())


def _all(cells: Sequence[Cell], is_so: Callable[[str], bool]) -> bool:
    return bool(cells) and all(is_so(cell.text) for cell in cells)


def _are_swapped(one: Column, other: Column) -> str:
    return say(
        zh=f"从内容看，“{one.value}”与“{other.value}”两列的表头颠倒了：此列全是另一列的内容。请改正表头，或用列对应指明各是哪一列。",
        en=f"By their contents the labels {one.value} and {other.value} are swapped: this column holds nothing but the other's. "
        "Correct the header, or map the two columns.",
    )


def _no_codes() -> str:
    return say(
        zh="此列全是文字，没有一个代码。请核对表头；没有目录代码的请留空。",
        en="This column holds words and not one code. Check the header; leave it blank where there are no codes.",
    )


def _credit_code() -> str:
    return say(
        zh="这是统一社会信用代码，不是名称；提供单位的代码请写在“提供单位”列。请核对表头与内容。",
        en="This is a credit code and no name; that of a provider belongs into 提供单位. Check header and content.",
    )


def _values() -> str:
    return say(
        zh="此列全是另一列的固定选项，没有一个名称。请核对表头。",
        en="This column holds nothing but another one's choices, and no name. Check the header.",
    )
