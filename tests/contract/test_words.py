"""Words that the code has given up for the field's own do not come back (docs/glossary.md, docs/renamed.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "graph_catalog"
RETIRED: Final = {
    "pin": "snapshot, or as-of point",
    "pins": "snapshot, or as-of point",
    "pinned": "explicit, or with an as-of point",
    "hung": "preloaded",
    "hanging": "preloaded",
    "eyes": "read scope",
    "viewpoint": "read scope",
    "stretch": "interval, or batch",
    "stretches": "intervals, or batches",
    "sighting": "observation",
    "sightings": "observations",
    "placer": "name resolver",
    "placing": "placement",
    "caught": "retrieved",
    "overruling": "override",
    "ground": "verdict context",
    "arrive": "import status",
    "arrival": "import status",
    "rehearse": "dry run",
    "asking": "relation request",
    "spend": "charge",
}
"""Each with the word that stands for it now."""
MEANING: Final = re.compile(r"^\| [^|]+ \| [^|]*[\u4e00-\u9fff][^|]* \| [^|]+ \| [^|]+ \|$")


def names(file: Path) -> Iterator[str]:
    """Yield every name that a module defines or uses."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_no_name_has_a_word_that_was_given_up(file: Path) -> None:
    parts = {
        (name, part.lower())
        for name in {*names(file), file.stem}
        for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)
    }
    assert {name: RETIRED[part] for name, part in parts if part in RETIRED} == {}


def test_every_word_of_the_glossary_has_its_chinese_its_source_and_its_meaning() -> None:
    lines = (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| Word |")]
    assert len(rows) > 60
    assert [row for row in rows if not MEANING.match(row)] == []
