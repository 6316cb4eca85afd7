"""`paths`: by which ways data flow from one thing to another, for both viewers, and what it reads."""

from typing import Any, Final

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage_estate import lineage_estate

PATHS: Final = """query($from: ID!, $to: ID!, $limit: Int! = 5, $level: LineageLevel, $asOf: Instant) {
  paths(from: $from, to: $to, limit: $limit, level: $level, asOf: $asOf) {
    ... on Refusal { code message path } ... on Paths { isReversed level complete truncatedBy hiddenCount
      cuts { reason count } paths { hops nodes { key name redacted subject { __typename } }
        edges { source target kind assertions { source redacted evidence { recordedRevision } } } } } } }"""


def _dataset(key: str) -> str:
    return keys.encode(NodeKind.DATASET, key)


async def _paths(
    catalog: Catalog, source: str, target: str, *, viewer: Viewer = CENTRE, **asked: Any
) -> Any:
    asked = {"from": source, "to": target, **asked}
    return (await catalog.ask(PATHS, asked, viewer=viewer))["paths"]


def _keys(answer: Any) -> list[list[str]]:
    return [[node["key"] for node in path["nodes"]] for path in answer["paths"]]


async def test_ways_go_from_what_was_before_with_the_evidence_of_each_edge(
    catalog: Catalog, viewer: Viewer
) -> None:
    committed = await lineage_estate().record(catalog.engine)
    answer = await _paths(catalog, _dataset("register"), _dataset("care"), viewer=viewer)
    [path] = answer["paths"]
    assert ([node["key"] for node in path["nodes"]], path["hops"]) == (
        ["register", "aid", "care"],
        2,
    )
    assert [(edge["source"], edge["target"]) for edge in path["edges"]] == [
        ("register", "aid"),
        ("aid", "care"),
    ]
    recorded = {"recordedRevision": committed.revision}
    [masking] = path["edges"][1]["assertions"]
    assert (masking["source"], masking["evidence"]) == ("SQL", recorded)
    assert answer["isReversed"] is False


async def test_a_way_that_no_data_can_take_is_none(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    age = keys.encode(NodeKind.FIELD, "regage")
    answer = await _paths(catalog, age, _dataset("care"), viewer=viewer)
    assert (_keys(answer), answer["isReversed"]) == ([], False)
    assert _keys(await _paths(catalog, age, _dataset("aid"), viewer=viewer)) == [
        ["register", "aid"]
    ]


async def test_where_nothing_flows_but_it_does_the_other_way_round_that_is_said(
    catalog: Catalog, viewer: Viewer
) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _paths(catalog, _dataset("care"), _dataset("register"), viewer=viewer)
    assert (_keys(answer), answer["isReversed"]) == ([], True)


async def test_ways_at_a_level_are_between_its_things_and_the_shortest_first(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    estate.derived("carename", "regname")
    await estate.record(catalog.engine)
    ends = (_dataset("register"), _dataset("care"))
    both = await _paths(catalog, *ends, viewer=viewer)
    assert _keys(both) == [["register", "care"], ["register", "aid", "care"]]
    one = await _paths(catalog, *ends, limit=1, viewer=viewer)
    assert _keys(one) == [["register", "care"]]
    assert {"reason": "PATH_LIMIT", "count": 1} in one["cuts"]
    assert not one["complete"]
    units = await _paths(catalog, *ends, level="UNIT", viewer=viewer)
    assert _keys(units) == [["police", "health"], ["police", "civil", "health"]]
    fields = await _paths(catalog, *ends, level="FIELD", viewer=viewer)
    assert _keys(fields) == [["regname", "carename"], ["regname", "aidname", "carename"]]
    mixed = await _paths(
        catalog, keys.encode(NodeKind.FIELD, "regname"), keys.encode(NodeKind.UNIT, "health")
    )
    assert mixed["level"] == "UNIT"


async def test_what_lies_hidden_on_a_way_is_redacted_and_counted(catalog: Catalog) -> None:
    estate = lineage_estate()
    estate.dataset("late", "汇总", provider="civil")
    estate.field("latename", "姓名", dataset="late")
    estate.derived("latename", "draftname")
    await estate.record(catalog.engine)
    for viewer, middle in ((CENTRE, "draft"), (OFFICER, "redacted-1")):
        answer = await _paths(catalog, _dataset("aid"), _dataset("late"), viewer=viewer)
        assert _keys(answer) == [["aid", middle, "late"]]
        assert answer["hiddenCount"] == (viewer is OFFICER)
        redacted = [each["assertions"][0]["redacted"] for each in answer["paths"][0]["edges"]]
        assert redacted == [viewer is OFFICER] * 2


async def test_between_a_thing_and_itself_there_is_no_way_to_ask_for(
    catalog: Catalog, viewer: Viewer
) -> None:
    await lineage_estate().record(catalog.engine)
    aid, name = _dataset("aid"), keys.encode(NodeKind.FIELD, "aidname")
    for source, target, limit in ((aid, aid, 5), (name, aid, 5), (_dataset("register"), aid, 21)):
        answer = await _paths(catalog, source, target, viewer=viewer, limit=limit)
        assert answer["code"] == "INVALID_INPUT"


@pytest.mark.parametrize("end", ["from", "to"])
async def test_ends_that_are_not_there_or_not_to_be_seen_are_not_found(
    catalog: Catalog, viewer: Viewer, end: str
) -> None:
    await lineage_estate().record(catalog.engine)
    unknown = ["no id", _dataset("nobody"), keys.encode(NodeKind.DATUM, "nameself")]
    for given in [*unknown, *([_dataset("draft")] if viewer is OFFICER else [])]:
        other = "from" if end == "to" else "to"
        asked = {end: given, other: _dataset("register" if other == "from" else "care")}
        answer = (await catalog.ask(PATHS, asked, viewer=viewer))["paths"]
        assert (answer["code"], answer["path"]) == ("NOT_FOUND", [end]), given
        assert given in answer["message"]


async def test_ways_are_one_question_to_the_store(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    query = PATHS.replace("subject { __typename }", "").replace("evidence { recordedRevision }", "")
    asked = {"from": _dataset("register"), "to": _dataset("care")}
    assert await catalog.reads(query, asked, viewer=viewer) == [
        "audit/head",
        "lineage/questions/upstream",
    ]
