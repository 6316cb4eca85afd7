"""Small estates with lineage, put into the store as they stand; see `walked_graph`."""

import datetime as dt

from graph_catalog.graph.engine import Engine
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.instant import OPEN_REVISION
from tests.lineage.pure.walked_graph import Graph

MIDNIGHT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

_PUT_THINGS = """
UNWIND $rows AS row
CREATE (thing:Entity:$(row.label))
SET thing = row
"""
_PUT_FACTS = """
UNWIND $rows AS row
MATCH (start:Entity {key: row.start})
MATCH (end:Entity {key: row.end})
CREATE (start)-[fact:$(row.type)]->(end)
SET fact = row.properties
"""


def at(day: int) -> dt.datetime:
    """Return the first instant of a day of these small worlds."""
    return MIDNIGHT + dt.timedelta(days=day)


async def put(engine: Engine, graph: Graph, **attributes: object) -> None:
    """Put things and facts on record at revision 1; datasets have the attributes."""
    things = [
        {
            "key": key,
            "label": kind.value,
            "name": f"name of {key}",
            "created_rev": 1,
            "rev_from": 1,
            "version": 1,
        }
        | (attributes if kind is NodeKind.DATASET else {})
        | ({"acquisition": graph.acquired(key)} if kind is NodeKind.FIELD else {})
        | ({"level": "CITY"} if key in graph.above else {})
        for key, kind in graph.kinds.items()
    ]
    facts = [
        {
            "start": dated.fact.start,
            "end": dated.fact.end,
            "type": dated.fact.type,
            "properties": {
                "key": dated.fact.key,
                "kind": dated.fact.kind,
                "source": dated.fact.source,
                "transform": dated.fact.transform,
                "valid_from": at(dated.period[0]),
                "valid_to": at(dated.period[1]),
                "rev_from": 1,
                "rev_to": OPEN_REVISION,
            },
        }
        for dated in graph.facts
    ]
    await engine.run_statement(_PUT_THINGS, rows=things)
    await engine.run_statement(_PUT_FACTS, rows=facts)
