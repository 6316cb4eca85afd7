"""Two servers of one store, one of whose clocks is wrong: it writes nothing, and its answers are those of the other."""

import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from graph_catalog import sample
from graph_catalog.errors import InputFileError
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import LOCAL
from graph_catalog.record.audit import verification
from tests.conftest import CENTRE, Catalog, client_of
from tests.estate import district

DAYS: Final = dt.timedelta(days=2)
REGISTER: Final = """mutation($name: String!) { registerUnit(input: {name: $name}) {
  __typename ... on Payload { revision } } }"""
NAMES: Final = "{ units { nodes { name } } }"
NAMES_THEN: Final = "query($at: Instant!) { units(asOf: $at) { nodes { name } } }"


def _off(by: dt.timedelta) -> Any:
    return lambda: dt.datetime.now(dt.UTC) + by


@contextlib.asynccontextmanager
async def server_whose_clock_is_off(
    engine: Engine, folder: Path, by: dt.timedelta
) -> AsyncIterator[Catalog]:
    """Another server of the same store."""
    other = Engine.__new__(Engine)
    other.__dict__ = {**engine.__dict__, "clock": _off(by)}
    async with client_of(other, folder, CENTRE) as client:
        yield Catalog(other, client)


@pytest.mark.parametrize("by", [DAYS, -DAYS], ids=["ahead", "behind"])
async def test_a_server_whose_clock_is_wrong_writes_nothing_and_answers_as_others_do(
    catalog: Catalog, tmp_path: Path, by: dt.timedelta
) -> None:
    await district().record(catalog.engine)
    async with server_whose_clock_is_off(catalog.engine, tmp_path, by) as wrong:
        assert await wrong.ask(NAMES) == await catalog.ask(NAMES)
        refused = await wrong.refusal(REGISTER, {"name": "新单位"})
        assert refused["extensions"]["code"] == "CLOCK_SKEW"
        assert (
            f"172800 s {'ahead of' if by == DAYS else 'behind'} the store's" in refused["message"]
        )
        ready = await wrong.client.get("/readyz")
        assert (ready.status_code, ready.json()["code"]) == (200, "CLOCK_SKEW")
        # The other goes on, dated by real time, and its present is nobody's future.
        assert (await catalog.ask(REGISTER, {"name": "新单位"}))["registerUnit"]["revision"] == 2
        now = dt.datetime.now(dt.UTC)
        for server in (catalog, wrong):
            told = await server.ask(NAMES_THEN, {"at": now.isoformat()})
            assert {"name": "新单位"} in told["units"]["nodes"]
    head = await catalog.engine.read("audit/head", LOCAL)
    assert abs(head["head_at"].to_native() - now) < dt.timedelta(minutes=5)
    assert (await verification.verify(catalog.engine, LOCAL)).findings == ()


async def test_a_clock_within_the_bound_dates_by_the_store(
    catalog: Catalog, tmp_path: Path
) -> None:
    await district().record(catalog.engine)
    ahead = dt.timedelta(seconds=catalog.engine.clock_bound / 2)
    async with server_whose_clock_is_off(catalog.engine, tmp_path, ahead) as other:
        await other.ask(REGISTER, {"name": "新单位"})
    head = await catalog.engine.read("audit/head", LOCAL)
    assert head["head_at"].to_native() <= dt.datetime.now(dt.UTC)


async def test_a_record_of_the_future_stops_changes_until_the_bound_is_raised(
    catalog: Catalog,
) -> None:
    await district().record(catalog.engine)
    await catalog.engine.run_statement(
        "MATCH (head:AuditHead {id: 'head'}) SET head.revision_at = datetime() + duration('P2D')"
    )
    refused = await catalog.refusal(REGISTER, {"name": "新单位"})
    assert refused["extensions"]["code"] == "CLOCK_SKEW"
    assert "GRAPH_CATALOG_CLOCK_BOUND" in refused["message"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(catalog.engine, "clock_bound", 1_000_000.0)
        assert (await catalog.ask(REGISTER, {"name": "新单位"}))["registerUnit"]["revision"] == 2


async def test_only_an_empty_catalog_takes_a_sample_of_the_past(catalog: Catalog) -> None:
    then = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    await sample.load(catalog.engine, clock=lambda: then)
    head = await catalog.engine.read("audit/head", LOCAL)
    assert then < head["head_at"].to_native() < then + dt.timedelta(seconds=1)
    with pytest.raises(InputFileError):
        await sample.load(catalog.engine, clock=lambda: then)
    assert catalog.engine.dated_by is None
    await catalog.ask(REGISTER, {"name": "新单位"})
    after = await catalog.engine.read("audit/head", LOCAL)
    assert after["head_at"].to_native() > dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
