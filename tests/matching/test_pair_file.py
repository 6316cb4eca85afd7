import csv
from pathlib import Path

import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.pair_file import BadRow, PairFileReport, compare_file, read_context

HEADER = "name_a,context_a,name_b,context_b"
PAIR = "身份证号,学生信息｜教育局,公民身份号码,户口簿｜公安局"


def answered(
    folder: Path, content: str, encoding: str = "utf-8"
) -> tuple[PairFileReport, list[dict[str, str]]]:
    source, target = folder / "pairs.csv", folder / "out.csv"
    source.write_text(content, encoding=encoding)
    report = compare_file(source, target, lexicon.current())
    with target.open(encoding="utf-8-sig", newline="") as file:
        return report, list(csv.DictReader(file))


def test_each_pair_is_answered_in_its_row(tmp_path: Path) -> None:
    report, rows = answered(tmp_path, f"{HEADER}\n{PAIR}\n净利润,年报,净利润是否公示,年报\n")
    assert (report.compared, report.bad) == (2, ())
    assert [(row["verdict"], row["same"]) for row in rows] == [("SAME", "1"), ("DIFFERENT", "0")]
    assert all(0 <= float(row["confidence"]) <= 1 and row["why"] for row in rows)


def test_a_bad_row_is_told_by_its_number_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    report, rows = answered(tmp_path, f"{HEADER}\n,x,姓名,y\n{PAIR}\n姓名,只有两列\n")
    assert [bad.row for bad in report.bad] == [2, 4]
    assert isinstance(report.bad[0], BadRow)
    assert [row["verdict"] for row in rows] == ["", "SAME", ""]
    assert rows[2]["why"]


def test_other_columns_are_kept_and_old_answers_replaced(tmp_path: Path) -> None:
    _, rows = answered(tmp_path, f"no,{HEADER},same,why\n7,{PAIR},0,旧\n")
    assert (rows[0]["no"], rows[0]["same"]) == ("7", "1")
    assert rows[0]["why"] != "旧"


def test_a_spreadsheet_in_gb18030_is_read(tmp_path: Path) -> None:
    report, rows = answered(tmp_path, f"{HEADER}\n{PAIR}\n", encoding="gb18030")
    assert (report.compared, rows[0]["name_a"]) == (1, "身份证号")


def test_a_file_without_the_columns_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="context_b"):
        answered(tmp_path, "name_a,context_a,name_b\n")
    assert not (tmp_path / "out.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match=r"absent\.csv"):
        compare_file(tmp_path / "absent.csv", tmp_path / "out.csv", lexicon.current())


@pytest.mark.parametrize(
    ("context", "read"),
    [
        ("学生信息｜教育局", ("学生信息", "教育局")),
        ("学生信息|教育局", ("学生信息", "教育局")),
        ("学生信息", ("学生信息", "")),
        ("", ("", "")),
    ],
)
def test_a_context_is_a_dataset_and_its_unit(context: str, read: tuple[str, str]) -> None:
    assert read_context(context) == read
