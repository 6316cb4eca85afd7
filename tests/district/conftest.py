"""The sample district, loaded once for the tests of this folder that read it; whoever writes comes last."""

import csv
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from graph_catalog import sample
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from tests.conftest import Catalog, wipe

Row = dict[str, str]
Rows = Callable[[str], list[Row]]
Head = tuple[int, str]


@pytest.fixture(scope="session")
def loads() -> list[Head]:
    """The head of the record after each load of the sample district, newest last."""
    return []


@pytest.fixture
async def district(engine: Engine, client: httpx.AsyncClient, loads: list[Head]) -> Catalog:
    """A catalog that holds the sample district; loaded again only where somebody has written since."""
    if await _head(engine) not in loads[-1:]:
        await wipe(engine)
        await sample.load(engine)
        loads.append(await _head(engine))
    engine.asked = None
    return Catalog(engine, client)


async def _head(engine: Engine) -> Head:
    row = await engine.read("audit/head", PROGRAM_SCOPE)
    return row["head_revision"], str(row["head_at"])


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
