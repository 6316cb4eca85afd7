"""How a change is done, and what makes its field of a function that does it with its input and its intent.

It answers what it committed, which becomes a payload whose things are read ahead like any others, or a refusal, which
is an answer as it stands.
"""

import inspect
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Protocol, TypeVar, cast

import strawberry

from graph_catalog.gql.context import Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.graph.engine import Engine
from graph_catalog.identity.auth import Viewer
from graph_catalog.model import payloads
from graph_catalog.model.inputs import nulls
from graph_catalog.model.refusals import AnyRefusal, Refusal
from graph_catalog.record.change import Committed, Intent
from graph_catalog.record.snapshots import AsOfPoint

INPUT = strawberry.argument(
    description="What is to be done, with expectedVersion and idempotencyKey where they apply."
)


class ChangeInput(Protocol):
    """What every input has."""

    idempotency_key: str | None


def result(payload: type[payloads.Payload], answer: str) -> Any:  # noqa: ANN401  # a union is no type
    """Make the union that a change answers: its payload, or one of the refusals; `RegisterUnitResult` of a `RegisterUnitPayload`."""
    name = f"{payload.__name__.removesuffix('Payload')}Result"
    return Annotated[
        payload | AnyRefusal, strawberry.union(name, description=f"{answer}, or why not.")
    ]


G = TypeVar("G", bound=ChangeInput)
P = TypeVar("P", bound=payloads.Payload)
Operation = Callable[[Engine, Viewer, G, Intent], Awaitable[Committed | Refusal]]


def mutation(
    operation: Operation[Any], payload: type[payloads.Payload], answer: str, description: str
) -> Any:  # noqa: ANN401  # what strawberry makes a field of
    """Make the field of a change: it takes what the operation takes as `given`, and answers its payload or a refusal."""
    given: Any = inspect.get_annotations(operation)["given"]
    answers: Any = result(payload, answer)

    async def resolve(info: Info, input: Annotated[given, INPUT]) -> answers | None:
        return await change(info, input, operation, payload)

    return strawberry.field(resolver=resolve, description=description)


async def change(info: Info, given: G, operation: Operation[G], payload: type[P]) -> P | AnyRefusal:
    """Do one change and answer its payload, read ahead at the new revision, or the refusal."""
    context = info.context
    name = payload.__name__.removesuffix("Payload")
    done = await operation(
        context.engine,
        context.viewer,
        given,
        Intent(name[0].lower() + name[1:], nulls.said(given), given.idempotency_key),
    )
    if isinstance(done, Refusal):
        return cast("AnyRefusal", done)  # every refusal is one of the six
    context.forget_snapshot()
    made = payload(subject=done.subject, revision=done.revision, warnings=list(done.warnings))
    return await hydrate(info, made, await context.snapshot(AsOfPoint()))
