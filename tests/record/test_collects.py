"""What a unit collects follows from its fields, whatever changes them: compared with a recomputation from nothing."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_catalog.alignment import realignment
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests import invariants
from tests.conftest import CENTRE, Catalog, wipe
from tests.estate import Estate

UNITS: Final = {"civil": "民政局", "health": "卫健局"}
NAMES: Final = ("残疾类别", "婚姻状况", "户籍地址", "服务日期")
_DO: Final = (
    "mutation($input: %sInput!) { %s(input: $input) { __typename ... on Refusal { message } } }"
)
_ENTRIES: Final = """{ datasets(first: 100) { nodes { id name code provider { name }
  fields(first: 100) { nodes { id name acquisition } } } } }"""


class Offices:
    """Two units whose officers change what they have; every change comes by the API."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.registered = 0

    async def open(self) -> None:
        await wipe(self.catalog.engine)
        estate = Estate()
        for key, name in UNITS.items():
            estate.unit(key, name)
        await estate.record(self.catalog.engine)
        for unit in UNITS:
            await self.register(unit, NAMES[:2])

    async def do(self, mutation: str, given: dict[str, Any]) -> str:
        type_ = mutation[0].upper() + mutation[1:]
        answer = await self.catalog.ask(_DO % (type_, mutation), {"input": given}, viewer=CENTRE)
        return str(answer[mutation]["__typename"])

    async def register(self, unit: str, names: tuple[str, ...]) -> None:
        self.registered += 1
        code = f"{308200 + len(unit)}/{self.registered:06}"
        given = {
            "unitId": keys.encode(NodeKind.UNIT, unit),
            "name": f"登记表{self.registered}",
            "code": code,
            "fields": [{"name": name, "acquisition": "COLLECTED"} for name in names],
        }
        assert await self.do("registerEntry", given) == "RegisterEntryPayload"

    async def entry(self, number: int) -> dict[str, Any]:
        nodes = (await self.catalog.ask(_ENTRIES))["datasets"]["nodes"]
        found: dict[str, Any] = sorted(nodes, key=lambda node: str(node["name"]))[
            number % len(nodes)
        ]
        return found

    async def revise(self, number: int, **given: Any) -> None:
        entry = await self.entry(number)
        await self.do("reviseEntry", {"id": entry["id"], **given})

    async def add(self, number: int, name: str, acquisition: str) -> None:
        """Add a field, or change where one of the name is from."""
        await self.revise(number, fields=[{"name": name, "acquisition": acquisition}])

    async def remove(self, number: int, place: int) -> None:
        fields = (await self.entry(number))["fields"]["nodes"]
        if fields:
            await self.revise(number, removedFieldIds=[fields[place % len(fields)]["id"]])

    async def move(self, number: int, unit: str) -> None:
        """Hand an entry to a unit, as a file does."""
        entry = await self.entry(number)
        content = f"提供单位,业务名称,数据项名称,目录代码\n{UNITS[unit]},{entry['name']},姓名,{entry['code']}\n"
        moved = {"fileName": "a.csv", "content": content, "accept": ["MOVE"]}
        await self.do("importCatalog", moved)

    async def rule(self, one: str, other: str, verdict: str) -> None:
        given = {
            "a": {"description": {"name": one}},
            "b": {"description": {"name": other}},
            "verdict": verdict,
            "reason": "口径",
        }
        await self.do("ruleOnMatch", given)

    async def collected(self, question: str = invariants.COLLECTED) -> list[tuple[str, str]]:
        rows = await self.catalog.engine.run_statement(question)
        return [(row["unit"], row["datum"]) for row in rows]


Step = Callable[[Offices], Any]
_numbers, _units, _names = st.integers(0, 5), st.sampled_from([*UNITS]), st.sampled_from(NAMES)
_STEPS: Final = st.one_of(
    st.builds(lambda u, n: lambda o: o.register(u, tuple(n)), _units, st.sets(_names, min_size=1)),
    st.builds(
        lambda i, n, a: lambda o: o.add(i, n, a),
        _numbers,
        _names,
        st.sampled_from(["COLLECTED", "SHARED", "GENERATED", "UNKNOWN"]),
    ),
    st.builds(lambda i, p: lambda o: o.remove(i, p), _numbers, _numbers),
    st.builds(
        lambda i, s: lambda o: o.revise(i, status=s),
        _numbers,
        st.sampled_from(["WITHDRAWN", "DRAFT"]),
    ),
    st.builds(
        lambda i, s: lambda o: o.revise(i, listing=s),
        _numbers,
        st.sampled_from(["RECEIVED", "LISTED", "UNLISTED"]),
    ),
    st.builds(
        lambda i, n: lambda o: o.revise(i, name=n),
        _numbers,
        st.sampled_from(["残疾人登记", "法人登记"]),
    ),
    st.builds(lambda i, u: lambda o: o.move(i, u), _numbers, _units),
    st.builds(
        lambda a, b, v: lambda o: o.rule(a, b, v),
        _names,
        _names,
        st.sampled_from(["SAME", "DIFFERENT"]),
    ),
)


@given(steps=st.lists(_STEPS, min_size=4, max_size=10))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_what_is_collected_is_what_a_recomputation_says(
    catalog: Catalog, steps: list[Step]
) -> None:
    offices = Offices(catalog)
    await offices.open()
    for step in steps:
        await step(offices)
        assert await offices.collected() == await offices.collected(invariants.COLLECTED_ANEW)
        await invariants.check(catalog.engine)
    await realignment.run(catalog.engine, anew=True)
    assert await offices.collected() == await offices.collected(invariants.COLLECTED_ANEW)


ENDINGS: Final[dict[str, Step]] = {
    "the field is removed": lambda o: o.remove(0, 0),
    "the entry is withdrawn": lambda o: o.revise(0, status="WITHDRAWN"),
    "the entry is a copy": lambda o: o.revise(0, listing="RECEIVED"),
    "the field is had by sharing": lambda o: o.add(0, "残疾类别", "SHARED"),
    "nobody knows how it is had": lambda o: o.add(0, "残疾类别", "UNKNOWN"),
    "the entry is another unit's": lambda o: o.move(0, "health"),
}


@pytest.mark.parametrize("way", ENDINGS)
async def test_a_unit_that_obeyed_is_accused_no_more(catalog: Catalog, way: str) -> None:
    offices = Offices(catalog)
    await offices.open()
    question = """{ duplicateCollections { nodes { collectionPoints collectors { name } datum { name } } }
      findings(filter: {rules: ["R-15b"]}) { nodes { message } } }"""
    before = await catalog.ask(question)
    accused = [
        each for each in before["duplicateCollections"]["nodes"] if "残疾" in each["datum"]["name"]
    ]
    assert [each["collectionPoints"] for each in accused] == [2]
    fields = (await offices.entry(0))["fields"]["nodes"]
    assert fields[0]["name"] == "残疾类别"
    await ENDINGS[way](offices)
    after = await catalog.ask(question)
    assert not any(
        "残疾" in each["datum"]["name"] for each in after["duplicateCollections"]["nodes"]
    )
    assert not any("残疾" in finding["message"] for finding in after["findings"]["nodes"])


async def test_points_are_counted_where_it_is_still_collected(catalog: Catalog) -> None:
    offices = Offices(catalog)
    await offices.open()
    await offices.register("civil", ("残疾类别",))
    question = (
        "{ duplicateCollections { nodes { collectionPoints datum { name } burden { points } } } }"
    )

    async def points() -> list[tuple[int, list[int]]]:
        nodes = (await catalog.ask(question))["duplicateCollections"]["nodes"]
        return [
            (each["collectionPoints"], [by["points"] for by in each["burden"]])
            for each in nodes
            if "残疾" in each["datum"]["name"]
        ]

    assert await points() == [(3, [2, 1])]
    await offices.remove(2, 0)
    assert await points() == [(2, [1, 1])]
