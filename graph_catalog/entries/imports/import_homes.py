"""The units that a catalog file names: who provides each of its entries, and whether the importer may edit theirs."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Self

from graph_catalog.entries import lookalikes
from graph_catalog.entries.imports import import_refusals, import_targets
from graph_catalog.entries.imports.import_report import ImportOptions
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation, OwningUnit
from graph_catalog.model.catalog_sheet import CatalogSheet, Problems
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import permission
from graph_catalog.record.change import Change
from graph_catalog.record.permission import Need

_PROVIDER: Final = "提供单位"


@dataclasses.dataclass(frozen=True)
class Homes:
    """For each entry of a file the key of its provider; the providers by key; keys of those not on record yet by name."""

    keys: Sequence[str]
    owners: Mapping[str, OwningUnit]
    new: Mapping[str, str]
    former: Mapping[str, str]
    """Names in the file that units bore before, with what they are called today."""
    reused: Mapping[str, str]
    """Names in the file of units, that other ones bore before, with what these are called today."""

    @classmethod
    async def find(
        cls, change: Change, sheet: CatalogSheet, options: ImportOptions
    ) -> Self | Refusal:
        """Find the providers, whom the viewer may edit; those that are new have a key and are not on record yet."""
        named = [entry.provider or options.unit for entry in sheet.entries]
        problems = Problems()
        for entry, name in zip(sheet.entries, named, strict=True):
            if name is None and change.viewer.unit_key is None:
                nobody = import_refusals.no_provider(options.arguments)
                problems.add(entry.row, _PROVIDER, "", nobody)
        called = {name for name in (*named, options.unit) if name is not None}
        units = await import_targets.units(change, called)
        new: dict[str, str] = {}
        if options.create_units:
            names = [name for name in units.unknown if not import_targets.is_credit_code(name)]
            new = await import_targets.mint_units(change, [name for name in names if name in named])
        if new and not units.keys and await _are_units(change, sheet):
            first = sheet.entries[0]
            swapped = import_refusals.entries_are_units(first.name)
            problems.add(first.row, _PROVIDER, first.provider or "", swapped)
        keys = {**units.keys, **new}
        unknown = [name for name in units.unknown if name not in keys]
        wanted = {
            **dict.fromkeys(units.ambiguous, import_refusals.ambiguous()),
            **await _unknown(change, unknown, options),
        }
        if options.unit is not None and (why := wanted.get(options.unit)) is not None:
            return import_refusals.no_such_provider(options.unit, why, options.arguments)
        _refuse_unknown(sheet, named, wanted, problems)
        if problems.count:
            return import_refusals.refused(problems, sheet.source)
        owners = {**units.owners, **{key: OwningUnit(key, name) for name, key in new.items()}}
        for entry, name in zip(sheet.entries, named, strict=True):
            owner = owners.get(keys[name]) if name is not None else None
            if owner and (refusal := _may_import(change.viewer, owner)):
                cell = entry.row, _PROVIDER, entry.provider or ""
                return import_refusals.at_cell(refusal, cell, sheet.source)
        own = change.viewer.unit_key or ""
        owners.setdefault(own, OwningUnit(own))
        return cls(
            [own if name is None else keys[name] for name in named],
            owners,
            new,
            # Of the argument alone, where each row names its provider, there is nothing to tell.
            {name: now for name, now in units.former.items() if name in named},
            {name: now for name, now in units.reused.items() if name in named},
        )

    async def register(
        self, change: Change, units: Collection[str], counts: Counter[str]
    ) -> tuple[str, ...]:
        """Put those that are new on record, as far as something is written of them (keys); return what to look at."""
        new = {name: key for name, key in self.new.items() if key in units}
        doubts = await lookalikes.doubts(change, NodeKind.UNIT, new)
        counts["units_registered"] = await import_targets.register_units(change, new)
        return doubts


async def _are_units(change: Change, sheet: CatalogSheet) -> bool:
    """Tell whether each entry of a file is called as a unit on record: then its columns stand the other way round."""
    called = {entry.name for entry in sheet.entries}
    return (await import_targets.units(change, called)).keys.keys() >= called


def _may_import(viewer: Viewer, owner: OwningUnit) -> Refusal | None:
    needs = [
        Need(operation, (owner,))
        for operation in (Operation.IMPORT_CATALOG, Operation.REGISTER_ENTRY)
    ]
    return permission.refuse(viewer, needs)


async def _unknown(change: Change, names: Sequence[str], options: ImportOptions) -> dict[str, str]:
    """Return what to say of names of no unit, by name."""
    like = await lookalikes.units_like(change, names)
    return {
        name: import_refusals.unknown_unit(name, like.get(name, ()), options.arguments)
        for name in names
    }


def _refuse_unknown(
    sheet: CatalogSheet,
    named: Sequence[str | None],
    wanted: Mapping[str, str],
    problems: Problems,
) -> None:
    first = {
        name: entry.row
        for entry, name in reversed(list(zip(sheet.entries, named, strict=True)))
        if name is not None and name in wanted
    }
    for name, row in sorted(first.items(), key=lambda item: item[1]):
        problems.add(row, _PROVIDER, name, wanted[name])
