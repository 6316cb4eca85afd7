"""Cycles of lineage as findings (rule LIN-3): the store tells what is made from what, `lineage.pure.cycles` finds them.

What is made from what is read in stretches, each in the time that a question may take. No search from each field: a
graph without cycles, which is the rule, would be walked as often as it has fields.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.cycles import Cycle, Ring, named_cycles, rings

_BATCH: Final = 25_000
"""Fields of one question."""


async def rows(engine: Engine, viewer: Viewer, snapshot: Snapshot, unit: str | None) -> list[Row]:
    """Return every cycle that concerns a unit (None: any), in the order of keys, as a finding tells it.

    A viewer is told of those in which data of the own unit go round.
    """
    derived = await _derived(engine, viewer, snapshot)
    declared = await engine.read("lineage/questions/declared_flows", viewer, snapshot)
    # Of a large estate these are hundreds of thousands: a thread looks through them, so that other requests go on.
    found = await asyncio.to_thread(_rings, derived, declared)
    if not found:
        return []
    near = await engine.read(
        "lineage/questions/gone_round",
        viewer,
        snapshot,
        fields=sorted(field for ring in found for field in ring.fields),
        datasets=sorted({whole for ring in found for whole in ring.wholes}),
    )
    cycles = await asyncio.to_thread(named_cycles, found, dict(near["homes"]))
    places = {place[0]: place for place in near["places"]}
    return [
        row
        for row in (_row(cycle, places, viewer) for cycle in cycles)
        if (viewer.sees_all or viewer.unit_key in row["units"])
        and (unit is None or unit in row["units"])
    ]


async def _derived(engine: Engine, viewer: Viewer, snapshot: Snapshot) -> list[Any]:
    """Return what fields are made from, as far as it may be part of a cycle."""
    derived: list[Any] = []
    after: str | None = ""
    while after is not None:
        row = await engine.read(
            "lineage/questions/derivations", viewer, snapshot, after=after, limit=_BATCH
        )
        derived += row["derived"]
        after = row["reached"]
    return derived


def _rings(derived: list[Any], declared: Row) -> list[Ring]:
    steps = ((made, before) for made, befores in derived for before in befores)
    wholes = ((made, before) for made, before in declared["declared"])
    return rings(steps, wholes, dict(declared["fields"]))


def _row(cycle: Cycle, places: Mapping[str, Any], viewer: Viewer) -> Row:
    """Tell a cycle; whose a hidden dataset is, is hidden with it, and no filter by unit finds it."""
    shown = [
        places[dataset]
        for dataset in cycle.datasets
        if places[dataset][4] != "HIDDEN" or places[dataset][2] == viewer.unit_key
    ]
    first = places[cycle.datasets[0]]
    unit, unit_name = first[2:4] if first in shown else (None, None)
    return {
        "key": cycle.place,
        "dataset": cycle.datasets[0],
        "unit": unit,
        "unit_name": unit_name,
        "units": [place[2] for place in shown],
        "fields": len(cycle.fields),
        "path": [
            None if places[dataset][4] == "HIDDEN" else places[dataset][1] for dataset in cycle.path
        ],
    }
