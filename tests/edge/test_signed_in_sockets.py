"""A websocket looks at its token again and again: what is revoked, has expired or changed counts from the next message on."""

import dataclasses
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from graph_catalog.app import create_app
from graph_catalog.identity import tokens
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import Token, line_for
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.settings import Settings
from tests.conftest import OFFICER, Catalog, wipe
from tests.edge.sockets import Socket, connect
from tests.estate import district, revise

BEARER: Final = "Bearer token"
WAYS: Final = {"in the handshake": True, "in connection_init": False}
REGISTER: Final = """mutation { registerEntry(input: {unitId: "VW5pdDpjaXZpbA", name: "新条目"}) { __typename } }"""
WATCH: Final = """subscription { lineageChanged(id: "RGF0YXNldDpsb3dpbmNvbWU") { ... on LineageChange { revision } ... on Refusal { message } } }"""


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the file of tokens each time."""
    monkeypatch.setattr(tokens, "_BETWEEN_LOOKS", 0.0)


def write(path: Path, viewer: Viewer | None) -> None:
    other = Viewer("other", None, frozenset({Role.AUDITOR}))
    lines = [line_for("another", other), *([] if viewer is None else [line_for("token", viewer)])]
    path.write_text("\n".join(lines), "utf-8")
    path.chmod(0o600)


@asynccontextmanager
async def signed_in(catalog: Catalog, path: Path, *, by_header: bool) -> AsyncIterator[Socket]:
    await district().record(catalog.engine)
    write(path, OFFICER)
    app = create_app(Settings(tokens=path), catalog.engine)
    headers = {"Host": "catalog", **({"Authorization": BEARER} if by_header else {})}
    async with connect(app, headers, {} if by_header else {"Authorization": BEARER}) as socket:
        yield socket


@pytest.mark.parametrize("way", WAYS)
async def test_a_revoked_token_neither_reads_nor_writes_any_more(
    catalog: Catalog, tmp_path: Path, way: str
) -> None:
    path = tmp_path / "tokens"
    async with signed_in(catalog, path, by_header=WAYS[way]) as socket:
        await socket.subscribe("1", "{ viewer { name } }")
        assert await socket.next("1") == {"name": OFFICER.name}
        assert (await socket.receive())["type"] == "complete"
        before = await catalog.ask("{ datasets { totalCount } }")
        write(path, None)
        await socket.subscribe("2", REGISTER)
        assert await socket.receive() == {"closed": 4403}
        assert await catalog.ask("{ datasets { totalCount } }") == before


async def test_an_expired_token_and_a_line_marked_as_revoked_end_it_as_well(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "tokens"
    past = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for ended in (
        Token.made("token", OFFICER, expires=past),
        dataclasses.replace(Token.made("token", OFFICER), revoked=past),
    ):
        await wipe(catalog.engine)
        async with signed_in(catalog, path, by_header=False) as socket:
            path.write_text(ended.line, "utf-8")
            await socket.subscribe("1", REGISTER)
            assert await socket.receive() == {"closed": 4403}


async def test_a_subscription_ends_with_its_token(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    async with signed_in(catalog, path, by_header=True) as socket:
        await socket.subscribe("1", WATCH)
        await socket.next("1")
        write(path, None)
        await revise(catalog.engine, NodeKind.DATASET, "lowincome", name="低保对象")
        assert await socket.receive() == {"closed": 4403}


async def test_a_role_that_was_taken_away_counts_at_once(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    async with signed_in(catalog, path, by_header=True) as socket:
        write(path, Viewer(OFFICER.name, "civil", frozenset({Role.DEVELOPER})))
        await socket.subscribe("1", REGISTER)
        assert await socket.next("1") == {"__typename": "NotPermitted"}
