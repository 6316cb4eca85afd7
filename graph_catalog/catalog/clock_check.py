"""The clocks of this server, of the store and of the newest revision, compared without writing anything."""

from graph_catalog.errors import ClockSkewError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.viewpoint import PROGRAM_EYES
from graph_catalog.model.clocks import Clocks


async def read(engine: Engine) -> Clocks:
    """Look what the clocks say now."""
    before = engine.clock()
    row = await engine.read("audit/head", PROGRAM_EYES)
    return Clocks(before, engine.clock(), row["now"].to_native(), row["head_at"].to_native())


async def skew(engine: Engine) -> ClockSkewError | None:
    """Say which clocks are too far apart for anything to be written; None where none are."""
    return (await read(engine)).skew(engine.clock_bound)
