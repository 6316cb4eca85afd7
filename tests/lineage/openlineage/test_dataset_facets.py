"""What events tell of datasets: their columns, other names, owners, and what became of them."""

from typing import Any

import pytest

from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.pure.observations import DatasetName, Lifecycle, SeenColumn
from tests.lineage.openlineage.events import (
    DB,
    dataset,
    losses,
    losses_of,
    observation,
    output,
    read,
    run_event,
    source,
)


def test_columns_within_columns_are_told_by_their_paths() -> None:
    street = {"name": "街道", "type": "string", "description": "街道或镇"}
    address = {"name": "住址", "type": "struct", "fields": [street, {"name": "门牌"}]}
    seen = output(schema={"fields": [address, {"name": "id", "type": "int"}]})
    assert seen.columns == (
        SeenColumn("住址", "struct"),
        SeenColumn("住址.街道", "string", "街道或镇"),
        SeenColumn("住址.门牌"),
        SeenColumn("id", "int"),
    )


def test_columns_nested_however_deep_are_read() -> None:
    field: dict[str, Any] = {"name": "x"}
    for _ in range(900):
        field = {"name": "x", "fields": [field]}
    assert len(output(schema={"fields": [field]}).columns) == 901


def test_columns_that_only_lineage_names_are_columns() -> None:
    lineage = {"fields": {"b": {"inputFields": [source()]}, "a": {"inputFields": []}}}
    seen = output(schema={"fields": [{"name": "a", "type": "int"}]}, columnLineage=lineage)
    assert seen.columns == (SeenColumn("a", "int"), SeenColumn("b"))


def test_other_names_descriptions_and_owners_are_kept() -> None:
    alias = {"namespace": "hive://lake.example:9083", "name": "civil.dibao", "type": "TABLE"}
    itself = {"namespace": DB, "name": "civil.低保对象", "type": "TABLE"}
    seen = output(
        symlinks={"identifiers": [alias, itself, alias]},
        documentation={"description": " 低保对象 ", "contentType": "text/markdown"},
        ownership={"owners": [{"name": "区民政局", "type": "OWNER"}, {"name": "区民政局"}]},
    )
    assert seen.aliases == (DatasetName("hive://lake.example:9083", "civil.dibao"),)
    assert seen.description == "低保对象"
    assert seen.owners == ("区民政局",)


def test_a_rename_says_what_was_renamed_and_drop_and_truncate_are_told() -> None:
    previous = {"namespace": DB, "name": "civil.旧表"}
    rename = {"lifecycleStateChange": "RENAME", "previousIdentifier": previous}
    seen = output(lifecycleStateChange=rename)
    assert (seen.lifecycle, seen.renamed_from) == (Lifecycle.RENAME, DatasetName(DB, "civil.旧表"))
    for change in (Lifecycle.DROP, Lifecycle.TRUNCATE):
        assert (
            output(lifecycleStateChange={"lifecycleStateChange": change.value}).lifecycle is change
        )
    for change_of_none in ("CREATE", "OVERWRITE", "ALTER"):
        told = {"lifecycleStateChange": change_of_none}
        assert output(lifecycleStateChange=told).lifecycle is None


@pytest.mark.parametrize(
    "facets",
    [
        {"schema": []},
        {"schema": {"fields": {}}},
        {"schema": {"fields": [3]}},
        {"schema": {"fields": [{"type": "int"}]}},
        {"schema": {"fields": [{"name": "a", "type": 3}]}},
        {"symlinks": {"identifiers": [{"name": "a", "type": "TABLE"}]}},
        {"symlinks": {"identifiers": "a"}},
        {"documentation": "a table"},
        {"documentation": {"description": ["a"]}},
        {"documentation": {"description": "a\x00b"}},
        {"documentation": {"description": "长" * (limits.TEXT_CHARACTERS + 1)}},
        {"ownership": {"owners": [{"name": 5}]}},
        {"ownership": {"owners": [{"name": f"o{n}"} for n in range(limits.ALIASES + 1)]}},
        {"lifecycleStateChange": {"lifecycleStateChange": "EXPLODE"}},
        {"lifecycleStateChange": {"lifecycleStateChange": "RENAME"}},
        {"lifecycleStateChange": {"lifecycleStateChange": "RENAME", "previousIdentifier": "a"}},
        {"columnLineage": 3},
    ],
)
def test_a_facet_that_makes_no_sense_is_a_loss_and_the_rest_counts(facets: dict[str, Any]) -> None:
    event = run_event(outputs=[dataset("t", **facets), dataset("u")])
    place = f"outputs.0.facets.{next(iter(facets))}"
    assert all(loss.place.startswith(place) for loss in losses(event))
    (seen,) = read(event).observations
    assert [each.name.name for each in seen.outputs] == ["t", "u"]
    assert seen.outputs[0].lifecycle is None


def test_facets_that_are_no_object_are_a_loss() -> None:
    assert losses(run_event(outputs=[{"namespace": DB, "name": "t", "facets": 3}]))


def test_unknown_facets_and_facets_of_one_run_are_none_of_our_business() -> None:
    seen = output(
        version={"datasetVersion": 5}, storage="x", custom_facet=[1], dataSource={"name": None}
    )
    assert seen == output()


def test_a_facet_that_is_gone_says_nothing() -> None:
    gone = {"_deleted": True, "_producer": "p"}
    assert output(schema=gone, documentation=gone, lifecycleStateChange=gone) == output()


def test_long_texts_are_cut_and_cleared_of_what_nobody_sees() -> None:
    told = {"description": "长" * 5000}
    (seen,) = read(run_event(outputs=[dataset("t", documentation=told)])).observations
    assert seen.outputs[0].description == "长" * limits.TEXT_CHARACTERS
    told = {"description": "a\x00b\nc"}
    (seen,) = read(run_event(outputs=[dataset("t", documentation=told)])).observations
    assert seen.outputs[0].description == "ab\nc"


def test_a_dataset_that_stands_twice_is_one_with_all_that_is_said_of_it() -> None:
    first = dataset("t", schema={"fields": [{"name": "a", "type": "int"}]})
    again = dataset(
        "t",
        schema={"fields": [{"name": "a", "type": "text"}, {"name": "b"}]},
        documentation={"description": "d"},
        columnLineage={"fields": {"b": {"inputFields": [source()]}}},
    )
    seen = observation(run_event(inputs=[first, first], outputs=[first, again]))
    assert [each.name.name for each in seen.inputs] == ["t", "police.户籍人口"]
    (written,) = seen.outputs
    assert written.columns == (SeenColumn("a", "int"), SeenColumn("b"))
    assert written.description == "d"
    assert [edge.target for edge in written.edges or ()] == ["b"]


def test_losses_beyond_many_are_counted() -> None:
    fields = [{"type": "int"} for _ in range(limits.LOSSES + 50)]
    told = losses_of(schema={"fields": fields})
    assert len(told) == limits.LOSSES + 1
    assert "50" in told[-1].what
