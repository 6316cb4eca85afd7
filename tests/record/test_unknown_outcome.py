"""A change whose commit got no answer: nobody is told that it failed, and the same key finds out what became of it."""

from typing import Any, Final

import neo4j
import pytest
from neo4j.exceptions import ServiceUnavailable

from tests.conftest import Catalog
from tests.estate import district

CHANGE: Final = """mutation { registerUnit(input: {name: "新单位", idempotencyKey: "once"}) {
  __typename ... on Payload { revision } } }"""


@pytest.mark.parametrize("is_recorded", [True, False], ids=["recorded", "lost"])
async def test_the_outcome_of_a_commit_without_an_answer_is_said_to_be_unknown(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, *, is_recorded: bool
) -> None:
    await district().record(catalog.engine)
    commit = neo4j.AsyncTransaction.commit

    async def cut_off(transaction: Any) -> None:
        if is_recorded:
            await commit(transaction)
        message = "the line is dead"
        raise ServiceUnavailable(message)

    with monkeypatch.context() as patched:
        patched.setattr(neo4j.AsyncTransaction, "commit", cut_off)
        refused = await catalog.refusal(CHANGE)
    assert refused["extensions"]["code"] == "CATALOG_UNAVAILABLE"
    assert "may be on record" in refused["message"]
    assert "idempotencyKey" in refused["message"]
    first = (await catalog.ask(CHANGE))["registerUnit"]
    again = (await catalog.ask(CHANGE))["registerUnit"]
    assert first == again
    counted = await catalog.ask('{ units(filter: {name: {eq: "新单位"}}) { totalCount } }')
    assert counted["units"] == {"totalCount": 1}
