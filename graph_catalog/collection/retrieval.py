"""Asking the nets: what on record lies near planned fields that come to nothing else (`matching.nearby`).

One question a net for a whole plan, whatever its size; none where every field was read surely.
"""

import asyncio
import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from graph_catalog import embedding
from graph_catalog.alignment import spellings
from graph_catalog.collection.verdict.plan import Plan, PlanField
from graph_catalog.collection.verdict.verdict import classified
from graph_catalog.graph.engine import Engine, Row
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching import nearby
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.nearby import NearbyWording, RetrievalHit
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.rulings.rulings import Rulings
from graph_catalog.model.answers import CandidateNet

_MOST_HITS: Final = 24
"""Spellings that a net gives for a field: several of them lead to one datum."""
_NO_HITS: Final[Row] = {"found": []}


@dataclasses.dataclass(frozen=True)
class Retrieved:
    """What the nets caught for planned fields, by the fields' places, and which nets were missing."""

    by_field: Mapping[int, Sequence[RetrievalHit]]
    missing: tuple[CandidateNet, ...] = ()


async def retrieve(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, sought: Mapping[int, NearbyWording]
) -> Retrieved:
    """Ask all nets for what lies near some wordings."""
    if not sought:
        return Retrieved({})
    encoder = embedding.current()
    limits = {"limit": _MOST_HITS}
    texts = [{"index": index, "text": worded.name} for index, worded in sought.items()]
    columns = [
        {"index": index, "letters": letters}
        for index, worded in sought.items()
        if (letters := nearby.letters(worded))
    ]

    async def by_vector() -> Row:
        if encoder is None:
            return {**_NO_HITS, "waiting": True}
        wanted = await spellings.vectors(encoder, [worded.texts for worded in sought.values()])
        near = [
            {"index": index, "vector": vector} for index, vector in zip(sought, wanted, strict=True)
        ]
        return await engine.read("collection/vector", viewer, snapshot, sought=near, **limits)

    by_text, by_letters, by_meaning = await asyncio.gather(
        engine.read("collection/text", viewer, snapshot, sought=texts, **limits),
        engine.read("collection/initials", viewer, snapshot, sought=columns, **limits),
        by_vector(),
    )
    by_field: dict[int, list[RetrievalHit]] = {index: [] for index in sought}
    for net, row in (
        (Method.VECTOR, by_meaning),
        (Method.INITIALS, by_letters),
        (Method.TEXT, by_text),
    ):
        for each in row["found"]:
            by_field[each["index"]].append(_hit(net, each))
    return Retrieved(by_field, (CandidateNet.VECTOR,) if by_meaning["waiting"] else ())


async def add_retrieved(
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    plan: Plan,
    held: Collection[str],
    rulings: Rulings,
) -> tuple[Plan, tuple[CandidateNet, ...]]:
    """Return the plan with what nets caught among the readings of its fields, and the missing nets.

    `held` are the data (keys of the matching) that somebody holds. What people have ruled to be
    something else is no catch.
    """
    if classified(plan) is not None:
        return plan, ()  # nothing of it is kept, a query's parameters included (Art. 30)
    # In threads, before and after the store is asked: hundreds of fields take seconds.
    sought = await asyncio.to_thread(_sought, plan, held)
    retrieved = await retrieve(
        engine, viewer, snapshot, {i: each for i, each in sought.items() if each.name}
    )
    return await asyncio.to_thread(
        _with_retrieved, plan, sought, retrieved, rulings
    ), retrieved.missing


def _sought(plan: Plan, held: Collection[str]) -> dict[int, NearbyWording]:
    known = lexicon.current()
    return {
        planned.index: nearby.wording(planned.descriptor, planned.alignment.datum, known)
        for planned in plan.fields
        if planned.is_collected
        and nearby.is_open(planned.alignment, is_held=planned.alignment.datum.key in held)
    }


def _with_retrieved(
    plan: Plan, sought: Mapping[int, NearbyWording], retrieved: Retrieved, rulings: Rulings
) -> Plan:
    known = lexicon.current()
    fields = tuple(
        dataclasses.replace(
            planned,
            alignment=nearby.with_retrieved(
                planned.alignment,
                sought[planned.index],
                _not_ruled_out(planned, retrieved.by_field[planned.index], rulings),
                known,
            ),
        )
        if retrieved.by_field.get(planned.index)
        else planned
        for planned in plan.fields
    )
    return dataclasses.replace(plan, fields=fields)


def _not_ruled_out(
    planned: PlanField, retrieved: Sequence[RetrievalHit], rulings: Rulings
) -> Sequence[RetrievalHit]:
    if not rulings:
        return retrieved
    barred = rulings.barred(planned.descriptor)
    return [
        hit
        for hit in retrieved
        if hit.datum.key not in barred
        and rulings.are_apart(planned.alignment.datum, hit.datum) is None
    ]


def _hit(net: Method, row: Row) -> RetrievalHit:
    spelled = row["spelling"]
    datum = DatumKey(
        spelled["element_code"],
        spelled["object_class"],
        spelled["attribute"],
        spelled["qualifier"],
        spelled["said"],
    )
    return RetrievalHit(datum, spelled["name"], net, row["likeness"])
