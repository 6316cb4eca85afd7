"""The store is killed under its writers: what was acknowledged is there, and the chain has no gap."""

import asyncio
import os
import signal
from pathlib import Path

from graph_catalog import local_store
from graph_catalog.entries import organisation
from graph_catalog.errors import StoreError
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.inputs.units import RegisterUnitInput
from graph_catalog.opening import open_engine
from graph_catalog.record.audit import verification
from graph_catalog.record.change import Committed, Intent
from graph_catalog.settings import Settings

_WRITERS, _CHANGES, _KILLED_AFTER = 8, 12, 24


async def _write(
    engine: Engine, writer: int, acknowledged: dict[str, int], enough: asyncio.Event
) -> None:
    for number in range(_CHANGES):
        name = f"{writer}-{number}"
        given = RegisterUnitInput(name=name)
        try:
            done = await organisation.register_unit(
                engine, LOCAL, given, Intent("registerUnit", {}, name)
            )
        except StoreError:
            continue
        if isinstance(done, Committed):
            acknowledged[name] = done.revision
        if len(acknowledged) >= _KILLED_AFTER:
            enough.set()


async def test_a_store_killed_under_its_writers_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    async with open_engine(Settings(data=tmp_path), is_test=True) as engine:
        acknowledged: dict[str, int] = {}
        enough = asyncio.Event()

        async def kill() -> None:
            await enough.wait()
            pid = local_store.status(tmp_path).pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)

        await asyncio.gather(
            kill(), *(_write(engine, writer, acknowledged, enough) for writer in range(_WRITERS))
        )
        report = await verification.verify(engine, LOCAL)
        rows = await engine.run_statement("MATCH (unit:Unit) RETURN unit.name AS name")
        assert acknowledged.keys() <= {row["name"] for row in rows}
        assert len(set(acknowledged.values())) == len(acknowledged) > _KILLED_AFTER
        assert (report.findings, report.revisions) == ((), len(rows))
