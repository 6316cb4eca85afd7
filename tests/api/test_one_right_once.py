"""The same grant recorded twice is one right, whatever code it is given: two of them never hold at once."""

import datetime as dt
import random
from typing import Any, Final

import pytest

from graph_catalog.catalog import keys
from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from tests import invariants
from tests.api.test_agreements import RESIDENTS, asked, do, estate
from tests.conftest import OFFICER, Catalog

__all__ = ["estate"]
DAYS: Final = range(1, 13)
CODES: Final = (None, "XY-7", "xy－7", "XY-8")  # the second and the third are one
ALL: Final = (
    """query($day: Instant!) { agreements(asOf: $day) { nodes { key code name status } } }"""
)


@pytest.mark.parametrize("seed", range(8))
async def test_on_no_day_are_there_two_of_one_right(estate: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    granted: dict[int, bool] = dict.fromkeys(DAYS, False)
    codes: dict[int, str | None] = dict.fromkeys(DAYS)
    for _ in range(6):
        first, last = sorted(chance.choices(DAYS, k=2))
        code = chance.choice(CODES)
        dates = {"validFrom": f"2026-03-{first:02}", "validTo": f"2026-03-{last:02}"}
        told = await do(estate, "recordAgreement", **asked(code=code, **dates))
        days = range(first, last + 1)
        there = {wording.folded(codes[day] or "") for day in days if granted[day]}
        if told["__typename"] == "Conflict":
            assert told["path"] == ["input", "code"]
            plain = wording.folded(code or "")
            # Another code, two of them, or one that the right of another time has.
            has = {wording.folded(each) for each in codes.values() if each}
            assert there - {plain} or plain in has, (code, there)
            assert "xy-" in wording.folded(told["message"]) or "without a code" in told["message"]
        else:
            await _told(estate, granted, codes)
            assert all(granted[day] for day in days), (days, granted)
        await _told(estate, granted, codes)
        await invariants.check(estate.engine)


async def _told(estate: Catalog, granted: dict[int, bool], codes: dict[int, str | None]) -> None:
    """Ask of each day whether there is such a right, and under which code; there is one at the most."""
    for day in DAYS:
        when = dt.datetime(2026, 3, day, 4, tzinfo=dt.UTC).isoformat()
        nodes = (await estate.ask(ALL, {"day": when}))["agreements"]["nodes"]
        found = [
            each for each in nodes if each["name"] == "户籍核验申请" and each["status"] == "GRANTED"
        ]
        begun = [each for each in found if (await _holds(estate, each["key"], when))]
        assert len(begun) <= 1, begun
        granted[day] = bool(begun)
        codes[day] = begun[0]["code"] if begun else None


async def _holds(estate: Catalog, key: str, when: str) -> bool:
    query = """query($day: Instant!) { dataset(by: {key: "residents"}, asOf: $day) { agreements { nodes { key } } } }"""
    nodes = (await estate.ask(query, {"day": when}))["dataset"]["agreements"]["nodes"]
    return key in {each["key"] for each in nodes}


@pytest.mark.parametrize("first", [None, "XY-7"])
@pytest.mark.parametrize("second", [None, "XY-7", "ｘｙ－7", "XY-8"])
@pytest.mark.parametrize(
    "dates", [{}, {"validTo": "2999-06-30"}, {"validFrom": "2026-01-01"}], ids=str
)
async def test_with_a_code_and_without_it_is_one_and_under_another_a_conflict(
    estate: Catalog, first: str | None, second: str | None, dates: dict[str, str]
) -> None:
    given = asked(validFrom="2026-02-01", usages=[{"datasetId": RESIDENTS, "name": "低保审核"}])
    made = await do(estate, "recordAgreement", **{**given, "code": first})
    key = made["agreement"]["key"]
    told = await do(estate, "recordAgreement", **{**given, "code": second, **dates})
    if first and second == "XY-8":
        assert (told["__typename"], told["path"]) == ("Conflict", ["input", "code"])
        assert keys.encode(NodeKind.AGREEMENT, key) in told["message"]
        assert "XY-7" in told["message"]
    else:
        assert told["agreement"]["key"] == key
        is_news = bool(second and not first) or "validFrom" in dates
        assert (told["revision"] > made["revision"]) == is_news
    nodes = (await estate.ask("{ agreements { nodes { key code name } } }"))["agreements"]["nodes"]
    [found] = [each for each in nodes if each["name"] == "户籍核验申请"]
    assert found["code"] == (first or second)
    # Ended once, nothing is left of it.
    await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key))
    covering = await estate.ask(
        '{ dataset(by: {key: "residents"}) { agreements { nodes { name } } } }'
    )
    assert "户籍核验申请" not in {
        each["name"] for each in covering["dataset"]["agreements"]["nodes"]
    }
    await invariants.check(estate.engine)


async def test_a_renewal_has_a_code_of_its_own(estate: Catalog) -> None:
    first = await do(
        estate,
        "recordAgreement",
        **asked(code="XY-7", validFrom="2026-02-01", validTo="2999-06-30"),
    )
    next_ = await do(estate, "recordAgreement", **asked(code="XY-8", validFrom="2999-07-01"))
    assert first["agreement"]["key"] != next_["agreement"]["key"]
    both = await do(estate, "recordAgreement", **asked(validFrom="2999-01-01"))
    assert (both["__typename"], both["path"]) == ("Conflict", ["input", "code"])
    await invariants.check(estate.engine)


async def test_a_code_that_another_bears_is_no_code_for_it(estate: Catalog) -> None:
    await do(estate, "recordAgreement", **asked(validFrom="2026-02-01"))
    await do(estate, "recordAgreement", **asked(code="XY-9", purpose="统计"))
    told = await do(estate, "recordAgreement", **asked(code="XY-9", validFrom="2026-02-01"))
    assert (told["__typename"], told["path"]) == ("Conflict", ["input", "code"])


async def test_a_decision_grants_no_right_that_is_there_already(estate: Catalog) -> None:
    first = await do(estate, "recordAgreement", **asked(code="XY-7", validTo="2999-06-30"))
    waits = await do(estate, "recordAgreement", OFFICER, **asked(code="XY-8", status="PENDING"))
    given = {
        "id": keys.encode(NodeKind.AGREEMENT, waits["agreement"]["key"]),
        "decision": "GRANTED",
    }
    told = await do(estate, "decideAgreement", **given)
    assert (told["__typename"], told["path"]) == ("Conflict", ["input", "validFrom"])
    assert keys.encode(NodeKind.AGREEMENT, first["agreement"]["key"]) in told["message"]
    told = await do(estate, "decideAgreement", **given, validFrom="2999-07-01")
    assert told["__typename"] == "DecideAgreementPayload"
    await invariants.check(estate.engine)


async def test_a_refusal_may_be_repeated(estate: Catalog) -> None:
    made: list[Any] = [
        await do(estate, "recordAgreement", **asked(code=code, status="REFUSED"))
        for code in ("XY-7", "XY-8")
    ]
    assert made[0]["agreement"]["key"] != made[1]["agreement"]["key"]
