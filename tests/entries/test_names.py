"""Names by which people tell things apart are taken once: in the district, in a unit, in an entry; codes in one form."""

import asyncio
from typing import Any

import pytest

from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record import keys, lookups, snapshots
from graph_catalog.record.snapshots import AsOfPoint
from tests.conftest import Catalog
from tests.estate import district

CIVIL = keys.encode(NodeKind.UNIT, "civil")
POLICE = keys.encode(NodeKind.UNIT, "police")
ALIKE = ("民政A局", "民政a局", "民政Ａ局", "民政 A 局", "  民政ａ局  ")
CHANGES = {
    "registerUnit": {},
    "registerSystem": {"unitId": CIVIL},
    "registerProject": {"unitId": CIVIL},
}


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    await district().record(catalog.engine)
    return catalog


async def do(catalog: Catalog, change: str, **given: Any) -> Any:
    kind = change[0].upper() + change[1:]
    query = f"""mutation($input: {kind}Input!) {{ {change}(input: $input) {{
      __typename ... on Refusal {{ message path }} ... on Payload {{ revision }} }} }}"""
    return (await catalog.ask(query, {"input": given}))[change]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("again", ALIKE)
async def test_a_name_is_taken_but_for_case_width_and_blanks(
    estate: Catalog, change: str, again: str
) -> None:
    first = await do(estate, change, name="民政A局", **CHANGES[change])
    assert first["__typename"].endswith("Payload"), first
    second = await do(estate, change, name=again, **CHANGES[change])
    assert (second["__typename"], second["path"]) == ("Conflict", ["input", "name"])
    assert "民政A局" in second["message"]


async def test_of_eight_at_once_one_has_the_name(estate: Catalog) -> None:
    told = await asyncio.gather(*(do(estate, "registerUnit", name=ALIKE[n % 5]) for n in range(8)))
    typenames = [each["__typename"] for each in told]
    assert sorted(set(typenames)) == ["Conflict", "RegisterUnitPayload"]
    assert typenames.count("RegisterUnitPayload") == 1


async def test_nothing_takes_the_name_of_another_later(estate: Catalog) -> None:
    taken = await do(estate, "reviseUnit", id=POLICE, name="民政 局")
    assert (taken["__typename"], taken["path"]) == ("Conflict", ["input", "name"])
    own = await do(estate, "reviseUnit", id=POLICE, name="公安 局")
    assert own["__typename"] == "ReviseUnitPayload"
    await do(estate, "registerSystem", name="救助平台", unitId=POLICE)
    aid = keys.encode(NodeKind.SYSTEM, "aid")
    moved = await do(estate, "reviseSystem", id=aid, unitId=POLICE)
    assert (moved["__typename"], moved["path"]) == ("Conflict", ["input", "unitId"])
    idle = await do(estate, "reviseSystem", id=aid, effectiveFrom="2026-01-01")
    assert (idle["__typename"], idle["path"]) == ("InvalidInput", ["input", "effectiveFrom"])
    both = await do(estate, "reviseSystem", id=aid, unitId=POLICE, name="救助平台二期")
    assert both["__typename"] == "ReviseSystemPayload"
    free = await do(estate, "registerSystem", name="救助平台", unitId=CIVIL)
    assert free["__typename"] == "RegisterSystemPayload"


async def entry(catalog: Catalog, name: str, unit: str = CIVIL, **says: Any) -> Any:
    given = {"name": name, "unitId": unit, "fields": [{"name": "号码"}]}
    return await do(catalog, "registerEntry", **given, **says)


async def key_of(catalog: Catalog, name: str) -> str:
    query = "query($name: String) { datasets(filter: {name: {eq: $name}}) { nodes { id } } }"
    (node,) = (await catalog.ask(query, {"name": name}))["datasets"]["nodes"]
    return str(node["id"])


def refused(answer: Any) -> tuple[str, list[str]]:
    return answer["__typename"], answer["path"]


TAKEN = ("Conflict", ["input", "name"])


async def test_an_entry_is_named_once_in_its_unit(estate: Catalog) -> None:
    assert (await entry(estate, "津贴A"))["__typename"] == "RegisterEntryPayload"
    for again in ("津贴A", "津贴ａ", " 津 贴A"):
        told = await entry(estate, again)
        assert refused(told) == TAKEN
        assert "津贴A" in told["message"]
    assert (await entry(estate, "津贴A", POLICE))["__typename"] == "RegisterEntryPayload"
    # What is no entry of the catalog is told apart by namespace and name; what bears codes, by these.
    assert (await entry(estate, "津贴A", listing="UNLISTED"))[
        "__typename"
    ] == "RegisterEntryPayload"
    assert refused(await entry(estate, "津贴A", code="308204/900001")) == TAKEN
    for code in ("308204/900002", "308204/900003"):
        assert (await entry(estate, "补贴", code=code))["__typename"] == "RegisterEntryPayload"
    assert refused(await entry(estate, "补贴")) == TAKEN


async def test_a_name_is_taken_by_renaming_and_coming_back_and_is_free_once_withdrawn(
    estate: Catalog,
) -> None:
    for name in ("甲表", "乙表"):
        await entry(estate, name)
    one, other = await key_of(estate, "甲表"), await key_of(estate, "乙表")
    assert refused(await do(estate, "reviseEntry", id=one, name="乙 表")) == TAKEN
    same = await do(estate, "reviseEntry", id=one, name="甲 表", description="同一个")
    assert same["__typename"] == "ReviseEntryPayload"
    await do(estate, "reviseEntry", id=other, status="WITHDRAWN")
    assert (await do(estate, "reviseEntry", id=one, name="乙表"))["revision"]
    back = await do(estate, "reviseEntry", id=other, status="DRAFT")
    assert refused(back) == TAKEN
    moved = await do(estate, "reviseEntry", id=other, status="DRAFT", name="丙表")
    assert moved["__typename"] == "ReviseEntryPayload"


async def test_of_eight_entries_at_once_one_has_the_name(estate: Catalog) -> None:
    told = await asyncio.gather(*(entry(estate, ALIKE[n % 5]) for n in range(8)))
    assert [each["__typename"] for each in told].count("RegisterEntryPayload") == 1
    assert all(refused(each) == TAKEN for each in told if each["__typename"] == "Conflict")


async def test_a_field_is_named_once_in_its_column(estate: Catalog) -> None:
    fields = [
        {"name": "号码", "columnName": "HM"},
        {"name": "号码", "columnName": "hm"},
        {"name": "号 码", "columnName": "ＨＭ"},
    ]
    twice = await do(estate, "registerEntry", name="甲", unitId=CIVIL, fields=fields)
    assert refused(twice) == ("Conflict", ["input", "fields", "2", "name"])
    made = await do(estate, "registerEntry", name="甲", unitId=CIVIL, fields=fields[:2])
    assert made["__typename"] == "RegisterEntryPayload", made
    id_ = await key_of(estate, "甲")
    query = "query($id: ID!) { dataset(by: {id: $id}) { fields { nodes { id columnName } } } }"
    nodes = (await estate.ask(query, {"id": id_}))["dataset"]["fields"]["nodes"]
    ids = {node["columnName"]: node["id"] for node in nodes}
    assert set(ids) == {"HM", "hm"}
    alike = {"id": ids["hm"], "name": "号码", "columnName": "HM"}
    told = await do(estate, "reviseEntry", id=id_, fields=[alike])
    assert refused(told) == ("Conflict", ["input", "fields", "0", "name"])
    instead = await do(estate, "reviseEntry", id=id_, fields=[alike], removedFieldIds=[ids["HM"]])
    assert instead["__typename"] == "ReviseEntryPayload"


async def test_a_column_is_of_one_field_and_may_change_hands(estate: Catalog) -> None:
    fields = [{"name": "甲项", "columnName": "A"}, {"name": "乙项", "columnName": "Ａ"}]
    twice = await do(estate, "registerEntry", name="甲", unitId=CIVIL, fields=fields)
    assert refused(twice) == ("Conflict", ["input", "fields", "1", "columnName"])
    fields[1]["columnName"] = "a"
    made = await do(estate, "registerEntry", name="甲", unitId=CIVIL, fields=fields)
    assert made["__typename"] == "RegisterEntryPayload", made
    id_ = await key_of(estate, "甲")
    nodes = (await estate.ask(_OF_ENTRY, {"id": id_}))["dataset"]["fields"]["nodes"]
    first, second = ({"id": node["id"], "name": node["name"]} for node in nodes)
    taken = [{**second, "columnName": "A"}]
    told = await do(estate, "reviseEntry", id=id_, fields=taken)
    assert refused(told) == ("Conflict", ["input", "fields", "0", "columnName"])
    new = await do(estate, "reviseEntry", id=id_, fields=[{"name": "丙项", "columnName": "A"}])
    assert refused(new) == ("Conflict", ["input", "fields", "0", "columnName"])
    changed = [*taken, {**first, "columnName": "a"}]
    swapped = await do(estate, "reviseEntry", id=id_, fields=changed)
    assert swapped["__typename"] == "ReviseEntryPayload", swapped
    nodes = (await estate.ask(_OF_ENTRY, {"id": id_}))["dataset"]["fields"]["nodes"]
    assert {node["name"]: node["columnName"] for node in nodes} == {"甲项": "a", "乙项": "A"}


async def test_two_fields_of_one_column_that_are_on_record_are_read_and_revised(
    estate: Catalog,
) -> None:
    fields = [{"name": "甲项", "columnName": "A"}, {"name": "乙项", "columnName": "B"}]
    made = await do(estate, "registerEntry", name="甲", unitId=CIVIL, fields=fields)
    assert made["__typename"] == "RegisterEntryPayload", made
    await estate.engine.run_statement("MATCH (f:Field {name: '乙项'}) SET f.column_name = 'A'")
    id_ = await key_of(estate, "甲")
    nodes = (await estate.ask(_OF_ENTRY, {"id": id_}))["dataset"]["fields"]["nodes"]
    assert [node["columnName"] for node in nodes] == ["A", "A"]
    both = [{"id": node["id"], "name": node["name"], "description": "同列"} for node in nodes]
    told = await do(estate, "reviseEntry", id=id_, fields=both)
    assert told["__typename"] == "ReviseEntryPayload", told


_OF_ENTRY = """query($id: ID!, $at: Int) { dataset(by: {id: $id}, atRevision: $at) {
  fields { nodes { id name columnName acquisition } } } }"""


@pytest.mark.parametrize("name", ["甲", " 甲 ", "丙"])
@pytest.mark.parametrize("column", [{}, {"columnName": "K1"}, {"columnName": "Ｋ１"}, {"columnName": "K3"}])  # fmt: skip
@pytest.mark.parametrize("removed", [["甲"], ["甲", "乙"]])
async def test_a_field_named_as_one_that_is_removed_is_a_new_one(
    estate: Catalog, name: str, column: dict[str, str], removed: list[str]
) -> None:
    fields = [{"name": "甲", "columnName": "K1"}, {"name": "乙", "columnName": "K2"}]
    made = await do(estate, "registerEntry", name="名册", unitId=CIVIL, fields=fields)
    assert made["__typename"] == "RegisterEntryPayload", made
    id_ = await key_of(estate, "名册")
    nodes = (await estate.ask(_OF_ENTRY, {"id": id_}))["dataset"]["fields"]["nodes"]
    before = {node["name"]: node for node in nodes}
    new = {"name": name, "acquisition": "GENERATED", **column}
    done = await do(
        estate,
        "reviseEntry",
        id=id_,
        fields=[new],
        removedFieldIds=[before[each]["id"] for each in removed],
    )
    assert done["__typename"] == "ReviseEntryPayload", done
    after = (await estate.ask(_OF_ENTRY, {"id": id_}))["dataset"]["fields"]["nodes"]
    stay = [node for node in before.values() if node["name"] not in removed]
    assert after[:-1] == stay
    assert after[-1]["id"] not in {node["id"] for node in before.values()}
    assert (after[-1]["name"], after[-1]["acquisition"]) == (name.strip(), "GENERATED")
    then = await estate.ask(_OF_ENTRY, {"id": id_, "at": done["revision"] - 1})
    told = [{**node, "id": None} for node in then["dataset"]["fields"]["nodes"]]
    assert told == [{**node, "id": None} for node in nodes]  # ids of a day gone by name the day
    again = await do(estate, "reviseEntry", id=id_, fields=[new])
    assert again["__typename"] == "ReviseEntryPayload", again
    assert (await estate.ask(_OF_ENTRY, {"id": id_}))["dataset"]["fields"]["nodes"] == after


async def test_a_code_is_one_however_it_is_written(estate: Catalog) -> None:
    written, otherwise = "308204/00000A", "３０８２０４／００００0a"
    await entry(estate, "甲", code=written)
    told = await entry(estate, "乙", code=otherwise)
    assert refused(told) == ("Conflict", ["input", "code"])
    assert "甲" in told["message"]
    query = "query($c: String!) { dataset(by: {code: $c}) { name code } all: datasets(filter: {code: {eq: $c}}) { nodes { name } } }"
    found = await estate.ask(query, {"c": otherwise})
    assert found == {"dataset": {"name": "甲", "code": written}, "all": {"nodes": [{"name": "甲"}]}}
    part = "query($c: String) { datasets(filter: {code: {contains: $c}}) { nodes { name } } }"
    assert (await estate.ask(part, {"c": "０Ａ"}))["datasets"]["nodes"] == [{"name": "甲"}]
    revision = (await do(estate, "reviseEntry", id=await key_of(estate, "甲"), code="308204/9"))["revision"]  # fmt: skip
    then = "query($c: String!, $r: Int) { dataset(by: {code: $c}, atRevision: $r) { name } }"
    assert (await estate.ask(then, {"c": otherwise, "r": revision - 1}))["dataset"] == {
        "name": "甲"
    }
    assert (await estate.ask(then, {"c": otherwise}))["dataset"] is None


async def test_a_unit_is_known_by_what_it_was_called(estate: Catalog) -> None:
    for name in ("民政事务局", "民政和社会事务局"):
        await do(estate, "reviseUnit", id=CIVIL, name=name)
    query = 'query($r: Int) { unit(by: {key: "civil"}, atRevision: $r) { formerNames { name validFrom validTo } } }'
    former = (await estate.ask(query))["unit"]["formerNames"]
    assert [each["name"] for each in former] == ["民政事务局", "民政局"]
    assert former[0]["validFrom"] == former[1]["validTo"] < former[0]["validTo"]
    first = (await estate.ask(query, {"r": 1}))["unit"]
    assert first == {"formerNames": []}
    hits = await estate.ask(
        '{ search(text: "民政局", kinds: [UNIT]) { nodes { ... on Unit { name } } } }'
    )
    assert hits["search"]["nodes"] == [{"name": "民政和社会事务局"}]
    now = await snapshots.resolve(estate.engine, LOCAL, AsOfPoint())
    assert not isinstance(now, InvalidInput)
    for written, kind, key in (
        ("民政 局", NodeKind.UNIT, "civil"),
        ("救 助平台", NodeKind.SYSTEM, "aid"),
    ):
        found = await lookups.called(estate.engine, LOCAL, now, written, [kind])
        assert [each.key for each in found] == [key]
    content = "提供单位,业务名称,数据项名称\n民政 局,新条目,号码\n"
    given = {"fileName": "旧.csv", "content": content, "createUnits": True}
    imported = (await estate.ask(
        "mutation($i: ImportCatalogInput!) { importCatalog(input: $i) { __typename "
        "... on ImportCatalogPayload { warnings counts { name count } } ... on Refusal { message } } }",
        {"i": given},
    ))["importCatalog"]  # fmt: skip
    assert any("民政和社会事务局" in warning for warning in imported["warnings"]), imported
    counts = {each["name"]: each["count"] for each in imported["counts"]}
    assert (counts["units_registered"], counts["entries_registered"]) == (0, 1)
    await do(estate, "reviseUnit", id=CIVIL, name="民政局")
    former = (await estate.ask(query))["unit"]["formerNames"]
    assert [each["name"] for each in former] == ["民政和社会事务局", "民政事务局", "民政局"]
