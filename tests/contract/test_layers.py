"""Imports go one way, as the table says; what is not in a row may not be imported from there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "graph_catalog"
FILES = sorted(PACKAGE.rglob("*.py"))

EVERYONE_MAY_USE = "errors kept language model"
MAY_USE = {
    "errors": "",
    "kept": "",
    "language": "",
    "setting_kinds": "",
    "setting_files": "",
    "setting_faults": "setting_kinds",
    "settings": "setting_faults setting_files setting_kinds",
    "model": "",
    "auth": "rights",
    "rights": "",
    "durable_files": "",
    "token_file": "auth durable_files",
    "tokens": "auth token_file",
    "matching": "durable_files",
    "embedding": "",
    "local_store": "embedding settings",
    "graph": "",
    "lineage": "",
    "opening": "embedding graph local_store matching settings",
    "catalog": "auth durable_files embedding graph lineage matching rights",
    "exchange": "catalog lineage",
    "api": "auth catalog exchange lineage matching tokens",
    "sample": "auth catalog exchange graph matching",
    "warming": "graph",
    "readiness": "api catalog graph warming",
    "background": "auth catalog graph tokens",
    "app": "api auth background catalog exchange graph opening readiness settings tokens warming",
    "cli": "api app auth catalog exchange graph lineage local_store matching opening sample settings token_file warming",
    "__main__": "cli",
}
# Names of types that the API passes on to the catalog; it asks the engine nothing by itself.
TYPES_FOR_API = {
    f"graph_catalog.graph.{name}" for name in ("engine.Engine", "engine.Row", "viewpoint.Pins")
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every name of ours that is imported, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_layer_may_use(file: Path) -> None:
    part = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    may_use = {part, "__version__", *EVERYONE_MAY_USE.split(), *MAY_USE.get(part, "").split()}
    names = {name for name in imported(ast.parse(file.read_text())) if "graph_catalog." in name}
    astray = {name for name in names if name.split(".")[1] not in may_use}
    assert astray - (TYPES_FOR_API if part == "api" else set()) == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_file_is_longer_than_300_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 300
