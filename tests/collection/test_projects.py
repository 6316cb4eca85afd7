"""Projects: registered, revised, handed over, looked up and listed; public among units as systems are."""

from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog

REGISTER = """mutation($input: RegisterProjectInput!) { registerProject(input: $input) { __typename
    ... on ProjectPayload { revision project { id name code stage description version unit { name } } }
    ... on Refusal { code message path rule } } }"""
REVISE = """mutation($input: ReviseProjectInput!) { reviseProject(input: $input) { __typename
    ... on ProjectPayload { revision project { name stage version unit { name } } }
    ... on Refusal { code message path rule } } }"""
CIVIL = keys.encode(NodeKind.UNIT, "civil")
POLICE = keys.encode(NodeKind.UNIT, "police")


async def register(
    catalog: Catalog, *, viewer: Viewer = CENTRE, language: str = "en", **given: Any
) -> Any:
    variables = {"input": {"unitId": CIVIL, "name": "智慧养老平台", **given}}
    answer = await catalog.ask(REGISTER, variables, viewer=viewer, language=language)
    return answer["registerProject"]


async def revise(catalog: Catalog, *, viewer: Viewer = CENTRE, **given: Any) -> Any:
    return (await catalog.ask(REVISE, {"input": given}, viewer=viewer))["reviseProject"]


async def test_a_registered_project_stands_under_its_unit(estate: Catalog, viewer: Viewer) -> None:
    told = await register(
        estate, viewer=viewer, code="XM-1", stage="PLANNED", description="一网通办养老服务"
    )
    project = told["project"]
    assert (told["__typename"], told["revision"]) == ("RegisterProjectPayload", 2)
    assert project == {
        "id": project["id"],
        "name": "智慧养老平台",
        "code": "XM-1",
        "stage": "PLANNED",
        "description": "一网通办养老服务",
        "version": 1,
        "unit": {"name": "民政局"},
    }
    unit = "query($id: ID!) { unit(by: {id: $id}) { projects { totalCount nodes { code } } } }"
    listed = await estate.ask(unit, {"id": CIVIL}, viewer=viewer)
    assert listed["unit"]["projects"] == {"totalCount": 1, "nodes": [{"code": "XM-1"}]}


@pytest.mark.parametrize("how", ["id", "key", "code"])
async def test_every_unit_finds_a_project_by_its_id_key_or_code(
    estate: Catalog, viewer: Viewer, how: str
) -> None:
    id_ = (await register(estate, unitId=POLICE, code="XM-1"))["project"]["id"]
    named = keys.decode(id_)
    assert named is not None
    by = {"id": id_, "key": named.key, "code": "XM-1"}[how]
    found = await estate.ask(
        "query($by: ProjectBy!) { project(by: $by) { name unit { name } } }",
        {"by": {how: by}},
        viewer=viewer,
    )
    assert found["project"] == {"name": "智慧养老平台", "unit": {"name": "公安局"}}
    node = await estate.ask(
        "query($id: ID!) { node(id: $id) { __typename ... on Project { code } } }",
        {"id": id_},
        viewer=viewer,
    )
    assert node["node"] == {"__typename": "Project", "code": "XM-1"}


@pytest.mark.parametrize(
    "by", [{"id": CIVIL}, {"id": "no-id"}, {"key": "civil"}, {"code": "nobody's"}]
)
async def test_what_is_no_project_is_null(estate: Catalog, viewer: Viewer, by: Any) -> None:
    query = "query($by: ProjectBy!) { project(by: $by) { name } }"
    assert await estate.ask(query, {"by": by}, viewer=viewer) == {"project": None}


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        (None, ["智慧养老平台", "电子证照", "雪亮工程"]),
        ({"stage": {"in": ["PLANNED"]}}, ["智慧养老平台", "雪亮工程"]),
        ({"unit": {"eq": POLICE}}, ["电子证照", "雪亮工程"]),
        ({"not": {"unit": {"eq": POLICE}}}, ["智慧养老平台"]),
        (
            {"or": [{"name": {"contains": "证照"}}, {"code": {"eq": "XM-1"}}]},
            ["智慧养老平台", "电子证照"],
        ),
    ],
)
async def test_a_list_of_projects_is_filtered_and_counted(
    estate: Catalog, viewer: Viewer, filter_: Any, names: list[str]
) -> None:
    await register(estate, code="XM-1", stage="PLANNED")
    await register(estate, unitId=POLICE, name="电子证照", stage="ACCEPTED")
    await register(estate, unitId=POLICE, name="雪亮工程", stage="PLANNED")
    query = """query($filter: ProjectFilter, $after: String) {
      projects(filter: $filter, first: 2, after: $after, orderBy: {name: ASC}) {
        totalCount nodes { name } pageInfo { hasNextPage endCursor } } }"""
    page = (await estate.ask(query, {"filter": filter_}, viewer=viewer))["projects"]
    found = [node["name"] for node in page["nodes"]]
    if page["pageInfo"]["hasNextPage"]:
        after = {"filter": filter_, "after": page["pageInfo"]["endCursor"]}
        rest = (await estate.ask(query, after, viewer=viewer))["projects"]
        found += [node["name"] for node in rest["nodes"]]
    assert (page["totalCount"], found) == (len(names), names)


async def test_a_project_is_found_by_search(estate: Catalog, viewer: Viewer) -> None:
    await register(estate, unitId=POLICE)
    query = (
        """{ search(text: "智慧养老", kinds: [PROJECT]) { nodes { ... on Project { name } } } }"""
    )
    found = await estate.ask(query, viewer=viewer)
    assert found["search"]["nodes"] == [{"name": "智慧养老平台"}]


async def test_a_revision_counts_and_the_past_stays(estate: Catalog, viewer: Viewer) -> None:
    before = await register(estate, code="XM-1", stage="PLANNED")
    told = await revise(
        estate,
        viewer=viewer,
        id=before["project"]["id"],
        expectedVersion=1,
        name="养老一件事",
        stage="APPROVED",
    )
    assert told["project"] == {
        "name": "养老一件事",
        "stage": "APPROVED",
        "version": 2,
        "unit": {"name": "民政局"},
    }
    past = await estate.ask(
        """query($at: Int!) { project(by: {code: "XM-1"}, atRevision: $at) { name stage version } }""",
        {"at": before["revision"]},
        viewer=viewer,
    )
    assert past["project"] == {"name": "智慧养老平台", "stage": "PLANNED", "version": 1}


async def test_its_versions_are_seen_as_they_were_recorded(estate: Catalog, viewer: Viewer) -> None:
    made = await register(estate, code="XM-1", stage="PLANNED")
    await revise(estate, id=made["project"]["id"], stage="APPROVED")
    found = await estate.ask(
        """{ project(by: {code: "XM-1"}) { versions { totalCount nodes { version stage unit { name } } } } }""",
        viewer=viewer,
    )
    assert found["project"]["versions"] == {
        "totalCount": 2,
        "nodes": [
            {"version": 2, "stage": "APPROVED", "unit": {"name": "民政局"}},
            {"version": 1, "stage": "PLANNED", "unit": {"name": "民政局"}},
        ],
    }


async def test_what_is_taken_away_is_gone_and_what_is_not_named_stays(estate: Catalog) -> None:
    made = await register(estate, code="XM-1", stage="PLANNED")
    told = await revise(estate, id=made["project"]["id"], code=None)
    assert told["project"]["stage"] == "PLANNED"
    again = await register(estate, name="另一项目", code="XM-1")
    assert again["__typename"] == "RegisterProjectPayload"


async def test_a_project_is_handed_to_another_unit_from_a_day_on(
    estate: Catalog, viewer: Viewer
) -> None:
    made = await register(estate, code="XM-1")
    told = await revise(estate, id=made["project"]["id"], unitId=POLICE, effectiveFrom="2026-03-01")
    assert told["project"]["unit"] == {"name": "公安局"}
    query = """{ project(by: {code: "XM-1"}, asOf: "2026-02-28") { unit { name } } }"""
    assert (await estate.ask(query, viewer=viewer))["project"]["unit"] == {"name": "民政局"}
    refused = await revise(estate, viewer=OFFICER, id=made["project"]["id"], name="民政的项目")
    assert refused["__typename"] == "NotPermitted"


async def test_an_older_version_is_a_conflict(estate: Catalog) -> None:
    made = await register(estate)
    refused = await revise(estate, id=made["project"]["id"], expectedVersion=7, name="别名")
    assert (refused["__typename"], refused["path"]) == ("Conflict", ["input", "expectedVersion"])


async def test_the_same_project_sent_twice_is_registered_once(
    estate: Catalog, viewer: Viewer
) -> None:
    first = await register(estate, viewer=viewer, idempotencyKey="k")
    assert await register(estate, viewer=viewer, idempotencyKey="k") == first
    assert (await register(estate, viewer=viewer, name="别的", idempotencyKey="k"))["path"] == [
        "input",
        "idempotencyKey",
    ]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_refusals_tell_kind_place_and_language(estate: Catalog, language: str) -> None:
    await register(estate, code="XM-1")
    cases: list[tuple[dict[str, Any], str, list[str]]] = [
        ({"unitId": "no-id"}, "NotFound", ["input", "unitId"]),
        ({"name": " "}, "InvalidInput", ["input", "name"]),
        ({"description": "a\u202eb"}, "InvalidInput", ["input", "description"]),
        ({"code": "XM-1", "name": "另一项目"}, "Conflict", ["input", "code"]),
    ]
    for given, kind, path in cases:
        refused = await register(estate, language=language, **given)
        assert (refused["__typename"], refused["path"]) == (kind, path)
        assert ("。" in refused["message"]) is (language == "zh-CN")


async def test_only_its_unit_and_the_centre_put_a_project_on_record(estate: Catalog) -> None:
    refused = await register(estate, viewer=OFFICER, unitId=POLICE)
    assert (refused["__typename"], refused["rule"]) == ("NotPermitted", "第十一条")


async def test_a_page_of_projects_is_read_with_one_question_a_relation(estate: Catalog) -> None:
    await register(estate, code="XM-1")
    query = "{ projects { nodes { name unit { name } collectionChecks { nodes { name } } } } }"
    assert await estate.reads(query) == [
        "audit/head",
        "entity/page",
        "relation/project_collection_checks",
        "relation/project_unit",
    ]
