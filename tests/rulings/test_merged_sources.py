"""Two data ruled to be one: the source that is left behind goes along, and of two one is said to stay."""

from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.agreements.test_designations import CHANGE, STRANDED
from tests.collection.test_nets import put
from tests.conftest import Catalog
from tests.estate import revise
from tests.rulings.test_rulings import DATA, rule, withdraw

ONE: Final = "核定采暖平米"
OTHER: Final = "供热面积核定数"
SOURCES: Final = """{ data(first: 50) { nodes {
  designations { nodes { dataset { id } datum { id } basis coverage { region } } } } } }"""


@pytest.fixture
async def heating(catalog: Catalog) -> Catalog:
    """Two published entries with a field each, which denote two data as long as nobody rules otherwise."""
    await put(catalog, OTHER, "锅炉台数")
    await put(catalog, ONE, 提供单位="镇海区供热公司", 业务名称="供热情况登记表")
    found = await catalog.ask("{ datasets(first: 10) { nodes { key } } }")
    for node in found["datasets"]["nodes"]:
        await revise(
            catalog.engine,
            NodeKind.DATASET,
            node["key"],
            status="PUBLISHED",
            sharing_class="UNCONDITIONAL",
        )
    return catalog


async def placed(heating: Catalog, name: str) -> tuple[str, str]:
    """Return the ids of the dataset and the datum of a field."""
    query = "query($n: String!) { fields(filter: {name: {eq: $n}}) { nodes { dataset { id } datum { id } } } }"
    [field] = (await heating.ask(query, {"n": name}))["fields"]["nodes"]
    return field["dataset"]["id"], field["datum"]["id"]


async def designate(heating: Catalog, name: str, **given: Any) -> None:
    dataset, datum = await placed(heating, name)
    asked = {"datumId": datum, "datasetId": dataset, **given}
    told = (await heating.ask(CHANGE, {"input": asked}))["designateSource"]
    assert told["__typename"] == "DesignateSourcePayload", told


async def sources(heating: Catalog) -> list[tuple[str, str]]:
    """Return dataset and datum (ids) of every designation in force."""
    data = (await heating.ask(SOURCES))["data"]["nodes"]
    return [
        (each["dataset"]["id"], each["datum"]["id"])
        for datum in data
        for each in datum["designations"]["nodes"]
    ]


@pytest.mark.parametrize("stays", [ONE, OTHER])
async def test_of_two_sources_the_ruling_says_which_one_stays(heating: Catalog, stays: str) -> None:
    await designate(heating, ONE)
    await designate(heating, OTHER)
    before = await sources(heating)
    refused = await rule(heating)
    assert (refused["__typename"], refused["path"]) == ("Conflict", ["input", "sourceId"])
    for name in (ONE, OTHER):
        dataset, _ = await placed(heating, name)
        assert dataset in refused["message"]
    assert await sources(heating) == before
    elsewhere = await rule(heating, sourceId=keys.encode(NodeKind.DATASET, "none"))
    assert elsewhere["__typename"] == "NotFound"
    dataset, _ = await placed(heating, stays)
    ruled = await rule(heating, sourceId=dataset)
    assert ruled["__typename"] == "RuleOnMatchPayload", ruled
    loses, _ = await placed(heating, OTHER if stays == ONE else ONE)
    names = {
        each["id"]: each["name"]
        for each in (await heating.ask("{ datasets(first: 10) { nodes { id name } } }"))[
            "datasets"
        ]["nodes"]
    }
    [warning] = ruled["warnings"]
    assert warning.startswith(f"{names[loses]} of 镇海区")
    assert " is the source of " in warning
    _, datum = await placed(heating, ONE)
    assert (await placed(heating, OTHER))[1] == datum
    assert await sources(heating) == [(dataset, datum)]
    assert (await heating.ask(STRANDED))["findings"]["totalCount"] == 0
    await invariants.check(heating.engine)


async def test_a_source_goes_along_where_the_other_has_none(heating: Catalog) -> None:
    await designate(heating, ONE, basis="会议纪要")
    ruled = await rule(heating)
    assert ruled["warnings"] == []
    dataset, datum = await placed(heating, ONE)
    assert await sources(heating) == [(dataset, datum)]
    assert (await placed(heating, OTHER))[1] == datum
    await invariants.check(heating.engine)
    # Withdrawn, the fields go back, and so does the source.
    await withdraw(heating, ruled["ruling"]["id"])
    assert await sources(heating) == [await placed(heating, ONE)]
    assert (await heating.ask(STRANDED))["findings"]["totalCount"] == 0
    await invariants.check(heating.engine)


async def test_sources_for_coverages_apart_both_stand(heating: Catalog) -> None:
    await designate(heating, ONE, coverage={"region": "330211"})
    await designate(heating, OTHER, coverage={"region": "330212"})
    assert (await rule(heating))["__typename"] == "RuleOnMatchPayload"
    assert len(await sources(heating)) == 2
    assert len({datum for _, datum in await sources(heating)}) == 1
    await invariants.check(heating.engine)


async def test_what_is_ruled_apart_from_sources_asks_for_nothing(heating: Catalog) -> None:
    assert (await rule(heating))["__typename"] == "RuleOnMatchPayload"
    assert (await heating.ask(DATA, {"name": ONE, "at": None}))["fields"]["nodes"]
