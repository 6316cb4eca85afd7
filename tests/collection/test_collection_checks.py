"""Checks that are kept on a project: the plan and its verdicts, who may keep and see them, and what has changed since."""

import json
from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district, revise

CIVIL = keys.encode(NodeKind.UNIT, "civil")
POLICE = keys.encode(NodeKind.UNIT, "police")
PLAN: dict[str, Any] = {
    "unitId": CIVIL,
    "name": "高龄津贴申请",
    "purpose": "高龄津贴审核",
    "subject": "自然人",
    "fields": [
        {"name": "性别", "columnName": "XB", "coverage": {"region": "330211", "cycle": "DAILY"}},
        {"name": "家属意见", "acquisition": "COLLECTED"},
        {"name": "受理编号", "acquisition": "GENERATED"},
    ],
}
KEPT: dict[str, Any] = {"unit_id": CIVIL, "name": "高龄津贴申请"}
RECORD = """mutation($input: RecordCollectionCheckInput!) { recordCollectionCheck(input: $input) { __typename
    ... on RecordCollectionCheckPayload { revision check {
      id name verdict fieldCount checkedAt checkedBy revision ruleSet complete project { name }
      plan { unit { id } name purpose subject legalBasis fields {
        name columnName acquisition coverage { region population cycle } } }
      verdicts { index name verdict confidence datum { name } provider { name } source { name } } } }
    ... on Refusal { code message path rule } } }"""
DIFFERENCES = """query($id: ID!, $asOf: Instant, $atRevision: Int) { node(id: $id) { ... on CollectionCheckRecord {
    verdict revision
    differences(asOf: $asOf, atRevision: $atRevision) { __typename
      ... on CollectionDifferences {
        verdictBefore unchanged causes now { verdict revision ruleSet fieldsToKeep }
        fields { index name causes before { verdict source { name } } now { verdict why source { name } } } }
      ... on Refusal { code message path } } } } }"""
PROJECT = """mutation($unit: ID!, $code: String) {
  registerProject(input: {unitId: $unit, name: "智慧养老", code: $code}) {
    ... on ProjectPayload { project { id } } } }"""
ENTRY = """mutation($input: RegisterEntryInput!) { registerEntry(input: $input) {
    ... on EntryPayload { dataset { id status } } ... on Refusal { message path } } }"""
WITHDRAW = """mutation($id: ID!) { reviseEntry(input: {id: $id, status: WITHDRAWN}) {
    ... on EntryPayload { revision } ... on Refusal { message } } }"""
HELD: dict[str, Any] = {
    "unitId": POLICE,
    "systemId": keys.encode(NodeKind.SYSTEM, "registry"),
    "name": "居民身份信息",
    "status": "PUBLISHED",
    "format": "DATABASE",
    "sharingClass": "UNCONDITIONAL",
    "openness": "CLOSED",
    "provisionMethod": "SHARE_API",
    "updateCycle": "DAILY",
    "sharingPeriod": {"start": "2020-01-01"},
    "fields": [{"name": "性别", "acquisition": "COLLECTED"}],
}


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """公安局 shares 性别, and 民政局 has a project."""
    await district().record(catalog.engine)
    told = await catalog.ask(ENTRY, {"input": HELD})
    assert told["registerEntry"]["dataset"]["status"] == "PUBLISHED", told
    return catalog


@pytest.fixture
async def project(estate: Catalog) -> str:
    return await project_of(estate, CIVIL)


async def project_of(catalog: Catalog, unit: str, *, code: str = "XM-1") -> str:
    told = await catalog.ask(PROJECT, {"unit": unit, "code": code})
    return str(told["registerProject"]["project"]["id"])


async def keep(
    catalog: Catalog,
    project: str,
    plan: Any = None,
    *,
    viewer: Viewer = CENTRE,
    language: str = "en",
    **given: Any,
) -> Any:
    variables = {"input": {"projectId": project, "plan": plan or PLAN, **given}}
    answer = await catalog.ask(RECORD, variables, viewer=viewer, language=language)
    return answer["recordCollectionCheck"]


async def differences(
    catalog: Catalog, id_: str, *, viewer: Viewer = CENTRE, **snapshot: Any
) -> Any:
    answer = await catalog.ask(DIFFERENCES, {"id": id_, **snapshot}, viewer=viewer)
    return answer["node"]["differences"]


async def withdraw(catalog: Catalog) -> None:
    found = await catalog.ask('{ datasets(filter: {name: {eq: "居民身份信息"}}) { nodes { id } } }')
    await catalog.ask(WITHDRAW, {"id": found["datasets"]["nodes"][0]["id"]})


async def test_a_plan_is_kept_as_it_was_given_with_its_verdicts(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    told = await keep(estate, project, viewer=viewer)
    check = told["check"]
    assert told["__typename"] == "RecordCollectionCheckPayload"
    assert (check["name"], check["verdict"], check["fieldCount"]) == ("高龄津贴申请", "REDUCE", 3)
    assert (check["checkedBy"], check["project"]) == (viewer.name, {"name": "智慧养老"})
    assert check["revision"] == told["revision"] - 1
    assert check["complete"]
    assert check["plan"] == {
        "unit": {"id": CIVIL},
        "name": "高龄津贴申请",
        "purpose": "高龄津贴审核",
        "subject": "自然人",
        "legalBasis": None,
        "fields": [
            {
                "name": "性别",
                "columnName": "XB",
                "acquisition": "COLLECTED",
                "coverage": {"region": "330211", "population": None, "cycle": "DAILY"},
            },
            {"name": "家属意见", "columnName": None, "acquisition": "COLLECTED", "coverage": None},
            {"name": "受理编号", "columnName": None, "acquisition": "GENERATED", "coverage": None},
        ],
    }
    sex, opinion, number = check["verdicts"]
    assert sex["verdict"] == "OBTAINABLE"
    assert (sex["provider"], sex["source"]) == ({"name": "公安局"}, {"name": "居民身份信息"})
    assert sex["datum"] == {"name": "自然人·性别"}
    assert [opinion["verdict"], number["verdict"]] == ["NEW", "NOT_COLLECTED"]


async def test_the_kept_verdicts_are_those_that_the_question_gives(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    asked = await estate.ask(
        """query($plan: CollectionPlanInput!) { checkCollection(input: $plan) { ... on CollectionCheck {
          verdict ruleSet fields { index name verdict confidence source { name } } } } }""",
        {"plan": PLAN},
        viewer=viewer,
    )
    check = (await keep(estate, project, viewer=viewer))["check"]
    kept = [
        {name: field[name] for name in ("index", "name", "verdict", "confidence", "source")}
        for field in check["verdicts"]
    ]
    answer = asked["checkCollection"]
    assert (check["verdict"], check["ruleSet"], kept) == (
        answer["verdict"],
        answer["ruleSet"],
        answer["fields"],
    )


async def test_checks_of_a_project_are_listed_newest_first(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    for name in ("甲表", "乙表", "丙表"):
        await keep(estate, project, {**PLAN, "name": name})
    query = """query($after: String) { project(by: {code: "XM-1"}) {
      collectionChecks(first: 2, after: $after) {
        totalCount nodes { name verdict fieldCount } pageInfo { hasNextPage endCursor } } } }"""
    page = (await estate.ask(query, viewer=viewer))["project"]["collectionChecks"]
    assert (page["totalCount"], [node["name"] for node in page["nodes"]]) == (3, ["丙表", "乙表"])
    after = {"after": page["pageInfo"]["endCursor"]}
    rest = (await estate.ask(query, after, viewer=viewer))["project"]["collectionChecks"]
    assert [node["name"] for node in rest["nodes"]] == ["甲表"]
    assert not rest["pageInfo"]["hasNextPage"]


async def test_a_check_is_not_there_before_it_was_kept(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    told = await keep(estate, project)
    query = """query($at: Int) { project(by: {code: "XM-1"}, atRevision: $at) {
      collectionChecks { totalCount nodes { name } } } }"""
    for revision, count in ((told["revision"] - 1, 0), (told["revision"], 1), (None, 1)):
        found = await estate.ask(query, {"at": revision}, viewer=viewer)
        checks = found["project"]["collectionChecks"]
        assert (checks["totalCount"], len(checks["nodes"])) == (count, count)


async def test_checks_of_other_units_do_not_exist(estate: Catalog) -> None:
    theirs = await project_of(estate, POLICE)
    check = (await keep(estate, theirs, {**PLAN, "unitId": POLICE}))["check"]
    query = """query($id: ID!) {
      project(by: {code: "XM-1"}) { name collectionChecks { totalCount nodes { name } } }
      node(id: $id) { id }
      search(text: "高龄津贴", kinds: [COLLECTION_CHECK]) { totalCount } }"""
    assert await estate.ask(query, {"id": check["id"]}, viewer=OFFICER) == {
        "project": {"name": "智慧养老", "collectionChecks": {"totalCount": 0, "nodes": []}},
        "node": None,
        "search": {"totalCount": 0},
    }
    seen = await estate.ask(query, {"id": check["id"]})
    assert seen["project"]["collectionChecks"]["totalCount"] == 1
    assert (seen["node"], seen["search"]) == ({"id": check["id"]}, {"totalCount": 1})


async def test_only_its_unit_and_the_centre_keep_a_check(estate: Catalog) -> None:
    theirs = await project_of(estate, POLICE)
    refused = await keep(estate, theirs, {**PLAN, "unitId": POLICE}, viewer=OFFICER)
    assert (refused["__typename"], refused["rule"]) == ("NotPermitted", "第十一条")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_refusals_point_into_the_plan(estate: Catalog, project: str, language: str) -> None:
    plan = ["input", "plan"]
    for changed, kind, path in (
        ({"unitId": POLICE}, "InvalidInput", [*plan, "unitId"]),
        ({"unitId": "no-id"}, "NotFound", [*plan, "unitId"]),
        ({"fields": []}, "InvalidInput", [*plan, "fields"]),
        ({"fields": [{"name": "\x00"}]}, "InvalidInput", [*plan, "fields", "0", "name"]),
        (
            {"fields": [{"name": "姓名", "legalBasis": "\x00"}]},
            "InvalidInput",
            [*plan, "fields", "0", "legalBasis"],
        ),
        ({"atRevision": 999}, "InvalidInput", [*plan, "atRevision"]),
    ):
        refused = await keep(estate, project, {**PLAN, **changed}, language=language)
        assert (refused["__typename"], refused["path"]) == (kind, path)
    unknown = await keep(estate, CIVIL, language=language)
    assert (unknown["__typename"], unknown["path"]) == ("NotFound", ["input", "projectId"])
    outdated = await keep(estate, project, expectedVersion=2, language=language)
    assert (outdated["__typename"], outdated["path"]) == ("Conflict", ["input", "expectedVersion"])


async def test_the_same_check_sent_twice_is_kept_once(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    first = await keep(estate, project, viewer=viewer, idempotencyKey="k")
    assert await keep(estate, project, viewer=viewer, idempotencyKey="k") == first
    other = await keep(estate, project, {**PLAN, "name": "别的"}, viewer=viewer, idempotencyKey="k")
    assert other["path"] == ["input", "idempotencyKey"]
    again = await keep(estate, project, viewer=viewer)
    assert again["check"]["id"] != first["check"]["id"]


@pytest.mark.parametrize("given_to", ["its project", "another unit's", "nobody's"])
async def test_of_a_classified_plan_nothing_is_kept(
    estate: Catalog, project: str, given_to: str
) -> None:
    fields = [{"name": "单位名称"}, {"name": "战时物资储备点位置（秘密）"}]
    plan = {**PLAN, "name": "国防潜力调查", "fields": fields}
    theirs = await project_of(estate, POLICE, code="XM-2")
    to = {"its project": project, "another unit's": theirs, "nobody's": "no-id"}[given_to]
    refused = await keep(estate, to, plan, viewer=OFFICER)
    if given_to == "its project":
        assert (refused["__typename"], refused["rule"]) == ("RuleBroken", "第三十条")
        assert refused["path"] == ["input", "plan", "fields", "1", "name"]
    assert refused["code"]
    everything = await estate.engine.run_statement("MATCH (node) RETURN properties(node) AS said")
    text = json.dumps(everything, ensure_ascii=False, default=str)
    assert "recordCollectionCheck" in text
    for word in ("战时", "国防潜力", "单位名称"):
        assert word not in text


async def test_the_log_has_the_hash_of_a_plan_and_the_check_the_plan(
    estate: Catalog, project: str
) -> None:
    await keep(estate, project)
    row = await estate.engine.read("audit/entries", CENTRE, after=0, limit=100)
    said = json.loads(row["entries"][-1]["input"])
    assert row["entries"][-1]["operation"] == "recordCollectionCheck"
    assert (said["project_id"], list(said["plan"])) == (project, ["sha256"])


async def test_nothing_differs_while_nothing_changes(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    check = (await keep(estate, project))["check"]
    told = await differences(estate, check["id"], viewer=viewer)
    assert (told["verdictBefore"], told["now"]["verdict"]) == ("REDUCE", "REDUCE")
    assert (told["unchanged"], told["fields"], told["causes"]) == (3, [], [])


async def test_a_withdrawn_source_shows_as_a_difference_made_by_the_catalog(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    check = (await keep(estate, project))["check"]
    await withdraw(estate)
    told = await differences(estate, check["id"], viewer=viewer)
    [field] = told["fields"]
    assert (field["index"], field["name"], field["causes"]) == (0, "性别", ["CATALOG"])
    assert field["before"] == {
        "verdict": "OBTAINABLE",
        "source": {"name": "居民身份信息"} if viewer.sees_all else None,
    }
    assert field["now"]["verdict"] == "SUPPLY_GAP"
    assert field["now"]["why"]
    assert (told["unchanged"], told["causes"]) == (2, ["CATALOG"])
    assert (told["verdictBefore"], told["now"]["verdict"]) == ("REDUCE", "CLEAR")
    assert told["now"]["fieldsToKeep"] == [0, 1]


async def test_a_check_is_repeated_at_a_pin_as_it_was(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    check = (await keep(estate, project))["check"]
    await withdraw(estate)
    snapshot = {"asOf": check["checkedAt"], "atRevision": check["revision"]}
    told = await differences(estate, check["id"], viewer=viewer, **snapshot)
    assert (told["unchanged"], told["fields"]) == (3, [])
    assert told["now"]["revision"] == check["revision"]


async def test_a_wrong_pin_is_told(estate: Catalog, project: str) -> None:
    check = (await keep(estate, project))["check"]
    refused = await estate.refusal(DIFFERENCES, {"id": check["id"], "atRevision": 999})
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "atRevision"}


async def test_what_other_rules_made_is_told_from_what_the_catalog_made(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    check = (await keep(estate, project))["check"]
    named = keys.decode(check["id"])
    assert named is not None
    row = await estate.engine.read("audit/entries", CENTRE, after=0, limit=100)
    key = row["entries"][-1]["subject"]
    assert key == named.key
    # As an older release would have kept it: it took 家属意见 for held elsewhere.
    kept = [
        {"index": 0, "name": "性别", "verdict": "OBTAINABLE", "confidence": 0.9},
        {"index": 1, "name": "家属意见", "verdict": "UNSOURCED", "confidence": 0.9},
        {"index": 2, "name": "受理编号", "verdict": "NOT_COLLECTED", "confidence": 0.9},
    ]
    now = await stored_verdicts(estate, key)
    older = [{**new, **old} for new, old in zip(now, kept, strict=True)]
    says = {"rule_set": "older", "verdicts_json": json.dumps(older)}
    await revise(estate.engine, NodeKind.COLLECTION_CHECK, key, **says)
    told = await differences(estate, check["id"], viewer=viewer)
    assert [(field["index"], field["causes"]) for field in told["fields"]] == [(1, ["RULES"])]
    await withdraw(estate)
    told = await differences(estate, check["id"], viewer=viewer)
    assert [(field["index"], field["causes"]) for field in told["fields"]] == [
        (0, ["CATALOG"]),
        (1, ["RULES"]),
    ]
    assert told["causes"] == ["RULES", "CATALOG"]


async def test_a_plan_that_may_no_longer_be_checked_is_refused_where_it_stands(
    estate: Catalog, project: str, viewer: Viewer
) -> None:
    check = (await keep(estate, project))["check"]
    named = keys.decode(check["id"])
    assert named is not None
    # As a list of marks that knew this one not yet would have let it pass.
    plan = json.dumps({**KEPT, "fields": [{"name": "绝密★名单", "acquisition": "COLLECTED"}]})
    await revise(estate.engine, NodeKind.COLLECTION_CHECK, named.key, plan_json=plan)
    told = await differences(estate, check["id"], viewer=viewer)
    assert (told["__typename"], told["path"]) == ("RuleBroken", ["plan", "fields", "0", "name"])


async def stored_verdicts(catalog: Catalog, key: str) -> Any:
    rows = await catalog.engine.run_statement(
        "MATCH (node:CollectionCheck {key: $key}) RETURN node.verdicts_json AS kept", key=key
    )
    return json.loads(rows[0]["kept"])


async def test_differences_stand_below_five_checks_at_the_most(
    estate: Catalog, project: str
) -> None:
    for number in range(6):
        await keep(estate, project, {**PLAN, "name": f"表{number}"})
    query = """query($first: Int!) { project(by: {code: "XM-1"}) { collectionChecks(first: $first) { nodes {
      differences { ... on CollectionDifferences { unchanged } } } } } }"""
    assert (await estate.refusal(query, {"first": 6}))["extensions"]["code"] == "TOO_MUCH"
    found = await estate.ask(query, {"first": 5})
    nodes = found["project"]["collectionChecks"]["nodes"]
    assert nodes == [{"differences": {"unchanged": 3}}] * 5
