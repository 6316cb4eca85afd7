"""No finding of any rule tells what its viewer may not see, and every viewer is told as many as there are."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from graph_catalog.rules.findings import RULES
from tests.conftest import OFFICER, Catalog, client_of
from tests.estate import Estate
from tests.marked_district import CENTRE, OTHERS, SEE_ALL, Marks, marked_district, marks_in

FINDINGS = """query($rule: String!, $after: String) {
  findings(filter: {rules: [$rule]}, first: 3, after: $after) {
    totalCount pageInfo { hasNextPage startCursor endCursor } edges { cursor }
    nodes { key rule message missing provision { article text } unit { id key name } dataset { id key name code }
      datum { id key name } origin { id key name code } agreement { id key name code } } } }"""
NAMES = sorted({rule.id for rule in RULES})


@pytest.fixture
async def marked(
    engine: Engine, catalog: Catalog, tmp_path: Path
) -> AsyncIterator[tuple[Catalog, Marks]]:
    estate, marks = marked_district(are_ends_unsaid=True)
    await estate.record(catalog.engine)
    async with client_of(engine, tmp_path, *SEE_ALL, *OTHERS) as client:
        yield Catalog(engine, client), marks


async def _render(catalog: Catalog, rule: str, viewer: Viewer) -> tuple[bytes, list[Any], set[int]]:
    """Return the bytes of all pages, the findings, and how many there are said to be."""
    content, nodes, totals, after = b"", list[Any](), set[int](), None
    while True:
        answer = await catalog.post(
            FINDINGS, {"rule": rule, "after": after}, viewer=viewer, language="zh-CN"
        )
        assert "errors" not in answer.json(), answer.json()
        page = answer.json()["data"]["findings"]
        content += answer.content
        nodes += page["nodes"]
        totals.add(page["totalCount"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return content, nodes, totals


@pytest.mark.parametrize("viewer", [*OTHERS, *SEE_ALL], ids=lambda viewer: viewer.name)
@pytest.mark.parametrize("rule", NAMES)
async def test_a_finding_tells_nothing_hidden_and_is_counted_as_it_is_told(
    marked: tuple[Catalog, Marks], rule: str, viewer: Viewer
) -> None:
    catalog, marks = marked
    content, nodes, totals = await _render(catalog, rule, viewer)
    found = marks_in(content)
    assert marks.told(found & marks.hidden_from(viewer)) == {}
    assert totals == {len(nodes)}
    assert len({node["key"] for node in nodes}) == len(nodes)
    assert nodes or not viewer.sees_all or rule == "R-15b", "the district has no such finding"


async def test_keys_and_cursors_have_no_key_in_them_even_for_whoever_sees_all(
    marked: tuple[Catalog, Marks],
) -> None:
    catalog, _ = marked
    for rule in NAMES:
        _, nodes, _ = await _render(catalog, rule, CENTRE)
        answer = await catalog.post(FINDINGS, {"rule": rule}, viewer=CENTRE)
        edges = answer.json()["data"]["findings"]["edges"]
        cursors = [edge["cursor"] for edge in edges]
        assert marks_in(json.dumps([[node["key"] for node in nodes], cursors]).encode()) == set()
        assert not any(b"open" in base64.urlsafe_b64decode(each + "==") for each in cursors)


PARTIES = """query($unit: ID) { findings(filter: {rules: ["R-21"], unitId: $unit}) {
  totalCount nodes { message unit { key } dataset { key } origin { key } } } }"""


async def test_a_flow_names_no_unit_that_is_known_by_a_hidden_table_alone(catalog: Catalog) -> None:
    """Neither the one that has the data, to whom gives them, nor the one that gives, to whom has them."""
    estate = Estate()
    for key, name in (("civil", "民政局"), ("police", "公安局"), ("health", "卫健局")):
        estate.unit(key, name)
    estate.dataset("own", "自有信息", provider="civil")
    estate.field("ownname", "姓名", dataset="own")
    for unit in ("police", "health"):
        estate.dataset(f"{unit}draft", f"{unit}草稿", provider=unit, status=EntryStatus.DRAFT)
        estate.field(f"{unit}name", "姓名", dataset=f"{unit}draft")
    estate.derived("ownname", "policename")
    estate.derived("healthname", "ownname")
    await estate.record(catalog.engine)
    told = await catalog.ask(PARTIES, viewer=OFFICER)
    assert told["findings"]["totalCount"] == 2
    assert not any(word in str(told) for word in ("police", "health", "公安局", "卫健局"))
    health = keys.encode(NodeKind.UNIT, "health")
    asked = await catalog.ask(PARTIES, {"unit": health}, viewer=OFFICER)
    assert asked["findings"] == {"totalCount": 0, "nodes": []}
    seen = await catalog.ask(PARTIES, {"unit": health}, viewer=CENTRE)
    assert "health" in seen["findings"]["nodes"][0]["message"] + str(seen)
    query = """query($id: ID!) { lineage(id: $id, level: UNIT) {
      ... on Lineage { hiddenCount nodes { name redacted } } } }"""
    own = {"id": keys.encode(NodeKind.DATASET, "own")}
    lineage = (await catalog.ask(query, own, viewer=OFFICER))["lineage"]
    assert lineage["hiddenCount"] == 2
    assert sorted(str(node["name"]) for node in lineage["nodes"]) == ["None", "None", "民政局"]
