"""What no element fits is a datum of its own words, for as long as a field has them: renaming leaves nothing behind in lists."""

from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.conftest import CENTRE, OFFICER, Catalog, wipe
from tests.estate import Estate

NAMES: Final = ("卯榫型号", "榫卯编排", "斗拱铺作", "藻井层数")
_DATA: Final = """query($asOf: Instant, $atRevision: Int) {
  data(first: 50, asOf: $asOf, atRevision: $atRevision) { nodes { name isProvisional } totalCount } }"""
_SEARCH: Final = """query($text: String!) { search(text: $text, kinds: [DATUM]) {
  totalCount nodes { ... on Datum { name } } } }"""
_DO: Final = "mutation($input: %sInput!) { %s(input: $input) { __typename ... on Refusal { message } ... on %sPayload { revision } } }"


class Workshop:
    """An entry with two fields that are renamed again and again."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.revision = 0

    async def open(self) -> None:
        await wipe(self.catalog.engine)
        estate = Estate()
        estate.unit("civil", "民政局")
        await estate.record(self.catalog.engine)
        unit = keys.encode(NodeKind.UNIT, "civil")
        fields = [{"name": name} for name in NAMES[:2]]
        await self.do("registerEntry", {"unitId": unit, "name": "古建登记", "fields": fields})

    async def do(self, mutation: str, given: dict[str, Any]) -> None:
        type_ = mutation[0].upper() + mutation[1:]
        done = await self.catalog.ask(_DO % (type_, mutation, type_), {"input": given})
        self.revision = done[mutation].get("revision", self.revision)

    async def fields(self) -> list[dict[str, Any]]:
        asked = "{ datasets { nodes { id fields { nodes { id name } } } } }"
        [entry] = (await self.catalog.ask(asked))["datasets"]["nodes"]
        return [{"entry": entry["id"], **field} for field in entry["fields"]["nodes"]]

    async def rename(self, place: int, name: str) -> None:
        fields = await self.fields()
        if fields:
            field = fields[place % len(fields)]
            given = {"id": field["entry"], "fields": [{"id": field["id"], "name": name}]}
            await self.do("reviseEntry", given)

    async def remove(self, place: int) -> None:
        fields = await self.fields()
        if fields:
            field = fields[place % len(fields)]
            await self.do("reviseEntry", {"id": field["entry"], "removedFieldIds": [field["id"]]})

    async def data(self, **snapshot: Any) -> set[str]:
        said = (await self.catalog.ask(_DATA, snapshot))["data"]
        assert said["totalCount"] == len(said["nodes"])
        return {node["name"] for node in said["nodes"] if node["isProvisional"]}


@pytest.fixture
async def workshop(catalog: Catalog) -> Workshop:
    opened = Workshop(catalog)
    await opened.open()
    return opened


async def test_a_name_that_nobody_uses_any_more_is_a_datum_of_the_past(workshop: Workshop) -> None:
    before, registered = await workshop.data(), workshop.revision
    await workshop.rename(0, NAMES[2])
    after = await workshop.data()
    assert len(before) == len(after) == 2
    assert before != after
    assert await workshop.data(atRevision=registered) == before
    [gone] = before - after
    await workshop.rename(0, NAMES[0])
    assert await workshop.data() == before
    await workshop.rename(0, NAMES[2])
    for viewer in (CENTRE, OFFICER):
        found = await workshop.catalog.ask(_SEARCH, {"text": NAMES[0]}, viewer=viewer)
        assert gone not in [each["name"] for each in found["search"]["nodes"]]


async def test_what_is_a_source_is_there_as_long_as_its_designation(workshop: Workshop) -> None:
    before = await workshop.data()
    asked = "{ data(first: 50) { nodes { id name } } datasets { nodes { id } } }"
    said = await workshop.catalog.ask(asked)
    datum = next(each for each in said["data"]["nodes"] if NAMES[0] in each["name"])
    entry = said["datasets"]["nodes"][0]["id"]
    estate = Estate()
    named, holder = keys.decode(datum["id"]), keys.decode(entry)
    assert named is not None
    assert holder is not None
    estate.designation("source", datum=named.key, dataset=holder.key)
    await estate.record(workshop.catalog.engine)
    await workshop.rename(0, NAMES[2])
    assert await workshop.data() > before


_STEPS: Final = st.one_of(
    st.tuples(st.just("rename"), st.integers(0, 1), st.sampled_from(NAMES)),
    st.tuples(st.just("remove"), st.integers(0, 1)),
)


@given(steps=st.lists(_STEPS, min_size=3, max_size=8))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_lists_tell_of_what_fields_denote_at_every_revision(
    catalog: Catalog, steps: list[tuple[Any, ...]]
) -> None:
    workshop = Workshop(catalog)
    await workshop.open()
    seen = {workshop.revision: await workshop.data()}
    for name, *arguments in steps:
        await getattr(workshop, name)(*arguments)
        await invariants.check(catalog.engine)
        seen[workshop.revision] = await workshop.data()
    for revision, data in seen.items():
        assert await workshop.data(atRevision=revision) == data
