"""Who holds what a plan asks for: of the data that its fields denote, and of those that nets catch.

A fixed number of questions, whatever the plan's size: who holds the data read, three nets for fields
that come to nothing by that, who holds what they caught, and where received copies come from.
"""

import asyncio
import dataclasses
from collections.abc import Mapping
from typing import Final

from graph_catalog.alignment import elements
from graph_catalog.collection import held, retrieval
from graph_catalog.collection.verdict.plan import Holdings, Plan, identifiers, kinds
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.rulings.rulings import Rulings
from graph_catalog.model.answers import CandidateNet

_MOST_HOLDERS: Final = 60
"""Holders of one datum that are looked at, those that matter first; more, and the answer is not complete."""


@dataclasses.dataclass(frozen=True)
class Holders:
    """All that the decision turns on: the plan, with what nets caught among its readings, and the holders."""

    plan: Plan
    holdings: Holdings
    missing_nets: tuple[CandidateNet, ...]


async def of_plan(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, plan: Plan, rulings: Rulings
) -> Holders:
    """Fetch it."""
    read = _data(plan)
    row = await _ask(engine, viewer, snapshot, plan, read)
    at_hand = {read[each["datum"]] for each in row.get("holdings", ())}
    plan, missing = await retrieval.add_retrieved(engine, viewer, snapshot, plan, at_hand, rulings)
    data = _data(plan)
    retrieved = {key: text for key, text in data.items() if key not in read}
    if retrieved:
        more = await _ask(engine, viewer, snapshot, plan, retrieved)
        row = {
            **row,
            **{name: row[name] + more[name] for name in ("holdings", "exempted", "overflowing")},
        }
    found = await asyncio.to_thread(held.Held.read, row, data, snapshot.as_of)
    copies = found.copies()
    origins: list[Row] = []
    if copies:
        origins = (
            await engine.read("collection/origins", viewer, snapshot, ceiling=31, fields=copies)
        )["origins"]
    return Holders(plan, await asyncio.to_thread(_holdings, found, origins, plan), missing)


def _holdings(found: held.Held, origins: list[Row], plan: Plan) -> Holdings:
    return dataclasses.replace(
        found.holdings(origins),
        identifiers=identifiers(plan, lexicon.current()),
        kinds=kinds(plan, lexicon.current()),
    )


async def _ask(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, plan: Plan, data: Mapping[str, str]
) -> Row:
    return held.NOTHING | await engine.read(
        "collection/holdings",
        viewer,
        snapshot,
        data=sorted(data),
        unit=plan.unit_key,
        limit=_MOST_HOLDERS,
    )


def _data(plan: Plan) -> dict[str, str]:
    """Return the data that fields of a plan may denote: key in the graph, and that of the matching."""
    return {
        elements.datum_key(candidate.datum): candidate.datum.key
        for planned in plan.fields
        for candidate in planned.alignment.candidates
    }
