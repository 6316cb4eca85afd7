"""What `openlineage-python` 1.54 sent, unmodified (one of them compressed on its way), is read without any loss."""

from pathlib import Path

from graph_catalog.lineage.intake.openlineage.body import read_body
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Lifecycle,
    Observation,
    ReadObservations,
    RunState,
)
from graph_catalog.model.enums.lineage import LineageKind
from tests.lineage.openlineage.events import DB, RECEIVED

FOLDER = Path(__file__).parent / "client_events"
PAYMENTS = DatasetName(DB, "civil.public.低保发放")
RECIPIENTS = DatasetName(DB, "civil.mart.低保对象")


def sent(name: str) -> Observation:
    found = read_body((FOLDER / f"{name}.json").read_bytes(), received=RECEIVED)
    assert isinstance(found, ReadObservations), found
    assert found.losses == ()
    return found.observations[0]


def test_a_run_that_starts_and_completes() -> None:
    start, complete = sent("run_start"), sent("run_complete")
    assert (start.state, complete.state) == (RunState.START, RunState.COMPLETE)
    assert start.run == complete.run
    assert start.job == complete.job
    job = complete.job
    assert job is not None
    assert (job.kind, job.parent, job.description) == (
        "TASK",
        ("civil-etl", "低保"),
        "每日汇总低保对象",
    )
    assert (job.sql or "").startswith("insert into 低保对象")


def test_what_it_read_with_nested_columns_other_names_and_owners() -> None:
    people, payments = sent("run_start").inputs
    assert people.name == DatasetName(DB, "police.public.户籍人口")
    assert [column.name for column in people.columns] == [
        "身份证号",
        "姓名",
        "住址",
        "住址.街道",
        "住址.门牌",
    ]
    assert people.aliases == (DatasetName("hive://lake.example:9083", "police.hukou"),)
    assert (people.description, people.owners) == ("户籍人口库", ("区公安分局",))
    assert payments.name == PAYMENTS


def test_what_it_wrote_from_which_columns_and_how() -> None:
    (written,) = sent("run_complete").outputs
    assert {
        (edge.target, edge.column, edge.kind)
        for edge in written.edges or ()
        if not edge.kind.is_indirect
    } == {
        ("证件散列", "身份证号", LineageKind.MASKING),
        ("姓名", "姓名", LineageKind.IDENTITY),
        ("发放总额", "金额", LineageKind.AGGREGATION),
    }
    # JOIN and FILTER hold of the whole: of each of the four columns, also of 来源, which is a constant.
    of_whole = [
        edge for edge in written.edges or () if edge.source == PAYMENTS and edge.kind.is_indirect
    ]
    assert {(edge.column, edge.kind) for edge in of_whole} == {
        ("身份证号", LineageKind.JOIN),
        ("状态", LineageKind.FILTER),
    }
    assert len(of_whole) == 2 * 4
    assert len(written.edges or ()) == 3 + 1 + 2 * 4


def test_a_run_that_failed() -> None:
    failed = sent("run_fail")
    assert (failed.state, failed.error) == (RunState.FAIL, "relation 低保发放 does not exist")


def test_the_design_of_a_job() -> None:
    design = sent("job_export")
    assert design.run is None
    assert design.job is not None
    assert design.job.sql == "select 1"
    assert [each.name for each in design.inputs] == [RECIPIENTS]
    assert [each.name.name for each in design.outputs] == ["/out/低保对象.csv"]


def test_a_dataset_renamed_and_one_dropped() -> None:
    (renamed,) = sent("dataset_renamed").outputs
    assert (renamed.lifecycle, renamed.renamed_from) == (Lifecycle.RENAME, RECIPIENTS)
    assert (renamed.owners, renamed.description) == (("区民政局",), "低保对象(2026)")
    (dropped,) = sent("dataset_dropped").outputs
    assert dropped.lifecycle is Lifecycle.DROP
