"""What a catalog file speaks of: its units, systems and entries on record, found in bulk."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph_catalog.entries import organisation
from graph_catalog.entries.entry_places import fresh_keys
from graph_catalog.entries.imports.import_identity import EntryOnRecord, Wanted
from graph_catalog.graph.engine import Row
from graph_catalog.identity.rights import OwningUnit
from graph_catalog.model import credit_code, wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import record, references
from graph_catalog.record.change import Change

_CALLED: Final = ("name", "credit_code")


@dataclasses.dataclass(frozen=True)
class NamedUnits:
    """Units by the name or credit code that the file uses; `unknown` are names of none."""

    keys: Mapping[str, str]
    owners: Mapping[str, OwningUnit]
    """By key."""
    unknown: Sequence[str]
    ambiguous: Sequence[str]
    former: Mapping[str, str]
    """Names that units bore before and none bears now, with what the unit is called today."""
    reused: Mapping[str, str]
    """Names of units that another one bore before, with what that is called today."""


async def units(change: Change, named: Iterable[str]) -> NamedUnits:
    """Find units by name or by credit code, however they are written, else by a name that they bore before."""
    wanted = sorted(set(named))
    folded = {name: wording.folded(name) for name in wanted}
    codes = [record.live_code(NodeKind.UNIT, name) for name in wanted if is_credit_code(name)]
    names = sorted(set(folded.values()))
    found = (await change.run("entries/units", names=names, codes=codes))["units"]
    called: dict[str, list[Row]] = {}
    before: dict[str, list[Row]] = {}
    for unit in found:
        for name in {wording.folded(unit[each]) for each in _CALLED if unit.get(each)}:
            called.setdefault(name, []).append(unit)
        for name in set(map(wording.folded, unit.get("former_names") or ())):
            before.setdefault(name, []).append(unit)
    meant = {name: called.get(of) or before.get(of, []) for name, of in folded.items()}
    keys = {name: [unit["key"] for unit in units] for name, units in meant.items() if units}
    return NamedUnits(
        keys={name: of[0] for name, of in keys.items() if len(of) == 1},
        owners={unit["key"]: references.owner(unit) for unit in found},
        unknown=[name for name in wanted if name not in keys],
        ambiguous=[name for name in wanted if len(keys.get(name, ())) > 1],
        former={
            name: units[0]["name"]
            for name, units in meant.items()
            if len(units) == 1 and folded[name] not in called
        },
        reused={
            name: other["name"]
            for name, of in folded.items()
            for other in before.get(of, ())
            if of in called and other not in called[of]
        },
    )


def is_credit_code(name: str) -> bool:
    """Whether a text is a 统一社会信用代码 by its form (GB 32100) rather than a name."""
    return credit_code.looks_like_one(name)


async def mint_units(change: Change, names: Sequence[str]) -> dict[str, str]:
    """Return keys for units that are not on record, by name; of one however it is written."""
    first = {wording.folded(name): name for name in reversed(names)}
    minted = await fresh_keys(change, NodeKind.UNIT, [(name,) for name in first.values()])
    keys = dict(zip(first, minted, strict=True))
    return {name: keys[wording.folded(name)] for name in names}


async def register_units(change: Change, named: Mapping[str, str]) -> int:
    """Put units on record of which only name and key are known; return how many."""
    names = {key: name for name, key in reversed([*named.items()])}
    new = [record.NewEntity(NodeKind.UNIT, key, {"name": name}) for key, name in names.items()]
    await record.register(change, new)
    return len(new)


@dataclasses.dataclass(frozen=True)
class NamedSystems:
    """Systems by unit and name, and how many of them were put on record for it."""

    keys: Mapping[tuple[str, str], str]
    registered: int
    revived: int
    foreign: Mapping[tuple[str, str], OwningUnit]
    """Who operates those that the unit has handed over to another since."""


async def systems(change: Change, named: Iterable[tuple[str, str]]) -> NamedSystems:
    """Find systems by the unit that operates them and name; put on record what there is not."""
    wanted = sorted(set(named))
    homes = {(unit, name): (unit, wording.folded(name)) for unit, name in wanted}
    by_unit: dict[str, list[str]] = {}
    for unit, name in homes.values():
        by_unit.setdefault(unit, []).append(name)
    rows = [{"unit": unit, "names": names} for unit, names in by_unit.items()]
    keys: dict[tuple[str, str], str] = {}
    operators: dict[tuple[str, str], OwningUnit] = {}
    retired = []
    for unit, name, key, operator in (await change.run("entries/systems", rows=rows))["systems"]:
        home = unit, wording.folded(name)
        if home not in keys:
            keys[home] = key
            if operator is None:
                retired.append(organisation.operates(unit, key))
            elif operator["key"] != unit:
                operators[home] = references.owner(operator)
    # Of two ways to write one name the first in order is put on record.
    first = {folded: home for home, folded in reversed(homes.items()) if folded not in keys}
    new = list(first.values())
    minted = await fresh_keys(change, NodeKind.SYSTEM, new)
    entities = [
        record.NewEntity(NodeKind.SYSTEM, key, {"name": name})
        for (_, name), key in zip(new, minted, strict=True)
    ]
    await record.register(change, entities)
    facts = [organisation.operates(unit, key) for (unit, _), key in zip(new, minted, strict=True)]
    await record.add_facts(change, facts)
    back = [dataclasses.replace(fact, valid_from=change.at) for fact in retired]
    await record.assert_facts(change, back)
    keys |= dict(zip(first, minted, strict=True))
    return NamedSystems(
        {home: keys[folded] for home, folded in homes.items()},
        len(new),
        len(back),
        {home: operators[folded] for home, folded in homes.items() if folded in operators},
    )


async def entries(change: Change, wanted: Wanted) -> list[EntryOnRecord]:
    """Find the entries that those of the file may mean, by code, or by unit and name.

    What is off record is found as well: it comes back under its old key.
    """
    by_unit: dict[str, list[str]] = {}
    for unit, entry in wanted:
        by_unit.setdefault(unit, []).append(wording.folded(entry.name))
    rows = [{"unit": unit, "names": names} for unit, names in sorted(by_unit.items())]
    codes = [record.live_code(NodeKind.DATASET, entry.code) for _, entry in wanted if entry.code]
    answer = await change.run("entries/entries", rows=rows, codes=codes)
    return [_on_record(row) for row in answer["entries"]]


def _on_record(row: Row) -> EntryOnRecord:
    provider = row["provider"]
    return EntryOnRecord(
        described=row["described"],
        providers=row["providers"],
        owner=None if provider is None else references.owner(provider),
        system=row["system"],
    )
