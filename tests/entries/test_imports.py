import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import strawberry

from benchmarks import loading
from graph_catalog.cli import column_pairs
from graph_catalog.entries.imports import import_history, imports
from graph_catalog.entries.imports.import_missing import WithdrawMissing
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.observations import resolves_nothing
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.model.catalog_sheet import CatalogSheet
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.import_arguments import ON_COMMAND_LINE
from graph_catalog.model.inputs.lineage import DeclareLineageInput, JobInput
from graph_catalog.model.refusals import InvalidInput, NotPermitted, Refusal
from graph_catalog.record import audit_log, keys, record
from graph_catalog.record.audit import verification
from graph_catalog.record.change import Change, Intent, Outcome
from graph_catalog.sheets import catalog_file, column_mapping
from graph_catalog.sheets.column_mapping import ColumnMapping
from graph_catalog.sheets.labels import Column
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate
from tests.sheets.catalog_files import as_csv, row

AS_IT_IS = ImportOptions()
CIVIL, WATER = "镇海区民政局", "镇海区水务公司"


@pytest.fixture
async def engine_with_units(catalog: Catalog) -> Engine:
    estate = Estate()
    estate.unit("civil", CIVIL, credit_code="11330211002963126N")
    estate.unit("water", WATER)
    await estate.record(catalog.engine)
    return catalog.engine


def sheet_of(*rows: dict[str, str]) -> CatalogSheet:
    return catalog_file.parse("目录.csv", as_csv(rows))


async def imported(
    engine: Engine, sheet: CatalogSheet, viewer: Viewer = CENTRE, options: ImportOptions = AS_IT_IS
) -> ImportReport:
    report = await imports.import_sheet(engine, viewer, sheet, options)
    assert isinstance(report, ImportReport), report
    return report


async def refused(
    engine: Engine, sheet: CatalogSheet, viewer: Viewer = CENTRE, options: ImportOptions = AS_IT_IS
) -> Refusal:
    refusal = await imports.import_sheet(engine, viewer, sheet, options)
    assert isinstance(refusal, Refusal), refusal
    return refusal


async def entries(catalog: Catalog, **at: object) -> list[dict[str, Any]]:
    answer = await catalog.ask(
        "query($asOf: Instant) { datasets(first: 50, asOf: $asOf) { nodes { key name code status "
        "version updateCycle provider { name } system { name } "
        "fields { nodes { key name columnName version } } } } }",
        at,
    )
    return [{**node, "fields": node["fields"]["nodes"]} for node in answer["datasets"]["nodes"]]


async def the_entry(catalog: Catalog, **at: object) -> dict[str, Any]:
    (entry,) = await entries(catalog, **at)
    return entry


async def log_length(engine: Engine) -> int:
    return (await verification.verify(engine, CENTRE)).entries


async def test_a_file_of_the_template_is_on_record_with_provider_system_and_fields_in_order(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    rows = [row(状态="已发布", 数据项名称=name) for name in ("姓名", "公民身份号码", "住址")]
    report = await imported(engine_with_units, sheet_of(*rows))
    entry = await the_entry(catalog)
    assert (entry["name"], entry["status"]) == ("最低生活保障对象", "PUBLISHED")
    assert (entry["provider"]["name"], entry["system"]["name"]) == (CIVIL, "社会救助系统")
    assert [field["name"] for field in entry["fields"]] == ["姓名", "公民身份号码", "住址"]
    assert report.counts["entries_registered"] == 1
    assert report.counts["fields_registered"] == 3
    assert report.counts["systems_registered"] == 1
    assert report.unfinished == ()


async def test_an_import_is_one_revision_and_one_entry_of_the_audit_log(
    engine_with_units: Engine,
) -> None:
    before = await verification.verify(engine_with_units, CENTRE)
    report = await imported(engine_with_units, sheet_of(row(), row(业务名称="名册")))
    after = await verification.verify(engine_with_units, CENTRE)
    assert (after.entries, after.revisions) == (before.entries + 1, before.revisions + 1)
    assert report.revision == after.revisions
    assert after.is_whole


async def test_the_same_file_again_changes_nothing(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    sheet = sheet_of(row(状态="已发布", 列名="SFZH", 数据起始="2020-01-01"), row(业务名称="名册"))
    first = await imported(engine_with_units, sheet)
    before, length = await entries(catalog), await log_length(engine_with_units)
    again = await imported(engine_with_units, sheet)
    assert not again.changed
    assert again.revision == first.revision
    written = {
        name: count
        for name, count in again.counts.items()
        if name not in ("rows", "entries_unchanged", "fields_unchanged")
    }
    assert not any(written.values()), written
    assert await entries(catalog) == before
    assert await log_length(engine_with_units) == length


async def test_only_what_differs_is_revised(catalog: Catalog, engine_with_units: Engine) -> None:
    await imported(engine_with_units, sheet_of(row(), row(数据项名称="姓名")))
    report = await imported(
        engine_with_units, sheet_of(row(更新周期="每日"), row(更新周期="每日", 数据项名称="姓名"))
    )
    entry = await the_entry(catalog)
    assert (entry["updateCycle"], entry["version"]) == ("DAILY", 2)
    assert [field["version"] for field in entry["fields"]] == [1, 1]
    assert (report.counts["entries_revised"], report.counts["fields_revised"]) == (1, 0)


async def test_a_blank_cell_leaves_what_is_on_record(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row()))
    report = await imported(engine_with_units, sheet_of(row(更新周期="")))
    assert not report.changed
    assert (await the_entry(catalog))["updateCycle"] == "MONTHLY"


async def test_unknown_units_are_problems_with_their_names_and_nothing_is_written(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    sheet = sheet_of(row(), row(提供单位="没有的局"), row(提供单位="也没有的局"))
    refusal = await refused(engine_with_units, sheet)
    assert isinstance(refusal, InvalidInput)
    assert "第 3 行“提供单位”：现为“没有的局”" in refusal.message
    assert "也没有的局" in refusal.message
    assert "--create-units" in refusal.message
    assert await entries(catalog) == []


async def test_units_are_put_on_record_where_that_is_asked_for(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    report = await imported(
        engine_with_units,
        sheet_of(row(提供单位="新设局")),
        options=ImportOptions(create_units=True),
    )
    assert report.counts["units_registered"] == 1
    assert (await the_entry(catalog))["provider"]["name"] == "新设局"


async def test_a_credit_code_names_a_unit_and_is_never_made_into_one(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(提供单位="11330211002963126N")))
    assert (await the_entry(catalog))["provider"]["name"] == CIVIL
    unknown = sheet_of(row(提供单位="91330211002963126E"))
    refusal = await refused(engine_with_units, unknown, options=ImportOptions(create_units=True))
    assert "没有统一社会信用代码为此的单位" in refusal.message


async def test_rows_without_a_provider_get_the_one_that_is_named_beside_the_file(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    sheet = sheet_of(row(提供单位=""))
    assert "--unit" in (await refused(engine_with_units, sheet)).message
    await imported(engine_with_units, sheet, options=ImportOptions(unit=WATER))
    assert (await the_entry(catalog))["provider"]["name"] == WATER


async def test_one_entry_written_in_two_ways_is_a_problem(engine_with_units: Engine) -> None:
    sheet = sheet_of(row(), row(提供单位="", 数据项名称="姓名"))
    refusal = await refused(engine_with_units, sheet, options=ImportOptions(unit=CIVIL))
    assert "与第 2 行是同一单位的同名条目" in refusal.message


@pytest.mark.parametrize("second", ["zzx", "ZZX", "ＺＺx", "ZZ x"])
async def test_codes_of_a_file_that_are_one_but_for_how_they_are_written_are_told_apart_by_nobody(
    engine_with_units: Engine, second: str
) -> None:
    first, other = row(业务名称="新条一", 目录代码="ZZx"), row(业务名称="新条二", 目录代码=second)
    for is_dry_run in (True, False):
        options = ImportOptions(is_dry_run=is_dry_run)
        sheet = sheet_of(first, other)
        refused = await imports.import_sheet(engine_with_units, CENTRE, sheet, options)
        assert isinstance(refused, InvalidInput)
        assert "第 3 行" in refused.message
        assert "与第 2 行的条目目录代码相同" in refused.message


async def test_an_entry_that_lacks_attributes_is_a_draft_and_says_what_it_lacks(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    sheet = sheet_of(row(状态="已发布", 开放属性="", 信息系统名称=""))
    report = await imported(engine_with_units, sheet)
    assert [entry.lacks for entry in report.unfinished] == ["信息系统名称、开放属性"]
    assert "1 个条目缺少信息系统名称、开放属性" in report.warnings[0]
    assert (await the_entry(catalog))["status"] == "DRAFT"


async def test_a_public_entry_is_not_made_unfit(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(状态="已发布")))
    refusal = await refused(engine_with_units, sheet_of(row(共享属性="非共享")))
    assert "共享理由与共享依据" in refusal.message
    assert (await the_entry(catalog))["version"] == 1


async def test_an_officer_imports_for_the_own_unit_only(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    foreign = sheet_of(row(), row(提供单位=WATER))
    assert isinstance(await refused(engine_with_units, foreign, OFFICER), NotPermitted)
    assert await entries(catalog) == []
    await imported(engine_with_units, sheet_of(row(提供单位="")), OFFICER)
    assert (await the_entry(catalog))["provider"]["name"] == CIVIL


async def test_an_officer_makes_no_units(engine_with_units: Engine) -> None:
    sheet = sheet_of(row(提供单位="新设局"))
    assert isinstance(
        await refused(engine_with_units, sheet, OFFICER, options=ImportOptions(create_units=True)),
        NotPermitted,
    )


async def test_what_an_officer_publishes_arrives_as_a_draft_with_a_warning(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    report = await imported(engine_with_units, sheet_of(row(状态="已发布")), OFFICER)
    assert "1 个条目的状态未变：最低生活保障对象" in report.warnings[0]
    assert (await the_entry(catalog))["status"] == "DRAFT"


async def test_an_officer_revises_what_is_public(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(状态="已发布")))
    changed = sheet_of(row(状态="已发布", 更新周期="每日"))
    assert (await imported(engine_with_units, changed, OFFICER)).warnings == ()
    entry = await the_entry(catalog)
    assert (entry["status"], entry["updateCycle"]) == ("PUBLISHED", "DAILY")


async def test_who_has_no_right_to_import_is_refused(engine_with_units: Engine) -> None:
    auditor = Viewer("auditor", None, frozenset({Role.AUDITOR}))
    assert isinstance(await refused(engine_with_units, sheet_of(row()), auditor), NotPermitted)


async def test_a_dry_run_counts_the_same_and_leaves_nothing(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    sheet = sheet_of(row(), row(提供单位="新设局", 状态="已发布", 更新周期=""))
    length = await log_length(engine_with_units)
    rehearsed = await imported(
        engine_with_units, sheet, options=ImportOptions(create_units=True, is_dry_run=True)
    )
    assert rehearsed.revision is None
    assert await entries(catalog) == []
    assert await log_length(engine_with_units) == length
    done = await imported(engine_with_units, sheet, options=ImportOptions(create_units=True))
    assert done.counts == rehearsed.counts
    assert (done.warnings, done.unfinished) == (rehearsed.warnings, rehearsed.unfinished)


async def test_a_dry_run_is_refused_as_the_import_would_be_and_not_logged(
    engine_with_units: Engine,
) -> None:
    sheet = sheet_of(row(提供单位="没有的局"))
    length = await log_length(engine_with_units)
    rehearsed = await refused(engine_with_units, sheet, options=ImportOptions(is_dry_run=True))
    assert await log_length(engine_with_units) == length
    assert (await refused(engine_with_units, sheet)).message == rehearsed.message
    assert await log_length(engine_with_units) == length + 1


async def test_of_a_file_with_problems_the_refusal_alone_is_on_record(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    length = await log_length(engine_with_units)
    refusal = await refused(engine_with_units, sheet_of(row(), row(密级="机密", 业务名称="名册")))
    assert "第三十条" in refusal.message
    assert await entries(catalog) == []
    assert await log_length(engine_with_units) == length + 1


async def test_a_code_of_another_unit_refuses_the_whole_file(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(提供单位=WATER, 目录代码="W1")))
    sheet = sheet_of(row(业务名称="名册"), row(目录代码="W1"))
    refusal = await refused(engine_with_units, sheet, OFFICER)
    assert "第 3 行“目录代码”" in refusal.message
    assert len(await entries(catalog)) == 1


async def test_an_entry_is_known_by_its_code_when_its_name_changes(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(目录代码="M1")))
    before = await the_entry(catalog)
    renamed = ImportOptions(accepted=frozenset({IdentityChange.RENAME_ENTRY}))
    sheet = sheet_of(row(目录代码="M1", 业务名称="低保对象名册"))
    await imported(engine_with_units, sheet, options=renamed)
    after = await the_entry(catalog)
    assert (after["key"], after["name"]) == (before["key"], "低保对象名册")


async def test_an_entry_without_a_code_gets_one_and_stays_the_same(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row()))
    before = await the_entry(catalog)
    await imported(engine_with_units, sheet_of(row(目录代码="M1")))
    after = await the_entry(catalog)
    assert (after["key"], after["code"]) == (before["key"], "M1")


async def test_an_entry_moves_to_another_provider_from_now_on(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(目录代码="M1")))
    between = dt.datetime.now(dt.UTC)
    moved = ImportOptions(accepted=frozenset({IdentityChange.MOVE}))
    report = await imported(
        engine_with_units, sheet_of(row(目录代码="M1", 提供单位=WATER)), options=moved
    )
    assert (report.counts["entries_moved"], report.counts["entries_unchanged"]) == (1, 0)
    assert (await the_entry(catalog))["provider"]["name"] == WATER
    before = await the_entry(catalog, asOf=between.isoformat())
    assert before["provider"]["name"] == CIVIL


async def test_fields_that_the_file_leaves_out_stay_and_are_reported(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(), row(数据项名称="姓名")))
    report = await imported(
        engine_with_units, sheet_of(row(数据项名称="姓名"), row(数据项名称="住址"))
    )
    names = [field["name"] for field in (await the_entry(catalog))["fields"]]
    assert names == ["公民身份号码", "姓名", "住址"]
    assert report.counts["fields_absent"] == 1
    assert "最低生活保障对象（公民身份号码）" in report.warnings[0]


async def test_a_field_that_is_held_back_is_not_said_to_be_left_out(
    engine_with_units: Engine,
) -> None:
    first = (row(列名="ZJHM"), row(数据项名称="姓名", 列名="XM"))
    await imported(engine_with_units, sheet_of(*first))
    report = await imported(engine_with_units, sheet_of(row(数据项名称="证件号码", 列名="ZJHM")))
    assert [each.field for each in report.ambiguities] == ["证件号码"]
    assert report.counts["fields_absent"] == 1
    assert "最低生活保障对象（姓名）" in " ".join(report.warnings)


async def test_fields_in_another_order_are_in_the_order_of_the_file(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(), row(数据项名称="姓名")))
    await imported(engine_with_units, sheet_of(row(数据项名称="姓名"), row()))
    names = [field["name"] for field in (await the_entry(catalog))["fields"]]
    assert names == ["姓名", "公民身份号码"]


async def test_a_field_that_was_taken_off_record_comes_back_as_itself(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    sheet = sheet_of(row(), row(数据项名称="姓名"))
    await imported(engine_with_units, sheet)
    entry = await the_entry(catalog)
    gone = entry["fields"][1]["key"]

    async def take_off(change: Change) -> Outcome:
        await record.retract(change, [record.SlotInterval(gone, f"HAS_FIELD|{gone}", change.at)])
        return Outcome(entry["key"])

    await audit_log.commit(engine_with_units, CENTRE, Intent("test"), take_off)
    assert len((await the_entry(catalog))["fields"]) == 1
    await imported(engine_with_units, sheet)
    assert [field["key"] for field in (await the_entry(catalog))["fields"]] == [
        field["key"] for field in entry["fields"]
    ]


async def test_a_field_that_is_new_comes_from_where_its_whole_dataset_comes_from(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(), row(业务名称="名册", 提供单位=WATER)))
    made, source = sorted(await entries(catalog), key=lambda entry: entry["name"] == "名册")
    given = DeclareLineageInput(
        target_id=strawberry.ID(keys.encode(NodeKind.DATASET, made["key"])),
        source_id=strawberry.ID(keys.encode(NodeKind.DATASET, source["key"])),
        job=JobInput(namespace="etl", name="copy"),
    )
    declare = declared_lineage.declaring(resolves_nothing)
    await declare(engine_with_units, CENTRE, given, Intent("declareLineage"))
    await imported(engine_with_units, sheet_of(row(数据项名称="姓名")))
    (new,) = (field for field in (await fields_of(catalog, made)) if field["name"] == "姓名")
    answer = await catalog.ask(
        "query($id: ID!) { lineage(id: $id, direction: UPSTREAM, level: DATASET) "
        "{ ... on Lineage { nodes { name } } } }",
        {"id": keys.encode(NodeKind.FIELD, new["key"])},
    )
    assert "名册" in {node["name"] for node in answer["lineage"]["nodes"]}


async def fields_of(catalog: Catalog, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]]
    (fields,) = (e["fields"] for e in await entries(catalog) if e["key"] == wanted["key"])
    return fields


async def test_the_history_tells_what_was_imported_and_what_was_refused(
    engine_with_units: Engine,
) -> None:
    await refused(engine_with_units, sheet_of(row(提供单位="没有的局")))
    report = await imported(engine_with_units, sheet_of(row()))
    done, refusal = await import_history.newest(engine_with_units, CENTRE, limit=10)
    assert (done.file, done.rows, done.revision) == ("目录.csv", 1, report.revision)
    assert done.counts["entries_registered"] == 1
    assert refusal.revision is None
    assert refusal.refusal is not None
    assert await import_history.newest(engine_with_units, OFFICER, limit=10) == []


def beijing() -> Path:
    path = loading.beijing()
    if path is None:
        pytest.skip("the Beijing catalog is not beside the checkout; set GRAPH_CATALOG_SHARED")
    return path


async def test_the_beijing_catalog_is_imported_whole_and_again_without_effect(
    catalog: Catalog,
) -> None:
    given = "信息系统名称=公共数据开放平台,存储格式=数据库,共享属性=无条件共享,开放属性=无条件开放"
    others = "提供方式=市级接口共享,更新周期=每月,共享期限=长期,状态=已发布"
    mapping = ColumnMapping(
        {Column.ENTRY: "dataset_cn", Column.FIELD: "field_cn", Column.PROVIDER: "provider"},
        column_mapping.defaults(column_pairs.read("--defaults", [given, others]), ON_COMMAND_LINE),
    )
    options = ImportOptions(unit="市政务服务局", create_units=True)
    unnamed = catalog_file.read(beijing(), mapping)
    refused = await imports.import_sheet(catalog.engine, CENTRE, unnamed, options)
    assert isinstance(refused, InvalidInput)
    assert "1682" in refused.message
    sheet = catalog_file.parse("beijing.csv", loading.corrected(beijing()), mapping)
    report = await imported(catalog.engine, sheet, options=options)
    assert report.counts["entries_registered"] == 242
    assert report.counts["fields_registered"] == 2049
    assert report.counts["units_registered"] == 14
    assert report.unfinished == ()
    again = await imported(catalog.engine, sheet, options=options)
    assert not again.changed
    published = await catalog.ask("{ datasets(filter: {status: {eq: PUBLISHED}}) { totalCount } }")
    assert published["datasets"]["totalCount"] == 242


async def test_nothing_is_written_of_what_is_held_back_not_even_its_unit_and_system(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(目录代码="M1")))
    before = await entries(catalog)
    moved = sheet_of(row(目录代码="M1", 提供单位="新设局", 信息系统名称="新系统", 更新周期="每日"))
    report = await imported(engine_with_units, moved, options=ImportOptions(create_units=True))
    assert not report.changed
    assert (report.counts["units_registered"], report.counts["systems_registered"]) == (0, 0)
    assert await entries(catalog) == before
    units = await catalog.ask('{ units(filter: {name: {eq: "新设局"}}) { totalCount } }')
    assert units["units"]["totalCount"] == 0
    both = ImportOptions(create_units=True, accepted=frozenset({IdentityChange.MOVE}))
    report = await imported(engine_with_units, moved, options=both)
    assert (report.counts["units_registered"], report.counts["systems_registered"]) == (1, 1)
    assert (await the_entry(catalog))["provider"]["name"] == "新设局"


@pytest.mark.parametrize("changed", [{}, {"更新周期": "每日"}, {"状态": "已发布"}])
async def test_what_was_withdrawn_and_is_in_the_file_again_is_named_and_returns_where_that_is_accepted(
    catalog: Catalog, engine_with_units: Engine, changed: dict[str, str]
) -> None:
    first, other = row(状态="已发布"), row(业务名称="名册")
    await imported(engine_with_units, sheet_of(first, other))
    gone = ImportOptions(withdraw_missing=WithdrawMissing("不再提供", 100))
    await imported(engine_with_units, sheet_of(other), options=gone)
    before = await entries(catalog)
    again = sheet_of({**row(), **changed}, other)
    report = await imported(engine_with_units, again)
    assert not report.changed
    assert await entries(catalog) == before
    assert (report.counts["entries_held_back"], report.counts["entries_unchanged"]) == (1, 1)
    assert [
        (each.change, each.on_record, each.in_file, each.needs_approval)
        for each in report.ambiguities
    ] == [(IdentityChange.REVIVE, ("已撤回",), "有此条目", True)]
    (told,) = (text for text in report.warnings if "已撤回的条目" in text)
    assert "--accept revive" in told
    revive = ImportOptions(accepted=frozenset({IdentityChange.REVIVE}))
    report = await imported(engine_with_units, again, options=revive)
    assert (report.counts["entries_revived"], report.counts["entries_held_back"]) == (1, 0)
    after = {entry["name"]: entry for entry in await entries(catalog)}
    wanted = "PUBLISHED" if changed.get("状态") else "DRAFT"
    assert after["最低生活保障对象"]["status"] == wanted
    assert {entry["key"] for entry in after.values()} == {entry["key"] for entry in before}
    report = await imported(engine_with_units, again)
    assert (report.changed, report.ambiguities) == (False, ())


async def test_an_officer_does_not_bring_back_what_the_centre_withdrew(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(状态="已发布")))
    gone = sheet_of(row(状态="已撤回"))
    await imported(engine_with_units, gone)
    before = await entries(catalog)
    revive = ImportOptions(accepted=frozenset({IdentityChange.REVIVE}))
    refusal = await refused(engine_with_units, sheet_of(row()), OFFICER, revive)
    assert "第 2 行" in refusal.message
    assert await entries(catalog) == before


async def test_a_row_that_renames_moves_and_recodes_at_once_is_another_entry(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    await imported(engine_with_units, sheet_of(row(目录代码="M1")))
    all_at_once = sheet_of(row(目录代码="M2", 提供单位=WATER, 业务名称="名册", 信息系统名称=""))
    everything = ImportOptions(accepted=frozenset(IdentityChange))
    report = await imported(engine_with_units, all_at_once, options=everything)
    assert (report.counts["entries_registered"], report.ambiguities) == (1, ())
    assert {(entry["code"], entry["provider"]["name"]) for entry in await entries(catalog)} == {
        ("M1", CIVIL),
        ("M2", WATER),
    }


async def test_what_has_an_element_is_counted_as_aligned_and_the_rest_by_itself(
    engine_with_units: Engine,
) -> None:
    names = ("公民身份号码", "姓名", "棚架巡查批次乙")
    report = await imported(engine_with_units, sheet_of(*(row(数据项名称=name) for name in names)))
    assert (report.counts["fields_aligned"], report.counts["fields_provisional"]) == (2, 1)


async def test_how_a_field_is_had_is_unknown_where_the_file_does_not_say(
    catalog: Catalog, engine_with_units: Engine
) -> None:
    asked = "{ fields { nodes { acquisition } } }"
    await imported(engine_with_units, sheet_of(row()))
    assert (await catalog.ask(asked))["fields"]["nodes"] == [{"acquisition": "UNKNOWN"}]
    await imported(engine_with_units, sheet_of(row(获取方式="采集")))
    await imported(engine_with_units, sheet_of(row(更新周期="每日")))
    assert (await catalog.ask(asked))["fields"]["nodes"] == [{"acquisition": "COLLECTED"}]
    await imported(engine_with_units, sheet_of(row(获取方式="不明")))
    assert (await catalog.ask(asked))["fields"]["nodes"] == [{"acquisition": "UNKNOWN"}]
