"""One cell: what a text in a column means, or what is wanted there instead."""

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.characters import forbidden_in_name, misfit
from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition, Sensitivity
from graph_catalog.model.inputs import texts
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.sheets import labels, periods
from graph_catalog.sheets.labels import Column

_YES: Final = frozenset({"是", "yes", "true", "1", "y"})
_NO: Final = frozenset({"否", "no", "false", "0", "n"})
_SHOWN: Final = 60


@dataclasses.dataclass(frozen=True)
class Unreadable:
    """A cell makes no sense; `text` says what would."""

    text: str


Attributes = dict[str, Any]


def read(column: Column, text: str) -> Attributes | Unreadable:
    """Return the attributes that a cell gives; a blank one says nothing."""
    return _READERS[column](text) if text.strip() else {}


def empty() -> str:
    """Say that a cell must be filled in."""
    return say(zh="此列不能为空，请补上。", en="It must not be empty; fill it in.")


def visible(text: str) -> str:
    """Return a text as it can be shown: short, on one line, the invisible spelled out."""
    shown = "".join(
        f"⟨U+{ord(character):04X}⟩" if _is_unfit(character) else character
        for character in " ".join(text.split())
    )
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def _is_unfit(character: str) -> bool:
    """Whether a character cannot be seen, or is seen otherwise elsewhere."""
    return forbidden_in_name(character) is not None or misfit(f"a{character}") is not None


_Reader = Callable[[str], Attributes | Unreadable]


def _text(attribute: str) -> _Reader:
    def read_text(text: str) -> Attributes | Unreadable:
        cleaned = wording.text(text, [])
        return (
            Unreadable(cleaned.message)
            if isinstance(cleaned, InvalidInput)
            else {attribute: cleaned}
        )

    return read_text


def _choice(attribute: str, kind: type[Enum]) -> _Reader:
    def read_choice(text: str) -> Attributes | Unreadable:
        member = labels.value(kind, text)
        if member is not None:
            return {attribute: member}
        words = labels.choices(kind)
        return Unreadable(say(zh=f"应为其中之一：{words}。", en=f"It must be one of {words}."))

    return read_choice


def _date(attribute: str) -> _Reader:
    def read_date(text: str) -> Attributes | Unreadable:
        day = periods.date(text)
        if day is not None:
            return {attribute: day}
        return Unreadable(
            say(zh="应为日期，如 2026-03-01。", en="It must be a date, as 2026-03-01.")
        )

    return read_date


def _sharing_period(text: str) -> Attributes | Unreadable:
    period = periods.period(text)
    if period is None:
        return Unreadable(
            say(
                zh="应为“长期”，或起止日期，如 2026-01-01至2028-12-31、2026-01-01起。",
                en="It must be 长期, or dates as 2026-01-01至2028-12-31 or 2026-01-01起.",
            )
        )
    return {
        "sharing_from": period.start,
        "sharing_to": period.end,
        "sharing_open_ended": period.is_unending or None,
    }


def _typed(attribute: str, type_: object) -> _Reader:
    """Read a text as the inputs of changes do, by its type."""
    kind = texts.kind(type_)

    def read_typed(text: str) -> Attributes | Unreadable:
        cleaned = kind.clean(text, [])
        return (
            Unreadable(cleaned.message)
            if isinstance(cleaned, InvalidInput)
            else {attribute: cleaned}
        )

    return read_typed


def _yes_or_no(text: str) -> Attributes | Unreadable:
    word = labels.plain(text)
    if word in _YES | _NO:
        return {"masked_offer": word in _YES}
    return Unreadable(say(zh="应为“是”或“否”。", en="It must be 是 or 否."))


_READERS: Final[Mapping[Column, _Reader]] = {
    Column.PROVIDER: _typed("provider", texts.Name),
    Column.SYSTEM: _typed("system", texts.Name),
    Column.ENTRY: _typed("name", texts.Name),
    Column.FIELD: _typed("name", texts.Name),
    Column.CODE: _typed("code", texts.Code),
    Column.FORMAT: _choice("format", StorageFormat),
    Column.SHARING_CLASS: _choice("sharing_class", SharingClass),
    Column.OPENNESS: _choice("openness", Openness),
    Column.PROVISION_METHOD: _choice("provision_method", ProvisionMethod),
    Column.UPDATE_CYCLE: _choice("update_cycle", UpdateCycle),
    Column.SHARING_PERIOD: _sharing_period,
    Column.LISTING: _choice("listing", Listing),
    Column.STATUS: _choice("status", EntryStatus),
    Column.SUMMARY: _text("description"),
    Column.SHARING_REASON: _text("sharing_reason"),
    Column.LEGAL_BASIS: _text("legal_basis"),
    Column.REGION: _typed("coverage_region", texts.Region),
    Column.POPULATION: _typed("coverage_population", texts.Population),
    Column.PERIOD_FROM: _date("coverage_from"),
    Column.PERIOD_TO: _date("coverage_to"),
    Column.LAST_UPDATED: _date("last_updated_on"),
    Column.MASKED_OFFER: _yes_or_no,
    Column.CATALOG_VERSION: _typed("catalog_version", texts.Line),
    Column.COLUMN_NAME: _typed("column_name", texts.ColumnName),
    Column.DATA_TYPE: _typed("data_type", texts.Line),
    Column.LENGTH: _typed("length", texts.Line),
    Column.ACQUISITION: _choice("acquisition", Acquisition),
    Column.SENSITIVITY: _choice("sensitivity", Sensitivity),
    Column.COLLECTION_BASIS: _text("legal_basis"),
    Column.NOTE: _text("description"),
}

FIELD_COLUMNS: Final = (
    Column.FIELD,
    Column.COLUMN_NAME,
    Column.DATA_TYPE,
    Column.LENGTH,
    Column.ACQUISITION,
    Column.SENSITIVITY,
    Column.COLLECTION_BASIS,
    Column.NOTE,
)
"""Columns that speak of the row's field; PROVIDER, SYSTEM and the others speak of its entry."""
ENTRY_COLUMNS: Final = tuple(
    column for column in _READERS if column not in {*FIELD_COLUMNS, Column.PROVIDER, Column.SYSTEM}
)
"""Columns that speak of the row's entry itself, and so say the same in each of its rows."""
