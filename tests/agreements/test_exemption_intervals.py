"""豁免 as intervals: the same one again is one, longer; each day is answered from its facts."""

import random
from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.conftest import Catalog
from tests.estate import Estate

DAYS: Final = range(1, 13)
REASONS: Final = ("应急", "法定单独采集")
EXEMPT: Final = """mutation($input: ExemptCollectionInput!) { exemptCollection(input: $input) {
  __typename ... on ExemptCollectionPayload { revision warnings exemption { id key validFrom validTo } }
  ... on Refusal { path } } }"""
WITHDRAW: Final = """mutation($input: WithdrawExemptionInput!) { withdrawExemption(input: $input) {
  __typename ... on WithdrawExemptionPayload { exemption { validFrom validTo withdrawal datum { key } unit { key } } }
  ... on Refusal { path } } }"""
ON_DAY: Final = """query($day: Instant!) {
  exemptions(asOf: $day) { nodes { name validFrom validTo } }
  findings(filter: {rules: ["R-15b"]}, asOf: $day) { totalCount } }"""


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """A unit that collects what another's entry is the source of."""
    planned = Estate()
    for key, name in (("civil", "民政局"), ("police", "公安局")):
        planned.unit(key, name)
    planned.dataset("residents", "户籍人口信息", provider="police")
    planned.datum("nameself", "自然人·姓名·本人")
    planned.field("resname", "姓名", dataset="residents", position=1, datum="nameself")
    planned.collects("civil", "nameself")
    planned.designation("ruling", datum="nameself", dataset="residents")
    await planned.record(catalog.engine)
    return catalog


async def exempt(estate: Catalog, **given: Any) -> Any:
    asked = {
        "datumId": keys.encode(NodeKind.DATUM, "nameself"),
        "unitId": keys.encode(NodeKind.UNIT, "civil"),
        "reason": "应急",
        "basis": "预案",
        **given,
    }
    return (await estate.ask(EXEMPT, {"input": asked}))["exemptCollection"]


def midnight(day: int) -> str:
    """The first instant of a day of March in Shanghai, as answers write it."""
    return f"2026-03-{day - 1:02}T16:00:00Z" if day > 1 else "2026-02-28T16:00:00Z"


@pytest.mark.parametrize("seed", range(3))
async def test_each_day_is_exempt_as_was_said(estate: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    days: dict[str, set[int]] = {reason: set() for reason in REASONS}
    for _ in range(6):
        first, last = sorted(chance.choices(DAYS, k=2))
        reason = chance.choice(REASONS)
        told = await exempt(
            estate, reason=reason, validFrom=f"2026-03-{first:02}", validTo=f"2026-03-{last:02}"
        )
        assert told["__typename"] == "ExemptCollectionPayload"
        days[reason] |= set(range(first, last + 1))
        await invariants.check(estate.engine)
    for day in DAYS:
        told = await estate.ask(ON_DAY, {"day": f"2026-03-{day:02}T12:00:00+08:00"})
        found = [
            each
            for each in told["exemptions"]["nodes"]
            if each["validFrom"] <= f"2026-03-{day:02}T04:00:00Z" < each["validTo"]
        ]
        wanted = []
        for reason in sorted(REASONS):
            if day in days[reason]:
                start = min(n for n in DAYS if all(m in days[reason] for m in range(n, day + 1)))
                end = max(n for n in DAYS if all(m in days[reason] for m in range(day, n + 1)))
                dates = {"validFrom": midnight(start), "validTo": midnight(end + 1)}
                wanted.append({"name": reason, **dates})
        assert sorted(found, key=lambda each: each["name"]) == wanted, (day, days)
        assert told["findings"]["totalCount"] == int(not wanted), day


async def test_the_same_again_is_the_first_and_another_reason_is_another(estate: Catalog) -> None:
    first = await exempt(estate, validFrom="2026-03-01")
    assert await exempt(estate, validFrom="2026-03-01") == first
    assert await exempt(estate) == first
    assert await exempt(estate, reason="应 急", basis="预　案") == first
    other = await exempt(estate, reason="多源校核")
    narrow = await exempt(estate, coverage={"region": "330211"})
    found = {each["exemption"]["key"] for each in (first, other, narrow)}
    assert len(found) == 3
    again = await exempt(estate, coverage={"region": "３３０２１１"})
    assert again["exemption"]["key"] == narrow["exemption"]["key"]


@pytest.mark.parametrize(
    ("ends", "until"), [(None, "without an end"), ("2026-03-31", "2026-03-31")]
)
async def test_what_is_shorter_is_not_done_and_the_answer_says_so(
    estate: Catalog, ends: str | None, until: str
) -> None:
    first = await exempt(estate, validFrom="2026-03-01", validTo=ends)
    assert first["warnings"] == []
    shorter = await exempt(estate, validFrom="2026-03-01", validTo="2026-03-15")
    assert (shorter["revision"], shorter["exemption"]) == (first["revision"], first["exemption"])
    [warning] = shorter["warnings"]
    assert until in warning
    assert "withdrawExemption" in warning
    earlier = await exempt(estate, validFrom="2026-02-01", validTo="2026-03-15")
    assert earlier["warnings"] == shorter["warnings"]


async def test_one_that_begins_later_is_listed_before_and_may_be_taken_back(
    estate: Catalog,
) -> None:
    made = (await exempt(estate, validFrom="2999-01-01"))["exemption"]
    asked = '{ exemptions(filter: {validFrom: {gt: "2998-12-31"}}) { totalCount nodes { key } } }'
    assert (await estate.ask(asked))["exemptions"] == {
        "totalCount": 1,
        "nodes": [{"key": made["key"]}],
    }
    given = {"input": {"exemptionId": made["id"], "reason": "不再需要"}}
    told = (await estate.ask(WITHDRAW, given))["withdrawExemption"]["exemption"]
    assert told == {
        "validFrom": "2998-12-31T16:00:00Z",
        "validTo": "2998-12-31T16:00:00Z",
        "withdrawal": "不再需要",
        "datum": {"key": "nameself"},
        "unit": {"key": "civil"},
    }
    again = (await estate.ask(WITHDRAW, given))["withdrawExemption"]
    assert (again["__typename"], again["path"]) == ("Conflict", ["input", "exemptionId"])
    await invariants.check(estate.engine)
