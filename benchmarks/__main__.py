"""`python -m benchmarks`: measure everything in one run, on a store of its own, into RESULTS.md (`make bench`)."""

import argparse
import asyncio
import dataclasses
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import httpx
import neo4j

from benchmarks import comparing, footprint, lattice, loading, results
from benchmarks.comparing import Comparison, Spread, UnansweredError
from benchmarks.footprint import Footprint
from benchmarks.loading import Stage
from benchmarks.planned_estate import Scale, datasets, derivations, forms
from benchmarks.questions import (
    CENTRE,
    FORM_SIZES,
    OFFICER,
    Question,
    lattice_questions,
    main_questions,
    token_of,
)
from benchmarks.reads import RecordingDriver
from benchmarks.server import Server, own_settings, serving
from graph_catalog.app import create_app
from graph_catalog.graph import queries
from graph_catalog.graph.connection import Address, connect
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.token_file import line_for
from graph_catalog.local_store import Cache, LocalStore
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings

_PAGE: Final = Path(__file__).with_name("RESULTS.md")


@dataclasses.dataclass(frozen=True)
class _Measured:
    """What is measured while the server runs."""

    questions: Sequence[Comparison]
    lattice: Sequence[Comparison]
    unanswered: Sequence[str]
    bare: Spread
    loaded: Sequence[Stage]
    imported: Sequence[Stage]
    footprints: Sequence[tuple[str, Footprint]]


def main(scale: Scale, rounds: int, written: Path) -> None:
    """Measure, and write the page."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="graph-catalog-bench-") as folder:
        settings = own_settings(Path(folder), os.environ)
        lines = [line_for(token_of(viewer), viewer) for viewer in (CENTRE, OFFICER)]
        (Path(folder) / "tokens").write_text("\n".join(lines), "utf-8")
        began = time.perf_counter()
        try:
            with serving(settings) as server:
                empty = footprint.start(server, began)
                _tell(f"an empty directory answers after {empty:.1f} s")
                measured = asyncio.run(_measure(server, settings, scale, rounds))
            starts = footprint.starts(settings, empty)
        finally:
            footprint.await_end(settings.data)  # it writes until then; its folder goes next
    parts = {part.name: getattr(measured, part.name) for part in dataclasses.fields(measured)}
    found = results.Results(scale=scale, rounds=rounds, load=load, starts=starts, **parts)
    written.write_text(results.page(found), "utf-8")
    _tell(results.lattice_lines(found.lattice))
    _tell(f"{written.name} is written, after {time.perf_counter() - began:.0f} s")


async def _measure(server: Server, settings: Settings, scale: Scale, rounds: int) -> _Measured:
    more = list(forms(scale, FORM_SIZES))
    planned = [*datasets(scale), *more]
    edges = list(derivations(scale, planned))
    footprints = [("at rest, empty", footprint.settled(server, settings.data))]
    with LocalStore(settings.data, cache=Cache(settings.cache)) as store:
        address = Address(store.uri, store.user, store.password)
        async with (
            open_engine(settings) as engine,
            _plain_driver(address) as plain,
        ):
            before = await loading.bare(plain)
            loaded = await loading.load_estate(engine, scale, planned, more, len(edges))
            after = await loading.bare(plain)
            _tell(f"loaded in {sum(stage.seconds for stage in loaded):.1f} s")
            await lattice.load(engine)
            footprints.append(("after the load", footprint.settled(server, settings.data)))
            asked = main_questions(planned, edges)
            compared = await _compare(server, settings, address, plain, asked, rounds)
            walked = await _compare(server, settings, address, plain, lattice_questions(), rounds)
            footprints.append(("after the questions", footprint.settled(server, settings.data)))
            path = loading.beijing()
            imported = await loading.import_beijing(engine, path) if path else []
    bare = Spread([*before.values, *after.values])
    answered = {comparison.question.title for comparison in (*compared, *walked)}
    unanswered = [
        each.title for each in (*asked, *lattice_questions()) if each.title not in answered
    ]
    return _Measured(compared, walked, unanswered, bare, loaded, imported, footprints)


async def _compare(
    server: Server,
    settings: Settings,
    address: Address,
    plain: neo4j.AsyncDriver,
    questions: Sequence[Question],
    rounds: int,
) -> list[Comparison]:
    recorder = RecordingDriver(await connect(address))
    compared = []
    async with Engine(cast("neo4j.AsyncDriver", recorder), queries.load(queries.root())) as engine:
        transport = httpx.ASGITransport(cast("Any", create_app(settings, engine)))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for question in questions:
                try:
                    recording = await comparing.record(client, recorder, question)
                    found = await comparing.compare(server, plain, question, recording, rounds)
                except UnansweredError as problem:
                    _tell(": ".join(map(str, problem.args)))
                    continue
                _tell(
                    f"{question.title}: {found.ratio.median:.2f} times raw Bolt "
                    f"({found.http.median * 1000:.1f} ms)"
                )
                compared.append(found)
    return compared


def _plain_driver(address: Address) -> neo4j.AsyncDriver:
    # Without the notes on plans that the server's own driver does not ask for either.
    auth = (address.user, address.password)
    return neo4j.AsyncGraphDatabase.driver(
        address.uri, auth=auth, notifications_min_severity="OFF", telemetry_disabled=True
    )


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--fields", type=int, default=20_000, help="fields of the estate (20,000)")
    parser.add_argument("--rounds", type=int, default=30, help="rounds of each question (30)")
    parser.add_argument("--seed", type=int, default=1, help="another estate of that size")
    parser.add_argument("--write", type=Path, default=_PAGE, help="the page to write (RESULTS.md)")
    given = parser.parse_args()
    main(Scale(given.fields, given.seed), given.rounds, given.write)
