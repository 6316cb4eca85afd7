"""What events tell of jobs and their runs."""

from typing import Any

import pytest

from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.pure.observations import SeenJob
from tests.lineage.openlineage.events import losses, observation, read, run_event


def job(**facets: Any) -> dict[str, Any]:
    return {"namespace": "civil-etl", "name": "低保.汇总", "facets": facets}


def seen_job(run_facets: dict[str, Any] | None = None, **facets: Any) -> SeenJob:
    run = {"runId": "r1", "facets": run_facets or {}}
    seen = observation(run_event(job=job(**facets), run=run))
    assert seen.job is not None
    return seen.job


def test_a_job_says_what_it_is_and_what_it_runs() -> None:
    seen = seen_job(
        jobType={"processingType": "BATCH", "integration": "DBT", "jobType": "MODEL"},
        documentation={"description": "每日汇总"},
        sql={"query": "select 1", "dialect": "postgres"},
    )
    assert seen == SeenJob("civil-etl", "低保.汇总", "MODEL", "每日汇总", "select 1")
    assert seen_job(jobType={"integration": "SPARK"}).kind == "SPARK"


def test_source_code_counts_only_where_it_is_sql_and_nothing_better_is_there() -> None:
    code = {"language": "sql", "sourceCode": "select 2"}
    assert seen_job(sourceCode=code).sql == "select 2"
    assert seen_job(sourceCode=code, sql={"query": "select 1"}).sql == "select 1"
    assert seen_job(sourceCode={"language": "python", "sourceCode": "print()"}).sql is None


@pytest.mark.parametrize("facet", ["parent", "parentRun"])
def test_a_run_says_of_which_job_its_job_is_a_part(facet: str) -> None:
    above = {"run": {"runId": "r0"}, "job": {"namespace": "civil-etl", "name": "低保"}}
    assert seen_job({facet: above}).parent == ("civil-etl", "低保")


def test_a_job_is_no_part_of_itself() -> None:
    itself = {"job": {"namespace": "civil-etl", "name": "低保.汇总"}}
    assert seen_job({"parent": itself}).parent is None


def test_a_failed_run_says_why() -> None:
    message = {"message": "no such table", "programmingLanguage": "SQL", "stackTrace": "…"}
    run = {"runId": "r1", "facets": {"errorMessage": message}}
    assert observation(run_event(eventType="FAIL", run=run)).error == "no such table"


@pytest.mark.parametrize(
    ("job_facets", "run_facets"),
    [
        ({"sql": {"query": "x" * (limits.SQL_CHARACTERS + 1)}}, {}),
        ({"sql": "select 1"}, {}),
        ({"jobType": {"jobType": 3}}, {}),
        ({}, {"parent": {"run": {"runId": "r0"}, "job": "above"}}),
        ({}, {"parent": {"job": {"name": "above"}}}),
        ({}, {"errorMessage": {"message": {"text": "x"}}}),
    ],
)
def test_a_facet_that_makes_no_sense_is_a_loss(
    job_facets: dict[str, Any], run_facets: dict[str, Any]
) -> None:
    event = run_event(job=job(**job_facets), run={"runId": "r1", "facets": run_facets})
    assert losses(event)
    (seen,) = read(event).observations
    assert seen.job is not None
    assert len(seen.job.sql or "") <= limits.SQL_CHARACTERS
