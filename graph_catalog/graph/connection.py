"""How the store is reached: its address, and a driver that has seen somebody answer there."""

import asyncio
import dataclasses
from typing import Final

import neo4j
from neo4j import exceptions as bolt

from graph_catalog.graph.faults import fault, unresponsive

_PATIENCE: Final = 15.0
"""Seconds in which somebody must say who answers; the driver itself waits for a silent store as long as it takes."""


@dataclasses.dataclass(frozen=True)
class Address:
    """Where a Neo4j answers, and as whom to speak to it."""

    uri: str
    user: str
    password: str = dataclasses.field(repr=False)
    database: str = "neo4j"


async def connect(address: Address, *, pool: int = 60) -> neo4j.AsyncDriver:
    """Open a driver and see that somebody answers; raises `StoreUnavailableError` or `UnfitStoreError`."""
    driver = neo4j.AsyncGraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password) if address.password else None,
        max_connection_pool_size=pool,
        connection_acquisition_timeout=5.0,
        connection_timeout=5.0,
        connection_write_timeout=10.0,
        liveness_check_timeout=30.0,
        max_connection_lifetime=1800.0,
        max_transaction_retry_time=5.0,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        user_agent="graph-catalog",
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            await driver.verify_connectivity()
    except TimeoutError as late:
        await driver.close()
        raise unresponsive() from late
    except (bolt.Neo4jError, bolt.DriverError, OSError, ValueError) as problem:
        await driver.close()
        raise fault(problem, address.uri) from problem
    return driver
