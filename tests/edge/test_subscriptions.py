"""A viewer of a lineage is told when its answer has changed, over graphql-transport-ws."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.types import Message

from graph_catalog.api.transport import websocket
from graph_catalog.api.transport.http import Endpoint
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import watching as lineage_watching
from graph_catalog.model.enums.lineage import LineageDirection, LineageLevel
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import CatalogBusy
from graph_catalog.record import keys
from graph_catalog.record.head_watch import MOST_LISTENERS, HeadWatch
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.edge.sockets import PROTOCOL, Socket, connect
from tests.estate import district, revise

WATCH: Final = """subscription($id: ID!, $level: LineageLevel! = DATASET, $depth: Int! = 5) {
  lineageChanged(id: $id, level: $level, depth: $depth) {
    __typename
    ... on LineageChange {
      revision previousRevision complete nodeCount edgeCount
      nodesAdded { count keys } nodesRemoved { keys } nodesChanged { keys }
      edgesAdded { count ends { source target } } edgesRemoved { ends { source target } } edgesChanged { count }
    }
    ... on Refusal { code message }
  }
}"""
DECLARE: Final = """mutation($input: DeclareLineageInput!) {
  declareLineage(input: $input) { ... on LineagePayload { revision } ... on Refusal { message } } }"""
AID: Final = keys.encode(NodeKind.DATASET, "lowincome")


def application(catalog: Catalog) -> Starlette:
    transport = catalog.client._transport  # noqa: SLF001  # the session's one application
    assert isinstance(transport, httpx.ASGITransport)
    assert isinstance(transport.app, Starlette)
    return transport.app


def watch_of(catalog: Catalog) -> HeadWatch:
    [endpoint] = (
        route.app for route in application(catalog).routes if isinstance(route, WebSocketRoute)
    )
    assert isinstance(endpoint, Endpoint)
    return endpoint._watch  # noqa: SLF001  # how many listen is nobody's to ask


@asynccontextmanager
async def opened(
    catalog: Catalog, viewer: Viewer = CENTRE, language: str = "en"
) -> AsyncIterator[Socket]:
    headers = {"Authorization": f"Bearer token-of-{viewer.name}", "Accept-Language": language}
    async with connect(application(catalog), headers) as socket:
        yield socket


async def declare(catalog: Catalog, target: str, source: str) -> int:
    ends = {"targetId": target, "sourceId": source}
    given = {name: keys.encode(NodeKind.FIELD, key) for name, key in ends.items()}
    answer = await catalog.ask(DECLARE, {"input": {**given, "kind": "IDENTITY"}})
    revision: int = answer["declareLineage"]["revision"]
    return revision


async def test_a_change_of_the_answer_is_told_and_no_other(catalog: Catalog) -> None:
    recorded = await district().record(catalog.engine)
    async with opened(catalog) as socket:
        await socket.subscribe("1", WATCH, {"id": AID})
        first = await socket.next("1")
        assert (first["revision"], first["previousRevision"]) == (recorded.revision, None)
        assert (first["nodeCount"], first["nodesAdded"]["count"]) == (1, 0)
        # Of no consequence to this lineage: had it been told, it would be the next message.
        await revise(catalog.engine, NodeKind.UNIT, "health", name="卫生健康局")
        revision = await declare(catalog, "lowname", "resname")
        change = await socket.next("1")
        assert (change["revision"], change["previousRevision"]) == (revision, recorded.revision)
        assert change["nodesAdded"] == {"count": 1, "keys": ["residents"]}
        ends = {"source": "residents", "target": "lowincome"}
        assert change["edgesAdded"] == {"count": 1, "ends": [ends]}
        await revise(catalog.engine, NodeKind.DATASET, "residents", name="人口信息")
        assert (await socket.next("1"))["nodesChanged"] == {"keys": ["residents"]}


async def test_the_revision_told_gives_the_very_answer(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    async with opened(catalog) as socket:
        await socket.subscribe("1", WATCH, {"id": AID})
        before = (await socket.next("1"))["revision"]
        await declare(catalog, "lowname", "resname")
        after = (await socket.next("1"))["revision"]
        question = "query($id: ID!, $r: Int!) { lineage(id: $id, atRevision: $r) { ... on Lineage { edgeCount } } }"
        for revision, edges in ((before, 0), (after, 1)):
            await socket.subscribe("2", question, {"id": AID, "r": revision})
            assert await socket.next("2") == {"edgeCount": edges}
            assert (await socket.receive())["type"] == "complete"


async def test_a_question_by_the_same_websocket_sees_what_has_changed(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    question = "query($id: ID!) { lineage(id: $id) { ... on Lineage { edgeCount } } }"
    async with opened(catalog) as socket:
        for edges in (0, 1):
            await socket.subscribe("1", question, {"id": AID})
            assert await socket.next("1") == {"edgeCount": edges}
            assert (await socket.receive())["type"] == "complete"
            await declare(catalog, "lowname", "resname")


async def test_a_viewer_is_told_of_what_is_hidden_only_that_it_is_there(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    start = {"id": keys.encode(NodeKind.FIELD, "lowid"), "level": "FIELD"}
    async with opened(catalog, OFFICER) as socket:
        await socket.subscribe("1", WATCH, start)
        await socket.next("1")
        await declare(catalog, "lowid", "wantid")
        change = await socket.next("1")
        assert change["nodesAdded"] == {"count": 1, "keys": ["redacted-1"]}
        assert "want" not in str(change)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("variables", "kind"),
    [
        ({"id": "nothing"}, "NotFound"),
        ({"id": keys.encode(NodeKind.DATUM, "idself")}, "NotFound"),
        ({"id": keys.encode(NodeKind.DATASET, "nowhere")}, "NotFound"),
        ({"id": AID, "depth": 31}, "InvalidInput"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_type_and_ends(
    catalog: Catalog, variables: Mapping[str, Any], kind: str, language: str
) -> None:
    await district().record(catalog.engine)
    async with opened(catalog, language=language) as socket:
        await socket.subscribe("1", WATCH, variables)
        refusal = await socket.next("1")
        assert refusal["__typename"] == kind
        assert refusal["message"].isascii() is (language == "en")
        assert (await socket.receive())["type"] == "complete"


async def test_an_id_with_a_pin_is_refused(catalog: Catalog) -> None:
    recorded = await district().record(catalog.engine)
    snapshot = 'query($r: Int!) { dataset(by: {key: "lowincome"}, atRevision: $r) { id } }'
    explicit = (await catalog.ask(snapshot, {"r": recorded.revision}))["dataset"]["id"]
    async with opened(catalog) as socket:
        await socket.subscribe("1", WATCH, {"id": explicit})
        assert (await socket.next("1"))["code"] == "INVALID_INPUT"


async def test_only_who_signs_in_may_subscribe(catalog: Catalog) -> None:
    stranger = Viewer("stranger", None, frozenset())
    async with opened(catalog, stranger) as socket:
        assert await socket.receive() == {"closed": 1008}


async def test_a_browser_signs_in_by_its_first_message(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    app = application(catalog)
    says = {"Authorization": f"Bearer token-of-{OFFICER.name}"}
    async with connect(app, {}, says) as socket:
        await socket.subscribe("1", "{ viewer { name } }")
        assert await socket.next("1") == {"name": OFFICER.name}
    for wrong in ({}, {"Authorization": "Bearer token-of-stranger"}, {"Authorization": "officer"}):
        async with connect(app, {}, wrong) as socket:
            assert await socket.receive() == {"closed": 4403}


async def test_nothing_is_answered_before_signing_in(catalog: Catalog) -> None:
    async with connect(application(catalog), {}, says=None) as socket:
        assert await socket.receive() == {"closed": 4403}
        await socket.subscribe("1", "{ viewer { name } }")
    assert socket.outbox.empty()


async def test_errors_by_websocket_have_codes(catalog: Catalog) -> None:
    async with opened(catalog) as socket:
        await socket.subscribe("1", "subscription { nothing }")
        message = await socket.receive()
        assert message["type"] == "error"
        [error] = message["payload"]
        assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_a_subscription_by_post_is_refused(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    answer = await catalog.post(WATCH, {"id": AID})
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "websocket" in error["message"]


async def test_nothing_listens_on_when_the_client_has_gone(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    watch = watch_of(catalog)
    async with opened(catalog) as socket:
        for name in ("1", "2"):
            await socket.subscribe(name, WATCH, {"id": AID})
            await socket.next(name)
        assert watch.listeners == 2
    assert watch.listeners == 0


async def test_a_connection_has_ten_operations_at_the_most(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    async with opened(catalog) as socket:
        for number in range(10):
            await socket.subscribe(str(number), WATCH, {"id": AID})
            await socket.next(str(number))
        await socket.subscribe("more", WATCH, {"id": AID})
        message = await socket.receive()
        assert (message["type"], message["id"]) == ("error", "more")


async def test_a_process_has_a_hundred_subscriptions_at_the_most(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    watch = HeadWatch(catalog.engine)
    question = Question("lowincome", LineageDirection.BOTH, LineageLevel.DATASET, 5, 1000)
    async with AsyncExitStack() as stack:
        for _ in range(MOST_LISTENERS):
            assert await stack.enter_async_context(watch.listening())
        told = [
            each async for each in lineage_watching.changes(catalog.engine, CENTRE, watch, question)
        ]
        assert isinstance(told[0], CatalogBusy)
        assert len(told) == 1
    assert watch.listeners == 0


async def test_of_too_many_strangers_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "MOST_STRANGERS", 3)
    strangers, for_ever = websocket.Strangers(), asyncio.Event()

    async def stay(*, signs_in: bool) -> None:
        async with strangers.one_more():
            if signs_in:
                strangers.has_signed_in()
            await for_ever.wait()

    known = asyncio.ensure_future(stay(signs_in=True))
    crowd = [asyncio.ensure_future(stay(signs_in=False)) for _ in range(8)]
    await asyncio.wait_for(asyncio.gather(*crowd[:5]), 20)
    assert not any(each.done() for each in (known, *crowd[5:]))
    for_ever.set()
    await asyncio.gather(known, *crowd)


async def test_strangers_keep_nobody_from_signing_in(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "MOST_STRANGERS", 3)
    app = application(catalog)
    async with AsyncExitStack() as crowd:
        for _ in range(8):
            await crowd.enter_async_context(connect(app, {}, greets=False))
            says = {"Authorization": "Bearer token-of-centre"}
            async with connect(app, {}, says) as socket:
                await socket.send(
                    id="1", type="subscribe", payload={"query": "{ viewer { name } }"}
                )
                assert await socket.next("1") == {"name": "centre"}


async def test_a_server_that_has_closed_by_itself_is_told_nothing_more(
    catalog: Catalog, caplog: pytest.LogCaptureFixture
) -> None:
    """Uvicorn closes where a frame is none, and takes the next message for a mistake of ours."""
    socket, is_closed = Socket(), asyncio.Event()

    async def send(message: Message) -> None:
        if message["type"] != "websocket.accept":
            is_closed.set()
            error = "Unexpected ASGI message, after sending 'websocket.close'."
            raise RuntimeError(error)

    await socket.inbox.put({"type": "websocket.connect"})
    await socket.send(type="connection_init", payload={"Authorization": "Bearer token-of-centre"})
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "headers": [],
        "query_string": b"",
        "subprotocols": [PROTOCOL],
    }
    serving = asyncio.ensure_future(application(catalog)(scope, socket.inbox.get, send))
    await asyncio.wait_for(is_closed.wait(), 20)
    await asyncio.wait_for(serving, 20)
    assert not caplog.records


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("{ nope }", {}),
    ("query($a: Int!) { datasets(first: $a) { totalCount } }", {}),
    ("query($a: Int!) { datasets(first: $a) { totalCount } }", {"a": "x"}),
    ("{", {}),
    ('{ datasets(asOf: "x") { totalCount } }', {}),
    ("query($a: Instant) { datasets(asOf: $a) { totalCount } }", {"a": "x"}),
    ("mutation { registerUnit(input: {}) { __typename } }", {}),
    ("subscription($id: ID!) { lineageChanged(id: $id) { __typename } }", {}),
    ("subscription($id: ID!) { lineageChanged(id: $id) { __typename } }", {"id": None}),
    ("subscription { lineageChanged { __typename } }", {}),
    ("subscription { lineageChanged(id: null) { __typename } }", {}),
    ("query A { units { totalCount } } query B { units { totalCount } }", {}),
]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_what_does_not_fit_the_schema_is_told_in_the_callers_language_by_websocket_as_by_post(
    catalog: Catalog, language: str
) -> None:
    headers = {"Accept-Language": language, "Authorization": f"Bearer token-of-{OFFICER.name}"}
    async with connect(application(catalog), headers) as socket:
        for number, (query, variables) in enumerate(WRONG):
            await socket.subscribe(str(number), query, variables)
            message = await socket.receive()
            assert (message["type"], message["id"]) == ("error", str(number)), message
            for error in message["payload"]:
                is_chinese = any("\u4e00" <= each <= "\u9fff" for each in error["message"])
                assert is_chinese is (language != "en"), query
                assert error["extensions"]["code"]
            if query.startswith("subscription"):
                continue
            posted = await catalog.refusal(query, variables, language=language)
            assert posted["message"] == message["payload"][0]["message"]
