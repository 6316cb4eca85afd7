"""Whatever arrives at /graphql, by whatever way: an answer in JSON with a code that says whose mistake it is."""

import asyncio
import base64
import gzip
import itertools
import json
import logging
from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest
from graphql import (
    GraphQLInputType,
    GraphQLSchema,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)

from graph_catalog.api.schema import build
from graph_catalog.api.transport import admission
from graph_catalog.edge.negotiation import GRAPHQL, JSON
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, Catalog
from tests.edge.sockets import Socket, connect
from tests.edge.test_subscriptions import application
from tests.estate import district

QUERY: Final = "{ viewer { name } }"
DEEP: Final = 100_000
WRONG_PARTS: Final[dict[str, tuple[Any, ...]]] = {
    "query": (5, True, ["x"], {}, "", None),
    "variables": (5, "x", [1], True),
    "operationName": (5, True, [], {}),
    "extensions": (5, "x", [1]),
}
NO_REQUESTS: Final[dict[str, bytes]] = {
    "nothing": b"",
    "a number": b"5",
    "true": b"true",
    "null": b"null",
    "a string": b'"x"',
    "a fraction": b"1.5",
    "an array": b"[]",
    "a batch": json.dumps([{"query": QUERY}]).encode(),
    "an object": b"{}",
    "no number": b'{"query": "{ viewer { name } }", "variables": {"x": NaN}}',
    "no UTF-8": b'{"query": "\xff"}',
    "UTF-16": json.dumps({"query": QUERY}).encode("utf-16"),
    "a mark of order": b"\xef\xbb\xbf" + json.dumps({"query": QUERY}).encode(),
    "arrays in arrays": b"[" * DEEP,
    "arrays in arrays, closed": b"[" * DEEP + b"]" * DEEP,
    "objects in objects": b'{"query":' * 20_000,
    "variables in variables": b'{"query": "{a}", "variables": '
    + b'{"a":' * 9_000
    + b"1"
    + b"}" * 9_001,
    "a long number": b'{"query": "{a}", "variables": {"n": ' + b"9" * 50_000 + b"}}",
    "half a string": b'{"query": "{ viewer',
    "two documents": b'{"query": "{ viewer { name } }"}{}',
    **{
        f"{name} = {value}": json.dumps({"query": QUERY, name: value}).encode()
        for name, values in WRONG_PARTS.items()
        for value in values
    },
}


async def post(catalog: Catalog, body: bytes, accept: str = JSON, **more: str) -> httpx.Response:
    headers = {
        "Authorization": "Bearer token-of-centre",
        "Accept-Language": "en",
        "Content-Type": JSON,
        "Accept": accept,
        **more,
    }
    return await catalog.client.post("/graphql", content=body, headers=headers)


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
@pytest.mark.parametrize("name", NO_REQUESTS)
async def test_what_is_no_request_is_refused_as_such(
    catalog: Catalog, name: str, accept: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for answer in (
            await post(catalog, NO_REQUESTS[name], accept),
            await post(
                catalog, gzip.compress(NO_REQUESTS[name]), accept, **{"Content-Encoding": "gzip"}
            ),
        ):
            assert answer.status_code == 400
            assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
            assert answer.json().keys() == {"errors"}
            [error] = answer.json()["errors"]
            assert error["extensions"] == {"code": "BAD_REQUEST"}
    assert not caplog.records


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": QUERY, "variables": "[1]"},
        {"query": QUERY, "variables": "{"},
        {"query": QUERY, "variables": "[" * 9000},
        {"query": QUERY, "extensions": "7"},
        {"query": ""},
        {"variables": "{}"},
        {},
        {"query": [QUERY, QUERY]},
        {"query": QUERY, "variables": ["{}", ""]},
        {"query": QUERY, "operationName": ["A", "A"]},
    ],
)
async def test_parameters_that_are_no_request_are_refused_too(
    catalog: Catalog, parameters: dict[str, str | list[str]]
) -> None:
    headers = {"Authorization": "Bearer token-of-centre", "Accept": JSON}
    answer = await catalog.client.get("/graphql", params=parameters, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (
        400,
        "BAD_REQUEST",
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("way", ["POST", "GET", "websocket"])
async def test_clients_with_persisted_queries_are_told_to_send_the_text(
    catalog: Catalog, way: str, language: str
) -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    headers = {"Authorization": "Bearer token-of-centre", "Accept-Language": language}
    if way == "websocket":
        async with connect(application(catalog), headers) as socket:
            await socket.send(id="1", type="subscribe", payload={"extensions": extensions})
            [error] = (await socket.receive())["payload"]
    elif way == "POST":
        answer = await catalog.client.post(
            "/graphql", json={"extensions": extensions}, headers=headers
        )
        [error] = answer.json()["errors"]
    else:
        parameters = {"extensions": json.dumps(extensions)}
        answer = await catalog.client.get("/graphql", params=parameters, headers=headers)
        [error] = answer.json()["errors"]
    assert error == {
        "message": "PersistedQueryNotSupported",
        "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"},
    }


def _texts(type_: GraphQLInputType, within: tuple[str, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Yield values of a type that hold a lone surrogate in one place, and the place."""
    if is_non_null_type(type_):
        yield from _texts(type_.of_type, within)
    elif is_list_type(type_):
        yield from (([value], at) for value, at in _texts(type_.of_type, within))
    elif is_input_object_type(type_):
        if type_.name not in within:
            for name, field in type_.fields.items():
                for value, at in _texts(field.type, (*within, type_.name)):
                    yield {name: value}, f"{name}.{at}"
    elif str(type_) in {"String", "ID", "Instant", "Date"}:
        yield "a\ud800", str(type_)


def surrogates(schema: GraphQLSchema) -> Iterator[tuple[str, str, Any]]:
    """Yield an operation, the place of a text in it, and a value for its variable with a lone surrogate there."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        assert root
        for name, field in root.fields.items():
            for argument, declared in field.args.items():
                text = f"($x: {declared.type}) {{ {name}({argument}: $x) {{ __typename }} }}"
                for value, at in _texts(declared.type):
                    yield root.name.lower() + text, f"{name}.{argument}.{at}", value


async def test_a_lone_surrogate_in_any_text_is_invalid_input(
    catalog: Catalog, caplog: pytest.LogCaptureFixture
) -> None:
    schema = build()._schema  # noqa: SLF001
    count = 0
    for text, at, value in surrogates(schema):
        body = json.dumps({"query": text, "variables": {"x": value}}).encode()
        answer = await post(catalog, body, GRAPHQL)
        assert answer.status_code == 400, at
        assert answer.json()["errors"][0]["extensions"] == {"code": "INVALID_INPUT"}, at
        count += 1
    assert count > 200
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        '{ dataset(by: {code: "\ud800"}) { name } }',
        '{ dataset(by: {code: "\\ud800"}) { name } }',
        '{ dataset(by: {code: "\\uDFFF\\uD800"}) { name } }',
        '{ dataset(by: {code: "\\u{D800}"}) { name } }',
        '{ dataset(by: {code: """\udfff"""}) { name } }',
        "# \ud800\n{ viewer { name } }",
    ],
)
@pytest.mark.parametrize("way", ["POST", "websocket"])
async def test_a_lone_surrogate_in_a_literal_is_invalid_input(
    catalog: Catalog, text: str, way: str
) -> None:
    if way == "POST":
        answer = await post(catalog, json.dumps({"query": text}).encode(), GRAPHQL)
        assert answer.status_code == 400
        [error] = answer.json()["errors"]
    else:
        headers = {"Authorization": "Bearer token-of-centre"}
        async with connect(application(catalog), headers) as socket:
            await socket.send(id="1", type="subscribe", payload={"query": text})
            [error] = (await socket.receive())["payload"]
    assert error["extensions"] == {"code": "INVALID_INPUT"}


def _id(plain: str) -> str:
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


STRANGE_PINS: Final = (
    "0,99999999999999999999",
    "0,9223372036854775807",
    "0,9223372036854775808",
    "0,-1",
    "99999999999999999999,1",
    "-99999999999999999999,1",
    "253402300799999999,1",
    "-62135596800000000,1",
    "-62135596800000001,1",
    "0," + "9" * 5000,
    "1_0,1",
    " 1,1",
    "1",
    ",",
    "nan,inf",
)


@pytest.mark.parametrize("pin", STRANGE_PINS)
async def test_an_id_with_a_pin_that_cannot_be_is_unknown_or_refused(
    catalog: Catalog, pin: str, caplog: pytest.LogCaptureFixture
) -> None:
    await district().record(catalog.engine)
    id_ = _id(f"Dataset:lowincome@{pin}")
    questions = (
        "query($id: ID!) { node(id: $id) { id } }",
        "query($id: ID!) { nodes(ids: [$id]) { id } }",
        "query($id: ID!) { dataset(by: {id: $id}) { id } }",
        "query($id: ID!) { lineage(id: $id) { __typename } }",
        "query($id: ID!) { paths(from: $id, to: $id) { __typename } }",
        "query($id: ID!) { impact(id: $id) { __typename } }",
        "query($id: ID!) { datasets(filter: {provider: {eq: $id}}) { totalCount } }",
    )
    for question in questions:
        answer = (await catalog.post(question, {"id": id_})).json()
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        assert codes <= {"INVALID_INPUT"}, answer
    for name in ("datasets", "findings"):
        await catalog.post(
            f"query($x: String) {{ {name}(after: $x, first: 1) {{ nodes {{ __typename }} }} }}",
            {"x": id_},
        )
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


async def said(socket: Socket, message: object) -> Any:
    await socket.inbox.put({"type": "websocket.receive", "text": json.dumps(message)})
    return await socket.receive()


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": QUERY, "operationName": "B"}, "BAD_REQUEST"),
        ({"query": QUERY, "operationName": 7}, "BAD_REQUEST"),
        ({"query": ""}, "BAD_REQUEST"),
        ({}, "BAD_REQUEST"),
        ({"query": 7}, "BAD_REQUEST"),
        ({"query": QUERY, "variables": [1]}, "BAD_REQUEST"),
        ({"query": QUERY, "variables": 7}, "BAD_REQUEST"),
        ({"query": QUERY, "variables": {"x": "\ud800"}}, "INVALID_INPUT"),
        ({"query": "fragment F on Viewer { name }"}, "BAD_REQUEST"),
        ({"query": "query A { viewer { name } } query B { viewer { name } }"}, "BAD_REQUEST"),
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ viewer { " + "name " * 2001 + "} }"}, "TOO_MUCH"),
    ],
)
async def test_a_mistake_by_websocket_has_the_code_that_it_has_by_http(
    catalog: Catalog, payload: dict[str, Any], code: str, caplog: pytest.LogCaptureFixture
) -> None:
    posted = await post(catalog, json.dumps(payload).encode())
    assert posted.json()["errors"][0]["extensions"]["code"] == code
    async with connect(
        application(catalog), {"Authorization": "Bearer token-of-centre", "Accept-Language": "en"}
    ) as socket:
        message = await said(socket, {"id": "1", "type": "subscribe", "payload": payload})
        assert (message["type"], message["id"]) == ("error", "1")
        assert message["payload"] == posted.json()["errors"]
        # The websocket goes on, and the id is free.
        await socket.subscribe("1", QUERY)
        assert await socket.next("1") == {"name": "centre"}
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    "message",
    [
        5,
        None,
        "x",
        [],
        {},
        {"type": 5},
        {"type": "nothing"},
        {"type": "subscribe"},
        {"type": "subscribe", "id": "", "payload": {"query": QUERY}},
        {"type": "subscribe", "id": 5, "payload": {"query": QUERY}},
        {"type": "subscribe", "id": "\ud800", "payload": {"query": QUERY}},
        {"type": "subscribe", "id": ["x"], "payload": {"query": QUERY}},
        {"type": "subscribe", "id": "x" * 1001, "payload": {"query": QUERY}},
        {"type": "subscribe", "id": "1", "payload": [1]},
        {"type": "subscribe", "id": "1"},
        {"type": "complete"},
        {"type": "complete", "id": {}},
    ],
)
async def test_what_is_no_message_closes_the_websocket(
    catalog: Catalog, message: object, caplog: pytest.LogCaptureFixture
) -> None:
    async with connect(application(catalog), {"Authorization": "Bearer token-of-centre"}) as socket:
        assert await said(socket, message) == {"closed": 4400}
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (['{"type": "connection_init"'], 4400),
        (["[" * DEEP], 1009),
        (["[" * 8000], 4400),
        (['{"type": "connection_init", "payload": 5}'], 4400),
        (['{"type": "connection_init", "payload": {"x": "' + "x" * 9000 + '"}}'], 1009),
        (['{"type": "subscribe", "id": "1", "payload": {"query": "{a}"}}'], 4401),
        (['{"type": "connection_init"}'] * 2, 4429),
        (['{"type": "ping"}'] * 21, 1013),
        (['{"type": "pong"}'] * 1_000, 1013),
        (['{"type": "connection_init"}', " " * 300_000], 1009),
        (
            [
                '{"type": "connection_init"}',
                *[
                    '{"type": "subscribe", "id": "1", "payload": {"query": "subscription { lineageChanged(id: \\"RGF0YXNldDpsb3dpbmNvbWU\\") { __typename } }"}}'
                ]
                * 2,
            ],
            4409,
        ),
    ],
)
async def test_a_websocket_is_closed_by_the_code_of_the_protocol(
    catalog: Catalog, frames: list[str], code: int
) -> None:
    await district().record(catalog.engine)
    headers = {"Authorization": "Bearer token-of-centre"}
    async with connect(application(catalog), headers, greets=False) as socket:
        for frame in frames:
            await socket.inbox.put({"type": "websocket.receive", "text": frame})
        message = await socket.receive()
        while "closed" not in message:
            message = await socket.receive()
        assert message == {"closed": code}


@pytest.mark.parametrize(
    "says",
    [
        {"Authorization": "Bearer token-of-centre"},
        {"authorization": "Bearer token-of-centre"},
        {"AUTHORIZATION": "bearer token-of-centre"},
        {"headers": {"Authorization": "Bearer token-of-centre"}},
        {"Headers": {"authorization": "Bearer token-of-centre"}},
    ],
)
async def test_browsers_sign_in_by_whatever_name_their_client_has_for_it(
    catalog: Catalog, says: dict[str, Any]
) -> None:
    async with connect(application(catalog), {}, says) as socket:
        await socket.subscribe("1", QUERY)
        assert await socket.next("1") == {"name": CENTRE.name}


@pytest.mark.parametrize(
    "says",
    [
        {},
        {"Authorization": 5},
        {"headers": 5},
        {"headers": {"x": "y"}},
        {"Authorization": "Bearer x"},
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_who_is_not_let_in_learns_why(
    catalog: Catalog, says: dict[str, Any], language: str
) -> None:
    async with connect(application(catalog), {"Accept-Language": language}, says) as socket:
        closing = await socket.outbox.get()
        assert closing["code"] == 4403
        assert closing["reason"].isascii() is (language == "en")
        assert 10 < len(closing["reason"].encode()) < 124


def test_ids_are_read_as_they_were_written() -> None:
    assert keys.decode(_id("Dataset:abc@5,7")) is not None
    assert keys.decode(keys.encode(NodeKind.DATASET, "abc")) == keys.GlobalId(
        NodeKind.DATASET, "abc"
    )


async def _ask(catalog: Catalog, messages: list[Any], **headers: str) -> list[Any]:
    """Send messages of ASGI, and return what comes back."""
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0) if messages else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    told = {"host": "catalog", "content-type": JSON, **headers}
    scope = {
        "type": "http",
        "method": "POST",
        "path": headers.pop("path", "/graphql"),
        "raw_path": b"/graphql",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
    }
    await application(catalog)(scope, receive, send)
    return sent


async def test_a_stranger_is_refused_before_the_body_is_read(catalog: Catalog) -> None:
    for path in ("/graphql", "/api/v1/lineage", "/api/v1/lineage/batch"):
        sent = await _ask(catalog, [], path=path)
        assert sent[0]["status"] == 401


@pytest.mark.parametrize("path", ["/graphql", "/api/v1/lineage", "/api/v1/lineage/batch"])
async def test_an_upload_that_is_broken_off_leaves_no_trace(
    catalog: Catalog, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    messages = [
        {"type": "http.request", "body": b'{"query"', "more_body": True},
        {"type": "http.disconnect"},
    ]
    await _ask(catalog, messages, path=path, authorization="Bearer token-of-centre")
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


@pytest.mark.parametrize("path", ["/graphql", "/api/v1/lineage"])
async def test_a_body_that_does_not_come_is_not_waited_for(
    catalog: Catalog, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "_GRACE", 0.05)
    messages = [{"type": "http.request", "body": b"{", "more_body": True}]
    sent = await _ask(catalog, messages, path=path, authorization="Bearer token-of-centre")
    assert sent[0]["status"] == 408
    assert b"REQUEST_TIMEOUT" in sent[1]["body"]


async def test_answers_are_private_and_packed_where_that_is_wanted(catalog: Catalog) -> None:
    question = {"query": "{ __schema { types { name description fields { name } } } }"}
    headers = {"Authorization": "Bearer token-of-centre"}
    plain = await catalog.client.post(
        "/graphql", json=question, headers=headers | {"Accept-Encoding": "identity"}
    )
    packed = await catalog.client.post(
        "/graphql", json=question, headers=headers | {"Accept-Encoding": "gzip"}
    )
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 4
    refused = await catalog.client.get("/graphql", headers={"Accept": JSON})
    for answer in (plain, packed, refused, await catalog.client.get("/readyz")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert {"Accept", "Accept-Language", "Authorization"} <= set(
            answer.headers["vary"].split(", ")
        )
        assert "server" not in answer.headers


async def post_packed(catalog: Catalog, body: bytes) -> httpx.Response:
    return await post(catalog, body, **{"Content-Encoding": "gzip"})


@pytest.mark.parametrize("cuts", [(), (1,), (9, 30), tuple(range(1, 40))])
async def test_a_body_may_be_packed_in_several_members(
    catalog: Catalog, cuts: tuple[int, ...]
) -> None:
    body = json.dumps({"query": QUERY, "variables": {}}).encode()
    members = [body[start:end] for start, end in itertools.pairwise((0, *cuts, len(body)))]
    answer = await post_packed(catalog, b"".join(map(gzip.compress, members)))
    assert answer.json() == {"data": {"viewer": {"name": "centre"}}}


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (b"junk", 415),
        (b"\0", 415),
        (gzip.compress(b" ")[:-1], 415),
        (gzip.compress(b"") * 999, 200),
        (gzip.compress(b"") * 1_000, 415),
        (gzip.compress(b" " * 300_000), 413),
    ],
    ids=["junk", "zero", "cut", "many", "too many", "large"],
)
async def test_what_follows_a_packed_body_is_not_ignored(
    catalog: Catalog, after: bytes, status: int
) -> None:
    whole = gzip.compress(json.dumps({"query": QUERY}).encode())
    assert (await post_packed(catalog, whole + after)).status_code == status


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("br, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("br;q=1, gzip;q=0.0, *;q=0.5", None),
        ("gzipped", None),
        ("identity", None),
        ("", None),
    ],
)
async def test_whoever_refuses_to_unpack_gets_answers_plain(
    catalog: Catalog, accepted: str, encoding: str | None
) -> None:
    body = json.dumps({"query": "{ __schema { types { name description } } }"}).encode()
    answer = await post(catalog, body, **{"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == encoding
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "NOT_FOUND"),
        ("GET", "/static/none", 404, "NOT_FOUND"),
        ("GET", "/api/v1/lineage", 405, "METHOD_NOT_ALLOWED"),
        ("DELETE", "/healthz", 405, "METHOD_NOT_ALLOWED"),
        ("POST", "/static/none", 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_requests_that_go_astray_are_answered_in_json(
    catalog: Catalog, method: str, path: str, status: int, code: str, language: str
) -> None:
    headers = {"Accept-Language": language, "Content-Type": JSON}
    answer = await catalog.client.request(method, path, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].isascii() is (language == "en")


@pytest.mark.parametrize("variables", [{}, {"first": None}, {"first": "x"}])
async def test_what_never_began_is_an_error_by_websocket(
    catalog: Catalog, variables: dict[str, Any]
) -> None:
    headers = {"Authorization": "Bearer token-of-centre", "Accept-Language": "en"}
    async with connect(application(catalog), headers) as socket:
        query = "query($first: Int!) { units(first: $first) { totalCount } }"
        await socket.subscribe("1", query, variables)
        told = await socket.receive()
        assert (told["type"], told["id"]) == ("error", "1"), told
        assert told["payload"][0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}
        await socket.subscribe("1", query, {"first": 1})
        assert await socket.next("1") == {"totalCount": 0}
