"""Refusals by the dozen: few entries, none that is not counted."""

import itertools
import json

import pytest

from graph_catalog.model.refusals import NotPermitted
from graph_catalog.record import audit_log
from graph_catalog.record.audit import verification
from graph_catalog.record.change import Intent
from graph_catalog.record.refusal_tally import RefusalTally
from tests.conftest import CENTRE, OFFICER, Catalog


def test_the_first_fifty_are_told_each_and_then_every_doubling() -> None:
    tally = RefusalTally(lambda: 0.0)
    told = [tally.one_more("a", "NOT_FOUND") for _ in range(1000)]
    assert told[:50] == [1] * 50
    assert {place + 1: each for place, each in enumerate(told) if each > 1} == {100: 50, 200: 100, 400: 200, 800: 400}  # fmt: skip


@pytest.mark.parametrize("rate", [0.001, 0.1, 1, 7, 97, 1000])
def test_in_a_day_of_whatever_rate_no_actor_fills_the_log(rate: float) -> None:
    seconds = itertools.count(0.0, 1 / rate)
    refused = min(int(86_400 * rate), 2_000_000)
    tally = RefusalTally(lambda: next(seconds))
    told = [tally.one_more("a", "NOT_FOUND") for _ in range(refused)]
    entries, hours = sum(map(bool, told)), refused / rate / 3600
    assert entries <= 400 * max(hours, 1)
    assert refused - sum(told) <= refused / 2


def test_what_was_left_over_is_told_with_the_next_and_actors_and_codes_are_apart() -> None:
    seconds = 0.0
    tally = RefusalTally(lambda: seconds)
    for _ in range(70):
        tally.one_more("a", "NOT_FOUND")
    assert [tally.one_more("b", "NOT_FOUND"), tally.one_more("a", "CONFLICT")] == [1, 1]
    seconds = 600.0
    assert tally.one_more("a", "NOT_FOUND") == 21
    seconds = 1300.0
    assert tally.one_more("c", "NOT_FOUND") == 1
    assert len(tally) == 1


async def test_an_actor_who_is_refused_a_thousand_times_writes_a_few_entries_that_count_all(
    catalog: Catalog,
) -> None:
    refusal = NotPermitted(message="no")
    codes = [f"CODE_{number}" for number in range(2)]
    for number in range(400):
        for code in codes:
            each = NotPermitted(message=refusal.message, code=code)
            await audit_log.refuse(catalog.engine, OFFICER, Intent("t", {"n": number}), each)
    row = await catalog.engine.read("audit/entries", CENTRE, after=0, limit=1000)
    told = [json.loads(entry["refusal"]) for entry in row["entries"]]
    assert len(told) == 2 * (50 + 3)
    assert sum(each["stands_for"] for each in told) == 800
    assert json.loads(row["entries"][-1]["input"]) == {"n": 399}
    assert (await verification.verify(catalog.engine, CENTRE)).is_whole
    query = "{ auditEntries(first: 1) { nodes { refusal { code refusalCount } } } }"
    (newest,) = (await catalog.ask(query))["auditEntries"]["nodes"]
    assert newest["refusal"] == {"code": "CODE_1", "refusalCount": 200}
