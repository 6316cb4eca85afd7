"""Which units there are."""

from collections.abc import Collection

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.viewpoint import PROGRAM_EYES


async def missing(engine: Engine, keys: Collection[str]) -> frozenset[str]:
    """Return those of the keys that are no unit's."""
    found = await engine.read("unit/known", PROGRAM_EYES, keys=sorted(keys))
    return frozenset(keys) - frozenset(found["known"])
