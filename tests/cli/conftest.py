"""The command as a user calls it: arguments and environment in; exit code and output out."""

import asyncio
import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

from graph_catalog.cli import main
from graph_catalog.local_store import LocalStore
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings
from tests.estate import Estate


@dataclasses.dataclass(frozen=True)
class Said:
    """What a call of the command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # as a program reads it
        return json.loads(self.out)


class Command(Protocol):
    def __call__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Said: ...


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Command:
    def call(*arguments: str, environment: Mapping[str, str] | None = None) -> Said:
        try:
            code = main(arguments, environment or {})
        except SystemExit as left:
            code = int(left.code or 0)
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory whose store runs, as it does beside a server."""
    directory = tmp_path_factory.mktemp("data")
    with LocalStore(directory):
        yield directory


def put_on_record(data: Path, estate: Estate) -> None:
    """Record things in the store of a data directory."""

    async def record() -> None:
        async with open_engine(Settings(data=data)) as engine:
            await estate.record(engine)

    asyncio.run(record())
