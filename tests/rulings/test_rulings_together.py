"""Rulings beside each other: none without effect is taken, chains move as one, and withdrawing leaves what was."""

import datetime as dt
from typing import Any, Final

import hypothesis
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st

from graph_catalog.alignment import realignment
from tests.collection.test_nets import put
from tests.conftest import Catalog
from tests.rulings.test_rulings import COMPARE, rule, withdraw

FIELDS: Final = ("供热面积核定数", "核定采暖平米", "采暖核定口径", "锅炉台数核定", "联系电话")
"""Four that are their own datum each, and one that is an element."""
ELEMENT: Final = {"element": {"code": "社会救助.致贫原因"}}
ALL: Final = """{ fields(first: 20) { nodes { id name datum { id name } dataset { name } } } }"""
STANDING: Final = (
    "{ rulings(filter: {withdrawal: {eq: null}}, first: 50) { nodes { id validTo } } }"
)
DENOTES: Final = """MATCH (field:Field)-[fact:DENOTES]->(datum:Datum) WHERE fact.rev_to = 9223372036854775807
    AND fact.valid_to > $at RETURN field.name AS field, datum.name AS datum, fact.ruling AS ruling,
    CASE WHEN fact.valid_from <= $at THEN null ELSE fact.valid_from END AS since, fact.valid_to AS until
    ORDER BY field, since"""


@pytest.fixture
async def heating(catalog: Catalog) -> Catalog:
    for number, name in enumerate(FIELDS):
        await put(catalog, name, 业务名称=f"供热登记{number}")
    return catalog


async def sides(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """Return each field as a side of a ruling: by itself (its name) and by its datum (its name and 数)."""
    found: dict[str, dict[str, Any]] = {}
    for field in (await catalog.ask(ALL))["fields"]["nodes"]:
        found[field["name"]] = {"fieldId": field["id"]}
        found[field["name"] + "数"] = {"datumId": field["datum"]["id"]}
    return found


async def data(catalog: Catalog) -> dict[str, str]:
    nodes = (await catalog.ask(ALL))["fields"]["nodes"]
    return {field["name"]: field["datum"]["name"] for field in nodes}


A, B, C, D, PHONE = FIELDS
SAME, APART = "SAME", "DIFFERENT"


@pytest.mark.parametrize(
    ("older", "new"),
    [
        ([(A + "数", B + "数", SAME, {})], (A, B, APART, {})),
        ([(A, B, APART, {})], (A + "数", B + "数", SAME, {})),
        ([(A + "数", B + "数", APART, {})], (B, A, SAME, {"scope": "EVERYWHERE"})),
        ([(A, B, APART, {})], (A, B, SAME, {"scope": "EVERYWHERE"})),
        ([(A, B, SAME, {"scope": "EVERYWHERE"})], (A, B, APART, {})),
        ([(A, B, SAME, {}), (B, C, SAME, {})], (A + "数", C + "数", APART, {})),
        ([(A, B, SAME, {}), (B, C, SAME, {})], (A, C, APART, {"scope": "EVERYWHERE"})),
        ([(A, B, SAME, {}), (B + "数", C, APART, {})], (A + "数", C + "数", SAME, {})),
    ],
)
async def test_what_would_have_no_effect_is_refused_with_the_ruling_in_its_way(
    heating: Catalog, older: list[Any], new: Any
) -> None:
    by_name = await sides(heating)
    for one, other, verdict, more in older:
        made = await rule(heating, a=by_name[one], b=by_name[other], verdict=verdict, **more)
        assert made["__typename"] == "RuleOnMatchPayload", made
    before = await data(heating)
    one, other, verdict, more = new
    refused = await rule(heating, a=by_name[one], b=by_name[other], verdict=verdict, **more)
    assert refused["__typename"] == "Conflict", refused
    assert "withdrawRuling" in refused["message"]
    assert await data(heating) == before


@pytest.mark.parametrize("scope", ["SUBJECT", "EVERYWHERE"])
async def test_a_field_is_not_ruled_to_be_another_than_its_own_datum(
    heating: Catalog, scope: str
) -> None:
    by_name = await sides(heating)
    own = by_name[A + "数"]
    refused = await rule(heating, a=by_name[A], b=own, verdict=APART, scope=scope)
    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", "b"])


async def test_a_chain_moves_as_one_whichever_of_its_links_comes_last(heating: Catalog) -> None:
    by_name = await sides(heating)
    await rule(heating, a=by_name[A], b=by_name[B])
    await rule(heating, a=by_name[C], b=by_name[D])
    moved = await rule(heating, a=by_name[A], b=ELEMENT)
    assert moved["ruling"]["fieldsChanged"] == 2
    linked = await rule(heating, a=by_name[B + "数"], b=by_name[D + "数"])
    found = await data(heating)
    assert {found[name] for name in (A, B, C, D)} == {"社会救助·致贫原因"}
    told = await withdraw(heating, linked["ruling"]["id"])
    assert told["ruling"]["fieldsReturned"] == 2
    found = await data(heating)
    assert found[C] == found[D] != found[A] == found[B]


NAMES: Final = [*FIELDS[:4], *(name + "数" for name in FIELDS[:4]), PHONE, "element"]
STEPS: Final = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from(NAMES),
            st.sampled_from([SAME, SAME, APART]),
            st.sampled_from(["SUBJECT", "EVERYWHERE"]),
            st.sampled_from([None, None, 1, 2]),
        ),
        st.integers(0, 20),
    ),
    min_size=4,
    max_size=9,
)
"""Rulings that end never or some days from now, and numbers of rulings that are withdrawn."""


@hypothesis.given(steps=STEPS)
@hypothesis.settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_after_any_rulings_and_withdrawals_aligning_all_anew_changes_nothing(
    heating: Catalog, steps: list[Any]
) -> None:
    by_name = {**await sides(heating), "element": ELEMENT}
    today = dt.datetime.now(dt.UTC).replace(microsecond=0)
    at_first = await denoted(heating)
    for step in steps:
        if isinstance(step, int):
            standing = (await heating.ask(STANDING))["rulings"]["nodes"]
            if standing:
                await withdraw(heating, standing[step % len(standing)]["id"])
        else:
            await _rule(heating, by_name, step, today)
        known = await denoted(heating)
        await realignment.run(heating.engine, anew=True)
        assert await denoted(heating) == known, step
    for ruling in (await heating.ask(STANDING))["rulings"]["nodes"]:
        assert (await withdraw(heating, ruling["id"]))["__typename"] == "WithdrawRulingPayload"
    assert await denoted(heating) == at_first


async def _rule(catalog: Catalog, by_name: dict[str, Any], step: Any, today: dt.datetime) -> None:
    """Make a ruling if it can be made: then it holds for whoever compares both sides."""
    one, other, verdict, scope, days = step
    end = days and (today + dt.timedelta(days=days)).isoformat()
    a, b = by_name[one], by_name[other]
    made = await rule(catalog, a=a, b=b, verdict=verdict, scope=scope, validTo=end)
    if made["__typename"] != "RuleOnMatchPayload":
        assert made["__typename"] in {"Conflict", "InvalidInput"}, made
        return
    if {one, other} <= set(FIELDS):
        asked = {"a": described(one), "b": described(other)}
        compared = (await catalog.ask(COMPARE, asked))["compareFields"]
        assert (compared["verdict"] == SAME) == (verdict == SAME), (step, compared)


def described(name: str) -> dict[str, str]:
    return {"name": name, "dataset": f"供热登记{FIELDS.index(name)}"}


async def denoted(catalog: Catalog) -> list[dict[str, Any]]:
    """Return what all fields denote from now on, and by which rulings."""
    return await catalog.engine.run_statement(DENOTES, at=dt.datetime.now(dt.UTC))
