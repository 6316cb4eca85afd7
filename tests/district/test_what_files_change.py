"""A file of the sample district that renames 3 fields, moves 2 entries, changes 1 code and drops 4 entries.

What the dry run says, and what is on record after each choice. The name sorts last, as that of what the docs change.
"""

import csv
import io
from typing import Any, Final

import pytest

from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.import_missing import WithdrawMissing
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.model.catalog_sheet import CatalogSheet
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.refusals import InvalidInput, Refusal
from graph_catalog.sheets import catalog_file
from tests.conftest import CENTRE, Catalog
from tests.district.conftest import Row, Rows

RENAMED: Final = {
    ("308204/000001", "SFZH"): "公民身份号码（核验）",
    ("308204/000002", "ZDSHBZZH"): "低保证编号",
    ("308203/000003", "HTMC"): "采购合同名称",
}
MOVED: Final = {"308204/000007": "东海区卫生健康局", "308204/000011": "东海区卫生健康局"}
RECODED: Final = {"308203/000004": "308203/000094"}
DROPPED: Final = ("308201/000002", "308203/000002", "308204/000004", "308204/000006")
_OF: Final = """query($code: String!) { dataset(by: {code: $code}) { key name status provider { name }
  fields(first: 50) { nodes { id key name columnName datum { name } } } sourceOf { nodes { name } } } }"""


def newer(rows: list[Row]) -> CatalogSheet:
    """Write the newer file: entries of the catalog alone, the tables of tools are no part of it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    for row in rows:
        code = row["目录代码"]
        if code in DROPPED or row["目录类别"] != "目录条目":
            continue
        name = RENAMED.get((code, row["列名"]), row["数据项名称"])
        # The system of the unit that had it is no system of the one that has it now.
        system = "" if code in MOVED else row["信息系统名称"]
        provider = MOVED.get(code, row["提供单位"])
        code = RECODED.get(code, code)
        writer.writerow(
            {
                **row,
                "数据项名称": name,
                "提供单位": provider,
                "目录代码": code,
                "信息系统名称": system,
            }
        )
    return catalog_file.parse("全区目录.csv", text.getvalue().encode())


async def entry(district: Catalog, code: str) -> dict[str, Any]:
    found: dict[str, Any] = (await district.ask(_OF, {"code": code}, viewer=CENTRE))["dataset"]
    return found


async def field(district: Catalog, code: str, column: str) -> dict[str, Any]:
    fields = (await entry(district, code))["fields"]["nodes"]
    (found,) = (each for each in fields if each["columnName"] == column)
    traced = '{ field(by: {key: "%s"}) { lineage(depth: 1) { nodes { name } complete } } }'
    return {**found, **(await district.ask(traced % found["key"], viewer=CENTRE))["field"]}


async def imported(
    district: Catalog, sheet: CatalogSheet, *accepted: IdentityChange, **options: Any
) -> ImportReport:
    given = ImportOptions(accepted=frozenset(accepted), **options)
    report = await imports.import_sheet(district.engine, CENTRE, sheet, given)
    assert isinstance(report, ImportReport), report
    return report


def told(report: ImportReport) -> list[tuple[str, str, str, bool]]:
    return [
        (
            each.change.value if each.change else "?",
            each.on_record[0],
            each.in_file,
            each.needs_approval,
        )
        for each in report.ambiguities
    ]


_SIDES: Final = {
    ("RECODE", "308203/000004", "308203/000094"),
    ("MOVE", "东海区民政局", "东海区卫生健康局"),
    ("RENAME_FIELD", "身份证号（SFZH）", "公民身份号码（核验）（SFZH）"),
    ("RENAME_FIELD", "最低生活保障证号（ZDSHBZZH）", "低保证编号（ZDSHBZZH）"),
    ("RENAME_FIELD", "合同名称（HTMC）", "采购合同名称（HTMC）"),
    # The sample district renamed this one itself after the file was written.
    ("RENAME_ENTRY", "基本养老服务补贴对象信息", "养老服务补贴对象信息"),
}


async def withdraw_the_missing(district: Catalog, sheet: CatalogSheet) -> None:
    asked = WithdrawMissing("机构改革，不再提供", 1)
    refused = await imports.import_sheet(
        district.engine, CENTRE, sheet, ImportOptions(withdraw_missing=asked)
    )
    assert isinstance(refused, InvalidInput)
    assert "超过 1%" in refused.message
    nothing = await imports.import_sheet(
        district.engine, CENTRE, sheet, ImportOptions(withdraw_missing=WithdrawMissing(" "))
    )
    assert isinstance(nothing, Refusal)
    asked = WithdrawMissing("机构改革，不再提供")
    report = await imported(district, sheet, withdraw_missing=asked)
    assert report.counts["entries_withdrawn"] == 4
    assert {each.code for each in report.missing} == {*DROPPED}
    for code in DROPPED:
        assert (await entry(district, code))["status"] == "WITHDRAWN"
    again = await imported(district, sheet, withdraw_missing=asked)
    assert (again.counts["entries_missing"], again.changed) == (0, False)


async def test_a_file_that_renames_moves_recodes_and_drops(
    district: Catalog, rows: Rows, subtests: pytest.Subtests
) -> None:
    sheet = newer(rows("catalog.csv"))
    before = {code: await entry(district, code) for code in [*MOVED, *RECODED, *DROPPED]}
    fields = {place: await field(district, *place) for place in RENAMED}

    with subtests.test("the dry run names both sides of each, and writes nothing of them"):
        report = await imported(district, sheet, is_dry_run=True)
        assert {each[:3] for each in told(report)} == _SIDES
        assert len(told(report)) == 7
        assert all(held for *_, held in told(report))
        assert report.counts["entries_held_back"] == 4
        assert {each.code for each in report.missing} >= {*DROPPED}
        said = "\n".join(report.warnings)
        assert "2 处提供单位与库中不同，未写入" in said
        assert "3 处数据项名称与库中同一列名的不同，未写入" in said
        assert "用 --accept recode 导入；否则请改正文件" in said
        assert "不再提供的，用 --withdraw-missing 撤回" in said

    with subtests.test("without a choice all of that stays as it is"):
        await imported(district, sheet)
        for code, stood in before.items():
            assert await entry(district, code) == stood, code
        for place, stood in fields.items():
            assert await field(district, *place) == stood
        assert await entry(district, "308203/000094") is None

    with subtests.test("renamed fields keep their ids, lineage and data"):
        report = await imported(district, sheet, IdentityChange.RENAME_FIELD)
        assert report.counts["fields_renamed"] == 3
        assert report.counts["fields_registered"] == 0
        for place, name in RENAMED.items():
            now = await field(district, *place)
            assert (now["key"], now["name"]) == (fields[place]["key"], name)
            assert len(now["lineage"]["nodes"]) == len(fields[place]["lineage"]["nodes"])

    with subtests.test("the code is changed, and the entry is the same"):
        report = await imported(district, sheet, IdentityChange.RECODE)
        assert report.counts["entries_recoded"] == 1
        now = await entry(district, "308203/000094")
        assert now == before["308203/000004"]
        assert await entry(district, "308203/000004") is None

    with subtests.test("entries are moved with their fields, lineage and designations"):
        report = await imported(district, sheet, IdentityChange.MOVE)
        assert report.counts["entries_moved"] == 2
        for code, unit in MOVED.items():
            now = await entry(district, code)
            assert now == {**before[code], "provider": {"name": unit}}

    with subtests.test("what is missing is withdrawn for a reason, and not beyond the share"):
        await withdraw_the_missing(district, sheet)
