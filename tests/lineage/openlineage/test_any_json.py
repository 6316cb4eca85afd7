"""Whatever is posted is read or refused: never a fault."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph_catalog.lineage.intake.openlineage.body import read_batch, read_body
from graph_catalog.lineage.intake.openlineage.event import read_event
from graph_catalog.lineage.pure.observations import ReadObservations
from graph_catalog.model.refusals import InvalidInput
from tests.lineage.openlineage.events import RECEIVED, dataset, run_event

WORDS = (
    "eventType",
    "eventTime",
    "run",
    "job",
    "inputs",
    "outputs",
    "dataset",
    "runId",
    "namespace",
    "name",
    "facets",
    "schema",
    "fields",
    "type",
    "columnLineage",
    "inputFields",
    "field",
    "transformations",
    "subtype",
    "masking",
    "description",
    "symlinks",
    "identifiers",
    "documentation",
    "ownership",
    "owners",
    "lifecycleStateChange",
    "previousIdentifier",
    "sql",
    "query",
    "jobType",
    "parent",
    "errorMessage",
    "message",
    "_deleted",
    "COMPLETE",
    "DIRECT",
    "INDIRECT",
    "RENAME",
)

texts = st.text(st.characters(), max_size=8) | st.sampled_from(WORDS)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=6),
    max_leaves=25,
)
facets = st.dictionaries(st.sampled_from(WORDS), values, max_size=6)


@given(values)
def test_any_json_is_read_or_refused(value: object) -> None:
    assert isinstance(read_event(value, received=RECEIVED), ReadObservations | InvalidInput)


@given(facets, facets, facets)
def test_an_event_with_any_facets_is_read_or_refused_for_a_name(
    of_output: dict[str, Any], of_job: dict[str, Any], of_run: dict[str, Any]
) -> None:
    event = run_event(
        job={"namespace": "n", "name": "j", "facets": of_job},
        run={"runId": "r", "facets": of_run},
        inputs=[dataset("t") | {"facets": of_output}],
        outputs=[dataset("t") | {"facets": of_output}],
    )
    found = read_event(event, received=RECEIVED)
    if isinstance(found, InvalidInput):
        assert found.path
        assert "facets" in found.path
    else:
        (seen,) = found.observations
        assert [each.name.name for each in seen.outputs] == ["t"]


@given(st.binary(max_size=60) | values.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    assert isinstance(read_body(body, received=RECEIVED), ReadObservations | InvalidInput)
    found = read_batch(body, received=RECEIVED)
    assert isinstance(found, InvalidInput) or all(
        isinstance(each, ReadObservations | InvalidInput) for each in found
    )
