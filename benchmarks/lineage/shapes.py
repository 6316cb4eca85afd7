"""Shapes that lineage is hard on, each with a unit and a system of its own, and what is asked of them."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from benchmarks import lattice
from benchmarks.lineage.question import Traced
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.lineage.pure.limits import MOST_NODES
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_END
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.change import Change, Intent, Outcome

SMALL: Final = 5
"""Wide and deep: small enough for who enumerates every path."""
DEPENDANTS: Final = 5000
_PER_DATASET: Final = 100
CHAIN: Final = 100
CYCLE: Final = 12
TAIL: Final = 3
_SINCE: Final = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
CHANGE: Final = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
"""When what a field was made from changed."""
BEFORE: Final = dt.datetime(2023, 7, 1, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Derived:
    """A field is made from another, from one instant to before another."""

    made: str
    before: str
    since: dt.datetime = _SINCE
    until: dt.datetime = OPEN_END


@dataclasses.dataclass(frozen=True)
class Shape:
    """Datasets with their numbers of fields, and derivations among these."""

    name: str
    sizes: Sequence[int]
    derivations: Sequence[Derived]

    def dataset(self, number: int) -> str:
        """Return the key of a dataset."""
        return dataset(self.name, number)


def dataset(shape: str, number: int) -> str:
    """Return the key of a shape's dataset."""
    return keys.mint(NodeKind.DATASET, "lineage", shape, str(number))


def field(shape: str, number: int, place: int = 0) -> str:
    """Return the key of a field of it."""
    return keys.mint(NodeKind.FIELD, dataset(shape, number), str(place))


def shapes() -> Iterator[Shape]:
    """Plan them all but the large lattice, which is `benchmarks.lattice`."""
    small = [
        Derived(field("small", layer, made), field("small", layer + 1, before))
        for layer, made, before in product(range(SMALL), range(SMALL), range(SMALL))
    ]
    yield Shape("small", [SMALL] * (SMALL + 1), small)
    dependants = [
        Derived(field("hub", 1 + number // _PER_DATASET, number % _PER_DATASET), field("hub", 0))
        for number in range(DEPENDANTS)
    ]
    yield Shape("hub", [1] + [_PER_DATASET] * (DEPENDANTS // _PER_DATASET), dependants)
    chain = [Derived(field("chain", n), field("chain", n + 1)) for n in range(CHAIN - 1)]
    yield Shape("chain", [1] * CHAIN, chain)
    line = [Derived(field("cycle", n), field("cycle", n + 1)) for n in range(CYCLE + TAIL - 1)]
    closing = Derived(field("cycle", CYCLE + TAIL - 1), field("cycle", TAIL))
    yield Shape("cycle", [1] * (CYCLE + TAIL), [*line, closing])
    changed = [
        Derived(field("change", 0), field("change", 1), until=CHANGE),
        Derived(field("change", 0), field("change", 2), since=CHANGE),
    ]
    yield Shape("change", [1] * 3, changed)


def questions() -> list[Traced]:
    """Return what is asked of each."""
    first, middle = lattice.field(0, 0), lattice.field(lattice.DEPTH // 2, 0)
    wide = f"lattice {lattice.WIDTH} × {lattice.DEPTH}"
    small, hub = field("small", 0), field("hub", 0)
    return [
        Traced(f"lattice {SMALL} × {SMALL}, first layer", small, depth=5),
        Traced(f"{wide}, first layer", first, depth=30),
        Traced(f"{wide}, middle layer", middle, direction="DOWNSTREAM", depth=30),
        Traced(f"{wide}, first layer", lattice.dataset(0), level="DATASET", depth=30),
        Traced(
            f"hub, {DEPENDANTS:,} dependants",
            hub,
            direction="DOWNSTREAM",
            depth=5,
            max_nodes=MOST_NODES,
        ),
        Traced(
            f"hub, {DEPENDANTS:,} dependants",
            dataset("hub", 0),
            direction="DOWNSTREAM",
            level="DATASET",
            depth=5,
        ),
        Traced(f"chain of {CHAIN}, its end", field("chain", 0), depth=30),
        Traced(f"cycle of {CYCLE} with a tail, its end", field("cycle", 0), depth=30),
        Traced("a change, today", field("change", 0), depth=5),
        Traced("a change, before it", field("change", 0), depth=5, as_of=BEFORE),
    ]


async def load(engine: Engine) -> None:
    """Put all shapes on record."""
    await lattice.load(engine)
    for shape in shapes():
        await _load(engine, shape)


async def _load(engine: Engine, shape: Shape) -> None:
    unit = keys.mint(NodeKind.UNIT, "lineage", shape.name)
    system = keys.mint(NodeKind.SYSTEM, "lineage", shape.name)
    entities = [
        record.NewEntity(NodeKind.UNIT, unit, {"name": f"血缘单位{shape.name}"}),
        record.NewEntity(NodeKind.SYSTEM, system, {"name": f"血缘系统{shape.name}"}),
    ]
    facts = [_held("OPERATES", unit, system)]
    made = {derived.made for derived in shape.derivations}
    for number, size in enumerate(shape.sizes):
        key = shape.dataset(number)
        described = {
            "name": f"血缘{shape.name}{number:03}",
            "code": f"LINEAGE-{shape.name}-{number:03}",
            "listing": "LISTED",
            "status": "PUBLISHED",
            "format": "DATABASE",
            "sharing_class": "UNCONDITIONAL",
        }
        entities.append(record.NewEntity(NodeKind.DATASET, key, described))
        facts += [_held("PROVIDES", unit, key), _held("HOLDS", system, key)]
        for place in range(size):
            of = field(shape.name, number, place)
            acquisition = "DERIVED" if of in made else "COLLECTED"
            said = {"name": f"字段{place}", "position": place + 1, "acquisition": acquisition}
            entities.append(record.NewEntity(NodeKind.FIELD, of, said))
            facts.append(_held("HAS_FIELD", key, of))
    facts += map(_fact, shape.derivations)

    async def work(change: Change) -> Outcome:
        await record.register(change, entities)
        await record.add_facts(change, facts)
        return Outcome("lineage")

    await audit_log.commit(engine, LOCAL, Intent("lineage"), work)


def _held(type_: str, start: str, end: str) -> record.Fact:
    return record.Fact(type_, start, end, f"{type_}|{end}", end)


def _fact(derived: Derived) -> record.Fact:
    slot = f"DERIVED_FROM|{derived.made}|{derived.before}|SQL"
    says = {"kind": "TRANSFORMATION", "source": "SQL", "asserted_by": "lineage"}
    return record.Fact(
        "DERIVED_FROM",
        derived.made,
        derived.before,
        slot,
        derived.made,
        derived.since,
        derived.until,
        says,
    )
