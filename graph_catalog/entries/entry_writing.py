"""Putting catalog entries with their fields on record: the one way, for mutations and imports.

What is handed in is compared with what stands: the new is registered, the changed revised, the rest
left alone, so that the same entries written again leave no trace. Fields that are on record and not
handed in stay. A field that was taken off record comes back under its old key. At the end the
fields that are new or told anew are aligned to their data.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from graph_catalog.alignment import alignment
from graph_catalog.entries import entry_drafts, entry_names, entry_reading, entry_rights
from graph_catalog.entries.entry_drafts import EntryDraft, FieldDraft, Unwritable
from graph_catalog.entries.entry_places import EntryPlace, place
from graph_catalog.graph.engine import Row
from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.model import instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_START
from graph_catalog.record import permission, record
from graph_catalog.record.change import Change
from graph_catalog.record.permission import Need

__all__ = ["EntryDraft", "FieldDraft", "Unwritable", "WriteCounts", "write_entries"]


@dataclasses.dataclass(frozen=True)
class WriteCounts:
    """What was written: `keys` of the entries in the order given, and how many of what.

    `counts` has entries_registered, entries_revised, entries_unchanged, likewise for fields,
    relations, and what the alignment counts. Of entries that were on record before, by key:
    `gained` are the fields that they have now and had not, `absent` the names of those that they
    have and that were not handed in.
    """

    keys: tuple[str, ...]
    counts: Mapping[str, int]
    gained: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    absent: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether anything was written at all."""
        written = (number for name, number in self.counts.items() if "_unchanged" not in name)
        return any(written)


async def write_entries(change: Change, entries: Sequence[EntryDraft]) -> WriteCounts | Unwritable:
    """Put entries with their fields on record, as part of a change; the caller checks rights, but for one.

    What a name means is known once it is read: who calls a field or an entry otherwise, so that a public entry holds a
    datum no more, takes it from those who go by it, and is refused here without the right to that.

    Keys in the drafts must be of things on record. A name by which people could not tell two entries of a unit, or two
    fields of an entry, apart is a `Conflict`; a code that another entry bears is a `StoreConflictError`; data updated
    later than today, which would never look stale, and a period that ends before it begins are `InvalidInput`.
    """
    # By this server's clock too: a sample is dated by another, and says what was so since.
    today = instant.day(max(change.at, dt.datetime.now(dt.UTC)))
    if impossible := entry_drafts.impossible_days(entries, today):
        return impossible
    places = await place(change, entries)
    if taken := entry_names.fields_alike(places) or await entry_names.entries_alike(change, places):
        return taken
    counts: Counter[str] = Counter()
    told, revised = await _describe_entries(change, places, counts)
    told |= await _describe_fields(change, places, counts)
    moved = await _relate(change, places, counts)
    told |= moved
    stood = {entry.key for entry in places if entry.before is not None}
    handed_over = len((stood & moved) - revised)
    counts["entries_revised"] += handed_over
    counts["entries_unchanged"] -= handed_over
    lost: frozenset[str] = frozenset()
    if told:
        fields = await entry_reading.placed_fields(change, places, told)
        aligned = await alignment.align_fields(change, fields)
        counts.update(aligned.counts)
        lost = frozenset(each.dataset_key for each in fields if each.field_key in aligned.lost)
    before = [entry for entry in places if entry.before is not None]
    for index, entry in enumerate(places):
        if entry.key in lost and entry_rights.is_public(entry.before or {}):
            narrows = Need(Operation.NARROW_OFFER, (OwningUnit(entry.draft.provider or ""),))
            if forbidden := permission.refuse(change.viewer, [narrows]):
                return Unwritable(forbidden, index)
    return WriteCounts(
        tuple(entry.key for entry in places),
        counts,
        gained=_by_entry(before, lambda entry: _gained(entry, moved)),
        absent=_by_entry(before, lambda entry: [field["name"] for field in entry.others]),
    )


def _by_entry(
    places: Sequence[EntryPlace], of: Callable[[EntryPlace], list[str]]
) -> dict[str, tuple[str, ...]]:
    return {entry.key: tuple(found) for entry in places if (found := of(entry))}


def _gained(entry: EntryPlace, moved: set[str]) -> list[str]:
    return [f.key for f in entry.fields if f.before is None or f.key in moved]


async def _describe_entries(
    change: Change, places: Sequence[EntryPlace], counts: Counter[str]
) -> tuple[set[str], set[str]]:
    """Register and revise the entries; return the keys of those that are now told differently, and of all revised."""
    new = [
        record.NewEntity(
            NodeKind.DATASET, entry.key, {**entry_reading.NEW_ENTRY, **entry.draft.attributes}
        )
        for entry in places
        if entry.before is None
    ]
    revisions = entry_reading.revised_entries(places)
    await record.register(change, new)
    await record.revise(change, NodeKind.DATASET, revisions)
    _count(counts, "entries", len(new), len(revisions), len(places))
    return entry_reading.revised_entry_keys(revisions), set(revisions)


async def _describe_fields(
    change: Change, places: Sequence[EntryPlace], counts: Counter[str]
) -> set[str]:
    """Register and revise the fields; return the keys of those to be aligned anew."""
    fields = [field for entry in places for field in entry.fields]
    new = [
        record.NewEntity(NodeKind.FIELD, field.key, {**entry_reading.NEW_FIELD, **field.attributes})
        for field in fields
        if field.before is None
    ]
    revisions = entry_reading.revised_fields(fields)
    await record.register(change, new)
    await record.revise(change, NodeKind.FIELD, revisions)
    _count(counts, "fields", len(new), len(revisions), len(fields))
    return {each.key for each in new} | entry_reading.revised_field_keys(revisions)


def _count(counts: Counter[str], what: str, new: int, revised: int, given: int) -> None:
    counts[f"{what}_registered"] = new
    counts[f"{what}_revised"] = revised
    counts[f"{what}_unchanged"] = given - new - revised


async def _relate(change: Change, places: Sequence[EntryPlace], counts: Counter[str]) -> set[str]:
    """Record provider, system and fields of each entry; return what now belongs elsewhere."""
    free: list[record.Fact] = []
    contested: list[record.Fact] = []
    for entry in places:
        for fact in _entry_facts(entry):
            (free if entry.before is None else contested).append(fact)
        for field in entry.fields:
            if not field.is_had:
                fact = _fact("HAS_FIELD", entry.key, field.key, field.key, entry.draft)
                (free if field.before is None else contested).append(fact)
    slots = [(fact.anchor, fact.slot) for fact in contested]
    said: dict[str, list[Row]] = {}
    for row in await record.on_record(change, slots):
        said.setdefault(row["properties"]["slot"], []).append(row)
    news = [
        _taking_over(fact, change.at) if fact.slot in said else fact
        for fact in contested
        if not _is_said(fact, said.get(fact.slot, []))
    ]
    await record.add_facts(change, free)
    await record.assert_facts(change, news)
    counts["relations"] = len(free) + len(news)
    return {fact.end for fact in news if fact.type != "HOLDS"}


def _entry_facts(entry: EntryPlace) -> list[record.Fact]:
    facts = []
    if entry.draft.provider is not None:
        facts.append(_fact("PROVIDES", entry.draft.provider, entry.key, entry.key, entry.draft))
    if entry.draft.system is not None:
        facts.append(_fact("HOLDS", entry.draft.system, entry.key, entry.key, entry.draft))
    return facts


def _fact(type_: str, start: str, end: str, anchor: str, draft: EntryDraft) -> record.Fact:
    since = draft.valid_from or OPEN_START
    return record.Fact(type_, start, end, f"{type_}|{anchor}", anchor, valid_from=since)


def _is_said(fact: record.Fact, said: Sequence[Row]) -> bool:
    return any(
        row["start"] == fact.start and row["end"] == fact.end and "live_key" in row["properties"]
        for row in said
    )


def _taking_over(fact: record.Fact, now: dt.datetime) -> record.Fact:
    """Date a fact whose slot says something else so far: from now on, unless a date was given."""
    since = now if fact.valid_from == OPEN_START else fact.valid_from
    return dataclasses.replace(fact, valid_from=since)
