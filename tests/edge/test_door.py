"""Who is let in: every route × method × media type × page that asks × host name, and every websocket."""

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import Message, Receive, Scope, Send

from graph_catalog.app import create_app
from graph_catalog.identity.token_file import line_for
from graph_catalog.settings import Settings
from tests.conftest import CENTRE, Catalog

LOCAL_HOSTS: Final = (
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "LOCALHOST:1",
    "localhost.:8000",  # the absolute form of the name
)
STRANGE_HOSTS: Final = (
    None,
    "",
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.nip.io",
    "127.0.0.2:8000",
    "0.0.0.0:8000",
    "[::ffff:127.0.0.1]:8000",
    "localhost@evil.example",
    "localhost:8000:1",
    "::1",
    "127.0.0.1.",  # an address has no absolute form
    "127.0.0.1.:8000",
    "[::1].:8000",
    "localhost..",
    ".",
    "catalog.gov.cn",
)
JSON_TYPES: Final = (
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON;charset=UTF8",
)
NO_JSON: Final = (
    None,
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain; x=application/json",
    "application/json; charset=gbk",
    "application/jsonx",
)
NO_PAGE: Final[Mapping[str, str]] = {}
PAGES_OF_OURS: Final = (
    NO_PAGE,
    {"origin": "http://{host}"},
    {"origin": "http://{host}", "sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
)
VISIT: Final = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
}
OTHER_PAGES: Final = (
    {"origin": "null"},
    {"origin": "http://evil.example"},
    {"origin": "http://localhost:3000", "sec-fetch-site": "same-site"},
    {"origin": "http://{host}.evil.example"},
    {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    {"origin": "file://"},
    {"origin": "ftp://{host}"},
    {"origin": "http://{host}/"},
    {"origin": "http://{host}/ http://evil.example"},
    {"origin": "http://{host}, http://evil.example"},
    {"origin": "http://{host} http://evil.example"},
    {"origin": "http://evil.example@{host}"},
    {"origin": ""},
)
SAID_ONCE: Final[Mapping[str, tuple[str, str]]] = {
    "host": ("localhost", "evil.example"),
    "origin": ("http://localhost", "http://evil.example"),
    "sec-fetch-site": ("same-origin", "cross-site"),
    "sec-fetch-mode": ("navigate", "no-cors"),
    "sec-fetch-dest": ("document", "image"),
    "authorization": ("Bearer a", "Bearer b"),
}
"""Headers by which is judged: a value that is let in, and another."""
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def paths(app: Starlette) -> list[str]:
    return sorted(
        {
            route.path + ("/graphiql.js" if isinstance(route, Mount) else "")
            for route in app.routes
            if isinstance(route, (Route, Mount))
        }
    )


class Inside:
    """Stands where the routes stand, and notes who came through."""

    def __init__(self) -> None:
        self.reached = False

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.reached = True
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"{}"})
        else:
            await send({"type": "websocket.accept"})


async def knock(app: Starlette, scope: dict[str, Any]) -> tuple[int, Any]:
    """Return status and body; a handshake that is taken has status 101."""
    sent: list[Message] = []

    async def receive() -> Message:
        pytest.fail("nothing is read at the door")

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    first = sent[0]
    if first["type"] == "websocket.accept":
        return 101, None
    if first["type"] == "websocket.close":
        return 403, None
    body = b"".join(each.get("body", b"") for each in sent[1:])
    return first["status"], json.loads(body) if body else None


def scope_of(
    type_: str, path: str, method: str, headers: Mapping[str, str | None], **more: Any
) -> dict[str, Any]:
    raw = [(name.encode(), value.encode()) for name, value in headers.items() if value is not None]
    scope = {"type": type_, "path": path, "raw_path": path.encode(), "query_string": b""}
    return {**scope, "root_path": "", "headers": raw, "method": method, **more}


def page(headers: Mapping[str, str], host: str | None) -> dict[str, str]:
    return {name: value.format(host=(host or "").lower()) for name, value in headers.items()}


def cases(hosts: tuple[str | None, ...]) -> Iterator[tuple[str | None, str, str | None, Any]]:
    pages = (*PAGES_OF_OURS, VISIT, *OTHER_PAGES)
    yield from itertools.product(hosts, METHODS, (*JSON_TYPES, *NO_JSON), pages)


async def test_local_mode_lets_in_this_machine_and_no_page_of_another(catalog: Catalog) -> None:
    app = create_app(Settings(), catalog.engine)
    inside, known = Inside(), paths(app)
    assert len(known) >= 7
    app.router = inside  # type: ignore[assignment]  # everything around the routes stays
    count = 0
    for path, case in itertools.product(known, cases((*LOCAL_HOSTS, *STRANGE_HOSTS))):
        host, method, media_type, asker = case
        inside.reached = False
        headers = {"host": host, "content-type": media_type, **page(asker, host)}
        status, body = await knock(app, scope_of("http", path, method, headers))
        is_visit = asker is VISIT and method in {"GET", "HEAD"}
        if host not in LOCAL_HOSTS:
            expected = 421
        elif asker not in PAGES_OF_OURS and not is_visit:
            expected = 403
        elif method == "POST" and media_type not in JSON_TYPES:
            expected = 415
        else:
            expected = 200
        assert status == expected, (path, case)
        assert inside.reached is (expected == 200)
        if expected != 200:
            told = body["errors"][0]["extensions"] if path == "/graphql" else body
            assert told["code"], (path, case)
        count += 1
    assert count > 10_000


async def test_a_websocket_is_opened_by_this_machine_and_no_page_of_another(
    catalog: Catalog,
) -> None:
    app = create_app(Settings(), catalog.engine)
    app.router = Inside()  # type: ignore[assignment]
    extensions: Any = {"websocket.http.response": {}}
    pages = (*PAGES_OF_OURS, VISIT, *OTHER_PAGES)
    for host, asker in itertools.product((*LOCAL_HOSTS, *STRANGE_HOSTS), pages):
        headers = {"host": host, **page(asker, host)}
        scope = scope_of("websocket", "/graphql", "GET", headers, extensions=extensions)
        status, body = await knock(app, scope)
        expected = 421 if host not in LOCAL_HOSTS else 101 if asker in PAGES_OF_OURS else 403
        assert status == expected, (host, asker)
        if expected != 101:
            assert body["errors"][0]["extensions"]["code"], (host, asker)
        # Of a server that cannot say more, as Starlette's own test client: 403 without a word.
        status, body = await knock(app, {**scope, "extensions": {}})
        assert (status, body) == (101 if expected == 101 else 403, None)


@pytest.mark.parametrize(("language", "is_ascii"), [("zh-CN", False), ("en", True)])
@pytest.mark.parametrize("path", ["/graphql", "/readyz", "/nowhere"])
async def test_a_handshake_that_is_refused_says_why_in_json(
    catalog: Catalog, path: str, language: str, *, is_ascii: bool
) -> None:
    app = create_app(Settings(), catalog.engine)
    headers = {"host": "localhost", "origin": "http://elsewhere", "accept-language": language}
    for asker in (headers, {**headers, "origin": None}):
        if path == "/graphql" and asker["origin"] is None:
            continue  # it is let in
        scope = scope_of(
            "websocket", path, "GET", asker, extensions={"websocket.http.response": {}}
        )
        status, body = await knock(app, scope)
        assert status == (403 if asker["origin"] else 404)
        told = body["errors"][0] if path == "/graphql" else body
        assert told["message"].isascii() is is_ascii


async def test_a_header_by_which_is_judged_comes_once_only(catalog: Catalog) -> None:
    app = create_app(Settings(), catalog.engine)
    known = paths(app)
    app.router = Inside()  # type: ignore[assignment]
    for name, values in SAID_ONCE.items():
        for both in itertools.product(values, repeat=2):
            rest = {} if name == "host" else {"host": "localhost"}
            twice = [*rest.items(), *((name, value) for value in both)]
            raw = [(each.encode(), value.encode()) for each, value in twice]
            for path, method in itertools.product(known, METHODS):
                scope = scope_of("http", path, method, {}) | {"headers": raw}
                status, body = await knock(app, scope)
                told = body["errors"][0]["extensions"] if path == "/graphql" else body
                assert (status, told["code"]) == (400, "BAD_REQUEST"), (path, both)
            socket = scope_of("websocket", "/graphql", "GET", {}) | {"headers": raw}
            assert await knock(app, socket) == (403, None), both


async def test_events_may_come_one_a_line_by_the_batch_alone(catalog: Catalog) -> None:
    app = create_app(Settings(), catalog.engine)
    app.router = Inside()  # type: ignore[assignment]
    headers = {"host": "localhost", "content-type": "application/x-ndjson"}
    taken = {
        path: (await knock(app, scope_of("http", path, "POST", headers)))[0]
        for path in ("/api/v1/lineage", "/api/v1/lineage/batch", "/graphql")
    }
    assert taken == {"/api/v1/lineage": 415, "/api/v1/lineage/batch": 200, "/graphql": 415}


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    file = tmp_path / "tokens"
    file.write_text(line_for("token", CENTRE), "utf-8")
    return file


@pytest.mark.parametrize(
    ("hosts", "host", "status"),
    [
        ((), "whatever.example", 200),
        (("catalog.gov.cn",), "catalog.gov.cn:8443", 200),
        (("catalog.gov.cn",), "CATALOG.gov.cn.", 200),
        (("catalog.gov.cn",), "other.gov.cn", 421),
        (("10.0.0.5",), "10.0.0.5:8000", 200),
        (("10.0.0.5",), "10.0.0.5.", 421),
        (("*.gov.cn",), "catalog.gov.cn", 200),
        (("*.gov.cn",), "gov.cn", 421),
        (("*.gov.cn",), "evilgov.cn", 421),
        (("[::1]",), "[::1]:8000", 200),
    ],
)
async def test_with_tokens_the_setting_says_which_hosts_are_answered(
    catalog: Catalog, tokens: Path, hosts: tuple[str, ...], host: str, status: int
) -> None:
    app = create_app(Settings(tokens=tokens, allowed_hosts=hosts), catalog.engine)
    app.router = Inside()  # type: ignore[assignment]
    assert (await knock(app, scope_of("http", "/healthz", "GET", {"host": host})))[0] == status


async def test_a_listed_origin_may_call_from_a_browser_and_through_a_proxy(
    catalog: Catalog, tokens: Path
) -> None:
    portal = "https://portal.gov.cn"
    settings = Settings(tokens=tokens, allowed_origins=(portal,))
    app = create_app(settings, catalog.engine)
    app.router = Inside()  # type: ignore[assignment]
    asks = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,authorization",
    }
    strangers = ("https://evil.example", f"{portal}/", f"{portal}/ https://evil.example")
    for origin, status in ((portal, 200), *((each, 403) for each in strangers)):
        headers = {"host": "127.0.0.1:8000", "origin": origin, "content-type": "application/json"}
        for method in ("POST", "GET"):
            assert (await knock(app, scope_of("http", "/graphql", method, headers)))[0] == status
        preflight = scope_of("http", "/graphql", "OPTIONS", headers | asks)
        sent: list[Message] = []

        async def keep(message: Message, sent: list[Message] = sent) -> None:
            sent.append(message)

        await app(preflight, lambda: None, keep)  # type: ignore[arg-type, return-value]
        told = dict(sent[0]["headers"])
        assert sent[0]["status"] == status
        assert told.get(b"access-control-allow-origin") == (
            portal.encode() if status == 200 else None
        )


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_refusal_at_the_door_is_in_the_callers_language(
    catalog: Catalog, language: str
) -> None:
    app = create_app(Settings(), catalog.engine)
    headers = {"host": "evil.example", "accept-language": language}
    _, body = await knock(app, scope_of("http", "/readyz", "GET", headers))
    assert body["message"].isascii() is (language == "en")


@pytest.mark.parametrize(
    "path", ["/graphql/", "/healthz/", "/api/v1/lineage/", "/nowhere", "/static"]
)
async def test_an_address_that_is_almost_ours_is_not_found_and_nobody_is_sent_elsewhere(
    catalog: Catalog, path: str
) -> None:
    for method in ("GET", "POST"):
        answer = await catalog.client.request(method, path, json={"query": "{ __typename }"})
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
        assert "location" not in answer.headers
