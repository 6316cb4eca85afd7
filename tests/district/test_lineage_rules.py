"""What the rules about lineage find in the sample district, against what its files say."""

from typing import Any, Final

import pytest

from tests.conftest import Catalog
from tests.district.conftest import Row, Rows
from tests.district.test_lineage import start_of

TODAY: Final = "2026-11-24"
_FINDINGS: Final = """
query Findings($rules: [String!], $asOf: Instant) {
  findings(filter: {rules: $rules}, first: 100, asOf: $asOf) {
    totalCount
    nodes { key rule message unit { name } dataset { code } origin { code } agreement { code } }
  }
}
"""
_COVERAGE: Final = """
query Coverage($id: ID!, $asOf: Instant) {
  lineage(id: $id, direction: UPSTREAM, level: DATASET, depth: 10, asOf: $asOf) {
    ... on Lineage {
      nodes { key subject { ... on Dataset { code } } }
      edges { source target coverage coveredBy { code } lastCoveredBy { code } }
    }
  }
}
"""
_EVIDENCE: Final = """
query Evidence($id: ID!) {
  lineage(id: $id, direction: UPSTREAM, level: FIELD, depth: 1) {
    ... on Lineage { edges { agreed isIndirect assertions { source job evidence { validFrom validTo recordedRevision } } } }
  }
}
"""


async def findings(
    district: Catalog, *rules: str, as_of: str = TODAY, language: str = "zh-CN"
) -> list[Any]:
    variables = {"rules": list(rules), "asOf": as_of}
    answer = (await district.ask(_FINDINGS, variables, language=language))["findings"]
    assert answer["totalCount"] == len(answer["nodes"])
    return list(answer["nodes"])


def story(rows: Rows, name: str) -> Row:
    return next(row for row in rows("lineage_stories.csv") if row["情形"] == name)


def several(cell: str) -> list[str]:
    return [part for part in cell.split("；") if part]


def holds(row: Row, since: str, until: str) -> bool:
    """Whether something holds today, by its first and its last day; without a last day it is open."""
    return row[since] <= TODAY and (not row[until] or row[until] >= TODAY)


class Files:
    """What the files of the district say of flows between its units, and of who may have what."""

    def __init__(self, rows: Rows) -> None:
        self.entries = {row["目录代码"]: row for row in rows("catalog.csv")}
        self.levels = {row["单位名称"]: row["层级"] for row in rows("units.csv")}
        self.consumers = {row["使用方编号"]: row["代表单位"] for row in rows("consumers.csv")}
        self.agreements = rows("agreements.csv")
        self.flows = {
            (row["写入目录代码"], row["读取目录代码"])
            for row in rows("lineage.csv")
            if holds(row, "生效日期", "失效日期")
        } | {
            (written, read)
            for row in rows("jobs.csv")
            if row["列级关系"] == "未登记" and holds(row, "启用日期", "停用日期")
            for written in several(row["写入目录代码"])
            for read in several(row["读取目录代码"])
        }
        # history.csv: the derivation that was declared in October 2026.
        self.flows.add(("308202/000001", "308204/000008"))

    def between_units(self) -> set[tuple[str, str]]:
        """Return what units of the district have from others: what was made, and from what."""
        return {
            (made, read)
            for made, read in self.flows
            if self._unit(made) != self._unit(read)
            and self.levels[self._unit(made)] in {"区级", "镇街"}
        }

    def covering(self, flow: tuple[str, str], *, in_force: bool) -> set[str]:
        """Return the agreements that cover a flow, in force or whenever."""
        made, read = flow
        named = {read}
        if self.entries[read]["目录类别"] == "共享获取副本":
            named |= {before for copy, before in self.flows if copy == read}
        return {
            row["协议编号"]
            for row in self.agreements
            if row["状态"] in {"已批准", "已终止"}
            and self.consumers[row["使用方编号"]] == self._unit(made)
            and named & set(several(row["目录代码"]))
            and row["生效日期"] <= TODAY
            and (not in_force or row["失效日期"] >= TODAY)
        }

    def _unit(self, code: str) -> str:
        return self.entries[code]["提供单位"]


def pairs(found: list[Any]) -> set[tuple[str, str]]:
    return {(each["dataset"]["code"], each["origin"]["code"]) for each in found if each["origin"]}


async def test_flows_that_no_agreement_ever_covered_are_those_of_the_files(
    district: Catalog, rows: Rows
) -> None:
    files = Files(rows)
    expected = {flow for flow in files.between_units() if not files.covering(flow, in_force=False)}
    found = await findings(district, "R-21")
    assert pairs(found) == expected
    assert len(expected) == 16
    # A request that was refused covers nothing: the health office's table reaches the federation all the same.
    assert ("308212/000004", "308207/900001") in expected


async def test_flows_whose_agreement_has_ended_are_those_of_the_files(
    district: Catalog, rows: Rows
) -> None:
    files = Files(rows)
    expected = {
        flow: files.covering(flow, in_force=False)
        for flow in files.between_units()
        if files.covering(flow, in_force=False) and not files.covering(flow, in_force=True)
    }
    found = await findings(district, "LIN-4")
    assert expected == {
        ("308202/800004", "308207/000001"): {"DH-GX-2023-010"},
        ("308208/000001", "308202/800003"): {"DH-GX-2021-007"},
    }
    flows = [each for each in found if each["origin"]]
    assert {
        (each["dataset"]["code"], each["origin"]["code"]): {each["agreement"]["code"]}
        for each in flows
    } == expected
    # 东海e家 went over to the province's own service, and its use is still on record.
    [use] = [each for each in found if each not in flows]
    assert use["agreement"]["code"] == "DH-GX-2025-011"


@pytest.mark.parametrize("start", ["308202/000004", "308202/000003", "308208/000001"])
async def test_every_edge_says_how_it_is_covered_as_the_files_have_it(
    district: Catalog, rows: Rows, start: str
) -> None:
    files = Files(rows)
    told = await _coverage(district, {"起点目录代码": start, "起点数据项": ""}, TODAY)
    assert len(told) > 5
    for flow, (coverage, in_force, ended) in told.items():
        if flow not in files.between_units():
            assert (flow, coverage) == (flow, "NOT_NEEDED")
            continue
        live, ever = (files.covering(flow, in_force=only) for only in (True, False))
        expected = "COVERED" if live else "EXPIRED" if ever else "UNCOVERED"
        assert (flow, coverage) == (flow, expected)
        assert set(in_force) == live
        assert bool(ended) == (expected == "EXPIRED")


async def _coverage(
    district: Catalog, start: Row, as_of: str
) -> dict[tuple[str, str], tuple[str, list[str], list[str]]]:
    variables = {"id": await start_of(district, start), "asOf": as_of}
    answer = (await district.ask(_COVERAGE, variables))["lineage"]
    codes = {node["key"]: node["subject"]["code"] for node in answer["nodes"]}
    return {
        (codes[edge["target"]], codes[edge["source"]]): (
            edge["coverage"],
            [each["code"] for each in edge["coveredBy"]],
            [each["code"] for each in edge["lastCoveredBy"]],
        )
        for edge in answer["edges"]
    }


@pytest.mark.parametrize(
    ("as_of", "coverage", "in_force", "ended"),
    [
        (TODAY, "EXPIRED", [], ["DH-GX-2023-010"]),
        ("2025-12-31", "COVERED", ["DH-GX-2023-010"], []),
        ("2026-01-01", "EXPIRED", [], ["DH-GX-2023-010"]),
    ],
)
async def test_the_job_that_runs_on_without_its_agreement_is_told(  # 情形: 无授权
    district: Catalog, rows: Rows, as_of: str, coverage: str, in_force: list[str], ended: list[str]
) -> None:
    told = await _coverage(district, story(rows, "无授权"), as_of)
    assert told["308202/800004", "308207/000001"] == (coverage, in_force, ended)


async def test_what_two_methods_say_of_one_derivation_is_compared(  # 情形: 两次认定
    district: Catalog, rows: Rows
) -> None:
    variables = {"id": await start_of(district, story(rows, "两次认定"))}
    [edge] = (await district.ask(_EVIDENCE, variables))["lineage"]["edges"]
    assert {assertion["source"] for assertion in edge["assertions"]} == {"SQL", "DECLARED"}
    assert edge["agreed"] is True
    assert all(assertion["evidence"]["validTo"] is None for assertion in edge["assertions"])


async def test_copies_without_a_source_are_those_that_the_files_leave_without(
    district: Catalog, rows: Rows
) -> None:
    sourced = {
        (row["写入目录代码"], row["写入数据项"])
        for row in rows("lineage.csv")
        if holds(row, "生效日期", "失效日期")
    }
    wholes = {
        code
        for row in rows("jobs.csv")
        if row["列级关系"] == "未登记" and holds(row, "启用日期", "停用日期")
        for code in several(row["写入目录代码"])
    }
    levels = {row["单位名称"]: row["层级"] for row in rows("units.csv")}
    expected = {
        row["目录代码"]
        for row in rows("catalog.csv")
        if row["获取方式"] in {"共享获取", "加工派生"}
        and (row["目录代码"], row["数据项名称"]) not in sourced
        and row["目录代码"] not in wholes
        and levels[row["提供单位"]] in {"区级", "镇街"}
        and row["状态"] != "已撤销"
    }
    found = {each["dataset"]["code"]: each["message"] for each in await findings(district, "LIN-1")}
    assert set(found) == expected
    assert "存款余额" in found["308204/000010"]  # 情形: 来源不明
    assert "已于2023-06-30停止" in found["308208/800001"]  # the discs of the housing office


async def test_the_check_written_back_is_the_one_cycle(district: Catalog, rows: Rows) -> None:
    [cycle] = await findings(district, "LIN-3")  # 情形: 环
    names = {row["目录代码"]: row["业务名称"] for row in rows("catalog.csv")}
    round_ = ("308202/800001", "308213/900001", "308202/900001", "308001/900001", "308001/000001")
    assert all(names[code] in cycle["message"] for code in round_)
    assert "6个数据项" in cycle["message"]


@pytest.mark.parametrize(("as_of", "agreements"), [(TODAY, []), ("2022-06-30", ["DH-GX-2021-007"])])
async def test_what_goes_offline_is_found_on_its_dates(
    district: Catalog, rows: Rows, as_of: str, agreements: list[str]
) -> None:
    found = await findings(district, "R-22", as_of=as_of)
    entries = {
        row["目录代码"]
        for row in rows("catalog.csv")
        if row["提供方式"] == "线下交换" and row["状态"] == "已发布"
    }
    assert {each["dataset"]["code"] for each in found if not each["agreement"]} == entries
    assert [each["agreement"]["code"] for each in found if each["agreement"]] == agreements
    # The discs were there before the regulation: they wait to be converted, which was done in July 2023.
    assert all("待改造" in each["message"] for each in found if each["agreement"])


async def test_the_outsider_that_goes_on_without_an_agreement_is_found(district: Catalog) -> None:
    [use] = await findings(district, "R-24")
    assert use["agreement"]["code"] == "DH-LY-2023-001"
    assert "社区商业选址产品" in use["message"]
    assert await findings(district, "R-24", as_of="2024-12-31") == []
