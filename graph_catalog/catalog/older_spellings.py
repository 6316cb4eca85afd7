"""Spelling the fields of a store that is older than spellings (migration 002): once, in stretches, restartable."""

import functools
from collections.abc import Iterable, Sequence
from typing import Final

from graph_catalog.catalog import spellings
from graph_catalog.catalog.alignment import datum_key
from graph_catalog.graph.engine import Engine, Row, Transaction
from graph_catalog.graph.viewpoint import PROGRAM_EYES
from graph_catalog.matching import lexicon
from graph_catalog.matching.align import align
from graph_catalog.matching.descriptor import Descriptor

_STRETCH: Final = 2000


async def spell(engine: Engine, *, stretch: int = _STRETCH) -> int:
    """Note the spellings of fields that were on record before; return of how many fields.

    Broken off, it goes on from the last stretch that was written. Vectors come after (`spellings`).
    """
    spelled = 0
    while (
        after := (await engine.read("spelling/progress", PROGRAM_EYES))["spelled_to"]
    ) is not None:
        row = await engine.read("spelling/older", PROGRAM_EYES, after=after, limit=stretch)
        met = list(_met(row["fields"]))
        await engine.write("spell", PROGRAM_EYES, functools.partial(_write, met, row["reached"]))
        spelled += len(met)
    return spelled


async def _write(
    met: Sequence[spellings.Met], reached: str | None, transaction: Transaction
) -> Row:
    await spellings.note(transaction, met)
    return await transaction.run("spelling/reach", spelled_to=reached)


def _met(fields: Sequence[Row]) -> Iterable[spellings.Met]:
    """Yield those that are read today as the datum that they denote; the others wait for a new alignment."""
    for field in fields:
        descriptor = Descriptor(
            name=field["name"],
            dataset_name=field["dataset"],
            unit_name=field["unit"],
            column_name=field["column_name"] or "",
            description=field["description"] or "",
            data_type=field["data_type"] or "",
        )
        datum = align(descriptor, lexicon.current()).datum
        if datum_key(datum) == field["datum"]:
            yield spellings.Met(descriptor, datum, field["datum"], field["created_rev"])
