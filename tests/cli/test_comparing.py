import csv
from pathlib import Path

from graph_catalog.cli.exit_codes import ExitCode
from tests.cli.conftest import Command

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


def test_where_nothing_can_be_written_it_is_a_sentence(command: Command, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"{HEADER}\n姓名,名册,姓名,名册\n", "utf-8")
    said = command("compare", str(pairs), "--out", str(tmp_path / "absent" / "out.csv"))
    assert (said.code, "无法写入文件" in said.err) == (ExitCode.USAGE, True)
