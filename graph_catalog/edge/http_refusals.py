"""Refusals of HTTP, as GraphQL errors in the caller's language: what, which, and what to do."""

from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError

from graph_catalog.language import say


class HttpRefusedError(Exception):
    """An HTTP status with a GraphQL error that says why."""

    def __init__(
        self, status: int, error: GraphQLError, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(error.message)
        self.status = status
        self.error = error
        self.headers = headers or {}


def error(message: str, code: str) -> GraphQLError:
    """Return an error with a code."""
    return GraphQLError(message, extensions={"code": code})


def ill_formed(reason: str) -> GraphQLError:
    """Say that a request is no well-formed GraphQL request."""
    return error(
        say(zh=f"请求格式不正确：{reason}", en=f"The request is not well formed: {reason}"),
        "BAD_REQUEST",
    )


def of_operation(problem: BaseException) -> GraphQLError | None:
    """Return what is told of an operation that a document lacks; None where it is something else."""
    if isinstance(problem, MissingQueryError):
        return ill_formed(say(zh="请求中没有 query。", en="The request has no query."))
    if not isinstance(problem, CannotGetOperationTypeError):
        return None
    if problem.operation_name is None:
        return ill_formed(say(zh="query 中没有操作。", en="The query holds no operation."))
    name = problem.operation_name[:100]
    return ill_formed(say(zh=f"没有名为“{name}”的操作。", en=f'Unknown operation named "{name}".'))


def only_by_post() -> GraphQLError:
    """Say that changes come by POST."""
    return error(
        say(zh="变更只能用 POST 提交。", en="A mutation must be sent by POST."),
        "METHOD_NOT_ALLOWED",
    )


def only_by_websocket() -> GraphQLError:
    """Say that what is told again and again needs a connection that stays open."""
    return error(
        say(
            zh="订阅须通过 WebSocket（graphql-transport-ws 协议）连接 /graphql。",
            en="A subscription needs a websocket to /graphql, by the protocol graphql-transport-ws.",
        ),
        "BAD_REQUEST",
    )


def too_large(limit: int) -> GraphQLError:
    """Say that a body is too large."""
    message = say(
        zh=f"请求体超过 {limit} 字节。请拆分请求，或把大量数据作为文件导入。",
        en=f"The request is larger than {limit} bytes. Split it, or import large data as a file.",
    )
    return error(message, "TOO_MUCH")


def too_long(deadline: float) -> GraphQLError:
    """Say that the deadline passed."""
    message = say(
        zh=f"请求在 {deadline:g} 秒内未能完成，已被中止。请缩小范围后重试。",
        en=f"The request was not done within {deadline:g} s and was ended. Ask for less.",
    )
    return error(message, "CATALOG_TIMED_OUT")
