"""The sample district's content: complete, consistent, invented, and such that it does not age."""

import re

import pytest

from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition, Sensitivity
from graph_catalog.sheets import catalog_file, labels
from tests.examples.district_files import (
    DISTRICT,
    TODAY,
    entries,
    fields,
    listed,
    rows,
    several,
)

NINE = ["业务名称", "信息系统名称", "数据项名称", "存储格式", "共享属性"]
NINE += ["开放属性", "提供方式", "更新周期", "共享期限"]
OF_A_FIELD = ["数据项名称", "列名", "数据类型", "长度", "获取方式", "敏感级别", "法律依据", "说明"]
INCOMPLETE = {"308205/000008", "308213/000003"}
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_district_has_the_size_that_the_issue_asks_for() -> None:
    levels = [unit["层级"] for unit in rows("units.csv")]
    assert 12 <= sum(level in {"区级", "镇街"} for level in levels) <= 14
    assert 5 <= sum(level in {"国家", "省级", "市级"} for level in levels) <= 6
    assert len(rows("systems.csv")) == 30
    assert len(listed().keys() - INCOMPLETE) == 100
    assert 1_150 <= len(rows("catalog.csv")) <= 1_250


def test_a_hundred_entries_have_the_nine_attributes_and_two_drafts_lack_some() -> None:
    lacking = {code for code, row in listed().items() if not all(row[name] for name in NINE)}
    assert lacking == INCOMPLETE
    assert all(listed()[code]["状态"] == "草稿" for code in lacking)


def test_the_catalog_is_a_file_that_the_import_takes() -> None:
    sheet = catalog_file.read(DISTRICT / "catalog.csv")
    assert not sheet.problems.first
    assert not sheet.ignored
    assert len(sheet.entries) == len(entries())


def test_rows_of_one_entry_repeat_what_it_says() -> None:
    of_the_entry = [name for name in rows("catalog.csv")[0] if name not in OF_A_FIELD]
    for code, of in entries().items():
        assert len({tuple(row[name] for name in of_the_entry) for row in of}) == 1, code


def test_the_items_and_columns_of_an_entry_are_told_apart() -> None:
    for code, of in entries().items():
        assert len({row["数据项名称"] for row in of}) == len(of), code
        assert len({row["列名"] for row in of}) == len(of), code


def test_labels_are_those_of_the_regulation() -> None:
    closed = {
        "存储格式": StorageFormat,
        "共享属性": SharingClass,
        "开放属性": Openness,
        "提供方式": ProvisionMethod,
        "更新周期": UpdateCycle,
        "目录类别": Listing,
        "状态": EntryStatus,
        "获取方式": Acquisition,
        "敏感级别": Sensitivity,
    }
    for column, kind in closed.items():
        used = {row[column] for row in rows("catalog.csv")} - {""}
        assert all(labels.value(kind, word) for word in used)
    kinds = {"直接取值", "转换加工", "汇总统计", "脱敏处理", "共享交换"}
    assert {row["关系类型"] for row in rows("lineage.csv")} == kinds
    statuses = {"待审核", "已批准", "已驳回", "已终止"}
    assert {row["状态"] for row in rows("agreements.csv")} == statuses


def test_restricted_and_closed_entries_state_reason_and_law() -> None:
    for code, row in listed().items():
        is_open = row["共享属性"] == "无条件共享"
        assert is_open or (row["共享理由"] and "《" in row["共享依据"]), code


def test_classified_things_are_in_one_plan_and_nowhere_else() -> None:
    marked = {
        path.name
        for path in DISTRICT.rglob("*.csv")
        if re.search(r"[（(](绝密|机密|秘密)[）)]|★", path.read_text(encoding="utf-8"))
    }
    assert marked == {"guofang-qianli.csv", "rows.csv", "stories.csv"}


@pytest.mark.parametrize(
    ("name", "column", "target", "key"),
    [
        ("units.csv", "上级单位", "units.csv", "单位名称"),
        ("units.csv", "行政区划代码", "regions.csv", "区划代码"),
        ("regions.csv", "上级代码", "regions.csv", "区划代码"),
        ("systems.csv", "运行单位", "units.csv", "单位名称"),
        ("catalog.csv", "提供单位", "units.csv", "单位名称"),
        ("catalog.csv", "信息系统名称", "systems.csv", "信息系统名称"),
        ("catalog.csv", "覆盖区域", "regions.csv", "区划代码"),
        ("designations.csv", "覆盖区域", "regions.csv", "区划代码"),
        ("exemptions.csv", "覆盖区域", "regions.csv", "区划代码"),
        ("exemptions.csv", "单位", "units.csv", "单位名称"),
        ("consumers.csv", "代表单位", "units.csv", "单位名称"),
        ("agreements.csv", "使用方编号", "consumers.csv", "使用方编号"),
        ("agreements.csv", "目录代码", "catalog.csv", "目录代码"),
        ("usages.csv", "使用方编号", "consumers.csv", "使用方编号"),
        ("usages.csv", "目录代码", "catalog.csv", "目录代码"),
        ("usages.csv", "协议编号", "agreements.csv", "协议编号"),
        ("jobs.csv", "运行单位", "units.csv", "单位名称"),
        ("jobs.csv", "读取目录代码", "catalog.csv", "目录代码"),
        ("jobs.csv", "写入目录代码", "catalog.csv", "目录代码"),
        ("lineage.csv", "任务名称", "jobs.csv", "任务名称"),
        ("plans.csv", "单位", "units.csv", "单位名称"),
        ("stories.csv", "计划文件", "plans.csv", "计划文件"),
        ("lineage_stories.csv", "应包含目录代码", "catalog.csv", "目录代码"),
        ("lineage_stories.csv", "不应包含目录代码", "catalog.csv", "目录代码"),
        ("lineage_stories.csv", "查看单位", "units.csv", "单位名称"),
    ],
)
def test_a_reference_leads_somewhere(name: str, column: str, target: str, key: str) -> None:
    known = {row[key] for row in rows(target)}
    assert {part for row in rows(name) for part in several(row[column])} <= known


@pytest.mark.parametrize(
    ("name", "code", "item"),
    [
        ("lineage.csv", "写入目录代码", "写入数据项"),
        ("lineage.csv", "读取目录代码", "读取数据项"),
        ("designations.csv", "目录代码", "数据项名称"),
        ("exemptions.csv", "目录代码", "数据项名称"),
        ("duplicates.csv", "定源目录代码", "定源数据项"),
        ("duplicates.csv", "重复采集目录代码", "重复采集数据项"),
        ("stories.csv", "依据目录代码", "依据数据项"),
    ],
)
def test_a_field_that_is_named_is_in_its_entry(name: str, code: str, item: str) -> None:
    assert all((row[code], row[item]) in fields() for row in rows(name) if row[code])


def test_an_entry_lies_in_a_system_of_its_provider() -> None:
    operators = {row["信息系统名称"]: row["运行单位"] for row in rows("systems.csv")}
    for row in rows("catalog.csv"):
        assert operators.get(row["信息系统名称"], row["提供单位"]) == row["提供单位"]


def test_a_use_is_one_that_its_agreement_covers() -> None:
    agreements = {row["协议编号"]: row for row in rows("agreements.csv")}
    for use in rows("usages.csv"):
        agreement = agreements[use["协议编号"]]
        assert use["目录代码"] in several(agreement["目录代码"])
        assert all(use[column] == agreement[column] for column in ("使用方编号", "应用场景"))


def test_agreements_are_granted_pending_refused_ended_and_expired_of_both_kinds() -> None:
    every = rows("agreements.csv")
    assert any(row["状态"] == "已批准" and row["失效日期"] < TODAY for row in every)
    assert any(row["状态"] == "已批准" and row["失效日期"] > "2034" for row in every)
    assert {row["协议类型"] for row in every} == {"共享申请", "数据利用协议"}
    for row in every:
        is_social = row["协议类型"] == "数据利用协议" and row["状态"] == "已批准"
        papers = (row["数据安全承诺"] == "是", row["市主管部门同意日期"], row["提供单位同意日期"])
        assert not is_social or all(papers)


def test_later_changes_are_in_order_and_of_things_that_are_there() -> None:
    changes = rows("history.csv")
    assert [row["序号"] for row in changes] == [str(n + 1) for n in range(len(changes))]
    assert [row["登记日期"] for row in changes] == sorted(row["登记日期"] for row in changes)
    reopened = [row["对象"] for row in changes if row["操作"] == "恢复血缘"]
    closed = [row["对象"] for row in changes if row["操作"] == "关闭血缘"]
    assert reopened == closed
    for row in changes:
        if row["操作"] == "修订条目":
            assert entries()[row["对象"]][0][row["属性"]] == row["原值"]
        if "血缘" in row["操作"]:
            ends = [tuple(end.split("#")) for end in row["对象"].split(" <- ")]
            assert all(end in fields() for end in ends)


def test_credit_codes_are_valid_and_belong_to_nobody() -> None:
    units = {row["单位名称"]: row for row in rows("units.csv")}
    for row in [*rows("units.csv"), *rows("consumers.csv")]:
        if not (code := row["统一社会信用代码"]):
            continue
        weighted = sum(SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(code[:17]))
        assert SIGNS.index(code[17]) == -weighted % 31, code
        assert re.fullmatch(r"[19][1-3]99\d{4}DH\d{6}[0-9X][0-9A-HJ-NPQRTUWXY]", code)
    nameless = {name for name, row in units.items() if not row["统一社会信用代码"]}
    assert nameless == {name for name, row in units.items() if row["层级"] == "国家"}
    distinct = [row["统一社会信用代码"] for row in units.values() if row["统一社会信用代码"]]
    assert len(set(distinct)) == len(distinct)


def test_people_are_posts_and_nobody_can_be_identified() -> None:
    post = re.compile(r"(专员|负责人|科长|主任|大队长|经理|值班员|管理岗)$")
    for unit in rows("units.csv"):
        assert all(post.search(unit[name]) for name in ("安全管理负责人", "数据专员") if unit[name])
    for path in DISTRICT.rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\d)(\d{17}[\dX]|1[3-9]\d{9})(?!\d)", text), path.name


def test_what_is_stale_stays_stale_and_what_is_fresh_stays_fresh() -> None:
    for code, row in listed().items():
        is_dated = row["最近更新"] and row["更新周期"] != "不定期"
        assert not is_dated or row["最近更新"] < "2026-01-01", code
        end = row["共享期限"].partition("至")[2]
        assert not end or end < TODAY or end >= "2035", code
