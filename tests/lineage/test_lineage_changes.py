"""`lineageChanges`: what became of a lineage between two dates, for both viewers, and what it reads."""

import datetime as dt
from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage_estate import lineage_estate

MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
CHANGES: Final = """query($id: ID!, $from: Instant!, $to: Instant!, $level: LineageLevel! = DATASET, $depth: Int! = 5,
    $kinds: [LineageKind!], $atRevision: Int) {
  lineageChanges(id: $id, from: $from, to: $to, direction: UPSTREAM, level: $level, depth: $depth, kinds: $kinds,
      atRevision: $atRevision) {
    ... on Refusal { code message path } ... on LineageChanges { complete revision nodes { key redacted subject { id } }
      nodesAdded { key } nodesRemoved { key } edgesAdded { source target coverage } edgesRemoved { source target }
      edgesChanged { before { kind assertions { source evidence { validTo } } } after { kind assertions { source } } }
      before { complete nodeCount asOf } after { truncatedBy nodeCount } } } }"""


def _dataset(key: str) -> str:
    return keys.encode(NodeKind.DATASET, key)


async def _changes(catalog: Catalog, key: str, *, viewer: Viewer = CENTRE, **asked: Any) -> Any:
    dates = {"from": "2025-04-01", "to": "2025-06-01"}
    variables = {"id": _dataset(key), **dates, **asked}
    return (await catalog.ask(CHANGES, variables, viewer=viewer))["lineageChanges"]


async def test_changes_are_what_appeared_went_and_says_something_else(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    estate.dataset("disc", "光盘", provider="health")
    estate.field("discname", "姓名", dataset="disc")
    estate.derived("aidage", "discname", valid_to=MAY)
    estate.derived("carename", "regname", valid_from=MAY)
    estate.derived("carename", "aidname", source="DECLARED", kind="MASKING", valid_from=MAY)
    committed = await estate.record(catalog.engine)
    answer = await _changes(catalog, "aid", viewer=viewer)
    assert ([each["key"] for each in answer["nodesRemoved"]], answer["nodesAdded"]) == (
        ["disc"],
        [],
    )
    assert [(e["target"], e["source"]) for e in answer["edgesAdded"]] == [("care", "register")]
    assert answer["edgesAdded"][0]["coverage"] == "UNCOVERED"
    assert [(e["target"], e["source"]) for e in answer["edgesRemoved"]] == [("aid", "disc")]
    assert {each["key"] for each in answer["nodes"]} == {"aid", "care", "disc", "register"}
    since: Any = {"from": "2025-05-02"}
    still = await _changes(catalog, "aid", viewer=viewer, **since)
    assert still["nodes"] == []
    assert answer["revision"] == committed.revision
    assert not answer["complete"]
    assert answer["before"]["asOf"] == "2025-04-01T15:59:59.999999Z"


async def test_an_edge_that_gained_an_assertion_has_changed(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    estate.derived("carename", "aidname", source="DECLARED", valid_from=MAY)
    await estate.record(catalog.engine)
    [change] = (await _changes(catalog, "care", viewer=viewer))["edgesChanged"]
    assert (change["before"]["kind"], change["after"]["kind"]) == ("MASKING", None)
    assert [each["source"] for each in change["after"]["assertions"]] == ["DECLARED", "SQL"]
    only = await _changes(catalog, "care", kinds=["MASKING"], viewer=viewer)
    assert only["edgesChanged"] == []


async def test_changes_are_two_walks_by_one_record(catalog: Catalog, viewer: Viewer) -> None:
    estate = lineage_estate()
    estate.derived("carename", "regname", valid_from=MAY)
    committed = await estate.record(catalog.engine)
    query = """query($id: ID!, $from: Instant!, $to: Instant!, $at: Int) {
      lineageChanges(id: $id, from: $from, to: $to, direction: UPSTREAM, atRevision: $at) {
        ... on LineageChanges { nodes { key } } } }"""
    asked = {"id": _dataset("care"), "from": "2025-04-01", "to": "2025-06-01"}
    reads = await catalog.reads(query, asked, viewer=viewer)
    assert reads == [
        "audit/snapshot",
        "audit/snapshot",
        "lineage/questions/upstream",
        "lineage/questions/upstream",
    ]
    assert await catalog.reads(query, {**asked, "at": committed.revision}, viewer=viewer) == reads


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"from": "2025-06-02"}, ["from"]),
        ({"depth": 0}, ["depth"]),
        ({"kinds": []}, ["kinds"]),
        ({"atRevision": 99}, ["atRevision"]),
    ],
)
async def test_dates_that_make_no_sense_are_refused(
    catalog: Catalog, viewer: Viewer, asked: dict[str, Any], path: list[str]
) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _changes(catalog, "aid", viewer=viewer, **asked)
    assert (answer["code"], answer["path"]) == ("INVALID_INPUT", path)


async def test_lineage_that_begins_or_ends_later_is_listed_before(
    catalog: Catalog, viewer: Viewer
) -> None:
    later = dt.datetime(2031, 5, 1, tzinfo=dt.UTC)
    estate = lineage_estate()
    estate.dataset("disc", "光盘", provider="health")
    estate.field("discname", "姓名", dataset="disc")
    estate.derived("aidage", "discname", valid_to=later)
    estate.derived("carename", "regname", valid_from=later)
    await estate.record(catalog.engine)
    answer = await _changes(catalog, "aid", viewer=viewer, to="2031-06-01")
    assert [(e["target"], e["source"]) for e in answer["edgesAdded"]] == [("care", "register")]
    assert [(e["target"], e["source"]) for e in answer["edgesRemoved"]] == [("aid", "disc")]
    # Things are shown as they are now: what their ids say can be asked again.
    shown = [each["subject"]["id"] for each in answer["nodes"] if each["subject"]]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    found = (await catalog.ask(query, {"ids": shown}, viewer=viewer))["nodes"]
    assert shown
    assert [each["id"] for each in found] == shown
    nothing = {"from": "2031-06-01", "to": "2032-06-01"}
    assert (await _changes(catalog, "aid", viewer=viewer, **nothing))["nodes"] == []


async def test_what_is_not_there_is_not_found(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    unknown = ["no id", _dataset("nobody"), keys.encode(NodeKind.ELEMENT, "fullname")]
    unknown += [_dataset("draft")] if viewer is OFFICER else []
    for given in unknown:
        asked = {"id": given, "from": "2025-04-01", "to": "2025-06-01"}
        answer = (await catalog.ask(CHANGES, asked, viewer=viewer))["lineageChanges"]
        assert (answer["code"], answer["path"]) == ("NOT_FOUND", ["id"]), given
        assert given in answer["message"]
