"""The changes in the docs, done one after the other as they are written.

The name sorts last: a test of this folder that came after would have the district loaded again.
"""

import pytest

from graph_catalog.model.refusals import Refusal
from tests.conftest import Catalog
from tests.district.doc_blocks import blocks

CHANGES = [block for block in blocks() if block.changes]
_REFUSED = {kind.__name__ for kind in Refusal.__subclasses__()}


async def test_the_changes_of_the_docs_are_done_as_they_say(
    district: Catalog, subtests: pytest.Subtests
) -> None:
    for block in CHANGES:
        with subtests.test(str(block)):
            query = block.query
            answer = (await district.post(query, block.variables, language=block.language)).json()
            assert "errors" not in answer
            [told] = answer["data"].values()
            assert block.answer in (None, answer["data"])
            is_refused = "code" in told or told.get("__typename") in _REFUSED
            assert not is_refused or block.answer is not None, told
