"""Every row of the decision table has its case in the sample district, and answers as the docs quote it."""

from typing import Any

import pytest

from graph_catalog.collection.verdict.verdict_table import TABLE
from tests.conftest import Catalog
from tests.district.conftest import Row, Rows
from tests.district.test_verdicts import plan_input, unit_of

_CHECK = """
query Check($plan: CollectionPlanInput!) {
  checkCollection(input: $plan) {
    ... on CollectionCheck { fields { verdict why provisions { article } } }
    ... on Refusal { message rule }
  }
}
"""


def test_the_rows_told_are_those_of_the_table(rows: Rows) -> None:
    told = [(int(row["判定行"]), row["判定"]) for row in rows("rows.csv")]
    assert told == [(row.number, row.verdict.value if row.verdict else "REFUSED") for row in TABLE]


@pytest.mark.parametrize(("language", "column"), [("zh-CN", "理由"), ("en", "why")])
async def test_each_row_holds_in_its_case_and_is_explained_as_the_docs_quote(
    district: Catalog, rows: Rows, language: str, column: str
) -> None:
    answers: dict[str, Any] = {}
    wrong = []
    for row in rows("rows.csv"):
        if row["计划文件"] not in answers:
            answers[row["计划文件"]] = await _answer(district, rows, row, language)
        answer = answers[row["计划文件"]]
        if row["判定"] == "REFUSED":
            assert answer["rule"] == "第三十条"
            told = ("REFUSED", answer["message"])
        else:
            field = answer["fields"][int(row["序号"]) - 1]
            told = (field["verdict"], field["why"])
        if told != (row["判定"], row[column]):
            wrong.append(f"row {row['判定行']}, {column}: {told[0]}: {told[1]}")
    assert not wrong, "\n".join(wrong)


async def _answer(district: Catalog, rows: Rows, row: Row, language: str) -> Any:
    [plan] = [each for each in rows("plans.csv") if each["计划文件"] == row["计划文件"]]
    unit = await unit_of(district, plan["单位"])
    given = plan_input(plan, rows(f"plans/{plan['计划文件']}"), unit["id"])
    return (await district.ask(_CHECK, {"plan": given}, language=language))["checkCollection"]
