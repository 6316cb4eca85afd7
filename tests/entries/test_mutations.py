"""Changes through the API: payloads read ahead, refusals as answers, rights, repetition."""

from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from graph_catalog.record.audit import verification
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district

REGISTER = """mutation($input: RegisterUnitInput!) { registerUnit(input: $input) { __typename
    ... on UnitPayload { revision warnings unit { name version systems { totalCount } } }
    ... on Refusal { code message path rule } } }"""


async def _register(catalog: Catalog, viewer: Viewer, **given: Any) -> Any:
    return (await catalog.ask(REGISTER, {"input": given}, viewer=viewer))["registerUnit"]


async def test_a_change_answers_its_subject_read_ahead_at_its_revision(estate: Catalog) -> None:
    assert await _register(estate, CENTRE, name="税务局") == {
        "__typename": "RegisterUnitPayload",
        "revision": 2,
        "warnings": [],
        "unit": {"name": "税务局", "version": 1, "systems": {"totalCount": 0}},
    }


async def test_what_the_role_does_not_allow_is_refused_as_an_answer(estate: Catalog) -> None:
    refused = await _register(estate, OFFICER, name="税务局")
    assert (refused["__typename"], refused["code"]) == ("NotPermitted", "NOT_PERMITTED")


async def test_the_same_change_under_the_same_key_happens_once(estate: Catalog) -> None:
    first = await _register(estate, CENTRE, name="税务局", idempotencyKey="k")
    assert await _register(estate, CENTRE, name="税务局", idempotencyKey="k") == first
    other = await _register(estate, CENTRE, name="财政局", idempotencyKey="k")
    assert other["__typename"] == "Conflict"
    assert other["path"] == ["input", "idempotencyKey"]


async def test_what_a_change_removes_is_no_reason_against_its_repetition(catalog: Catalog) -> None:
    planned = district()
    planned.dataset("held", "登记表", provider="civil", system="aid", status="DRAFT")
    for position, name in enumerate(("heldname", "heldnote")):
        planned.field(name, name, dataset="held", position=position)
    await planned.record(catalog.engine)
    query = """mutation($input: ReviseEntryInput!) { reviseEntry(input: $input) {
      __typename ... on ReviseEntryPayload { revision } ... on Refusal { message } } }"""
    given = {
        "id": keys.encode(NodeKind.DATASET, "held"),
        "removedFieldIds": [keys.encode(NodeKind.FIELD, "heldnote")],
    }
    keyed = {**given, "idempotencyKey": "once"}
    first = (await catalog.ask(query, {"input": keyed}))["reviseEntry"]
    assert first["__typename"] == "ReviseEntryPayload"
    assert (await catalog.ask(query, {"input": keyed}))["reviseEntry"] == first
    without = (await catalog.ask(query, {"input": given}))["reviseEntry"]
    assert without["__typename"] == "NotFound"


async def test_what_changed_nothing_is_not_done_when_it_is_sent_again(estate: Catalog) -> None:
    """A retry that comes after somebody else's change must not undo it."""
    query = """mutation($input: ReviseUnitInput!) { reviseUnit(input: $input) {
      __typename ... on ReviseUnitPayload { revision unit { name version } } ... on Refusal { message } } }"""
    id_ = keys.encode(NodeKind.UNIT, "civil")
    before = (await estate.ask('{ unit(by: {key: "civil"}) { name } }'))["unit"]["name"]
    same = {"id": id_, "name": before, "idempotencyKey": "once"}
    first = (await estate.ask(query, {"input": same}))["reviseUnit"]
    assert first["unit"]["version"] == 1
    await estate.ask(query, {"input": {"id": id_, "name": "新局"}})
    again = (await estate.ask(query, {"input": same}))["reviseUnit"]
    assert again["revision"] == first["revision"]
    assert (await estate.ask('{ unit(by: {key: "civil"}) { name version } }'))["unit"] == {
        "name": "新局",
        "version": 2,
    }
    other = (await estate.ask(query, {"input": {**same, "name": "别局"}}))["reviseUnit"]
    assert other["__typename"] == "Conflict"
    report = await verification.verify(estate.engine, CENTRE)
    assert [finding.kind for finding in report.findings] == []


@pytest.mark.parametrize("name", ["", "   ", "a\u202eb", "a\x00b", "x" * 201])
async def test_names_that_are_none_are_refused(estate: Catalog, name: str) -> None:
    assert (await _register(estate, CENTRE, name=name))["__typename"] == "InvalidInput"


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "'}) DETACH DELETE (n) //", 'a" OR "b']
)
async def test_syntax_in_a_name_is_text_like_any_other(estate: Catalog, name: str) -> None:
    assert (await _register(estate, CENTRE, name=name))["unit"]["name"] == name


async def test_two_changes_in_one_request_each_see_their_own_revision(estate: Catalog) -> None:
    answer = await estate.ask(
        """mutation { a: registerUnit(input: {name: "甲局"}) { ... on UnitPayload { revision unit { name } } }
            b: registerUnit(input: {name: "乙局"}) { ... on UnitPayload { revision unit { name } } } }"""
    )
    assert answer == {
        "a": {"revision": 2, "unit": {"name": "甲局"}},
        "b": {"revision": 3, "unit": {"name": "乙局"}},
    }


async def test_payloads_of_one_kind_of_thing_are_read_alike_and_each_is_its_own(
    estate: Catalog,
) -> None:
    query = """mutation($unit: ID!) {
      registerSystem(input: {unitId: $unit, name: "新系统"}) { ...Told }
      reviseUnit(input: {id: $unit, securityLead: "主任"}) { __typename
        ... on ReviseUnitPayload { unit { securityLead } } }
    }
    fragment Told on RegisterSystemResult { __typename
      ... on Payload { revision } ... on SystemPayload { system { name operator { name } } } }"""
    unit = keys.encode(NodeKind.UNIT, "civil")
    assert await estate.ask(query, {"unit": unit}) == {
        "registerSystem": {
            "__typename": "RegisterSystemPayload",
            "revision": 2,
            "system": {"name": "新系统", "operator": {"name": "民政局"}},
        },
        "reviseUnit": {"__typename": "ReviseUnitPayload", "unit": {"securityLead": "主任"}},
    }


async def test_a_refusal_points_at_the_argument_by_its_name_in_the_schema(estate: Catalog) -> None:
    taken = await _register(estate, CENTRE, name="某局", creditCode="11330211002965432T")
    assert (taken["__typename"], taken["path"]) == ("Conflict", ["input", "creditCode"])
    query = """mutation($input: RegisterEntryInput!) {
      registerEntry(input: $input) { ... on Refusal { path } } }"""
    entry = {"unitId": keys.encode(NodeKind.UNIT, "civil"), "name": "登记信息"}
    for given, path in (
        ({"sharingReason": "a\u202eb"}, ["sharingReason"]),
        ({"fields": [{"name": "a", "dataType": "a\x00b"}]}, ["fields", "0", "dataType"]),
    ):
        refused = await estate.ask(query, {"input": {**entry, **given}})
        assert refused["registerEntry"]["path"] == ["input", *path]
