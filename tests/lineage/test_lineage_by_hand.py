"""Lineage by hand: confirmed it makes no news, closed it says why, and of what is in no entry any more none is taken."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog, client_of
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


async def test_lineage_does_not_end_before_it_begins(catalog: Catalog) -> None:
    ends = await _two_lists(catalog)
    await catalog.ask(_DECLARE, {"input": ends | {"validFrom": "2024-01-01"}})
    for day in ("2023-12-31", "2020-01-01"):
        told = (await catalog.ask(_RETRACT, {"input": ends | {"endsAt": day}}))["retractLineage"]
        assert (told["__typename"], told["path"]) == ("InvalidInput", ["input", "endsAt"])
        assert "2024-01-01" in told["message"]
    assert len(await catalog.engine.run_statement(_FACT)) == 1
    error = ends | {"endsAt": "2020-01-01", "neverHeld": True}
    told = (await catalog.ask(_RETRACT, {"input": error}))["retractLineage"]
    assert told["__typename"] == "RetractLineagePayload", told
    assert await catalog.engine.run_statement(_FACT) == []


async def test_a_field_that_is_in_no_entry_any_more_takes_no_lineage(catalog: Catalog) -> None:
    ends = await _two_lists(catalog)
    await catalog.engine.run_statement(
        "MATCH ()-[has:HAS_FIELD]->(:Field {key: 'policename'}) REMOVE has.live_key "
        "SET has.valid_to = datetime('2025-01-01T00:00:00Z')"
    )
    refused: Any = (await catalog.ask(_DECLARE, {"input": ends}))["declareLineage"]
    assert refused["code"] == "INVALID_INPUT"
    assert "in no entry any more" in refused["message"]


async def test_what_one_declares_another_neither_changes_nor_retracts(catalog: Catalog) -> None:
    ends = await _two_lists(catalog)
    for viewer, masking in ((CENTRE, True), (OFFICER, False)):
        await catalog.ask(_DECLARE, {"input": ends | {"masking": masking}}, viewer=viewer)
    assert await _declared(catalog) == {("centre", True), ("officer", False)}
    await catalog.ask(_RETRACT, {"input": ends | {"neverHeld": True}}, viewer=OFFICER)
    assert await _declared(catalog) == {("centre", True)}
    for _ in range(2):
        refused = await catalog.ask(_RETRACT, {"input": ends | {"neverHeld": True}}, viewer=OFFICER)
        assert refused["retractLineage"]["code"] == "NOT_PERMITTED"
        assert await _declared(catalog) == {("centre", True)}
    await catalog.ask(_DECLARE, {"input": ends}, viewer=OFFICER)
    await catalog.ask(_RETRACT, {"input": ends})
    assert await _declared(catalog) == set()


async def _declared(catalog: Catalog) -> set[tuple[str, bool]]:
    rows = await catalog.engine.run_statement(
        _FACT.replace(
            "RETURN e",
            "AND e.valid_to > datetime('9000-01-01T00:00:00Z') RETURN e.asserted_by AS by, e.masking AS masking",
        )
    )
    return {(row["by"], row["masking"]) for row in rows}


async def test_who_only_gave_the_data_declares_nothing_of_anothers(catalog: Catalog) -> None:
    """Or an entry would be accused of having what its unit never said it had."""
    ends = await _two_lists(catalog)
    turned = {"targetId": ends["sourceId"], "sourceId": ends["targetId"]}
    for mutation in (_DECLARE, _CONFIRM, _RETRACT):
        answer = await catalog.ask(mutation, {"input": turned}, viewer=OFFICER)
        [refused] = answer.values()
        assert refused["code"] == "NOT_PERMITTED", answer


async def test_a_job_is_not_declared_in_anothers_name(
    catalog: Catalog, tmp_path: Path, engine: Engine
) -> None:
    await _two_lists(catalog)
    rules = tmp_path / "rules.csv"
    rules.write_text(
        "命名空间,名称,信息系统,目录代码,所属单位\netl-police,*,,,police\netl-civil,*,,,civil\n",
        "utf-8",
    )
    ends = {
        "targetId": keys.encode(NodeKind.DATASET, "civillist"),
        "sourceId": keys.encode(NodeKind.DATASET, "policelist"),
    }
    async with client_of(engine, tmp_path, CENTRE, OFFICER, lineage_rules=rules) as client:
        ruled = Catalog(engine, client)
        for namespace, may in {
            "etl-police": False,
            " ETL-Police ": False,
            "\u3000etl-police": False,
            "ｅｔｌ－police": False,
            "etl-civil": True,
            "etl": True,
        }.items():
            given = ends | {"job": {"namespace": namespace, "name": "load"}}
            answer = (await ruled.ask(_DECLARE, {"input": given}, viewer=OFFICER))["declareLineage"]
            assert (answer["__typename"] == "DeclareLineagePayload") is may, (namespace, answer)
            assert may or answer["path"] == ["input", "job", "namespace"]
        given = ends | {"job": {"namespace": "etl-police", "name": "load"}}
        answer = await ruled.ask(_DECLARE, {"input": given}, viewer=CENTRE)
        assert "revision" in answer["declareLineage"]
