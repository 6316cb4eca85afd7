"""Every question in the docs and in the playground runs on the sample district, and answers as it is written."""

import pytest

from tests.conftest import Catalog
from tests.district.doc_blocks import Block, blocks, stray_fences

QUESTIONS = [block for block in blocks() if not block.changes]


@pytest.mark.parametrize("block", QUESTIONS, ids=str)
async def test_a_question_of_the_docs_is_answered_as_they_say(
    district: Catalog, block: Block
) -> None:
    response = await district.post(block.query, block.variables, language=block.language)
    answer = response.json()
    told = [
        {name: error[name] for name in error if name != "locations"}
        for error in answer.get("errors", [])
    ]
    assert told == (block.errors or [])
    if block.answer is not None:
        assert answer["data"] == block.answer


def test_no_variables_and_no_answer_stand_without_their_question() -> None:
    assert stray_fences() == []


async def test_what_the_docs_say_a_question_costs_is_so(district: Catalog) -> None:
    [block] = [each for each in QUESTIONS if "datasets(first: 100)" in each.query]
    assert len(await district.reads(block.query)) == 4
