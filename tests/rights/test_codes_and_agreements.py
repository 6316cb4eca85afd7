"""Rights that a look at one thing alone would miss: ranges of codes that look like another's, agreements of several parties."""

from typing import Any

import pytest

from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.rights import sides
from tests.rights.sides import RANGES, id_of

_REGISTER = (
    """mutation($input: RegisterEntryInput!) { registerEntry(input: $input) { __typename } }"""
)
_RECORD = (
    """mutation($input: RecordAgreementInput!) { recordAgreement(input: $input) { __typename } }"""
)
_END = """mutation($input: EndAgreementInput!) { endAgreement(input: $input) { __typename } }"""
OWN, OTHERS = RANGES["civil"], RANGES["police"]


@pytest.fixture
async def district(catalog: Catalog) -> Catalog:
    """Everything four times, and an agreement of 卫健局 on data of 民政局 and of 公安局."""
    made = sides.estate()
    made.consumer("clinic", "卫生服务中心", unit="health")
    made.agreement("joint", "联合核验", consumer="clinic", dataset="civilset")
    made._tie("COVERS", "joint", "policeset", "joint|policeset", anchor="joint")  # noqa: SLF001  # a second provider
    made.agreement("single", "民政核验", consumer="clinic", dataset="civilset")
    await made.record(catalog.engine)
    return catalog


async def _done(catalog: Catalog, query: str, given: Any, viewer: Viewer) -> str:
    [payload] = (await catalog.ask(query, {"input": given}, viewer=viewer)).values()
    return str(payload["__typename"])


@pytest.mark.parametrize(
    "code",
    [
        f"{OTHERS}／000009",  # a full-width slash
        f"{OTHERS}∕000009",  # a division slash
        f"{OTHERS[:-1]}７/000009",  # a full-width digit
        f"{OTHERS.replace('0', 'O', 1)}/000009",
        f"{OTHERS} /000009",
        f"{OWN.replace('0', 'O', 1)}/000009",
        f"{OTHERS}-000009",
    ],
)
async def test_a_code_that_looks_like_one_of_a_range_is_the_centres_to_give(
    district: Catalog, code: str
) -> None:
    given = {"unitId": id_of(NodeKind.UNIT, "civil"), "name": "新条目", "code": code}
    assert await _done(district, _REGISTER, given, OFFICER) == "NotPermitted"
    assert await _done(district, _REGISTER, given, CENTRE) == "RegisterEntryPayload"
    own = {**given, "name": "另一条目", "code": f"{OWN}/000009"}
    assert await _done(district, _REGISTER, own, OFFICER) == "RegisterEntryPayload"


@pytest.mark.parametrize(
    ("unit", "expected"), [("civil", "RecordAgreementPayload"), ("police", "NotPermitted")]
)
@pytest.mark.parametrize("dataset", ["civilset", "healthset"])
async def test_nobody_asks_in_the_name_of_another_unit_not_even_for_data_of_ones_own(
    district: Catalog, unit: str, expected: str, dataset: str
) -> None:
    given = {
        "name": "户籍核验",
        "kind": "SHARING_REQUEST",
        "status": "PENDING",
        "purpose": "核验",
        "method": "SHARE_API",
        "consumer": {"name": "某科室", "kind": "UNIT", "unitId": id_of(NodeKind.UNIT, unit)},
        "datasetIds": [id_of(NodeKind.DATASET, dataset)],
    }
    assert await _done(district, _RECORD, given, OFFICER) == expected
    assert (
        await _done(district, _RECORD, {**given, "name": "再次核验"}, CENTRE)
        == "RecordAgreementPayload"
    )


@pytest.mark.parametrize(
    ("agreement", "expected"), [("joint", "NotPermitted"), ("single", "EndAgreementPayload")]
)
async def test_one_provider_among_several_does_not_end_an_agreement_alone(
    district: Catalog, agreement: str, expected: str
) -> None:
    given = {"id": id_of(NodeKind.AGREEMENT, agreement)}
    assert await _done(district, _END, given, OFFICER) == expected
    if expected == "NotPermitted":
        assert await _done(district, _END, given, CENTRE) == "EndAgreementPayload"
