"""Each operation is charged what it is going to cost; expensive ones wait for their actor's turn."""

import math
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Final

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from graph_catalog.api.context import Context
from graph_catalog.api.edge import cost, filters
from graph_catalog.api.http_refusals import HttpRefusedError

_UNITS_A_SECOND: Final = 100.0


class WithinBudget(SchemaExtension):
    """Charges an operation once it is known to be valid, and gives back what it has not needed."""

    def __init__(self) -> None:
        self._cost = 0.0
        self._open = ExitStack()

    def on_operation(self) -> Iterator[None]:
        """Count the operation's subscription out when it ends."""
        with self._open:
            yield

    def on_validate(self) -> Iterator[None]:
        """Charge what is otherwise in order; over the budget, or too large, it is refused before it is executed."""
        context = self.execution_context
        if not context.pre_execution_errors:
            context.pre_execution_errors = self._charge()
        yield

    def _charge(self) -> list[GraphQLError]:
        execution = self.execution_context
        context = execution.context
        document = execution.graphql_document
        if not isinstance(context, Context) or context.budget is None or document is None:
            return []
        variables = execution.variables or {}
        schema = execution.schema._schema  # noqa: SLF001  # strawberry has no public way to it
        too_large = filters.excess(schema, document, variables)
        if too_large is not None:
            return [too_large]
        try:
            if execution.operation_type is OperationType.SUBSCRIPTION:
                self._open.enter_context(context.budget.subscription(context.actor))
            estimate = cost.of_operation(schema, document, execution.operation_name, variables)
            context.budget.charge(context.actor, estimate)
        except HttpRefusedError as refused:
            return [refused.error]
        self._cost = estimate
        return []

    async def on_execute(self) -> AsyncIterator[None]:
        """Execute; an expensive question after those of the same actor that came before."""
        execution = self.execution_context
        context = execution.context
        is_question = execution.operation_type is not OperationType.SUBSCRIPTION
        if self._cost < cost.EXPENSIVE or context.budget is None or not is_question:
            yield
            return
        try:
            async with context.budget.turn(context.actor):
                began = time.monotonic()
                yield
                used = math.ceil((time.monotonic() - began) * _UNITS_A_SECOND)
        except HttpRefusedError as refused:
            execution.result = ExecutionResult(data=None, errors=[refused.error])
            yield
            return
        context.budget.refund(context.actor, max(self._cost - used, 0.0))
