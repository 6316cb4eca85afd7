"""Putting what a catalog file says on record, stretch by stretch, and what counts as a change."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from graph_catalog.entries.entry_drafts import EntryDraft, Unwritable, batches
from graph_catalog.entries.entry_writing import write_entries
from graph_catalog.entries.import_status import ImportStatus
from graph_catalog.entries.imports.import_identity import Wanted
from graph_catalog.entries.imports.import_reading import ImportRead
from graph_catalog.entries.imports.import_report import Progress
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.model.catalog_sheet import SheetEntry
from graph_catalog.model.refusals import Refusal
from graph_catalog.record.change import Change

_NO_CHANGE: Final = frozenset(
    {
        "rows",
        "entries_unchanged",
        "fields_unchanged",
        "fields_absent",
        "entries_missing",
        "entries_held_back",
        "fields_held_back",
    }
)
"""What is counted beside what is written."""


def drafts(
    read: ImportRead, statuses: Sequence[ImportStatus], systems: Mapping[tuple[str, str], str]
) -> list[EntryDraft]:
    """Return the entries to write, `systems` by unit and name."""
    together = zip(read.wanted, read.found, read.fields, statuses, strict=True)
    return [
        EntryDraft(
            provider=unit,
            attributes={**entry.attributes, "status": status.status},
            fields=fields,
            system=systems[unit, entry.system] if entry.system else None,
            key=stands.key if stands else None,
        )
        for (unit, entry), stands, fields, status in together
    ]


@dataclasses.dataclass(frozen=True)
class NotWritten:
    """Why nothing was written, and because of which cell of the file: row, column and content."""

    refusal: Refusal
    cell: tuple[int, str, str]


async def write(
    change: Change,
    wanted: Wanted,
    drafts: Sequence[EntryDraft],
    counts: Counter[str],
    progress: Progress,
    held: Mapping[str, Collection[str]],
) -> dict[str, tuple[str, ...]] | NotWritten:
    """Write the drafts of some entries and count; return names of fields that the file leaves out, by entry.

    `held`: those that fields of the file may be which are held back.
    """
    absent: dict[str, tuple[str, ...]] = {}
    rows = done = 0
    for batch in batches(drafts):
        written = await write_entries(change, batch)
        if isinstance(written, Unwritable):
            _, entry = wanted[done + written.entry]
            return NotWritten(written.refusal, _cell(entry, batch[written.entry], written))
        done += len(batch)
        if written.gained:
            await declared_lineage.extend_to_new_fields(change, written.gained)
        counts.update(written.counts)
        names = {
            key: draft.attributes["name"] for key, draft in zip(written.keys, batch, strict=True)
        }
        for key, fields in written.absent.items():
            left_out = [name for name in fields if name not in held.get(names[key], ())]
            if left_out:
                absent[names[key]] = tuple(left_out)
        rows += sum(len(draft.fields) for draft in batch)
        progress(rows)
    counts["fields_absent"] = sum(map(len, absent.values()))
    return absent


def _cell(entry: SheetEntry, draft: EntryDraft, unwritable: Unwritable) -> tuple[int, str, str]:
    """Return where in the file stands what cannot be written."""
    if unwritable.field is not None:
        said = draft.fields[unwritable.field].attributes
        row = next(field.row for field in entry.fields if field.attributes is said)
        if (unwritable.refusal.path or [""])[-1] == "columnName":
            return row, "列名", said.get("column_name") or ""
        return row, "数据项名称", said["name"]
    column = _COLUMNS.get((unwritable.refusal.path or [""])[-1], "业务名称")
    day = entry.attributes.get("last_updated_on")
    return entry.row, column, {"业务名称": entry.name, "最近更新": str(day)}.get(column, "")


_COLUMNS: Final = {"sharingPeriod": "共享期限", "lastUpdatedOn": "最近更新"}
"""By the member of an input at which a change is refused."""


def is_change(counts: Mapping[str, int]) -> bool:
    """Whether anything was written at all."""
    return any(count for name, count in counts.items() if name not in _NO_CHANGE)
