"""Rooms, and which may use which: a room uses rooms above it in the table, and no others. So there is no circle."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PACKAGE: Final = Path(__file__).parents[2] / "graph_catalog"
FILES: Final = sorted(PACKAGE.rglob("*.py"))

EVERYONE_MAY_USE: Final = "errors kept language model"
MAY_USE: Final = {
    "errors": "",
    "language": "",
    "kept": "",
    "model": "",
    "durable_files": "",
    "setting_kinds": "",
    "setting_faults": "setting_kinds",
    "setting_files": "",
    "settings": "setting_faults setting_files setting_kinds",
    "embedding": "",
    "local_store": "embedding settings",
    "graph": "",
    "identity": "durable_files",
    # Pure: no store, no clock.
    "matching.lexicon": "",
    "matching.reading": "matching.lexicon",
    "matching.rulings": "matching.lexicon matching.reading",
    "matching": "durable_files matching.lexicon matching.reading matching.rulings",
    "lineage.pure": "",
    "sheets": "",
    "sheets.forms": "sheets",
    "lineage.intake": "lineage.pure sheets sheets.forms",
    "lineage.intake.openlineage": "lineage.pure",
    "lineage.intake.sql": "lineage.pure sheets.forms",
    "collection.verdict": "matching.lexicon matching.reading",
    # On record.
    "record": "graph identity matching.reading",
    "record.audit": "durable_files graph identity record",
    "alignment": "embedding graph identity matching matching.lexicon matching.reading matching.rulings record",
    "agreements": "graph identity record",
    "rulings": "agreements alignment graph identity matching.lexicon matching.reading matching.rulings record",
    "lineage.questions": "graph identity lineage.pure record",
    "lineage.recording": "alignment graph identity lineage.pure record",
    "lineage.export": "lineage.pure lineage.questions",
    "entries": "agreements alignment graph identity lineage.recording matching.lexicon record",
    "entries.imports": "agreements alignment entries graph identity lineage.recording record",
    "collection": "alignment collection.verdict embedding graph identity matching matching.lexicon matching.reading"
    " matching.rulings record sheets",
    "rules": "entries graph identity lineage.questions record",
    # At the edge.
    "edge": "graph",
    "gql": "edge graph identity lineage.pure record",
    "api": "agreements collection entries entries.imports gql lineage.pure lineage.questions lineage.recording"
    " matching.reading record record.audit rules rulings sheets sheets.forms",
    "api.transport": "api edge gql graph identity lineage.pure record",
    "api.rest": "api.transport edge gql graph identity lineage.export lineage.intake.openlineage lineage.pure"
    " lineage.questions lineage.recording record",
    "warming": "graph",
    "opening": "embedding graph local_store matching.lexicon settings",
    "readiness": "gql graph record warming",
    "background": "alignment entries graph identity record record.audit",
    "sample": "agreements collection entries entries.imports graph identity lineage.intake lineage.recording record"
    " sheets",
    "app": "alignment api api.rest api.transport background edge gql graph identity lineage.intake readiness"
    " settings warming",
    "cli": "alignment api app collection entries.imports graph identity lineage.export lineage.intake"
    " lineage.intake.sql lineage.pure lineage.questions lineage.recording local_store matching matching.lexicon opening"
    " record record.audit sample settings sheets sheets.forms warming",
    "__main__": "cli",
}
# Names of types that the API passes on; it asks the engine nothing by itself.
TYPES_FOR_API: Final = {
    f"graph_catalog.graph.{name}" for name in ("engine.Engine", "engine.Row", "read_scope.Snapshot")
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every name of ours that is imported, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(module: str) -> str:
    """The room in which a module lies, by its name below the package: the deepest folder that the table has."""
    parts = module.split(".")
    names = (".".join(parts[:depth]) for depth in range(len(parts), 0, -1))
    return next((name for name in names if name in MAY_USE), parts[0])


def test_a_room_uses_rooms_above_it_only() -> None:
    seen = set(EVERYONE_MAY_USE.split())
    for name, used in MAY_USE.items():
        assert set(used.split()) <= seen, f"{name} uses what stands below it: that makes a circle"
        seen.add(name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_room_may_use(file: Path) -> None:
    own = room(".".join(file.relative_to(PACKAGE).with_suffix("").parts))
    may_use = {own, "__version__", *EVERYONE_MAY_USE.split(), *MAY_USE.get(own, "").split()}
    names = {name for name in imported(ast.parse(file.read_text())) if "graph_catalog." in name}
    astray = {name for name in names if room(name.removeprefix("graph_catalog.")) not in may_use}
    assert astray - (TYPES_FOR_API if own == "api" else set()) == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_file_is_longer_than_300_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 300


def test_a_class_name_means_one_thing() -> None:
    where: dict[str, list[str]] = {}
    for file in FILES:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(str(file.relative_to(PACKAGE)))
    assert {name: files for name, files in where.items() if len(files) > 1} == {}
