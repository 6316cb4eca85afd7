"""Every real event that we have is read whole: what is in the file is in the sighting."""

from collections import Counter
from pathlib import Path

import pytest

from graph_catalog.lineage.pure.observations import SeenDataset
from tests.lineage.openlineage import shared_events
from tests.lineage.openlineage.events import read
from tests.lineage.openlineage.shared_events import FOLDER, Event, columns, datasets, edges

FILES = shared_events.files()


def test_the_shared_events_are_there() -> None:
    if not FILES:
        pytest.skip(f"the shared events are not at {FOLDER}; set GRAPH_CATALOG_SHARED")
    assert sum(len(shared_events.events(file)) for file in FILES) > len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_file_says_is_what_is_read(file: Path) -> None:
    for event in shared_events.events(file):
        (seen,) = read(event).observations
        assert described(seen.outputs) == told(event, "outputs")
        # What only column lineage names, is read too: a merge of Spark tells its sources nowhere else.
        listed = told(event, "inputs")
        assert {
            name: description
            for name, description in described(seen.inputs).items()
            if name in listed
        } == listed
        sources = {
            (edge[1], edge[2]) for output in datasets(event, "outputs") for edge in edges(output)
        }
        assert (
            described(seen.inputs).keys() - listed.keys()
            == sources - listed.keys() - told(event, "outputs").keys()
        )
        found = {
            (edge.target, edge.source.namespace, edge.source.name, edge.column, edge.kind.value)
            for output in seen.outputs
            for edge in output.edges or ()
        }
        assert found == {edge for output in datasets(event, "outputs") for edge in edges(output)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_other_names_without_a_namespace_are_lost(file: Path) -> None:
    # Two files of Spark's Hive tests leave the namespace of symlinks out of what they compare.
    without = Counter(
        "namespace" in identifier
        for event in shared_events.events(file)
        for dataset in datasets(event, "inputs", "outputs")
        for identifier in dataset.get("facets", {}).get("symlinks", {}).get("identifiers", [])
    )[False]
    losses = [loss for event in shared_events.events(file) for loss in read(event).losses]
    assert len(losses) == without
    assert all("symlinks" in loss.place for loss in losses)


def told(event: Event, role: str) -> dict[tuple[str, str], set[str]]:
    """Columns by dataset; one that stands twice has the columns of both."""
    found: dict[tuple[str, str], set[str]] = {}
    for dataset in datasets(event, role):
        found.setdefault((dataset["namespace"], dataset["name"]), set()).update(columns(dataset))
    return found


def described(seen: tuple[SeenDataset, ...]) -> dict[tuple[str, str], set[str]]:
    return {
        (dataset.name.namespace, dataset.name.name): {column.name for column in dataset.columns}
        for dataset in seen
    }
