"""What `/readyz` says: whether the first questions and the first change are answered at once, and what stands against it.

503 takes a server out of a balancer. One that answers and does not write is ready, and says what it does not do.
"""

import asyncio
import dataclasses
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse

from graph_catalog.errors import CatalogError
from graph_catalog.gql.masking import code_of
from graph_catalog.graph import migrations, queries
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.language import say
from graph_catalog.record import change
from graph_catalog.warming import Warming

_PATIENCE: Final = 5.0
"""Seconds: who asks wants to know now."""


@dataclasses.dataclass(frozen=True)
class Readiness:
    """Whether a server is ready."""

    engine: Engine
    warming: Warming

    async def answer(self, _: Request) -> JSONResponse:
        """Answer 200 or 503, and say why."""
        try:
            async with asyncio.timeout(_PATIENCE):
                reason = await self._unready()
                against = None if reason else await self._unwritable()
        except TimeoutError:
            self.engine.line.unheard()
            reason, against = _silent(), None
        except CatalogError as problem:
            reason, against = str(problem), None
        if reason is not None:
            return JSONResponse({"status": reason}, 503)
        if against is not None:
            return JSONResponse(
                {"status": "ready", "writes": str(against), "code": code_of(against)}
            )
        return JSONResponse({"status": "ready"})

    async def _unready(self) -> str | None:
        """Return why the catalog cannot answer now, None where it can."""
        newest = migrations.steps(queries.root())[-1][0]
        row = await self.engine.read("store/format", PROGRAM_SCOPE)
        if row["format"] != newest:
            return "migrating"
        return "warming up" if self.warming.is_cold else None

    async def _unwritable(self) -> CatalogError | None:
        return self.engine.shortage() or await change.skew(self.engine)


def _silent() -> str:
    return say(
        zh=f"图数据库 {_PATIENCE:g} 秒内没有应答。",
        en=f"The store has not answered for {_PATIENCE:g} s.",
    )
