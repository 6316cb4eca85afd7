"""`check` with what units bring, and the files that come of it."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command
from tests.sheets.catalog_files import as_csv, row
from tests.sheets.forms.workbooks import cells, workbook

_SCRIPT = """CREATE TABLE t_sqr (
  id bigint AUTO_INCREMENT COMMENT '主键',
  xm varchar(50) COMMENT '机动车号牌号码',
  zpcs varchar(20) COMMENT '=遮阳篷颜色'
) COMMENT='车辆登记';
"""


@pytest.fixture
def planner(command: Command, data: Path, tmp_path: Path) -> str:
    """The name of a unit that plans, in a catalog in which another shares number plates."""
    shared = {"提供单位": "车管局", "业务名称": "机动车登记信息", "状态": "已发布"}
    rows = [row(数据项名称=name, **shared) for name in ("车辆识别代号", "机动车号牌号码")]
    rows.append(row(提供单位="登记局", 业务名称="登记台账", 数据项名称="台账序列"))
    catalog = tmp_path / "机动车.csv"
    catalog.write_bytes(as_csv(rows))
    command("import", str(catalog), "--create-units", "--data", str(data))
    return "登记局"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("清单.txt", "1.机动车号牌号码\n2.沿街商铺遮阳篷颜色\n".encode()),
        ("登记表.csv", "机动车号牌号码,沿街商铺遮阳篷颜色\n".encode("gb18030")),
        (
            "登记表.xlsx",
            workbook(表=cells({"A1": "机动车号牌号码", "C1": "沿街商铺遮阳篷颜色", "D1": "□"})),
        ),
        ("建表.sql", _SCRIPT.encode()),
        ("表单.json", json.dumps({"properties": {"xm": {"title": "机动车号牌号码"}}}).encode()),
    ],
    ids=["list", "csv", "xlsx", "sql", "json"],
)
def test_a_document_of_any_kind_is_checked_as_it_is(
    command: Command, data: Path, planner: str, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = command("check", str(path), "--unit", planner, "--data", str(data), "--json")
    verdicts = {field["name"]: field["verdict"] for field in said.json["fields"]}
    assert verdicts["机动车号牌号码"] in {"OBTAINABLE", "IDENTIFIER"}
    assert said.json["form"]["kind"] is not None


def test_what_was_left_open_is_refused_with_the_option_that_settles_it(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    sheet = cells({"A1": "机动车号牌号码", "C1": "性别", "D1": "□男 □女"})
    path.write_bytes(workbook(甲=sheet, 乙=sheet))
    said = command("check", str(path), "--unit", "any")
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert "甲、乙" in said.err
    assert "--sheet" in said.err


def test_a_syntax_error_of_a_script_is_told_with_line_and_column(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "建表.sql"
    path.write_text("CREATE TABLE t (\n a varhcar(10) COMMENT '性别'\n b int)", "utf-8")
    said = command("check", str(path), "--unit", "any", "--dialect", "mysql")
    assert said.code == ExitCode.USAGE
    assert "第 2 行第 4 列" in said.err


def test_verdicts_reduced_form_and_applications_are_written_as_a_workbook(
    command: Command, data: Path, planner: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "建表.sql", tmp_path / "结论.xlsx"
    path.write_text(_SCRIPT, "utf-8")
    asked = ("--purpose", "车辆登记备案", "--legal-basis", "《条例》第三条")
    said = command(
        *("check", str(path), "--unit", planner, "--data", str(data), "--out", str(out)), *asked
    )
    assert said.code == ExitCode.ANSWERED
    book = load_workbook(out)
    assert book.sheetnames == ["结论", "精简后的表单", "共享申请"]
    application = {cell.value: below.value for cell, below in zip(*book["共享申请"], strict=True)}
    assert application["申请单位"] == "登记局"
    assert application["提供单位"] == "车管局"
    assert application["资源名称"] == "机动车登记信息"
    assert application["申请数据项"] == application["对应来源数据项"] == "机动车号牌号码"
    assert application["应用场景"] == "车辆登记备案"
    assert application["法律依据"] == "《条例》第三条"
    assert application["共享方式"] == "市级接口共享"
    assert book["结论"]["B4"].value == "=遮阳篷颜色"
    assert book["结论"]["B4"].data_type == "s"
    assert "车管局“机动车登记信息”的 机动车号牌号码" in said.out


def test_the_reduced_form_can_be_checked_again_and_asks_nothing_that_can_be_had(
    command: Command, data: Path, planner: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "清单.txt", tmp_path / "结论.csv"
    path.write_text("机动车号牌号码、沿街商铺遮阳篷颜色、=1+1号备用栏", "utf-8")
    command("check", str(path), "--unit", planner, "--data", str(data), "--out", str(out))
    reduced = tmp_path / "结论.精简后的表单.csv"
    with reduced.open(encoding="utf-8-sig", newline="") as file:
        kept = [each["数据项名称"] for each in csv.DictReader(file)]
    assert kept == ["沿街商铺遮阳篷颜色", "'=1+1号备用栏"]
    assert (tmp_path / "结论.共享申请.csv").is_file()
    again = command("check", str(reduced), "--unit", planner, "--data", str(data), "--json")
    assert again.json["verdict"] == "CLEAR"


def test_one_json_file_holds_what_json_shows(
    command: Command, data: Path, planner: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "清单.txt", tmp_path / "结论.json"
    path.write_text("机动车号牌号码", "utf-8")
    said = command(
        "check", str(path), "--unit", planner, "--data", str(data), "--out", str(out), "--json"
    )
    written = json.loads(out.read_text("utf-8"))
    assert written == {name: said.json[name] for name in written}
    assert written["applications"][0]["datasetName"] == "机动车登记信息"


@pytest.mark.parametrize("out", ["结论.pdf", "结论"])
def test_a_kind_of_file_that_is_not_written_is_refused_before_anything_is_asked(
    command: Command, tmp_path: Path, out: str
) -> None:
    path = tmp_path / "清单.txt"
    path.write_text("机动车号牌号码", "utf-8")
    said = command("check", str(path), "--unit", "any", "--out", out)
    assert said.code == ExitCode.USAGE
    assert ".csv、.xlsx、.json" in said.err
