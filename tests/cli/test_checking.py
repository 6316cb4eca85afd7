from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.cli.conftest import Command, put_on_record
from tests.estate import Estate
from tests.sheets.catalog_files import as_csv, row


@pytest.fixture(scope="session")
def offered(data: Path) -> str:
    """A catalog in which one unit shares a name list; the id of another unit, which plans."""
    estate = Estate()
    estate.unit("planner", "规划局", credit_code="11330211MB0X12345F")
    for key in ("twina", "twinb"):
        estate.unit(key, "同名局")
    put_on_record(data, estate)
    return keys.encode(NodeKind.UNIT, "planner")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "登记表.csv"
    path.write_text(
        "数据项名称,获取方式,主体\n公民身份号码,采集,自然人\n姓名,采集,自然人\n", "utf-8"
    )
    return path


def test_what_others_share_is_not_to_be_collected(
    command: Command, data: Path, offered: str, plan: Path, tmp_path: Path
) -> None:
    published = {"提供单位": "人口局", "业务名称": "人口信息", "状态": "已发布"}
    rows = [row(数据项名称=name, **published) for name in ("公民身份号码", "姓名")]
    catalog = tmp_path / "人口.csv"
    catalog.write_bytes(as_csv(rows))
    command("import", str(catalog), "--create-units", "--data", str(data))
    said = command("check", str(plan), "--unit", offered, "--data", str(data))
    assert said.code == ExitCode.ANSWERED
    assert "2\t姓名\t可共享获取" in said.out
    assert "结论：" in said.out
    told = command("check", str(plan), "--unit", offered, "--data", str(data), "--json").json
    assert told["verdict"] in {"DO_NOT_COLLECT", "REDUCE"}
    assert told["fields"][1]["source"] is not None


def test_a_plan_is_read_by_the_districts_own_word(
    command: Command, data: Path, offered: str, tmp_path: Path
) -> None:
    own = tmp_path / "lexicon.csv"
    own.write_text(
        "编码,对象类,属性,标识符,数据类型,按场景区分,标准,同义名称,列名,相近数据元,来源\n"
        "自然人.公民身份号码,,,,,,,明州证号,,,\n",
        "utf-8",
    )
    published = row(
        数据项名称="公民身份号码", 提供单位="人口局", 业务名称="人口证号信息", 状态="已发布"
    )
    catalog, path = tmp_path / "证号.csv", tmp_path / "plan.csv"
    catalog.write_bytes(as_csv([published]))
    path.write_text("数据项名称,主体\n明州证号,自然人\n", "utf-8")
    command("import", str(catalog), "--create-units", "--data", str(data))
    told = []
    for environment in ({}, {"GRAPH_CATALOG_LEXICON": str(own)}, {}):
        said = command(
            *("check", str(path), "--unit", offered, "--data", str(data), "--json"),
            environment=environment,
        )
        told.append((said.json["fields"][0]["verdict"], said.json["ruleSet"]))
    assert [verdict for verdict, _ in told] == ["NEW", "OBTAINABLE", "NEW"]
    assert told[0] == told[2]
    assert told[0][1] != told[1][1]


def test_what_nobody_holds_may_be_collected(
    command: Command, data: Path, offered: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("数据项名称\n沿街商铺遮阳篷颜色\n", "utf-8")
    said = command("check", str(path), "--unit", offered, "--data", str(data), "--json")
    assert (said.code, said.json["verdict"]) == (ExitCode.DONE, "CLEAR")


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize("unit", ["规划局", "11330211MB0X12345F", "twina", "同名局"])
def test_a_unit_is_named_by_its_credit_code_or_its_name(
    command: Command, data: Path, tmp_path: Path, unit: str
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("数据项名称\n沿街商铺遮阳篷颜色\n", "utf-8")
    said = command("check", str(path), "--unit", unit, "--data", str(data), "--json")
    match unit:
        case "同名局":
            ids = {keys.encode(NodeKind.UNIT, key) for key in ("twina", "twinb")}
            assert said.code == ExitCode.ANSWERED
            assert {one["id"] for one in said.json["candidates"]} == ids
        case "twina":  # a key is no id
            assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, "NOT_FOUND")
        case _:
            assert (said.code, said.json["verdict"]) == (ExitCode.DONE, "CLEAR")


@pytest.mark.parametrize("unit", ["nobody", keys.encode(NodeKind.DATASET, "x")])
def test_a_unit_that_is_not_there_is_told(
    command: Command, data: Path, plan: Path, unit: str
) -> None:
    said = command("check", str(plan), "--unit", unit, "--data", str(data), "--json")
    assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, "NOT_FOUND")
    assert "contains" in said.json["message"]


def test_problems_of_a_plan_are_told_with_row_and_column(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("数据项名称,获取方式\n姓名,借来\n", "utf-8")
    said = command("check", str(path), "--unit", "any")
    assert said.code == ExitCode.ANSWERED
    assert "2\t获取方式\t借来\t应为其中之一" in said.out
