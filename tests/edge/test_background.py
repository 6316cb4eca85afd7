"""What a server does by the way, one round of it."""

import asyncio
import itertools
from collections.abc import Awaitable
from pathlib import Path

import pytest

from graph_catalog import background
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import Token, line_for
from graph_catalog.identity.tokens import Tokens, TokenStanding
from graph_catalog.model.enums.roles import Role
from graph_catalog.record.audit import anchors
from tests.conftest import Catalog
from tests.estate import district


@pytest.fixture(autouse=True)
def one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """End what is done again and again when its first round is over."""

    async def ended(_: float) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", ended)


async def a_round(doing: Awaitable[None]) -> None:
    with pytest.raises(asyncio.CancelledError):
        await doing


async def test_the_head_is_anchored_and_a_log_that_was_cut_is_an_error_that_stops_nothing(
    catalog: Catalog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await district().record(catalog.engine)
    path = tmp_path / "anchors"
    await a_round(background.keep_anchoring(catalog.engine, path, 60))
    assert [anchor.sequence for anchor in anchors.read(path)] == [1]
    await catalog.engine.run_statement("MATCH (e:AuditEntry) DETACH DELETE e")
    await a_round(background.keep_anchoring(catalog.engine, path, 60))
    assert "audit verify --anchors" in caplog.text


async def test_tokens_are_told_of_units_that_are_gone_and_that_came(catalog: Catalog) -> None:
    tokens = Tokens([Token.made("t", Viewer("x", "civil", frozenset({Role.UNIT_OFFICER})))])
    await a_round(background.watch_units(catalog.engine, tokens))
    assert tokens.standing("t") is TokenStanding.UNIT_GONE
    await district().record(catalog.engine)
    await a_round(background.watch_units(catalog.engine, tokens))
    assert tokens.standing("t") is TokenStanding.TAKEN


async def test_a_token_that_comes_later_of_a_unit_that_is_not_there_is_never_taken(
    catalog: Catalog, tmp_path: Path
) -> None:
    await district().record(catalog.engine)
    path, clock = tmp_path / "tokens", itertools.count(0, 10)
    officers = {
        key: Viewer(key, key, frozenset({Role.UNIT_OFFICER})) for key in ("civil", "police", "gone")
    }
    path.write_text(line_for("civil", officers["civil"]) + "\n", "utf-8")
    path.chmod(0o600)
    tokens = Tokens.read(path, seconds=lambda: float(next(clock)))
    await a_round(background.watch_units(catalog.engine, tokens))
    path.write_text("\n".join(line_for(key, who) for key, who in officers.items()), "utf-8")
    standing = {key: tokens.standing(key) for key in officers}
    assert standing == {
        "civil": TokenStanding.TAKEN,
        "police": TokenStanding.TAKEN,
        "gone": TokenStanding.UNIT_GONE,
    }
    assert tokens.has_unknown_units
