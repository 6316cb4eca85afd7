"""Every Cypher file: its header tells the truth, the code uses it, and the store plans it well (style.md §5)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from graph_catalog.api.relations import RELATIONS
from graph_catalog.gql.relations import ToMany, ToOne
from graph_catalog.graph import fragments, queries
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.query import NamedQuery, Variant

ROOT: Final = queries.root()
QUERIES: Final = queries.load(ROOT)
PACKAGE: Final = Path(queries.__file__).parents[1]
TESTS: Final = Path(__file__).parents[1]
every_file = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())

WITH_A_SCAN: Final = {"store/foreign": "any one node, read before a store is ours"}
"""Files that may look at all nodes, and why."""

_NAME = re.compile(r"[a-z_]+(/[a-z_]+)+\Z")
_CYPHER = re.compile(r"\b(OPTIONAL MATCH|MATCH \(|MERGE \(|CREATE \(|DETACH DELETE|UNWIND \$)")
_SCANS = ("AllNodesScan", "CartesianProduct")


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in (*sorted(PACKAGE.rglob("*.py")), TESTS / "conftest.py"):
        yield path, ast.parse(path.read_text("utf-8"))


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _used() -> set[str]:
    folders = {name.split("/")[0] for name in QUERIES}
    texts = {text for _, tree in _modules() for text in _texts(tree) if _NAME.match(text)}
    return {text for text in texts if text.split("/")[0] in folders}


def _called(method: str) -> set[str]:
    """Return the names of files that are given to a method of that name."""
    calls = (
        node for _, tree in _modules() for node in ast.walk(tree) if isinstance(node, ast.Call)
    )
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == method
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and call.args[0].value in QUERIES
    }


def _relation_files() -> set[str]:
    readers = RELATIONS.values()
    files = {reader.file for reader in readers if isinstance(reader, (ToOne, ToMany))}
    return files | {reader.count for reader in readers if isinstance(reader, ToMany)}


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", []):
        yield from _steps(child)


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    return (step["operatorType"].split("@")[0] for step in _steps(plan))


def test_the_code_names_every_file_and_no_other() -> None:
    assert _used() == set(QUERIES)


def test_files_that_write_are_never_read_outside_a_transaction() -> None:
    read = _called("read") | _relation_files()
    assert [name for name in read if QUERIES[name].writes] == []


def test_every_file_that_writes_runs_in_a_transaction() -> None:
    writing = {name for name, query in QUERIES.items() if query.writes}
    assert writing <= _called("run")


def test_what_is_read_for_a_viewer_is_judged_by_the_visibility_fragment() -> None:
    inside_changes = _called("run")
    unjudged = {
        name
        for name, query in QUERIES.items()
        if not query.writes
        and not query.everybody
        and not any(fragment.startswith("visibility") for fragment in query.fragments)
    }
    assert unjudged - inside_changes == set()


@every_file
def test_the_body_is_plain_ascii_outside_of_literals(query: NamedQuery) -> None:
    body = re.sub(r"'(?:[^'\\]|\\.)*'|//[^\n]*|/\*.*?\*/", "", query.text, flags=re.DOTALL)
    assert body.isascii()


AGGREGATE: Final = re.compile(
    r"\b(?:avg|collect|count|max|min|percentile\w+|stdev\w*|sum)\(", re.IGNORECASE
)


def test_no_fragment_aggregates() -> None:
    """Neo4j 5.26 takes no aggregate below a column that says anything else, and a fragment may stand in any column."""
    bodies = {name: fragment.body for name, fragment in fragments.read_all(ROOT).items()}
    assert [name for name, body in bodies.items() if AGGREGATE.search(body)] == []


def test_there_is_no_cypher_in_python() -> None:
    found = [
        path.name for path, tree in _modules() if any(_CYPHER.search(text) for text in _texts(tree))
    ]
    assert found == []


@every_file
async def test_the_store_announces_the_columns_of_the_header(
    engine: Engine, query: NamedQuery
) -> None:
    for variant in query.texts:
        assert await engine.explain_keys(query.name, variant) == list(query.returns)


@every_file
async def test_the_plan_neither_scans_all_nodes_nor_enumerates_paths(
    engine: Engine, query: NamedQuery
) -> None:
    if query.writes:
        pytest.skip("a writing file: its transaction holds the head's lock")
    for variant in query.texts:
        plan = (await engine.explain(query.name, variant)).plan
        assert plan is not None
        operators = set(_operators(plan))
        assert not operators & set(_SCANS) or query.name in WITH_A_SCAN
        walks = {operator for operator in operators if operator.startswith("VarLengthExpand")}
        assert all(operator.startswith("VarLengthExpand(Pruning") for operator in walks), walks
        assert walks or not query.ceilings


async def test_a_walk_from_a_container_goes_ring_by_ring_and_searches_from_no_field_by_itself(
    engine: Engine,
) -> None:
    plan = (await engine.explain("lineage/questions/downstream", Variant())).plan
    assert plan is not None
    searches = [
        str(step["args"].get("Details"))
        for step in _steps(plan)
        if step["operatorType"].startswith("VarLengthExpand")
    ]
    assert len(searches) == 1, searches
    assert "DERIVED_FROM" not in searches[0]


@pytest.mark.parametrize("name", ["entity/page", "entity/page_back"])
async def test_a_page_is_read_off_the_index_without_sorting_the_list(
    engine: Engine, name: str
) -> None:
    for variant in engine.query(name).texts:
        plan = (await engine.explain(name, variant)).plan
        assert plan is not None
        operators = set(_operators(plan))
        assert "Limit" in operators
        assert not operators & {"Sort", "Top", "Distinct"}


@pytest.mark.parametrize(
    "name", ["entity/page", "entity/page_back", "entity/page_at", "entity/page_back_at"]
)
async def test_the_place_of_a_page_is_looked_up_in_the_index_whatever_the_statistics(
    engine: Engine, name: str
) -> None:
    """The index and a filter order names otherwise: what is scanned and filtered loses names of the higher planes."""
    query = engine.query(name)
    place = "name <= $before_name" if "back" in name else "name >= $after_name"
    for variant in query.usual:
        plan = (await engine.explain(name, variant)).plan
        assert plan is not None
        read = [
            step
            for step in _steps(plan)
            if "(label, name, key)" in str(step["args"].get("Details"))
            and "INDEX" in str(step["args"].get("Details"))
        ]
        assert read
        for step in read:
            assert step["operatorType"].startswith("NodeIndexSeek")
            assert place in step["args"]["Details"]


_FOUND_BY_KEY: Final = re.compile(r"MATCH \(\w*:(\w[\w&|]*) \{key:")
_UNIQUE_KEY: Final = re.compile(r"FOR \(\w+:(\w+)\) REQUIRE \w+\.key IS UNIQUE")


def test_what_is_found_by_its_key_is_found_by_an_index() -> None:
    """`(:Unit {key: …})` looks at all units: only labels with a constraint on the key have an index."""
    migrations = "".join(path.read_text("utf-8") for path in ROOT.glob("migrations/*.cypher"))
    indexed = set(_UNIQUE_KEY.findall(migrations))
    assert "Entity" in indexed
    scanning = [
        (path.relative_to(ROOT).as_posix(), labels)
        for path in sorted(ROOT.rglob("*.cypher"))
        for labels in _FOUND_BY_KEY.findall(path.read_text("utf-8"))
        if not indexed & set(labels.split("&"))
    ]
    assert scanning == []


_TOLD_OF_NOW: Final = {
    (
        "collection/holdings",
        "dataset",
    ): "which holders are read where a datum has more than the limit",
    ("collection/holdings", "field"): "as the dataset",
    ("rules/duplicates", "datum"): "the object class is part of what a datum is",
    ("rules/duplicates_count", "datum"): "as rules/duplicates",
    ("lineage/questions/called", "called"): "a name that tools use is never described anew",
}
"""Descriptions that a question at a snapshot reads as they are now, and why."""
_DESCRIBED: Final = frozenset(
    [
        "name",
        "code",
        "listing",
        "status",
        "kind",
        "level",
        "sharing_class",
        "acquisition",
        "column_name",
        "sensitivity",
        "position",
        "object_class",
        "update_cycle",
        "stage",
        "source_level",
        "purpose",
    ]
)
_INCLUDED: Final = re.compile(r"/\*.*?\*/(\.\w+)?")
_IN_PATTERN: Final = re.compile(r"(?:MATCH |[->])\((\w+)(?=[:){ ])")


def test_what_is_asked_at_pins_is_described_as_it_was_then() -> None:
    """A name, a status, a class of today in an answer about a day gone by is a wrong answer: `state` reads that day's."""
    found = []
    for name, query in QUERIES.items():
        asked = name.rpartition("/")[0] in {"rules", "collection", "lineage/questions"}
        if not asked or "state_revision" not in query.params:
            continue
        written = (ROOT / f"{name}.cypher").read_text("utf-8").splitlines()
        body = _INCLUDED.sub("", "\n".join(line for line in written if not line.startswith("//")))
        nodes = set(_IN_PATTERN.findall(body))
        read = set(re.findall(r"\b(\w+)\.(\w+)\b", body))
        found += [
            (name, node, said)
            for node, said in sorted(read)
            if node in nodes and said in _DESCRIBED and (name, node) not in _TOLD_OF_NOW
        ]
    assert found == []
