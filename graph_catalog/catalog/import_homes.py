"""The units that a catalog file names: who provides each of its entries, and whether the importer may edit theirs."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Self

from graph_catalog.auth import Viewer
from graph_catalog.catalog import import_refusals, import_targets, permission
from graph_catalog.catalog.change import Change
from graph_catalog.catalog.import_report import ImportOptions
from graph_catalog.catalog.import_targets import NamedUnits
from graph_catalog.catalog.permission import Need
from graph_catalog.model.catalog_sheet import CatalogSheet, Problems
from graph_catalog.model.refusals import Refusal
from graph_catalog.rights import Operation, Owner

_PROVIDER: Final = "提供单位"


@dataclasses.dataclass(frozen=True)
class Homes:
    """For each entry of a file the key of its provider; the providers by key; keys of those not on record yet by name."""

    keys: Sequence[str]
    owners: Mapping[str, Owner]
    new: Mapping[str, str]
    former: Mapping[str, str]
    """Names in the file that units bore before, with what they are called today."""

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
        units = await import_targets.units(change, {name for name in named if name is not None})
        new: dict[str, str] = {}
        if options.create_units:
            names = [name for name in units.unknown if not import_targets.is_credit_code(name)]
            new = await import_targets.mint_units(change, names)
        if new and not units.keys and await _are_units(change, sheet):
            first = sheet.entries[0]
            swapped = import_refusals.entries_are_units(first.name)
            problems.add(first.row, _PROVIDER, first.provider or "", swapped)
        keys = {**units.keys, **new}
        _refuse_unknown(sheet, options, named, units, keys, problems)
        if problems.count:
            return import_refusals.refused(problems, sheet.source)
        owners = {**units.owners, **{key: Owner(key, name) for name, key in new.items()}}
        for entry, name in zip(sheet.entries, named, strict=True):
            owner = owners.get(keys[name]) if name is not None else None
            if owner and (refusal := _may_import(change.viewer, owner)):
                cell = entry.row, _PROVIDER, entry.provider or ""
                return import_refusals.at_cell(refusal, cell, sheet.source)
        own = change.viewer.unit_key or ""
        owners.setdefault(own, Owner(own))
        return cls(
            [own if name is None else keys[name] for name in named], owners, new, units.former
        )

    async def register(self, change: Change, units: Collection[str], counts: Counter[str]) -> None:
        """Put those that are new on record, as far as something is written of them (keys)."""
        new = {name: key for name, key in self.new.items() if key in units}
        counts["units_registered"] = await import_targets.register_units(change, new)


async def _are_units(change: Change, sheet: CatalogSheet) -> bool:
    """Tell whether each entry of a file is called as a unit on record: then its columns stand the other way round."""
    called = {entry.name for entry in sheet.entries}
    return (await import_targets.units(change, called)).keys.keys() >= called


def _may_import(viewer: Viewer, owner: Owner) -> Refusal | None:
    needs = [
        Need(operation, (owner,))
        for operation in (Operation.IMPORT_CATALOG, Operation.REGISTER_ENTRY)
    ]
    return permission.refuse(viewer, needs)


def _refuse_unknown(
    sheet: CatalogSheet,
    options: ImportOptions,
    named: Sequence[str | None],
    units: NamedUnits,
    keys: Mapping[str, str],
    problems: Problems,
) -> None:
    first = {
        name: entry.row
        for entry, name in reversed(list(zip(sheet.entries, named, strict=True)))
        if name is not None and name not in keys
    }
    for name, row in sorted(first.items(), key=lambda item: item[1]):
        wanted = (
            import_refusals.ambiguous()
            if name in units.ambiguous
            else import_refusals.unknown_unit(name, options.arguments)
        )
        problems.add(row, _PROVIDER, name, wanted)
