"""Importing a catalog file: all of it or nothing, and again without effect (Art. 10, 11).

The file's entries are compared with what is on record; what is new is registered, what differs is
revised, and what the file does not speak of is left alone and reported. Who an entry or a field is
is never guessed (`import_identity`): rows that leave it open are held back, and named.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph_catalog.agreements import agreement_subjects, unfit_sources
from graph_catalog.alignment.alignment import Readings
from graph_catalog.entries import entry_reading, lookalikes
from graph_catalog.entries.import_status import ImportStatus
from graph_catalog.entries.imports import (
    import_fields,
    import_missing,
    import_reading,
    import_refusals,
    import_targets,
    import_warnings,
    import_writing,
)
from graph_catalog.entries.imports.import_homes import Homes
from graph_catalog.entries.imports.import_identity import Ambiguity, Wanted
from graph_catalog.entries.imports.import_judging import ImportJudge
from graph_catalog.entries.imports.import_missing import Missing
from graph_catalog.entries.imports.import_reading import ImportRead
from graph_catalog.entries.imports.import_report import (
    ImportOptions,
    ImportReport,
    Progress,
    UnfinishedEntry,
)
from graph_catalog.entries.imports.import_writing import NotWritten
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.model.catalog_sheet import CatalogSheet, Problems
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import audit_log, permission
from graph_catalog.record.change import Change, Intent, Outcome
from graph_catalog.record.dry_run import run_dry

__all__ = ["ImportOptions", "ImportReport", "import_sheet"]

OPERATION: Final = "importCatalog"


async def import_sheet(
    engine: Engine,
    viewer: Viewer,
    sheet: CatalogSheet,
    options: ImportOptions,
    *,
    progress: Progress = lambda _: None,
) -> ImportReport | Refusal:
    """Put a catalog file on record. A file with anything wrong is refused whole, saying what."""
    refusal: Refusal | None = None
    withdrawing = options.withdraw_missing and options.withdraw_missing.checked()
    if isinstance(withdrawing, InvalidInput):
        refusal, withdrawing = withdrawing, None
    options = dataclasses.replace(options, withdraw_missing=withdrawing)
    if sheet.problems.count:
        refusal = import_refusals.refused(sheet.problems, sheet.source)
    if refusal is not None:
        if options.is_dry_run:
            return refusal
        return await audit_log.refuse(engine, viewer, _intent(sheet, options), refusal)
    importing = _Importing(viewer, sheet, options, progress)
    if options.is_dry_run:
        outcome = await run_dry(
            engine, viewer, OPERATION, importing.work, importing.admit, importing.foresee
        )
        if isinstance(outcome, Refusal):
            return outcome
        return importing.report(None, outcome.counts, outcome.warnings)
    intent = _intent(sheet, options)
    committed = await audit_log.commit(
        engine,
        viewer,
        intent,
        importing.work,
        admit=importing.admit,
        foresight=importing.foresee,
    )
    if isinstance(committed, Refusal):
        return committed
    return importing.report(committed.revision, committed.counts, committed.warnings)


def _intent(sheet: CatalogSheet, options: ImportOptions) -> Intent:
    """Return what the audit log says was wanted: the file by its digest, and how it was to be taken."""
    withdrawing = options.withdraw_missing
    given = {
        "file": sheet.source,
        "sha256": sheet.digest,
        "rows": sheet.row_count,
        "unit": options.unit,
        "createUnits": options.create_units,
        "accept": sorted(change.value for change in options.accepted),
        "withdrawMissing": withdrawing and dataclasses.asdict(withdrawing),
    }
    return Intent(OPERATION, given)


@dataclasses.dataclass
class _Importing:
    """One import under way."""

    viewer: Viewer
    sheet: CatalogSheet
    options: ImportOptions
    progress: Progress
    changed: bool = False
    unfinished: list[UnfinishedEntry] = dataclasses.field(default_factory=list)
    ambiguities: list[Ambiguity] = dataclasses.field(default_factory=list)
    missing: Missing = dataclasses.field(default_factory=Missing)

    def report(
        self, revision: int | None, counts: Mapping[str, int], warnings: tuple[str, ...]
    ) -> ImportReport:
        """Return what was done."""
        return ImportReport(
            revision,
            self.changed,
            counts,
            warnings,
            tuple(self.unfinished),
            tuple(self.ambiguities),
            self.missing.entries,
            are_withdrawn=self.options.withdraw_missing is not None,
        )

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
        homes = await Homes.find(change, self.sheet, self.options)
        if isinstance(homes, Refusal):
            return homes
        problems = Problems()
        judge = ImportJudge(change, homes.owners, problems)
        read = await import_reading.read(change, self.sheet, homes, judge, self.options.accepted)
        if isinstance(read, Refusal):
            return read
        self.ambiguities = list(read.ambiguities)
        counts.update(read.counts)
        doubts = await homes.register(change, {unit for unit, _ in read.wanted}, counts)
        judge.moves(read.wanted, read.found)
        statuses = await judge.statuses(read.wanted, read.found, read.fields)
        systems = await self._systems(change, read.wanted, counts, judge)
        if problems.count:
            return import_refusals.refused(problems, self.sheet.source)
        self.unfinished = [
            UnfinishedEntry(entry.name, entry.row, status.lacks)
            for (_, entry), status in zip(read.wanted, statuses, strict=True)
            if status.lacks
        ]
        refusal = await self._find_missing(change, read, counts)
        if refusal is not None:
            return refusal
        drafts = import_writing.drafts(read, statuses, systems)
        held = import_fields.held_back(self.ambiguities)
        absent = await import_writing.write(
            change, read.wanted, drafts, counts, self.progress, held
        )
        if isinstance(absent, NotWritten):
            return import_refusals.at_cell(absent.refusal, absent.cell, self.sheet.source)
        self.changed = import_writing.is_change(counts)
        warnings = (
            *import_warnings.unused_unit(
                self.sheet.entries, self.options.unit, self.options.arguments
            ),
            *import_warnings.former_names(homes.former),
            *import_warnings.reused_names(homes.reused),
            *doubts,
            *import_warnings.ambiguous(self.ambiguities, self.options.arguments),
            *import_warnings.lookalikes(self._lookalikes(read)),
            *self._warnings(read, statuses, absent),
            *await self._stranded(change, read),
        )
        return Outcome(self.sheet.digest[:20], warnings, dict(counts), changed=self.changed)

    async def foresee(self, change: Change) -> Readings | None:
        """Read the names of the file before the lock of all writers is taken; None where it will be refused."""
        if sum(len(entry.fields) for entry in self.sheet.entries) < entry_reading.WIDE:
            return None
        homes = await Homes.find(change, self.sheet, self.options)
        if isinstance(homes, Refusal):
            return None
        judge = ImportJudge(change, homes.owners, Problems())
        read = await import_reading.read(change, self.sheet, homes, judge, self.options.accepted)
        if isinstance(read, Refusal):
            return None
        names = {key: name for name, key in homes.new.items()}
        return await entry_reading.read_ahead(change, read.drafts(), names)

    async def _systems(
        self, change: Change, wanted: Wanted, counts: Counter[str], judge: ImportJudge
    ) -> Mapping[tuple[str, str], str]:
        """Return the keys of the systems by unit and name, registered where there are none."""
        named = [(unit, entry.system) for unit, entry in wanted if entry.system is not None]
        systems = await import_targets.systems(change, named)
        counts["systems_registered"] = systems.registered
        counts["systems_revived"] = systems.revived
        judge.systems(wanted, systems.foreign)
        return systems.keys

    async def _find_missing(
        self, change: Change, read: ImportRead, counts: Counter[str]
    ) -> Refusal | None:
        """Note what the file no longer has, and withdraw it where that is asked for.

        Of the units of all rows that are written, what they move as well: the same file finds it there the next time.
        """
        units = {
            unit
            for (unit, _), identity in zip(read.all, read.identities, strict=True)
            if not identity.needs_approval
        }
        spoken_of = {key for identity in read.identities for key in identity.spoken_of}
        self.missing = await import_missing.find(change, units, spoken_of)
        counts["entries_missing"] = len(self.missing.entries)
        counts["entries_withdrawn"] = 0
        if (asked := self.options.withdraw_missing) is None:
            return None
        counts["entries_withdrawn"] = len(self.missing.entries)
        return await import_missing.withdraw(change, self.missing, asked, self.options.arguments)

    def _lookalikes(self, read: ImportRead) -> list[tuple[str, str]]:
        """Return the names of new entries with those of entries that the file no longer has, and that look the same."""
        together = zip(read.wanted, read.found, strict=True)
        new: dict[str, list[str]] = {}
        for (unit, entry), stands in together:
            if stands is None:
                new.setdefault(unit, []).append(entry.name)
        missing: dict[str, list[str]] = {}
        for each in self.missing.entries:
            missing.setdefault(each.owner.unit, []).append(each.name)
        return [
            pair
            for unit, names in new.items()
            for pair in lookalikes.of_one_shape(names, missing.get(unit, ()))
        ]

    def _warnings(
        self,
        read: ImportRead,
        statuses: Sequence[ImportStatus],
        absent: Mapping[str, Sequence[str]],
    ) -> Iterator[str]:
        entries = [entry for _, entry in read.wanted]
        yield from import_warnings.status_warnings(entries, statuses, self.options.arguments)
        yield from import_warnings.absent_fields(absent)
        yield from import_warnings.unlisted_regions(entries)
        yield from import_warnings.missing(
            [entry.name for entry in self.missing.entries],
            self.options.arguments,
            are_withdrawn=self.options.withdraw_missing is not None,
            is_dry_run=self.options.is_dry_run,
        )

    async def _stranded(self, change: Change, read: ImportRead) -> tuple[str, ...]:
        """Warn of sources that are none any more for what was written, and of agreements that have lost their subject."""
        if not self.changed:
            return ()
        touched = [entry.key for entry in read.found if entry is not None]
        if self.options.withdraw_missing is not None:
            touched += [entry.key for entry in self.missing.entries]
        return (
            *await unfit_sources.stranded(change, touched),
            *await agreement_subjects.lost(change, touched),
        )
