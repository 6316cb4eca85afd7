"""How long wide entries take, and how long others wait meanwhile: registered, renamed, removed, imported, by size.

Linear is what the ratios say: microseconds a field against those of the smallest size, and against a bare node that is
made in the same run, so that a busy machine does not decide.

    python -m benchmarks.wide --sizes 250,500,1000,10000
"""

import argparse
import asyncio
import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

import neo4j
import strawberry

from benchmarks import loading
from graph_catalog.entries import entries
from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.imports import ImportOptions
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.local_store import Cache, LocalStore
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.entries import (
    EntryFieldInput,
    RegisterEntryInput,
    ReviseEntryInput,
)
from graph_catalog.model.refusals import CatalogBusy, Refusal
from graph_catalog.opening import open_engine
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.change import Change, Committed, Intent, Outcome
from graph_catalog.settings import Settings
from graph_catalog.sheets import catalog_file

SIZES: Final = (250, 500, 1000, 10_000)
_UNIT: Final = keys.mint(NodeKind.UNIT, "wide")
_NAME: Final = "宽表单位"


@dataclasses.dataclass
class Others:
    """Somebody who makes small changes one after the other: how long the longest took, and how many were told to wait."""

    engine: Engine
    longest: float = 0.0
    were_told: int = 0
    _going: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._going = asyncio.create_task(self._go())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._going is not None:
            self._going.cancel()
            await asyncio.gather(self._going, return_exceptions=True)

    async def _go(self) -> None:
        number = 0
        while True:
            number += 1
            began = time.perf_counter()

            async def work(change: Change, number: int = number) -> Outcome:
                said = {"description": f"第 {number} 次"}
                await record.revise(change, NodeKind.UNIT, {_UNIT: said})
                return Outcome(_UNIT)

            try:
                done = await audit_log.commit(self.engine, LOCAL, Intent("reviseUnit"), work)
                self.were_told += isinstance(done, CatalogBusy)
            finally:
                self.longest = max(self.longest, time.perf_counter() - began)


@dataclasses.dataclass(frozen=True)
class Measure:
    """What was done to an entry of a size: seconds, and what others saw of it."""

    what: str
    size: int
    seconds: float
    waited: float
    were_told: int

    @property
    def each(self) -> float:
        """Microseconds a field."""
        return 1e6 * self.seconds / self.size


async def measure(engine: Engine, sizes: Sequence[int]) -> list[Measure]:
    """Do everything at each size; the first size is done once before, for its plans."""
    await _register_unit(engine)
    measures: list[Measure] = []
    for round_, size in enumerate((sizes[0], *sizes)):
        for what, work in _steps(engine, round_, size):
            async with Others(engine) as others:
                began = time.perf_counter()
                done = await work
                seconds = time.perf_counter() - began
            if isinstance(done, Refusal):
                raise RuntimeError(done.message)  # noqa: TRY004  # a refusal is an answer, no wrong type
            if round_:
                found = Measure(what, size, seconds, others.longest, others.were_told)
                measures.append(found)
                _tell(_row(found))
    return measures


def _steps(engine: Engine, round_: int, size: int) -> Iterator[tuple[str, Awaitable[object]]]:
    """Yield what is done to one entry, in its order."""
    entry = f"宽表{round_}"
    dataset = keys.mint(NodeKind.DATASET, _UNIT, entry)
    entry_id = strawberry.ID(keys.encode(NodeKind.DATASET, dataset))
    fields = [keys.mint(NodeKind.FIELD, dataset, _field(n), "") for n in range(size)]
    ids = [strawberry.ID(keys.encode(NodeKind.FIELD, key)) for key in fields]
    given = RegisterEntryInput(
        unit_id=strawberry.ID(keys.encode(NodeKind.UNIT, _UNIT)),
        name=entry,
        fields=[
            EntryFieldInput(name=_field(n), acquisition=strawberry.Some(Acquisition.COLLECTED))
            for n in range(size)
        ],
    )
    yield "registered", entries.register(engine, LOCAL, given, Intent("registerEntry"))
    renamed = ReviseEntryInput(
        id=entry_id,
        fields=[EntryFieldInput(id=id_, name=_field(n, "甲")) for n, id_ in enumerate(ids)],
    )
    yield "renamed", entries.revise(engine, LOCAL, renamed, Intent("reviseEntry"))
    removed = ReviseEntryInput(id=entry_id, removed_field_ids=ids)
    yield "removed", entries.revise(engine, LOCAL, removed, Intent("reviseEntry"))
    for what in ("imported", "imported again"):
        sheet = catalog_file.parse("a.csv", _file(entry, size))
        yield what, imports.import_sheet(engine, LOCAL, sheet, ImportOptions())


def _field(number: int, suffix: str = "") -> str:
    return f"指标{number:05}数值{suffix}"


def _file(entry: str, size: int) -> bytes:
    rows = "".join(f"{_NAME},{entry},{_field(n, '乙')},采集\n" for n in range(size))
    return f"提供单位,业务名称,数据项名称,获取方式\n{rows}".encode()


async def _register_unit(engine: Engine) -> None:
    async def work(change: Change) -> Outcome:
        unit = record.NewEntity(NodeKind.UNIT, _UNIT, {"name": _NAME})
        await record.register(change, [unit])
        return Outcome(_UNIT)

    assert isinstance(await audit_log.commit(engine, LOCAL, Intent("unit"), work), Committed)


def _row(found: Measure) -> str:
    told = f", {found.were_told} told to come again" if found.were_told else ""
    load = os.getloadavg()[0]
    return (
        f"{found.size:>6} {found.what:<15} {found.seconds:7.2f} s  {found.each:7.0f} µs a field  "
        f"others waited {found.waited:6.2f} s{told}  (load {load:.1f})"
    )


def ratios(measures: Sequence[Measure], bare: float) -> list[str]:
    """Say how the cost of a field grows with the size, and how many bare nodes it is; `bare` are nodes a second."""
    first = {each.what: each for each in reversed(measures)}
    return [
        f"{each.size:>6} {each.what:<15} {each.each / first[each.what].each:5.2f} times a field of {first[each.what].size}, "
        f"{each.each * bare / 1e6:6.1f} bare nodes"
        for each in measures
    ]


def by_command(folder: Path, data: Path, size: int) -> float:
    """Import a file by the command line; return the seconds."""
    path = folder / "wide.csv"
    path.write_bytes(_file(f"命令行宽表{size}", size))
    arguments = ("import", str(path), "--data", str(data))
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "graph_catalog", *arguments], check=True, capture_output=True
    )
    return time.perf_counter() - began


async def _main(sizes: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory(prefix="graph-catalog-wide-") as folder:
        settings = Settings(data=Path(folder) / "data", query_deadline=120.0)
        with LocalStore(settings.data, cache=Cache(settings.cache)) as store:
            async with open_engine(settings, is_test=True) as engine:
                measures = await measure(engine, sizes)
                async with neo4j.AsyncGraphDatabase.driver(
                    store.uri, auth=(store.user, store.password)
                ) as driver:
                    bare = (await loading.bare(driver)).median
                for line in ratios(measures, bare):
                    _tell(line)
        # In a store of its own: the command ends by giving all names that wait for one their vectors.
        settings = dataclasses.replace(settings, data=Path(folder) / "by-command")
        async with open_engine(settings, is_test=True) as engine:
            await _register_unit(engine)
            async with Others(engine) as others:
                seconds = await asyncio.to_thread(
                    by_command, Path(folder), settings.data, sizes[-1]
                )
            found = Measure("by command", sizes[-1], seconds, others.longest, others.were_told)
            _tell(_row(found))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wide", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="fields of the entries")
    asyncio.run(_main([int(size) for size in parser.parse_args().sizes.split(",")]))
