"""What one actor may have, and that nobody else pays for it."""

import asyncio
import contextlib
import dataclasses
import json
from typing import Any, Final

import pytest
from graphql import parse
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import WebSocketRoute

from graph_catalog.api.schema import build
from graph_catalog.api.transport.http import Endpoint
from graph_catalog.edge.budget import Allowance, Budget
from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.edge.metered import metered
from graph_catalog.errors import StoreBusyError
from graph_catalog.gql import cost
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.faults import fault
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.edge.sockets import connect
from tests.edge.test_subscriptions import AID, WATCH, application
from tests.estate import district

SCHEMA: Final = build()._schema  # noqa: SLF001
SMALL: Final = 1.0


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def wait_of(refused: HttpRefusedError) -> int:
    assert refused.error.extensions is not None
    assert refused.status == 429
    assert refused.error.extensions["code"] == "CATALOG_BUSY"
    wait: int = refused.error.extensions["retryAfter"]
    assert refused.headers == {"Retry-After": str(wait)}
    return wait


@given(
    st.lists(st.tuples(st.floats(0, 3), st.floats(0.5, 900), st.sampled_from("ab")), max_size=120)
)
@settings(deadline=None)
def test_what_an_actor_spends_in_a_window_is_bounded_and_waiting_helps(
    asked: list[tuple[float, float, str]],
) -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    allowance = budget.allowance
    spent: list[tuple[float, float, str]] = []
    for pause, units, who in asked:
        clock.now += pause
        recent = [
            n for at, n, whose in spent if whose == who and at > clock.now - allowance.window + 1
        ]
        try:
            budget.charge(who, units)
        except HttpRefusedError as refused:
            assert sum(recent) + units > 0
            clock.now += wait_of(refused)
            with contextlib.suppress(HttpRefusedError):  # part of the window may be used still
                budget.charge(who, min(units, 0.5))
            clock.now += allowance.window
            budget.charge(who, units)
            spent = []
        spent.append((clock.now, units, who))
        recent = [
            n for at, n, whose in spent if whose == who and at > clock.now - allowance.window + 1
        ]
        assert sum(recent) <= max(allowance.cost, units)


def test_what_is_given_back_can_be_spent_again() -> None:
    budget = Budget(clock=Clock())
    for _ in range(50):
        budget.charge("a", 1000)
        budget.settle("a", 1000, 10)


def test_what_took_more_than_was_estimated_is_paid() -> None:
    budget = Budget(clock=Clock())
    budget.charge("a", 100)
    budget.settle("a", 100, budget.allowance.cost)
    with pytest.raises(HttpRefusedError):
        budget.charge("a", 1)
    budget.charge("b", 1)


def test_whatever_may_be_asked_has_its_chance_once_the_window_is_empty() -> None:
    budget = Budget(clock=Clock())
    with budget.operation("a"):
        budget.charge("a", budget.allowance.cost)


def test_long_holders_of_the_loop_rest_as_long_as_they_held_it_where_others_are() -> None:
    clock = Clock()
    budget = Budget(clock=clock)

    def seen(who: str) -> None:
        with budget.operation(who):
            pass

    seen("a")
    budget.took("a", 0.06)
    assert budget.rest("a") == pytest.approx(0.015)  # nobody else is there, as far as is known
    clock.now += 0.015
    seen("b")
    budget.took("a", 0.06)
    assert budget.rest("a") == pytest.approx(0.06)
    assert budget.rest("b") == 0
    seen("a")
    assert budget.rest("a") == pytest.approx(0.06)  # b was there a moment ago
    clock.now += 0.06
    assert budget.rest("a") == pytest.approx(0)
    for _ in range(10):
        budget.took("a", 0.001)
    assert budget.rest("a") == pytest.approx(0.006, abs=0.0011)
    budget.took("a", 30)
    assert budget.rest("a") == pytest.approx(0.2)
    clock.now += 1.1
    seen("a")
    budget.took("a", 0.06)
    assert budget.rest("a") == pytest.approx(0.015)  # b has gone


class Watch:
    """Lets work go on when it is told so, and keeps what it took."""

    def __init__(self, rests: list[float]) -> None:
        self.rests = rests
        self.steps = 0

    def rest(self, who: str) -> float:
        assert who == "a"
        return self.rests.pop() if self.rests else 0.0

    def took(self, who: str, seconds: float) -> None:
        assert who == "a"
        assert seconds >= 0
        self.steps += 1


async def test_metered_work_ends_as_it_would_by_itself() -> None:
    async def told(value: int) -> int:
        await asyncio.sleep(0)
        async with asyncio.timeout(None), asyncio.Lock():
            return value

    async def fails() -> None:
        await asyncio.sleep(0)
        message = "as it should"
        raise ValueError(message)

    async def late() -> str:
        try:
            async with asyncio.timeout(0):
                await asyncio.Event().wait()
        except TimeoutError:
            return "late"
        return "never"

    watch = Watch([0.0, 0.001])
    assert await metered(told(3), watch, "a") == 3
    assert watch.steps >= 2
    with pytest.raises(ValueError, match="as it should"):
        await metered(fails(), Watch([]), "a")
    assert await metered(late(), Watch([]), "a") == "late"


@pytest.mark.parametrize("rests", [[], [60.0], [60.0, 0.0]])
async def test_metered_work_that_is_cancelled_hears_of_it_resting_or_not(
    rests: list[float],
) -> None:
    heard = asyncio.Event()
    begun = asyncio.Event()

    async def works() -> None:
        try:
            begun.set()
            await asyncio.sleep(0)
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            heard.set()
            raise

    async def all_of_it() -> None:
        await metered(works(), Watch(rests[::-1]), "a")

    task = asyncio.create_task(all_of_it())
    if not rests or rests[0] == 0:
        await begun.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert heard.is_set() is begun.is_set()


def test_eight_writers_and_a_hundred_small_events_a_second_fit() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    with contextlib.ExitStack() as under_way:
        for _ in range(8):
            under_way.enter_context(budget.operation("a"))
        for _ in range(60 * 100):
            clock.now += 0.01
            with budget.operation("a"):
                budget.charge("a", SMALL)
            # Each writer ten changes a second.
            if round(clock.now * 100) % 10 == 0:
                for _ in range(8):
                    budget.charge("a", SMALL)


def test_actors_of_the_past_are_forgotten() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    for number in range(10_000):
        clock.now += 0.1
        with budget.operation(f"connection {number}"):
            pass
    assert len(budget) < 400


@pytest.mark.parametrize("what", ["operation", "subscription", "connection"])
def test_nothing_is_known_any_more_of_actors_that_have_gone(what: str) -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    for number in range(1000):
        with getattr(budget, what)(f"connection {number}"):
            pass
    with getattr(budget, what)("who stays"):
        clock.now += 2 * budget.allowance.window
        with getattr(budget, what)("a newcomer"):
            assert len(budget) == 2


@pytest.mark.parametrize("what", ["operation", "subscription", "connection"])
def test_what_is_open_at_once_is_bounded_for_each_actor(what: str) -> None:
    budget = Budget(Allowance(operations=3, subscriptions=3, connections=3), clock=Clock())
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(getattr(budget, what)("a"))
        with pytest.raises(HttpRefusedError) as refused, getattr(budget, what)("a"):
            pass
        assert wait_of(refused.value) >= 1
        with getattr(budget, what)("b"):
            pass
    with getattr(budget, what)("a"):
        pass


async def test_expensive_questions_of_one_actor_come_one_after_the_other() -> None:
    budget, running, most = Budget(), 0, 0

    async def ask(who: str) -> bool:
        nonlocal running, most
        try:
            async with budget.turn(who):
                running += 1
                most = max(most, running)
                await asyncio.sleep(0)
                running -= 1
        except HttpRefusedError as refused:
            return wait_of(refused) == 0
        return True

    done = await asyncio.gather(*(ask("a") for _ in range(12)))
    assert (most, done.count(True)) == (1, budget.allowance.expensive)
    most = 0
    assert all(await asyncio.gather(*(ask(f"b{number}") for number in range(20))))
    assert most == 3


async def test_who_has_waited_too_long_is_told_so() -> None:
    budget = Budget(Allowance(patience=0.01))
    async with budget.turn("a"):
        with pytest.raises(HttpRefusedError) as refused:
            async with budget.turn("a"):
                pass
    assert wait_of(refused.value)
    async with budget.turn("a"):
        pass


@pytest.mark.parametrize(
    ("text", "variables", "least", "most"),
    [
        ("{ viewer { name } }", {}, 0, 1),
        ("{ __schema { types { name } } }", {}, 0, 1),
        ("{ datasets(first: 100) { nodes { name provider { name } } } }", {}, 0.5, 3),
        (
            "query($n: Int) { datasets(first: $n) { nodes { fields(first: $n) { nodes { name } } } } }",
            {"n": 100},
            50,
            200,
        ),
        ("{ findings { nodes { rule } } }", {}, 50, 200),
        (
            "{" + " ".join(f"a{n}: findings {{ nodes {{ rule }} }}" for n in range(15)) + "}",
            {},
            1000,
            3000,
        ),
        ('{ lineage(id: "x", depth: 30) { __typename } }', {}, 20, 100),
        (
            "query($p: CollectionPlanInput!) { checkCollection(input: $p) { __typename } }",
            {"p": {"fields": [{}] * 500}},
            500,
            600,
        ),
        (
            "query($p: CollectionPlanInput!) { ...Q } fragment Q on Query { checkCollection(input: $p) { __typename } }",
            {"p": {"fields": [{}] * 500}},
            500,
            600,
        ),
        (
            "query($p: CollectionPlanInput!) { checkCollection(input: $p) { __typename } }",
            {"p": {"fields": [{}] * 90_000}},
            500,
            600,
        ),
        (
            "{ units(first: 100) { nodes { systems(first: 100) { nodes { datasets(first: 100) { nodes { name } } } } } } }",
            {},
            50,
            1000,
        ),
        ("{ datasets(first: 999999999999999999999) { nodes { name } } }", {}, 0, 20),
        ("{ datasets(first: -5, last: $x) { nodes { name } } }", {"x": "y"}, 0, 20),
    ],
)
def test_an_estimate_is_of_the_right_order(
    text: str, variables: dict[str, Any], least: float, most: float
) -> None:
    assert least <= cost.of_operation(SCHEMA, parse(text), None, variables) <= most


def allow(allowance: Allowance, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Budget:
    """Let everybody have as much, for one test."""
    [endpoint] = (r.app for r in application(catalog).routes if isinstance(r, WebSocketRoute))
    assert isinstance(endpoint, Endpoint)
    serving = endpoint._serving  # noqa: SLF001
    budget = Budget(allowance)
    monkeypatch.setattr(endpoint, "_serving", dataclasses.replace(serving, budget=budget))
    return budget


async def test_over_the_budget_is_told_with_how_long_to_wait_and_others_are_served(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = allow(Allowance(cost=10, subscriptions=1), catalog, monkeypatch)
    await district().record(catalog.engine)
    for language in ("en", "zh"):
        for _ in range(30):
            answer = await catalog.post("{ findings { nodes { rule } } }", language=language)
        assert answer.status_code == 429
        [error] = answer.json()["errors"]
        assert answer.json().keys() == {"errors"}
        assert error["extensions"]["code"] == "CATALOG_BUSY"
        assert 1 <= error["extensions"]["retryAfter"] <= 10
        assert answer.headers["retry-after"] == str(error["extensions"]["retryAfter"])
        assert error["message"].isascii() is (language == "en")
    await catalog.ask("{ viewer { name } }", viewer=OFFICER)
    headers = {"Authorization": f"Bearer token-of-{OFFICER.name}", "Accept-Language": "en"}
    async with connect(application(catalog), headers) as socket:
        await socket.subscribe("1", WATCH, {"id": AID})
        await socket.next("1")
        await socket.subscribe("2", WATCH, {"id": AID})
        message = await socket.receive()
        assert (message["type"], message["id"]) == ("error", "2")
        assert message["payload"][0]["extensions"]["code"] == "CATALOG_BUSY"
    assert len(tight) == 2


async def test_what_can_never_be_answered_is_not_told_to_wait(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(Allowance(), catalog, monkeypatch)
    many = " ".join(
        f"a{n}: datasets(first: 100) {{ nodes {{ lineage {{ __typename }} }} }}" for n in range(15)
    )
    refused = await catalog.refusal(f"{{ {many} }}")
    assert refused["extensions"] == {"code": "TOO_MUCH"}
    await district().record(catalog.engine)
    [unit] = (await catalog.ask("{ units(first: 1) { nodes { id } } }"))["units"]["nodes"]
    asked = (
        "query($p: CollectionPlanInput!) { checkCollection(input: $p) { ... on Refusal { path } } }"
    )
    fields = [{"name": f"字段{n}"} for n in range(1_900)]
    told = await catalog.ask(asked, {"p": {"unitId": unit["id"], "name": "表", "fields": fields}})
    assert told["checkCollection"] == {"path": ["input", "fields"]}


async def test_who_floods_a_websocket_loses_it_and_others_are_served_meanwhile(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(Allowance(cost=300), catalog, monkeypatch)
    headers = {"Authorization": f"Bearer token-of-{CENTRE.name}", "Accept-Language": "en"}
    async with connect(application(catalog), headers) as socket:
        for _ in range(30_000):
            await socket.send(type="pong")
        await catalog.ask("{ viewer { name } }", viewer=OFFICER)
        left = socket.inbox.qsize()
        assert await socket.receive() == {"closed": 1013}
    assert left > 0, "the answer came after the flood"


async def test_one_callers_reads_wait_for_one_another(catalog: Catalog) -> None:
    """However many fields ask at once, a caller holds no more connections than its share."""
    engine, at_once, most = catalog.engine, 0, 0
    reading = engine.line.now.session

    class Counted:
        def __init__(self, **given: Any) -> None:
            self._session = reading(**given)

        async def __aenter__(self) -> Any:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            return await self._session.__aenter__()

        async def __aexit__(self, *how: object) -> None:
            nonlocal at_once
            at_once -= 1
            await self._session.__aexit__(*how)  # type: ignore[no-untyped-call]  # the driver's

    share = Budget().allowance.reads
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.line.now, "session", Counted)
        names = " ".join(
            f"a{n}: units(first: {n + 1}) {{ totalCount nodes {{ name }} }}" for n in range(15)
        )
        await catalog.ask("{" + names + "}", viewer=CENTRE)
    assert 1 < most <= share


async def test_a_pool_that_is_used_up_does_not_say_that_the_store_is_away(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    from neo4j.exceptions import ConnectionAcquisitionTimeoutError  # noqa: PLC0415

    problem = fault(ConnectionAcquisitionTimeoutError("no connection within 5 s"), "entity/page")
    assert isinstance(problem, StoreBusyError)

    async def fail(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(Engine, "read", fail)
    error = await catalog.refusal("{ units { nodes { name } } }")
    assert error["extensions"] == {"code": "CATALOG_BUSY", "retryAfter": 5}
    assert "Neo4j" not in json.dumps(error)
