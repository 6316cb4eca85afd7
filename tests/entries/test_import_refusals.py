"""Whatever refuses a file says in which file, row and column; what is taken with a doubt says in which row."""

import dataclasses
from typing import Any, Final

import pytest

from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.refusals import Conflict, Refusal
from graph_catalog.sheets import catalog_file
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate
from tests.sheets.catalog_files import as_csv, row

ALL: Final = ImportOptions(accepted=frozenset(IdentityChange))
NEW_UNITS: Final = ImportOptions(create_units=True)
FIRST: Final = row(提供单位="甲局", 业务名称="台账")


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    planned = Estate()
    planned.unit("civil", "甲局")
    planned.unit("police", "乙局")
    await planned.record(catalog.engine)
    return catalog


async def import_rows(
    estate: Catalog,
    rows: list[dict[str, str]],
    options: ImportOptions = ALL,
    viewer: Viewer = CENTRE,
) -> ImportReport | Refusal:
    sheet = catalog_file.parse("某局目录.csv", as_csv(rows))
    return await imports.import_sheet(estate.engine, viewer, sheet, options)


async def put(estate: Catalog, *rows: dict[str, str]) -> None:
    assert isinstance(await import_rows(estate, list(rows)), ImportReport)


def last(**changes: str) -> list[dict[str, str]]:
    """A file whose first row is sound, and whose second is as given."""
    return [FIRST, row(**{"提供单位": "甲局", **changes})]


CASES: Final[dict[str, tuple[list[dict[str, str]], str, Any]]] = {
    # the file, the column, and how it is imported
    "day to come": (last(业务名称="名册", 最近更新="2999-01-01"), "最近更新", (ALL, CENTRE)),
    "unit unknown": (last(提供单位="丙局", 业务名称="名册"), "提供单位", (ALL, CENTRE)),
    "unit of others": (last(提供单位="乙局", 业务名称="名册"), "提供单位", (ALL, OFFICER)),
    "code of nobody": (last(业务名称="名册", 目录代码="9/1"), "目录代码", (ALL, OFFICER)),
    "field without a word": (
        last(业务名称="名册", 数据项名称="/"),
        "数据项名称",
        (ALL, CENTRE),
    ),
    "private use": (last(业务名称="名册\ue000"), "业务名称", (ALL, CENTRE)),
    "lost character": (last(业务名称="名\ufffd册"), "业务名称", (ALL, CENTRE)),
    "column without a word": (last(业务名称="名册", 列名="—"), "列名", (ALL, CENTRE)),
    "region unknown": (last(业务名称="名册", 覆盖区域="西海区"), "覆盖区域", (ALL, CENTRE)),
    "population unknown": (last(业务名称="名册", 覆盖人群="外星人"), "覆盖人群", (ALL, CENTRE)),
    "column in two widths": (
        [{**FIRST, "列名": "C"}, {**FIRST, "列名": "Ｃ"}],
        "数据项名称",
        (ALL, CENTRE),
    ),
    "column of two fields": (
        [{**FIRST, "列名": "C"}, {**FIRST, "数据项名称": "项B", "列名": " Ｃ"}],
        "列名",
        (ALL, CENTRE),
    ),
    "one with its code, one without": (
        [{**FIRST, "目录代码": "C1"}, {**FIRST, "业务名称": "台 账"}],
        "业务名称",
        (ALL, CENTRE),
    ),
    "name in two widths": (
        [
            {**FIRST, "数据项名称": "项A", "列名": "C"},
            {**FIRST, "数据项名称": "项 ａ", "列名": "C"},
        ],
        "数据项名称",
        (ALL, CENTRE),
    ),
}


@pytest.mark.parametrize("is_dry_run", [True, False])
@pytest.mark.parametrize("case", CASES)
async def test_a_refusal_names_file_row_and_column(
    estate: Catalog, case: str, *, is_dry_run: bool
) -> None:
    file, column, (options, viewer) = CASES[case]
    options = dataclasses.replace(options, is_dry_run=is_dry_run)
    refusal = await import_rows(estate, file, options, viewer)
    assert isinstance(refusal, Refusal), refusal
    assert "某局目录.csv" in refusal.message
    assert f"第 3 行“{column}”" in refusal.message, refusal.message
    assert refusal.path == ["input", "content"]


async def test_a_refusal_of_the_write_names_them_too(estate: Catalog) -> None:
    gone = row(提供单位="甲局", 业务名称="名册", 目录代码="C1", 状态="已撤回")
    await put(estate, gone, row(提供单位="甲局", 业务名称="名录"))
    query = """{ datasets(filter: {name: {eq: "名录"}}) { nodes { id } } }"""
    (other,) = (await estate.ask(query))["datasets"]["nodes"]
    renamed = (
        """mutation($id: ID!) { reviseEntry(input: {id: $id, name: "名 册"}) { __typename } }"""
    )
    told = await estate.ask(renamed, other)
    assert told["reviseEntry"]["__typename"] == "ReviseEntryPayload"
    refusal = await import_rows(estate, [FIRST, {**gone, "状态": "草稿"}])
    assert isinstance(refusal, Conflict), refusal
    assert "某局目录.csv" in refusal.message
    assert "第 3 行“业务名称”" in refusal.message
    assert "名 册" in refusal.message


async def test_entries_under_the_label_of_units_are_refused_and_no_units_made(
    estate: Catalog,
) -> None:
    turned = [row(提供单位="名册", 业务名称="甲局"), row(提供单位="台账", 业务名称="乙局")]
    refusal = await import_rows(estate, turned, NEW_UNITS)
    assert isinstance(refusal, Refusal)
    assert "第 2 行“提供单位”" in refusal.message
    assert "颠倒" in refusal.message
    mixed = await import_rows(estate, [*turned, row(提供单位="丙局", 业务名称="清单")], NEW_UNITS)
    assert isinstance(mixed, ImportReport)


async def test_a_region_that_is_not_listed_is_taken_with_its_rows(estate: Catalog) -> None:
    report = await import_rows(estate, last(业务名称="名册", 覆盖区域="440106"))
    assert isinstance(report, ImportReport)
    (warning,) = [each for each in report.warnings if "440106" in each]
    assert "第 3 行" in warning
    named = await import_rows(
        estate, last(业务名称="名录", 覆盖区域="东海区", 覆盖人群="户籍/老人")
    )
    assert isinstance(named, ImportReport)
    query = """{ datasets(filter: {name: {eq: "名录"}}) { nodes { coverage { region regionName population } } } }"""
    (found,) = (await estate.ask(query))["datasets"]["nodes"]
    assert found["coverage"] == {
        "region": "990211",
        "regionName": "东海区",
        "population": "户籍人口/老年人",
    }


async def test_a_column_is_the_same_in_any_width_and_another_in_another_case(
    estate: Catalog,
) -> None:
    await put(estate, *({**FIRST, "列名": column, "数据项名称": "号码"} for column in "Cc"))
    before = await _fields(estate)
    again = [{**FIRST, "列名": column, "数据项名称": "号码"} for column in ("Ｃ", "ｃ")]
    report = await import_rows(estate, again)
    assert isinstance(report, ImportReport)
    after = await _fields(estate)
    assert after.keys() == before.keys()
    assert sorted(after.values()) == ["Ｃ", "ｃ"]
    renamed = await import_rows(estate, [{**again[0], "列名": "C", "数据项名称": "编号"}])
    assert isinstance(renamed, ImportReport)
    assert renamed.counts["fields_renamed"] == 1
    assert (await _fields(estate)).keys() == before.keys()


async def _fields(estate: Catalog) -> dict[str, str]:
    answer = await estate.ask("{ datasets { nodes { fields { nodes { key columnName } } } } }")
    nodes = [field for each in answer["datasets"]["nodes"] for field in each["fields"]["nodes"]]
    return {field["key"]: field["columnName"] for field in nodes}


async def test_what_a_rename_leaves_of_a_source_is_said_by_the_dry_run_too(
    estate: Catalog,
) -> None:
    """Two data that are one from then on have a source each: the one that is left behind is named."""
    mine = row(提供单位="甲局", 业务名称="台账", 数据项名称="手机号码", 列名="LX", 状态="已发布")
    other = row(提供单位="乙局", 业务名称="名册", 数据项名称="电子邮箱", 列名="YX", 状态="已发布")
    await put(estate, mine, other)
    query = "{ datasets { nodes { id name fields { nodes { name datum { id } } } } } }"
    for each in (await estate.ask(query))["datasets"]["nodes"]:
        (field,) = each["fields"]["nodes"]
        given = {"datumId": field["datum"]["id"], "datasetId": each["id"]}
        told = await estate.ask(
            "mutation($i: DesignateSourceInput!) { designateSource(input: $i) { __typename } }",
            {"i": given},
        )
        assert told["designateSource"]["__typename"] == "DesignateSourcePayload"
    for is_dry_run in (True, False):
        options = dataclasses.replace(ALL, is_dry_run=is_dry_run)
        report = await import_rows(estate, [{**mine, "数据项名称": "电子邮箱"}], options)
        assert isinstance(report, ImportReport)
        assert report.counts["fields_renamed"] == 1
        (warning,) = [each for each in report.warnings if "源头" in each]
        assert "台账" in warning
        assert "手机号码" in warning
