import csv
from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command

ELEMENTS = "编码,对象类,属性,标识符,数据类型,按场景区分,标准,同义名称,列名,相近数据元,来源"
HEADER = "name_a,context_a,name_b,context_b"


def test_pairs_are_compared_without_any_store(command: Command, tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_text(f"{HEADER}\n身份证号,低保名册｜民政局,公民身份号码,人口库｜公安局\n", "utf-8")
    said = command("compare", str(pairs), "--out", str(out))
    assert (said.code, "已比较 1 对" in said.out) == (ExitCode.DONE, True)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (answer,) = csv.DictReader(file)
    assert answer["name_a"] == "身份证号"
    assert answer["verdict"] in {"SAME", "DIFFERENT", "REVIEW"}
    assert answer["why"]


def test_rows_that_cannot_be_compared_are_told_with_their_numbers(
    command: Command, tmp_path: Path
) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_text(f"{HEADER}\n姓名,名册,姓名,名册\n,名册,姓名,名册\n", "utf-8")
    said = command("compare", str(pairs), "--out", str(out), "--json")
    assert said.code == ExitCode.ANSWERED
    assert [bad["row"] for bad in said.json["bad"]] == [3]


def test_a_districts_own_lexicon_counts(command: Command, tmp_path: Path) -> None:
    pairs, out, own = tmp_path / "pairs.csv", tmp_path / "out.csv", tmp_path / "lexicon.csv"
    pairs.write_text(f"{HEADER}\n明州证号,人口信息,公民身份号码,人口信息\n", "utf-8")
    own.write_text(f"{ELEMENTS}\n自然人.公民身份号码,,,,,,,明州证号,,,\n", "utf-8")
    verdicts = []
    for environment in ({}, {"GRAPH_CATALOG_LEXICON": str(own)}):
        said = command("compare", str(pairs), "--out", str(out), environment=environment)
        assert said.code == ExitCode.DONE
        with out.open(encoding="utf-8-sig", newline="") as file:
            verdicts += [answer["verdict"] for answer in csv.DictReader(file)]
    assert verdicts == ["DIFFERENT", "SAME"]


@pytest.mark.parametrize(
    ("language", "told"), [("zh", "已属于“自然人.公民身份号码”"), ("en", "already belongs to")]
)
def test_a_lexicon_that_contradicts_ours_is_told_with_file_and_line(
    command: Command, tmp_path: Path, language: str, told: str
) -> None:
    own = tmp_path / "lexicon.csv"
    own.write_text(f"{ELEMENTS}\n自然人.性别,,,,,,,身份证号,,,\n", "utf-8")
    said = command(
        *("compare", "pairs.csv", "--out", "out.csv", "--language", language),
        environment={"GRAPH_CATALOG_LEXICON": str(own)},
    )
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert f"{own}:2: " in said.err
    assert told in said.err


def test_where_nothing_can_be_written_it_is_a_sentence(command: Command, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"{HEADER}\n姓名,名册,姓名,名册\n", "utf-8")
    said = command("compare", str(pairs), "--out", str(tmp_path / "absent" / "out.csv"))
    assert (said.code, "无法写入文件" in said.err) == (ExitCode.USAGE, True)
