"""The fields of a file's entries, as they shall be described: one that keeps its column and changes its name keeps its id."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from graph_catalog.entries.entry_drafts import FieldDraft
from graph_catalog.entries.entry_places import fields_on_record
from graph_catalog.entries.field_matching import FieldOnRecord, in_columns_of_others, match
from graph_catalog.entries.imports.import_identity import Ambiguity, EntryOnRecord, Wanted
from graph_catalog.model.catalog_sheet import SheetEntry
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.record.change import Change


async def drafted(
    change: Change,
    wanted: Wanted,
    found: Sequence[EntryOnRecord | None],
    accepted: Collection[IdentityChange],
) -> tuple[list[list[FieldDraft]], list[Ambiguity]]:
    """Return the fields to write of each entry, and what speaks against who some of them are."""
    stand = [entry.key for entry in found if entry is not None]
    known = await fields_on_record(change, stand)
    drafts, ambiguities = [], []
    for (_, entry), stands in zip(wanted, found, strict=True):
        on_record = known.get(stands.key, ()) if stands is not None else ()
        fields, unclear = compare(entry, on_record, accepted)
        drafts.append(fields)
        ambiguities += unclear
    return drafts, ambiguities


def compare(
    entry: SheetEntry, on_record: Sequence[FieldOnRecord], accepted: Collection[IdentityChange]
) -> tuple[list[FieldDraft], list[Ambiguity]]:
    """Return the fields of one entry to write, and what speaks against who they are. Pure."""
    attributes = [field.attributes for field in entry.fields]
    found = match([(None, each) for each in attributes], on_record)
    unclear = {each.place: each for each in in_columns_of_others(attributes, found, on_record)}
    drafts, ambiguities = [], []
    for place, field in enumerate(entry.fields):
        if (each := unclear.get(place)) is None:
            met = found[place]  # told here: among fewer drafts the name might mean another one
            drafts.append(FieldDraft(field.attributes, None if met is None else met["key"]))
            continue
        change = IdentityChange.RENAME_FIELD if each.is_renamed else None
        is_accepted = change is not None and change in accepted
        if is_accepted:
            drafts.append(FieldDraft(field.attributes, each.others[0]["key"]))
        ambiguities.append(
            Ambiguity(
                row=field.row,
                entry=entry.name,
                change=change,
                on_record=tuple(map(_written, each.others)),
                in_file=_written(field.attributes),
                needs_approval=not is_accepted,
                field=field.attributes["name"],
                may_be=tuple(other["name"] for other in each.others),
            )
        )
    return drafts, ambiguities


def held_back(ambiguities: Iterable[Ambiguity]) -> dict[str, set[str]]:
    """Return the names of fields on record, by entry, that fields of the file may be which are held back: none is absent."""
    held: dict[str, set[str]] = {}
    for each in ambiguities:
        if each.needs_approval:
            held.setdefault(each.entry, set()).update(each.may_be)
    return held


def _written(field: Mapping[str, Any]) -> str:
    return f"{field['name']}（{field.get('column_name') or '-'}）"
