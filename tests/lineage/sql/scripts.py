"""Scripts read as a test needs them."""

import datetime as dt
from collections.abc import Mapping, Sequence

from graph_catalog.lineage.intake.sql import script
from graph_catalog.lineage.pure.observations import ReadObservations, SeenEdge
from graph_catalog.model.refusals import InvalidInput

AT = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
TABLES = {"k": ["a", "b", "c"], "t": ["x", "y"]}


def read(
    text: str, dialect: str = "postgres", tables: Mapping[str, Sequence[str]] = TABLES
) -> ReadObservations:
    answer = script.read(
        text,
        file="日结.sql",
        dialect=dialect,
        columns_of=lambda name: tables.get(name.casefold()),
        namespace="ns",
        at=AT,
    )
    assert not isinstance(answer, InvalidInput)
    return answer


def edges(answer: ReadObservations) -> list[SeenEdge]:
    return [
        edge
        for observation in answer.observations
        for output in observation.outputs
        for edge in output.edges or ()
    ]
