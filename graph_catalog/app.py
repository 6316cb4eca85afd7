"""The web application: routes, and the lifespan that opens the catalog and closes it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from graph_catalog.api.http import Endpoint, Opened, Serving
from graph_catalog.api.limits import Limits
from graph_catalog.api.schema import build
from graph_catalog.auth import Tokens
from graph_catalog.errors import CatalogError
from graph_catalog.graph import migrations, queries
from graph_catalog.graph.engine import PROGRAM_EYES, Engine
from graph_catalog.opening import open_engine
from graph_catalog.settings import Settings

_log = logging.getLogger(__name__)
_STATIC: Final = Path(str(resources.files("graph_catalog"))) / "static"
_ASKED_FIRST: Final = (
    "audit/pins",
    "entity/page",
    "relation/dataset_provider",
    "relation/dataset_system",
)
"""What the first example query reads: a cold plan takes up to a second (design §2)."""


def create_app(settings: Settings) -> Starlette:
    """Make the application for some settings; raises `SettingsError` where the token file is wrong."""
    opened = Opened()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with open_engine(settings) as engine:
            opened.put(engine)
            warming = asyncio.create_task(warm(engine))
            try:
                yield
            finally:
                warming.cancel()
                with suppress(asyncio.CancelledError):
                    await warming
                opened.put(None)

    return routed(settings, opened, lifespan)


def routed(
    settings: Settings, opened: Opened, lifespan: Lifespan[Starlette] | None = None
) -> Starlette:
    """Put the routes together, for an engine that is or will be opened."""
    limits = Limits(
        depth=settings.max_depth, aliases=settings.max_aliases, tokens=settings.max_tokens
    )
    serving = Serving(
        tokens=None if settings.tokens is None else Tokens.read(settings.tokens),
        max_body=settings.max_body,
        max_page=settings.max_page,
    )
    endpoint = Endpoint(build(limits), opened, serving)

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> JSONResponse:
        reason = await _unready(opened)
        return JSONResponse({"status": reason or "ready"}, 503 if reason else 200)

    return Starlette(
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Mount("/static", StaticFiles(directory=_STATIC, check_dir=False)),
        ],
        lifespan=lifespan,
    )


async def warm(engine: Engine) -> None:
    """Have the store plan every named question once, so that nobody waits for a cold plan."""
    for name in dict.fromkeys((*_ASKED_FIRST, *engine.names)):
        query = engine.query(name)
        try:
            for ceiling in query.ceilings or (None,):
                await engine.explain(name, ceiling=ceiling)
        except CatalogError as problem:
            _log.warning("no plan for %s: %s", name, problem)


async def _unready(opened: Opened) -> str | None:
    """Return why the catalog cannot answer now, None where it can."""
    if not opened.is_open:
        return "starting"
    newest = migrations.steps(queries.root())[-1][0]
    try:
        row = await opened.engine.read("store/format", PROGRAM_EYES)
    except CatalogError as problem:
        return str(problem)
    return None if row["format"] == newest else "migrating"
