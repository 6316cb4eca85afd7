"""How a change is done: a function of `catalog` called with its input and its intent.

It answers what it committed, which becomes a payload whose things are read ahead like any others, or a refusal, which
is an answer as it stands.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar, cast

import strawberry

from graph_catalog.api.context import Info
from graph_catalog.api.hydrate import hydrate
from graph_catalog.auth import Viewer
from graph_catalog.catalog.change import Committed, Intent
from graph_catalog.catalog.pins import Asked
from graph_catalog.graph.engine import Engine
from graph_catalog.model import payloads
from graph_catalog.model.inputs import nulls
from graph_catalog.model.refusals import AnyRefusal, Refusal

INPUT = strawberry.argument(
    description="What is to be done, with expectedVersion and idempotencyKey where they apply."
)


class Given(Protocol):
    """What every input has."""

    idempotency_key: str | None


G = TypeVar("G", bound=Given)
P = TypeVar("P", bound=payloads.Payload)
Operation = Callable[[Engine, Viewer, G, Intent], Awaitable[Committed | Refusal]]


async def change(
    info: Info, name: str, given: G, operation: Operation[G], payload: type[P]
) -> P | AnyRefusal:
    """Do one change and answer its payload, read ahead at the new revision, or the refusal."""
    context = info.context
    done = await operation(
        context.engine,
        context.viewer,
        given,
        Intent(name, nulls.said(given), given.idempotency_key),
    )
    if isinstance(done, Refusal):
        return cast("AnyRefusal", done)  # every refusal is one of the six
    context.forget_pins()
    told = payload(subject=done.subject, revision=done.revision, warnings=list(done.warnings))
    return await hydrate(info, told, await context.pins(Asked()))
