"""Lineage by hand: confirmed it makes no news, closed it says why, and of what is in no entry any more none is taken."""

import datetime as dt
from typing import Any

import pytest

from graph_catalog.auth import Viewer
from graph_catalog.catalog import keys
from graph_catalog.model.enums.nodes import NodeKind
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import Estate

_DECLARE = """mutation($input: DeclareLineageInput!) { declareLineage(input: $input) {
  __typename ... on DeclareLineagePayload { revision } ... on Refusal { code message path } } }"""
_CONFIRM = """mutation($input: ConfirmLineageInput!) { confirmLineage(input: $input) {
  __typename ... on ConfirmLineagePayload { revision } ... on Refusal { code message path } } }"""
_RETRACT = """mutation($input: RetractLineageInput!) { retractLineage(input: $input) {
  __typename ... on RetractLineagePayload { revision } ... on Refusal { code message path } } }"""
_FACT = "MATCH ()-[e:DERIVED_FROM]->() WHERE e.rev_to = 9223372036854775807 RETURN e"


async def _two_lists(catalog: Catalog) -> dict[str, str]:
    estate = Estate()
    for unit in ("civil", "police"):
        estate.unit(unit, unit)
        estate.dataset(f"{unit}list", f"{unit} list", provider=unit)
        estate.field(f"{unit}name", "姓名", dataset=f"{unit}list", position=1)
    await estate.record(catalog.engine)
    return {
        "targetId": keys.encode(NodeKind.FIELD, "civilname"),
        "sourceId": keys.encode(NodeKind.FIELD, "policename"),
    }


@pytest.mark.parametrize("viewer", [CENTRE, OFFICER], ids=lambda viewer: viewer.name)
async def test_a_confirmation_stands_on_the_fact_and_makes_no_revision(
    catalog: Catalog, viewer: Viewer
) -> None:
    ends = await _two_lists(catalog)
    declared = await catalog.ask(_DECLARE, {"input": ends}, viewer=viewer)
    confirmed = await catalog.ask(_CONFIRM, {"input": ends}, viewer=viewer)
    assert confirmed["confirmLineage"]["revision"] == declared["declareLineage"]["revision"], (
        confirmed
    )
    [row] = await catalog.engine.run_statement(
        _FACT.replace("RETURN e", "RETURN e.confirmed_by AS by")
    )
    assert row["by"] == viewer.name


async def test_what_nobody_declared_is_not_confirmed(catalog: Catalog) -> None:
    answer = await catalog.ask(_CONFIRM, {"input": await _two_lists(catalog)})
    assert answer["confirmLineage"]["code"] == "NOT_FOUND"


async def test_what_is_closed_by_hand_says_so_and_stays_for_its_dates(catalog: Catalog) -> None:
    ends = await _two_lists(catalog)
    await catalog.ask(_DECLARE, {"input": ends | {"validFrom": "2024-01-01"}})
    await catalog.ask(_RETRACT, {"input": ends | {"endsAt": "2025-12-31"}})
    [row] = await catalog.engine.run_statement(
        _FACT.replace("RETURN e", "RETURN e.closed_because AS because, e.valid_to AS until")
    )
    assert row["because"] == "RETRACTED"
    assert row["until"].to_native() == dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)


async def test_a_field_that_is_in_no_entry_any_more_takes_no_lineage(catalog: Catalog) -> None:
    ends = await _two_lists(catalog)
    await catalog.engine.run_statement(
        "MATCH ()-[has:HAS_FIELD]->(:Field {key: 'policename'}) REMOVE has.live_key "
        "SET has.valid_to = datetime('2025-01-01T00:00:00Z')"
    )
    refused: Any = (await catalog.ask(_DECLARE, {"input": ends}))["declareLineage"]
    assert refused["code"] == "INVALID_INPUT"
    assert "in no entry any more" in refused["message"]
