"""裁定: what the centre rules on a match holds at once for fields and plans, and is undone as easily."""

import datetime as dt
from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from tests.collection.test_nets import put
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate, district

RULE = """mutation($input: RuleOnMatchInput!) { ruleOnMatch(input: $input) { __typename
    ... on RuleOnMatchPayload { revision warnings ruling {
        id name version verdict scope reason ruledBy fieldsChanged moves { fields was { name } now { name } } } }
    ... on Refusal { code message path } } }"""
WITHDRAW = """mutation($input: WithdrawRulingInput!) { withdrawRuling(input: $input) { __typename
    ... on WithdrawRulingPayload { ruling { id withdrawal fieldsReturned validTo version } }
    ... on Refusal { code message path } } }"""
DATA = """query($name: String!, $at: Int, $asOf: Instant) { fields(filter: {name: {eq: $name}}, atRevision: $at, asOf: $asOf) { nodes {
    id datum { id name } alignment { method confidence } dataset { name } } } }"""
CHECK = """query($plan: CollectionPlanInput!) { checkCollection(input: $plan) { __typename
    ... on CollectionCheck { fields { verdict confidence why sourceField { name } evidence { kind key subject { id } text } } }
    ... on Refusal { message } } }"""
COMPARE = """query($a: FieldDescriptionInput!, $b: FieldDescriptionInput!) {
    compareFields(a: $a, b: $b) { verdict why confidence } }"""

HELD = {"name": "供热面积核定数", "dataset": "供热单位备案"}
PLANNED = {"name": "核定采暖平米", "dataset": "供热情况登记表"}


@pytest.fixture
async def heating(catalog: Catalog) -> Catalog:
    await put(catalog, "供热面积核定数", "锅炉台数")
    await put(catalog, "备注", 提供单位="镇海区住建局", 业务名称="杂项")
    return catalog


async def rule(catalog: Catalog, viewer: Viewer = CENTRE, **given: Any) -> Any:
    usual = {
        "a": {"description": PLANNED},
        "b": {"description": HELD},
        "verdict": "SAME",
        "reason": "核定口径一致",
    }
    return (await catalog.ask(RULE, {"input": {**usual, **given}}, viewer=viewer))["ruleOnMatch"]


async def withdraw(catalog: Catalog, ruling: str, **given: Any) -> Any:
    given = {"rulingId": ruling, "reason": "口径已调整", **given}
    return (await catalog.ask(WITHDRAW, {"input": given}))["withdrawRuling"]


async def datum_of(
    catalog: Catalog, name: str, at: int | None = None, as_of: dt.datetime | None = None
) -> str:
    snapshot = {"at": at, "asOf": as_of and as_of.isoformat()}
    [field] = (await catalog.ask(DATA, {"name": name, **snapshot}))["fields"]["nodes"]
    datum: str = field["datum"]["name"]
    return datum


async def checked(catalog: Catalog, field: str, **at: Any) -> Any:
    units = await catalog.ask('{ units(filter: {name: {eq: "镇海区住建局"}}) { nodes { id } } }')
    plan = {
        "unitId": units["units"]["nodes"][0]["id"],
        "name": "供热情况登记表",
        "fields": [{"name": field}],
        **at,
    }
    [verdict] = (await catalog.ask(CHECK, {"plan": plan}))["checkCollection"]["fields"]
    return verdict


async def test_a_ruling_decides_for_plans_to_come_and_says_why(heating: Catalog) -> None:
    assert (await checked(heating, "核定采暖平米"))["verdict"] in {"NEW", "REVIEW"}
    ruled = await rule(heating)
    assert ruled["ruling"]["name"] == "核定采暖平米(供热情况登记表) = 供热面积核定数(供热单位备案)"
    field = await checked(heating, "核定采暖平米")
    assert (field["verdict"], field["confidence"]) == ("OBTAINABLE", 1.0)
    assert field["sourceField"]["name"] == "供热面积核定数"
    assert "核定口径一致" in str(field)
    steps = {step["kind"]: step["subject"] for step in field["evidence"]}
    assert steps["RULING"] == {"id": ruled["ruling"]["id"]}


async def test_what_is_on_record_moves_at_once_and_the_ruling_lists_it(heating: Catalog) -> None:
    await put(heating, "核定采暖平米", 提供单位="镇海区供热公司", 业务名称="供热情况登记表")
    own, other = [await datum_of(heating, name) for name in ("核定采暖平米", "供热面积核定数")]
    ruled = (await rule(heating))["ruling"]
    assert await datum_of(heating, "核定采暖平米") == other
    assert ruled["fieldsChanged"] == 1
    assert ruled["moves"] == [{"fields": 1, "was": {"name": own}, "now": {"name": other}}]


async def test_what_comes_later_is_aligned_by_the_ruling(heating: Catalog) -> None:
    await rule(heating)
    await put(heating, "核定采暖平米", 提供单位="镇海区供热公司", 业务名称="供热情况登记表")
    [field] = (await heating.ask(DATA, {"name": "核定采暖平米"}))["fields"]["nodes"]
    assert field["alignment"] == {"method": "RULED", "confidence": 1.0}
    assert field["datum"]["name"] == await datum_of(heating, "供热面积核定数")


async def test_withdrawing_gives_back_what_was_and_the_past_stays_as_it_was(
    heating: Catalog,
) -> None:
    await put(heating, "核定采暖平米", 提供单位="镇海区供热公司", 业务名称="供热情况登记表")
    own = await datum_of(heating, "核定采暖平米")
    ruled = await rule(heating)
    then = await datum_of(heating, "核定采暖平米")
    gone = (await withdraw(heating, ruled["ruling"]["id"]))["ruling"]
    assert (gone["withdrawal"], gone["fieldsReturned"]) == ("口径已调整", 1)
    assert await datum_of(heating, "核定采暖平米") == own
    assert await datum_of(heating, "核定采暖平米", ruled["revision"]) == then
    assert (await checked(heating, "核定采暖平米"))["confidence"] < 1
    explicit = await checked(heating, "核定采暖平米", atRevision=ruled["revision"])
    assert explicit["confidence"] == 1
    again = await withdraw(heating, ruled["ruling"]["id"])
    assert (again["__typename"], again["path"]) == ("Conflict", ["input", "rulingId"])


async def test_a_ruling_that_contradicts_an_older_one_says_which(heating: Catalog) -> None:
    older = (await rule(heating))["ruling"]
    refused = await rule(heating, verdict="DIFFERENT", reason="不是一回事")
    assert refused["__typename"] == "Conflict"
    assert older["name"] in refused["message"]
    assert older["id"] in refused["message"]
    replaced = await rule(heating, verdict="DIFFERENT", reason="不是一回事", replaces=older["id"])
    assert replaced["ruling"]["verdict"] == "DIFFERENT"
    listed = await heating.ask(
        "{ rulings(filter: {withdrawal: {eq: null}}) { totalCount nodes { name reason } } }"
    )
    assert [each["reason"] for each in listed["rulings"]["nodes"]] == ["不是一回事"]


async def test_the_same_ruling_again_changes_nothing(heating: Catalog) -> None:
    first = await rule(heating)
    again = await rule(heating, reason="再说一遍")
    assert again["revision"] == first["revision"]
    assert again["ruling"]["id"] == first["ruling"]["id"]


async def test_a_ruling_that_two_are_not_the_same_ends_the_question(heating: Catalog) -> None:
    assert (await checked(heating, "供热面积核定数量"))["verdict"] != "NEW"
    await rule(
        heating,
        a={"description": {"name": "供热面积核定数量", "dataset": "供热情况登记表"}},
        verdict="DIFFERENT",
        reason="一为平方米,一为户数",
    )
    assert (await checked(heating, "供热面积核定数量"))["verdict"] == "NEW"


async def test_comparing_two_fields_obeys_the_ruling_on_them(heating: Catalog) -> None:
    await rule(heating)
    same = (await heating.ask(COMPARE, {"a": PLANNED, "b": HELD}))["compareFields"]
    assert (same["verdict"], same["confidence"]) == ("SAME", 1.0)
    assert "核定口径一致" in same["why"]


async def test_a_ruling_on_an_element_moves_all_that_was_read_as_the_other(
    heating: Catalog,
) -> None:
    await put(heating, "联系电话", 业务名称="从业人员信息", 提供单位="镇海区供热公司")
    [field] = (await heating.ask(DATA, {"name": "联系电话"}))["fields"]["nodes"]
    await rule(
        heating,
        a={"datumId": field["datum"]["id"]},
        b={"element": {"code": "自然人.公民身份号码"}},
        reason="演示",
    )
    assert await datum_of(heating, "联系电话") == "自然人·公民身份号码"


async def test_a_ruling_that_has_ended_by_itself_falls_apart_on_its_day(heating: Catalog) -> None:
    await put(heating, "核定采暖平米", 提供单位="镇海区供热公司", 业务名称="供热情况登记表")
    own = await datum_of(heating, "核定采暖平米")
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3)
    assert (await rule(heating, validTo=soon.isoformat()))["ruling"]["fieldsChanged"] == 1
    while dt.datetime.now(dt.UTC) <= soon:
        await datum_of(heating, "核定采暖平米")
    until_then = soon - dt.timedelta(milliseconds=1)
    assert await datum_of(heating, "核定采暖平米", as_of=until_then) != own
    assert await datum_of(heating, "核定采暖平米", as_of=soon) == own
    assert await datum_of(heating, "核定采暖平米") == own


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"a": {"description": HELD}}, ["input", "b"]),
        ({"reason": " "}, ["input", "reason"]),
        ({"b": {"element": {"code": "没有.此码"}}}, ["input", "b", "element", "code"]),
        ({"b": {"fieldId": "x"}}, ["input", "b", "fieldId"]),
        ({"b": {"datumId": "x"}}, ["input", "b", "datumId"]),
        ({"replaces": "x"}, ["input", "replaces"]),
        ({"validTo": "2020-01-01"}, ["input", "validTo"]),
    ],
)
async def test_a_ruling_on_nothing_is_refused_with_its_place(
    heating: Catalog, given: dict[str, Any], path: list[str]
) -> None:
    refused = await rule(heating, **given)
    assert refused["__typename"] in {"InvalidInput", "NotFound"}, refused
    assert refused["path"] == path


async def test_only_the_centre_rules_and_everybody_reads(heating: Catalog) -> None:
    assert (await rule(heating, OFFICER))["__typename"] == "NotPermitted"
    await rule(heating)
    for viewer in (CENTRE, OFFICER):
        listed = await heating.ask("{ rulings { nodes { reason } } }", viewer=viewer)
        assert listed["rulings"]["nodes"] == [{"reason": "核定口径一致"}]


async def test_a_comparison_tells_nobody_that_a_hidden_ruling_stands(catalog: Catalog) -> None:
    estate = district()
    estate.field("watched", "甲", dataset="wanted", position=9)
    await estate.record(catalog.engine)
    sides = {"a": {"name": "甲"}, "b": {"name": "乙"}}
    before = await catalog.ask(COMPARE, sides, viewer=OFFICER)
    later = Estate()
    later.ruling("hidden", "甲 ≠ 乙", names=["watched"])
    await later.record(catalog.engine)
    assert await catalog.ask(COMPARE, sides, viewer=OFFICER) == before
    told = (await catalog.ask(COMPARE, sides, viewer=CENTRE))["compareFields"]
    assert (told["verdict"], "口径不同" in told["why"]) == ("DIFFERENT", True)


EXEMPT = """mutation($input: ExemptCollectionInput!) { exemptCollection(input: $input) { __typename
    ... on ExemptCollectionPayload { exemption { id name validTo datum { name } unit { name } } } } }"""
UNEXEMPT = """mutation($input: WithdrawExemptionInput!) { withdrawExemption(input: $input) { __typename
    ... on WithdrawExemptionPayload { exemption { withdrawal datum { name } unit { name } } }
    ... on Refusal { code message path } } }"""
LISTED = "{ exemptions { totalCount nodes { name datum { name } unit { name } withdrawal } } }"


async def test_an_exemption_holds_until_it_is_withdrawn_and_stays_listed(
    heating: Catalog, viewer: Viewer
) -> None:
    [field] = (await heating.ask(DATA, {"name": "供热面积核定数"}))["fields"]["nodes"]
    units = await heating.ask('{ units(filter: {name: {eq: "镇海区住建局"}}) { nodes { id } } }')
    given = {
        "datumId": field["datum"]["id"],
        "unitId": units["units"]["nodes"][0]["id"],
        "reason": "须现场核对",
        "basis": "供热条例",
    }
    exemption = (await heating.ask(EXEMPT, {"input": given}))["exemptCollection"]["exemption"]
    about = {"datum": {"name": field["datum"]["name"]}, "unit": {"name": "镇海区住建局"}}
    assert exemption == {"id": exemption["id"], "name": "须现场核对", "validTo": None, **about}
    assert (await checked(heating, "供热面积核定数", name="供热单位备案"))["verdict"] == "EXEMPT"
    ended = {"input": {"exemptionId": exemption["id"], "reason": "已共享"}}
    gone = (await heating.ask(UNEXEMPT, ended))["withdrawExemption"]
    assert gone["exemption"] == {"withdrawal": "已共享", **about}
    assert (await checked(heating, "供热面积核定数", name="供热单位备案"))[
        "verdict"
    ] == "OBTAINABLE"
    assert (await heating.ask(UNEXEMPT, ended))["withdrawExemption"]["code"] == "CONFLICT"
    assert (await heating.ask(LISTED, viewer=viewer))["exemptions"] == {
        "totalCount": 1,
        "nodes": [{"name": "须现场核对", "withdrawal": "已共享", **about}],
    }
