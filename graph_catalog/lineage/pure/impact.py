"""Who is hit when something changes: what a downstream walk reached, and who uses that. Pure."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, Self

from graph_catalog.lineage.pure.distances import Distances
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.visibility import Visibility


class AffectedNode(NamedTuple):
    """A thing that is hit, in how many hops of datasets, and through which of them."""

    key: str
    hops: int
    path: tuple[str, ...]
    """Keys of datasets, from the start's own to the last before the thing, or itself."""


class Notice(NamedTuple):
    """Somebody to tell: a role, its unit (None of the district's big-data centre), and the position that has it."""

    role: Role
    unit: str | None
    position: str | None
    affected: AffectedNode | None
    """How the unit is hit."""


class Party(NamedTuple):
    """Who or what uses data: a service (`Usage`), a consumer, an agreement."""

    kind: NodeKind
    name: str | None
    is_hidden: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Parties:
    """Who uses the datasets and fields that a walk reached."""

    touched: tuple[tuple[str, str, bool], ...]
    """Key of a dataset or field, of a party that uses it, and whether the viewer may see the use that links them."""
    by_key: Mapping[str, Party]
    acting: tuple[tuple[str, str], ...]
    """Key of a consumer, and of the unit that it acts for."""
    units: Mapping[str, tuple[str | None, str | None]]
    """Name and security lead of each unit that has to do with it, by its key."""

    def name(self, key: str) -> str | None:
        """Return the name of a party or unit."""
        return self.by_key[key].name if key in self.by_key else self.units[key][0]

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Self:
        """Take the record of `lineage/questions/parties` in."""
        return cls(
            touched=tuple((thing, party, is_shown) for thing, party, is_shown in record["touched"]),
            by_key={
                key: Party(NodeKind(label), name, visibility == Visibility.HIDDEN.value)
                for key, label, name, visibility in record["parties"]
            },
            acting=tuple((consumer, unit) for consumer, unit in record["acting"]),
            units={key: (name, lead) for key, name, lead in record["concerned"]},
        )


@dataclasses.dataclass(frozen=True, slots=True)
class ImpactProjection:
    """All that is hit, by kind, the nearest first."""

    datasets: tuple[AffectedNode, ...]
    systems: tuple[AffectedNode, ...]
    units: tuple[AffectedNode, ...]
    services: tuple[AffectedNode, ...]
    consumers: tuple[AffectedNode, ...]
    agreements: tuple[AffectedNode, ...]
    notices: tuple[Notice, ...]
    hidden_parties: int


def impact(distances: Distances, shown: Collection[str], parties: Parties) -> ImpactProjection:
    """Return who is hit, of a walk measured at the level of datasets; what the start lies in is not, who uses it is.

    `shown` are the datasets within the depth that the answer is about: the nearest.
    """
    walk = distances.walk
    hops = {key: away for key, away in distances.hops().items() if key in shown}
    open_ = {key for key in hops if walk.places[key].visibility is not Visibility.HIDDEN}
    datasets = [
        AffectedNode(key, away, distances.path(key)) for key, away in hops.items() if away > 0
    ]
    open_datasets = [affected for affected in datasets if affected.key in open_]
    systems = {key: system for key in open_ if (system := walk.system_of(key)) is not None}
    users: dict[NodeKind, list[AffectedNode]] = {}
    hidden = set[str]()
    for thing, party, is_shown in parties.touched:
        dataset = distances.container(thing) if thing in walk.kinds else thing
        known = parties.by_key.get(party)
        if known is None or dataset not in hops:
            continue
        if known.is_hidden or not is_shown:
            hidden.add(party)
            continue
        affected = AffectedNode(party, hops[dataset], distances.path(dataset))
        users.setdefault(known.kind, []).append(affected)
    hidden -= {affected.key for all_affected in users.values() for affected in all_affected}
    consumers = _nearest(users.get(NodeKind.CONSUMER, ()))
    by_consumer = {affected.key: affected for affected in consumers}
    units = _nearest(
        [
            *(_in(affected, walk.units) for affected in open_datasets),
            *(
                by_consumer[consumer]._replace(key=unit)
                for consumer, unit in parties.acting
                if consumer in by_consumer
            ),
        ]
    )
    return ImpactProjection(
        datasets=_nearest(datasets),
        systems=_nearest(_in(affected, systems) for affected in open_datasets),
        units=units,
        services=_nearest(users.get(NodeKind.USAGE, ())),
        consumers=consumers,
        agreements=_nearest(users.get(NodeKind.AGREEMENT, ())),
        notices=tuple(_notices(units, parties.units)),
        hidden_parties=len(hidden),
    )


def _in(affected: AffectedNode, holders: Mapping[str, str]) -> AffectedNode | None:
    holder = holders.get(affected.key)
    return None if holder is None else affected._replace(key=holder)


def _nearest(all_affected: Iterable[AffectedNode | None]) -> tuple[AffectedNode, ...]:
    """Return each thing once, in the fewest hops, by hops and key."""
    nearest: dict[str, AffectedNode] = {}
    for affected in sorted(
        (affected for affected in all_affected if affected is not None),
        key=lambda affected: (affected.hops, affected.path, affected.key),
    ):
        nearest.setdefault(affected.key, affected)
    return tuple(sorted(nearest.values(), key=lambda affected: (affected.hops, affected.key)))


def _notices(
    units: Iterable[AffectedNode], described: Mapping[str, tuple[str | None, str | None]]
) -> Iterable[Notice]:
    """Yield whom to tell: who reports data of each unit, who answers for its security (Art. 25), and the centre (Art. 6, 18)."""
    all_affected = list(units)
    for affected in all_affected:
        yield Notice(Role.UNIT_OFFICER, affected.key, None, affected)
        _, position = described.get(affected.key, (None, None))
        if position is not None:
            yield Notice(Role.SECURITY_LEAD, affected.key, position, affected)
    if all_affected:
        yield Notice(Role.DATA_CENTER, None, None, None)
