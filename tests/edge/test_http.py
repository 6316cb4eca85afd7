"""GraphQL over HTTP: what a client sees of methods, types, sizes, tokens and languages."""

import asyncio
import re
from typing import Any

import httpx
import pytest

from graph_catalog.api.schema import build
from graph_catalog.api.transport import http, playground
from graph_catalog.app import create_app
from graph_catalog.edge.negotiation import GRAPHQL, HTML, JSON, choose
from graph_catalog.settings import Settings
from tests.conftest import Catalog

SIGNED_IN = {"Authorization": "Bearer token-of-centre", "Accept-Language": "en"}
QUERY = {"query": "{ viewer { name } }"}


async def test_a_query_by_post_and_by_get_is_answered_alike(catalog: Catalog) -> None:
    posted = await catalog.client.post("/graphql", json=QUERY, headers=SIGNED_IN)
    got = await catalog.client.get("/graphql", params=QUERY, headers=SIGNED_IN)
    assert posted.json() == got.json() == {"data": {"viewer": {"name": "centre"}}}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.5, {GRAPHQL};q=0.6", GRAPHQL),
    ],
)
async def test_the_answer_has_the_type_that_the_client_likes_best(
    catalog: Catalog, accept: str | None, media_type: str
) -> None:
    headers = {**SIGNED_IN, "Accept": accept} if accept else SIGNED_IN
    answer = await catalog.client.post("/graphql", json=QUERY, headers=headers)
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("text/*;q=0.1, application/json;q=0", None),
        ("application/*", JSON),
        ("application/json; charset=gbk", None),
        ("x;q=y", None),
    ],
)
def test_types_are_weighed_as_the_standard_says(accept: str, chosen: str | None) -> None:
    assert choose(accept, (JSON, GRAPHQL) if chosen else (JSON,)) == chosen


@pytest.mark.parametrize(
    "query", ["{", "{ nothing }", "query Q { viewer { name } } query R { viewer { name } }"]
)
async def test_what_fails_before_execution_has_no_data_and_for_graphql_clients_status_400(
    catalog: Catalog, query: str
) -> None:
    for accept, status in ((GRAPHQL, 400), (JSON, 200)):
        answer = await catalog.client.post(
            "/graphql", json={"query": query}, headers={**SIGNED_IN, "Accept": accept}
        )
        assert answer.status_code == status
        assert answer.json().keys() == {"errors"}


@pytest.mark.parametrize(
    ("method", "request_", "status", "code"),
    [
        ("PUT", {"json": QUERY}, 405, "METHOD_NOT_ALLOWED"),
        ("DELETE", {}, 405, "METHOD_NOT_ALLOWED"),
        (
            "POST",
            {
                "content": b"query=x",
                "headers": {"Content-Type": "application/x-www-form-urlencoded"},
            },
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "POST",
            {"content": b"{}", "headers": {"Content-Type": "application/json; charset=gb18030"}},
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ("POST", {"json": QUERY, "headers": {"Accept": "application/xml"}}, 406, "NOT_ACCEPTABLE"),
        (
            "POST",
            {"content": b"{not json", "headers": {"Content-Type": "application/json"}},
            400,
            "BAD_REQUEST",
        ),
        ("POST", {"json": {"query": 7}}, 400, "BAD_REQUEST"),
        ("POST", {"json": {}}, 400, "BAD_REQUEST"),
        ("POST", {"json": [QUERY]}, 400, "BAD_REQUEST"),
        (
            "POST",
            {"content": b" " * 300_000, "headers": {"Content-Type": "application/json"}},
            413,
            "TOO_MUCH",
        ),
        ("GET", {"params": {"query": "mutation { __typename }"}}, 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_what_is_no_graphql_request_is_refused_in_json(
    catalog: Catalog, method: str, request_: dict[str, Any], status: int, code: str
) -> None:
    headers = {**SIGNED_IN, **request_.pop("headers", {})}
    answer = await catalog.client.request(method, "/graphql", headers=headers, **request_)
    assert answer.status_code == status, answer.text
    assert answer.json()["errors"][0]["extensions"]["code"] == code
    assert ("allow" in answer.headers) is (status == 405)


async def test_a_body_sent_in_pieces_is_bounded_too(catalog: Catalog) -> None:
    async def pieces() -> Any:
        for _ in range(400):
            yield b" " * 1000

    headers = {**SIGNED_IN, "Content-Type": "application/json"}
    answer = await catalog.client.post("/graphql", content=pieces(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic x"}]
)
async def test_without_a_token_nothing_is_answered(
    catalog: Catalog, headers: dict[str, str]
) -> None:
    answer = await catalog.client.post("/graphql", json=QUERY, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"] == {"code": "NOT_SIGNED_IN"}


async def test_without_a_token_file_everyone_is_the_centre(catalog: Catalog) -> None:
    app = create_app(Settings(), catalog.engine)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://localhost"
    ) as client:
        answer = await client.post("/graphql", json={"query": "{ viewer { name seesAll } }"})
    assert answer.json()["data"]["viewer"] == {"name": "local", "seesAll": True}


async def test_messages_are_in_the_callers_language(catalog: Catalog) -> None:
    chinese = await catalog.refusal(
        "{ units(first: 0) { nodes { name } } }", language="zh-CN,en;q=0.5"
    )
    english = await catalog.refusal("{ units(first: 0) { nodes { name } } }", language="en-GB")
    assert chinese["message"].startswith("first 为 0")
    assert english["message"].startswith("first is 0")


async def test_a_client_that_goes_away_ends_its_query(catalog: Catalog) -> None:
    ended = asyncio.Event()

    class Waiting(http.Endpoint):
        async def run(self, *_: Any, **__: Any) -> Any:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

    endpoint = Waiting(build(), catalog.engine, http.Serving())
    body = b'{"query": "{ viewer { name } }"}'
    messages = [
        {"type": "http.request", "body": body, "more_body": False},
        {"type": "http.disconnect"},
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "headers": headers,
        "query_string": b"",
    }
    await endpoint(scope, receive, send)
    assert ended.is_set()
    assert sent == []


async def test_a_request_that_takes_too_long_is_ended(catalog: Catalog) -> None:
    class Waiting(http.Endpoint):
        async def run(self, *_: Any, **__: Any) -> Any:
            await asyncio.Event().wait()

    endpoint = Waiting(build(), catalog.engine, http.Serving(deadline=0.01))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(endpoint), base_url="http://localhost"
    ) as client:
        answer = await client.post("/graphql", json=QUERY)
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"] == {"code": "CATALOG_TIMED_OUT"}


async def test_a_browser_gets_the_playground_from_our_own_host(catalog: Catalog) -> None:
    page = await catalog.client.get("/graphql", headers={"Accept": f"{HTML},*/*;q=0.8"})
    assert page.headers["content-type"].startswith(HTML)
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    assert f'<script nonce="{nonce[1]}">' in page.text
    assert not re.search(r"(?:https?:)?//[a-z]", page.text), "the page names another host"
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert all(source.startswith("/static/") or source == "data:," for source in sources)


@pytest.mark.parametrize("query", playground.examples())
async def test_every_example_query_has_an_answer(catalog: Catalog, query: str) -> None:
    await catalog.ask(query)


async def test_health_is_told_without_a_token(catalog: Catalog) -> None:
    assert (await catalog.client.get("/healthz")).json() == {"status": "ok"}
    assert (await catalog.client.get("/readyz")).json() == {"status": "ready"}
