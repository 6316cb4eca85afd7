"""`import-lineage` and `import-sql`: what people wrote down, and what scripts say, on the record."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.lineage.intake.workbook import COLUMNS, FIELDS, TABLES
from tests.cli.conftest import Command, put_on_record
from tests.estate import Estate

VIEW = """CREATE TABLE ods_rk (xm VARCHAR(50), csrq DATE, jd VARCHAR(50));
CREATE VIEW dws_jd AS SELECT jd AS 街道, count(xm) AS 人数 FROM ods_rk WHERE csrq IS NOT NULL GROUP BY jd;
"""


@pytest.fixture(scope="session")
def written(data: Path) -> Path:
    """A catalog with two entries of one system, whose lineage nobody has told."""
    estate = Estate()
    estate.unit("writer", "区写字局")
    estate.system("writersystem", "写字系统", operator="writer")
    for word in ("before", "after"):
        estate.dataset(
            f"w{word}",
            f"名册{word}",
            provider="writer",
            code=f"WRITTEN/{word}",
            system="writersystem",
        )
        estate.field(f"w{word}name", "姓名", dataset=f"w{word}", position=1)
    put_on_record(data, estate)
    return data


def workbook(path: Path, sheet: str, *rows: Sequence[str]) -> str:
    """A workbook with rows in one of its sheets, as a person would fill it in."""
    book = Workbook()
    filled = book.create_sheet(sheet)
    filled.append(list(COLUMNS[sheet]))
    for row in rows:
        filled.append(list(row))
    book.save(path)
    return str(path)


def test_the_template_has_a_sheet_for_fields_and_one_for_tables(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "血缘.xlsx"
    assert command("import-lineage", str(file), "--template").code == ExitCode.DONE
    book = load_workbook(file)
    assert book.sheetnames == [FIELDS, TABLES]
    assert [cell.value for cell in book[FIELDS][1]] == list(COLUMNS[FIELDS])
    again = command("import-lineage", str(file), "--template")
    assert (again.code, "尚不存在" in again.err) == (ExitCode.USAGE, True)


def test_a_row_of_a_workbook_is_lineage_and_the_same_file_again_changes_nothing(
    command: Command, written: Path, tmp_path: Path
) -> None:
    row = [
        "WRITTEN/after",
        "姓名",
        "WRITTEN/before",
        "姓名",
        "转换加工",
        "去空格",
        "否",
        "2025-01-01",
    ]
    file = workbook(tmp_path / "血缘.xlsx", FIELDS, row)
    first = command("import-lineage", file, "--json", "--data", str(written))
    assert first.code == ExitCode.DONE
    again = command("import-lineage", file, "--json", "--data", str(written))
    assert again.json["revision"] == first.json["revision"]
    told = command("lineage", "WRITTEN/after", "--direction", "UPSTREAM", "--data", str(written))
    assert "名册before" in told.out


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["WRITTEN/after", "姓名", "NOWHERE/1", "姓名"], "没有此代码"),
        (["WRITTEN/after", "年龄", "WRITTEN/before", "姓名"], "没有此数据项"),
        (["WRITTEN/after", "姓名", "WRITTEN/before", "姓名", "复制"], "直接取值"),
        (["WRITTEN/after", "姓名", "WRITTEN/before", ""], "不能为空"),
        (["WRITTEN/after", "姓名", "WRITTEN/after", "姓名"], "不能是同一个"),
        (["WRITTEN/after", "姓名", "WRITTEN/before", "姓名", "", "", "", "去年"], "日期"),
    ],
    ids=["no entry", "no field", "no kind", "a blank", "a loop", "no day"],
)
def test_a_workbook_with_anything_wrong_says_where_and_is_not_written(
    command: Command, written: Path, tmp_path: Path, row: Sequence[str], says: str
) -> None:
    file = workbook(tmp_path / "血缘.xlsx", FIELDS, row)
    said = command("import-lineage", file, "--data", str(written))
    assert said.code == ExitCode.ANSWERED
    assert says in said.out + said.err


def test_tables_need_the_job_between_them(command: Command, written: Path, tmp_path: Path) -> None:
    row = ["WRITTEN/after", "WRITTEN/before"]
    file = workbook(tmp_path / "血缘.xlsx", TABLES, row)
    said = command("import-lineage", file, "--data", str(written))
    assert (said.code, "作业名称" in said.out) == (ExitCode.ANSWERED, True)


def test_a_script_is_lineage_and_what_it_does_no_longer_has_ended(
    command: Command, written: Path, tmp_path: Path
) -> None:
    script = tmp_path / "街道.sql"
    options = ("--dialect", "postgres", "--system", "写字系统", "--json", "--data", str(written))
    script.write_text(VIEW, "utf-8")
    first = command("import-sql", str(script), *options)
    assert (first.code, first.json["losses"]) == (ExitCode.DONE, [])
    told = command("lineage", "dws_jd", "--direction", "UPSTREAM", "--data", str(written))
    assert "ods_rk" in told.out
    again = command("import-sql", str(script), *options)
    assert again.json["revision"] == first.json["revision"]
    script.write_text(VIEW.splitlines()[0], "utf-8")
    ended = command("import-sql", str(script), *options)
    assert ended.json["counts"]["facts_closed"] > 0
    told = command("lineage", "dws_jd", "--direction", "UPSTREAM", "--data", str(written))
    assert "ods_rk" not in told.out


def test_what_a_script_says_and_cannot_be_read_is_told_with_its_line(
    command: Command, written: Path, tmp_path: Path
) -> None:
    script = tmp_path / "bad.sql"
    script.write_text(VIEW + "INSERT INTO x SELECT FROM WHERE;\nSELECT 1;\n", "utf-8")
    said = command(
        "import-sql",
        str(script),
        *("--dialect", "postgres", "--system", "写字系统", "--json", "--data", str(written)),
    )
    assert said.code == ExitCode.ANSWERED
    [loss] = said.json["losses"]
    assert loss["place"].startswith("bad.sql:3")
