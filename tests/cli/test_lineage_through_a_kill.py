"""Killed in the middle of events, and sent them again: the lineage is what it would have been (design §4)."""

import contextlib
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.cli.test_serving import serving

TABLES, EVENTS = 5, 30
_LINEAGE = """{ datasets(first: 50) { nodes { name lineage(direction: UPSTREAM, level: FIELD) {
  complete nodes { name upstreamHops } edges { basis kind assertions { source kind transform job } } } } } }"""


def event(number: int) -> dict[str, Any]:
    """A run of a job that makes a table from the one before it; now and then a column goes, or the run fails."""
    table, lap = number % TABLES, number // TABLES
    columns = [f"c{column}" for column in range(3) if (lap + column) % 4]
    fields = {
        column: {
            "inputFields": [
                {
                    "namespace": "db",
                    "name": f"t{table - 1}",
                    "field": column,
                    "transformations": [{"type": "DIRECT", "subtype": "IDENTITY"}],
                }
            ]
        }
        for column in columns
    }
    return {
        "eventType": "FAIL" if number % 11 == 10 else "COMPLETE",
        "eventTime": f"2026-03-01T{number // 60:02}:{number % 60:02}:00Z",
        "run": {"runId": f"run-{number}"},
        "job": {"namespace": "etl", "name": f"make t{table}"},
        "outputs": [
            {
                "namespace": "db",
                "name": f"t{table}",
                "facets": {"columnLineage": {"fields": fields}},
            }
        ],
    }


def _send(address: str, numbers: Sequence[int]) -> None:
    with httpx.Client(base_url=address.removesuffix("/graphql"), timeout=60) as client:
        for number in numbers:
            client.post("/api/v1/lineage", json=event(number)).raise_for_status()


def _lineage(address: str) -> Any:
    answer = httpx.post(address, json={"query": _LINEAGE}, timeout=60).json()
    assert "errors" not in answer, answer
    return sorted(answer["data"]["datasets"]["nodes"], key=lambda node: str(node["name"]))


def test_a_server_killed_in_the_middle_of_events_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "undisturbed") as (address, _):
        _send(address, range(EVENTS))
        undisturbed = _lineage(address)
    with serving(tmp_path / "killed") as (address, process):
        _send(address, range(EVENTS // 2))
        # One is under way, and nobody hears what becomes of it.
        with httpx.Client(timeout=0.001) as client, contextlib.suppress(httpx.TimeoutException):
            client.post(address.replace("/graphql", "/api/v1/lineage"), json=event(EVENTS // 2))
        os.kill(process.pid, signal.SIGKILL)
    with serving(tmp_path / "killed") as (address, _):
        _send(address, range(EVENTS))
        assert _lineage(address) == undisturbed
    assert any(node["lineage"]["edges"] for node in undisturbed)
