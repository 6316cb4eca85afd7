"""What a catalog file speaks of: its units, systems and entries on record, found in bulk."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph_catalog.catalog import organisation, record, references
from graph_catalog.catalog.change import Change
from graph_catalog.catalog.entry_placing import fresh_keys
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model import credit_code, wording
from graph_catalog.model.catalog_sheet import Problems, SheetEntry
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.rights import Owner

_CALLED: Final = ("name", "credit_code")


@dataclasses.dataclass(frozen=True)
class NamedUnits:
    """Units by the name or credit code that the file uses; `unknown` are names of none."""

    keys: Mapping[str, str]
    owners: Mapping[str, Owner]
    """By key."""
    unknown: Sequence[str]
    ambiguous: Sequence[str]
    former: Mapping[str, str]
    """Names that units bore before and none bears now, with what the unit is called today."""


async def units(change: Change, named: Iterable[str]) -> NamedUnits:
    """Find units by name or by credit code, however they are written, else by a name that they bore before."""
    wanted = sorted(set(named))
    folded = {name: wording.folded(name) for name in wanted}
    codes = [record.live_code(NodeKind.UNIT, name) for name in wanted if is_credit_code(name)]
    names = sorted(set(folded.values()))
    found = (await change.run("importing/units", names=names, codes=codes))["units"]
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
    )


def is_credit_code(name: str) -> bool:
    """Whether a text is a 统一社会信用代码 by its form (GB 32100) rather than a name."""
    return credit_code.looks_like_one(name)


async def register_units(change: Change, names: Sequence[str]) -> dict[str, str]:
    """Put units on record of which only the name is known; return their keys by name, however it is written."""
    first = {wording.folded(name): name for name in reversed(names)}
    minted = await fresh_keys(change, NodeKind.UNIT, [(name,) for name in first.values()])
    new = [
        record.NewEntity(NodeKind.UNIT, key, {"name": name})
        for name, key in zip(first.values(), minted, strict=True)
    ]
    await record.register(change, new)
    keys = dict(zip(first, minted, strict=True))
    return {name: keys[wording.folded(name)] for name in names}


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
    homes = {(unit, name): (unit, wording.folded(name)) for unit, name in wanted}
    by_unit: dict[str, list[str]] = {}
    for unit, name in homes.values():
        by_unit.setdefault(unit, []).append(name)
    rows = [{"unit": unit, "names": names} for unit, names in by_unit.items()]
    keys: dict[tuple[str, str], str] = {}
    operators: dict[tuple[str, str], Owner] = {}
    retired = []
    for unit, name, key, operator in (await change.run("importing/systems", rows=rows))["systems"]:
        home = unit, wording.folded(name)
        if home not in keys:
            keys[home] = key
            if operator is None:
                retired.append(organisation.operates(unit, key))
            elif operator["key"] != unit:
                operators[home] = references.owner(operator)
    # Of two ways to write one name the first in order is put on record.
    new = list(
        {folded: home for home, folded in reversed(homes.items()) if folded not in keys}.values()
    )
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
    keys |= {homes[home]: key for home, key in zip(new, minted, strict=True)}
    return NamedSystems(
        {home: keys[folded] for home, folded in homes.items()},
        len(new),
        len(back),
        {home: operators[folded] for home, folded in homes.items() if folded in operators},
    )


@dataclasses.dataclass(frozen=True)
class EntryOnRecord:
    """An entry as it stands, with its provider and system now; None where it has none."""

    described: Row
    providers: Sequence[str]
    provider: str | None
    system: str | None


async def entries(
    change: Change, wanted: Sequence[tuple[str, SheetEntry]], problems: Problems
) -> list[EntryOnRecord | None]:
    """Find the entries that those of the file mean, by code, else by unit and name.

    What is off record is found as well: it comes back under its old key.
    """
    by_unit: dict[str, list[str]] = {}
    for unit, entry in wanted:
        by_unit.setdefault(unit, []).append(wording.folded(entry.name))
    rows = [{"unit": unit, "names": names} for unit, names in sorted(by_unit.items())]
    codes = [record.live_code(NodeKind.DATASET, entry.code) for _, entry in wanted if entry.code]
    answer = await change.run("importing/entries", rows=rows, codes=codes)
    return _match(wanted, [EntryOnRecord(**row) for row in answer["entries"]], problems)


def _match(
    wanted: Sequence[tuple[str, SheetEntry]], known: Sequence[EntryOnRecord], problems: Problems
) -> list[EntryOnRecord | None]:
    by_code = {
        wording.folded(entry.described["code"]): entry
        for entry in known
        if entry.described.get("code")
    }
    matched = [
        by_code.get(wording.folded(entry.code)) if entry.code else None for _, entry in wanted
    ]
    claimed = {found.described["key"] for found in matched if found is not None}
    by_name: dict[tuple[str, str], list[EntryOnRecord]] = {}
    for on_record in sorted(known, key=lambda entry: entry.provider is None):
        if on_record.described["key"] not in claimed:
            for unit in on_record.providers:
                name = wording.folded(on_record.described["name"])
                by_name.setdefault((unit, name), []).append(on_record)
    for index, (unit, entry) in enumerate(wanted):
        if matched[index] is None:
            matched[index] = _by_name(
                entry, by_name.get((unit, wording.folded(entry.name)), []), unit, problems
            )
    return matched


def _by_name(
    entry: SheetEntry, candidates: Sequence[EntryOnRecord], unit: str, problems: Problems
) -> EntryOnRecord | None:
    """Choose among entries of one name: the one the unit provides now, else one it provided."""
    own = [candidate for candidate in candidates if candidate.provider == unit]
    if len(own) > 1:
        codes = "、".join(str(candidate.described.get("code") or "-") for candidate in own)
        problems.add(
            entry.row,
            "目录代码",
            entry.code or "",
            say(
                zh=f"该单位已有 {len(own)} 个同名条目（代码 {codes}），请写明是哪一个。",
                en=f"The unit has {len(own)} entries of this name (codes {codes}); say which.",
            ),
        )
        return None
    off_record = [candidate for candidate in candidates if candidate.provider is None]
    return next(iter(own or off_record), None)
