"""docker-compose.yml and Dockerfile name what there is: settings, Neo4j's version, locks."""

import re
from pathlib import Path

from graph_catalog.local_store.jars import NEO4J_VERSION
from graph_catalog.settings import SETTINGS_REFERENCE, variable

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_compose_sets_only_settings_that_there_are() -> None:
    named = set(re.findall(r"GRAPH_CATALOG_\w+", COMPOSE))
    assert named
    assert named <= set(map(variable, SETTINGS_REFERENCE))


def test_compose_runs_the_neo4j_that_the_local_store_runs() -> None:
    assert re.findall(r"image: neo4j:([\d.]+)-community", COMPOSE) == [NEO4J_VERSION]


def test_compose_publishes_ports_on_loopback_only() -> None:
    published = re.findall(r"ports:\n((?:\s+- .*\n)+)", COMPOSE)
    assert published
    assert all(line.strip().startswith("- 127.0.0.1:") for line in "".join(published).splitlines())


def test_the_image_is_made_from_files_that_are_here_and_from_locks() -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert [name for line in copied for name in line.split() if not (ROOT / name).exists()] == []
    installs = re.findall(r"pip install [^&\n]*", DOCKERFILE)
    assert installs
    assert all("--require-hashes" in each or "--no-index" in each for each in installs)
