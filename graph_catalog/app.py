"""The web application: routes, and a lifespan in which the store plans what will be asked."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from graph_catalog import background
from graph_catalog.alignment import realignment
from graph_catalog.api.rest.lineage_download import LineageDownload
from graph_catalog.api.rest.lineage_events import MOST_BYTES, LineageEvents
from graph_catalog.api.schema import build
from graph_catalog.api.transport.admission import Admission
from graph_catalog.api.transport.http import Endpoint, Serving
from graph_catalog.edge.astray import astray, nowhere
from graph_catalog.edge.budget import Budget
from graph_catalog.edge.compression import Compression
from graph_catalog.edge.door import JSON, LOOPBACK, Callers, Door, allowed_origins
from graph_catalog.edge.privacy import Privacy
from graph_catalog.errors import CatalogError
from graph_catalog.gql.limits import Limits
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.tokens import Tokens
from graph_catalog.lineage.intake.rules import LineageRules
from graph_catalog.readiness import Readiness
from graph_catalog.settings import Settings
from graph_catalog.warming import Warming

_log = logging.getLogger(__name__)
_BETWEEN_LOOKS: Final = 3600.0
"""Seconds after which it is looked again whether other rules aligned fields, or names wait for vectors."""
_TAKES: Final = {"/api/v1/lineage/batch": JSON | {"application/x-ndjson"}}
_TOLD_TO_PAGES: Final = (
    "Content-Disposition",
    "ETag",
    "Retry-After",
    "X-As-Of",
    "X-At-Revision",
    "X-Complete",
)
_STATIC: Final = Path(str(resources.files("graph_catalog"))) / "static"


def create_app(settings: Settings, engine: Engine, budget: Budget | None = None) -> Starlette:
    """Make the application for an open engine; `budget` is what actors may spend, the usual one where it is None.

    Raises `SettingsError` or `InputFileError` where the file of tokens or of lineage rules is wrong.
    """
    limits = Limits(
        depth=settings.max_depth, aliases=settings.max_aliases, tokens=settings.max_tokens
    )
    tokens = None if settings.tokens is None else Tokens.read(settings.tokens)
    rules = LineageRules.of(settings.lineage_rules)
    serving = Serving(
        Admission(tokens, settings.max_body),
        max_page=settings.max_page,
        budget=Budget() if budget is None else budget,
        place=rules.place,
    )
    warming = Warming(engine)
    endpoint = Endpoint(build(limits), engine, serving)
    events = LineageEvents(engine, Admission(tokens, MOST_BYTES), serving.place, serving.budget)

    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route(
                "/api/v1/lineage/export",
                LineageDownload(engine, serving.admission, serving.budget).file,
            ),
            Route("/api/v1/lineage", events.one, methods=["POST"]),
            Route("/api/v1/lineage/batch", events.many, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", Readiness(engine, warming).answer),
            Mount("/static", StaticFiles(directory=_STATIC, check_dir=False)),
        ],
        middleware=_edge(settings),
        exception_handlers={HTTPException: astray},
        lifespan=_doing(partial(_by_the_way, settings, engine, tokens, warming)),
    )
    app.router.default = nowhere
    app.router.redirect_slashes = (
        False  # a redirect names the host that was asked for, whoever asked
    )
    return app


def _edge(settings: Settings) -> list[Middleware]:
    """Return what stands around all routes, the outermost first."""
    origins = allowed_origins(settings.allowed_origins)
    hosts = LOOPBACK if settings.tokens is None else settings.allowed_hosts or None
    cross_origin = Middleware(
        CORSMiddleware,
        allow_origins=sorted(origins),
        allow_methods=("GET", "POST"),
        allow_headers=("*",),
        expose_headers=_TOLD_TO_PAGES,
        max_age=3600,
    )
    return [
        Middleware(Privacy),
        Middleware(Compression, minimum_size=1024, compresslevel=5),
        Middleware(Door, callers=Callers(hosts, origins), takes=_TAKES),
        *([cross_origin] if origins else []),
    ]


def _by_the_way(
    settings: Settings, engine: Engine, tokens: Tokens | None, warming: Warming
) -> Iterator[Coroutine[None, None, None]]:
    """Yield what is done as long as the server runs."""
    warming.begin()
    yield warming.run()
    yield _realign(engine, warming)
    yield background.finish_changes(engine, warming.is_done)
    yield background.watch_store(engine, settings.data)
    if tokens is not None:
        yield background.watch_units(engine, tokens)
    if settings.audit_anchor is not None:
        every = settings.audit_anchor_every
        yield background.keep_anchoring(engine, settings.audit_anchor, every)


def _doing(work: Callable[[], Iterable[Coroutine[None, None, None]]]) -> Lifespan[Starlette]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(each) for each in work()]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    return lifespan


async def _realign(engine: Engine, warming: Warming) -> None:
    """Keep the estate aligned by the rules of now, once all is planned."""
    await warming.is_done.wait()
    while True:
        try:
            await realignment.run(engine)
        except CatalogError as problem:
            _log.warning("the estate is not aligned anew: %s", problem)
        await asyncio.sleep(_BETWEEN_LOOKS)
