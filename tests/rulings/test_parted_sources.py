"""A ruling that is in force no more leaves nothing behind: what it did to sources is undone, what people did since stands."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from tests import invariants
from tests.agreements.test_designations import CHANGE
from tests.collection.test_nets import put
from tests.conftest import Catalog
from tests.estate import revise
from tests.rulings.test_merged_sources import placed

NAMES: Final = ("核定采暖平米", "供热面积核定数", "供暖建筑底面数")
DAYS: Final = range(1, 9)
"""Of a December to come; the last one stands for all that come after it."""
RULE: Final = """mutation($input: RuleOnMatchInput!) { ruleOnMatch(input: $input) { __typename
  ... on RuleOnMatchPayload { warnings ruling { id } } ... on Refusal { message path } } }"""
WITHDRAW: Final = """mutation($input: WithdrawRulingInput!) { withdrawRuling(input: $input) { __typename
  ... on WithdrawRulingPayload { warnings ruling { id } } ... on Refusal { message path } } }"""
END: Final = """mutation($input: EndDesignationInput!) { endDesignation(input: $input) { __typename
  ... on EndDesignationPayload { warnings } ... on Refusal { message } } }"""
STATE: Final = """query($at: Instant) { data(first: 50, asOf: $at) { nodes { name
  designations { nodes { id dataset { name } coverage { region } } }
  fields { nodes { name } } collectors { nodes { name } } } } }"""

State = dict[str, Any]


@pytest.fixture
async def heating(catalog: Catalog) -> Catalog:
    """Three published entries of as many units, with a field each, which denote three data as long as nobody rules otherwise."""
    for number, name in enumerate(NAMES):
        await put(
            catalog, name, 提供单位=f"镇海区第{number + 1}供热公司", 业务名称=f"登记表{number}"
        )
    found = await catalog.ask("{ datasets(first: 10) { nodes { key } } }")
    for node in found["datasets"]["nodes"]:
        says = {"status": "PUBLISHED", "sharing_class": "UNCONDITIONAL"}
        await revise(catalog.engine, NodeKind.DATASET, node["key"], **says)
    return catalog


@contextmanager
def in_the_future(catalog: Catalog) -> Iterator[None]:
    """Let questions ask for days to come, which they may not while the clocks are right."""
    engine = catalog.engine
    clock, bound = engine.clock, engine.clock_bound
    engine.clock, engine.clock_bound = (lambda: dt.datetime(2099, 1, 1, tzinfo=dt.UTC)), 1e10
    try:
        yield
    finally:
        engine.clock, engine.clock_bound = clock, bound


async def on_day(heating: Catalog, day: int) -> State:
    """What each datum has then: whose source, fields, and collectors; those that have nothing are left out."""
    with in_the_future(heating):
        answer = await heating.ask(STATE, {"at": f"2031-12-{day:02}T12:00:00+08:00"})
    found = {}
    for node in answer["data"]["nodes"]:
        sources = sorted(
            (each["dataset"]["name"], each["coverage"]["region"])
            for each in node["designations"]["nodes"]
        )
        fields, collectors = (
            sorted(each["name"] for each in node[part]["nodes"])
            for part in ("fields", "collectors")
        )
        if sources or fields or collectors:
            found[node["name"]] = (sources, fields, collectors)
    return found


async def days(heating: Catalog) -> dict[int, State]:
    return {day: await on_day(heating, day) for day in DAYS}


async def rule(heating: Catalog, one: int, other: int, **given: Any) -> Any:
    sides = {
        side: {"description": {"name": NAMES[number], "dataset": f"登记表{number}"}}
        for side, number in (("a", one), ("b", other))
    }
    asked = {**sides, "verdict": "SAME", "reason": "口径一致", **given}
    return (await heating.ask(RULE, {"input": asked}))["ruleOnMatch"]


async def withdraw(heating: Catalog, ruled: Any) -> Any:
    asked = {"rulingId": ruled["ruling"]["id"], "reason": "口径已调整"}
    told = (await heating.ask(WITHDRAW, {"input": asked}))["withdrawRuling"]
    assert told["__typename"] == "WithdrawRulingPayload", told
    await invariants.check(heating.engine)
    return told


async def designate(heating: Catalog, number: int, **given: Any) -> Any:
    """Make an entry the source of what its field denotes now."""
    dataset, datum = await placed(heating, NAMES[number])
    asked = {"datumId": datum, "datasetId": dataset, **given}
    told = (await heating.ask(CHANGE, {"input": asked}))["designateSource"]
    await invariants.check(heating.engine)
    return told


def span(chance: random.Random) -> dict[str, str]:
    """Two days of that December, or an open end of either side."""
    first, last = sorted(chance.choices(DAYS, k=2))
    said = {"validFrom": f"2031-12-{first:02}", "validTo": f"2031-12-{last:02}"}
    kept = chance.choice([["validFrom", "validTo"], ["validFrom"], ["validTo"], []])
    return {name: said[name] for name in kept}


@pytest.mark.parametrize("seed", range(6))
async def test_a_ruling_that_is_withdrawn_at_once_leaves_all_days_as_they_were(
    heating: Catalog, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(3):
        for _ in range(chance.randrange(1, 4)):
            region = chance.choice([{}, {}, {"coverage": {"region": "330211"}}])
            await designate(heating, chance.randrange(3), **span(chance), **region)
        one, other = chance.sample(range(3), 2)
        stays = (await placed(heating, NAMES[chance.choice([one, other])]))[0]
        end = chance.choice([None, chance.choice(DAYS)])
        until = {} if end is None else {"validTo": f"2031-12-{end:02}"}
        before = await days(heating)
        ruled = await rule(heating, one, other, sourceId=stays, **until)
        assert ruled["__typename"] == "RuleOnMatchPayload", ruled
        await invariants.check(heating.engine)
        during = await days(heating)
        # It ends at its end, without anybody doing anything: sources, what fields denote, who collects.
        for day in DAYS:
            if end is not None and day > end:
                assert during[day] == before[day], (day, end)
            else:
                assert len(during[day]) < len(before[day])
        await withdraw(heating, ruled)
        assert await days(heating) == before


@pytest.mark.parametrize("seed", range(6))
async def test_what_people_designate_while_it_is_in_force_survives_it(
    heating: Catalog, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    for number in chance.sample(range(3), 2):
        await designate(heating, number, **span(chance))
    one, other = chance.sample(range(3), 2)
    stays = (await placed(heating, NAMES[one]))[0]
    ruled = await rule(heating, one, other, sourceId=stays)
    mine = chance.choice([one, other])
    when = span(chance)
    told = await designate(heating, mine, **when)
    assert told["__typename"] == "DesignateSourcePayload", told
    during = await days(heating)
    await withdraw(heating, ruled)
    after = await days(heating)
    for day in DAYS:
        first = int(when.get("validFrom", "2031-12-01")[-2:])
        last = int(when.get("validTo", "2031-12-31")[-2:])
        if first <= day <= last:
            datum = next(
                name for name, (_, fields, _) in during[day].items() if NAMES[mine] in fields
            )
            assert (f"登记表{mine}", "*") in after[day][datum][0], (day, when)


async def test_who_is_left_a_source_without_the_datum_is_told(heating: Catalog) -> None:
    before = [await placed(heating, NAMES[number]) for number in (0, 1)]
    ruled = await rule(heating, 0, 1)
    [moved] = [
        number for number in (0, 1) if await placed(heating, NAMES[number]) != before[number]
    ]
    await designate(heating, moved)
    told = (await withdraw(heating, ruled))["warnings"]
    assert await placed(heating, NAMES[moved]) == before[moved]
    assert [warning for warning in told if f"登记表{moved}" in warning], told


async def test_the_answer_says_what_comes_back_and_what_stays(heating: Catalog) -> None:
    await designate(heating, 0)
    await designate(heating, 1)
    stays = (await placed(heating, NAMES[0]))[0]
    ruled = await rule(heating, 0, 1, sourceId=stays)
    told = (await withdraw(heating, ruled))["warnings"]
    assert sorted(told) == [
        "登记表0 is the source of 登记表0·核定采暖平米 again (from now on).",
        "登记表0 is the source of 登记表1·供热面积核定数 no more (from now on): the ruling had made it so.",
        "登记表1 is the source of 登记表1·供热面积核定数 again (from now on).",
    ]
    before = await on_day(heating, 8)
    ruled = await rule(heating, 0, 1, sourceId=stays)
    await designate(heating, 1, basis="会议纪要")
    assert (await withdraw(heating, ruled))["warnings"] == [
        "登记表0 is the source of 登记表0·核定采暖平米 again (from now on)."
    ]
    assert await on_day(heating, 8) == before


async def test_what_was_ended_while_it_was_in_force_does_not_come_back(heating: Catalog) -> None:
    await designate(heating, 0)
    ruled = await rule(heating, 0, 1)
    nodes = (await heating.ask(STATE))["data"]["nodes"]
    [brought] = [each for node in nodes for each in node["designations"]["nodes"]]
    ended = {"designationId": brought["id"], "reason": "另行定源"}
    told = (await heating.ask(END, {"input": ended}))["endDesignation"]["warnings"]
    assert told[-1] == (
        "A ruling had brought it along from 登记表0·核定采暖平米, to which it does not come back when the ruling ends."
    )
    assert (await withdraw(heating, ruled))["warnings"] == []
    assert all(sources == [] for sources, _, _ in (await on_day(heating, 8)).values())


@pytest.mark.parametrize("first_gone", [0, 1])
@pytest.mark.parametrize("designated", [(0,), (1,), (0, 1), (0, 2), (0, 1, 2)], ids=str)
@pytest.mark.parametrize("pairs", [((0, 1), (1, 2)), ((0, 1), (2, 0))], ids=str)
async def test_rulings_that_meet_are_undone_in_either_order(
    heating: Catalog,
    pairs: tuple[tuple[int, int], ...],
    designated: tuple[int, ...],
    first_gone: int,
) -> None:
    """What is left is what the ruling that is left makes of the sources alone; and in the end nothing is."""
    for number in designated:
        await designate(heating, number)
    before = await days(heating)

    async def ruled(one: int, other: int) -> Any:
        done = await rule(heating, one, other)
        if done["__typename"] == "Conflict":  # two have a source
            stays = one if one in designated else other
            done = await rule(
                heating, one, other, sourceId=(await placed(heating, NAMES[stays]))[0]
            )
        assert done["__typename"] == "RuleOnMatchPayload", done
        await invariants.check(heating.engine)
        return done

    left = pairs[1 - first_gone]
    alone = await ruled(*left)
    by_it_alone = await days(heating)
    await withdraw(heating, alone)
    assert await days(heating) == before
    rulings = [await ruled(*pair) for pair in pairs]
    await withdraw(heating, rulings[first_gone])
    assert sources_of(await days(heating)) == sources_of(by_it_alone)
    await withdraw(heating, rulings[1 - first_gone])
    assert await days(heating) == before


async def test_a_ruling_that_replaces_another_takes_its_sources_over(heating: Catalog) -> None:
    await designate(heating, 0)
    before = await days(heating)
    ruled = await rule(heating, 0, 1)
    merged = await days(heating)
    again = await rule(
        heating, 0, 1, replaces=ruled["ruling"]["id"], validTo="2031-12-04", reason="试行"
    )
    assert again["__typename"] == "RuleOnMatchPayload", again
    await invariants.check(heating.engine)
    replaced = await days(heating)
    assert replaced == {day: (merged if day <= 4 else before)[day] for day in DAYS}
    longer = await rule(heating, 0, 1, validTo="2031-12-06")
    assert longer["__typename"] == "Conflict"
    await withdraw(heating, again)
    assert await days(heating) == before


def sources_of(found: dict[int, State]) -> dict[int, State]:
    return {
        day: {datum: sources for datum, (sources, _, _) in state.items() if sources}
        for day, state in found.items()
    }


@pytest.mark.parametrize("designated", [(0,), (1,), (0, 1)], ids=str)
@pytest.mark.parametrize("stays", [0, 1])
@pytest.mark.parametrize("until", [None, "2031-12-04", "2031-12-06"])
async def test_who_replaces_a_ruling_is_told_of_what_is_otherwise_in_the_end(
    heating: Catalog, designated: tuple[int, ...], stays: int, until: str | None
) -> None:
    for number in designated:
        await designate(heating, number)
    source = (await placed(heating, NAMES[stays]))[0] if len(designated) > 1 else None
    first = await rule(heating, 0, 1, sourceId=source, validTo="2031-12-06" if until else None)
    before = sources_of(await days(heating))
    given = {"reason": "另一理由", "replaces": first["ruling"]["id"], "sourceId": source}
    told = await rule(heating, 0, 1, validTo=until, **given)
    await invariants.check(heating.engine)
    after = sources_of(await days(heating))
    # What is the source on the same days as before is not told of: neither as lost, nor as back.
    assert (told["warnings"] == []) == (after == before), told["warnings"]
    assert not any("from now on" in each for each in told["warnings"])
    for each in told["warnings"]:
        assert "from 2031-12-05 on until 2031-12-06" in each or "for that time" in each
