"""Events as tools would send them, to be bent by a test, and what is read from them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from graph_catalog.language import Language, speaking
from graph_catalog.lineage.intake.openlineage.event import read_event
from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Loss,
    Observation,
    ReadObservations,
    SeenDataset,
    SeenEdge,
)
from graph_catalog.model.refusals import InvalidInput

RECEIVED: Final = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
DB: Final = "postgres://db.example:5432"
PEOPLE: Final = DatasetName(DB, "police.户籍人口")


def dataset(name: str, **facets: Any) -> dict[str, Any]:
    return {"namespace": DB, "name": name, "facets": facets}


def run_event(**changes: Any) -> dict[str, Any]:
    """A RunEvent; a change to None leaves that part out."""
    event: dict[str, Any] = {
        "eventType": "COMPLETE",
        "eventTime": "2026-03-01T08:00:00+08:00",
        "run": {"runId": "3b452093-782c-4ef2-9c0c-aafe2aa6f34d"},
        "job": {"namespace": "civil-etl", "name": "低保.汇总"},
        "inputs": [dataset("police.户籍人口")],
        "outputs": [dataset("civil.低保对象")],
        "producer": "https://example.org/etl",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    } | changes
    return {key: value for key, value in event.items() if value is not None}


def source(
    *transformations: dict[str, Any], field: str = "身份证号", **more: Any
) -> dict[str, Any]:
    """An input field of the column lineage, from 户籍人口."""
    told = {"transformations": list(transformations)} if transformations else {}
    return {"namespace": DB, "name": PEOPLE.name, "field": field} | told | more


def read(event: object) -> ReadObservations:
    found = read_event(event, received=RECEIVED)
    assert isinstance(found, ReadObservations), found
    return found


def observation(event: object) -> Observation:
    """What an event says that is recorded without any loss."""
    found = read(event)
    assert found.losses == ()
    (seen,) = found.observations
    return seen


def losses(event: object) -> Sequence[Loss]:
    found = read(event).losses
    assert found, "nothing was lost"
    return found


def refusal(event: object) -> InvalidInput:
    with speaking(Language.ENGLISH):
        found = read_event(event, received=RECEIVED)
    assert isinstance(found, InvalidInput), found
    return found


def output(**facets: Any) -> SeenDataset:
    """The dataset written, with its facets, read without any loss."""
    (seen,) = observation(run_event(outputs=[dataset("civil.低保对象", **facets)])).outputs
    return seen


def edges(lineage: object, *columns: str) -> tuple[SeenEdge, ...] | None:
    """The edges that a columnLineage facet gives, read without any loss; `columns` as the schema facet has them."""
    schema = {"fields": [{"name": column} for column in columns]}
    return output(columnLineage=lineage, schema=schema).edges


def losses_of(**facets: Any) -> Sequence[Loss]:
    return losses(run_event(outputs=[dataset("civil.低保对象", **facets)]))
