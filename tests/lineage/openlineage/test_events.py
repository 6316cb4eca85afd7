"""What an event is, when it was, and what of it is refused."""

import datetime as dt
from typing import Any

import pytest

from graph_catalog.language import Language, speaking
from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.intake.openlineage.event import read_event
from graph_catalog.lineage.pure.observations import RunState
from graph_catalog.model.enums.lineage import LineageSource
from graph_catalog.model.refusals import InvalidInput
from tests.lineage.openlineage.events import (
    DB,
    PEOPLE,
    RECEIVED,
    dataset,
    edges,
    observation,
    refusal,
    run_event,
    source,
)


def test_a_run_event_says_which_run_of_which_job_read_and_wrote_what() -> None:
    seen = observation(run_event())
    assert seen.at == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    assert seen.source is LineageSource.OPENLINEAGE
    assert (seen.job and seen.job.namespace, seen.job and seen.job.name) == (
        "civil-etl",
        "低保.汇总",
    )
    assert (seen.run, seen.state) == ("3b452093-782c-4ef2-9c0c-aafe2aa6f34d", RunState.COMPLETE)
    assert [each.name.name for each in (*seen.inputs, *seen.outputs)] == [
        PEOPLE.name,
        "civil.低保对象",
    ]
    assert seen.producer == "https://example.org/etl"


def test_without_a_run_it_tells_of_the_jobs_design() -> None:
    seen = observation(run_event(run=None, eventType=None))
    assert (seen.run, seen.job and seen.job.name) == (None, "低保.汇总")
    assert seen.outputs


def test_a_dataset_event_tells_of_a_dataset_alone() -> None:
    event = {"eventTime": "2026-03-01T08:00:00Z", "dataset": dataset("civil.低保对象")}
    seen = observation(event)
    assert (seen.job, seen.run, seen.inputs) == (None, None, ())
    assert [each.name.name for each in seen.outputs] == ["civil.低保对象"]


def test_a_run_makes_it_a_run_event_whatever_else_is_there() -> None:
    assert observation(run_event(dataset=dataset("elsewhere"))).run is not None


@pytest.mark.parametrize("state", list(RunState))
def test_each_state_of_the_spec_is_known(state: RunState) -> None:
    assert observation(run_event(eventType=state.value)).state is state


def test_a_run_event_without_a_state_says_nothing_of_it() -> None:
    assert observation(run_event(eventType=None)).state is RunState.OTHER


def test_schema_url_producer_and_lists_may_be_missing_as_in_old_clients() -> None:
    seen = observation(run_event(schemaURL=None, producer=None, inputs=None, outputs=None))
    assert (seen.inputs, seen.outputs, seen.producer) == ((), (), None)


def test_a_run_id_that_is_no_uuid_is_taken_as_it_is() -> None:
    run_id = "scheduled__2026-03-01T00:00:00+00:00"
    assert observation(run_event(run={"runId": run_id})).run == run_id


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-01T08:00:00+08:00", "2026-03-01T00:00:00"),
        ("2026-03-01T00:00:00.123456789Z", "2026-03-01T00:00:00.123456"),
        ("2026-03-01T08:00+08:00[Asia/Shanghai]", "2026-03-01T00:00:00"),
        ("2026-03-02T23:59:00Z", "2026-03-02T23:59:00"),
    ],
)
def test_times_are_instants(written: str, instant: str) -> None:
    seen = observation(run_event(eventTime=written))
    assert seen.at == dt.datetime.fromisoformat(instant).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (None, "no eventTime"),
        ("2026-03-01T08:00:00", "no offset"),
        ("2026-03-01", "no RFC 3339 time"),
        ("yesterday", "no RFC 3339 time"),
        (1772323200, "no RFC 3339 time"),
        ("2026-02-30T08:00:00Z", "no RFC 3339 time"),
        ("1970-01-01T00:00:00Z", "before 1990"),
        ("2999-01-01T00:00:00Z", "more than a day after"),
        ("2026-03-03T00:00:01Z", "more than a day after"),
        ("0001-01-01T00:00:00+23:59", "no RFC 3339 time"),
    ],
)
def test_a_time_that_cannot_be_is_refused(written: object, says: str) -> None:
    refused = refusal(run_event(eventTime=written))
    assert says in refused.message
    assert refused.path == ([] if written is None else ["eventTime"])


@pytest.mark.parametrize("event", [None, 3, "x", [], [run_event()], True])
def test_what_is_no_object_is_no_event(event: object) -> None:
    assert refusal(event).path == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"run": None}, []),
        ({"run": {}}, ["run"]),
        ({"run": {"runId": ""}}, ["run", "runId"]),
        ({"run": {"runId": 7}}, ["run", "runId"]),
        ({"run": {"runId": "x" * 201}}, ["run", "runId"]),
        ({"run": "3b452093"}, ["run"]),
        ({"job": None}, []),
        ({"job": {"name": "n"}}, ["job", "namespace"]),
        ({"job": {"namespace": "n", "name": "  "}}, ["job", "name"]),
        ({"job": ["n"]}, ["job"]),
        ({"eventType": "FINISHED"}, ["eventType"]),
        ({"eventType": {}}, ["eventType"]),
        ({"inputs": {}}, ["inputs"]),
        ({"inputs": ["t"]}, ["inputs", "0"]),
        ({"outputs": [{"name": "t"}]}, ["outputs", "0", "namespace"]),
        ({"outputs": [{"namespace": DB, "name": 5}]}, ["outputs", "0", "name"]),
        ({"run": None, "eventType": None, "job": None}, []),
    ],
)
def test_what_says_not_of_what_it_speaks_is_refused_with_its_place(
    changes: dict[str, Any], path: list[str]
) -> None:
    event = {key: value for key, value in (run_event() | changes).items() if value is not None}
    assert refusal(event).path == path


UNSEEN = ["\x00", "\x1f", "\ud800", "\u200b", "\u2060", "\ufeff", "\u202e", "\xad", "\ufe0f", "\ufffe", "\uffff", "\U0001ffff"]  # fmt: skip


def _events_named(name: str) -> dict[str, dict[str, Any]]:
    """An event for each place that a name has in one, by that place."""
    field = {"name": name}
    lineage: dict[str, Any] = {"fields": {name: {"inputFields": []}}}
    source = {"namespace": DB, "name": "s", "field": name}
    from_column = {"fields": {"c": {"inputFields": [source]}}}
    from_table = {"fields": {"c": {"inputFields": [{**source, "name": name, "field": "c"}]}}}
    other = {"namespace": name, "name": "t", "type": "TABLE"}
    return {
        "job.namespace": run_event(job={"namespace": name, "name": "j"}),
        "job.name": run_event(job={"namespace": "etl", "name": name}),
        "inputs.0.namespace": run_event(inputs=[{"namespace": name, "name": "t"}]),
        "inputs.0.name": run_event(inputs=[{"namespace": DB, "name": name}]),
        "outputs.0.namespace": run_event(outputs=[{"namespace": name, "name": "t"}]),
        "outputs.0.name": run_event(outputs=[{"namespace": DB, "name": name}]),
        "inputs.0.facets.schema.fields.0.name": run_event(
            inputs=[dataset("t", schema={"fields": [field]})]
        ),
        f"outputs.0.facets.columnLineage.fields.{name}": run_event(
            outputs=[dataset("t", columnLineage=lineage)]
        ),
        "outputs.0.facets.columnLineage.fields.c.inputFields.0.field": run_event(
            outputs=[dataset("t", columnLineage=from_column)]
        ),
        "outputs.0.facets.columnLineage.fields.c.inputFields.0.name": run_event(
            outputs=[dataset("t", columnLineage=from_table)]
        ),
        "inputs.0.facets.symlinks.identifiers.0.namespace": run_event(
            inputs=[dataset("t", symlinks={"identifiers": [other]})]
        ),
        "run.facets.parent.job.namespace": run_event(
            run={**run_event()["run"], "facets": {"parent": {"run": run_event()["run"], "job": {"namespace": name, "name": "p"}}}}
        ),
    }  # fmt: skip


@pytest.mark.parametrize("character", UNSEEN)
@pytest.mark.parametrize("place", range(len(_events_named(""))))
def test_a_name_with_what_nobody_sees_is_refused_where_it_stands(
    character: str, place: int
) -> None:
    path, event = list(_events_named(f"a{character}b").items())[place]
    refused = refusal(event)
    assert refused.path == path.split(".")
    assert f"U+{ord(character):04X}" in refused.message


def test_a_name_of_more_than_the_limit_is_refused_and_one_of_it_is_not() -> None:
    longest = "名" * (limits.NAME_BYTES // 3)
    assert observation(run_event(inputs=[dataset(longest)])).inputs[0].name.name == longest
    refused = refusal(run_event(inputs=[dataset("x" * 10_000)]))
    assert refused.path == ["inputs", "0", "name"]
    assert "10000 bytes" in refused.message
    assert str(limits.NAME_BYTES) in refused.message


def test_more_columns_than_the_limit_are_refused() -> None:
    def event(count: int) -> dict[str, Any]:
        fields = [{"name": f"c{number}"} for number in range(count)]
        return run_event(inputs=[dataset("t", schema={"fields": fields})])

    assert len(observation(event(limits.COLUMNS)).inputs[0].columns) == limits.COLUMNS
    assert str(limits.COLUMNS) in refusal(event(limits.COLUMNS + 1)).message
    made: dict[str, Any] = {
        f"c{number}": {"inputFields": []} for number in range(limits.COLUMNS + 1)
    }
    refused = refusal(run_event(outputs=[dataset("t", columnLineage={"fields": made})]))
    assert refused.path == ["outputs", "0"]


def test_more_datasets_than_the_limit_are_refused_with_those_that_only_lineage_names() -> None:
    many = [dataset(f"t{number}") for number in range(limits.DATASETS)]
    assert len(observation(run_event(inputs=many, outputs=[])).inputs) == limits.DATASETS
    assert str(limits.DATASETS) in refusal(run_event(inputs=many)).message
    lineage: dict[str, Any] = {"fields": {"a": {"inputFields": [source(name="unlisted")]}}}
    refused = refusal(run_event(inputs=many[1:], outputs=[dataset("t", columnLineage=lineage)]))
    assert str(limits.DATASETS) in refused.message


def test_more_edges_than_the_limit_are_refused_also_where_few_words_make_them() -> None:
    columns = [f"c{number}" for number in range(1000)]
    whole = {"type": "INDIRECT", "subtype": "FILTER"}

    def lineage(count: int) -> dict[str, Any]:
        return {"fields": {}, "dataset": [source(whole, field=f"s{n}") for n in range(count)]}

    assert len(edges(lineage(100), *columns) or ()) == limits.EDGES
    schema = {"fields": [{"name": column} for column in columns]}
    outputs = [
        dataset("t1", schema=schema, columnLineage=lineage(60)),
        dataset("t2", schema=schema, columnLineage=lineage(41)),
    ]
    refused = refusal(run_event(outputs=outputs))
    assert refused.path == ["outputs", "1", "facets", "columnLineage"]
    assert str(limits.EDGES) in refused.message


def test_a_refusal_speaks_the_callers_language() -> None:
    with speaking(Language.CHINESE):
        refused = read_event({}, received=RECEIVED)
    assert isinstance(refused, InvalidInput)
    assert "eventTime" in refused.message
    assert "请" in refused.message
