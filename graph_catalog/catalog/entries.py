"""Catalog entries by hand: register and revise one with its fields (Art. 10, 11, 13, 19)."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from graph_catalog.auth import Right, Viewer
from graph_catalog.catalog import audit_log, described, publication, record, references
from graph_catalog.catalog.audit_log import Change, Committed, Intent, Outcome
from graph_catalog.catalog.entry_drafts import EntryDraft, FieldDraft
from graph_catalog.catalog.entry_writing import write_entries
from graph_catalog.catalog.lineage import declared as declared_lineage
from graph_catalog.catalog.permission import refuse_foreign, refuse_without
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.model import coverage, wording
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.entries import (
    EntryDescriptionInput,
    EntryFieldInput,
    RegisterEntryInput,
    ReviseEntryInput,
    SharingPeriodInput,
)
from graph_catalog.model.refusals import InvalidInput, Refusal

_PLAIN = ("listing", "status", "masked_offer")
_MAYBE = (
    "code",
    "description",
    "format",
    "sharing_class",
    "sharing_reason",
    "legal_basis",
    "openness",
    "provision_method",
    "update_cycle",
    "last_updated_on",
    "catalog_version",
)
_FIELD = (
    "column_name",
    "data_type",
    "length",
    "acquisition",
    "sensitivity",
    "legal_basis",
    "description",
)


async def register(
    engine: Engine, viewer: Viewer, given: RegisterEntryInput, intent: Intent
) -> Committed | Refusal:
    """Put an entry with its fields on record; publishing asks for all that Art. 10 and 19 ask for."""

    async def work(change: Change) -> Outcome | Refusal:
        draft = await _draft(change, viewer, given)
        if isinstance(draft, Refusal):
            return draft
        refusal = _may_stand(
            viewer,
            draft.attributes,
            before={},
            has_system=draft.system is not None,
            has_fields=bool(draft.fields),
        )
        if refusal:
            return refusal
        written = await write_entries(change, [draft])
        return Outcome(written.keys[0], counts=written.counts)

    return await audit_log.commit(engine, viewer, intent, work)


async def _draft(change: Change, viewer: Viewer, given: RegisterEntryInput) -> EntryDraft | Refusal:
    """Return the entry that the input describes, of a unit that the viewer may edit."""
    unit = await references.current(change, given.unit_id, ["input", "unitId"], NodeKind.UNIT)
    if isinstance(unit, Refusal):
        return unit
    if refusal := refuse_foreign(viewer, unit["key"], unit["name"]):
        return refusal
    system = await _system(change, given.system_id)
    attributes = _attributes(given.says, given.name)
    if isinstance(system, Refusal):
        return system
    if isinstance(attributes, Refusal):
        return attributes
    fields = _fields(given.fields, known={})
    return (
        fields
        if isinstance(fields, Refusal)
        else EntryDraft(unit["key"], attributes, fields, system)
    )


async def revise(
    engine: Engine, viewer: Viewer, given: ReviseEntryInput, intent: Intent
) -> Committed | Refusal:
    """Describe an entry and its fields anew; fields that are removed end now and stay for their time."""

    async def work(change: Change) -> Outcome | Refusal:
        entry = await references.current(change, given.id, ["input", "id"], NodeKind.DATASET)
        if isinstance(entry, Refusal):
            return entry
        around = await change.run("entry/around", dataset=entry["key"])
        refusal: Refusal | None = refuse_foreign(viewer, around["unit"], entry["name"])
        refusal = refusal or references.outdated(entry, given.expected_version)
        if refusal:
            return refusal
        system = await _system(change, given.system_id)
        attributes = _attributes(given.says, given.name or entry["name"])
        fields = _fields(given.fields or [], known=set(around["fields"]))
        removed = _removed(given.removed_field_ids, known=set(around["fields"]))
        for checked in (system, attributes, fields, removed):
            if isinstance(checked, Refusal):
                return checked
        return await _write(
            change,
            viewer,
            _Revision(entry, around, attributes, fields, system, removed),  # type: ignore[arg-type]  # no refusals
        )

    return await audit_log.commit(engine, viewer, intent, work)


@dataclasses.dataclass(frozen=True)
class _Revision:
    """A revision whose input is sound: the entry, what is around it, and what changes."""

    entry: Row
    around: Row
    attributes: Row
    fields: list[FieldDraft]
    system: str | None
    removed: list[str]


async def _write(change: Change, viewer: Viewer, revision: _Revision) -> Outcome | Refusal:
    entry, around = revision.entry, revision.around
    has_fields = bool(revision.fields) or set(around["fields"]) > set(revision.removed)
    refusal = _may_stand(
        viewer,
        revision.attributes,
        before=entry,
        has_system=bool(revision.system or around["system"]),
        has_fields=has_fields,
    )
    if refusal:
        return refusal
    draft = EntryDraft(
        around["unit"], revision.attributes, revision.fields, revision.system, entry["key"]
    )
    written = await write_entries(change, [draft])
    await record.retract(
        change, [record.Stretch(key, f"HAS_FIELD|{key}", change.at) for key in revision.removed]
    )
    after = (await change.run("entry/around", dataset=entry["key"]))["fields"]
    if new := sorted(set(after) - set(around["fields"])):
        await declared_lineage.extend_to_new_fields(change, {entry["key"]: new})
    return Outcome(
        entry["key"], counts=written.counts, changed=written.changed or bool(revision.removed)
    )


async def _system(change: Change, given: str | None) -> str | Refusal | None:
    if given is None:
        return None
    system = await references.current(change, given, ["input", "systemId"], NodeKind.SYSTEM)
    return system if isinstance(system, Refusal) else str(system["key"])


def _attributes(says: EntryDescriptionInput | None, given_name: str) -> Row | InvalidInput:
    name = wording.name(given_name, ["input", "name"])
    if isinstance(name, InvalidInput):
        return name
    attributes: Row = {"name": name}
    if says is None:
        return attributes
    attributes |= {
        plain: getattr(says, plain) for plain in _PLAIN if getattr(says, plain) is not None
    }
    for attribute in _MAYBE:
        if (maybe := getattr(says, attribute)) is None:
            continue
        value = maybe.value
        if isinstance(value, str):
            value = wording.text(value, ["input", "says", to_camel_case(attribute)])
            if isinstance(value, InvalidInput):
                return value
        attributes[attribute] = value
    if says.sharing_period is not None:
        attributes |= _period(says.sharing_period.value)
    if says.coverage is not None:
        attributes |= described.flat_coverage(coverage.read(says.coverage))
    return attributes


def _period(given: SharingPeriodInput | None) -> Row:
    if given is None:
        return {"sharing_from": None, "sharing_to": None, "sharing_open_ended": None}
    return {
        "sharing_from": given.start,
        "sharing_to": given.end,
        "sharing_open_ended": True if given.end is None else None,
    }


def _fields(
    given: Sequence[EntryFieldInput], *, known: Mapping[str, Any] | set[str]
) -> list[FieldDraft] | Refusal:
    drafts = []
    for index, field in enumerate(given):
        path = ["input", "fields", str(index)]
        name = wording.name(field.name, [*path, "name"])
        if isinstance(name, Refusal):
            return name
        attributes: Row = {"name": name}
        for attribute in _FIELD:
            value = getattr(field, attribute)
            if isinstance(value, str):
                value = wording.text(value, [*path, to_camel_case(attribute)])
                if isinstance(value, Refusal):
                    return value
            if value is not None:
                attributes[attribute] = value
        key = None
        if field.id is not None:
            read = references.key_of(field.id, [*path, "id"], NodeKind.FIELD)
            if isinstance(read, Refusal):
                return read
            if read not in known:
                return references.not_found(field.id, [*path, "id"])
            key = read
        drafts.append(FieldDraft(attributes, key))
    return drafts


def _removed(given: Sequence[str], *, known: set[str]) -> list[str] | Refusal:
    removed = []
    for index, field_id in enumerate(given):
        path = ["input", "removedFieldIds", str(index)]
        key = references.key_of(field_id, path, NodeKind.FIELD)
        if isinstance(key, Refusal):
            return key
        if key not in known:
            return references.not_found(field_id, path)
        removed.append(key)
    return removed


def _may_stand(
    viewer: Viewer,
    attributes: Mapping[str, Any],
    *,
    before: Row,
    has_system: bool,
    has_fields: bool,
) -> Refusal | None:
    """Refuse an entry that would be public without the right to publish or without what the law asks for."""
    after = {**before, **attributes}
    status = EntryStatus(after.get("status") or EntryStatus.DRAFT)
    was = EntryStatus(before.get("status") or EntryStatus.DRAFT)
    if status not in (was, EntryStatus.DRAFT) and (
        refusal := refuse_without(viewer, Right.PUBLISH)
    ):
        return refusal
    if status is not EntryStatus.PUBLISHED:
        return None
    return publication.refuse_unfit(after, has_system=has_system, has_fields=has_fields)
