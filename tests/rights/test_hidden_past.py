"""What a hidden field has told nobody so far is not told by the past of a datum that one's own field has by now."""

from typing import Any, Final

from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.estate import district

POLICE, CIVIL = (keys.encode(NodeKind.UNIT, key) for key in ("police", "civil"))
REGISTER: Final = """mutation($input: RegisterEntryInput!) { registerEntry(input: $input) {
  ... on RegisterEntryPayload { revision dataset { status fields { nodes { datum { id name isProvisional } } } } }
  ... on Refusal { message } } }"""
AT: Final = """query($id: ID!, $name: String!, $at: Int!) {
  datum(by: {id: $id}, atRevision: $at) { name }
  data(filter: {name: {eq: $name}}, atRevision: $at) { totalCount } }"""


async def _guess(catalog: Catalog, unit: str, viewer: Any) -> Any:
    given = {"unitId": unit, "name": "优抚对象信息", "fields": [{"name": "优待证编号"}]}
    told = (await catalog.ask(REGISTER, {"input": given}, viewer=viewer))["registerEntry"]
    assert told["dataset"]["status"] == EntryStatus.DRAFT.value, told
    return told["revision"], told["dataset"]["fields"]["nodes"][0]["datum"]


async def test_a_guessed_field_has_no_past(catalog: Catalog) -> None:
    await district().record(catalog.engine)
    hidden_at, hidden = await _guess(catalog, POLICE, CENTRE)
    await catalog.ask(
        'mutation { registerUnit(input: {name: "新单位"}) { ... on Payload { revision } } }'
    )
    own_at, own = await _guess(catalog, CIVIL, OFFICER)
    assert own == hidden, "both have the same words, so they denote the same datum"
    assert own["isProvisional"]
    for revision in range(hidden_at - 1, own_at):
        told = await catalog.ask(
            AT, {"id": own["id"], "name": own["name"], "at": revision}, viewer=OFFICER
        )
        assert told == {"datum": None, "data": {"totalCount": 0}}, revision
    told = await catalog.ask(
        AT, {"id": own["id"], "name": own["name"], "at": own_at}, viewer=OFFICER
    )
    assert told == {"datum": {"name": own["name"]}, "data": {"totalCount": 1}}
