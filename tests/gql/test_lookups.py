"""Looking things up: what cannot be seen does not exist, and an id brings its as-of point."""

import base64

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import revise


@pytest.mark.parametrize(
    ("field", "by", "name"),
    [
        ("unit", {"creditCode": "11330211002965432T"}, "民政局"),
        ("unit", {"key": "civil"}, "民政局"),
        ("system", {"code": "AID"}, "救助平台"),
        ("dataset", {"code": "MZ-001"}, "低保对象信息"),
        ("dataset", {"id": keys.encode(NodeKind.DATASET, "lowincome")}, "低保对象信息"),
        ("field", {"key": "lowid"}, "身份证号"),
        ("element", {"code": "自然人.姓名"}, "姓名"),
        ("datum", {"key": "idself"}, "自然人·公民身份号码·本人"),
        ("consumer", {"key": "aidoffice"}, "低保办"),
        ("agreement", {"code": "XY-1"}, "户籍核验"),
    ],
)
async def test_a_thing_is_found_by_its_id_key_or_code(
    estate: Catalog, viewer: Viewer, field: str, by: dict[str, str], name: str
) -> None:
    kind = field.title() + "By"
    answer = await estate.ask(
        f"query($by: {kind}!) {{ {field}(by: $by) {{ name }} }}", {"by": by}, viewer=viewer
    )
    assert answer[field] == {"name": name}


@pytest.mark.parametrize(
    "by",
    [
        {"id": keys.encode(NodeKind.DATASET, "unknown")},
        {"id": keys.encode(NodeKind.UNIT, "civil")},
        {"id": "not-an-id"},
        {"id": "' OR 1=1 //"},
        {"id": "\u202eabc"},
        {"id": keys.encode(NodeKind.DATASET, "census")},
        {"key": "census"},
        {"key": "unknown"},
        {"key": "civil"},
        {"code": "nobody's"},
        {"code": "GA-001'}) DETACH DELETE (n) //"},
    ],
)
async def test_unknown_malformed_foreign_and_hidden_look_alike(
    estate: Catalog, by: dict[str, str]
) -> None:
    answer = await estate.post(
        "query($by: DatasetBy!) { dataset(by: $by) { name } }", {"by": by}, viewer=OFFICER
    )
    assert answer.json() == {"data": {"dataset": None}}


async def test_of_a_closed_entry_others_see_the_outline(estate: Catalog) -> None:
    query = """{ dataset(by: {key: "wanted"}) { name code description sharingClass sharingReason legalBasis
        provider { name } system { name } fields { totalCount } } }"""
    shown = (await estate.ask(query, viewer=OFFICER))["dataset"]
    assert shown == {
        "name": "在逃人员信息",
        "code": None,
        "description": None,
        "sharingClass": "NOT_SHARED",
        "sharingReason": "涉及侦查",
        "legalBasis": "人民警察法",
        "provider": {"name": "公安局"},
        "system": None,
        "fields": {"totalCount": 0},
    }
    assert (await estate.ask(query, viewer=CENTRE))["dataset"]["description"] == "机密线索"


@pytest.mark.parametrize(
    "question",
    [
        '{ dataset(by: {code: "GA-002"}) { name } }',
        '{ datasets(filter: {code: {eq: "GA-002"}}) { nodes { name } } }',
        '{ search(text: "GA-002") { nodes { ... on Dataset { name } } } }',
        '{ search(text: "GA002") { nodes { ... on Dataset { name } } } }',
        '{ search(text: "机密线索") { nodes { ... on Dataset { name } } } }',
        '{ search(text: "线索") { totalCount } }',
    ],
)
async def test_no_question_finds_an_outline_by_what_it_does_not_show(
    estate: Catalog, question: str
) -> None:
    [hidden] = (await estate.ask(question, viewer=OFFICER)).values()
    assert hidden in (None, {"nodes": []}, {"totalCount": 0})


async def test_an_id_seen_at_a_revision_brings_that_revision(
    estate: Catalog, viewer: Viewer
) -> None:
    await revise(estate.engine, NodeKind.DATASET, "lowincome", name="低保家庭信息")
    query = '{ dataset(by: {key: "lowincome"}, atRevision: 1) { id key name provider { id } } }'
    old = (await estate.ask(query, viewer=viewer))["dataset"]
    assert old["name"] == "低保对象信息"
    again = await estate.ask(
        "query($by: DatasetBy!, $ids: [ID!]!) { dataset(by: $by) { id name } nodes(ids: $ids) { ... on Dataset { name } ... on Unit { name } } }",
        {"by": {"id": old["id"]}, "ids": [old["id"], old["provider"]["id"], "nonsense"]},
        viewer=viewer,
    )
    assert again == {
        "dataset": {"id": old["id"], "name": "低保对象信息"},
        "nodes": [{"name": "低保对象信息"}, {"name": "民政局"}, None],
    }
    now = await estate.ask('{ dataset(by: {key: "lowincome"}) { id name } }', viewer=viewer)
    assert now["dataset"]["name"] == "低保家庭信息"
    assert now["dataset"]["id"] != old["id"]


async def test_a_pin_beside_an_id_that_says_another_is_refused(estate: Catalog) -> None:
    await revise(estate.engine, NodeKind.DATASET, "lowincome", name="低保家庭信息")
    old = await estate.ask('{ dataset(by: {key: "lowincome"}, atRevision: 1) { id } }')
    refused = await estate.refusal(
        "query($by: DatasetBy!) { dataset(by: $by, atRevision: 2) { id } }", {"by": old["dataset"]}
    )
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "atRevision"}


async def test_a_made_up_pin_in_an_id_is_an_unknown_id(estate: Catalog) -> None:
    made_up = (
        base64.urlsafe_b64encode(b"Dataset:lowincome@1700000000000000,99").decode().rstrip("=")
    )
    answer = await estate.ask(
        "query($id: ID!) { node(id: $id) { id } dataset(by: {id: $id}) { id } }", {"id": made_up}
    )
    assert answer == {"node": None, "dataset": None}


async def test_more_than_a_hundred_ids_are_refused(estate: Catalog) -> None:
    refused = await estate.refusal(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 101}
    )
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "ids"}


async def test_viewer_says_whom_the_catalog_takes_the_caller_for(estate: Catalog) -> None:
    query = "{ viewer { name roles seesAll unit { name } } }"
    assert (await estate.ask(query, viewer=OFFICER))["viewer"] == {
        "name": "officer",
        "roles": ["UNIT_OFFICER"],
        "seesAll": False,
        "unit": {"name": "民政局"},
    }
    assert (await estate.ask(query, viewer=CENTRE))["viewer"]["unit"] is None
    assert await estate.reads("{ viewer { name } }") == []


async def test_who_first_described_a_datum_is_told_to_those_who_see_all(estate: Catalog) -> None:
    """It comes on record with the first field of the kind, which may be a hidden draft's."""
    question = '{ datum(by: {key: "nameself"}) { changes { totalCount nodes { revision } } } }'
    hidden = (await estate.ask(question, viewer=OFFICER))["datum"]["changes"]
    assert hidden == {"totalCount": 0, "nodes": []}
    assert (await estate.ask(question, viewer=CENTRE))["datum"]["changes"]["totalCount"] == 1
