"""`origins`: only the ultimate sources, for both viewers, and what it reads."""

from typing import Any, Final

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.lineage_estate import lineage_estate

ORIGINS: Final = """query($id: ID!, $asOf: Instant) { origins(id: $id, asOf: $asOf) {
    ... on Refusal { code message path } ... on Origins { holders complete truncatedBy hiddenCount cuts { reason count }
      collectors { name } designated { name }
      origins { key redacted hops acquisition isSource kind dataset { name } system { name } unit { name } } } } }"""


def _dataset(key: str) -> str:
    return keys.encode(NodeKind.DATASET, key)


async def _origins(catalog: Catalog, id_: str, *, viewer: Viewer = CENTRE, **asked: Any) -> Any:
    return (await catalog.ask(ORIGINS, {"id": id_, **asked}, viewer=viewer))["origins"]


async def test_origins_are_only_what_nothing_lies_before_and_why(
    catalog: Catalog, viewer: Viewer
) -> None:
    await lineage_estate().record(catalog.engine)
    answer = await _origins(catalog, _dataset("care"), viewer=viewer)
    told = {
        each["key"]: (each["hops"], each["isSource"], each["kind"]) for each in answer["origins"]
    }
    assert told == {
        "feedname": (2, False, "OUTSIDE_DISTRICT"),
        "regname": (2, True, "SOURCE"),
    }
    assert answer["collectors"] == [{"name": "公安局"}]
    source = answer["origins"][1]
    assert (source["acquisition"], source["dataset"], source["system"], source["unit"]) == (
        "COLLECTED",
        {"name": "户籍信息"},
        {"name": "人口系统"},
        {"name": "公安局"},
    )
    assert answer["truncatedBy"] == ["OUTSIDE_DISTRICT"]
    aid = await _origins(catalog, _dataset("aid"), viewer=viewer)
    assert {each["key"]: each["kind"] for each in aid["origins"]}["regage"] == "NO_LINEAGE"


async def test_a_cycle_that_nothing_leads_into_has_no_origin_and_says_so(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    estate.dataset("loop", "往复", provider="civil")
    for field in ("loopa", "loopb"):
        estate.field(field, field, dataset="loop")
    estate.derived("loopa", "loopb")
    estate.derived("loopb", "loopa")
    await estate.record(catalog.engine)
    answer = await _origins(catalog, keys.encode(NodeKind.FIELD, "loopa"), viewer=viewer)
    assert [(each["key"], each["kind"]) for each in answer["origins"]] == [("loopa", "CYCLE")]
    assert answer["collectors"] == []


async def test_the_origins_of_a_datum_are_those_of_all_who_hold_it(catalog: Catalog) -> None:
    estate = lineage_estate()
    estate.designation("ruling", datum="nameself", dataset="register")
    await estate.record(catalog.engine)
    datum = keys.encode(NodeKind.DATUM, "nameself")
    for viewer in (CENTRE, OFFICER):
        answer = await _origins(catalog, datum, viewer=viewer)
        assert (answer["designated"], answer["collectors"]) == (
            [{"name": "户籍信息"}],
            [{"name": "公安局"}],
        )
        assert answer["holders"] == (4 if viewer is CENTRE else 3)
        assert answer["hiddenCount"] == 0
        hidden = [cut["count"] for cut in answer["cuts"] if cut["reason"] == "HIDDEN"]
        assert hidden == ([] if viewer is CENTRE else [1])


async def test_of_a_datum_ten_holders_are_walked_from_and_the_rest_is_counted(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = lineage_estate()
    for number in range(12):
        estate.field(f"copy{number:02}", "姓名", dataset="aid", datum="nameself")
    await estate.record(catalog.engine)
    answer = await _origins(catalog, keys.encode(NodeKind.DATUM, "nameself"), viewer=viewer)
    assert answer["holders"] == 10
    left = 6 if viewer is CENTRE else 5
    assert {"reason": "HOLDER_LIMIT", "count": left} in answer["cuts"]


async def test_origins_are_one_question_and_of_a_datum_one_a_holder(
    catalog: Catalog, viewer: Viewer
) -> None:
    await lineage_estate().record(catalog.engine)
    query = "query($id: ID!) { origins(id: $id) { ... on Origins { origins { key name } } } }"
    asked = {"id": _dataset("care")}
    assert await catalog.reads(query, asked, viewer=viewer) == [
        "audit/head",
        "lineage/questions/upstream",
    ]
    holders = 4 if viewer is CENTRE else 3
    asked = {"id": keys.encode(NodeKind.DATUM, "nameself")}
    assert await catalog.reads(query, asked, viewer=viewer) == [
        "audit/head",
        "lineage/questions/holders",
        *["lineage/questions/upstream"] * holders,
    ]


async def test_what_is_not_there_is_not_found(catalog: Catalog, viewer: Viewer) -> None:
    await lineage_estate().record(catalog.engine)
    unknown = ["no id", _dataset("nobody"), keys.encode(NodeKind.ELEMENT, "fullname")]
    unknown += [_dataset("draft")] if viewer is OFFICER else []
    for given in unknown:
        asked = {"id": given}
        answer = (await catalog.ask(ORIGINS, asked, viewer=viewer))["origins"]
        assert (answer["code"], answer["path"]) == ("NOT_FOUND", ["id"]), given
        assert given in answer["message"]
