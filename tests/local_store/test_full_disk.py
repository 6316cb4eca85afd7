"""A disk that is filled to the last byte under writers: what was acknowledged is there, and nobody has to do anything."""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from graph_catalog.entries import organisation
from graph_catalog.errors import CatalogError, DiskFullError, StoreError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.inputs.units import RegisterUnitInput
from graph_catalog.opening import open_engine
from graph_catalog.record.audit import verification
from graph_catalog.record.change import Committed, Intent
from graph_catalog.settings import Settings

_WRITERS: Final = 4
_LONGEST: Final = 120


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 300 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", disk],  # noqa: S607
        check=False,
        capture_output=True,
    )
    if mounting.returncode != 0:
        pytest.skip("no file system of its own can be mounted here: it takes root")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607


def _fill(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


async def _write(engine: Engine, name: str) -> CatalogError | None:
    given = RegisterUnitInput(name=name)
    try:
        done = await organisation.register_unit(
            engine, LOCAL, given, Intent("registerUnit", {}, name)
        )
    except StoreError as problem:
        return problem
    assert isinstance(done, Committed)
    return None


@pytest.mark.parametrize("floor", [0, 64], ids=["no floor", "a floor"])
async def test_a_disk_that_was_full_is_written_again_by_itself(
    small_disk: Path, floor: int
) -> None:
    settings = Settings(data=small_disk / "data", disk_floor=floor, query_deadline=60)
    async with open_engine(settings, is_test=True) as engine:
        acknowledged = [f"前{each}" for each in range(5)]
        for name in acknowledged:
            assert await _write(engine, name) is None
        await asyncio.to_thread(_fill, small_disk / "ballast")
        told: list[CatalogError | None] = []
        for each in range(40):
            names = [f"满{each}-{writer}" for writer in range(_WRITERS)]
            became = await asyncio.gather(*(_write(engine, name) for name in names))
            acknowledged += [
                name for name, problem in zip(names, became, strict=True) if problem is None
            ]
            told += became
        if floor:
            assert {type(problem) for problem in told} == {DiskFullError}
            assert await engine.read("audit/head", PROGRAM_SCOPE), "questions are answered"
        await asyncio.to_thread((small_disk / "ballast").unlink)
        async with asyncio.timeout(_LONGEST):
            while await _write(engine, "后") is not None:  # noqa: ASYNC110  # until the store is well again
                await asyncio.sleep(0.5)
        report = await verification.verify(engine, LOCAL)
        rows = await engine.run_statement("MATCH (unit:Unit) RETURN unit.name AS name")
        assert {*acknowledged, "后"} <= {row["name"] for row in rows}
        assert report.findings == ()
