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

from graph_catalog.edge import inputs
from graph_catalog.edge.http_refusals import HttpRefusedError
from graph_catalog.gql import cost
from graph_catalog.gql.context import Context
from graph_catalog.language import say

_AN_INPUT: Final = 0.005
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
        given = inputs.number(document, variables)
        if given > inputs.MOST:
            return [inputs.too_many(given)]
        try:
            if execution.operation_type is OperationType.SUBSCRIPTION:
                self._open.enter_context(context.budget.subscription(context.actor))
            estimate = cost.of_operation(schema, document, execution.operation_name, variables)
            estimate += given * _AN_INPUT
            if estimate > context.budget.allowance.cost:
                return [_never(estimate, context.budget.allowance.cost)]
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
        context.budget.settle(context.actor, self._cost, used)


def _never(estimate: float, most: float) -> GraphQLError:
    message = say(
        zh=f"此查询的估计成本为 {estimate:.0f}，上限为 {most:.0f}，再等也不会执行。请用 first 缩小各级列表，或拆成几次查询。",
        en=f"The query is estimated at a cost of {estimate:.0f}, {most:.0f} is allowed: waiting does not help. Ask for "
        "smaller pages with first, or in several queries.",
    )
    return GraphQLError(message, extensions={"code": "TOO_MUCH"})
