"""The rule file of lineage: where the datasets belong that tools name."""

from pathlib import Path

import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.language import Language, speaking
from graph_catalog.lineage.intake.rules import LineageRules
from graph_catalog.lineage.pure.observations import DatasetName, Placement

DB = "postgres://db.example:5432"
HEADER = "命名空间,名称,信息系统,目录代码,说明\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "规则.csv"


def rules(file: Path, rows: str, *, header: str = HEADER, encoding: str = "utf-8") -> LineageRules:
    file.write_bytes((header + rows).encode(encoding))
    return LineageRules.read(file)


def refusal(file: Path, rows: str, *, header: str = HEADER) -> str:
    with speaking(Language.ENGLISH), pytest.raises(InputFileError) as refused:
        rules(file, rows, header=header)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_row_says_which_entry_or_system_a_dataset_is_of(file: Path, encoding: str) -> None:
    found = rules(
        file,
        f"{DB},civil.低保对象,,308204/000001,\n\n{DB}, civil.补贴 ,民政业务系统,,其余\n",
        encoding=encoding,
    )
    assert found.place(DatasetName(DB, "civil.低保对象")) == Placement(code="308204/000001")
    assert found.place(DatasetName(DB, "civil.补贴")) == Placement(system="民政业务系统")
    assert found.place(DatasetName(DB, "civil.别的")) is None
    assert found.place(DatasetName("hive://lake", "civil.低保对象")) is None


def test_a_row_may_say_whose_names_are_and_a_file_without_the_column_is_read_as_before(
    file: Path,
) -> None:
    header = "命名空间,名称,信息系统,目录代码,所属单位\n"
    found = rules(
        file, "etl-mz,*,,,民政局\nhive,ods.*,平台,,公安局\nhive,*,平台,,\n", header=header
    )
    assert found.place(DatasetName("etl-mz", "nightly")) == Placement(unit="民政局")
    assert found.place(DatasetName("hive", "ods.t")) == Placement(system="平台", unit="公安局")
    assert found.place(DatasetName("hive", "dwd.t")) == Placement(system="平台")


def test_whose_a_name_is_is_said_once(file: Path) -> None:
    header = "命名空间,名称,信息系统,目录代码,所属单位\n"
    assert "row 3: it has namespace and name of row 2" in refusal(
        file, "etl,*,,,民政局\netl,*,,,公安局\n", header=header
    )
    assert "row 2: an entry is its provider's" in refusal(
        file, "ns,t,,308204/000001,民政局\n", header=header
    )


def test_labels_may_be_english_and_in_any_order(file: Path) -> None:
    found = rules(file, "308204/000001,t,ns\n", header="code,name,namespace\n")
    assert found.place(DatasetName("ns", "t")) == Placement(code="308204/000001")


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("*", "anything", True),
        ("ods.*", "ods.t1", True),
        ("ods.*", "dwd.t1", False),
        ("*.t1", "ods.t1", True),
        ("a*b*c", "aXbYc", True),
        ("a*b*c", "abc", True),
        ("a*b*c", "acb", False),
        ("ab*ba", "aba", False),
        ("a*a", "a", False),
        ("*身份*", "人口身份表", True),
        ("t.?", "t.x", False),
        ("[t]*", "t", False),
    ],
)
def test_a_star_stands_for_any_number_of_characters_and_nothing_else_does(
    file: Path, pattern: str, name: str, *, fits: bool
) -> None:
    placement = rules(file, f"*,{pattern},S,\n").place(DatasetName("ns", name))
    assert (placement is not None) == fits


def test_rows_without_a_star_come_first_then_the_first_that_fits(file: Path) -> None:
    found = rules(
        file, f"{DB},civil.*,first,\n*,*,second,\n{DB},civil.t,exact,\n{DB},CIVIL.T,capital,\n"
    )
    assert found.place(DatasetName(DB, "civil.t")) == Placement("exact")
    assert found.place(DatasetName(DB, "CIVIL.T")) == Placement("capital")
    assert found.place(DatasetName(DB, "Civil.T")) == Placement("exact")
    assert found.place(DatasetName(DB, "civil.u")) == Placement("first")
    assert found.place(DatasetName(DB, "x")) == Placement("second")


def test_upper_and_lower_case_differ_only_where_a_row_has_the_very_name(file: Path) -> None:
    found = rules(file, "*,ODS.*,lower,\n*,ods.t*,exact,\n")
    assert found.place(DatasetName("ns", "ods.t1")) == Placement("exact")
    assert found.place(DatasetName("ns", "ods.u1")) == Placement("lower")


def test_without_rules_nothing_is_placed() -> None:
    assert LineageRules().place(DatasetName("ns", "t")) is None


def test_a_pattern_full_of_stars_is_no_slower(file: Path) -> None:
    found = rules(file, f"*,{'a*' * 200}b,S,\n")
    assert found.place(DatasetName("ns", "a" * 4000)) is None


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("ns,t,,,a note\n", "row 2: it needs a system, a code or a unit"),
        ("ns,t,S,,\n,t,S,,\n", "row 3: namespace and name"),
        ("ns,,S,,\n", "row 2: namespace and name"),
        ("ns,t,S,,\nns,t,T,,\n", "row 3: it has namespace and name of row 2"),
        ("ns,t,S,,,extra\n", "row 2: it has 6 columns"),
        ("ns,t\x07,S,,\n", "row 2: name holds an invisible character, U+0007"),
        ('ns,"t,S,,\n', "row 2"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_with_its_number(
    file: Path, rows: str, says: str
) -> None:
    message = refusal(file, rows)
    assert says in message
    assert "规则.csv" in message


@pytest.mark.parametrize(
    "header",
    ["", "命名空间,信息系统\n", "命名空间,名称,系统代号\n", "命名空间,名称,name,信息系统\n"],
)
def test_a_header_that_is_not_understood_is_refused(file: Path, header: str) -> None:
    assert "规则.csv, row 1" in refusal(file, "ns,t,S\n", header=header)


def test_a_row_said_twice_is_one(file: Path) -> None:
    found = rules(file, "ns,t,S,,\nns,t,S,,again\n")
    assert found.place(DatasetName("ns", "t")) == Placement("S")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFileError):
        LineageRules.read(tmp_path / "none.csv")
