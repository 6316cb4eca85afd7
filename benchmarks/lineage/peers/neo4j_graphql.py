"""@neo4j/graphql over our own labels and edges: the best hand-written lineage, the first that one writes, and nested relations."""

import dataclasses
import datetime as dt
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks.lineage.products import Child, Reply, child, problem_of
from benchmarks.lineage.question import Told, Traced
from graph_catalog.graph.connection import Address

PACKAGES: Final = (
    "@neo4j/graphql@7.6.3",
    "graphql@16",
    "neo4j-driver@5",
    "@apollo/server@5.5.1",
)
_SERVER: Final = Path(__file__).with_name("neo4j_graphql_server.mjs")
_NESTED_DEPTH: Final = 5


@dataclasses.dataclass(frozen=True)
class Statement:
    """A hand-written `@cypher` field."""

    name: str
    suffix: str
    _child: Child

    def ask(self, question: Traced) -> Reply | None:
        """Ask; it knows fields alone."""
        if question.level != "FIELD":
            return None
        field = f"{question.direction.lower()}{self.suffix}{question.depth}"
        query = f"""query ($key: String!, $asOf: DateTime!) {{ {field}(key: $key, asOf: $asOf) {{
          nodes {{ key name hops }} edges {{ source target }} }} }}"""
        seconds, _, said = _post(self._child, query, question)
        answer = orjson.loads(said)
        if "errors" in answer:
            return Reply(seconds, len(said), None, problem_of(said))
        lineage = answer["data"][field]
        hops = {node["key"]: node["hops"] for node in lineage["nodes"]}
        edges = frozenset((edge["source"], edge["target"]) for edge in lineage["edges"])
        return Reply(seconds, len(said), Told(hops, edges))


@dataclasses.dataclass(frozen=True)
class Nested:
    """A selection nested as deep as the question: what the library makes by itself, no Cypher written."""

    name: str
    _child: Child

    def ask(self, question: Traced) -> Reply | None:
        """Ask, up to a small depth: a diamond comes back once for every path."""
        if question.level != "FIELD" or question.depth > _NESTED_DEPTH:
            return None
        relation = f"{question.direction.lower()}Connection"
        selection = "node { key name }"
        held = "where: {edge: {valid_from: {lte: $asOf}, valid_to: {gt: $asOf}}}"
        for _ in range(question.depth):
            selection = f"node {{ key name {relation}({held}) {{ edges {{ {selection} }} }} }}"
        selection = selection.removeprefix("node {").removesuffix("}")
        query = f"query ($key: String!, $asOf: DateTime!) {{ fields(where: {{key: {{eq: $key}}}}) {{ {selection} }} }}"
        seconds, _, said = _post(self._child, query, question)
        answer = orjson.loads(said)
        if "errors" in answer:
            return Reply(seconds, len(said), None, problem_of(said))
        hops: dict[str, int] = {}
        edges: set[tuple[str, str]] = set()
        _unfold(answer["data"]["fields"][0], relation, 0, hops, edges)
        return Reply(seconds, len(said), Told(hops, _turned(edges, question)))


def _unfold(
    node: Any, relation: str, depth: int, hops: dict[str, int], edges: set[tuple[str, str]]
) -> None:
    hops[node["key"]] = min(depth, hops.get(node["key"], depth))
    for edge in node.get(relation, {}).get("edges", ()):
        edges.add((edge["node"]["key"], node["key"]))
        _unfold(edge["node"], relation, depth + 1, hops, edges)


def _turned(edges: set[tuple[str, str]], question: Traced) -> frozenset[tuple[str, str]]:
    """Return pairs (before, made) of pairs (farther, nearer)."""
    return frozenset(edges if question.is_upstream else ((near, far) for far, near in edges))


def _post(server: Child, query: str, question: Traced) -> tuple[float, int, bytes]:
    at = question.as_of or dt.datetime.now(dt.UTC)
    variables = {"key": question.key, "asOf": at.isoformat()}
    return server.request("POST", "/", orjson.dumps({"query": query, "variables": variables}))


def install(scratch: Path) -> Path:
    """Fetch the packages into a folder, unless they are there; return it."""
    folder = scratch / "neo4j-graphql"
    folder.mkdir(exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not installed"
        raise FileNotFoundError(message)
    if not (folder / "node_modules" / "@neo4j" / "graphql").is_dir():
        (folder / "package.json").write_text("{}", "utf-8")
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", *PACKAGES], cwd=folder, check=True
        )
    shutil.copy(_SERVER, folder / "server.mjs")
    return folder


@contextmanager
def products(scratch: Path, store: Address) -> Iterator[list[Statement | Nested]]:
    """Start it and return its ways to answer."""
    folder = install(scratch)
    environment = {
        "STORE_URI": store.uri,
        "STORE_USER": store.user,
        "STORE_PASSWORD": store.password,
        "NODE_ENV": "production",
    }
    with child(["node", "server.mjs"], environment, folder) as server:
        yield [
            Statement("@neo4j/graphql, best @cypher", "", server),
            Statement("@neo4j/graphql, @cypher off the paths", "Paths", server),
            Nested("@neo4j/graphql, nested selection", server),
        ]
