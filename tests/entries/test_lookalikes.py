"""Names that may be taken for another thing's are taken with a warning that names the other; names of no unit are refused with those like them."""

from typing import Any

import pytest

from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.entries.lookalikes import shape
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.record import keys
from graph_catalog.sheets import catalog_file
from tests.conftest import CENTRE, Catalog
from tests.estate import Estate
from tests.sheets.catalog_files import as_csv, row

CIVIL = keys.encode(NodeKind.UNIT, "civil")
POLICE = keys.encode(NodeKind.UNIT, "police")
ALIKE = [
    ("东海區檔案館", "东海区档案馆"),
    ("А类中心", "A类中心"),
    ("ΑΒС平台", "ABC平台"),
    ("一·所", "一・所"),
    ("“甲”—乙", "「甲」–乙"),
]
OWNED: dict[str, dict[str, str]] = {
    "registerUnit": {},
    "registerSystem": {"unitId": CIVIL},
    "registerProject": {"unitId": CIVIL},
}


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    planned = Estate()
    planned.unit("civil", "民政局")
    planned.unit("police", "公安局")
    await planned.record(catalog.engine)
    return catalog


async def do(catalog: Catalog, change: str, **given: Any) -> Any:
    kind = change[0].upper() + change[1:]
    query = f"""mutation($input: {kind}Input!) {{ {change}(input: $input) {{
      __typename ... on Refusal {{ message path }} ... on Payload {{ warnings }} }} }}"""
    return (await catalog.ask(query, {"input": given}))[change]


async def warnings(catalog: Catalog, change: str, **given: Any) -> list[str]:
    done = await do(catalog, change, **given)
    assert done["__typename"].endswith("Payload"), done
    found: list[str] = done["warnings"]
    return found


async def import_rows(
    catalog: Catalog, *rows: dict[str, str], **options: Any
) -> ImportReport | Refusal:
    sheet = catalog_file.parse("某局目录.csv", as_csv(rows))
    return await imports.import_sheet(catalog.engine, CENTRE, sheet, ImportOptions(**options))


@pytest.mark.parametrize("change", OWNED)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("pair", ALIKE)
async def test_a_name_that_looks_like_another_is_taken_with_a_warning_that_names_it(
    estate: Catalog, change: str, pair: tuple[str, str], *, turned: bool
) -> None:
    first, second = reversed(pair) if turned else pair
    assert await warnings(estate, change, name=first, **OWNED[change]) == []
    (told,) = await warnings(estate, change, name=second, **OWNED[change])
    assert first in told
    assert second in told
    assert await warnings(estate, change, name="别的名称", **OWNED[change]) == []


@pytest.mark.parametrize("pair", ALIKE)
async def test_so_is_the_name_of_an_entry_among_those_of_its_unit(
    estate: Catalog, pair: tuple[str, str]
) -> None:
    first, second = pair
    fields = [{"name": "号码"}]
    entry = {"unitId": CIVIL, "fields": fields}
    assert await warnings(estate, "registerEntry", name=first, **entry) == []
    (told,) = await warnings(estate, "registerEntry", name=second, **entry)
    assert first in told
    other = await warnings(estate, "registerEntry", name=second, unitId=POLICE, fields=fields)
    assert other == []
    query = """query($name: String!) { datasets(filter: {name: {eq: $name}}) {
      nodes { id provider { name } } } }"""
    nodes = (await estate.ask(query, {"name": second}))["datasets"]["nodes"]
    node = next(each for each in nodes if each["provider"]["name"] == "公安局")
    assert await warnings(estate, "reviseEntry", id=node["id"], name="别的名册") == []
    assert await warnings(estate, "registerEntry", name=first, unitId=POLICE, fields=fields) == []
    (renamed,) = await warnings(estate, "reviseEntry", id=node["id"], name=second)
    assert first in renamed


async def test_a_new_entry_of_a_file_that_looks_like_one_which_it_no_longer_has_is_told(
    estate: Catalog,
) -> None:
    assert isinstance(
        await import_rows(estate, row(提供单位="民政局", 业务名称="東海名冊")), ImportReport
    )
    again = await import_rows(estate, row(提供单位="民政局", 业务名称="东海名册"))
    assert isinstance(again, ImportReport)
    assert [told for told in again.warnings if "“东海名册”与“東海名冊”" in told]
    both = await import_rows(
        estate, *(row(提供单位="民政局", 业务名称=name) for name in ("東海名冊", "东海名册"))
    )
    assert isinstance(both, ImportReport)
    assert not [told for told in both.warnings if "看起来相同" in told]


async def test_a_name_that_another_unit_bore_is_taken_with_a_warning_that_says_whose_and_until_when(
    estate: Catalog,
) -> None:
    assert await warnings(estate, "reviseUnit", id=CIVIL, name="社会事务局") == []
    (told,) = await warnings(estate, "registerUnit", name="民 政局")
    assert "社会事务局" in told
    assert "民政局" in told
    shown = """{ units(filter: {name: {eq: "社会事务局"}}) { nodes { formerNames { name validTo } } } }"""
    (unit,) = (await estate.ask(shown))["units"]["nodes"]
    assert unit["formerNames"][0]["name"] == "民政局"
    assert told.count("202") >= 1  # the day
    await warnings(estate, "reviseUnit", id=POLICE, name="治安局")
    (revised,) = await warnings(estate, "reviseUnit", id=CIVIL, name="公安局")
    assert "治安局" in revised


async def test_a_unit_takes_its_own_former_name_again_without_a_word(estate: Catalog) -> None:
    await warnings(estate, "reviseUnit", id=CIVIL, name="社会事务局")
    assert await warnings(estate, "reviseUnit", id=CIVIL, name="民政局") == []


async def test_a_file_that_uses_a_name_which_two_units_bore_says_whose_rows_they_became(
    estate: Catalog,
) -> None:
    await warnings(estate, "reviseUnit", id=CIVIL, name="社会事务局")
    await warnings(estate, "registerUnit", name="民政局")
    report = await import_rows(estate, row(提供单位="民政局"), is_dry_run=True)
    assert isinstance(report, ImportReport)
    assert any("“民政局”" in told and "社会事务局" in told for told in report.warnings)


async def test_a_unit_that_a_file_makes_and_that_looks_like_another_is_told(
    estate: Catalog,
) -> None:
    await warnings(estate, "registerUnit", name="东海区档案馆")
    made = await import_rows(estate, row(提供单位="东海區檔案館"), create_units=True)
    assert isinstance(made, ImportReport)
    assert any("东海区档案馆" in told and "东海區檔案館" in told for told in made.warnings)


@pytest.mark.parametrize("name", ["东海区民政局", "民政", "民政局(本级)", "民政扃"])
async def test_a_name_of_no_unit_is_refused_with_those_like_it(estate: Catalog, name: str) -> None:
    refused = await import_rows(estate, row(提供单位=name))
    assert isinstance(refused, InvalidInput)
    assert refused.path == ["input", "content"]
    assert "相近的有：民政局" in refused.message
    by_option = await import_rows(estate, row(提供单位=""), unit=name)
    assert isinstance(by_option, InvalidInput)
    assert by_option.path == ["input", "unit"]
    assert f"--unit 所说的单位为“{name}”" in by_option.message
    assert "相近的有：民政局" in by_option.message
    unused = await import_rows(estate, row(提供单位="民政局"), unit=name)
    assert isinstance(unused, InvalidInput)


async def test_a_unit_for_rows_that_name_none_is_told_to_be_of_no_use_where_all_name_one(
    estate: Catalog,
) -> None:
    report = await import_rows(estate, row(提供单位="民政局"), unit="公安局", is_dry_run=True)
    assert isinstance(report, ImportReport)
    assert [told for told in report.warnings if "--unit（“公安局”）未起作用" in told]
    mixed = [row(提供单位="民政局"), row(提供单位="", 业务名称="名册")]
    report = await import_rows(estate, *mixed, unit="公安局", is_dry_run=True)
    assert isinstance(report, ImportReport)
    assert not [told for told in report.warnings if "--unit" in told and "未起作用" in told]


def test_a_shape_is_of_the_name_alone() -> None:
    assert shape("东海區") == shape(" 东海区 ")
    assert shape("民政局") != shape("民族局")
