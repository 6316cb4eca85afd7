"""Which datasets tools speak of: by the names they had so far, by the rules, else new and unregistered (design §3)."""

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from graph_catalog.catalog import keys, record
from graph_catalog.catalog.audit_log import Change
from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.lineage.sightings import (
    DatasetName,
    Lifecycle,
    Loss,
    Placer,
    Placing,
    SeenDataset,
    Sighting,
)
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.nodes import NodeKind


@dataclasses.dataclass(frozen=True)
class Dropped:
    """That a dataset ceased to be, by a sighting (its place among those told)."""

    dataset: str
    sighting: int


@dataclasses.dataclass
class Naming:
    """What all names of some sightings mean, and what of that is new."""

    meant: dict[DatasetName, str | None] = dataclasses.field(default_factory=dict)
    """Key of the dataset by name, as after all sightings."""
    before: dict[DatasetName, str] = dataclasses.field(default_factory=dict)
    """The same as before them."""
    by_sighting: list[dict[DatasetName, str]] = dataclasses.field(default_factory=list)
    """The same for the names in each sighting, as they were meant at that point: a rename may lie between two."""
    new: dict[str, SeenDataset] = dataclasses.field(default_factory=dict)
    """Datasets to be registered, by key."""
    systems: dict[str, Row] = dataclasses.field(default_factory=dict)
    """The system that holds a new dataset, by its key."""
    renamed: dict[str, str] = dataclasses.field(default_factory=dict)
    """What unregistered datasets are called now, by key."""
    dropped: list[Dropped] = dataclasses.field(default_factory=list)
    losses: list[Loss] = dataclasses.field(default_factory=list)


def key_of(name: DatasetName) -> str:
    """Return the key under which the store knows a name, however long it is."""
    return hashlib.sha256(f"{name.namespace}\x1f{name.name}".encode()).hexdigest()


async def find(change: Change, sightings: Sequence[Sighting], place: Placer) -> Naming:
    """Find out which datasets the sightings speak of, in their order; nothing is written yet."""
    naming = Naming()
    names = sorted({name for sighting in sightings for name in _names(sighting)})
    by_key = {key_of(name): name for name in names}
    known = (await change.run("sighting/named", keys=sorted(by_key)))["named"]
    naming.before = {by_key[row["name"]]: row["dataset"] for row in known}
    naming.meant = dict(naming.before)
    rules = {
        name: placing
        for name in names
        if name not in naming.meant and (placing := place(name)) is not None
    }
    await _place_by_rule(change, naming, rules)
    freed = {dataset.renamed_from for each in sightings for dataset in told(each)}
    unknown = [name for name in names if name not in naming.meant or name in freed]
    free = await _free_keys(change, unknown)
    systems = await _systems(change, {rule.system for rule in rules.values() if rule.system})
    for number, sighting in enumerate(sightings):
        meant: dict[DatasetName, str] = {}
        for dataset in told(sighting):
            if dataset.lifecycle is Lifecycle.RENAME:
                _rename(naming, dataset)
            key = _resolve(naming, dataset, free)
            meant[dataset.name] = key
            if key in naming.new and (rule := _first(rules, dataset)) and rule.system:
                _hold(naming, key, rule.system, systems)
            if dataset.lifecycle is Lifecycle.DROP:
                naming.dropped.append(Dropped(key, number))
        naming.by_sighting.append(meant)
    return naming


def told(sighting: Sighting) -> Iterator[SeenDataset]:
    """Yield every dataset that a sighting names, those that only its edges name at the end."""
    yield from sighting.inputs
    yield from sighting.outputs
    named = {dataset.name for dataset in (*sighting.inputs, *sighting.outputs)}
    sources = {edge.source for output in sighting.outputs for edge in output.edges or ()}
    yield from (SeenDataset(name) for name in sorted(sources - named))


async def keep(change: Change, naming: Naming) -> None:
    """Write down which names mean what, as far as that is new."""
    rows = [
        {"key": key_of(name), "namespace": name.namespace, "name": name.name, "dataset": key}
        for name, key in sorted(naming.meant.items())
        if naming.before.get(name) != key
    ]
    if rows:
        await change.run("sighting/call", rows=rows)


async def rename(change: Change, naming: Naming) -> int:
    """Call unregistered tables by their new names; an entry keeps the name that its unit gave it."""
    described = await record.current(change, naming.renamed)
    called = {
        key: {"name": name}
        for key, name in sorted(naming.renamed.items())
        if described[key]["listing"] == Listing.UNLISTED.value and described[key]["name"] != name
    }
    await record.revise(change, NodeKind.DATASET, called)
    return len(called)


def _names(sighting: Sighting) -> Iterator[DatasetName]:
    for dataset in told(sighting):
        yield from (dataset.name, *dataset.aliases)
        if dataset.renamed_from is not None:
            yield dataset.renamed_from


async def _place_by_rule(
    change: Change, naming: Naming, rules: Mapping[DatasetName, Placing]
) -> None:
    """Let names mean the entries that the rules give them."""
    codes = {rule.code for rule in rules.values() if rule.code}
    entries = await record.by_code(change, NodeKind.DATASET, codes) if codes else {}
    for name, rule in sorted(rules.items()):
        if rule.code in entries:
            naming.meant[name] = entries[rule.code]["key"]
        elif rule.code:
            naming.losses.append(
                Loss(
                    f"{name.namespace} {name.name}",
                    say(zh=f"目录代码 {rule.code}", en=f"the code {rule.code}"),
                    say(
                        zh="映射规则中的目录代码不在目录中,按未编目表登记。请核对规则文件。",
                        en="the rule file gives a code that no entry has; recorded as an unregistered table. "
                        "Check the rule file.",
                    ),
                )
            )


def _resolve(naming: Naming, dataset: SeenDataset, free: Mapping[DatasetName, str]) -> str:
    """Return the dataset that any of the names means, else a new one; all names mean it then."""
    names = (dataset.name, *dataset.aliases)
    known = (naming.meant.get(name) for name in names)
    key = next((key for key in known if key is not None), None)
    if key is None:
        key = free[dataset.name]
    if key in naming.new or all(naming.meant.get(name) is None for name in names):
        naming.new[key] = _fuller(naming.new.get(key), dataset)
    for name in names:
        if naming.meant.get(name) is None:
            naming.meant[name] = key
    return key


def _fuller(known: SeenDataset | None, dataset: SeenDataset) -> SeenDataset:
    """Return the one that says more of itself, under the name that came first."""
    if known is None:
        return dataset
    return dataclasses.replace(
        known,
        description=known.description or dataset.description,
        owners=known.owners or dataset.owners,
    )


def _rename(naming: Naming, dataset: SeenDataset) -> None:
    """Let the new name mean what the old one meant; the old one is free again, and nothing is followed in circles."""
    old = dataset.renamed_from
    if old is None or old == dataset.name:
        return
    key = naming.meant.get(old)
    if key is None:
        return
    if (there := naming.meant.get(dataset.name)) not in {None, key}:
        naming.losses.append(
            Loss(
                f"{dataset.name.namespace} {dataset.name.name}",
                say(zh="改名", en="a rename"),
                say(
                    zh=f"该名称此前属于另一张表({there}),从此改指由“{old.name}”改名而来的表;原表的血缘保留。",
                    en=f"the name was another table's ({there}); from now on it means what was called {old.name}. "
                    "What was recorded of the other stays.",
                ),
            )
        )
    naming.meant[dataset.name] = key
    naming.meant[old] = None
    naming.renamed[key] = dataset.name.name


async def _free_keys(change: Change, names: Iterable[DatasetName]) -> dict[DatasetName, str]:
    """Mint keys for datasets that nothing on record has; a name that was freed by a rename had one before."""
    free: dict[DatasetName, str] = {}
    waiting, ordinal = list(names), 0
    while waiting:
        minted = {
            name: keys.mint(
                NodeKind.DATASET, "openlineage", name.namespace, name.name, ordinal=ordinal
            )
            for name in waiting
        }
        taken = await record.current(change, minted.values())
        free |= {name: key for name, key in minted.items() if key not in taken}
        waiting = [name for name in waiting if name not in free]
        ordinal += 1
    return free


async def _systems(change: Change, words: Collection[str]) -> dict[str, Row]:
    if not words:
        return {}
    rows = (await change.run("sighting/systems", names=sorted(words)))["systems"]
    return {row["name"]: row for row in rows}


def _first(rules: Mapping[DatasetName, Placing], dataset: SeenDataset) -> Placing | None:
    return next((rules[name] for name in (dataset.name, *dataset.aliases) if name in rules), None)


def _hold(naming: Naming, key: str, word: str, systems: Mapping[str, Row]) -> None:
    if word in systems:
        naming.systems[key] = systems[word]
        return
    loss = Loss(
        word,
        say(zh="信息系统", en="a system"),
        say(
            zh="映射规则中的信息系统不在目录中,其表按系统不明登记。请先登记系统,或核对规则文件。",
            en="the rule file names a system that is not on record; its tables are of no known system. "
            "Register the system, or check the rule file.",
        ),
    )
    if loss not in naming.losses:
        naming.losses.append(loss)


def new_datasets(naming: Naming) -> list[record.NewEntity]:
    """Return the unregistered datasets to be put on record."""
    return [
        record.NewEntity(
            NodeKind.DATASET,
            key,
            {
                "name": seen.name.name,
                "namespace": seen.name.namespace,
                "description": seen.description,
                "listing": Listing.UNLISTED,
                "status": EntryStatus.DRAFT,
            },
        )
        for key, seen in sorted(naming.new.items())
    ]


def placed_facts(naming: Naming) -> list[record.Fact]:
    """Return which systems hold the new datasets, and whose they are by that."""
    facts = []
    for key, row in sorted(naming.systems.items()):
        facts.append(record.Fact("HOLDS", row["system"], key, f"HOLDS|{key}", key))
        if row["operator"] is not None:
            facts.append(record.Fact("PROVIDES", row["operator"], key, f"PROVIDES|{key}", key))
    return facts
