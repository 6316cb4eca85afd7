"""Names by which people tell things apart are taken once: of units in the district, of systems and projects in a unit."""

import asyncio
from typing import Any

import pytest

from graph_catalog.catalog import keys
from graph_catalog.model.enums.nodes import NodeKind
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
    assert (moved["__typename"], moved["path"]) == ("Conflict", ["input", "name"])
    both = await do(estate, "reviseSystem", id=aid, unitId=POLICE, name="救助平台二期")
    assert both["__typename"] == "ReviseSystemPayload"
    free = await do(estate, "registerSystem", name="救助平台", unitId=CIVIL)
    assert free["__typename"] == "RegisterSystemPayload"
