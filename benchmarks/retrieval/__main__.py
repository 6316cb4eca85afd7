"""Measure retrieval and write RETRIEVAL.md: `python -m benchmarks.retrieval`.

The catalog is the Beijing file of the shared folder, imported as a user would import it into a
store of its own. What is ranked are data; a find is right when one of the answer's fields denotes
it.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import loading
from benchmarks.retrieval import page, queries
from benchmarks.retrieval.page import Figures, Raised, Rank
from benchmarks.retrieval.queries import Query
from benchmarks.server import own_settings
from graph_catalog.alignment import spellings
from graph_catalog.collection import retrieval
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import LOCAL
from graph_catalog.matching import nearby
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.nearby import RetrievalHit
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.opening import open_engine
from graph_catalog.record import snapshots

_PAGE: Final = Path(__file__).parents[1] / "RETRIEVAL.md"
_FOREIGN: Final = "市民服务申请表"
_ALL: Final = frozenset({Method.VECTOR, Method.TEXT, Method.INITIALS})

Retrieved = Mapping[int, Sequence[RetrievalHit]]


async def measure(catalog: Path, engine: Engine) -> Figures:
    """Load the catalog and ask everything of it."""
    await loading.import_beijing(engine, catalog)
    began = time.perf_counter()
    embedded = await spellings.catch_up(engine)
    seconds = time.perf_counter() - began
    now = await snapshots.resolve(engine, LOCAL, snapshots.AsOfPoint())
    if not isinstance(now, Snapshot):
        raise RuntimeError(now.message)  # noqa: TRY004  # a refusal is an answer, no wrong type
    asked = queries.read(catalog)
    data = _data(queries.fields(catalog))
    right = [{data[answer] for answer in query.answers} for query in asked]
    foreign = [query.in_form(_FOREIGN) for query in asked]
    retrieved = await _caught(engine, now, [query.planned for query in asked])
    elsewhere = await _caught(engine, now, [query.planned for query in foreign])
    held = set(data.values())
    ranks = {
        "the three nets": _ranks(asked, right, retrieved, _ALL),
        "vectors alone": _ranks(asked, right, retrieved, {Method.VECTOR}),
        "full text alone": _ranks(asked, right, retrieved, {Method.TEXT}),
        "without the model (full text and initials)": _ranks(
            asked, right, retrieved, {Method.TEXT, Method.INITIALS}
        ),
        "the three nets, planned in a form about something else": _ranks(
            foreign, right, elsewhere, _ALL
        ),
        "as a verdict asks: the readings first, nets where those come to nothing": _as_asked(
            asked, right, retrieved, held
        ),
    }
    absent = queries.absent()
    astray = await _caught(engine, now, absent)
    return Figures(
        ranks=ranks,
        raised=_raised([query.planned for query in asked], retrieved, right, held),
        raised_absent=_raised(absent, astray, [set() for _ in absent], held),
        bands=_bands(retrieved, right),
        spellings=embedded,
        seconds=seconds,
        data=len(held),
        fields=len(data),
    )


def _data(fields: Collection[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Return the datum (its key) that each (entry, field) denotes, aligned as the import does it."""
    known = lexicon.current()
    return {
        (entry, field): align(
            Descriptor(
                name=field, dataset_name=entry, unit_name=provider or loading.BEIJING_PROVIDER
            ),
            known,
        ).datum.key
        for entry, field, provider in fields
    }


async def _caught(engine: Engine, now: Snapshot, planned: Sequence[Descriptor]) -> Retrieved:
    known = lexicon.current()
    sought = {
        place: nearby.wording(each, align(each, known).datum, known)
        for place, each in enumerate(planned)
    }
    return (await retrieval.retrieve(engine, LOCAL, now, sought)).by_field


def _ranks(
    asked: Sequence[Query],
    right: Sequence[set[str]],
    retrieved: Retrieved,
    used: Collection[Method],
) -> list[Rank]:
    ordered = [
        [hit.datum.key for hit in nearby.ranked(c for c in retrieved[place] if c.net in used)]
        for place in range(len(asked))
    ]
    return _places(asked, right, ordered)


def _as_asked(
    asked: Sequence[Query], right: Sequence[set[str]], retrieved: Retrieved, held: set[str]
) -> list[Rank]:
    ordered = []
    for place, query in enumerate(asked):
        alignment = align(query.planned, lexicon.current())
        read = [c.datum.key for c in alignment.candidates if c.datum.key in held]
        is_held = alignment.datum.key in held
        is_open = nearby.is_open(alignment, is_held=is_held)
        near = nearby.ranked(retrieved[place]) if is_open else []
        ordered.append(list(dict.fromkeys([*read, *(hit.datum.key for hit in near)])))
    return _places(asked, right, ordered)


def _places(
    asked: Sequence[Query], right: Sequence[set[str]], ordered: Sequence[Sequence[str]]
) -> list[Rank]:
    return [
        Rank(
            query,
            next((place for place, key in enumerate(found, 1) if key in wanted), None),
            is_empty=not found,
        )
        for query, wanted, found in zip(asked, right, ordered, strict=True)
    ]


def _raised(
    planned: Sequence[Descriptor], retrieved: Retrieved, right: Sequence[set[str]], held: set[str]
) -> Raised:
    """Return what the nets put before a person, of the fields that they are asked about."""
    known = lexicon.current()
    raised = Raised()
    for place, each in enumerate(planned):
        alignment = align(each, known)
        if not nearby.is_open(alignment, is_held=alignment.datum.key in held):
            continue
        worded = nearby.wording(each, alignment.datum, known)
        wide = nearby.with_retrieved(alignment, worded, retrieved[place], known)
        raised.add(
            each.name,
            [c.datum.text for c in wide.candidates if c.method.is_net],
            [c.datum.key in right[place] for c in wide.candidates if c.method.is_net],
        )
    return raised


def _bands(retrieved: Retrieved, right: Sequence[set[str]]) -> list[tuple[float, bool]]:
    """Return the cosine of each of the five nearest data of a query, and whether it is right."""
    found = []
    for place, wanted in enumerate(right):
        near = nearby.ranked(c for c in retrieved[place] if c.net is Method.VECTOR)
        found += [(hit.likeness, hit.datum.key in wanted) for hit in near[: page.SHOWN]]
    return found


async def main() -> int:
    """Load, ask, and write the page; 1 where the shared catalog is not there."""
    catalog = loading.beijing()
    if catalog is None:
        sys.stderr.write("There is no shared catalog: set GRAPH_CATALOG_SHARED.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        async with open_engine(own_settings(Path(folder), os.environ), is_test=True) as engine:
            figures = await measure(catalog, engine)
    text = page.written(figures)
    _PAGE.write_text(text, "utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
