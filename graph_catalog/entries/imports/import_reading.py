"""What a catalog file says, once it is known who everything is that it speaks of. It looks, and writes nothing."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from graph_catalog.entries.entry_drafts import EntryDraft, FieldDraft
from graph_catalog.entries.imports import (
    import_fields,
    import_identity,
    import_refusals,
    import_targets,
)
from graph_catalog.entries.imports.import_homes import Homes
from graph_catalog.entries.imports.import_identity import (
    Ambiguity,
    EntryOnRecord,
    Identity,
    Wanted,
)
from graph_catalog.entries.imports.import_judging import ImportJudge
from graph_catalog.model.catalog_sheet import CatalogSheet
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record.change import Change

_COUNTED: Final = {
    IdentityChange.RECODE: "entries_recoded",
    IdentityChange.MOVE: "entries_moved",
    IdentityChange.RENAME_ENTRY: "entries_renamed",
    IdentityChange.REVIVE: "entries_revived",
    IdentityChange.RENAME_FIELD: "fields_renamed",
}


@dataclasses.dataclass(frozen=True)
class ImportRead:
    """`all` entries of a file with who they are; of the `wanted`, who are clear, what was found and their fields.

    `ambiguities` are what is not clear, or what the file changes about who something is; `counts` of both.
    """

    all: Wanted
    identities: Sequence[Identity]
    wanted: Wanted
    found: Sequence[EntryOnRecord | None]
    fields: Sequence[Sequence[FieldDraft]]
    ambiguities: Sequence[Ambiguity]
    counts: Mapping[str, int]

    def drafts(self) -> list[EntryDraft]:
        """Return the entries as they shall be described, but for what only judging decides: status and system."""
        return [
            EntryDraft(unit, entry.attributes, fields, key=stands.key if stands else None)
            for (unit, entry), stands, fields in zip(
                self.wanted, self.found, self.fields, strict=True
            )
        ]


async def read(
    change: Change,
    sheet: CatalogSheet,
    homes: Homes,
    judge: ImportJudge,
    accepted: Collection[IdentityChange],
) -> ImportRead | InvalidInput:
    """Find out who everything is that a file speaks of."""
    wanted = list(zip(homes.keys, sheet.entries, strict=True))
    judge.twins(wanted)
    await judge.codes(wanted)
    if judge.problems.count:
        # Before anything is looked for by these codes: what a refused one finds is nobody's to know.
        return import_refusals.refused(judge.problems, sheet.source)
    known = await import_targets.entries(change, wanted)
    identities = import_identity.compare(wanted, known, accepted)
    kept = [
        (each, identity.found)
        for each, identity in zip(wanted, identities, strict=True)
        if not identity.needs_approval
    ]
    clear, found = [each for each, _ in kept], [stands for _, stands in kept]
    fields, of_fields = await import_fields.drafted(change, clear, found, accepted)
    units = {key: owner.name for key, owner in judge.owners.items()}
    of_entries = import_identity.ambiguities(wanted, identities, judge.named(identities) | units)
    ambiguities = sorted([*of_entries, *of_fields], key=lambda each: each.row)
    held = [
        entry for (_, entry), each in zip(wanted, identities, strict=True) if each.needs_approval
    ]
    counts = _counts(ambiguities) | {
        "entries_held_back": len(held),
        "fields_held_back": sum(len(entry.fields) for entry in held)
        + sum(each.needs_approval for each in of_fields),
    }
    return ImportRead(wanted, identities, clear, found, fields, ambiguities, counts)


def _counts(ambiguities: Sequence[Ambiguity]) -> dict[str, int]:
    done = Counter(
        _COUNTED[each.change]
        for each in ambiguities
        if each.change is not None and not each.needs_approval
    )
    return {name: done[name] for name in _COUNTED.values()}
