"""`impact`: who is hit when something changes, for both viewers, and what it reads."""

import datetime as dt
from typing import Any, Final

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage_estate import lineage_estate

MAY: Final = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
IMPACT: Final = """fragment I on Impacted { key name redacted hops path { key name } subject { ... on Unit { name }
    ... on Dataset { name } ... on System { name } ... on Usage { name } ... on Consumer { name } ... on Agreement { name } } }
  query($id: ID!, $depth: Int! = 10, $asOf: Instant, $atRevision: Int) {
  impact(id: $id, depth: $depth, asOf: $asOf, atRevision: $atRevision) {
    ... on Refusal { code message path } ... on Impact { root { key } complete truncatedBy hiddenCount hiddenParties
      cuts { reason count } datasets { ...I } systems { ...I } units { ...I } services { ...I } consumers { ...I }
      agreements { ...I } notices { role position hops unit { name } } } } }"""


def _dataset(key: str) -> str:
    return keys.encode(NodeKind.DATASET, key)


async def _impact(catalog: Catalog, id_: str, *, viewer: Viewer = CENTRE, **asked: Any) -> Any:
    return (await catalog.ask(IMPACT, {"id": id_, **asked}, viewer=viewer))["impact"]


def _hits(answer: Any, kind: str) -> dict[str, int]:
    return {affected["key"]: affected["hops"] for affected in answer[kind]}


async def test_impact_groups_what_is_hit_with_the_shortest_way_to_it(catalog: Catalog) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _impact(catalog, keys.encode(NodeKind.FIELD, "regname"))
    assert _hits(answer, "datasets") == {"aid": 1, "care": 2, "draft": 2}
    assert _hits(answer, "systems") == {"platform": 1}
    assert _hits(answer, "units") == {"civil": 1, "health": 1}
    assert _hits(answer, "services") == {"grant": 1, "visit": 2}
    assert _hits(answer, "consumers") == {"aidoffice": 1, "clinic": 1}
    assert _hits(answer, "agreements") == {"deal": 1, "caredeal": 2}
    care = next(affected for affected in answer["datasets"] if affected["key"] == "care")
    assert [stop["key"] for stop in care["path"]] == ["register", "aid", "care"]
    assert care["subject"] == {"name": care["name"]} == {"name": "照护信息"}
    for group in ("systems", "units", "services", "consumers", "agreements"):
        assert all(affected["subject"] == {"name": affected["name"]} for affected in answer[group])
    assert answer["complete"]
    assert [(each["role"], each["position"], each["unit"]) for each in answer["notices"]] == [
        ("UNIT_OFFICER", None, {"name": "民政局"}),
        ("SECURITY_LEAD", "办公室主任", {"name": "民政局"}),
        ("UNIT_OFFICER", None, {"name": "卫健局"}),
        ("DATA_CENTER", None, None),
    ]


async def test_who_uses_the_very_thing_is_hit_in_no_hops(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _impact(catalog, _dataset("aid"), viewer=viewer)
    assert _hits(answer, "services")["grant"] == 0
    assert _hits(answer, "agreements") == (
        {"deal": 0, "caredeal": 1} if viewer is CENTRE else {"deal": 0}
    )
    assert "aid" not in _hits(answer, "datasets")


async def test_what_an_officer_may_not_see_is_counted_and_not_named(catalog: Catalog) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _impact(catalog, _dataset("register"), viewer=OFFICER)
    assert _hits(answer, "datasets") == {"aid": 1, "care": 2, "redacted-1": 2}
    assert (answer["hiddenCount"], answer["hiddenParties"]) == (1, 2)
    assert answer["cuts"] == [{"reason": "HIDDEN", "count": 3}]
    assert _hits(answer, "services") == {"grant": 1}
    hidden = next(affected for affected in answer["datasets"] if affected["redacted"])
    assert (hidden["subject"], hidden["name"]) == (None, None)
    assert "草稿" not in str(answer)


async def test_impact_is_a_walk_and_one_question_more(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    query = "query($id: ID!) { impact(id: $id) { ... on Impact { datasets { key path { name } } notices { role } } } }"
    assert await catalog.reads(query, {"id": _dataset("register")}, viewer=viewer) == [
        "audit/head",
        "lineage/questions/downstream",
        "lineage/questions/parties",
    ]


async def test_impact_is_cut_at_its_depth_and_asked_of_a_date(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    estate.consumer("later", "后来者", unit="civil")
    estate.agreement(
        "young", "后来协议", consumer="later", dataset="aid", period=(MAY, MAY.replace(year=2099))
    )
    await estate.record(catalog.engine)
    near = await _impact(catalog, _dataset("register"), depth=1, viewer=viewer)
    assert (_hits(near, "datasets"), "DEPTH" in near["truncatedBy"]) == ({"aid": 1}, True)
    assert "young" in _hits(near, "agreements")
    before = await _impact(catalog, _dataset("register"), asOf="2025-04-01", viewer=viewer)
    assert "young" not in _hits(before, "agreements")
    assert "later" not in _hits(before, "consumers")
    assert (await _impact(catalog, _dataset("register"), depth=31))["code"] == "INVALID_INPUT"


async def test_what_is_not_there_is_not_found(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    unknown = ["no id", _dataset("nobody"), keys.encode(NodeKind.ELEMENT, "fullname")]
    unknown += [_dataset("draft")] if viewer is OFFICER else []
    for given in unknown:
        asked = {"id": given}
        answer = (await catalog.ask(IMPACT, asked, viewer=viewer))["impact"]
        assert (answer["code"], answer["path"]) == ("NOT_FOUND", ["id"]), given
        assert given in answer["message"]
