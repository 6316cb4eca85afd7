"""The wheel holds what the program needs, and the program runs from it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOVED = {"cypher": "graph_catalog/cypher", "examples": "graph_catalog/examples"}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


@pytest.mark.parametrize(
    "pattern",
    [
        "cypher/**/*.cypher",
        "examples/district/*.*",
        "graph_catalog/**/*.py",
        "graph_catalog/lexicon/**/*.csv",
        "graph_catalog/local_store/lock/*.lock",
        "graph_catalog/static/graphiql/*",
    ],
)
def test_every_file_that_the_program_reads_is_in_the_wheel(unpacked: Path, pattern: str) -> None:
    files = [file.relative_to(ROOT) for file in ROOT.glob(pattern) if file.is_file()]
    if not files:
        pytest.skip(f"{pattern}: made by make setup, not here yet")
    places = [Path(MOVED.get(file.parts[0], file.parts[0]), *file.parts[1:]) for file in files]
    assert [str(place) for place in places if not (unpacked / place).is_file()] == []


def test_the_program_finds_its_queries_in_the_wheel(unpacked: Path) -> None:
    code = (
        "from graph_catalog.graph import queries;"
        "root = queries.root(); queries.load(root); print(root)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=unpacked, check=True, capture_output=True, text=True
    )
    assert Path(ran.stdout.strip()) == unpacked / "graph_catalog/cypher"
