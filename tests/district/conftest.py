"""The sample district, loaded once for all tests of this folder; they read and change nothing."""

import csv
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from graph_catalog import sample
from graph_catalog.graph.engine import PROGRAM_EYES, Engine
from tests.conftest import Catalog

Row = dict[str, str]
Rows = Callable[[str], list[Row]]


@pytest.fixture(scope="package")
async def district(engine: Engine, client: httpx.AsyncClient) -> Catalog:
    """A catalog that holds the sample district."""
    await engine.write("wipe", PROGRAM_EYES, lambda tx: tx.run("store/wipe"))
    await sample.load(engine)
    return Catalog(engine, client)


@pytest.fixture(scope="session")
def rows() -> Rows:
    """Return the rows of a file of the sample district."""

    def read(name: str) -> list[Row]:
        with (sample.folder() / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    return read


def shared() -> Path | None:
    """Return where the shared data lie, None where they are not there."""
    found = Path(__file__).parents[3] / "shared"
    return found if found.is_dir() else None
