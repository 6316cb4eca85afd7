"""Which datasets tools speak of: by the names they had so far, by the rules, else new and unregistered (design §3)."""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_catalog.language import say
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    Loss,
    NameResolver,
    Observation,
    SeenDataset,
)
from graph_catalog.lineage.recording import placement
from graph_catalog.lineage.recording.authority import NOBODY, Authority, Owner
from graph_catalog.lineage.recording.judging import (
    Names,
    Permitted,
    is_heard,
    judge,
    named_datasets,
)
from graph_catalog.lineage.recording.placement import Placed, Rules
from graph_catalog.model.enums.entries import EntryStatus, Listing
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys, record
from graph_catalog.record.change import Change


@dataclasses.dataclass(frozen=True)
class Dropped:
    """That a dataset ceased to be, by a sighting (its place among those permitted)."""

    dataset: str
    observation: int


@dataclasses.dataclass
class Naming:
    """What all names of some sightings mean, what of that is new, and what of the sightings may be told."""

    rules: Rules
    meant: dict[DatasetName, str | None] = dataclasses.field(default_factory=dict)
    """Key of the dataset by name, as after all sightings."""
    before: dict[DatasetName, str] = dataclasses.field(default_factory=dict)
    """The same as before them."""
    owners: dict[str, Owner] = dataclasses.field(default_factory=dict)
    """Whose each dataset is, by key."""
    heard: list[Observation] = dataclasses.field(default_factory=list)
    """Those that the teller may tell of; how much of each is recorded depends on what is there, and is not counted."""
    permitted: list[Permitted] = dataclasses.field(default_factory=list)
    """What may be told of the sightings."""
    by_observation: list[dict[DatasetName, str]] = dataclasses.field(default_factory=list)
    """What the names in each of them mean, as they were meant at that point: a rename may lie between two."""
    named: set[DatasetName] = dataclasses.field(default_factory=set)
    """Names whose meaning is to be kept."""
    own: set[str] = dataclasses.field(default_factory=set)
    """Keys of datasets that are the teller's own."""
    describable: set[str] = dataclasses.field(default_factory=set)
    """Keys of datasets of which the teller may say what columns they have."""
    new: dict[str, SeenDataset] = dataclasses.field(default_factory=dict)
    """Datasets to be registered, by key."""
    placed: dict[str, Placed] = dataclasses.field(default_factory=dict)
    """Where a new dataset belongs, by its key."""
    renamed: dict[str, str] = dataclasses.field(default_factory=dict)
    """What unregistered datasets are called now, by key."""
    dropped: list[Dropped] = dataclasses.field(default_factory=list)
    losses: list[Loss] = dataclasses.field(default_factory=list)

    def owner_of(self, name: DatasetName) -> Owner:
        """Return whose the dataset is that a name means now, else whose the name is by the rules."""
        key = self.meant.get(name)
        owner = None if key is None else self.owners.get(key)
        return self.rules.owner(name) if owner is NOBODY else owner

    def is_known(self, name: DatasetName) -> bool:
        """Whether a name means a dataset."""
        return self.meant.get(name) is not None


def key_of(name: DatasetName) -> str:
    """Return the key under which the store knows a name, however long it is."""
    return hashlib.sha256(f"{name.namespace}\x1f{name.name}".encode()).hexdigest()


async def find(change: Change, observations: Sequence[Observation], place: NameResolver) -> Naming:
    """Find out which datasets the sightings speak of, in their order, and what of it may be told; nothing is written yet."""
    authority = Authority(change.viewer)
    names = sorted({name for observation in observations for name in _names(observation)})
    by_key = {key_of(name): name for name in names}
    rows = (await change.run("lineage/recording/named", keys=sorted(by_key)))["named"]
    before = {by_key[row["name"]]: row["dataset"] for row in rows}
    owners = {row["dataset"]: row["owner"] for row in rows}
    freed = {dataset.renamed_from for each in observations for dataset in named_datasets(each)}
    unknown = [name for name in names if name not in before or name in freed]
    open_names = unknown if authority.reports_everything else _unowned(names, before, owners)
    jobs = [observation.job for observation in observations if observation.job is not None]
    rules = await placement.look_up(change, place, {*unknown, *open_names}, jobs)
    naming = Naming(rules, meant=dict(before), before=before, owners=owners)
    _place_by_rule(naming)
    free = await _free_keys(
        change, [name for name in unknown if name not in naming.meant or name in freed]
    )
    for observation in observations:
        ruled = rules.job_owner(observation.job)
        if is_heard(authority, observation, ruled):
            naming.heard.append(observation)
        permitted = judge(
            authority,
            observation,
            Names(naming.owner_of, naming.is_known),
            ruled,
            naming.losses,
        )
        if permitted is not None:
            _take(naming, permitted, free)
    if change.viewer.sees_all:
        for key, placed in naming.placed.items():
            naming.losses += placed.losses(naming.new[key].name)
    return naming


def _unowned(
    names: Iterable[DatasetName],
    before: Mapping[DatasetName, str],
    owners: Mapping[str, Owner],
) -> list[DatasetName]:
    """Return the names of which the record does not say whose they are."""
    return [name for name in names if name not in before or owners[before[name]] is NOBODY]


def _take(naming: Naming, permitted: Permitted, free: Mapping[DatasetName, str]) -> None:
    """Let the names of a sighting mean what they may be told to mean."""
    meant: dict[DatasetName, str] = {}
    for dataset in named_datasets(permitted.observation):
        if dataset.lifecycle is Lifecycle.RENAME:
            _rename(naming, dataset)
        meant[dataset.name] = key = _resolve(naming, dataset, free)
        if dataset.name in permitted.own:
            naming.own.add(key)
        if dataset.name in permitted.describable:
            naming.describable.add(key)
            naming.named |= {dataset.name, *dataset.aliases}
        if dataset.lifecycle is Lifecycle.DROP:
            naming.dropped.append(Dropped(key, len(naming.permitted)))
    naming.permitted.append(permitted)
    naming.by_observation.append(meant)


async def keep(change: Change, naming: Naming) -> None:
    """Write down which names mean what, as far as that is new."""
    rows = [
        {"key": key_of(name), "namespace": name.namespace, "name": name.name, "dataset": key}
        for name, key in sorted(naming.meant.items())
        if name in naming.named and naming.before.get(name) != key
    ]
    if rows:
        await change.run("lineage/recording/call", rows=rows)


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


def _names(observation: Observation) -> Iterator[DatasetName]:
    for dataset in named_datasets(observation):
        yield from (dataset.name, *dataset.aliases)
        if dataset.renamed_from is not None:
            yield dataset.renamed_from


def _place_by_rule(naming: Naming) -> None:
    """Let names mean the entries that the rules give them."""
    for name, placed in sorted(naming.rules.names.items(), key=lambda each: each[0]):
        if placed.entry is not None and name not in naming.meant:
            naming.meant[name] = placed.entry
            naming.owners[placed.entry] = placed.owner


def _resolve(naming: Naming, dataset: SeenDataset, free: Mapping[DatasetName, str]) -> str:
    """Return the dataset that any of the names means, else a new one; all names mean it then."""
    names = (dataset.name, *dataset.aliases)
    known = (naming.meant.get(name) for name in names)
    key = next((key for key in known if key is not None), None)
    if key is None:
        key = free[dataset.name]
        naming.owners[key] = naming.owner_of(dataset.name)
        naming.new[key] = dataset
    if key in naming.new:
        naming.new[key] = _fuller(naming.new[key], dataset)
        ruled = naming.rules.names
        if placed := next((ruled[name] for name in names if name in ruled), None):
            naming.placed.setdefault(key, placed)
    for name in names:
        if naming.meant.get(name) is None:
            naming.meant[name] = key
    return key


def _fuller(known: SeenDataset, dataset: SeenDataset) -> SeenDataset:
    """Return the one that says more of itself, under the name that came first."""
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
    if naming.meant.get(dataset.name) not in {None, key}:
        naming.losses.append(
            Loss(
                f"{dataset.name.namespace} {dataset.name.name}",
                say(zh="改名", en="a rename"),
                say(
                    zh=f"该名称此前属于另一张表，从此改指由“{old.name}”改名而来的表；原表的血缘保留。",
                    en=f"the name was another table's; from now on it means what was called {old.name}. "
                    "What was recorded of the other stays.",
                ),
            )
        )
    naming.meant[dataset.name] = key
    naming.meant[old] = None
    naming.named |= {dataset.name, old}
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
    """Return which systems hold the new datasets, and whose they are."""
    facts = []
    for key, placed in sorted(naming.placed.items()):
        if placed.system is not None:
            facts.append(record.Fact("HOLDS", placed.system, key, f"HOLDS|{key}", key))
        if placed.unit is not None:
            facts.append(record.Fact("PROVIDES", placed.unit, key, f"PROVIDES|{key}", key))
    return facts
