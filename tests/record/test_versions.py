"""A version sees the whole: whoever goes by an older one of any part is told so, and nobody's change is lost unseen."""

from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import Catalog
from tests.estate import district

ENTRY: Final = keys.encode(NodeKind.DATASET, "plan")
FIELD: Final = keys.encode(NodeKind.FIELD, "planname")
OTHER: Final = keys.encode(NodeKind.FIELD, "planid")
SYSTEM: Final = keys.encode(NodeKind.SYSTEM, "aid")
CIVIL, POLICE, HEALTH = (keys.encode(NodeKind.UNIT, key) for key in ("civil", "police", "health"))
PARTS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "a field described": (
        "reviseEntry",
        {"id": ENTRY, "fields": [{"id": FIELD, "name": "甲号", "description": "甲"}]},
    ),
    "a field renamed": (
        "reviseEntry",
        {"id": ENTRY, "fields": [{"id": FIELD, "name": "丙号"}]},
    ),
    "a field added": ("reviseEntry", {"id": ENTRY, "fields": [{"name": "备注"}]}),
    "a field removed": ("reviseEntry", {"id": ENTRY, "removedFieldIds": [OTHER]}),
    "another operator": ("reviseSystem", {"id": SYSTEM, "unitId": POLICE}),
}
NOTHING: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "the same again": ("reviseEntry", {"id": ENTRY, "fields": [{"id": FIELD, "name": "甲号"}]}),
    "the same operator": ("reviseSystem", {"id": SYSTEM, "unitId": CIVIL}),
}


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    planned = district()
    planned.dataset("plan", "草稿", provider="civil", system="aid", status="DRAFT")
    planned.field("planname", "甲号", dataset="plan", position=1)
    planned.field("planid", "号码", dataset="plan", position=2)
    await planned.record(catalog.engine)
    return catalog


async def do(catalog: Catalog, change: str, given: dict[str, Any]) -> Any:
    kind = change[0].upper() + change[1:]
    query = f"""mutation($input: {kind}Input!) {{ {change}(input: $input) {{
      __typename ... on Refusal {{ message path }} ... on Payload {{ revision }} }} }}"""
    return (await catalog.ask(query, {"input": given}))[change]


async def version_of(catalog: Catalog, id: str) -> int:
    query = "query($id: ID!) { node(id: $id) { ... on Entity { version } } }"
    version: int = (await catalog.ask(query, {"id": id}))["node"]["version"]
    return version


@pytest.mark.parametrize("what", PARTS)
async def test_a_change_of_a_part_is_a_version_of_the_whole(estate: Catalog, what: str) -> None:
    change, given = PARTS[what]
    before = await version_of(estate, given["id"])
    first = await do(estate, change, {**given, "expectedVersion": before})
    assert first["__typename"].endswith("Payload"), first
    assert await version_of(estate, given["id"]) == before + 1
    late = {"id": given["id"], "expectedVersion": before}
    late |= {"unitId": HEALTH} if change == "reviseSystem" else {"description": "乙"}
    second = await do(estate, change, late)
    assert (second["__typename"], second["path"]) == ("Conflict", ["input", "expectedVersion"])


@pytest.mark.parametrize("what", NOTHING)
async def test_what_changes_nothing_is_no_version(estate: Catalog, what: str) -> None:
    change, given = NOTHING[what]
    before = await version_of(estate, given["id"])
    await do(estate, change, given)
    assert await version_of(estate, given["id"]) == before


async def test_a_whole_that_is_described_with_its_parts_has_one_version_more(
    estate: Catalog,
) -> None:
    before = await version_of(estate, ENTRY)
    given = {"description": "说明", "fields": [{"name": "备注"}]}
    await do(estate, "reviseEntry", {"id": ENTRY, **given})
    assert await version_of(estate, ENTRY) == before + 1
    query = (
        "query($id: ID!) { node(id: $id) { ... on Dataset { versions { nodes { version } } } } }"
    )
    told = (await estate.ask(query, {"id": ENTRY}))["node"]["versions"]["nodes"]
    assert sorted(each["version"] for each in told) == list(range(1, before + 2))
