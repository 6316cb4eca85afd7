"""Nobody finds a hidden thing by any question: the schema is walked for each viewer, and the bytes are searched for marks.

The same walk finds the marks for whoever sees all, so that it can fail.
"""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from graphql import GraphQLField, build_client_schema, get_introspection_query

from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.export import FORMATS
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import Catalog, client_of
from tests.edge.sockets import connect
from tests.marked_district import (
    AUDITOR,
    CENTRE,
    FORM,
    OFFICER_A,
    OFFICER_B,
    OTHERS,
    PLANNED,
    SEE_ALL,
    UNITS,
    Marks,
    marked_district,
    marks_in,
)
from tests.schema_walk import Arguments, Walk, required

DEPTH: Final = {"node": 1, "nodes": 1, "search": 1, "impact": 1}
"""Relations walked below root fields that lead to any kind of thing; below the others 2, and 1 below a look-up."""
# A question that is too much cancels what it has begun, and the driver leaves the sockets of that to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
RECORD: Final = """mutation($input: RecordCollectionCheckInput!) { recordCollectionCheck(input: $input) {
    ... on RecordCollectionCheckPayload { check { id } } ... on Refusal { message } } }"""
CHECK: Final = """query($plan: CollectionPlanInput!) { checkCollection(input: $plan) {
    ... on CollectionCheck { fields { verdict hiddenCount evidence { kind redaction key subject { id } } } } ... on Refusal { code message } } }"""
_EXPECTED: Final = frozenset({"TOO_MUCH", "NOT_FOUND"})


class Scanned:
    """A marked district, and one client that knows every viewer."""

    def __init__(self, catalog: Catalog, marks: Marks, things: dict[str, str]) -> None:
        self.catalog = catalog
        self.marks = marks
        self.things = things
        """Keys of all things, with the names of their kinds."""

    def id_of(self, key: str) -> str:
        return keys.encode(NodeKind(self.things[key]), key)

    @property
    def ids(self) -> list[str]:
        """Ids of all things, hidden ones too, but for those that are no nodes."""
        return [self.id_of(key) for key, kind in self.things.items() if kind != "Job"]

    def plan(self, unit: str) -> dict[str, Any]:
        return {
            "unitId": keys.encode(NodeKind.UNIT, unit),
            "name": FORM,
            "fields": [{"name": name} for name in PLANNED],
        }

    def fill(self, viewer: Viewer) -> Any:  # a function
        """Return what gives root fields their arguments."""
        starts = ["opena", "openb", "openaname", "unita", "closedb", "systemb"]
        lineages: list[Arguments] = [
            {"id": f'"{self.id_of(key)}"', **more}
            for key in starts
            for more in ({}, {"level": "FIELD"})
        ]
        single: list[Arguments] = [{"id": f'"{self.id_of(key)}"'} for key in starts]
        plan = json.dumps(self.plan(viewer.unit_key or "unita"), ensure_ascii=False)
        text = "{name: %s, dataset: %s}"
        known: dict[str, list[Arguments]] = {
            "node": [{"id": f'"{self.id_of(key)}"'} for key in starts],
            "nodes": [
                {"ids": json.dumps(self.ids[at : at + 100])} for at in range(0, len(self.ids), 100)
            ],
            "search": [
                {"text": f'"{word}"', "first": "100"}
                for word in ("leak", "leak*", "公开", "非共享", "性别", "描述")
            ],
            "checkCollection": [{"input": _unquoted(plan)}],
            "readForm": [{"input": '{fileName: "a.csv", text: "名称\\n性别"}'}],
            "compareFields": [
                {"a": text % (f'"{one}"', f'"{FORM}"'), "b": text % ('"甲"', '"乙"')}
                for one in ("性别", "甲")
            ],
            "lineage": lineages,
            "lineageChanges": [
                {**each, "from": '"2020-01-01"', "to": '"2030-01-01"'} for each in single
            ],
            "impact": single,
            "origins": [
                *single,
                *({"id": f'"{self.id_of(key)}"'} for key in self.of_kind("Datum")[:12]),
            ],
            "paths": [
                {"from": f'"{self.id_of("opena")}"', "to": f'"{self.id_of(other)}"'}
                for other in ("openb", "openc")
            ],
        }

        def arguments(name: str, field: GraphQLField) -> list[Arguments]:
            if name in known:
                return known[name]
            needed = required(field)
            if list(needed) == ["by"]:
                kind = name[0].upper() + name[1:]
                return [{"by": f'{{key: "{key}"}}'} for key in self.of_kind(kind)]
            assert not needed, f"say in `fill` how {name} is asked: it needs {sorted(needed)}"
            page = "100" if name in ("findings", "duplicateCollections") else "50"
            return [{"first": page}] if "first" in field.args else [{}]

        return arguments

    def of_kind(self, kind: str) -> list[str]:
        return [key for key, each in self.things.items() if each == kind]

    async def bytes_of(self, query: str, viewer: Viewer) -> bytes:
        """Ask, with smaller pages where there is too much below them, and return the whole answer."""
        for first in ("first: 100", "first: 50", "first: 10", "first: 5", "first: 3"):
            smaller = query.replace("first: 100", first).replace("first: 50", first)
            answer = await self.catalog.post(smaller, viewer=viewer, language="zh-CN")
            told = answer.json()
            codes = {error["extensions"]["code"] for error in told.get("errors", ())}
            assert codes <= {"TOO_MUCH", "INVALID_ARGUMENT"}, (smaller, told["errors"])
            if "TOO_MUCH" not in codes or smaller == query.replace("first: 50", "first: 3"):
                break
        return _without_echo(query, answer.content)


def _without_echo(query: str, content: bytes) -> bytes:
    """Leave the id that was asked for out of a refusal: NotFound repeats it, and the caller had it."""
    if b'"NOT_FOUND"' in content:
        for given in re.findall(r'"([\w-]{8,})"', query):
            content = content.replace(given.encode(), b"")
    return content


def _unquoted(written: str) -> str:
    """Write JSON as a GraphQL value: names of attributes are not quoted."""
    for name in ("unitId", "name", "fields"):
        written = written.replace(f'"{name}":', f"{name}:")
    return written


@pytest.fixture
async def scanned(engine: Engine, catalog: Catalog, tmp_path: Path) -> AsyncIterator[Scanned]:
    """The marked district, with a check of each unit's plan kept by the centre, who sees all that it rests on."""
    estate, marks = marked_district()
    await estate.record(catalog.engine)
    things = {thing.key: thing.kind.value for thing in estate.things}
    async with client_of(engine, tmp_path, *SEE_ALL, *OTHERS) as client:
        own = Scanned(Catalog(engine, client), marks, things)
        for letter in "ab":
            purpose = marks.new("kept check", UNITS[letter])
            given = {
                "projectId": own.id_of(f"project{letter}"),
                "plan": {**own.plan(UNITS[letter]), "purpose": purpose},
            }
            kept = await own.catalog.ask(RECORD, {"input": given}, viewer=CENTRE)
            assert "check" in kept["recordCollectionCheck"], kept
        yield own


async def _walk(scanned: Scanned, viewer: Viewer) -> dict[str, set[str]]:
    """Ask every question, and return the marks found, with the questions that told them."""
    introspected = (await scanned.catalog.post(get_introspection_query(), viewer=viewer)).json()
    walk = Walk(build_client_schema(introspected["data"]))
    fill = scanned.fill(viewer)
    found: dict[str, set[str]] = {}
    for name, field in walk.schema.query_type.fields.items():  # type: ignore[union-attr]  # there is one
        depth = DEPTH.get(name, 1 if "by" in field.args else 2)
        only = lambda asked, declared, name=name: fill(asked, declared) if asked == name else []  # noqa: E731
        for _, query in walk.questions(only, depth=depth):
            for mark in marks_in(await scanned.bytes_of(query, viewer)):
                found.setdefault(mark, set()).add(query[:1500])
    return found


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda viewer: viewer.name)
async def test_no_question_tells_what_its_viewer_may_not_see(
    scanned: Scanned, viewer: Viewer
) -> None:
    found = await _walk(scanned, viewer)
    leaked = {mark: found[mark] for mark in found.keys() & scanned.marks.hidden_from(viewer)}
    by_kind = {
        f"{mark} {scanned.marks.kinds[mark]}": min(queries, key=len)
        for mark, queries in sorted(leaked.items())
    }
    assert not by_kind, json.dumps(by_kind, ensure_ascii=False, indent=1)
    assert viewer.unit_key is None or found


@pytest.mark.parametrize("viewer", [CENTRE], ids=lambda viewer: viewer.name)
async def test_the_same_walk_finds_every_mark_for_whoever_sees_all(
    scanned: Scanned, viewer: Viewer
) -> None:
    found = set(await _walk(scanned, viewer))
    assert scanned.marks.told(scanned.marks.units.keys() - found) == {}


@pytest.mark.parametrize("viewer", [*OTHERS, CENTRE], ids=lambda viewer: viewer.name)
async def test_no_file_of_lineage_tells_it_either(scanned: Scanned, viewer: Viewer) -> None:
    headers = {"Authorization": f"Bearer token-of-{viewer.name}"}
    found: dict[str, str] = {}
    for format_ in FORMATS:
        for key, level in (
            ("opena", "DATASET"),
            ("opena", "FIELD"),
            ("openaname", "FIELD"),
            ("unitb", "UNIT"),
        ):
            given = {"id": scanned.id_of(key), "format": format_.value, "level": level}
            answer = await scanned.catalog.client.get(
                "/api/v1/lineage/export", params={**given, "direction": "BOTH"}, headers=headers
            )
            told = answer.content + str(answer.headers).encode()
            found |= dict.fromkeys(marks_in(told), f"{format_.value} {key} {level}")
    leaked = found.keys() & scanned.marks.hidden_from(viewer)
    assert {mark: (found[mark], scanned.marks.kinds[mark]) for mark in leaked} == {}
    assert found or not viewer.sees_all


@pytest.mark.parametrize("viewer", [OFFICER_A, OFFICER_B, CENTRE], ids=lambda viewer: viewer.name)
async def test_a_verdict_names_no_unit_that_is_known_by_hidden_things_alone(
    scanned: Scanned, viewer: Viewer
) -> None:
    unit = viewer.unit_key or "unita"
    checked = (
        await scanned.catalog.post(CHECK, {"plan": scanned.plan(unit)}, viewer=viewer)
    ).content
    query = """{ projects { nodes { collectionChecks { nodes { verdicts { provider { name key } source { name } }
      differences { ... on CollectionDifferences { now { fields { why provider { name } evidence { name text } } } } } } } } }
      duplicateCollections { nodes { why collectors { name } burden { unit { name } } } }
      data(first: 100) { nodes { collectors { nodes { name } } } } }"""
    told = (await scanned.catalog.post(query, viewer=viewer, language="zh-CN")).content
    names = ("丁局".encode(), keys.encode(NodeKind.UNIT, "unitd").encode(), b"unitd")
    assert any(name in checked + told for name in names) == viewer.sees_all


@pytest.mark.parametrize("viewer", [*OTHERS, *SEE_ALL], ids=lambda viewer: viewer.name)
async def test_plans_are_checked_for_ones_own_unit_unless_one_sees_all(
    scanned: Scanned, viewer: Viewer
) -> None:
    for unit in UNITS.values():
        answer = await scanned.catalog.ask(CHECK, {"plan": scanned.plan(unit)}, viewer=viewer)
        code = answer["checkCollection"].get("code")
        may = viewer.sees_all or unit == viewer.unit_key
        assert code == (None if may else "NOT_PERMITTED")
    unknown = {**scanned.plan("unita"), "unitId": keys.encode(NodeKind.UNIT, "nobody")}
    answer = await scanned.catalog.ask(CHECK, {"plan": unknown}, viewer=viewer)
    assert answer["checkCollection"]["code"] == "NOT_FOUND"


async def test_every_reader_has_the_same_rows_and_is_told_how_much_is_hidden(
    scanned: Scanned,
) -> None:
    told = {}
    for viewer in (CENTRE, OFFICER_A):
        answer = await scanned.catalog.ask(CHECK, {"plan": scanned.plan("unita")}, viewer=viewer)
        told[viewer] = answer["checkCollection"]["fields"]
    rows = [[field["verdict"] for field in fields] for fields in told.values()]
    assert rows[0] == rows[1]
    assert not any(field["hiddenCount"] for field in told[CENTRE])
    for field in told[OFFICER_A]:
        redacted = [step for step in field["evidence"] if step["redaction"]]
        assert field["hiddenCount"] >= len(redacted)
        assert all(step["key"] is step["subject"] is None for step in redacted)
    assert any(field["hiddenCount"] for field in told[OFFICER_A])


@pytest.mark.parametrize("viewer", [OFFICER_A, AUDITOR], ids=lambda viewer: viewer.name)
async def test_a_subscription_begins_with_nothing_hidden(scanned: Scanned, viewer: Viewer) -> None:
    transport = scanned.catalog.client._transport  # noqa: SLF001  # the client's one application
    assert isinstance(transport, httpx.ASGITransport)
    query = """subscription($id: ID!) { lineageChanged(id: $id, level: FIELD) { __typename
      ... on LineageChange { revision nodesAdded { count keys } edgesAdded { count ends { source target } } }
      ... on Refusal { code message } } }"""
    headers = {"Authorization": f"Bearer token-of-{viewer.name}"}
    async with connect(transport.app, headers) as socket:
        await socket.subscribe("1", query, {"id": scanned.id_of("opena")})
        message = await socket.receive()
    found = marks_in(json.dumps(message).encode())
    assert found & scanned.marks.hidden_from(viewer) == set()
