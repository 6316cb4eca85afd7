from pathlib import Path

import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.exchange import plan_file
from graph_catalog.exchange.plan_file import Plan
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.inputs.plans import PlannedFieldInput


def plan_of(folder: Path, text: str) -> Plan:
    path = folder / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return plan_file.read(path)


def test_a_plan_is_read_field_by_field(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        "数据项名称,列名,获取方式,主体,限定词,说明\n姓名,XM,采集,自然人,父亲,\n住址,,共享获取,,,现住\n",
    )
    assert plan.fields == [
        PlannedFieldInput(name="姓名", column_name="XM", subject="自然人", qualifier="父亲"),
        PlannedFieldInput(name="住址", acquisition=Acquisition.SHARED, description="现住"),
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [(",采集", "数据项名称"), ("姓名,借来", "获取方式"), ("名册(机密),采集", "数据项名称")],
)
def test_a_cell_that_makes_no_sense_is_a_problem_in_its_place(
    tmp_path: Path, row: str, column: str
) -> None:
    plan = plan_of(tmp_path, f"数据项名称,获取方式\n住址,采集\n{row}\n")
    assert [(problem.row, problem.column) for problem in plan.problems.first] == [(3, column)]


def test_a_shorter_label_for_the_name_of_a_field_is_understood(tmp_path: Path) -> None:
    assert plan_of(tmp_path, "名称,列名\n姓名,XM\n").fields[0].name == "姓名"


def test_a_file_without_names_of_fields_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="没有“数据项名称”列"):
        plan_of(tmp_path, "列名,长度\nXM,20\n")
