"""What was ended stays ended: recorded again, a designation or an exemption is in force from when it says, or refused."""

import random
from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.agreements import test_designations as designations
from tests.agreements import test_exemption_intervals as exemptions
from tests.agreements.test_designations import DAYS, designate, end, estate, midnight
from tests.conftest import Catalog

__all__ = ["estate"]
exempted = exemptions.estate
ON_DAY: Final = """query($day: Instant!) { datum(by: {key: "phoneself"}, asOf: $day) {
  designations { nodes { key withdrawal validFrom validTo dataset { key } } } } }"""
NODE: Final = (
    "query($id: ID!) { node(id: $id) { ... on SourceDesignation { validTo withdrawal } } }"
)
Day = tuple[str, str] | None
"""The source of a day: dataset and designation (keys)."""


async def days_of(estate: Catalog, revision: int | None = None) -> dict[int, Day]:
    found: dict[int, Day] = {}
    query = ON_DAY
    if revision is not None:
        query = query.replace("asOf: $day", f"asOf: $day, atRevision: {revision}")
    for day in DAYS:
        told = await estate.ask(query, {"day": f"2026-03-{day:02}T12:00:00+08:00"})
        nodes = told["datum"]["designations"]["nodes"]
        assert len(nodes) <= 1
        found[day] = (nodes[0]["dataset"]["key"], nodes[0]["key"]) if nodes else None
    return found


@pytest.mark.parametrize("seed", range(6))
async def test_no_designation_goes_on_beyond_an_end_that_was_put(
    estate: Catalog, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    days: dict[int, Day] = dict.fromkeys(DAYS)
    ends: dict[str, int] = {}
    for _ in range(8):
        held = sorted({day for day, whose in days.items() if whose})
        before, (first, last) = dict(days), sorted(chance.choices(DAYS, k=2))
        if held and chance.random() < 0.35:
            whose = days[chance.choice(held)]
            assert whose is not None
            mine = [day for day in held if days[day] == whose]
            until = chance.randint(mine[0], mine[-1])
            told = await end(estate, whose[1], endsAt=f"2026-03-{until:02}")
            if until == mine[-1]:
                assert told["__typename"] == "Conflict"
                continue
            days = await days_of(estate)
            kept = {day: None if day in mine and day > until else before[day] for day in DAYS}
            assert days == kept
            ends[whose[1]] = until
            continue
        dataset = chance.choice(("one", "two"))
        dates = {"validFrom": f"2026-03-{first:02}", "validTo": f"2026-03-{last:02}"}
        told = await designate(estate, dataset, **dates)
        spans = [
            key
            for key, day in ends.items()
            if first <= day < last and (dataset, key) in before.values()
        ]
        if spans:
            assert (told["__typename"], told["path"]) == ("Conflict", ["input", "validFrom"])
            assert any(keys.encode(NodeKind.DESIGNATION, key) in told["message"] for key in spans)
            assert days == await days_of(estate)
            continue
        days = await days_of(estate)
        for day in DAYS:
            within = first <= day <= last
            whose = days[day]
            assert (whose and whose[0]) == (dataset if within else (before[day] or [None])[0])
            # An end stands, and what begins from it on is another designation.
            assert whose is None or day <= ends.get(whose[1], day)
        again = await designate(estate, dataset, **dates)
        assert again["revision"] == told["revision"]
        await invariants.check(estate.engine)


@pytest.mark.parametrize("basis", ["甲", "乙"])
async def test_the_end_of_a_designation_and_its_reason_stay_on_record(
    estate: Catalog, basis: str
) -> None:
    made = await designate(estate, "one", validFrom="2026-03-01", basis="甲")
    key = made["designation"]["key"]
    await end(estate, key, endsAt="2026-03-10")
    ended = await days_of(estate)
    refused = await designate(estate, "one", validFrom="2026-03-01", basis=basis)
    assert (refused["__typename"], refused["path"]) == ("Conflict", ["input", "validFrom"])
    assert "(validFrom: 2026-03-11)" in refused["message"]
    # As it says: from its end on; at midnight in Shanghai, written in another zone.
    told = await designate(estate, "one", validFrom="2026-03-10T16:00:00Z", basis=basis)
    again = told["designation"]["key"]
    assert again != key
    same = await designate(estate, "one", validFrom="2026-03-11", basis=basis)
    assert same["revision"] == told["revision"]
    days = await days_of(estate)
    assert days == {day: ("one", key if day <= 10 else again) for day in DAYS}
    assert await days_of(estate, told["revision"] - 1) == ended
    shown = await estate.ask(NODE, {"id": keys.encode(NodeKind.DESIGNATION, key)})
    assert shown["node"] == {"validTo": midnight(11), "withdrawal": "职责调整"}
    # What is said of the time before its end alone is said of it still.
    earlier = await designate(
        estate, "one", validFrom="2026-02-01", validTo="2026-03-10", basis="甲"
    )
    assert earlier["designation"]["key"] == key
    shown = await estate.ask(NODE, {"id": keys.encode(NodeKind.DESIGNATION, key)})
    assert shown["node"] == {"validTo": midnight(11), "withdrawal": "职责调整"}
    await invariants.check(estate.engine)


async def test_a_withdrawn_exemption_is_granted_anew_and_the_first_stays_withdrawn(
    exempted: Catalog,
) -> None:
    made = (await exemptions.exempt(exempted, validFrom="2026-03-01"))["exemption"]
    given = {"input": {"exemptionId": made["id"], "reason": "不再需要"}}
    ended = (await exempted.ask(exemptions.WITHDRAW, given))["withdrawExemption"]["exemption"]
    refused = await exempted.ask(
        exemptions.EXEMPT.replace("path", "path message"),
        {
            "input": {
                "datumId": keys.encode(NodeKind.DATUM, "nameself"),
                "unitId": keys.encode(NodeKind.UNIT, "civil"),
                "reason": "应 急",
                "basis": "预案",
                "validFrom": "2026-03-01",
            }
        },
    )
    refused = refused["exemptCollection"]
    assert (refused["__typename"], refused["path"]) == ("Conflict", ["input", "validFrom"])
    # The instant that the refusal names is one that can be given.
    begins = refused["message"].split("validFrom: ")[1].split(")")[0]
    told = await exemptions.exempt(exempted, validFrom=begins)
    assert told["exemption"]["key"] != made["key"]
    assert told["exemption"]["validFrom"] == ended["validTo"]
    assert (await exemptions.exempt(exempted, validFrom=begins))["revision"] == told["revision"]
    shown = await exempted.ask("{ exemptions { nodes { key withdrawal validTo } } }")
    stands = {each["key"]: each for each in shown["exemptions"]["nodes"]}
    assert stands[made["key"]] == {
        "key": made["key"],
        "withdrawal": "不再需要",
        "validTo": ended["validTo"],
    }
    assert stands[told["exemption"]["key"]]["withdrawal"] is None
    await invariants.check(exempted.engine)


async def test_rights_that_become_one_are_told_of(estate: Catalog) -> None:
    between = {"validFrom": "2026-03-04", "validTo": "2026-03-08"}
    for do, kind, name in (
        (lambda **dates: designate(estate, "one", **dates), NodeKind.DESIGNATION, "designation"),
        (lambda **dates: exempt(estate, **dates), NodeKind.EXEMPTION, "exemption"),
    ):
        await _become_one(do, kind, name, between)
    await invariants.check(estate.engine)


async def _become_one(
    do: Callable[..., Awaitable[Any]], kind: NodeKind, name: str, between: dict[str, str]
) -> None:
    first = await do(validFrom="2026-03-01", validTo="2026-03-05")
    second = await do(validFrom="2026-03-07", validTo="2026-03-09")
    assert first[name]["key"] != second[name]["key"]
    told = await do(**between)
    assert told[name]["key"] == first[name]["key"]
    joined = [each for each in told["warnings"] if "is one with it now" in each]
    assert [keys.encode(kind, second[name]["key"]) in each for each in joined] == [True]


async def exempt(estate: Catalog, **given: str) -> Any:
    asked = {
        "datumId": designations.DATUM,
        "unitId": keys.encode(NodeKind.UNIT, "civil"),
        "reason": "应急",
        "basis": "预案",
        **given,
    }
    return (await estate.ask(exemptions.EXEMPT, {"input": asked}))["exemptCollection"]
