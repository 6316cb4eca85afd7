"""How data are spelled, on record beside them, for the nets that catch what no element fits (ADR 0012).

A spelling is a datum and a name that some field has for it, with the subject of the first dataset
that had it so; its vector is that of subject and name. It is an index, not a fact: it has no dates,
makes no revision, and only leads to a datum whose holders are then read as of the day. Spellings
are noted with the alignment that meets them first; vectors come with them where they are few, else
`catch_up` gives them, which may be broken off and run again at any time.
"""

import asyncio
import dataclasses
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from graph_catalog import embedding
from graph_catalog.graph.engine import Engine, Row, Transaction
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.matching import nearby
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.record.change import Change

_AT_ONCE: Final = 64
"""Spellings that get their vectors within the change that meets them: a tenth of a second or two."""
_BATCH: Final = 256


@dataclasses.dataclass(frozen=True)
class Met:
    """A field that spells a datum: its description, the datum and its key, and since which revision it does."""

    descriptor: Descriptor
    datum: DatumKey
    datum_key: str
    revision: int

    def row(self) -> Row:
        """Return its spelling as the Cypher files take it."""
        worded = nearby.wording(self.descriptor, self.datum, lexicon.current())
        row = {
            "key": f"{self.datum_key}|{worded.name}",
            "datum": self.datum_key,
            "name": worded.name,
            "subject": worded.subject,
            "initials": worded.initials or None,
            "column": worded.column or None,
            "element_code": self.datum.element_code,
            "object_class": self.datum.object_class,
            "attribute": self.datum.attribute,
            "qualifier": self.datum.qualifier,
            "said": self.datum.said,
            "created_rev": self.revision,
        }
        return {name: value for name, value in row.items() if value is not None}


async def note(transaction: Change | Transaction, met: Iterable[Met]) -> None:
    """Note how some fields spell their data; of several that do alike the first counts."""
    rows: dict[str, Row] = {}
    for row in (each.row() for each in met):
        if row["name"]:
            rows.setdefault(row["key"], row)
    if not rows:
        return
    waiting = (await transaction.run("alignment/record", rows=[rows[key] for key in sorted(rows)]))[
        "waiting"
    ]
    if 0 < len(waiting) <= _AT_ONCE and (encoder := embedding.current()) is not None:
        await transaction.run("alignment/embed", rows=await _embedded(encoder, waiting))


async def catch_up(engine: Engine, *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Give vectors to spellings that wait for theirs; return how many got one. Restartable.

    `progress` is told how many have it so far. Without the model all go on waiting.
    """
    done = 0
    encoder = embedding.current()
    while encoder is not None:
        waiting = (await engine.read("alignment/waiting", PROGRAM_SCOPE, limit=_BATCH))["waiting"]
        if not waiting:
            break
        rows = await _embedded(encoder, waiting)
        await engine.write("embed", PROGRAM_SCOPE, functools.partial(_embed, rows))
        done += len(rows)
        progress(done)
    return done


async def vectors(
    encoder: embedding.Encoder, wordings: Sequence[tuple[str, str]]
) -> list[embedding.Vector]:
    """Return the vectors of (name, subject and name) pairs; in a thread, for it takes its time."""

    def encode() -> list[embedding.Vector]:
        return [nearby.joint(encoder.encode(texts)) for texts in wordings]

    return await asyncio.to_thread(encode)


async def _embed(rows: Sequence[Row], transaction: Transaction) -> Row:
    return await transaction.run("alignment/embed", rows=rows)


async def _embedded(encoder: embedding.Encoder, waiting: Sequence[Row]) -> list[Row]:
    wordings = [(each["name"], each["subject"] + each["name"]) for each in waiting]
    found = await vectors(encoder, wordings)
    return [
        {"key": each["key"], "vector": vector} for each, vector in zip(waiting, found, strict=True)
    ]
