"""Fragments of Cypher: what a line brings in, and what it must not bring in."""

from pathlib import Path
from typing import Final

import pytest

from graph_catalog.errors import QueryFileError
from graph_catalog.graph import queries
from graph_catalog.graph.fragments import Fragment, variables

HEADER: Final = "// thing/named: a question.\n// param  key    String  a key\n// return found  List    what was found\n"
OWNED: Final = """// fragment owned(thing): somebody has the thing.
EXISTS { MATCH (thing)<-[own:OWNS]-(:Unit {key: $key}) WHERE own.live_key IS NOT NULL }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of Cypher files with one fragment."""
    for name in ("fragments", "thing"):
        (tmp_path / name).mkdir()
    (tmp_path / "fragments" / "owned.cypher").write_text(OWNED, "utf-8")
    return tmp_path


def _write(folder: Path, body: str) -> None:
    (folder / "thing" / "named.cypher").write_text(HEADER + body, "utf-8")


def test_a_line_brings_in_the_fragment_with_its_own_names_for_the_parameters(folder: Path) -> None:
    _write(
        folder,
        "MATCH (node:Thing {key: $key}) WHERE /* include owned(node) */\nRETURN collect(node) AS found\n",
    )
    text = queries.load(folder)["thing/named"].text
    assert "(EXISTS { MATCH (node)<-[own:OWNS]-(:Unit {key: $key})" in text


@pytest.mark.parametrize(
    "line",
    [
        "MATCH (own:Thing {key: $key}) WHERE /* include owned(own) */",
        "MATCH (node:Thing)-[own:LIKES]->() WHERE /* include owned(node) */",
        "UNWIND [own IN [1] | own] AS node WITH * WHERE /* include owned(node) */",
        "MATCH (node:Thing) WITH node, 1 AS own WHERE /* include owned(node) */",
    ],
)
def test_a_variable_of_a_fragment_that_the_file_has_as_well_is_refused_with_file_and_line(
    folder: Path, line: str
) -> None:
    _write(folder, f"UNWIND [$key] AS key\n{line}\nRETURN collect(key) AS found\n")
    with pytest.raises(
        QueryFileError, match=r"cypher/thing/named\.cypher, line 5: .*owned.*`own`.*rename"
    ):
        queries.load(folder)


def test_what_a_fragment_includes_is_looked_at_too_in_files_and_in_the_fragment(
    folder: Path,
) -> None:
    (folder / "fragments" / "shown.cypher").write_text(
        "// fragment shown(node): everybody sees it.\n$key = '' OR /* include owned(node) */\n",
        "utf-8",
    )
    _write(folder, "UNWIND [$key] AS own\nMATCH (node {key: own}) WHERE /* include shown(node) */")
    with pytest.raises(QueryFileError, match=r"named\.cypher, line 5: .*shown"):
        queries.load(folder)
    (folder / "fragments" / "shown.cypher").write_text(
        "// fragment shown(node): it likes one that is had.\n"
        "EXISTS {\n  MATCH (node)-[own:LIKES]->(other) WHERE /* include owned(other) */\n}\n",
        "utf-8",
    )
    with pytest.raises(QueryFileError, match=r"fragments/shown\.cypher, line 3: .*owned"):
        queries.load(folder)


def test_parameters_are_replaced_all_at_once_and_nothing_else_of_their_name_is() -> None:
    fragment = Fragment(
        "pair",
        ("a", "b"),
        "{a: a.b, 'a': 'a', n: $a, f: a(b)} /* include pair(b, a) */ // a\n[x IN b | x.a] a",
    )
    assert fragment.with_names(("b", "a")) == (
        "{a: b.b, 'a': 'a', n: $a, f: a(a)} /* include pair(a, b) */ // a\n[x IN a | x.a] b"
    )


def test_variables_are_told_from_all_else_that_is_written_in_small_letters() -> None:
    text = """MATCH (node:Thing {key: $key})-[tie:HAS|OWNS*0..3]->(:Thing&Entity) // comment
    WHERE all(step IN nodes(node) WHERE step.name = 'text' AND true) /* include owned(node) */
    RETURN {name: node.name, other: tie} AS found, node {.key, .name}, collect(DISTINCT found) AS list"""
    assert variables(text) == {"node", "tie", "step", "found", "list"}
