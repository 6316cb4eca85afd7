"""One real store for the whole session, in a directory of its own; each test that uses it finds it empty."""

import contextlib
import dataclasses
import math
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Final

import httpx
import hypothesis
import pytest

from graph_catalog.app import create_app
from graph_catalog.edge.budget import Allowance, Budget
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import line_for
from graph_catalog.model.enums.roles import Role
from graph_catalog.opening import open_engine
from graph_catalog.record import audit_log
from graph_catalog.settings import Settings
from tests.estate import district

CENTRE: Final = Viewer("centre", None, frozenset({Role.DATA_CENTER}))
OFFICER: Final = Viewer("officer", "civil", frozenset({Role.UNIT_OFFICER}))
"""Of 民政局, the unit with the key `civil` in every estate of the tests."""
VIEWERS: Final = (CENTRE, OFFICER)
OF_ROLE: Final = {
    role: Viewer(f"of-{role.value.lower()}", "civil", frozenset({role})) for role in Role
}
"""Somebody of 民政局 with one role, by role."""


# Here, for pytest looks for the profile that it is given before it reads any test.
hypothesis.settings.register_profile("long", derandomize=False, print_blob=True)

_AMPLE: Final = Allowance(operations=1000, cost=math.inf, expensive=1000)
"""The whole suite asks by a few tokens; what budgets do is asked of applications of their own."""


@dataclasses.dataclass
class Catalog:
    """A whole catalog with an in-process client: tests come in through the front door."""

    engine: Engine
    client: httpx.AsyncClient

    async def post(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer = CENTRE,
        language: str = "en",
    ) -> httpx.Response:
        """Post a query as `viewer`."""
        headers = {"Authorization": f"Bearer token-of-{viewer.name}", "Accept-Language": language}
        body = {"query": query, "variables": dict(variables or {})}
        return await self.client.post("/graphql", json=body, headers=headers)

    async def ask(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer = CENTRE,
        language: str = "en",
    ) -> Any:
        """Ask a question that has an answer, and return its data."""
        answer = (await self.post(query, variables, viewer=viewer, language=language)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refusal(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer = CENTRE,
        language: str = "en",
    ) -> Any:
        """Ask a question that is refused, and return the first error."""
        answer = (await self.post(query, variables, viewer=viewer, language=language)).json()
        assert answer.get("errors"), answer
        return answer["errors"][0]

    async def reads(
        self, query: str, variables: Mapping[str, Any] | None = None, *, viewer: Viewer = CENTRE
    ) -> list[str]:
        """Ask, and return the names of the questions that the store was asked, in order of the alphabet."""
        self.engine.asked = []
        await self.ask(query, variables, viewer=viewer)
        asked, self.engine.asked = self.engine.asked, None
        return sorted(asked)


async def wipe(engine: Engine) -> None:
    """Empty the store of the tests, and forget what was counted in it."""
    await engine.write("wipe", PROGRAM_SCOPE, lambda tx: tx.run("store/wipe"))
    engine.asked = None
    audit_log.tallies.pop(engine, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests run on a store that was started for them, empty: `tests.lts` does."""
    parser.addoption("--store", help="address of an empty Neo4j for the tests to use and wipe")
    parser.addoption("--store-password", help="its password")


@pytest.fixture(scope="session")
async def store(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> AsyncIterator[Engine]:
    """The session's own store; whatever GRAPH_CATALOG_NEO4J_URI says, it is not looked at."""
    # On a machine under load the first plan of a question may take longer than a question may.
    settings = Settings(
        data=tmp_path_factory.mktemp("store"),
        neo4j_uri=pytestconfig.getoption("--store"),
        neo4j_password=pytestconfig.getoption("--store-password"),
        query_deadline=120.0,
    )
    async with open_engine(settings, is_test=True) as opened:
        yield opened


@pytest.fixture(scope="module")
async def engine(store: Engine) -> Engine:
    """The session's store, empty when a file of tests begins: the file before may have left anything, no head even."""
    await wipe(store)
    return store


@pytest.fixture(scope="session")
async def client(
    store: Engine, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application around that store, with a token for each viewer."""
    viewers = (*VIEWERS, *OF_ROLE.values())
    async with client_of(store, tmp_path_factory.mktemp("settings"), *viewers) as opened:
        yield opened


@contextlib.asynccontextmanager
async def client_of(
    engine: Engine, folder: Path, *viewers: Viewer, lineage_rules: Path | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """Open a client of an application around a store that knows these viewers; its tokens stand in `folder`."""
    tokens = folder / "tokens"
    lines = [line_for(f"token-of-{viewer.name}", viewer) for viewer in viewers]
    tokens.write_text("\n".join(lines), "utf-8")  # once an application
    app = create_app(Settings(tokens=tokens, lineage_rules=lineage_rules), engine, Budget(_AMPLE))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://catalog"
    ) as opened:
        yield opened


@pytest.fixture
async def catalog(engine: Engine, client: httpx.AsyncClient) -> Catalog:
    """An empty catalog."""
    await wipe(engine)
    return Catalog(engine, client)


@pytest.fixture(params=VIEWERS, ids=lambda viewer: viewer.name)
def viewer(request: pytest.FixtureRequest) -> Viewer:
    """Every reading test runs for the centre and for an ordinary officer."""
    who: Viewer = request.param
    return who


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """A catalog with the small district on record."""
    await district().record(catalog.engine)
    return catalog
