"""Whether whoever imports a file may do what it asks for: as the same changes made one by one."""

import dataclasses
from collections.abc import Mapping, Sequence

from graph_catalog.entries import entry_codes, entry_places
from graph_catalog.entries.entry_drafts import FieldDraft
from graph_catalog.entries.import_status import ImportStatus, import_status_of
from graph_catalog.entries.imports import import_refusals
from graph_catalog.entries.imports.import_identity import EntryOnRecord, Identity, Wanted
from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.language import say
from graph_catalog.model import wording
from graph_catalog.model.catalog_sheet import Problems, SheetEntry
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import permission, references
from graph_catalog.record.change import Change
from graph_catalog.record.permission import NOBODY, Need
from graph_catalog.record.references import Bearer


@dataclasses.dataclass(frozen=True)
class ImportJudge:
    """Notes in `problems`, by row, what the importer may not do; `owners` are the providers by key."""

    change: Change
    owners: Mapping[str, OwningUnit]
    problems: Problems

    def twins(self, wanted: Wanted) -> None:
        """Refuse entries that the file writes apart though they may be one: of one unit and name, and not each with its code."""
        alike: dict[tuple[str, str], list[SheetEntry]] = {}
        bearers: dict[str, SheetEntry] = {}
        for unit, entry in wanted:
            code = wording.folded(entry.code or "")
            if code and (other := bearers.setdefault(code, entry)).code != entry.code:
                same = import_refusals.same_code(other.row)
                self.problems.add(entry.row, "目录代码", entry.code or "", same)
                continue
            others = alike.setdefault((unit, wording.folded(entry.name)), [])
            for other in others:
                other_code = wording.folded(other.code or "")
                if not (code and other_code) or code == other_code:
                    self._twin(entry, other)
                    break
            others.append(entry)

    def _twin(self, entry: SheetEntry, other: SheetEntry) -> None:
        is_unit_apart = entry.provider != other.provider
        column = "提供单位" if is_unit_apart else "业务名称"
        content = entry.provider if is_unit_apart else entry.name
        self.problems.add(entry.row, column, content or "", import_refusals.twin(other.row))

    async def codes(self, wanted: Wanted) -> None:
        """Refuse codes of another unit's range, and codes that another unit's entry bears, or bore last."""
        given = {entry.code for _, entry in wanted if entry.code}
        users = await entry_codes.users(self.change, given)
        bearers = await references.bearers(self.change, NodeKind.DATASET, given)
        for unit, entry in wanted:
            bearer = bearers.get(entry.code or "")
            if not entry.code or (bearer and unit in {owner.unit for owner in bearer.owners}):
                continue
            # First the range: a foreign one tells nothing about its codes.
            need = Need(Operation.USE_CODE_RANGE, users.get(entry.code, ()) or NOBODY)
            if not need.is_met(self.change.viewer):
                self._refuse(entry, ("目录代码", entry.code), [need])
            elif bearer and not self._may_take(bearer):
                self.problems.add(entry.row, "目录代码", entry.code, import_refusals.taken())

    def moves(self, wanted: Wanted, found: Sequence[EntryOnRecord | None]) -> None:
        """Refuse to take entries from units for which the importer may not act; whose they are is not told."""
        need = Need(Operation.REVISE_ENTRY)
        for (unit, entry), stands in zip(wanted, found, strict=True):
            is_foreign = stands is not None and stands.provider not in {None, unit}
            if stands is not None and is_foreign and not self.may_act_for(stands):
                self._refuse(entry, ("提供单位", entry.provider), [need])

    def may_act_for(self, entry: EntryOnRecord) -> bool:
        """Whether the importer may revise an entry where it stands."""
        return Need(Operation.REVISE_ENTRY, (entry.owner,)).is_met(self.change.viewer)

    def named(self, identities: Sequence[Identity]) -> dict[str, str]:
        """Return the names of the units whose entries may be meant, by key, as far as the importer acts for them."""
        meant = [
            entry
            for each in identities
            for entry in (each.found, *each.rivals)
            if entry is not None and entry.owner is not None
        ]
        return {
            entry.owner.unit: entry.owner.name
            if self.may_act_for(entry)
            else say(zh="其他单位", en="another unit")
            for entry in meant
            if entry.owner is not None
        }

    async def statuses(
        self,
        wanted: Wanted,
        found: Sequence[EntryOnRecord | None],
        fields: Sequence[Sequence[FieldDraft]],
    ) -> list[ImportStatus]:
        """Return with which status each entry arrives."""
        drafts = {
            stands.key: drafted
            for stands, drafted in zip(found, fields, strict=True)
            if stands is not None
        }
        taken_back = await entry_places.taking_back(self.change, drafts)
        statuses = []
        for (unit, entry), stands in zip(wanted, found, strict=True):
            owner = self.owners[unit]
            status = import_status_of(
                entry.attributes,
                stands.described if stands else {},
                has_system=bool(entry.system or (stands and stands.system)),
                loses_fields=stands is not None and stands.key in taken_back,
                may=lambda operation, owner=owner: self.change.viewer.may(operation, owner),  # type: ignore[misc]
            )
            if status.is_unfit:
                unfit = import_refusals.unfit(status.lacks)
                self.problems.add(entry.row, "业务名称", entry.name, unfit)
            forbidden = [Need(each, (owner,)) for each in status.forbidden]
            self._refuse(entry, ("业务名称", entry.name), forbidden)
            statuses.append(status)
        return statuses

    def systems(self, wanted: Wanted, foreign: Mapping[tuple[str, str], OwningUnit]) -> None:
        """Refuse entries in systems that another unit operates by now."""
        for unit, entry in wanted:
            if operator := foreign.get((unit, entry.system or "")):
                need = Need(Operation.PLACE_IN_SYSTEM, (operator,))
                self._refuse(entry, ("信息系统名称", entry.system), [need])

    def _may_take(self, bearer: Bearer) -> bool:
        need = Need(Operation.REVISE_ENTRY, bearer.owners or NOBODY)
        return need.is_met(self.change.viewer)

    def _refuse(
        self, entry: SheetEntry, cell: tuple[str, str | None], needs: Sequence[Need]
    ) -> None:
        """Note against a cell, column and content, which right is lacking."""
        column, content = cell
        if refusal := permission.refuse(self.change.viewer, needs):
            self.problems.add(entry.row, column, content or "", refusal.message)
