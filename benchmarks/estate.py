"""Estates of any size, loaded fast.

What `planned_estate` plans is loaded through `record.record`, a few thousand rows a transaction, with its alignments;
every load is a few revisions.

    python -m benchmarks.estate --fields 100000 --data DIR
"""

import argparse
import asyncio
import datetime as dt
import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.planned_estate import PlannedDataset, Scale, datasets, derivations
from graph_catalog.alignment import alignment, elements
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.opening import open_engine
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.change import Change, Intent, Outcome
from graph_catalog.settings import Settings

T = TypeVar("T")
_BATCH: Final = 10_000
_SINCE: Final = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)


async def load(
    engine: Engine, scale: Scale, more: Sequence[PlannedDataset] = ()
) -> dict[str, float]:
    """Load an estate, and `more` datasets with it; return the seconds of each stage."""
    loader = _Loader(engine, scale, [*datasets(scale), *more])
    seconds: dict[str, float] = {}
    for stage in (
        loader.estate,
        loader.datasets,
        loader.fields,
        loader.alignments,
        loader.derivations,
    ):
        began = time.perf_counter()
        await stage()
        seconds[stage.__name__] = time.perf_counter() - began
    return seconds


class _Loader:
    """The load of one estate, stage by stage."""

    def __init__(self, engine: Engine, scale: Scale, planned: Sequence[PlannedDataset]) -> None:
        self._engine = engine
        self._scale = scale
        self._planned = planned
        self._units = [
            keys.mint(NodeKind.UNIT, "estate", str(number)) for number in range(scale.units)
        ]
        self._systems = [
            keys.mint(NodeKind.SYSTEM, "estate", str(number)) for number in range(scale.systems)
        ]

    async def estate(self) -> None:
        units = [
            record.NewEntity(NodeKind.UNIT, key, {"name": f"单位{number:04}"})
            for number, key in enumerate(self._units)
        ]
        systems = [
            record.NewEntity(NodeKind.SYSTEM, key, {"name": f"系统{number:05}"})
            for number, key in enumerate(self._systems)
        ]
        operated = [
            _fact("OPERATES", self._units[number % len(self._units)], key, key)
            for number, key in enumerate(self._systems)
        ]
        await self._write([*units, *systems], operated)

    async def datasets(self) -> None:
        chance = random.Random(self._scale.seed + 2)  # noqa: S311
        classes = ("UNCONDITIONAL", "CONDITIONAL", "CONDITIONAL", "NOT_SHARED")
        entities = [
            record.NewEntity(
                NodeKind.DATASET,
                dataset.key,
                {
                    "name": dataset.name,
                    "code": dataset.key[:8],
                    "listing": "LISTED",
                    "status": "PUBLISHED" if chance.random() < 0.9 else "DRAFT",
                    "format": "DATABASE",
                    "sharing_class": chance.choice(classes),
                },
            )
            for dataset in self._planned
        ]
        facts = [
            fact
            for dataset in self._planned
            for fact in (
                _fact("PROVIDES", self._units[dataset.unit], dataset.key, dataset.key),
                _fact("HOLDS", self._systems[dataset.system], dataset.key, dataset.key),
            )
        ]
        await self._write(entities, facts)

    async def fields(self) -> None:
        entities = [
            record.NewEntity(
                NodeKind.FIELD,
                key,
                {
                    "name": name,
                    "position": place,
                    "acquisition": "COLLECTED" if place % 3 else "SHARED",
                },
            )
            for dataset in self._planned
            for place, (key, name) in enumerate(dataset.fields, 1)
        ]
        facts = [
            _fact("HAS_FIELD", dataset.key, key, key)
            for dataset in self._planned
            for key, _ in dataset.fields
        ]
        await self._write(entities, facts)

    async def alignments(self) -> None:
        read: dict[tuple[str, str], alignment.FieldReading] = {}
        facts: list[record.Fact] = []
        for dataset in self._planned:
            subject = dataset.name[:-6]
            for key, name in dataset.fields:
                found = read.get((name, subject))
                if found is None:
                    described = Descriptor(name, dataset_name=subject)
                    found = read[name, subject] = alignment.FieldReading.of(described)
                datum, slot = found.datum_key, f"DENOTES|{key}"
                facts.append(
                    record.Fact("DENOTES", key, datum, slot, key, attributes=found.attributes())
                )
        alignments = [found.alignment for found in read.values()]

        async def work(change: Change) -> Outcome:
            await elements.put_on_record(change, alignments)
            return Outcome("estate")

        await audit_log.commit(self._engine, LOCAL, Intent("estate"), work)
        await self._write([], facts)

    async def derivations(self) -> None:
        says = {"kind": "TRANSFORMATION", "source": "SQL", "asserted_by": "estate"}
        facts = [
            record.Fact(
                "DERIVED_FROM",
                target,
                source,
                f"DERIVED_FROM|{target}|{source}|SQL|{place}",
                target,
                _SINCE,
                attributes=says,
            )
            for place, (target, source) in enumerate(derivations(self._scale, self._planned))
        ]
        await self._write([], facts)

    async def _write(
        self, entities: Sequence[record.NewEntity], facts: Sequence[record.Fact]
    ) -> None:
        for batch in _batches(entities):
            await self._commit(batch, [])
        for some in _batches(facts):
            await self._commit([], some)

    async def _commit(
        self, entities: Sequence[record.NewEntity], facts: Sequence[record.Fact]
    ) -> None:
        async def work(change: Change) -> Outcome:
            await record.register(change, entities)
            await record.add_facts(change, facts)
            return Outcome("estate")

        await audit_log.commit(self._engine, LOCAL, Intent("estate"), work)


def _fact(type_: str, start: str, end: str, anchor: str) -> record.Fact:
    return record.Fact(type_, start, end, f"{type_}|{anchor}", anchor)


def _batches(rows: Sequence[T]) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


async def _main(fields: int, seed: int, data: Path) -> None:
    async with open_engine(Settings(data=data), is_test=True) as engine:
        for stage, seconds in (await load(engine, Scale(fields, seed))).items():
            print(f"{stage:<12} {seconds:8.1f} s")  # noqa: T201  # a command's answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Load an estate into an empty data directory.")
    parser.add_argument("--fields", type=int, default=100_000, help="how many fields")
    parser.add_argument("--seed", type=int, default=1, help="another estate of that size")
    parser.add_argument("--data", type=Path, required=True, help="the data directory")
    given = parser.parse_args()
    asyncio.run(_main(given.fields, given.seed, given.data))
