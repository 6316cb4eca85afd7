"""What the columns of a dataset were made from, by each way in which tools say so."""

from typing import Any

import pytest

from graph_catalog.lineage.pure.observations import DatasetName, SeenEdge
from graph_catalog.model.enums.lineage import LineageKind
from tests.lineage.openlineage.events import (
    DB,
    PEOPLE,
    dataset,
    edges,
    losses_of,
    observation,
    output,
    read,
    run_event,
    source,
)

IDENTITY = {"type": "DIRECT", "subtype": "IDENTITY", "description": "", "masking": False}
FILTER = {"type": "INDIRECT", "subtype": "FILTER", "description": "where 状态 = 1"}


def made_from(*sources: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"fields": {"id": {"inputFields": list(sources)} | more}}


def one(lineage: object) -> SeenEdge:
    found = edges(lineage)
    assert found is not None
    (edge,) = found
    return edge


@pytest.mark.parametrize(
    ("transformation", "kind"),
    [
        (("DIRECT", "IDENTITY"), LineageKind.IDENTITY),
        (("DIRECT", "TRANSFORMATION"), LineageKind.TRANSFORMATION),
        (("DIRECT", "AGGREGATION"), LineageKind.AGGREGATION),
        (("DIRECT", None), LineageKind.TRANSFORMATION),
        (("direct", "identity"), LineageKind.IDENTITY),
        (("INDIRECT", "JOIN"), LineageKind.JOIN),
        (("INDIRECT", "GROUP_BY"), LineageKind.GROUP_BY),
        (("INDIRECT", "FILTER"), LineageKind.FILTER),
        (("INDIRECT", "SORT"), LineageKind.SORT),
        (("INDIRECT", "WINDOW"), LineageKind.WINDOW),
        (("INDIRECT", "CONDITIONAL"), LineageKind.CONDITIONAL),
    ],
)
def test_each_transformation_of_the_spec_has_its_kind(
    transformation: tuple[str, str | None], kind: LineageKind
) -> None:
    told = {"type": transformation[0], "subtype": transformation[1], "description": "d"}
    edge = one(made_from(source(told)))
    assert edge == SeenEdge("id", PEOPLE, "身份证号", kind, "d", None)


def test_masking_of_values_is_a_kind_and_of_what_decided_about_them_a_remark() -> None:
    direct = one(made_from(source(IDENTITY | {"subtype": "TRANSFORMATION", "masking": True})))
    assert (direct.kind, direct.masking) == (LineageKind.MASKING, True)
    indirect = one(made_from(source(FILTER | {"masking": True})))
    assert (indirect.kind, indirect.masking) == (LineageKind.FILTER, True)
    assert one(made_from(source(IDENTITY))).masking is False


def test_what_a_column_is_both_made_from_and_decided_by_gives_an_edge_for_each() -> None:
    found = edges(made_from(source(IDENTITY, FILTER)))
    assert [(edge.kind, edge.transform) for edge in found or ()] == [
        (LineageKind.IDENTITY, None),
        (LineageKind.FILTER, "where 状态 = 1"),
    ]


def test_one_kind_from_one_column_is_one_edge_that_says_all() -> None:
    other = FILTER | {"description": "and 年龄 > 60", "masking": True}
    edge = one(made_from(source(FILTER, other), source(FILTER)))
    assert edge.transform == "where 状态 = 1\nand 年龄 > 60"
    assert edge.masking is True


@pytest.mark.parametrize(
    ("said", "kind", "masking"),
    [
        ("IDENTITY", LineageKind.IDENTITY, None),
        ("MASKED", LineageKind.MASKING, True),
        (None, LineageKind.TRANSFORMATION, None),
    ],
)
def test_older_events_say_it_once_for_all_sources_of_a_column(
    said: str | None, kind: LineageKind, *, masking: bool | None
) -> None:
    lineage = made_from(
        source(),
        source(transformations=[], field="姓名"),
        transformationType=said,
        transformationDescription="concat",
    )
    found = edges(lineage) or ()
    assert [(edge.column, edge.kind, edge.transform, edge.masking) for edge in found] == [
        ("身份证号", kind, "concat", masking),
        ("姓名", kind, "concat", masking),
    ]


def test_what_holds_of_the_whole_dataset_holds_of_each_column_of_schema_and_lineage() -> None:
    lineage = made_from(source(IDENTITY)) | {"dataset": [source(FILTER, field="状态")]}
    found = edges(lineage, "name", "amount") or ()
    assert {(edge.target, edge.column) for edge in found if edge.kind is LineageKind.FILTER} == {
        ("name", "状态"),
        ("amount", "状态"),
        ("id", "状态"),
    }
    assert len(found) == 4


def test_what_holds_of_a_whole_dataset_of_no_known_column_is_a_loss() -> None:
    lineage = {"fields": {}, "dataset": [source(FILTER)]}
    (loss,) = losses_of(columnLineage=lineage)
    assert loss.place == "outputs.0.facets.columnLineage.dataset.0"
    (seen,) = read(run_event(outputs=[dataset("t", columnLineage=lineage)])).observations
    assert seen.outputs[0].edges is None


def test_nothing_known_is_not_known_to_come_from_nothing() -> None:
    assert output().edges is None
    assert edges({"fields": {}}, "id") is None
    assert edges(made_from(), "id") == ()
    assert output(columnLineage={"_deleted": True} | made_from()).edges is None


@pytest.mark.parametrize(
    "fields",
    [
        {"id": {"inputFields": [{"namespace": DB}]}},
        {"id": {"inputFields": "all"}},
        {"id": {"inputFields": ["a"]}},
        {"id": "a"},
        "id",
    ],
)
def test_lineage_of_which_nothing_makes_sense_is_lost_and_leaves_nothing_known(
    fields: object,
) -> None:
    event = run_event(outputs=[dataset("t", columnLineage={"fields": fields})])
    found = read(event)
    assert found.losses
    assert found.observations[0].outputs[0].edges is None


@pytest.mark.parametrize(
    ("transformation", "kind"),
    [
        ({"type": "DIRECT", "subtype": "MAGIC"}, LineageKind.TRANSFORMATION),
        ({"type": "INDIRECT", "subtype": "MAGIC"}, LineageKind.CONDITIONAL),
        ({"type": "INDIRECT"}, LineageKind.CONDITIONAL),
        ({"type": "SIDEWAYS", "subtype": "JOIN"}, LineageKind.JOIN),
        ({"type": 7}, LineageKind.TRANSFORMATION),
        ({"type": "DIRECT", "masking": "yes"}, LineageKind.TRANSFORMATION),
    ],
)
def test_a_transformation_that_is_not_understood_is_kept_as_one_and_told(
    transformation: dict[str, Any], kind: LineageKind
) -> None:
    lineage = made_from(source(transformation))
    found = read(run_event(outputs=[dataset("t", columnLineage=lineage)]))
    assert [edge.kind for edge in found.observations[0].outputs[0].edges or ()] == [kind]
    place = "outputs.0.facets.columnLineage.fields.id.inputFields.0.transformations.0"
    assert any(loss.place.startswith(place) for loss in found.losses)


def test_a_dataset_that_only_lineage_names_was_read_as_well() -> None:
    lineage = made_from(source(IDENTITY, name="civil.发放"))
    seen = observation(run_event(outputs=[dataset("t", columnLineage=lineage)]))
    assert [each.name for each in seen.inputs] == [PEOPLE, DatasetName(DB, "civil.发放")]


def test_a_dataset_updated_from_itself_is_not_its_own_input() -> None:
    lineage = made_from(source(IDENTITY, name="t"))
    seen = observation(run_event(inputs=[], outputs=[dataset("t", columnLineage=lineage)]))
    assert seen.inputs == ()
    assert seen.outputs[0].edges
