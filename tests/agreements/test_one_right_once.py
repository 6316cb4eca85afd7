"""The same grant recorded twice is one right, whatever code it is given: two of them never hold at once."""

import datetime as dt
import random
from typing import Any, Final

import pytest

from graph_catalog.model import wording
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.agreements.test_agreements import RESIDENTS, asked, do, estate
from tests.conftest import OFFICER, Catalog

__all__ = ["estate"]
DAYS: Final = range(1, 13)
Day = tuple[str, str | None] | None
"""The agreement (key) by which a right is granted on a day, and its code."""
CODES: Final = (None, "XY-7", "xy－7", "XY-8")  # the second and the third are one
ALL: Final = (
    """query($day: Instant!) { agreements(asOf: $day) { nodes { key code name status } } }"""
)


@pytest.mark.parametrize("seed", range(8))
async def test_on_no_day_are_there_two_of_one_right(estate: Catalog, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    days: dict[int, Day] = dict.fromkeys(DAYS)
    for _ in range(6):
        first, last = sorted(chance.choices(DAYS, k=2))
        code, asked_for = chance.choice(CODES), range(first, last + 1)
        plain, there = wording.folded(code or ""), {days[day] for day in asked_for} - {None}
        told = await record(estate, code, first, last)
        if told["__typename"] == "Conflict":
            assert told["path"] == ["input", "code"]
            assert {wording.folded(each[1] or "") for each in there if each} - {plain}
            told = await _way_out(estate, chance, days, (code, first, last))
        after = await _told(estate)
        for day in DAYS:
            # What was granted stays with its agreement, and all that was asked for is granted, nothing else.
            assert (after[day] is None) == (days[day] is None and day not in asked_for), day
            was, now = days[day], after[day]
            assert was is None or (now and was[0] == now[0] and was[1] in {None, now[1]}), day
        days = after
        await invariants.check(estate.engine)


async def record(estate: Catalog, code: str | None, first: int, last: int) -> Any:
    dates = {"validFrom": f"2026-03-{first:02}", "validTo": f"2026-03-{last:02}"}
    return await do(estate, "recordAgreement", **asked(code=code, **dates))


async def _way_out(
    estate: Catalog,
    chance: random.Random,
    days: dict[int, Day],
    refused: tuple[str | None, int, int],
) -> Any:
    """Do what a refusal says: record what is left under the code, or all of it under none."""
    code, first, last = refused
    if chance.random() < 0.5:
        told = await record(estate, None, first, last)
        assert told["__typename"] == "RecordAgreementPayload", told
        here = {days[day] for day in range(first, last + 1)} - {None}
        assert len(told["warnings"]) >= len(here) or len(here) == 1
        return told
    told = None
    for day in range(first, last + 1):
        if days[day] is None:
            told = await record(estate, code, day, day)
            assert told["__typename"] == "RecordAgreementPayload", told
    return told


async def _told(estate: Catalog) -> dict[int, Day]:
    """Ask of each day which agreement holds, and under which code; there is one at the most."""
    found: dict[int, Day] = {}
    for day in DAYS:
        when = dt.datetime(2026, 3, day, 4, tzinfo=dt.UTC).isoformat()
        nodes = (await estate.ask(ALL, {"day": when}))["agreements"]["nodes"]
        granted = [
            (each["key"], each["code"])
            for each in nodes
            if each["name"] == "户籍核验申请" and each["status"] == "GRANTED"
        ]
        begun = [each for each in granted if await _holds(estate, each[0], when)]
        assert len(begun) <= 1, begun
        found[day] = begun[0] if begun else None
    return found


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
    spans = asked(validFrom="2026-01-01", validTo="3000-12-31")
    refused = await do(estate, "recordAgreement", **{**spans, "code": "XY-8"})
    assert (refused["__typename"], refused["path"]) == ("Conflict", ["input", "code"])
    assert keys.encode(NodeKind.AGREEMENT, first["agreement"]["key"]) in refused["message"]
    assert "Not on record yet: from 2026-01-01 until 2026-01-31." in refused["message"]
    both = await do(estate, "recordAgreement", **spans)
    assert both["agreement"]["key"] == first["agreement"]["key"]
    stays, reaches = both["warnings"]
    assert "XY-8" in stays
    assert "stays as it is" in stays
    assert "XY-7" in reaches
    assert "from 2026-01-01 until 2999-06-30 now" in reaches
    again = await do(estate, "recordAgreement", **spans)
    assert again["revision"] == both["revision"]
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


ON_DAYS: Final = (
    "query($key: String!) {"
    + " ".join(
        f'd{day}: agreement(by: {{key: $key}}, asOf: "2026-{day:02}-15") {{ status validFrom validTo }}'
        for day in range(1, 12)
    )
    + "}"
)


@pytest.mark.parametrize("is_ended", [False, True])
@pytest.mark.parametrize("month", [5, 8])
async def test_an_agreement_is_renewed_under_its_own_code(
    estate: Catalog, month: int, *, is_ended: bool
) -> None:
    use = {"datasetId": RESIDENTS, "name": "低保审核"}
    right = asked(code="XY-7", usages=[use])
    first = {"validFrom": "2026-02-01", "validTo": "2026-12-31" if is_ended else "2026-04-30"}
    made = await do(estate, "recordAgreement", **right, **first)
    key = made["agreement"]["key"]
    before = made["revision"]
    if is_ended:
        id_ = keys.encode(NodeKind.AGREEMENT, key)
        before = (await do(estate, "endAgreement", id=id_, endsAt="2026-04-30"))["revision"]
        refused = await do(estate, "recordAgreement", **right, **first)
        assert (refused["__typename"], refused["path"]) == ("Conflict", ["input"])
        assert "validFrom: 2026-05-01" in refused["message"]
    since = {"validFrom": f"2026-{month:02}-01", "validTo": "2026-10-31"}
    again = await do(estate, "recordAgreement", **right, **since)
    assert again["agreement"]["key"] == key
    assert ["is renewed under its code" in each for each in again["warnings"]] == [True] * (
        month == 8
    )
    repeated = await do(estate, "recordAgreement", **right, **since)
    assert repeated["revision"] == again["revision"]
    told = await estate.ask(ON_DAYS, {"key": key})
    granted = {
        day
        for day in range(1, 12)
        if told[f"d{day}"]["status"] == "GRANTED"
        and told[f"d{day}"]["validFrom"] < f"2026-{day:02}-15" < told[f"d{day}"]["validTo"]
    }
    assert granted == {2, 3, 4, *range(month, 11)}
    covering = """query($revision: Int) { dataset(by: {key: "residents"}, asOf: "2026-09-15", atRevision: $revision) {
      agreements { nodes { key } } } }"""
    then = (await estate.ask(covering, {"revision": before}))["dataset"]
    assert key not in {each["key"] for each in then["agreements"]["nodes"]}
    now = (await estate.ask(covering))["dataset"]
    assert key in {each["key"] for each in now["agreements"]["nodes"]}
    if is_ended and month == 8:
        # The end stands: whoever records the first once more does not close the gap.
        refused = await do(estate, "recordAgreement", **right, **first)
        assert refused["__typename"] == "Conflict"
    await invariants.check(estate.engine)


@pytest.mark.parametrize("how", ["REFUSED", "TAKEN_BACK", "ANOTHER"])
async def test_a_code_is_never_handed_on(estate: Catalog, how: str) -> None:
    given = asked(code="XY-7", validFrom="2999-01-01")
    first = {**given, "purpose": "统计" if how == "ANOTHER" else "核验"}
    if how == "REFUSED":
        first |= {"validFrom": "2026-01-01", "status": how}
    made = await do(estate, "recordAgreement", **first)
    if how == "TAKEN_BACK":
        await do(
            estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, made["agreement"]["key"])
        )
    told = await do(estate, "recordAgreement", **given)
    assert (told["__typename"], told["path"]) == ("Conflict", ["input", "code"])
    assert "keeps its code" in told["message"]


async def test_what_lies_between_two_without_a_code_ends_neither(estate: Catalog) -> None:
    use = {"datasetId": RESIDENTS, "name": "低保审核"}
    made = [
        await do(estate, "recordAgreement", **asked(usages=[use]), **dates)
        for dates in (
            {"validFrom": "2026-02-01", "validTo": "2026-03-31"},
            {"validFrom": "2026-06-01T12:00:00+08:00"},
        )
    ]
    first, second = (each["agreement"]["key"] for each in made)
    assert first != second
    told = await do(
        estate,
        "recordAgreement",
        **asked(usages=[use]),
        validFrom="2026-03-01",
        validTo="2026-08-31",
    )
    assert told["agreement"]["key"] == first
    stays, reaches = told["warnings"]
    assert keys.encode(NodeKind.AGREEMENT, second) in stays
    assert "from 2026-06-01T12:00:00+08:00 on" in stays
    assert keys.encode(NodeKind.AGREEMENT, first) in reaches
    assert "until 2026-06-01T12:00:00+08:00 now" in reaches
    found = (await estate.ask("{ agreements { nodes { key status validFrom validTo } } }"))[
        "agreements"
    ]
    stands = {each["key"]: each for each in found["nodes"]}
    assert stands[second]["status"] == "GRANTED"
    assert (stands[second]["validFrom"], stands[second]["validTo"]) == (
        "2026-06-01T04:00:00Z",
        None,
    )
    assert stands[first]["validTo"] == "2026-06-01T04:00:00Z"
    other = await do(
        estate,
        "recordAgreement",
        **asked(opinion="另有意见"),
        validFrom="2026-03-01",
        validTo="2026-08-31",
    )
    assert (other["__typename"], other["path"]) == ("Conflict", ["input"])
    coded = await do(
        estate,
        "recordAgreement",
        **asked(code="XY-7"),
        validFrom="2026-03-01",
        validTo="2026-08-31",
    )
    assert (coded["__typename"], coded["path"]) == ("Conflict", ["input", "code"])
    await invariants.check(estate.engine)
