"""Importing a catalog file: all of it or nothing, and again without effect (Art. 10, 11).

The file's entries are compared with what is on record; what is new is registered, what differs is
revised, and what the file does not speak of is left alone and reported.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from graph_catalog.auth import Viewer
from graph_catalog.catalog import (
    audit_log,
    import_refusals,
    import_targets,
    import_warnings,
    permission,
)
from graph_catalog.catalog.arrival import Arrival
from graph_catalog.catalog.change import Change, Intent, Outcome
from graph_catalog.catalog.entry_drafts import EntryDraft, FieldDraft, stretches
from graph_catalog.catalog.entry_writing import write_entries
from graph_catalog.catalog.import_judging import ImportJudge
from graph_catalog.catalog.import_targets import EntryOnRecord, NamedUnits
from graph_catalog.catalog.lineage import declared as declared_lineage
from graph_catalog.catalog.permission import Need
from graph_catalog.catalog.rehearsal import rehearse
from graph_catalog.graph.engine import Engine
from graph_catalog.model.catalog_sheet import CatalogSheet, Problems, SheetEntry
from graph_catalog.model.import_arguments import ON_COMMAND_LINE, ImportArguments
from graph_catalog.model.refusals import Refusal
from graph_catalog.rights import Operation, Owner

OPERATION: Final = "importCatalog"
_PROVIDER: Final = "提供单位"


@dataclasses.dataclass(frozen=True)
class ImportOptions:
    """How to import: `unit` (name or credit code) provides the rows that name no provider.

    `create_units` puts units on record that are not; otherwise they are problems. `is_dry_run`
    checks and counts everything and writes nothing. `arguments` is what the caller calls these.
    """

    unit: str | None = None
    create_units: bool = False
    is_dry_run: bool = False
    arguments: ImportArguments = ON_COMMAND_LINE


@dataclasses.dataclass(frozen=True)
class UnfinishedEntry:
    """An entry that arrived as a draft, and what it lacks before it may be published."""

    name: str
    row: int
    lacks: str


@dataclasses.dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    `revision` records it, None for a dry run; without `changed` it is the newest there was.
    """

    revision: int | None
    changed: bool
    counts: Mapping[str, int]
    warnings: tuple[str, ...]
    unfinished: tuple[UnfinishedEntry, ...]


Progress = Callable[[int], None]
"""Told how many rows are written so far."""


async def import_sheet(
    engine: Engine,
    viewer: Viewer,
    sheet: CatalogSheet,
    options: ImportOptions,
    *,
    progress: Progress = lambda _: None,
) -> ImportReport | Refusal:
    """Put a catalog file on record. A file with anything wrong is refused whole, saying what."""
    if sheet.problems.count:
        return import_refusals.refused(sheet.problems)
    importing = _Importing(viewer, sheet, options, progress)
    if options.is_dry_run:
        outcome = await rehearse(engine, viewer, OPERATION, importing.work, importing.admit)
        if isinstance(outcome, Refusal):
            return outcome
        return importing.report(None, outcome.counts, outcome.warnings)
    given = {
        "file": sheet.source,
        "sha256": sheet.digest,
        "rows": sheet.row_count,
        "unit": options.unit,
        "createUnits": options.create_units,
    }
    intent = Intent(OPERATION, given)
    committed = await audit_log.commit(
        engine, viewer, intent, importing.work, admit=importing.admit
    )
    if isinstance(committed, Refusal):
        return committed
    return importing.report(committed.revision, committed.counts, committed.warnings)


@dataclasses.dataclass
class _Importing:
    """One import under way."""

    viewer: Viewer
    sheet: CatalogSheet
    options: ImportOptions
    progress: Progress
    changed: bool = False
    unfinished: list[UnfinishedEntry] = dataclasses.field(default_factory=list)
    _owners: dict[str, Owner] = dataclasses.field(default_factory=dict)
    """The units that the file names, by key."""
    _former: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Names in the file that units bore before, with what they are called today."""

    def report(
        self, revision: int | None, counts: Mapping[str, int], warnings: tuple[str, ...]
    ) -> ImportReport:
        """Return what was done."""
        return ImportReport(revision, self.changed, counts, warnings, tuple(self.unfinished))

    async def admit(self, change: Change) -> Refusal | None:
        """Refuse who may import nothing, or has asked for units that only the centre registers."""
        del change
        needed = [Operation.IMPORT_CATALOG]
        if self.options.create_units:
            needed.append(Operation.REGISTER_UNIT)
        refusals = (permission.refuse_role(self.viewer, operation) for operation in needed)
        return next(filter(None, refusals), None)

    async def work(self, change: Change) -> Outcome | Refusal:
        """Resolve, check, write; the first refusal ends it."""
        counts: Counter[str] = Counter(rows=self.sheet.row_count)
        homes = await self._homes(change, counts)
        if isinstance(homes, Refusal):
            return homes
        problems = Problems()
        wanted = list(zip(homes, self.sheet.entries, strict=True))
        judge = ImportJudge(change, self._owners, problems)
        judge.twins(wanted)
        found = await import_targets.entries(change, wanted, problems)
        await judge.codes(wanted)
        arrivals = await judge.arrivals(wanted, found)
        systems = await self._systems(change, wanted, counts, judge)
        if problems.count:
            return import_refusals.refused(problems)
        self.unfinished += [
            UnfinishedEntry(entry.name, entry.row, arrival.lacks)
            for entry, arrival in zip(self.sheet.entries, arrivals, strict=True)
            if arrival.lacks
        ]
        drafts = self._drafts(wanted, found, arrivals, systems)
        absent = await self._write(change, drafts, counts)
        if isinstance(absent, Refusal):
            return absent
        drafts_stay = [(entry.name, entry.lacks) for entry in self.unfinished]
        warnings = (
            *import_warnings.unfinished(drafts_stay, self.options.arguments),
            *import_warnings.held_back(self._names(arrivals)),
            *import_warnings.former_names(self._former),
            *import_warnings.absent_fields(absent),
        )
        written = (n for name, n in counts.items() if name not in _NO_CHANGE)
        self.changed = any(written)
        return Outcome(self.sheet.digest[:20], warnings, dict(counts), changed=self.changed)

    async def _homes(self, change: Change, counts: Counter[str]) -> list[str] | Refusal:
        """Return for each entry the key of its provider, whom the viewer may edit."""
        named = [entry.provider or self.options.unit for entry in self.sheet.entries]
        problems = Problems()
        for entry, name in zip(self.sheet.entries, named, strict=True):
            if name is None and self.viewer.unit_key is None:
                problems.add(
                    entry.row, _PROVIDER, "", import_refusals.no_provider(self.options.arguments)
                )
        units = await import_targets.units(change, {name for name in named if name is not None})
        keys = dict(units.keys)
        if self.options.create_units and units.unknown:
            new = [name for name in units.unknown if not import_targets.is_credit_code(name)]
            keys |= await import_targets.register_units(change, new)
            counts["units_registered"] = len({keys[name] for name in new})
        self._former = units.former
        self._refuse_unknown_units(named, units, keys, problems)
        if problems.count:
            return import_refusals.refused(problems)
        self._owners = {
            **units.owners,
            **{key: Owner(key, name) for name, key in keys.items() if key not in units.owners},
        }
        needs = [
            Need(operation, (owner,))
            for owner in self._owners.values()
            for operation in (Operation.IMPORT_CATALOG, Operation.REGISTER_ENTRY)
        ]
        if refusal := permission.refuse(self.viewer, needs):
            return refusal
        own = self.viewer.unit_key or ""
        self._owners.setdefault(own, Owner(own))
        return [own if name is None else keys[name] for name in named]

    def _refuse_unknown_units(
        self,
        named: Sequence[str | None],
        units: NamedUnits,
        keys: Mapping[str, str],
        problems: Problems,
    ) -> None:
        first = {
            name: entry.row
            for entry, name in reversed(list(zip(self.sheet.entries, named, strict=True)))
            if name is not None and name not in keys
        }
        for name, row in sorted(first.items(), key=lambda item: item[1]):
            wanted = (
                import_refusals.ambiguous()
                if name in units.ambiguous
                else import_refusals.unknown_unit(name, self.options.arguments)
            )
            problems.add(row, _PROVIDER, name, wanted)

    async def _systems(
        self,
        change: Change,
        wanted: Sequence[tuple[str, SheetEntry]],
        counts: Counter[str],
        judge: ImportJudge,
    ) -> Mapping[tuple[str, str], str]:
        """Return the keys of the systems by unit and name, registered where there are none."""
        named = [(unit, entry.system) for unit, entry in wanted if entry.system is not None]
        systems = await import_targets.systems(change, named)
        counts["systems_registered"] = systems.registered
        counts["systems_revived"] = systems.revived
        judge.systems(wanted, systems.foreign)
        return systems.keys

    def _names(self, arrivals: Sequence[Arrival]) -> list[str]:
        together = zip(self.sheet.entries, arrivals, strict=True)
        return [entry.name for entry, arrival in together if arrival.is_held_back]

    def _drafts(
        self,
        wanted: Sequence[tuple[str, SheetEntry]],
        found: Sequence[EntryOnRecord | None],
        arrivals: Sequence[Arrival],
        systems: Mapping[tuple[str, str], str],
    ) -> list[EntryDraft]:
        return [
            EntryDraft(
                provider=unit,
                attributes={**entry.attributes, "status": arrival.status},
                fields=[FieldDraft(field.attributes) for field in entry.fields],
                system=systems[unit, entry.system] if entry.system else None,
                key=stands.described["key"] if stands else None,
            )
            for (unit, entry), stands, arrival in zip(wanted, found, arrivals, strict=True)
        ]

    async def _write(
        self, change: Change, drafts: Sequence[EntryDraft], counts: Counter[str]
    ) -> dict[str, tuple[str, ...]] | Refusal:
        """Write stretch by stretch; return names of fields that the file leaves out, by entry."""
        absent: dict[str, tuple[str, ...]] = {}
        rows = 0
        for stretch in stretches(drafts):
            written = await write_entries(change, stretch)
            if isinstance(written, Refusal):
                return dataclasses.replace(written, path=["input", "content"])
            if written.gained:
                await declared_lineage.extend_to_new_fields(change, written.gained)
            counts.update(written.counts)
            names = {
                key: draft.attributes["name"]
                for key, draft in zip(written.keys, stretch, strict=True)
            }
            absent |= {names[key]: fields for key, fields in written.absent.items()}
            rows += sum(len(draft.fields) for draft in stretch)
            self.progress(rows)
        counts["fields_absent"] = sum(map(len, absent.values()))
        return absent


_NO_CHANGE: Final = frozenset({"rows", "entries_unchanged", "fields_unchanged", "fields_absent"})
