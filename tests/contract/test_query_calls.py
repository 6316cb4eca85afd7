"""Every call of a named Cypher file gives what its header declares and takes what it returns, on roads no test walks too."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from graph_catalog.graph import queries
from graph_catalog.graph.read_scope import PROGRAM_SCOPE, Snapshot, offered
from graph_catalog.model.instant import OPEN_START
from graph_catalog.warming import ASKED_SOON

QUERIES: Final = queries.load(queries.root())
PACKAGE: Final = Path(queries.__file__).parents[1]
OFFERED: Final = offered(PROGRAM_SCOPE, Snapshot(OPEN_START, 1, 1)).keys()
_OF_A_CHANGE: Final = {"now"}
"""What a transaction of a change offers besides (`record.change`)."""
_OF_THE_ENGINE: Final = {"ceiling", "snapshot", "viewer"}


class _Call(NamedTuple):
    where: str
    call: ast.Call
    files: frozenset[str]
    """The files it may name: two where a condition chooses."""


def _functions() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def _files(call: ast.Call) -> frozenset[str]:
    named = call.args[0] if call.args else None
    choices = [named.body, named.orelse] if isinstance(named, ast.IfExp) else [named]
    names = {choice.value for choice in choices if isinstance(choice, ast.Constant)}
    return frozenset(name for name in names if isinstance(name, str) and name in QUERIES)


def _calls(path: Path, tree: ast.AST) -> Iterator[_Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"read", "run"}
            and (files := _files(node))
        ):
            yield _Call(f"{path.relative_to(PACKAGE)}:{node.lineno}", node, files)


def _awaited(node: ast.AST) -> frozenset[str]:
    """The files whose record an expression is, where it awaits one."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
        return _files(node.value)
    return frozenset()


def _taken(tree: ast.AST) -> Iterator[tuple[int, frozenset[str], str]]:
    """The line, the files and the name of each column that a function takes from a record it read."""
    records: dict[str, frozenset[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    known = records.get(target.id, _awaited(node.value))
                    # A name that is given anything else as well is left alone.
                    records[target.id] = known & _awaited(node.value) or frozenset()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            of, key = node.value, node.slice.value
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            of, key = node.func.value, node.args[0].value
        else:
            continue
        files = records.get(of.id, frozenset()) if isinstance(of, ast.Name) else _awaited(of)
        if files and isinstance(key, str):
            yield node.lineno, files, key


def test_folders_that_are_planned_soon_are_there() -> None:
    asked = {folder: [name for name in QUERIES if name.startswith(folder)] for folder in ASKED_SOON}
    assert [folder for folder, names in asked.items() if not names] == []


def test_a_call_gives_the_parameters_of_the_header() -> None:
    wrong = []
    for path, function in _functions():
        for where, call, files in _calls(path, function):
            given = {word.arg for word in call.keywords} - _OF_THE_ENGINE
            is_open = None in given
            is_run = isinstance(call.func, ast.Attribute) and call.func.attr == "run"
            offer = OFFERED | (_OF_A_CHANGE if is_run else set())
            for name in files:
                params = QUERIES[name].params.keys()
                unknown = given - {None} - params
                missing = set() if is_open else params - given - offer
                if unknown or missing:
                    wrong.append((where, name, sorted(map(str, unknown)), sorted(missing)))
    assert wrong == []


def test_a_record_is_asked_for_the_columns_of_the_header() -> None:
    seen, wrong = 0, []
    for path, function in _functions():
        for line, files, key in _taken(function):
            seen += 1
            if any(key not in QUERIES[name].returns for name in files):
                wrong.append((f"{path.relative_to(PACKAGE)}:{line}", sorted(files), key))
    assert wrong == []
    assert seen > 100
