"""Agreements as intervals: asked for, decided, extended, ended; how they stand on each day follows from their facts."""

import datetime as dt
from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model import instant
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district

CIVIL: Final = keys.encode(NodeKind.UNIT, "civil")
RESIDENTS: Final = keys.encode(NodeKind.DATASET, "residents")
LOWINCOME: Final = keys.encode(NodeKind.DATASET, "lowincome")
CHANGE: Final = """mutation($input: %(type)sInput!) { %(name)s(input: $input) {
  __typename ... on AgreementPayload { revision warnings agreement { key version status validFrom validTo opinion
    consumer { name } datasets { totalCount nodes { key } } } }
  ... on Refusal { message path } } }"""
STANDS: Final = """query($key: String!, $day: Instant, $revision: Int) {
  agreement(by: {key: $key}, asOf: $day, atRevision: $revision) { status validFrom validTo }
  agreements(asOf: $day, atRevision: $revision) { nodes { key status validFrom validTo } }
  dataset(by: {key: "residents"}, asOf: $day, atRevision: $revision) { agreements { totalCount nodes { key status } } } }"""


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """The district of the tests, whose agreements are others than the ones below."""
    await district().record(catalog.engine)
    return catalog


async def do(estate: Catalog, name: str, viewer: Viewer = CENTRE, /, **given: Any) -> Any:
    query = CHANGE % {"name": name, "type": name[0].upper() + name[1:]}
    return (await estate.ask(query, {"input": given}, viewer=viewer))[name]


def asked(**given: Any) -> dict[str, Any]:
    return {
        "name": "户籍核验申请",
        "kind": "SHARING_REQUEST",
        "purpose": "核验",
        "method": "SHARE_API",
        "consumer": {"name": "低保办", "kind": "UNIT", "unitId": CIVIL},
        "datasetIds": [RESIDENTS],
        **given,
    }


async def stands(
    estate: Catalog, key: str, day: str | None = None, revision: int | None = None
) -> str:
    """Return how an agreement stands; three questions must say the same of it."""
    told = await estate.ask(STANDS, {"key": key, "day": day, "revision": revision})
    alone = told["agreement"]
    [listed] = [each for each in told["agreements"]["nodes"] if each["key"] == key]
    assert {name: listed[name] for name in alone} == alone, day
    covering = [each for each in told["dataset"]["agreements"]["nodes"] if each["key"] == key]
    assert told["dataset"]["agreements"]["totalCount"] == len(
        told["dataset"]["agreements"]["nodes"]
    )
    assert [each["status"] for each in covering] in ([], ["GRANTED"])
    return str(alone["status"]) + ("*" if covering else "")


async def test_an_agreement_stands_on_each_day_as_its_facts_say(estate: Catalog) -> None:
    made = await do(
        estate, "recordAgreement", **asked(validFrom="2026-02-01", validTo="2026-12-31")
    )
    key = made["agreement"]["key"]
    id_ = keys.encode(NodeKind.AGREEMENT, key)
    told = await do(estate, "endAgreement", id=id_, endsAt="2026-06-30")
    assert told["agreement"]["validTo"] == "2026-06-30T16:00:00Z"
    assert told["agreement"]["consumer"] == {"name": "低保办"}
    assert told["agreement"]["datasets"] == {"totalCount": 1, "nodes": [{"key": "residents"}]}
    days = ("2026-01-31", "2026-02-01", "2026-06-30", "2026-07-01")
    found = [await stands(estate, key, day) for day in days]
    assert found == ["GRANTED", "GRANTED*", "GRANTED*", "ENDED"]
    # By what was known when it was recorded it still ran on.
    assert await stands(estate, key, "2026-07-01", made["revision"]) == "GRANTED*"
    await invariants.check(estate.engine)


async def test_one_that_ends_later_is_in_force_until_then_and_is_found_by_its_end(
    estate: Catalog,
) -> None:
    made = await do(estate, "recordAgreement", **asked(validFrom="2026-02-01"))
    key = made["agreement"]["key"]
    await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key), endsAt="2999-06-30")
    assert await stands(estate, key) == "GRANTED*"
    query = "query($f: AgreementFilter) { agreements(filter: $f) { totalCount nodes { key } } }"
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"validTo": {"gt": "2999-06-29", "lt": "2999-07-01"}}, [key]),
        ({"validTo": {"eq": "2999-06-30"}}, [key]),
        ({"validTo": {"lt": "2999-06-30"}}, []),
        ({"validTo": {"eq": None}}, ["clinicshare", "sharing"]),
        ({"validFrom": {"eq": None}}, ["clinicshare", "sharing"]),
        ({"validFrom": {"gt": "2026-01-31", "lt": "2026-02-02"}}, [key]),
        ({"status": {"eq": "GRANTED"}, "validTo": {"lt": "3000-01-01"}}, [key]),
        ({"status": {"eq": "ENDED"}}, []),
    ]
    for given, wanted in cases:
        found = (await estate.ask(query, {"f": given}))["agreements"]
        assert sorted(each["key"] for each in found["nodes"]) == wanted, given
        assert found["totalCount"] == len(wanted), given


async def test_one_past_its_end_is_not_granted(estate: Catalog) -> None:
    made = await do(
        estate, "recordAgreement", **asked(validFrom="2025-02-01", validTo="2025-03-01")
    )
    assert made["agreement"]["status"] == "ENDED"
    assert await stands(estate, made["agreement"]["key"]) == "ENDED"
    assert await stands(estate, made["agreement"]["key"], "2025-03-01") == "GRANTED*"


async def test_what_begins_later_is_listed_before_and_may_be_taken_back(estate: Catalog) -> None:
    made = await do(estate, "recordAgreement", **asked(validFrom="2999-01-01"))
    key = made["agreement"]["key"]
    query = (
        '{ agreements(filter: {validFrom: {gt: "2998-12-31"}}) { nodes { key status validFrom } } }'
    )
    assert (await estate.ask(query))["agreements"]["nodes"] == [
        {"key": key, "status": "GRANTED", "validFrom": "2998-12-31T16:00:00Z"}
    ]
    told = await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key))
    assert told["agreement"]["status"] == "ENDED"
    assert told["agreement"]["validFrom"] == told["agreement"]["validTo"]
    again = await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key))
    assert (again["__typename"], again["path"]) == ("Conflict", ["input", "endsAt"])
    await invariants.check(estate.engine)


@pytest.mark.parametrize("begins", ["2026-03-01", "2999-01-01"])
@pytest.mark.parametrize("ends", ["2020-01-01", "2026-02-28", "2026-03-01T00:00:00+08:00"])
async def test_no_end_lies_before_the_beginning(estate: Catalog, begins: str, ends: str) -> None:
    made = await do(estate, "recordAgreement", **asked(validFrom=begins))
    key = made["agreement"]["key"]
    told = await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key), endsAt=ends)
    assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "endsAt"])
    assert (await stands(estate, key)).startswith("GRANTED")


async def test_a_request_granted_for_later_and_taken_back_has_held_for_no_time(
    estate: Catalog,
) -> None:
    made = await do(estate, "recordAgreement", **asked(status="PENDING"))
    id_ = keys.encode(NodeKind.AGREEMENT, made["agreement"]["key"])
    await do(estate, "decideAgreement", id=id_, decision="GRANTED", validFrom="2999-01-01")
    told = (await do(estate, "endAgreement", id=id_))["agreement"]
    assert (told["status"], told["validFrom"], told["validTo"]) == (
        "ENDED",
        "2998-12-31T16:00:00Z",
        "2998-12-31T16:00:00Z",
    )
    await invariants.check(estate.engine)


@pytest.mark.parametrize("decision", ["GRANTED", "REFUSED"])
async def test_a_request_waits_until_it_is_decided(estate: Catalog, decision: str) -> None:
    request = asked(status="PENDING", code="XY-9", validTo="2999-12-31")
    use = {"datasetId": RESIDENTS, "name": "低保审核"}
    made = await do(estate, "recordAgreement", OFFICER, **request, usages=[use])
    key = made["agreement"]["key"]
    id_ = keys.encode(NodeKind.AGREEMENT, key)
    assert made["agreement"]["status"] == await stands(estate, key) == "PENDING"
    later = await do(estate, "recordAgreement", **{**request, "status": decision})
    assert (later["__typename"], later["path"]) == ("Conflict", ["input", "status"])
    assert "decideAgreement" in later["message"]
    given = {"id": id_, "decision": decision, "opinion": "按程序办理"}
    own = await do(estate, "decideAgreement", OFFICER, **given)
    assert own["__typename"] == "NotPermitted"  # who asks does not decide
    stale = await do(estate, "decideAgreement", **given, expectedVersion=99)
    assert stale["__typename"] == "Conflict"
    told = await do(estate, "decideAgreement", **given, expectedVersion=1)
    assert told["agreement"]["status"] == decision
    assert (told["agreement"]["opinion"], told["agreement"]["version"]) == ("按程序办理", 2)
    granted = decision == "GRANTED"
    assert told["agreement"]["validTo"] == ("2999-12-31T16:00:00Z" if granted else None)
    assert await stands(estate, key) == decision + "*" * granted
    assert await stands(estate, key, revision=made["revision"]) == "PENDING"
    again = await do(estate, "decideAgreement", **given)
    assert (again["__typename"], again["path"]) == ("Conflict", ["input", "id"])
    used = await estate.ask(
        '{ dataset(by: {key: "residents"}) { consumers { nodes { usages { nodes { name } } } } } }'
    )
    names = [
        usage["name"]
        for consumer in used["dataset"]["consumers"]["nodes"]
        for usage in consumer["usages"]["nodes"]
    ]
    # There is a use of this name in the district already.
    assert names.count("低保审核") == 1 + granted
    await invariants.check(estate.engine)


async def test_a_decision_of_a_day_gone_by_holds_from_that_day(estate: Catalog) -> None:
    request = asked(status="PENDING", validFrom="2026-01-01")
    key = (await do(estate, "recordAgreement", **request))["agreement"]["key"]
    id_ = keys.encode(NodeKind.AGREEMENT, key)
    for given, path in (
        ({"decidedAt": "2999-01-01"}, "decidedAt"),
        ({"validTo": "2025-12-31"}, "validTo"),
        ({"validFrom": "2026-03-01", "validTo": "2026-02-01"}, "validTo"),
        ({"decision": "REFUSED", "validTo": "2026-02-01"}, "validTo"),
    ):
        told = await do(estate, "decideAgreement", **{"id": id_, "decision": "GRANTED", **given})
        assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", path]), given
    dates = {"decidedAt": "2026-03-01", "validFrom": "2026-04-01", "validTo": "2026-05-01"}
    await do(estate, "decideAgreement", id=id_, decision="GRANTED", **dates)
    days = ("2026-02-28", "2026-03-02", "2026-04-01", "2026-05-01", "2026-05-02")
    found = [await stands(estate, key, day) for day in days]
    assert found == ["PENDING", "GRANTED", "GRANTED*", "GRANTED*", "ENDED"]


async def test_no_provider_grants_or_decides_for_days_gone_by(estate: Catalog) -> None:
    """What findings rest on is not written anew by a party: neither a flow nor a use becomes covered behind its back."""
    today = instant.day(dt.datetime.now(dt.UTC))
    given = asked(datasetIds=[LOWINCOME], consumer={"name": "某公司", "kind": "ENTERPRISE"})
    for gone_by in ("2022-01-01", str(today - dt.timedelta(days=1))):
        for status in ("GRANTED", "REFUSED"):
            dates = {"status": status, "validFrom": gone_by}
            told = await do(estate, "recordAgreement", OFFICER, **given, **dates)
            assert told["__typename"] == "NotPermitted", dates
        ended = {"status": "ENDED", "validFrom": gone_by, "validTo": gone_by}
        told = await do(estate, "recordAgreement", OFFICER, **given, **ended)
        assert told["__typename"] == "NotPermitted"
    granted = await do(estate, "recordAgreement", OFFICER, **given, validFrom=str(today))
    assert granted["__typename"] == "RecordAgreementPayload"
    waits = {**given, "name": "另一申请", "status": "PENDING"}
    key = (await do(estate, "recordAgreement", **waits))["agreement"]["key"]
    decision = {"id": keys.encode(NodeKind.AGREEMENT, key), "decision": "GRANTED"}
    for dates in ({"decidedAt": "2019-01-01"}, {"validFrom": "2019-01-01"}):
        told = await do(estate, "decideAgreement", OFFICER, **decision, **dates)
        assert told["__typename"] == "NotPermitted", dates
    told = await do(estate, "decideAgreement", OFFICER, **decision)
    assert told["__typename"] == "DecideAgreementPayload"


async def test_a_request_is_taken_back(estate: Catalog) -> None:
    key = (await do(estate, "recordAgreement", OFFICER, **asked(status="PENDING")))["agreement"][
        "key"
    ]
    id_ = keys.encode(NodeKind.AGREEMENT, key)
    told = await do(estate, "endAgreement", OFFICER, id=id_)
    assert told["agreement"]["status"] == await stands(estate, key) == "ENDED"
    late = await do(estate, "decideAgreement", id=id_, decision="GRANTED")
    assert late["__typename"] == "Conflict"
    anew = await do(estate, "recordAgreement", OFFICER, **asked(status="PENDING"))
    assert anew["agreement"]["key"] != key


async def test_what_grants_nothing_is_not_ended_later_and_what_was_refused_not_at_all(
    estate: Catalog,
) -> None:
    for dates in ({}, {"validTo": "2999-12-31"}, {"validFrom": "2998-01-01"}):
        request = asked(status="PENDING", name=f"申请{len(dates)}{[*dates]}", **dates)
        made = await do(estate, "recordAgreement", OFFICER, **request)
        id_ = keys.encode(NodeKind.AGREEMENT, made["agreement"]["key"])
        for ends in ("2997-12-31", "2998-06-30"):
            told = await do(estate, "endAgreement", OFFICER, id=id_, endsAt=ends)
            assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "endsAt"])
        assert (await do(estate, "decideAgreement", id=id_, decision="REFUSED"))["agreement"]
        told = await do(estate, "endAgreement", OFFICER, id=id_)
        assert (told["__typename"], told["path"]) == ("Conflict", ["input", "id"])
        assert await stands(estate, made["agreement"]["key"]) == "REFUSED"


async def test_nothing_is_asked_for_by_a_party_or_decided_on_a_day_before_it_was_asked_for(
    estate: Catalog,
) -> None:
    gone_by = str(instant.day(dt.datetime.now(dt.UTC)) - dt.timedelta(days=1))
    request = asked(status="PENDING")
    told = await do(estate, "recordAgreement", OFFICER, **request, validFrom=gone_by)
    assert told["__typename"] == "NotPermitted"
    made = await do(estate, "recordAgreement", OFFICER, **request)
    id_ = keys.encode(NodeKind.AGREEMENT, made["agreement"]["key"])
    for decision in ("GRANTED", "REFUSED"):
        told = await do(estate, "decideAgreement", id=id_, decision=decision, decidedAt=gone_by)
        assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "decidedAt"])
    today = str(instant.day(dt.datetime.now(dt.UTC)))
    told = await do(estate, "decideAgreement", id=id_, decision="GRANTED", decidedAt=today)
    assert told["agreement"]["status"] == "GRANTED"
    await invariants.check(estate.engine)


async def test_the_same_right_recorded_again_is_the_first_one(estate: Catalog) -> None:
    first = await do(estate, "recordAgreement", **asked(validFrom="2026-02-01"))
    same = await do(estate, "recordAgreement", **asked(validFrom="2026-02-01"))
    within = await do(estate, "recordAgreement", **asked())
    assert {each["agreement"]["key"] for each in (first, same, within)} == {
        first["agreement"]["key"]
    }
    assert first["revision"] == same["revision"] == within["revision"]
    longer = await do(estate, "recordAgreement", **asked(validFrom="2026-01-01"))
    assert longer["agreement"]["key"] == first["agreement"]["key"]
    assert longer["agreement"]["validFrom"] == "2025-12-31T16:00:00Z"
    assert longer["revision"] > first["revision"]
    other = await do(estate, "recordAgreement", **asked(opinion="另有意见"))
    assert other["__typename"] == "Conflict"
    assert first["agreement"]["key"] not in {
        (await do(estate, "recordAgreement", **asked(**given)))["agreement"]["key"]
        for given in ({"purpose": "统计"}, {"datasetIds": [LOWINCOME]}, {"name": "另一申请"})
    }
    coded = [await do(estate, "recordAgreement", **asked(code="XY-7")) for _ in range(2)]
    assert coded[0] == coded[1]
    waiting = [
        await do(estate, "recordAgreement", **asked(code="XY-8", status="PENDING"))
        for _ in range(2)
    ]
    assert waiting[0] == waiting[1]
    await invariants.check(estate.engine)


async def test_what_is_shorter_is_not_done_and_the_answer_says_so(estate: Catalog) -> None:
    first = await do(
        estate, "recordAgreement", **asked(validFrom="2026-02-01", validTo="2999-12-31")
    )
    shorter = await do(
        estate, "recordAgreement", **asked(validFrom="2026-02-01", validTo="2998-12-31")
    )
    assert first["warnings"] == []
    assert (shorter["revision"], shorter["agreement"]) == (first["revision"], first["agreement"])
    [warning] = shorter["warnings"]
    assert "on record until 2999-12-31" in warning
    assert "endAgreement" in warning
    earlier = await do(
        estate, "recordAgreement", **asked(validFrom="2026-01-01", validTo="2998-12-31")
    )
    assert earlier["warnings"] == shorter["warnings"]


@pytest.mark.parametrize("code", ["XY-7", None])
@pytest.mark.parametrize("ends", [None, "2999-06-30"])
async def test_what_was_ended_is_not_undone_by_recording_it_again(
    estate: Catalog, code: str | None, ends: str | None
) -> None:
    request = asked(code=code, validFrom="2026-02-01", validTo="2999-12-31")
    made = await do(estate, "recordAgreement", **request)
    key = made["agreement"]["key"]
    longer = await do(estate, "recordAgreement", **{**request, "validTo": "3000-12-31"})
    assert longer["agreement"]["key"] == key
    await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, key), endsAt=ends)
    stood = await stands(estate, key), await stands(estate, key, "2026-03-01")
    for given in ({}, {"validTo": None}, {"validFrom": "2026-01-01"}):
        told = await do(estate, "recordAgreement", **{**request, **given})
        assert (told["__typename"], told["path"]) == ("Conflict", ["input"]), given
        assert keys.encode(NodeKind.AGREEMENT, key) in told["message"]
    assert stood == (await stands(estate, key), await stands(estate, key, "2026-03-01"))
    within = await do(estate, "recordAgreement", **{**request, "validTo": "2026-03-31"})
    assert within["agreement"]["key"] == key
    later = {**request, "validFrom": "2999-07-01", "code": code and "XY-8"}
    anew = await do(estate, "recordAgreement", **later)
    assert anew["agreement"]["key"] != key
    again = await do(estate, "recordAgreement", **later)
    assert again["revision"] == anew["revision"]
    until = await do(estate, "recordAgreement", **{**request, "validTo": ends or "2026-03-31"})
    assert until["agreement"]["key"] == key
    assert stood[0] == await stands(estate, key)
    await invariants.check(estate.engine)


async def test_an_ended_agreement_has_an_end_gone_by(estate: Catalog) -> None:
    told = await do(estate, "recordAgreement", **asked(status="ENDED"))
    assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "validTo"])
    dates = {"validFrom": "2025-01-01", "validTo": "2025-12-31"}
    told = await do(estate, "recordAgreement", **asked(status="ENDED", **dates))
    assert told["agreement"]["status"] == "ENDED"
    assert await stands(estate, told["agreement"]["key"], "2025-12-31") == "GRANTED*"


@pytest.mark.parametrize("zero", ["2026-03-01T00:00:00+08:00", "2999-01-01T00:00:00Z"])
async def test_no_interval_is_of_no_length(estate: Catalog, zero: str) -> None:
    told = await do(estate, "recordAgreement", **asked(validFrom=zero, validTo=zero))
    assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "validTo"])


async def test_it_begins_and_ends_at_midnight_in_shanghai(estate: Catalog) -> None:
    dates = {"validFrom": "2026-03-01", "validTo": "2026-03-31"}
    key = (await do(estate, "recordAgreement", **asked(**dates)))["agreement"]["key"]
    midnight = dt.datetime(2026, 2, 28, 16, tzinfo=dt.UTC)
    for moment, wanted in (
        (midnight - dt.timedelta(microseconds=1), "GRANTED"),
        (midnight, "GRANTED*"),
        (midnight + dt.timedelta(days=31, microseconds=-1), "GRANTED*"),
        (midnight + dt.timedelta(days=31), "ENDED"),
    ):
        assert await stands(estate, key, moment.isoformat()) == wanted, moment


async def test_what_only_the_provider_told_accuses_the_provider_alone(estate: Catalog) -> None:
    findings = """{ findings(filter: {rules: ["R-22", "LIN-4"]}) { nodes { rule unit { key } message } } }"""
    lent = asked(
        name="光盘拷贝",
        method="OFFLINE",
        consumer={"name": "门诊", "kind": "UNIT", "unitId": keys.encode(NodeKind.UNIT, "health")},
        datasetIds=[LOWINCOME],
        usages=[{"datasetId": LOWINCOME, "name": "门诊核对", "openEnded": True}],
    )
    told = await do(estate, "recordAgreement", OFFICER, **lent)
    found = (await estate.ask(findings))["findings"]["nodes"]
    assert [(each["rule"], each["unit"]["key"]) for each in found] == [("R-22", "civil")]
    await do(estate, "endAgreement", id=keys.encode(NodeKind.AGREEMENT, told["agreement"]["key"]))
    assert (await estate.ask(findings))["findings"]["nodes"] == []
    await do(estate, "recordAgreement", **{**lent, "name": "光盘再拷贝"})
    found = (await estate.ask(findings))["findings"]["nodes"]
    assert [(each["rule"], each["unit"]["key"]) for each in found] == [("R-22", "health")]


_ALIKE: Final = [
    {"name": "户籍核验申请Ａ"},
    {"name": " 户籍 核验申请a"},
    {"purpose": "核 验B"},
    {"code": "ｘｙ－9"},
    {"code": "XY- 9"},
    {"consumer": {"name": "低 保办ａ", "kind": "UNIT", "unitId": CIVIL}},
]
"""Other ways to write a name, a purpose, a code and a consumer."""
_WRITTEN: Final = {
    "name": "户籍核验申请A",
    "purpose": "核验b",
    "code": "XY-9",
    "consumer": {"name": "低保办A", "kind": "UNIT", "unitId": CIVIL},
}


@pytest.mark.parametrize("status", ["GRANTED", "REFUSED", "PENDING"])
@pytest.mark.parametrize("again", [*_ALIKE, {"code": None}, {}], ids=str)
async def test_how_it_is_written_makes_no_other_agreement_of_a_request(
    estate: Catalog, again: dict[str, Any], status: str
) -> None:
    first = await do(estate, "recordAgreement", **asked(**_WRITTEN, status="PENDING"))
    told = await do(estate, "recordAgreement", **asked(**{**_WRITTEN, **again}, status=status))
    if status == "PENDING":
        assert told["revision"] == first["revision"]
        assert told["agreement"]["key"] == first["agreement"]["key"]
    else:
        assert (told["__typename"], told["path"]) == ("Conflict", ["input", "status"])
        assert keys.encode(NodeKind.AGREEMENT, first["agreement"]["key"]) in told["message"]


@pytest.mark.parametrize("status", ["GRANTED", "REFUSED"])
async def test_a_decision_with_a_code_is_about_a_request_without_one(
    estate: Catalog, status: str
) -> None:
    await do(estate, "recordAgreement", **asked(**{**_WRITTEN, "code": None}, status="PENDING"))
    told = await do(estate, "recordAgreement", **asked(**_WRITTEN, status=status))
    assert told["__typename"] == "Conflict"
    other = {"purpose": "统计"}
    told = await do(estate, "recordAgreement", **asked(**{**_WRITTEN, **other}, status=status))
    assert told["__typename"] == "RecordAgreementPayload"


@pytest.mark.parametrize("again", [*_ALIKE, {}], ids=str)
async def test_how_it_is_written_makes_no_other_right_and_no_other_use(
    estate: Catalog, again: dict[str, Any]
) -> None:
    use = {"datasetId": RESIDENTS, "name": "低保审核A"}
    first = await do(estate, "recordAgreement", **asked(**_WRITTEN), usages=[use])
    given = asked(**{**_WRITTEN, **again})
    same = await do(estate, "recordAgreement", **given, usages=[{**use, "name": "低保 审核ａ"}])
    assert same["revision"] == first["revision"]
    longer = await do(estate, "recordAgreement", **given, validTo="2999-01-01", usages=[use])
    assert longer["agreement"]["key"] == first["agreement"]["key"]
    found = await estate.ask("{ consumers { nodes { name usages { totalCount } } } }")
    called = [
        each
        for each in found["consumers"]["nodes"]
        if each["name"][0] == "低" and each["name"] != "低保办"
    ]
    assert called == [{"name": "低保办A", "usages": {"totalCount": 1}}]
