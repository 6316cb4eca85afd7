"""What callers are told of errors: what they caused, as it is; faults of ours, an id to give to whoever runs it.

Every error has a code. Those of graphql-core itself, which has none, get the names that Apollo's servers gave them, so
that clients know them already. Language: the message is made inside the request, in the caller's language.
"""

import logging
import secrets
from collections.abc import Iterator
from typing import Final

from graphql import ExecutionResult, GraphQLError, GraphQLSyntaxError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult as StrawberryResult
from strawberry.types import StreamExecutionResult

from graph_catalog.edge.http_refusals import of_operation
from graph_catalog.errors import (
    CatalogError,
    ClockSkewError,
    DiskFullError,
    StoreBusyError,
    StoreMemoryError,
    StoreReadOnlyError,
    StoreTimedOutError,
    StoreUnavailableError,
)
from graph_catalog.gql.document_messages import in_the_callers_language
from graph_catalog.language import say

_log = logging.getLogger(__name__)
_KNOWN: dict[type[CatalogError], str] = {
    StoreUnavailableError: "CATALOG_UNAVAILABLE",
    StoreBusyError: "CATALOG_BUSY",
    StoreTimedOutError: "CATALOG_TIMED_OUT",
    StoreMemoryError: "TOO_MUCH",
    DiskFullError: "DISK_FULL",
    ClockSkewError: "CLOCK_SKEW",
    StoreReadOnlyError: "CATALOG_READ_ONLY",
}
"""Faults that a caller can do something about: their own messages say what. The first that fits is told."""
_RETRY: Final = 5
"""Seconds."""


class MaskFaults(SchemaExtension):
    """Masks faults and logs them under the id that the caller gets."""

    def on_operation(self) -> Iterator[None]:
        """Look through the errors of a finished operation."""
        yield
        result = self.execution_context.result
        if isinstance(result, (ExecutionResult, StrawberryResult)) and result.errors:
            result.errors = [masked(error) for error in result.errors]

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        """Look through the errors of what is sent in pieces, of which there is no finished operation."""
        if isinstance(result, (ExecutionResult, StrawberryResult)) and result.errors:
            result.errors = [masked(error) for error in result.errors]
        yield


def masked(error: GraphQLError) -> GraphQLError:
    """Return what the caller is told of an error."""
    cause = _cause(error) or error
    if (mistake := of_operation(cause)) is not None:
        return mistake
    if isinstance(cause, GraphQLError):
        said = cause.extensions or {}
        message = cause.message if "code" in said else _said_by_graphql_core(cause)
        return _with_message(error, message, {"code": _code(cause), **said})
    code = code_of(cause)
    if code is not None:
        _log.warning("%s: %s", code, cause)
        wait = {"retryAfter": _RETRY} if isinstance(cause, StoreBusyError) else {}
        return _with_message(error, str(cause), {"code": code, **wait})
    reference = secrets.token_hex(6)
    _log.error("fault %s", reference, exc_info=cause)
    message = say(
        zh=f"服务内部出错，未能回答。请把编号 {reference} 告知管理员，以便在日志中查找。",
        en=f"Something failed inside the catalog. Tell its administrator {reference}, under which the log has it.",
    )
    return _with_message(error, message, {"code": "INTERNAL", "reference": reference})


def _said_by_graphql_core(error: GraphQLError) -> str:
    return in_the_callers_language(error.message, is_syntax=isinstance(error, GraphQLSyntaxError))


def code_of(fault: BaseException) -> str | None:
    """Return the code by which callers know a fault; None for what they are not told of."""
    return next((code for known, code in _KNOWN.items() if isinstance(fault, known)), None)


def _code(error: GraphQLError) -> str:
    """Return the code of an error of graphql-core itself: the document, or a variable, does not fit the schema."""
    return (
        "GRAPHQL_PARSE_FAILED"
        if isinstance(error, GraphQLSyntaxError)
        else "GRAPHQL_VALIDATION_FAILED"
    )


def _cause(error: GraphQLError) -> BaseException | None:
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _with_message(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
