"""What a catalog file speaks of: its units, systems and entries on record, found in bulk."""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from graph_catalog.catalog import organisation, record, references
from graph_catalog.catalog.change import Change
from graph_catalog.catalog.entry_placing import fresh_keys
from graph_catalog.catalog.import_identity import EntryOnRecord, Wanted
from graph_catalog.graph.engine import Row
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.rights import Owner

_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


@dataclasses.dataclass(frozen=True)
class NamedUnits:
    """Units by the name or credit code that the file uses; `unknown` are names of none."""

    keys: Mapping[str, str]
    owners: Mapping[str, Owner]
    """By key."""
    unknown: Sequence[str]
    ambiguous: Sequence[str]


async def units(change: Change, named: Iterable[str]) -> NamedUnits:
    """Find units by name, or by credit code where it looks like one."""
    wanted = sorted(set(named))
    codes = [record.live_code(NodeKind.UNIT, name) for name in wanted if is_credit_code(name)]
    found = (await change.run("importing/units", names=wanted, codes=codes))["units"]
    keys: dict[str, list[str]] = {}
    for unit in found:
        for name in {unit["name"], unit.get("credit_code")} & set(wanted):
            keys.setdefault(name, []).append(unit["key"])
    return NamedUnits(
        keys={name: of[0] for name, of in keys.items() if len(of) == 1},
        owners={unit["key"]: references.owner(unit) for unit in found},
        unknown=[name for name in wanted if name not in keys],
        ambiguous=[name for name in wanted if len(keys.get(name, ())) > 1],
    )


def is_credit_code(name: str) -> bool:
    """Whether a text is a 统一社会信用代码 by its form (GB 32100) rather than a name."""
    return _CREDIT_CODE.fullmatch(name) is not None


async def mint_units(change: Change, names: Sequence[str]) -> dict[str, str]:
    """Return keys for units that are not on record, by name."""
    minted = await fresh_keys(change, NodeKind.UNIT, [(name,) for name in names])
    return dict(zip(names, minted, strict=True))


async def register_units(change: Change, named: Mapping[str, str]) -> None:
    """Put units on record of which only name and key are known."""
    new = [record.NewEntity(NodeKind.UNIT, key, {"name": name}) for name, key in named.items()]
    await record.register(change, new)


@dataclasses.dataclass(frozen=True)
class NamedSystems:
    """Systems by unit and name, and how many of them were put on record for it."""

    keys: Mapping[tuple[str, str], str]
    registered: int
    revived: int
    foreign: Mapping[tuple[str, str], Owner]
    """Who operates those that the unit has handed over to another since."""


async def systems(change: Change, named: Iterable[tuple[str, str]]) -> NamedSystems:
    """Find systems by the unit that operates them and name; put on record what there is not."""
    wanted = sorted(set(named))
    by_unit: dict[str, list[str]] = {}
    for unit, name in wanted:
        by_unit.setdefault(unit, []).append(name)
    rows = [{"unit": unit, "names": names} for unit, names in by_unit.items()]
    keys: dict[tuple[str, str], str] = {}
    foreign: dict[tuple[str, str], Owner] = {}
    retired = []
    for unit, name, key, operator in (await change.run("importing/systems", rows=rows))["systems"]:
        if (unit, name) not in keys:
            keys[unit, name] = key
            if operator is None:
                retired.append(organisation.operates(unit, key))
            elif operator["key"] != unit:
                foreign[unit, name] = references.owner(operator)
    new = [home for home in wanted if home not in keys]
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
    return NamedSystems(keys | dict(zip(new, minted, strict=True)), len(new), len(back), foreign)


async def entries(change: Change, wanted: Wanted) -> list[EntryOnRecord]:
    """Find the entries that those of the file may mean, by code, or by unit and name.

    What is off record is found as well: it comes back under its old key.
    """
    by_unit: dict[str, list[str]] = {}
    for unit, entry in wanted:
        by_unit.setdefault(unit, []).append(entry.name)
    rows = [{"unit": unit, "names": names} for unit, names in sorted(by_unit.items())]
    codes = [record.live_code(NodeKind.DATASET, entry.code) for _, entry in wanted if entry.code]
    answer = await change.run("importing/entries", rows=rows, codes=codes)
    return [_on_record(row) for row in answer["entries"]]


def _on_record(row: Row) -> EntryOnRecord:
    provider = row["provider"]
    return EntryOnRecord(
        described=row["described"],
        providers=row["providers"],
        owner=None if provider is None else references.owner(provider),
        system=row["system"],
    )
