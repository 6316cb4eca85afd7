"""Consumers of others' agreements: a name that is guessed opens nothing, and no impact tells who uses others' data."""

from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.agreements import ConsumerKind
from graph_catalog.model.enums.nodes import NodeKind
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.rights import sides
from tests.rights.sides import id_of

_RECORD = """mutation($input: RecordAgreementInput!) { recordAgreement(input: $input) {
  ... on AgreementPayload { agreement { consumer { key kind jurisdiction } } }
  ... on Refusal { message } } }"""
_IMPACT = """query($id: ID!) { impact(id: $id) { ... on Impact { consumers { name hops } hiddenParties } } }"""


async def _consumer_of(catalog: Catalog, name: str, viewer: Viewer) -> Any:
    given = {
        "name": "核验",
        "kind": "SHARING_REQUEST",
        "purpose": "核验",
        "method": "SHARE_API",
        "status": "GRANTED",
        "consumer": {"name": name, "kind": "CITIZEN"},
        "datasetIds": [id_of(NodeKind.DATASET, "civilset")],
    }
    answer = await catalog.ask(_RECORD, {"input": given}, viewer=viewer)
    return answer["recordAgreement"]["agreement"]["consumer"]


@pytest.fixture
async def with_company(catalog: Catalog) -> Catalog:
    """A company with which the centre has recorded an agreement on data of 卫健局."""
    made = sides.estate()
    await made.record(catalog.engine)
    given = {
        "name": "利用",
        "kind": "DATA_USE",
        "purpose": "征信",
        "method": "SHARE_API",
        "consumer": {
            "name": "某信用公司",
            "kind": ConsumerKind.ENTERPRISE.value,
            "jurisdiction": "境外",
        },
        "datasetIds": [id_of(NodeKind.DATASET, "healthset")],
        "usages": [{"datasetId": id_of(NodeKind.DATASET, "healthset"), "name": "征信"}],
    }
    await catalog.ask(_RECORD, {"input": given})
    return catalog


async def test_a_guessed_name_opens_no_consumer_of_others(with_company: Catalog) -> None:
    guessed = await _consumer_of(with_company, "某信用公司", OFFICER)
    made_up = await _consumer_of(with_company, "某信用公司二", OFFICER)
    for consumer in (guessed, made_up):
        assert (consumer["kind"], consumer["jurisdiction"]) == ("CITIZEN", None)
    again = await _consumer_of(with_company, "某信用公司", OFFICER)
    assert again == guessed
    assert (await _consumer_of(with_company, "某信用公司", CENTRE))["kind"] == "ENTERPRISE"


async def test_an_impact_names_consumers_by_uses_that_may_be_seen(with_company: Catalog) -> None:
    """The officer knows the consumer by an agreement on data of their own, and not that it uses others' as well."""
    await _consumer_of(with_company, "某信用公司", CENTRE)
    found = {}
    for viewer in (CENTRE, OFFICER):
        asked = {"id": id_of(NodeKind.DATASET, "healthset")}
        found[viewer.name] = (await with_company.ask(_IMPACT, asked, viewer=viewer))["impact"]
    # What comes from it, and is the officer's own, is one hop away: that use may be seen.
    hops = {
        name: [each["hops"] for each in of["consumers"] if each["name"] == "某信用公司"]
        for name, of in found.items()
    }
    assert hops == {"centre": [0], "officer": [1]}
