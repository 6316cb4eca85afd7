"""The nets on a real store: what they catch is put before a person, says by which net, and repeats under an as-of point."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_catalog import embedding
from graph_catalog.alignment import realignment, spellings
from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.identity.auth import Viewer
from graph_catalog.local_store import Cache
from graph_catalog.sheets import catalog_file
from tests.conftest import CENTRE, Catalog
from tests.sheets.catalog_files import as_csv, row

HEATED = {"业务名称": "供热单位备案", "状态": "已发布"}
CHECK = """
query Check($plan: CollectionPlanInput!) {
  checkCollection(input: $plan) {
    ... on CollectionCheck {
      missingNets fields { verdict confidence sourceField { name } evidence { kind name text } }
    }
    ... on Refusal { message }
  }
}
"""


@pytest.fixture
def no_model(tmp_path: Path) -> Iterator[None]:
    embedding.use(tmp_path)
    yield
    embedding.use(Cache.of_environment().root)


async def put(catalog: Catalog, *fields: str, **changes: str) -> int:
    rows = [row(**{**HEATED, **changes}, 数据项名称=name) for name in fields]
    sheet = catalog_file.parse("目录.csv", as_csv(rows))
    options = ImportOptions(create_units=True)
    report = await imports.import_sheet(catalog.engine, CENTRE, sheet, options)
    assert isinstance(report, ImportReport), report
    assert report.revision is not None
    return report.revision


async def planning_unit(catalog: Catalog) -> str:
    await put(catalog, "备注", 提供单位="镇海区住建局", 业务名称="杂项")
    found = await catalog.ask('{ units(filter: {name: {eq: "镇海区住建局"}}) { nodes { id } } }')
    unit: str = found["units"]["nodes"][0]["id"]
    return unit


async def checked(
    catalog: Catalog, *names: str, viewer: Viewer = CENTRE, unit: str, **at: Any
) -> dict[str, Any]:
    given = {
        "unitId": unit,
        "name": "供热情况登记表",
        "fields": [{"name": name, "columnName": None} for name in names],
        **at,
    }
    answer: dict[str, Any] = (await catalog.ask(CHECK, {"plan": given}, viewer=viewer))[
        "checkCollection"
    ]
    return answer


async def test_a_field_that_says_otherwise_what_is_held_is_put_before_a_person(
    catalog: Catalog,
) -> None:
    await put(catalog, "供暖方式", "锅炉台数")
    unit = await planning_unit(catalog)
    answer = await checked(catalog, "取暖方式", unit=unit)
    [field] = answer["fields"]
    assert field["verdict"] == "REVIEW"
    assert field["confidence"] < 0.8
    steps = {step["kind"]: step for step in field["evidence"]}
    assert steps["FIELD"]["name"] == "供暖方式"
    assert "vector net" in steps["CANDIDATE"]["text"]
    assert answer["missingNets"] == []


async def test_a_column_name_leads_to_a_name_with_its_initials(catalog: Catalog) -> None:
    await put(catalog, "煤灰去向", "锅炉台数")
    unit = await planning_unit(catalog)
    [field] = (await checked(catalog, "MHQX", unit=unit))["fields"]
    assert field["verdict"] == "REVIEW"
    assert any("pinyin initials" in step["text"] for step in field["evidence"]), field


async def test_what_nobody_has_anything_like_stays_new(catalog: Catalog) -> None:
    await put(catalog, "供暖方式", "锅炉台数")
    unit = await planning_unit(catalog)
    [field] = (await checked(catalog, "犬只免疫日期", unit=unit))["fields"]
    assert field["verdict"] == "NEW"


@pytest.mark.usefixtures("no_model")
async def test_without_the_model_a_check_answers_and_says_which_net_is_missing(
    catalog: Catalog,
) -> None:
    await put(catalog, "供暖方式")
    unit = await planning_unit(catalog)
    answer = await checked(catalog, "供暖的方式", "取暖模式", unit=unit)
    assert answer["missingNets"] == ["VECTOR"]
    assert [field["verdict"] for field in answer["fields"]][1] == "NEW"


async def test_spellings_wait_for_the_model_and_catch_up_once(
    catalog: Catalog, tmp_path: Path
) -> None:
    embedding.use(tmp_path)
    try:
        await put(catalog, "供暖方式", "锅炉台数")
        unit = await planning_unit(catalog)
        assert await spellings.catch_up(catalog.engine) == 0
    finally:
        embedding.use(Cache.of_environment().root)
    assert (await checked(catalog, "取暖方式", unit=unit))["missingNets"] == ["VECTOR"]
    assert await spellings.catch_up(catalog.engine) == 3
    assert await spellings.catch_up(catalog.engine) == 0
    answer = await checked(catalog, "取暖方式", unit=unit)
    assert (answer["missingNets"], answer["fields"][0]["verdict"]) == ([], "REVIEW")


async def test_a_store_that_is_older_than_spellings_is_spelled_once_in_stretches(
    catalog: Catalog,
) -> None:
    await put(catalog, "供暖方式", "锅炉台数", "供热面积")
    unit = await planning_unit(catalog)
    noted = "MATCH (spelling:Spelling) RETURN spelling {.key, .name, .subject, .vector} AS spelling ORDER BY spelling.key"
    before = await catalog.engine.run_statement(noted)
    await catalog.engine.run_statement("MATCH (spelling:Spelling) DETACH DELETE spelling")
    [field] = (await checked(catalog, "取暖方式", unit=unit))["fields"]
    assert field["verdict"] == "NEW"
    await realignment.run(catalog.engine, anew=True, batch=2)
    assert await catalog.engine.run_statement(noted) == before
    [field] = (await checked(catalog, "取暖方式", unit=unit))["fields"]
    assert field["verdict"] == "REVIEW"


async def test_a_check_by_an_older_record_catches_nothing_that_came_later(catalog: Catalog) -> None:
    unit = await planning_unit(catalog)
    before = await put(catalog, "供热面积")
    await put(catalog, "供暖方式")
    [field] = (await checked(catalog, "取暖方式", unit=unit, atRevision=before))["fields"]
    assert field["verdict"] == "NEW"


async def test_a_classified_plan_is_not_even_looked_for(catalog: Catalog) -> None:
    unit = await planning_unit(catalog)
    given = {"unitId": unit, "name": "涉密表", "fields": [{"name": "取暖方式"}]}
    assert "collection/text" not in await catalog.reads(CHECK, {"plan": given})


async def test_a_plan_asks_each_net_once_whatever_its_size(catalog: Catalog) -> None:
    await put(catalog, "供暖方式")
    unit = await planning_unit(catalog)
    fields = [{"name": name} for name in ("取暖方式", "锅炉型号", "锅炉产地", "煤耗")]
    given = {"unitId": unit, "name": "供热情况登记表", "fields": fields}
    bare = "query C($plan: CollectionPlanInput!) { checkCollection(input: $plan) { __typename } }"
    few = await catalog.reads(bare, {"plan": {**given, "fields": fields[:1]}})
    nets = ["collection/initials", "collection/text", "collection/vector"]
    assert [name for name in few if name in nets] == nets
    assert await catalog.reads(bare, {"plan": {**given, "fields": fields * 50}}) == few
