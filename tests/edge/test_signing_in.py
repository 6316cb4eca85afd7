"""Tokens that are taken and those that are not, and the replays that belong to them."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_catalog.api.transport.admission import Admission
from graph_catalog.app import create_app
from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.entries import organisation
from graph_catalog.identity import token_file
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.token_file import Token
from graph_catalog.identity.tokens import Tokens
from graph_catalog.language import Language, speaking
from graph_catalog.model.enums.roles import Role
from graph_catalog.settings import Settings
from tests.conftest import Catalog
from tests.estate import Estate

CENTRE = frozenset({Role.DATA_CENTER})
YESTERDAY = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
REGISTER = "mutation($name: String!, $key: String) { registerUnit(input: {name: $name, idempotencyKey: $key}) { __typename ... on Payload { revision } ... on Refusal { code message path } } }"  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"revoked": YESTERDAY}, "revoked"),
        ({"expires": YESTERDAY}, "expired"),
        ({"revoked": YESTERDAY, "expires": YESTERDAY}, "revoked"),
    ],
)
def test_a_token_that_is_over_is_refused_in_its_own_words(
    changed: dict[str, Any], words: str
) -> None:
    token = dataclasses.replace(Token.made("secret", Viewer("甲", None, CENTRE)), **changed)
    with speaking(Language.ENGLISH), pytest.raises(HttpRefusedError) as refused:
        Admission(Tokens([token])).bearer("Bearer secret")
    assert (refused.value.status, words in str(refused.value)) == (401, True)
    assert (refused.value.error.extensions or {})["code"] == "NOT_SIGNED_IN"


async def test_a_token_of_a_unit_that_is_not_in_the_catalog_is_refused(catalog: Catalog) -> None:
    estate = Estate()
    estate.unit("civil", "民政局")
    estate.system("aid", "救助平台", operator="civil")
    await estate.record(catalog.engine)
    officer = frozenset({Role.UNIT_OFFICER})
    there = Token.made("there", Viewer("甲", "civil", officer))
    gone = [Token.made(f"of {key}", Viewer(key, key, officer)) for key in ("gone", "aid")]
    tokens = Tokens([there, *gone, Token.made("centre", Viewer("centre", None, CENTRE))])
    tokens.units_are(await organisation.known_units(catalog.engine))
    admission = Admission(tokens)
    assert admission.bearer("Bearer there").unit_key == "civil"
    assert admission.bearer("Bearer centre").unit_key is None
    for token in ("of gone", "of aid"):
        with speaking(Language.ENGLISH), pytest.raises(HttpRefusedError) as refused:
            admission.bearer(f"Bearer {token}")
        assert "unit" in str(refused.value)


@dataclasses.dataclass
class Caller:
    """Somebody who calls with tokens of one name, each of a file of its own, one after the other in use."""

    clients: dict[str, httpx.AsyncClient]

    async def register(self, token: str, name: str, key: str | None) -> Any:
        answer = await self.clients[token].post(
            "/graphql",
            json={"query": REGISTER, "variables": {"name": name, "key": key}},
            headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"},
        )
        return answer.json()["data"]["registerUnit"]


@pytest.fixture
def caller(catalog: Catalog, tmp_path: Path) -> Caller:
    clients = {}
    for token in ("one", "other"):
        path = tmp_path / token
        path.write_text(token_file.line_for(token, Viewer("mzj", None, CENTRE)), "utf-8")
        app = create_app(Settings(tokens=path), catalog.engine)
        clients[token] = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://catalog"
        )
    return Caller(clients)


async def test_a_replay_belongs_to_the_token_and_not_to_its_name(caller: Caller) -> None:
    first = await caller.register("one", "民政局", "k1")
    assert await caller.register("one", "民政局", "k1") == first
    other = await caller.register("other", "民政局二", "k1")
    assert (other["__typename"], other["revision"]) == (
        "RegisterUnitPayload",
        first["revision"] + 1,
    )


async def test_the_log_tells_two_of_one_name_apart(caller: Caller, catalog: Catalog) -> None:
    await caller.register("one", "民政局", None)
    await caller.register("other", "公安局", None)
    entries = (await catalog.engine.run_statement(
        "MATCH (entry:AuditEntry) RETURN entry.actor AS actor, entry.actor_id AS id"
    ))  # fmt: skip
    assert {entry["actor"] for entry in entries} == {"mzj"}
    assert len({entry["id"] for entry in entries}) == 2


@pytest.mark.parametrize("key", ["", " ", "\n", "k" * 201, "k" * 5000])
async def test_a_key_that_is_none_is_invalid_and_nothing_is_changed(
    caller: Caller, key: str
) -> None:
    refused = await caller.register("one", "民政局", key)
    assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["input", "idempotencyKey"])
    assert (await caller.register("one", "民政局", "k" * 200))["revision"] == 1
