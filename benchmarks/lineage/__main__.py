"""`python -m benchmarks.lineage`: lineage on hard shapes, at scale and beside its peers, in one run, into LINEAGE.md."""

import argparse
import asyncio
import dataclasses
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import httpx
import neo4j

from benchmarks import estate as loading
from benchmarks.footprint import await_end
from benchmarks.lineage import measuring, page, reference, shapes
from benchmarks.lineage.comparing_peers import Compared, compare
from benchmarks.lineage.measuring import Stand
from benchmarks.lineage.peers import amundsen, neo4j_graphql
from benchmarks.lineage.products import Ours, Product
from benchmarks.lineage.question import Traced
from benchmarks.lineage.reference import Estate
from benchmarks.planned_estate import Scale
from benchmarks.questions import CENTRE, token_of
from benchmarks.reads import RecordingDriver
from benchmarks.server import first_answer, own_settings, serving
from graph_catalog.app import create_app
from graph_catalog.graph import queries
from graph_catalog.graph.connection import Address, connect
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.token_file import line_for
from graph_catalog.lineage.pure.limits import MOST_NODES
from graph_catalog.local_store import Cache, LocalStore, Memory
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings

_PAGE: Final = Path(__file__).parents[1] / "LINEAGE.md"
_PEER_STARTS: Final = 30


@dataclasses.dataclass(frozen=True)
class Plan:
    """What a run measures."""

    fields: int
    seed: int
    requests: int
    starts: int
    estate: Path | None
    """A data directory that `benchmarks.estate` has filled, opened from a copy; else one is loaded."""
    scratch: Path
    has_peers: bool


def main(plan: Plan, written: Path) -> None:
    """Measure, and write the page."""
    load = os.getloadavg()[0]
    began = time.perf_counter()
    plan.scratch.mkdir(parents=True, exist_ok=True)
    if plan.has_peers:
        neo4j_graphql.install(plan.scratch)
        amundsen.install(plan.scratch)
    with tempfile.TemporaryDirectory(prefix="lineage-", dir=plan.scratch) as folder:
        if plan.estate:
            shutil.copytree(plan.estate, Path(folder) / "data")
        (Path(folder) / "tokens").write_text(line_for(token_of(CENTRE), CENTRE), "utf-8")
        # The deadline is the product's own: a benchmark's longer one would hide what users see.
        settings = dataclasses.replace(
            own_settings(Path(folder), os.environ),
            query_deadline=Settings().query_deadline,
            store_heap="2g",
            store_pagecache="1g",
        )
        try:
            found = asyncio.run(_measure(plan, settings, load))
        finally:
            await_end(settings.data)  # it writes until then; its folder goes next
    written.write_text(page.page(found), "utf-8")
    _tell(f"{written.name} is written, after {time.perf_counter() - began:.0f} s")


async def _measure(plan: Plan, settings: Settings, load: float) -> page.Results:
    memory = Memory(settings.store_heap, settings.store_pagecache)
    with LocalStore(settings.data, memory=memory, cache=Cache(settings.cache)) as store:
        address = Address(store.uri, store.user, store.password)
        async with open_engine(settings) as engine:
            if plan.estate is None:
                await loading.load(engine, Scale(plan.fields, plan.seed))
            _tell("the estate is there")
            await shapes.load(engine)
        with _plain_driver(address) as plain:
            began = time.perf_counter()
            estate = reference.read(plain)
            _tell(
                f"read {len(estate.containers):,} fields again in {time.perf_counter() - began:.0f} s"
            )
            with serving(settings) as server:
                first_answer(server, token_of(CENTRE))
                ours = Ours(server)
                recorder = RecordingDriver(await connect(address))
                driver = cast("neo4j.AsyncDriver", recorder)
                async with Engine(driver, queries.load(queries.root())) as asked:
                    transport = httpx.ASGITransport(cast("Any", create_app(settings, asked)))
                    async with httpx.AsyncClient(
                        transport=transport, base_url="http://localhost"
                    ) as client:
                        stand = Stand(ours, client, recorder, plain, estate)
                        shown = [
                            await _shape(stand, question, plan.requests)
                            for question in shapes.questions()
                        ]
                        drawn = {
                            level: await _starts(stand, level, plan)
                            for level in ("FIELD", "DATASET")
                        }
                compared = _compare(plan, address, plain, ours, estate) if plan.has_peers else []
    edges = sum(map(len, estate.before.values()))
    return page.Results(
        load=load,
        load_within=os.getloadavg()[1],
        seed=plan.seed,
        fields=len(estate.containers),
        derivations=edges,
        was_loaded_before=plan.estate is not None,
        shapes=shown,
        starts=drawn,
        peers=compared,
    )


async def _shape(stand: Stand, question: Traced, requests: int) -> measuring.Shown:
    shown = await measuring.shape(stand, question, requests)
    _tell(
        f"{question.title}, {question.level}: {shown.verdict}, "
        f"{shown.http.p50 * 1000:.0f} ms, store {shown.store.p50 * 1000:.0f} ms"
    )
    return shown


async def _starts(stand: Stand, level: str, plan: Plan) -> list[measuring.Start]:
    questions = measuring.starts(stand.estate, level, plan.starts, plan.seed)
    found = await measuring.of_starts(stand, questions)
    _tell(f"{len(found)} starts at level {level}")
    return found


def _compare(
    plan: Plan, address: Address, plain: neo4j.Driver, ours: Ours, estate: Estate
) -> list[Compared]:
    """Compare with both peers: first with the one that reads our shape, then with the one that has its own."""
    alone = [
        each for each in shapes.questions() if each.level == "FIELD" and "middle" not in each.title
    ]
    drawn = measuring.starts(estate, "FIELD", min(plan.starts, _PEER_STARTS), plan.seed)
    asked = [(each.title, [(each, reference.answer(estate, each))]) for each in alone]
    whole = [dataclasses.replace(each, max_nodes=MOST_NODES) for each in drawn]
    several = [(each, reference.answer(estate, each)) for each in whole]
    asked.append((f"estate, {len(several)} starts", several))
    # Its shape has no dates: it holds what is so today.
    pairs_today = [pair for _, pairs in asked for pair in pairs if pair[0].as_of is None]
    edges = {edge for _, right in pairs_today for edge in right.told.edges}
    keys = {each.key for _, pairs in asked for each, _ in pairs}
    found = []
    with (
        neo4j_graphql.products(plan.scratch, address) as library,
        amundsen.products(plan.scratch, address) as service,
        amundsen.tables(plain, edges, keys) as tables,
    ):
        _tell(f"{tables:,} tables beside ours for amundsen")
        products: list[Product] = [ours, *library, *service]
        for title, pairs in asked:
            compared = compare(title, pairs, products, plain)
            found.append(compared)
            _tell(f"{title}: " + "; ".join(map(page.in_short, compared.asked)))
    return found


def _plain_driver(address: Address) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password),
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _plan(arguments: Sequence[str] | None = None) -> tuple[Plan, Path]:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lineage", description=__doc__)
    parser.add_argument("--fields", type=int, default=300_000, help="fields of the estate")
    parser.add_argument("--seed", type=int, default=1, help="another estate, and other starts")
    parser.add_argument("--requests", type=int, default=200, help="requests of each question (200)")
    parser.add_argument("--starts", type=int, default=200, help="starts in the estate (200)")
    parser.add_argument("--estate", type=Path, help="a data directory that benchmarks.estate made")
    parser.add_argument("--scratch", type=Path, help="where the peers are fetched to")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--write", type=Path, default=_PAGE, help="the page to write (LINEAGE.md)")
    given = parser.parse_args(arguments)
    scratch = given.scratch or Path(tempfile.gettempdir()) / "graph-catalog-lineage"
    plan = Plan(
        fields=given.fields,
        seed=given.seed,
        requests=given.requests,
        starts=given.starts,
        estate=given.estate,
        scratch=scratch,
        has_peers=not given.alone,
    )
    return plan, given.write


if __name__ == "__main__":
    main(*_plan())
