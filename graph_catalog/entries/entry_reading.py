"""What of entries and fields is told otherwise than before, so that their names are read anew; and reading them ahead."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from graph_catalog.alignment import alignment
from graph_catalog.alignment.alignment import Readings
from graph_catalog.entries.entry_drafts import EntryDraft
from graph_catalog.entries.entry_places import EntryPlace, FieldPlace, place
from graph_catalog.graph.engine import Row
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.record import record
from graph_catalog.record.change import Change

NEW_ENTRY: Final[Row] = {"listing": Listing.LISTED, "status": EntryStatus.DRAFT}
NEW_FIELD: Final[Row] = {"acquisition": Acquisition.UNKNOWN}
WIDE: Final = 200
"""Fields that are read before the lock of all writers is taken, from as many on: a tenth of a second's reading."""
_LISTED: Final[Row] = {"listing": None}
"""What was a column of tools alone is an item of the entry once its unit says so."""
_NOBODY: Final[Row] = {"key": "", "name": ""}
"""The unit of an entry that nobody provides."""
_TELLS_A_FIELD: Final = {"name", "column_name", "description", "data_type"}
_TELLS_AN_ENTRY: Final = {"name"}


async def read_ahead(
    change: Change,
    drafts: Sequence[EntryDraft],
    new_units: Mapping[str, str] = MappingProxyType({}),
) -> Readings:
    """Read the names that writing these drafts will have to read, as far as it is known without writing."""
    places = await place(change, drafts)
    fields = [field for entry in places for field in entry.fields]
    revised = revised_entry_keys(revised_entries(places)) | revised_field_keys(
        revised_fields(fields)
    )
    revised |= {field.key for field in fields if not field.is_had}
    return await alignment.read_ahead(
        change, await placed_fields(change, places, revised, new_units)
    )


def revised_entries(places: Sequence[EntryPlace]) -> dict[str, Row]:
    """Return what changes about entries on record, by key."""
    return {
        entry.key: changed
        for entry in places
        if entry.before is not None
        and (changed := difference(entry.draft.attributes, entry.before))
    }


def revised_fields(fields: Sequence[FieldPlace]) -> dict[str, Row]:
    """Return what changes about fields on record, by key."""
    return {
        field.key: changed
        for field in fields
        if field.before is not None
        and (changed := difference({**_LISTED, **field.attributes}, field.before))
    }


def revised_entry_keys(revisions: Mapping[str, Row]) -> set[str]:
    """Return the entries (keys) whose fields are read anew for what changes about them."""
    return {key for key, changed in revisions.items() if changed.keys() & _TELLS_AN_ENTRY}


def revised_field_keys(revisions: Mapping[str, Row]) -> set[str]:
    """Return the fields (keys) that are read anew for what changes about them."""
    return {key for key, changed in revisions.items() if changed.keys() & _TELLS_A_FIELD}


def difference(wanted: Mapping[str, Any], stands: Mapping[str, Any]) -> Row:
    """Return of the wanted attributes those that differ from the description on record."""
    return {
        name: value for name, value in wanted.items() if _stored(value) != _stored(stands.get(name))
    }


def _stored(value: Any) -> Any:  # noqa: ANN401  # a property of any kind
    if hasattr(value, "to_native"):
        return value.to_native()
    return getattr(value, "value", value)


async def placed_fields(
    change: Change,
    places: Sequence[EntryPlace],
    revised: Collection[str],
    new_units: Mapping[str, str] = MappingProxyType({}),
) -> list[alignment.PlacedField]:
    """Return the fields to be aligned: told anew themselves, or all of an entry told anew.

    `new_units` are the names of units, by key, that are not on record yet.
    """
    providers = {entry.draft.provider for entry in places}
    known = await record.current(change, filter(None, providers))
    units = {key: {"key": key, "name": name} for key, name in new_units.items()} | known
    fields: list[alignment.PlacedField] = []
    for entry in places:
        dataset = {**(entry.before or NEW_ENTRY), **entry.draft.attributes, "key": entry.key}
        fields += [
            _placed_field(field, dataset, units.get(entry.draft.provider or "", _NOBODY))
            for field in _all_fields(entry)
            if entry.key in revised or field["key"] in revised
        ]
    return fields


def _all_fields(entry: EntryPlace) -> list[Row]:
    return [_described(field) for field in entry.fields] + entry.others


def _described(field: FieldPlace) -> Row:
    return {**(field.before or NEW_FIELD), **field.attributes, "key": field.key}


def _placed_field(field: Row, dataset: Row, unit: Row) -> alignment.PlacedField:
    return alignment.PlacedField(
        field_key=field["key"],
        dataset_key=dataset["key"],
        field_name=field["name"],
        column_name=field.get("column_name"),
        description=field.get("description"),
        data_type=field.get("data_type"),
        dataset_name=dataset["name"],
        unit_name=unit["name"],
    )
