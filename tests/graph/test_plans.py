"""A question waits for its plan, and its deadline runs from then on: what is asked first after a start is answered."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import pytest

from graph_catalog.errors import StoreError
from graph_catalog.graph.plans import Plans
from graph_catalog.graph.query import Variant
from tests.conftest import Catalog

_FIRST: Final = {
    "findings": '{ findings(first: 20, filter: {rules: ["LIN-1"]}) { totalCount nodes { rule } } }',
    "duplicates": "{ duplicateCollections(first: 20) { totalCount nodes { collectionPoints } } }",
}


class Store:
    """Plans when it is told to, and counts what it planned."""

    def __init__(self) -> None:
        self.planned: list[str] = []
        self.go = asyncio.Event()
        self.problem: StoreError | None = None

    async def explain(self, name: str, variant: Variant, arguments: Mapping[str, Any]) -> None:
        del variant, arguments
        self.planned.append(name)
        await self.go.wait()
        if self.problem is not None:
            raise self.problem


async def test_all_who_ask_the_same_wait_for_one_planning() -> None:
    store = Store()
    plans = Plans(store.explain)
    asking = [
        asyncio.create_task(plans.wait("a", Variant(), {"unit": f"u{each}"}, 0))
        for each in range(5)
    ]
    await asyncio.sleep(0)
    asking.pop().cancel()  # who goes away takes nobody's plan along
    assert not any(task.done() for task in asking)
    store.go.set()
    await asyncio.gather(*asking)
    await plans.wait("a", Variant(), {"unit": "u"}, 0)
    assert store.planned == ["a"]


@pytest.mark.parametrize(
    ("arguments", "start"),
    [({"unit": None}, 0), ({"unit": ["u"]}, 0), ({"unit": []}, 0), ({"unit": "u"}, 1)],
)
async def test_other_types_and_another_start_of_the_store_are_planned_anew(
    arguments: dict[str, Any], start: int
) -> None:
    store = Store()
    store.go.set()
    plans = Plans(store.explain)
    await plans.wait("a", Variant(), {"unit": "u"}, 0)
    await plans.wait("a", Variant(), arguments, start)
    assert store.planned == ["a", "a"]


async def test_what_cannot_be_planned_is_asked_all_the_same_and_planned_again() -> None:
    store = Store()
    store.go.set()
    plans = Plans(store.explain)
    store.problem = StoreError("no index yet")
    await plans.wait("a", Variant(), {}, 0)
    store.problem = None
    await plans.wait("a", Variant(), {}, 0)
    await plans.wait("a", Variant(), {}, 0)
    assert store.planned == ["a", "a"]


async def test_what_is_planned_ahead_lets_those_who_ask_go_first() -> None:
    store = Store()
    plans = Plans(store.explain)
    await plans.unasked()
    asking = asyncio.create_task(plans.wait("a", Variant(), {}, 0))
    await asyncio.sleep(0)
    ahead = asyncio.create_task(plans.unasked())
    await asyncio.sleep(0)
    assert store.planned == ["a"]
    assert not ahead.done()
    store.go.set()
    await asyncio.gather(asking, ahead)


@pytest.mark.parametrize("question", _FIRST.values(), ids=_FIRST.keys())
async def test_the_first_question_of_a_start_is_answered_however_long_its_plan_takes(
    catalog: Catalog, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await catalog.engine.run_statement("CALL db.clearQueryCaches()")
    monkeypatch.setattr(catalog.engine, "plans", Plans(catalog.engine.explain))
    monkeypatch.setattr(catalog.engine, "read_deadline", 5.0)
    assert await catalog.ask(question)
