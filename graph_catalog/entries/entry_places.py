"""Where drafts of entries and fields belong: what is on record of each, and its key."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph_catalog.entries.entry_drafts import EntryDraft, FieldDraft
from graph_catalog.entries.field_matching import FieldOnRecord, match
from graph_catalog.graph.engine import Row
from graph_catalog.model.enums.fields import Acquisition, Sensitivity
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change

_HAD: Final = frozenset({Acquisition.COLLECTED.value, Acquisition.SHARED.value})
"""Had from people or from another unit: what rules ask a unit about."""
_NOT_HAD: Final = frozenset(
    {Acquisition.GENERATED.value, Acquisition.DERIVED.value, Acquisition.UNKNOWN.value}
)
"""Made by the unit, or had by nobody knows what way: rules ask nobody about it."""


@dataclasses.dataclass
class FieldPlace:
    """A field to be described by `attributes`, and how it stands, None where it is new.

    `is_had` says that the entry has it now: there is nothing to relate.
    """

    key: str
    attributes: Row
    before: Row | None
    is_had: bool = False


@dataclasses.dataclass
class EntryPlace:
    """An entry to be described, how it stands, and its fields: those drafted and the `others` that stay."""

    key: str
    draft: EntryDraft
    before: Row | None
    fields: list[FieldPlace]
    others: list[Row]


async def place(change: Change, entries: Sequence[EntryDraft]) -> list[EntryPlace]:
    """Find what is on record of each entry and its fields, and mint keys for what is new.

    What a draft removes none of its fields means: named as a removed one, a field without an id is a new one.
    Keys in the drafts must be of things on record: an entry, and fields of that entry.
    """
    known = await record.current(change, [entry.key for entry in entries if entry.key is not None])
    new = [entry for entry in entries if entry.key is None]
    naturals = [(entry.provider or "", str(entry.attributes["name"])) for entry in new]
    fresh = iter(await fresh_keys(change, NodeKind.DATASET, naturals))
    on_record = await fields_on_record(change, known)
    places = []
    for entry in entries:
        key = entry.key or next(fresh)
        stay = [
            field for field in on_record.get(key, []) if field.described["key"] not in entry.removed
        ]
        fields, others = _placed_fields(entry.fields, stay)
        places.append(EntryPlace(key, entry, known.get(key), fields, others))
    await _mint_field_keys(change, places)
    return places


async def fresh_keys(
    change: Change, kind: NodeKind, naturals: Sequence[Sequence[str]]
) -> list[str]:
    """Mint a key for each natural identity, none of them taken before, none given twice."""
    minted = [keys.mint(kind, *natural) for natural in naturals]
    taken = set(await record.current(change, minted))
    for index, natural in enumerate(naturals):
        ordinal = 0
        while minted[index] in taken:
            ordinal += 1
            minted[index] = keys.mint(kind, *natural, ordinal=ordinal)
            taken |= (await record.current(change, [minted[index]])).keys()
        taken.add(minted[index])
    return minted


async def fields_on_record(
    change: Change, datasets: Iterable[str]
) -> dict[str, list[FieldOnRecord]]:
    """Return the fields that datasets (keys) have or once had."""
    found: dict[str, list[FieldOnRecord]] = {}
    if wanted := sorted(datasets):
        row = await change.run("entries/fields_of", keys=wanted)
        for dataset, has, described in row["fields"]:
            found.setdefault(dataset, []).append(FieldOnRecord(described, is_had=has))
    return found


def _placed_fields(
    drafts: Sequence[FieldDraft], on_record: Sequence[FieldOnRecord]
) -> tuple[list[FieldPlace], list[Row]]:
    """Place the drafts, and return with them the fields that the entry has beside them.

    Where there are others, the order of the entry is not known: what stands keeps its position.
    """
    matched = match([(draft.key, draft.attributes) for draft in drafts], on_record)
    claimed = {found["key"] for found in matched if found is not None}
    had = {field.described["key"]: field.described for field in on_record if field.is_had}
    others = [field for key, field in had.items() if key not in claimed]
    last = max((int(field["position"]) for field in had.values()), default=0)
    places = []
    for ordinal, (draft, before) in enumerate(zip(drafts, matched, strict=True), 1):
        if not others:
            position = ordinal
        elif before is None:
            position = last = last + 1
        else:
            position = before["position"]
        key = before["key"] if before else ""
        attributes = {"position": position, **draft.attributes}
        places.append(FieldPlace(key, attributes, before, is_had=key in had))
    return places, others


async def _mint_field_keys(change: Change, places: Sequence[EntryPlace]) -> None:
    new = [(entry.key, field) for entry in places for field in entry.fields if field.before is None]
    naturals = [
        (entry, str(field.attributes["name"]), str(field.attributes.get("column_name") or ""))
        for entry, field in new
    ]
    for (_, field), key in zip(
        new, await fresh_keys(change, NodeKind.FIELD, naturals), strict=True
    ):
        field.key = key


async def taking_back(change: Change, drafts: Mapping[str, Sequence[FieldDraft]]) -> set[str]:
    """Return the entries (keys) of which these drafts would take a field back, in part.

    By hiding one that others may see (sensitivity L4), or by saying of one that was collected, or had by sharing, that
    the unit makes it, or that nobody knows: nobody could tell any more that it is collected twice (Art. 15). Lineage from the unit's own
    fields is no evidence: the unit declares it. What is said to be had by sharing rule LIN-1 asks about.
    """
    asked = {entry: fields for entry, fields in drafts.items() if any(map(_may_take_back, fields))}
    on_record = await fields_on_record(change, asked)
    found = set()
    for entry, fields in asked.items():
        known = on_record.get(entry, [])
        had = {each.described["key"] for each in known if each.is_had}
        matched = match([(draft.key, draft.attributes) for draft in fields], known)
        for draft, before in zip(fields, matched, strict=True):
            if before is not None and before["key"] in had and _takes_back(before, draft):
                found.add(entry)
    return found


def _may_take_back(draft: FieldDraft) -> bool:
    return _is_sealed(draft.attributes) or _is_not_had(draft.attributes)


def _takes_back(before: Row, draft: FieldDraft) -> bool:
    hides = _is_sealed(draft.attributes) and not _is_sealed(before)
    return hides or (_said(before, "acquisition") in _HAD and _is_not_had(draft.attributes))


def _is_sealed(described: Mapping[str, Any]) -> bool:
    return _said(described, "sensitivity") == Sensitivity.L4.value


def _is_not_had(described: Mapping[str, Any]) -> bool:
    return _said(described, "acquisition") in _NOT_HAD


def _said(described: Mapping[str, Any], attribute: str) -> object:
    said = described.get(attribute)
    return getattr(said, "value", said)
