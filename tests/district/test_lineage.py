"""The stories of the sample district about lineage: what answers hold, what they must not, and what cuts them."""

from typing import Any

import pytest

from tests.conftest import CENTRE, Catalog
from tests.district.conftest import Row, Rows

_TRACE = """
query Trace($id: ID!, $direction: LineageDirection!, $level: LineageLevel!, $depth: Int!, $nodes: Int!, $asOf: Instant) {
  lineage(id: $id, direction: $direction, level: $level, depth: $depth, maxNodes: $nodes, asOf: $asOf) {
    ... on Lineage {
      complete truncatedBy hiddenCount nodeCount edgeCount cuts { reason count }
      root { name } nodes { name redacted subject { ... on Dataset { code } ... on Field { dataset { code } } } }
      edges { source target basis kind assertions { source masking } }
    }
    ... on Refusal { code message }
  }
}
"""
_FIELDS = """
query Fields($code: String!) { dataset(by: {code: $code}) { id fields(first: 100) { nodes { id name } } } }
"""


async def start_of(district: Catalog, story: Row) -> str:
    """Return the id of what a story starts from: a field of an entry, or the entry."""
    data = (await district.ask(_FIELDS, {"code": story["起点目录代码"]}))["dataset"]
    if not story["起点数据项"]:
        return str(data["id"])
    return next(
        str(field["id"])
        for field in data["fields"]["nodes"]
        if field["name"] == story["起点数据项"]
    )


async def traced(district: Catalog, story: Row) -> Any:
    variables = {
        "id": await start_of(district, story),
        "direction": story["方向"],
        "level": story["级别"],
        "depth": int(story["深度"]),
        "nodes": int(story["节点上限"]),
        "asOf": story["时点"] or None,
    }
    return (await district.ask(_TRACE, variables))["lineage"]


def codes(answer: Any) -> set[Any]:
    subjects = [node["subject"] or {} for node in answer["nodes"]]
    return {
        subject.get("code") or (subject.get("dataset") or {}).get("code") for subject in subjects
    }


async def test_every_story_holds_what_it_should_and_not_what_it_must_not(
    district: Catalog, rows: Rows
) -> None:
    wrong = []
    for story in rows("lineage_stories.csv"):
        if (
            story["级别"] == "SYSTEM"
            or "WALK_LIMIT" in story["情形"]
            or story["查看单位"] != "东海区大数据中心"
        ):
            continue
        found = codes(await traced(district, story))
        wanted = {code for code in story["应包含目录代码"].split("；") if code}
        barred = {code for code in story["不应包含目录代码"].split("；") if code}
        if wanted - found or barred & found:
            wrong.append(f"{story['情形']}: lacks {wanted - found}, holds {barred & found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("reason", ["DEPTH", "NODE_LIMIT", "EDGE_LIMIT", "CEILING", "NO_LINEAGE"])
async def test_every_reason_of_truncation_occurs_and_is_counted(
    district: Catalog, rows: Rows, reason: str
) -> None:
    story = next(row for row in rows("lineage_stories.csv") if row["情形"] == f"截断·{reason}")
    answer = await traced(district, story)
    assert reason in answer["truncatedBy"]
    assert not answer["complete"]
    assert all(cut["count"] > 0 for cut in answer["cuts"])


async def test_a_story_that_is_whole_is_told_to_be(district: Catalog, rows: Rows) -> None:
    story = next(row for row in rows("lineage_stories.csv") if row["情形"] == "完整")
    answer = await traced(district, story)
    assert (answer["complete"], answer["cuts"]) == (True, [])


async def test_an_id_of_another_kind_is_like_an_unknown_one(district: Catalog) -> None:
    data = await district.ask("{ elements(first: 1) { nodes { id } } }", viewer=CENTRE)
    variables = {"direction": "UPSTREAM", "level": "FIELD", "depth": 1, "nodes": 10}
    for id_ in (data["elements"]["nodes"][0]["id"], "no-id", "RGF0YXNldDp4"):
        answer = (await district.ask(_TRACE, {"id": id_, **variables}))["lineage"]
        assert answer["code"] == "NOT_FOUND"


@pytest.mark.parametrize(("depth", "nodes"), [(0, 10), (31, 10), (5, 0), (5, 100_000)])
async def test_bounds_are_told(district: Catalog, depth: int, nodes: int) -> None:
    data = (await district.ask(_FIELDS, {"code": "308202/000004"}))["dataset"]
    variables = {
        "id": data["id"],
        "direction": "UPSTREAM",
        "level": "DATASET",
        "depth": depth,
        "nodes": nodes,
    }
    answer = (await district.ask(_TRACE, variables))["lineage"]
    assert answer["code"] == "INVALID_INPUT"
