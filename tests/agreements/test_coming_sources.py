"""Duplicates whose source begins later: what is told of it before, from the day on, and to whom."""

from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.agreements.test_agreements import RESIDENTS, estate
from tests.conftest import Catalog

__all__ = ["estate"]
DATUM: Final = keys.encode(NodeKind.DATUM, "nameself")
DESIGNATE: Final = """mutation($input: DesignateSourceInput!) { designateSource(input: $input) {
  ... on DesignateSourcePayload { designation { id } } ... on Refusal { message } } }"""
DUPLICATES: Final = "{ duplicateCollections { totalCount nodes { why source { key } } } }"


async def designate(estate: Catalog, **given: Any) -> Any:
    asked = {"datumId": DATUM, "datasetId": RESIDENTS, **given}
    return (await estate.ask(DESIGNATE, {"input": asked}))["designateSource"]["designation"]["id"]


async def why(estate: Catalog, language: str = "en") -> str:
    told = (await estate.ask(DUPLICATES, language=language))["duplicateCollections"]
    (only,) = told["nodes"]
    assert told["totalCount"] == 1
    return str(only["why"])


@pytest.mark.parametrize(
    ("dates", "since"),
    [
        ({"validFrom": "2999-03-01"}, "2999-03-01"),
        ({"validFrom": "2999-02-28T16:00:00Z", "validTo": "2999-03-31"}, "2999-03-01"),
        ({"validFrom": "2999-03-01", "coverage": {"region": "990211"}}, "2999-03-01"),
        ({"validFrom": "2026-03-01", "validTo": "2026-03-31"}, None),
    ],
    ids=str,
)
async def test_it_is_told_from_when_on_there_is_a_source(
    estate: Catalog, dates: dict[str, Any], since: str | None
) -> None:
    assert "The big-data centre should designate one." in await why(estate)
    await designate(estate, **dates)
    told = await why(estate)
    assert ("has no source yet" in told) == (since is not None)
    assert since is None or f"from {since} on it is 户籍人口信息 of 公安局" in told
    assert ("自2999-03-01起定源于“公安局”的“户籍人口信息”" in await why(estate, "zh-CN")) == (
        since is not None
    )


async def test_the_first_of_several_is_told_and_one_that_is_now_goes_before(
    estate: Catalog,
) -> None:
    late = await designate(estate, validFrom="2999-03-01")
    lowincome = keys.encode(NodeKind.DATASET, "lowincome")
    await designate(estate, datasetId=lowincome, validFrom="2998-03-01", validTo="2998-12-31")
    assert "from 2998-03-01 on it is 低保对象信息 of 民政局" in await why(estate)
    end = """mutation($input: EndDesignationInput!) { endDesignation(input: $input) { __typename } }"""
    # Taken back, it is not to come; and one that is the source now is told of as before.
    await estate.ask(end, {"input": {"designationId": late, "reason": "暂缓"}})
    await designate(estate, validFrom="2026-01-01", validTo="2997-12-31")
    assert "has 户籍人口信息 of 公安局 as its source" in await why(estate)


@pytest.mark.parametrize("how", ["WITHDRAWN", "EXEMPTED"])
async def test_what_will_be_no_source_is_none_to_come(estate: Catalog, how: str) -> None:
    await designate(estate, validFrom="2999-03-01")
    if how == "WITHDRAWN":
        revise = (
            """mutation($input: ReviseEntryInput!) { reviseEntry(input: $input) { __typename } }"""
        )
        await estate.ask(revise, {"input": {"id": RESIDENTS, "status": "DRAFT"}})
        assert "The big-data centre should designate one." in await why(estate)
        return
    exempt = """mutation($input: ExemptCollectionInput!) { exemptCollection(input: $input) { __typename } }"""
    unit = keys.encode(NodeKind.UNIT, "civil")
    given = {"datumId": DATUM, "unitId": unit, "reason": "应急", "basis": "预案"}
    await estate.ask(exempt, {"input": given})
    assert (await estate.ask(DUPLICATES))["duplicateCollections"]["totalCount"] == 0
