"""Entries and fields as they shall be described, before it is known what is on record of them."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import coverage, instant, wording
from graph_catalog.model.inputs.entries import (
    EntryFieldInput,
    RegisterEntryInput,
    ReviseEntryInput,
    SharingPeriodInput,
)
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import entity_rows, keys

_PERIOD: Final = ("sharing_from", "sharing_to")
_BATCH: Final = 2000
"""Fields that are written between two reports of progress."""


_ENTRY: Final = (
    "name",
    "listing",
    "status",
    "masked_offer",
    "code",
    "description",
    "format",
    "sharing_class",
    "sharing_reason",
    "legal_basis",
    "openness",
    "provision_method",
    "update_cycle",
    "last_updated_on",
    "catalog_version",
)
_FIELD: Final = (
    "name",
    "column_name",
    "data_type",
    "length",
    "acquisition",
    "sensitivity",
    "legal_basis",
    "description",
)


@dataclasses.dataclass(frozen=True)
class FieldDraft:
    """A field as it shall be described.

    `attributes` are properties of `Field` by name (`model.entities`); those not given stay as they
    are, None takes one away. Without `key`, its name and column say which field of the entry is
    meant, or that it is new.
    """

    attributes: Mapping[str, Any]
    key: str | None = None


@dataclasses.dataclass(frozen=True)
class EntryDraft:
    """An entry as it shall be described, with fields in the order of the entry.

    `provider` (None: nobody's, as tables of tools are) and `system` are keys; without a system, the
    one on record stays. `key` is that of
    the entry on record, None for a new one. `attributes` are the properties of a dataset node
    (coverage and period flat, see `described.flat_coverage`), given as those of a field are.
    `removed` are keys of fields that it loses by the same change. `valid_from` says since when provider, system and fields are its own; without it, what is new
    holds since ever and what changes holds from now on.
    """

    provider: str | None
    attributes: Mapping[str, Any]
    fields: Sequence[FieldDraft] = ()
    system: str | None = None
    key: str | None = None
    removed: frozenset[str] = frozenset()
    valid_from: dt.datetime | None = None


@dataclasses.dataclass(frozen=True)
class Unwritable:
    """Why drafts cannot be put on record, and which one it is about, and which field of it: places in what was given."""

    refusal: Refusal
    entry: int
    field: int | None = None


def attributes(given: RegisterEntryInput | ReviseEntryInput) -> Row | InvalidInput:
    """Return the attributes that an input gives of an entry; None takes one away."""
    found = wording.stated(given, _ENTRY)
    if given.sharing_period is not None:
        found |= _period(given.sharing_period.value)
    if given.coverage is not None:
        covered = coverage.read(given.coverage.value, ["input", "coverage"])
        if isinstance(covered, InvalidInput):
            return covered
        found |= entity_rows.flat_coverage(covered)
    return found


def _period(given: SharingPeriodInput | None) -> Row:
    if given is None:
        return {"sharing_from": None, "sharing_to": None, "sharing_open_ended": None}
    return {
        "sharing_from": given.start,
        "sharing_to": given.end,
        "sharing_open_ended": True if given.end is None else None,
    }


def fields(given: Sequence[EntryFieldInput]) -> list[FieldDraft]:
    """Return the drafts of the fields that an input gives."""
    drafts = []
    for field in given:
        said = wording.stated(field, _FIELD)
        named = None if field.id is None else keys.decode(field.id)
        drafts.append(FieldDraft(said, named.key if named else None))
    return drafts


def without_null(attributes: Mapping[str, Any]) -> Row:
    """Leave out what is null: of what is new there is nothing to take away."""
    return {name: value for name, value in attributes.items() if value is not None}


def batches(drafts: Sequence[EntryDraft]) -> list[list[EntryDraft]]:
    """Return many entries in parts that are written one after the other."""
    parts: list[list[EntryDraft]] = [[]]
    size = 0
    for draft in drafts:
        if size >= _BATCH:
            parts.append([])
            size = 0
        parts[-1].append(draft)
        size += len(draft.fields)
    return parts


def impossible_days(entries: Sequence[EntryDraft], today: dt.date) -> Unwritable | None:
    """Refuse days that cannot be: data updated later than today, and a period that ends before it begins."""
    for place, entry in enumerate(entries):
        start, end = (entity_rows.date(entry.attributes.get(name)) for name in _PERIOD)
        if start is not None and end is not None and end < start:
            refusal = InvalidInput(
                message=say(
                    zh=f"共享期限的止日（{instant.shown(end)}）早于起日（{instant.shown(start)}）。请核对起止日期。",
                    en=f"What is shared until {instant.shown(end)} would end before it begins on {instant.shown(start)}. Check both dates.",
                ),
                path=["input", "sharingPeriod"],
            )
            return Unwritable(refusal, place)
        day = entity_rows.date(entry.attributes.get("last_updated_on"))
        if day is not None and day > today:
            name = entry.attributes.get("name") or ""
            refusal = InvalidInput(
                message=say(
                    zh=f"{f'“{name}”的' if name else ''}最近更新日期（{instant.shown(day)}）在将来。请填写数据实际更新的日期。",
                    en=f"{f'{name}: it' if name else 'It'} was last updated on {instant.shown(day)}, which is in the future. Give the day on "
                    "which the data were updated.",
                ),
                path=["input", "lastUpdatedOn"],
            )
            return Unwritable(refusal, place)
    return None
