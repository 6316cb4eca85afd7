"""Since when and until when, as changes are told: a plain date is a whole day, a moment is itself."""

from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import OFFICER, Catalog
from tests.estate import Estate, district

FIRST: Final = "2026-02-28T16:00:00Z"
"""The first instant of 2026-03-01 in Shanghai."""
AFTER: Final = "2026-04-30T16:00:00Z"
"""The first instant after 2026-04-30 there."""
DAYS: Final = (
    ("2026-02-28", False),
    ("2026-03-01", True),
    ("2026-04-30", True),
    ("2026-05-01", False),
)
"""Days asked about, and whether what holds from the first of March to the end of April holds on them."""


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """The district of the tests, and a third field to derive from."""
    planned = district()
    planned.field("lowphone", "联系电话", dataset="lowincome", position=3)
    await planned.record(catalog.engine)
    return catalog


async def _do(catalog: Catalog, change: str, input_: str, **given: Any) -> Any:
    query = f"mutation($input: {input_}!) {{ {change}(input: $input) {{ __typename ... on Refusal {{ message path }} }} }}"
    answer = (await catalog.ask(query, {"input": given}))[change]
    assert answer["__typename"].endswith("Payload"), answer
    return answer


async def _ask_on(catalog: Catalog, day: str, query: str) -> Any:
    return await catalog.ask(f"query($day: Instant) {{ {query} }}", {"day": day})


async def test_an_agreement_from_a_date_to_a_date_holds_on_both(estate: Catalog) -> None:
    await _do(
        estate,
        "recordAgreement",
        "RecordAgreementInput",
        name="新申请",
        code="XY-9",
        kind="SHARING_REQUEST",
        purpose="核验",
        method="SHARE_API",
        consumer={"name": "低保办", "kind": "UNIT", "unitId": keys.encode(NodeKind.UNIT, "civil")},
        datasetIds=[keys.encode(NodeKind.DATASET, "wanted")],
        validFrom="2026-03-01",
        validTo="2026-04-30",
    )
    told = await estate.ask('{ agreement(by: {code: "XY-9"}) { validFrom validTo } }')
    assert told["agreement"] == {"validFrom": FIRST, "validTo": AFTER}
    for day, holds in DAYS:
        found = await _ask_on(
            estate,
            day,
            'dataset(by: {key: "wanted"}, asOf: $day) { agreements { nodes { code } } }',
        )
        assert found["dataset"]["agreements"]["nodes"] == [{"code": "XY-9"}] * holds, day


async def test_a_source_designated_from_a_date_to_a_date_is_the_source_on_both(
    estate: Catalog,
) -> None:
    await _do(
        estate,
        "designateSource",
        "DesignateSourceInput",
        datumId=keys.encode(NodeKind.DATUM, "nameself"),
        datasetId=keys.encode(NodeKind.DATASET, "residents"),
        validFrom="2026-03-01",
        validTo="2026-04-30",
    )
    for day, holds in DAYS:
        found = await _ask_on(
            estate,
            day,
            'datum(by: {key: "nameself"}, asOf: $day) { designations { nodes { validFrom validTo } } }',
        )
        expected = [{"validFrom": FIRST, "validTo": AFTER}] * holds
        assert found["datum"]["designations"]["nodes"] == expected, day


async def test_who_is_exempt_from_a_date_to_a_date_is_so_on_both(catalog: Catalog) -> None:
    estate = Estate()
    for key, name in (("civil", "民政局"), ("police", "公安局")):
        estate.unit(key, name)
    estate.dataset("residents", "户籍人口信息", provider="police")
    estate.datum("nameself", "自然人·姓名·本人")
    estate.field("residentsname", "姓名", dataset="residents", datum="nameself")
    estate.collects("civil", "nameself")
    estate.designation("ruling", datum="nameself", dataset="residents")
    await estate.record(catalog.engine)
    await _do(
        catalog,
        "exemptCollection",
        "ExemptCollectionInput",
        datumId=keys.encode(NodeKind.DATUM, "nameself"),
        unitId=keys.encode(NodeKind.UNIT, "civil"),
        reason="须当面核实",
        basis="会议纪要",
        validFrom="2026-03-01",
        validTo="2026-04-30",
    )
    for day, is_exempt in DAYS:
        found = await _ask_on(
            catalog, day, 'findings(filter: {rules: ["R-15b"]}, asOf: $day) { totalCount }'
        )
        assert found["findings"]["totalCount"] == int(not is_exempt), day


async def test_lineage_from_a_date_to_a_date_holds_on_both(estate: Catalog) -> None:
    await _do(
        estate,
        "declareLineage",
        "DeclareLineageInput",
        targetId=keys.encode(NodeKind.FIELD, "lowid"),
        sourceId=keys.encode(NodeKind.FIELD, "resid"),
        validFrom="2026-03-01",
        validTo="2026-04-30",
    )
    for day, holds in DAYS:
        assert await _sources(estate, day) == ["公民身份号码"] * holds, day


async def test_lineage_that_ends_on_a_date_holds_through_that_day(estate: Catalog) -> None:
    ends = {
        "targetId": keys.encode(NodeKind.FIELD, "lowid"),
        "sourceId": keys.encode(NodeKind.FIELD, "resid"),
    }
    await _do(estate, "declareLineage", "DeclareLineageInput", **ends, validFrom="2026-03-01")
    await _do(estate, "retractLineage", "RetractLineageInput", **ends, endsAt="2026-04-30")
    for day, holds in DAYS:
        assert await _sources(estate, day) == ["公民身份号码"] * holds, day


async def test_an_agreement_that_ends_on_a_date_holds_through_that_day(estate: Catalog) -> None:
    given = keys.encode(NodeKind.AGREEMENT, "clinicshare")
    await _do(estate, "endAgreement", "EndAgreementInput", id=given, endsAt="2026-04-30")
    for day, holds in DAYS[2:]:
        found = await _ask_on(
            estate,
            day,
            'dataset(by: {key: "residents"}, asOf: $day) { agreements { nodes { code } } }',
        )
        codes = [node["code"] for node in found["dataset"]["agreements"]["nodes"]]
        assert ("XY-2" in codes) is holds, day


async def test_a_system_is_handed_over_at_the_beginning_of_the_day(estate: Catalog) -> None:
    await _do(
        estate,
        "reviseSystem",
        "ReviseSystemInput",
        id=keys.encode(NodeKind.SYSTEM, "aid"),
        unitId=keys.encode(NodeKind.UNIT, "health"),
        effectiveFrom="2026-03-01",
    )
    for moment, operator in (
        ("2026-02-28", "民政局"),
        ("2026-02-28T23:59:59+08:00", "民政局"),
        ("2026-03-01T00:00:00+08:00", "卫健局"),
        ("2026-03-01", "卫健局"),
    ):
        found = await _ask_on(
            estate, moment, 'system(by: {key: "aid"}, asOf: $day) { operator { name } }'
        )
        assert found["system"]["operator"]["name"] == operator, moment


async def test_moments_are_taken_as_they_are(estate: Catalog) -> None:
    await _do(
        estate,
        "designateSource",
        "DesignateSourceInput",
        datumId=keys.encode(NodeKind.DATUM, "nameself"),
        datasetId=keys.encode(NodeKind.DATASET, "residents"),
        validFrom="2026-03-01T12:00:00+08:00",
        validTo="9999-12-31",
    )
    found = await estate.ask(
        '{ datum(by: {key: "nameself"}) { designations { nodes { validFrom validTo } } } }'
    )
    assert found["datum"]["designations"]["nodes"] == [
        {"validFrom": "2026-03-01T04:00:00Z", "validTo": None}
    ]


async def test_a_period_of_one_day_is_one_and_one_that_ends_before_it_begins_is_none(
    estate: Catalog,
) -> None:
    given = {
        "targetId": keys.encode(NodeKind.FIELD, "lowid"),
        "sourceId": keys.encode(NodeKind.FIELD, "resid"),
        "validFrom": "2026-03-01",
    }
    await _do(estate, "declareLineage", "DeclareLineageInput", **given, validTo="2026-03-01")
    query = """mutation($input: DeclareLineageInput!) {
      declareLineage(input: $input) { ... on Refusal { code path } } }"""
    refused = await estate.ask(query, {"input": {**given, "validTo": "2026-02-28"}})
    assert refused["declareLineage"] == {"code": "INVALID_INPUT", "path": ["input", "validTo"]}


async def test_the_same_change_by_date_under_the_same_key_happens_once(estate: Catalog) -> None:
    query = """mutation($input: DeclareLineageInput!) {
      declareLineage(input: $input) { __typename ... on Payload { revision } } }"""
    given = {
        "targetId": keys.encode(NodeKind.FIELD, "lowid"),
        "sourceId": keys.encode(NodeKind.FIELD, "resid"),
        "validFrom": "2026-03-01",
        "idempotencyKey": "once",
    }
    first = await estate.ask(query, {"input": given})
    assert await estate.ask(query, {"input": given}) == first
    other = await estate.ask(query, {"input": {**given, "validFrom": "2026-03-02"}})
    assert other["declareLineage"]["__typename"] == "Conflict"


async def test_a_plan_checked_as_of_a_date_is_judged_at_its_end(estate: Catalog) -> None:
    query = """query($input: CollectionPlanInput!) { checkCollection(input: $input) {
      ... on CollectionCheck { checkedAt } ... on Refusal { message } } }"""
    plan = {
        "unitId": keys.encode(NodeKind.UNIT, "civil"),
        "name": "低保申请",
        "fields": [{"name": "姓名"}],
        "asOf": "2026-03-01",
    }
    found = await estate.ask(query, {"input": plan}, viewer=OFFICER)
    assert found["checkCollection"] == {"checkedAt": "2026-03-01T15:59:59.999999Z"}


async def test_a_day_that_is_not_over_is_called_by_its_name_where_it_is_refused(
    estate: Catalog,
) -> None:
    refused = await estate.refusal('{ units(asOf: "2999-01-01") { nodes { name } } }')
    assert "the end of 2999-01-01" in refused["message"]


async def _sources(catalog: Catalog, day: str) -> list[str]:
    found = await _ask_on(
        catalog,
        day,
        'field(by: {key: "lowid"}, asOf: $day) { lineage { nodes { name upstreamHops } } }',
    )
    nodes = found["field"]["lineage"]["nodes"]
    return [node["name"] for node in nodes if node["upstreamHops"]]
