"""Catalog entries by hand: register and revise one with its fields (Art. 10, 11, 13, 19)."""

from collections.abc import Sequence
from typing import TypeVar

from typing_extensions import override

from graph_catalog.agreements import agreement_subjects, unfit_sources
from graph_catalog.alignment.alignment import Readings
from graph_catalog.entries import (
    entry_codes,
    entry_drafts,
    entry_places,
    entry_reading,
    entry_rights,
    lookalikes,
    publication,
)
from graph_catalog.entries.entry_drafts import EntryDraft, FieldDraft, Unwritable
from graph_catalog.entries.entry_writing import write_entries
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation
from graph_catalog.language import say
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs import nulls
from graph_catalog.model.inputs.entries import (
    RegisterEntryInput,
    ReviseEntryInput,
)
from graph_catalog.model.refusals import InvalidInput, NotFound, Refusal, RuleBroken
from graph_catalog.record import command, entity_rows, record, references
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.record.command import Command
from graph_catalog.record.permission import Need
from graph_catalog.record.references import Things


async def register(
    engine: Engine, viewer: Viewer, given: RegisterEntryInput, intent: Intent
) -> Committed | Refusal:
    """Put an entry with its fields on record; publishing asks for all that Art. 10 and 19 ask for."""
    return await command.perform(engine, viewer, intent, _Register(given))


async def revise(
    engine: Engine, viewer: Viewer, given: ReviseEntryInput, intent: Intent
) -> Committed | Refusal:
    """Describe an entry and its fields anew; fields that are removed end now and stay for their time."""
    return await command.perform(engine, viewer, intent, _Revise(given))


E = TypeVar("E", RegisterEntryInput, ReviseEntryInput)


class _Describe(Command[E]):
    attributes: Row
    fields: list[FieldDraft]

    @property
    @override
    def is_wide(self) -> bool:
        return len(self.fields) >= entry_reading.WIDE

    @override
    def read(self) -> InvalidInput | None:
        attributes = entry_drafts.attributes(self.given)
        if isinstance(attributes, InvalidInput):
            return attributes
        self.attributes = attributes
        self.fields = entry_drafts.fields(self.given.fields or [])
        return _said_twice(self.given)


class _Register(_Describe[RegisterEntryInput]):
    operation = Operation.REGISTER_ENTRY

    @override
    def read(self) -> InvalidInput | None:
        refusal = super().read()
        if refusal is None:
            self.attributes = entry_drafts.without_null(self.attributes)
            self.fields = [
                FieldDraft(entry_drafts.without_null(each.attributes), each.key)
                for each in self.fields
            ]
        return refusal

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        if astray := _astray(self.given, things, entry=None):
            return astray
        unit = things[self.given.unit_id]
        needs = [Need.of(self.operation, unit)]
        if system := things.maybe(self.given.system_id):
            needs.append(Need.of(Operation.PLACE_IN_SYSTEM, system))
        needs += [Need.of(each, unit) for each in entry_rights.needed({}, self.attributes)]
        return needs + await entry_codes.needs(change, [self.attributes.get("code")])

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        system = things.maybe(self.given.system_id)
        refusal = await _may_stand(
            change,
            {},
            self.attributes,
            has_system=system is not None,
            has_fields=bool(self.fields),
        )
        if refusal:
            return refusal
        unit, name = things[self.given.unit_id].key, self.given.name
        doubts = await lookalikes.doubts(change, NodeKind.DATASET, [name], unit=unit)
        written = await write_entries(change, [self._draft(things)])
        if isinstance(written, Unwritable):
            return written.refusal
        return Outcome(written.keys[0], warnings=doubts, counts=written.counts)

    @override
    async def foresee(self, change: Change, things: Things) -> Readings:
        return await entry_reading.read_ahead(change, [self._draft(things)])

    def _draft(self, things: Things) -> EntryDraft:
        unit, system = things[self.given.unit_id].key, things.maybe(self.given.system_id)
        return EntryDraft(unit, self.attributes, self.fields, system.key if system else None)


class _Revise(_Describe[ReviseEntryInput]):
    operation = Operation.REVISE_ENTRY

    @override
    async def needs(self, change: Change, things: Things) -> Sequence[Need] | Refusal:
        entry = things[self.given.id]
        if astray := _astray(self.given, things, entry.key):
            return astray
        needs = [Need.of(self.operation, entry)]
        if system := things.maybe(nulls.value(self.given.system_id)):
            needs.append(Need.of(Operation.PLACE_IN_SYSTEM, system))
        before = entry.described
        loses = bool(self.given.removed_field_ids) or bool(
            await entry_places.taking_back(change, {entry.key: self.fields})
        )
        operations = entry_rights.needed(before, self.attributes, loses_fields=loses)
        needs += [Need.of(each, entry) for each in operations]
        code = self.attributes.get("code")
        return needs + await entry_codes.needs(
            change, [code if code != before.get("code") else None]
        )

    @override
    async def apply(self, change: Change, things: Things) -> Outcome | Refusal:
        entry = things[self.given.id]
        if refusal := references.outdated(entry, self.given.expected_version):
            return refusal
        around = await change.run("entries/around", dataset=entry.key)
        system = things.maybe(nulls.value(self.given.system_id))
        leaves = around["system"] if nulls.is_null(self.given.system_id) else None
        removed = [things[given].key for given in self.given.removed_field_ids]
        unfit = await _may_stand(
            change,
            entry.described,
            self.attributes,
            has_system=bool(system or around["system"]) and not leaves,
            has_fields=bool(self.fields) or set(around["fields"]) > set(removed),
        )
        if unfit:
            return unfit
        name, unit = self.attributes.get("name", entry.name), around["unit"]
        doubts: tuple[str, ...] = ()
        if name != entry.name and unit is not None:
            doubts = await lookalikes.doubts(
                change, NodeKind.DATASET, [name], unit=unit, by=[entry.key]
            )
        written = await write_entries(change, [self._draft(things, unit)])
        if isinstance(written, Unwritable):
            return written.refusal
        ended = [record.SlotInterval(key, f"HAS_FIELD|{key}", change.at) for key in removed]
        if leaves:
            ended.append(record.SlotInterval(entry.key, f"HOLDS|{entry.key}", change.at))
        await record.retract(change, ended)
        after = (await change.run("entries/around", dataset=entry.key))["fields"]
        if new := sorted(set(after) - set(around["fields"])):
            await declared_lineage.extend_to_new_fields(change, {entry.key: new})
        return Outcome(
            entry.key,
            warnings=(
                *doubts,
                *await unfit_sources.stranded(
                    change, [entry.key], narrowed=self._covers_anew(entry.described)
                ),
                *await self._subjects_lost(change, entry.key),
            ),
            counts=written.counts,
            changed=written.changed or bool(ended),
        )

    async def _subjects_lost(self, change: Change, key: str) -> tuple[str, ...]:
        is_withdrawn = self.attributes.get("status") is EntryStatus.WITHDRAWN
        return await agreement_subjects.lost(change, [key]) if is_withdrawn else ()

    def _covers_anew(self, before: Row) -> bool:
        return entity_rows.coverage({**before, **self.attributes}) != entity_rows.coverage(before)

    @override
    async def foresee(self, change: Change, things: Things) -> Readings:
        around = await change.run("entries/around", dataset=things[self.given.id].key)
        return await entry_reading.read_ahead(change, [self._draft(things, around["unit"])])

    def _draft(self, things: Things, unit: str) -> EntryDraft:
        entry, system = things[self.given.id], things.maybe(nulls.value(self.given.system_id))
        return EntryDraft(
            unit,
            {"name": entry.name, **self.attributes},
            self.fields,
            system.key if system else None,
            entry.key,
            removed=frozenset(things[given].key for given in self.given.removed_field_ids),
        )


def _said_twice(given: RegisterEntryInput | ReviseEntryInput) -> InvalidInput | None:
    """Refuse a field that is described or removed and named once more: nobody can tell what is to become of it."""
    seen: set[str | None] = set()
    for reference in references.named_in(given):
        if reference.kinds != (NodeKind.FIELD,):
            continue
        if reference.key in seen and reference.key is not None:
            return InvalidInput(
                message=say(
                    zh="同一个数据项在一次变更中出现了两次。请只保留一处：修改它，或移除它。",
                    en="One change names the same field twice. Keep one of them: describe it, or remove it.",
                ),
                path=list(reference.path),
            )
        seen.add(reference.key)
    return None


def _astray(
    given: RegisterEntryInput | ReviseEntryInput, things: Things, entry: str | None
) -> NotFound | None:
    """Refuse the first field that is not the entry's; a new entry has none yet."""
    for reference in references.named_in(given):
        is_field = reference.kinds == (NodeKind.FIELD,)
        if is_field and (entry is None or things[reference.given].dataset != entry):
            return references.not_found(reference.given, list(reference.path))
    return None


async def _may_stand(
    change: Change, before: Row, changed: Row, *, has_system: bool, has_fields: bool
) -> Refusal | None:
    """Refuse what would be public without what the law asks for, and a code that is another's."""
    unfit: RuleBroken | None = None
    if after := publication.published({**before, **changed}):
        unfit = publication.refuse_unfit(after, has_system=has_system, has_fields=has_fields)
    code, key = changed.get("code"), before.get("key")
    return unfit or await references.taken(change, NodeKind.DATASET, code, "code", by=key)
