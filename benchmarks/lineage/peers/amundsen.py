"""amundsen-metadata over tables of its own shape in the same store: one pair of edges for each derivation."""

import dataclasses
import subprocess
import venv
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import neo4j
import orjson

from benchmarks.lineage.products import Child, Reply, child, problem_of
from benchmarks.lineage.question import Told, Traced
from graph_catalog.graph.connection import Address

PACKAGES: Final = ("amundsen-metadata==3.13.0", "waitress")
_SERVER: Final = Path(__file__).with_name("amundsen_server.py")
_BATCH: Final = 5000
_UNIQUE: Final = (
    "CREATE CONSTRAINT amundsen_table IF NOT EXISTS FOR (table:Table) REQUIRE table.key IS UNIQUE"
)
_NOT_UNIQUE: Final = "DROP CONSTRAINT amundsen_table IF EXISTS"
_TABLES: Final = "UNWIND $keys AS key MERGE (:Table {key: key})"
_PAIRS: Final = """UNWIND $edges AS edge
MATCH (before:Table {key: edge[0]}), (made:Table {key: edge[1]})
CREATE (made)-[:HAS_UPSTREAM]->(before), (before)-[:HAS_DOWNSTREAM]->(made)"""
_AWAY: Final = "MATCH (table:Table) WITH table LIMIT $most DETACH DELETE table RETURN count(*)"


@dataclasses.dataclass(frozen=True)
class Amundsen:
    """Its REST answer about a table."""

    name: str
    _child: Child

    def ask(self, question: Traced) -> Reply | None:
        """Ask; there is one level, and no date."""
        if question.level != "FIELD":
            return None
        direction = question.direction.lower()
        path = f"/table/{question.key}/lineage?direction={direction}&depth={question.depth}"
        seconds, status, said = self._child.request("GET", path, b"{}")
        if status != 200:
            return Reply(seconds, len(said), None, f"{status}: {problem_of(said)}")
        items = orjson.loads(said)[f"{direction}_entities"]
        hops = {question.key: 0}
        for item in items:
            hops[item["key"]] = min(item["level"], hops.get(item["key"], item["level"]))
        pairs = ((item["key"], item["parent"]) for item in items)
        edges = frozenset(pair if question.is_upstream else pair[::-1] for pair in pairs)
        return Reply(seconds, len(said), Told(hops, edges))


def install(scratch: Path) -> Path:
    """Fetch it into a virtual environment, unless it is there; return its Python."""
    folder = scratch / "amundsen"
    python = folder / "bin" / "python"
    if not (folder / "bin" / "waitress-serve").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


@contextmanager
def products(scratch: Path, store: Address) -> Iterator[list[Amundsen]]:
    """Start it twice: as published, and with its statement repaired for the Neo4j of today."""
    python = install(scratch)
    host, _, port = store.uri.rpartition(":")
    environment = {
        "PROXY_HOST": host,
        "PROXY_PORT": port,
        "PROXY_ENCRYPTED": "false",
        "CREDENTIALS_PROXY_USER": store.user,
        "CREDENTIALS_PROXY_PASSWORD": store.password,
        "PYTHONWARNINGS": "ignore",
    }
    command = [str(python), str(_SERVER)]
    with ExitStack() as stack:
        published = stack.enter_context(child(command, environment, scratch))
        fixed = stack.enter_context(child(command, environment, scratch, "repaired"))
        yield [
            Amundsen("amundsen-metadata, as published", published),
            Amundsen("amundsen-metadata, statement repaired", fixed),
        ]


@contextmanager
def tables(
    driver: neo4j.Driver, edges: Collection[tuple[str, str]], starts: Collection[str]
) -> Iterator[int]:
    """Put its own shape beside ours for derivations (before, made), and take it away again; return how many tables."""
    keys = sorted({key for edge in edges for key in edge} | set(starts))
    driver.execute_query(_UNIQUE)
    try:
        for at in range(0, len(keys), _BATCH):
            driver.execute_query(_TABLES, keys=keys[at : at + _BATCH])
        rows = [list(edge) for edge in sorted(edges)]
        for at in range(0, len(rows), _BATCH):
            driver.execute_query(_PAIRS, edges=rows[at : at + _BATCH])
        yield len(keys)
    finally:
        while driver.execute_query(_AWAY, most=_BATCH).records[0][0]:
            pass
        driver.execute_query(_NOT_UNIQUE)
