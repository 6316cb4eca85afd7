"""Pages lose nothing and repeat nothing, whatever characters names are made of: every connection of the schema."""

from typing import Any, Final

from tests.conftest import Catalog
from tests.estate import Estate
from tests.gql.connections import HUBS, Listed, connections, record
from tests.unicode_names import NAMES, random_names

LISTED: Final = [*connections()]
SMALLER: Final = {"Dataset.versions", "Project.versions"}
"""Connections that are not made of things by name."""


async def _walk(
    catalog: Catalog, listed: Listed, revision: int | None, **size: int
) -> list[tuple[Any, ...]]:
    """Return what all pages hold, in the order of the list."""
    is_back, query = "last" in size, listed.query()
    seen: list[tuple[Any, ...]] = []
    cursor, total = None, 0
    for counts in (True, *[False] * 1000):
        place = {"before" if is_back else "after": cursor}
        snapshot = {"atRevision": revision} if listed.has_as_of else {}
        answer = await catalog.ask(query, {**size, **place, **snapshot, "counts": counts})
        page = answer["page"] if listed.is_root else answer["hub"]["page"]
        here = [tuple(node.values()) for node in page["nodes"]]
        assert len(here) == len(page["edges"])
        seen = [*here, *seen] if is_back else [*seen, *here]
        info = page["pageInfo"]
        if counts:
            total = page["totalCount"]
        if not info["hasPreviousPage" if is_back else "hasNextPage"]:
            assert total == len(seen), (listed, total, seen)
            return seen
        cursor = info["startCursor" if is_back else "endCursor"]
    message = f"{listed} does not end"
    raise AssertionError(message)


async def test_the_pages_of_every_connection_hold_everything_once(catalog: Catalog) -> None:
    names = NAMES[::2]
    past = await record(catalog.engine, names)
    assert {listed.type for listed in LISTED} - {"Query"} == set(HUBS)
    for listed in LISTED:
        name = f"{listed.type}.{listed.field}"
        for revision, size in ((None, 1), (past, 5)):
            whole = await _walk(catalog, listed, revision, first=100)
            assert len(whole) >= (6 if name in SMALLER else len(names)), name
            assert len(set(whole)) == len(whole), name
            assert await _walk(catalog, listed, revision, first=size) == whole, name
            if listed.goes_back:
                assert await _walk(catalog, listed, revision, last=6) == whole, name


async def test_a_text_is_compared_in_a_filter_as_lists_are_ordered(catalog: Catalog) -> None:
    names = {*NAMES, *random_names(150, seed=20)}
    estate = Estate()
    for number, name in enumerate(names):
        estate.unit(f"unit{number}", name)
    await estate.record(catalog.engine)
    query = """query($name: String!) {
      after: units(filter: {name: {gt: $name}}, first: 100) { totalCount nodes { name } }
      before: units(filter: {name: {lt: $name}}, orderBy: {name: DESC}, first: 100) { totalCount nodes { name } } }"""
    for name in [*NAMES, *random_names(60, seed=21), "", "a" * 200]:
        answer = await catalog.ask(query, {"name": name})
        after = sorted(one for one in names if one > name)
        before = sorted((one for one in names if one < name), reverse=True)
        for found, wanted in ((answer["after"], after), (answer["before"], before)):
            assert found["totalCount"] == len(wanted), ascii(name)
            assert [node["name"] for node in found["nodes"]] == wanted[:100], ascii(name)


async def test_a_text_to_compare_with_may_not_be_longer_than_a_name(catalog: Catalog) -> None:
    refused = await catalog.refusal(
        f'{{ units(filter: {{name: {{gt: "{"𠮷" * 201}"}}}}) {{ totalCount }} }}'
    )
    assert refused["extensions"] == {"code": "INVALID_INPUT", "argument": "filter.name.gt"}
