"""Every planned field of the sample district gets the verdict that its story tells, by every row of the table."""

from pathlib import Path
from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.enums.roles import Role
from tests.conftest import CENTRE, Catalog, client_of
from tests.district.conftest import Row, Rows

_ACQUISITIONS = {
    "采集": "COLLECTED",
    "业务产生": "GENERATED",
    "共享获取": "SHARED",
    "加工派生": "DERIVED",
}
_CHECK = """
query Check($plan: CollectionPlanInput!) {
  checkCollection(input: $plan) {
    ... on CollectionCheck {
      verdict fieldsToKeep complete
      fields { index name verdict why confidence provider { name } provisions { article text } evidence { kind name text } }
    }
    ... on Refusal { code message rule path }
  }
}
"""
_UNIT = "query Unit($name: String!) { units(filter: {name: {eq: $name}}) { nodes { id key } } }"


async def unit_of(district: Catalog, name: str) -> Any:
    data = await district.ask(_UNIT, {"name": name})
    return data["units"]["nodes"][0]


def plan_input(plan: Row, fields: list[Row], unit_id: str) -> dict[str, Any]:
    return {
        "unitId": unit_id,
        "name": plan["计划名称"],
        "purpose": plan["应用场景"],
        "subject": plan["主体"],
        "legalBasis": plan["法律依据"],
        "fields": [
            {
                "name": field["名称"],
                "columnName": field["列名"] or None,
                "description": field["说明"] or None,
                "dataType": field["数据类型"] or None,
                "acquisition": _ACQUISITIONS[field["获取方式"]],
                "subject": field["主体"] or None,
                "legalBasis": field["法律依据"] or None,
            }
            for field in fields
        ],
    }


@pytest.fixture
def stories(rows: Rows) -> dict[tuple[str, int], Row]:
    return {(row["计划文件"], int(row["序号"])): row for row in rows("stories.csv")}


async def test_each_planned_field_gets_the_verdict_of_its_story(
    district: Catalog, rows: Rows, stories: dict[tuple[str, int], Row]
) -> None:
    wrong = []
    for plan in rows("plans.csv"):
        unit = await unit_of(district, plan["单位"])
        fields = rows(f"plans/{plan['计划文件']}")
        answer = (await district.ask(_CHECK, {"plan": plan_input(plan, fields, unit["id"])}))[
            "checkCollection"
        ]
        if plan["预期结论"].strip("()") == "REFUSED":
            assert answer["rule"] == "第三十条"
            continue
        assert answer["verdict"] == plan["预期结论"], plan["计划名称"]
        for field in answer["fields"]:
            story = stories[plan["计划文件"], field["index"] + 1]
            if field["verdict"] != story["判定"]:
                wrong.append(
                    f"{plan['计划名称']} {field['name']}: {field['verdict']}, not {story['判定']}: {field['why']}"
                )
    assert not wrong, "\n".join(wrong)


async def test_every_row_of_the_table_occurs(stories: dict[tuple[str, int], Row]) -> None:
    told = {row["判定"] for row in stories.values()}
    assert told >= {kind.value for kind in FieldVerdictKind}


async def test_an_officer_gets_the_same_verdicts_as_the_centre(
    district: Catalog, rows: Rows, tmp_path: Path
) -> None:
    plan = rows("plans.csv")[0]
    fields = rows(f"plans/{plan['计划文件']}")
    unit = await unit_of(district, plan["单位"])
    given = plan_input(plan, fields, unit["id"])
    officer = Viewer("officer", unit["key"], frozenset({Role.UNIT_OFFICER}))
    of_centre = (await district.ask(_CHECK, {"plan": given}, viewer=CENTRE))["checkCollection"]
    async with client_of(district.engine, tmp_path, officer) as client:
        own = Catalog(district.engine, client)
        of_officer = (await own.ask(_CHECK, {"plan": given}, viewer=officer))["checkCollection"]
    assert [field["verdict"] for field in of_officer["fields"]] == [
        field["verdict"] for field in of_centre["fields"]
    ]


async def test_a_plan_costs_the_same_number_of_questions_whatever_its_size(
    district: Catalog, rows: Rows
) -> None:
    plan = next(row for row in rows("plans.csv") if row["计划文件"] == "gaoling-jintie.csv")
    unit = await unit_of(district, plan["单位"])
    whole = plan_input(plan, rows("plans/gaoling-jintie.csv"), unit["id"])
    bare = (
        "query Check($plan: CollectionPlanInput!) { checkCollection(input: $plan) { __typename } }"
    )
    asked = await district.reads(bare, {"plan": whole})
    assert asked == [
        "audit/head",
        "collection/holdings",
        "collection/initials",
        "collection/text",
        "collection/vector",
        "entity/by_keys",
        "rulings/in_force",
    ]
    larger = {**whole, "fields": whole["fields"] * 20}
    assert await district.reads(bare, {"plan": larger}) == asked


@pytest.mark.parametrize("count", [0, 501])
async def test_a_plan_of_no_or_too_many_fields_is_refused(district: Catalog, count: int) -> None:
    unit = await unit_of(district, "东海区民政局")
    given = {"unitId": unit["id"], "name": "表", "fields": [{"name": "姓名"}] * count}
    answer = (await district.ask(_CHECK, {"plan": given}))["checkCollection"]
    assert answer["code"] == "INVALID_INPUT"
    assert answer["path"] == ["input", "fields"]


@pytest.mark.parametrize("name", ["a\u202eb", "x" * 1000, "\x00", " "])
async def test_a_field_that_cannot_be_read_is_named(district: Catalog, name: str) -> None:
    unit = await unit_of(district, "东海区民政局")
    given = {"unitId": unit["id"], "name": "表", "fields": [{"name": "姓名"}, {"name": name}]}
    answer = (await district.ask(_CHECK, {"plan": given}))["checkCollection"]
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", ["input", "fields", "1", "name"])


@pytest.mark.parametrize(
    "name",
    ["MATCH (n) DETACH DELETE n", "<script>alert(1)</script>", "12345", "！？…", "name OR *"],
)
async def test_syntax_of_any_kind_is_a_name_like_another(district: Catalog, name: str) -> None:
    unit = await unit_of(district, "东海区民政局")
    given = {"unitId": unit["id"], "name": "表", "fields": [{"name": name}, {"name": name}]}
    answer = (await district.ask(_CHECK, {"plan": given}))["checkCollection"]
    assert [field["verdict"] for field in answer["fields"]] == ["NEW", "NEW"]


async def test_a_datum_says_whose_it_is_and_is_found_by_it(district: Catalog) -> None:
    query = """query Data($qualifier: String!) {
      data(filter: {qualifier: {eq: $qualifier}}, first: 100) { nodes { name qualifier } } }"""
    own = (await district.ask(query, {"qualifier": "本人"}))["data"]["nodes"]
    bodies = (await district.ask(query, {"qualifier": "主体"}))["data"]["nodes"]
    assert {"name": "自然人·姓名", "qualifier": "本人"} in own
    assert {"name": "法人·名称", "qualifier": "主体"} in bodies
    assert not any(datum["name"].startswith(("法人", "项目")) for datum in own)
    nobody = await district.ask("{ data(first: 100) { nodes { name qualifier } } }")
    assert "" not in {datum["qualifier"] for datum in nobody["data"]["nodes"]}
    assert {"name": "不动产·不动产单元号", "qualifier": None} in nobody["data"]["nodes"]
