"""GraphQL over a websocket (graphql-transport-ws): what is no message closes it, what is no request is an error.

Strawberry's handler speaks the protocol; here stand the bounds, the codes that HTTP has too, and what strawberry takes
for granted of a message.
"""

import asyncio
import functools
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any, Final

from graphql import GraphQLError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.types.execution import ExecutionResult, PreExecutionError

from graph_catalog.api.transport import request
from graph_catalog.edge.bounded_socket import FORBIDDEN, TRY_AGAIN_LATER, BoundedSocket
from graph_catalog.edge.http_refusals import HttpRefusedError, error
from graph_catalog.edge.metered import operation as under_way
from graph_catalog.gql.context import Context
from graph_catalog.language import say

AT_ONCE: Final = 10
"""Operations under way in one websocket."""
MOST_STRANGERS: Final = 100
"""Websockets that have not signed in."""
_A_MESSAGE: Final = 0.3
"""What a message costs, in units of a small question: a thousand a second are too many."""
_LONGEST_ID: Final = 1000
_WITH_ID: Final = frozenset({"subscribe", "complete"})


class Strangers:
    """Websockets that have not signed in; of too many, the oldest goes for a newcomer, and nobody is kept out by them."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Task[object] | None, asyncio.Timeout] = {}
        """By the task that serves one."""

    @asynccontextmanager
    async def one_more(self) -> AsyncIterator[None]:
        """Count the websocket that this task serves; it is dropped without a word (a close frame is waited for)."""
        task = asyncio.current_task()
        try:
            async with asyncio.timeout(None) as stay:
                self._waiting[task] = stay
                if len(self._waiting) > MOST_STRANGERS:
                    oldest = self._waiting.pop(next(iter(self._waiting)))
                    oldest.reschedule(asyncio.get_running_loop().time())
                yield
        except TimeoutError:
            if not stay.expired():
                raise
        finally:
            self._waiting.pop(task, None)

    def has_signed_in(self) -> None:
        """Count the websocket of this task no more."""
        self._waiting.pop(asyncio.current_task(), None)


class TransportHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """Strawberry's handler, for messages of any shape."""

    websocket: BoundedSocket

    async def handle(self) -> None:
        """Serve the connection; what it holds of its actor's budget is given back at its end."""
        with ExitStack() as self._held:
            await super().handle()

    async def handle_connection_init(self, message: Any) -> None:  # noqa: ANN401
        """Sign in; one websocket too many is closed (1013), so that its client tries again later."""
        was_acknowledged, context = self.connection_acknowledged, self.context
        await super().handle_connection_init(message)
        if self.connection_acknowledged and not was_acknowledged and context.budget is not None:
            try:
                self._held.enter_context(context.budget.connection(context.actor))
                self.websocket.admit = functools.partial(
                    context.budget.charge, context.actor, _A_MESSAGE
                )
            except HttpRefusedError as refused:
                await self.websocket.close(TRY_AGAIN_LATER, refused.error.message)

    async def handle_message(self, message: Any) -> None:  # noqa: ANN401  # any JSON
        """Handle what is a message of the protocol; what is none closes the websocket (4400)."""
        wrong = _misshapen(message)
        if wrong is not None:
            await self.handle_invalid_message(wrong)
            return
        if message["type"] == "connection_init" and message.get("payload") is None:
            message = {"type": "connection_init", "payload": {}}
        if not await self._is_still_signed_in():
            return
        await super().handle_message(message)
        if self.connection_acknowledged:
            self.websocket.limit = self.view.largest_message  # type: ignore[attr-defined]  # our endpoint's

    async def handle_subscribe(self, message: Any) -> None:  # noqa: ANN401
        """Begin an operation, unless the request would be refused over HTTP as well."""
        if self.connection_acknowledged and message["id"] not in self.operations:
            if len(self.operations) >= AT_ONCE:
                await self._refuse(message["id"], _too_many())
                return
            try:
                sent = request.checked(message["payload"])
            except HttpRefusedError as refused:
                await self._refuse(message["id"], refused.error)
                return
            message["payload"] = {
                "query": sent.query,
                "variables": sent.variables,
                "operationName": sent.operation_name,
            }
        await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Run an operation within the budget of whoever asks."""
        context = self.context
        assert context.budget is not None  # noqa: S101  # the endpoint gives one to every context
        try:
            with under_way(context.budget, context.engine, context.actor) as doing:
                await doing.do(super().run_operation(operation))
        except WebSocketDisconnected:
            pass  # nobody is there to be told
        except HttpRefusedError as refused:
            await operation.send_initial_errors([refused.error])

    async def handle_task_exception(self, error: Exception) -> None:
        """Log an error of ours; that a client has gone is none."""
        if not isinstance(error, WebSocketDisconnected):
            await super().handle_task_exception(error)

    async def _send_result_stream(
        self,
        operation: Operation[Context, None],
        result_source: Any,  # noqa: ANN401  # strawberry's stream of results
    ) -> None:
        """Send results; one that says why nothing was executed is an error, as over HTTP."""
        await super()._send_result_stream(operation, self._render(result_source))

    async def _render(self, results: AsyncIterator[Any]) -> AsyncGenerator[Any, None]:
        async for result in results:
            if not await self._is_still_signed_in():
                return
            if isinstance(result, ExecutionResult) and request.never_began(result):
                yield PreExecutionError(data=None, errors=result.errors)
            else:
                yield result

    async def _is_still_signed_in(self) -> bool:
        """Look at the token again, before each message and each result: one that was revoked or has expired ends the websocket (4403)."""
        context = self.context
        if context.sign_in_again is not None:
            try:
                context.viewer = context.sign_in_again()
            except HttpRefusedError:
                await self.websocket.close(FORBIDDEN, "")
                return False
        return True

    async def _refuse(self, id: str, problem: GraphQLError) -> None:
        await self.send_message({"id": id, "type": "error", "payload": [problem.formatted]})

    @staticmethod
    def _get_pre_execution_close_reason(error: GraphQLError) -> None:
        """Close for no mistake in a document: it is an error with a code, as over HTTP."""
        del error


def _misshapen(message: object) -> str | None:
    """Return what is wrong with the shape of a message."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return say(zh="消息须为含 type 的对象", en="a message is an object with a type")
    if message["type"] in _WITH_ID:
        id_ = message.get("id")
        if not isinstance(id_, str) or not 0 < len(id_) <= _LONGEST_ID or not request.is_text(id_):
            return say(
                zh=f"消息的 id 须为 1 至 {_LONGEST_ID} 个字符",
                en=f"the id of a message is a text of 1 to {_LONGEST_ID} characters",
            )
    if message["type"] == "subscribe" and not isinstance(message.get("payload"), dict):
        return say(zh="subscribe 的 payload 须为对象", en="the payload of subscribe is an object")
    return None


def _too_many() -> GraphQLError:
    return error(
        say(
            zh=f"一个连接同时最多 {AT_ONCE} 个操作。请等待其中之一结束，或先发送 complete。",
            en=f"A connection has {AT_ONCE} operations at a time. Wait until one ends, or complete one.",
        ),
        "CATALOG_BUSY",
    )


def authorization(said: object) -> str:
    """Return what `connection_init` says as `Authorization`, in any case, by itself or among `headers`; '' for nothing."""
    named = _named(said, "authorization")
    if named is None:
        named = _named(_named(said, "headers"), "authorization")
    return named if isinstance(named, str) else ""


def _named(said: object, name: str) -> object:
    if not isinstance(said, dict):
        return None
    return next((value for key, value in said.items() if key.lower() == name), None)
