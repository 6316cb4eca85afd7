"""SQL of six dialects, with the lineage that a person reads out of it (`benchmarks/sql_lineage/cases`)."""

from collections.abc import Iterator

import pytest

from benchmarks.sql_lineage import casebook, judging
from benchmarks.sql_lineage.casebook import Case


def _cases() -> Iterator[object]:
    for case in casebook.cases():
        failure = case.known_failure
        marks = [pytest.mark.xfail(reason=failure, strict=True)] if failure else []
        yield pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", list(_cases()))
def test_the_lineage_is_the_one_that_a_person_reads(case: Case) -> None:
    assert judging.judge(case).differences == []


@pytest.mark.parametrize("case", casebook.cases(), ids=lambda case: case.id)
def test_every_edge_has_its_line_within_the_script(case: Case) -> None:
    answer = judging.read(case)
    outputs = [output for observation in answer.observations for output in observation.outputs]
    lines = {edge.line for output in outputs for edge in output.edges or ()}
    assert lines <= set(range(1, case.sql.count("\n") + 2))
