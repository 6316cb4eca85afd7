"""Errors that a caller caused, where a field has no union for refusals (design §6).

They are GraphQL errors with `extensions { code argument }` and are never masked. What else goes wrong is a fault:
`api.masking` hides it behind an id.
"""

from collections.abc import Collection

from graphql import GraphQLError, Node

from graph_catalog.language import say
from graph_catalog.model.refusals import InvalidInput


class WrongArgumentError(GraphQLError):
    """An argument makes no sense as it stands."""

    def __init__(
        self,
        message: str,
        argument: str,
        *,
        code: str = "INVALID_INPUT",
        at: Collection[Node] | None = None,
    ) -> None:
        super().__init__(message, nodes=at, extensions={"code": code, "argument": argument})


class NotSignedInError(GraphQLError):
    """A bearer token is wanted, and none was sent, or one that nobody has."""

    def __init__(self, *, was_sent: bool) -> None:
        message = (
            say(
                zh="令牌无效或已停用。请向区大数据中心索取新的令牌。",
                en="The bearer token is unknown. Ask the data centre for a new one.",
            )
            if was_sent
            else say(
                zh="需要身份凭证:请在请求头中给出 Authorization: Bearer <令牌>。",
                en="Sign in: send the header Authorization: Bearer <token>.",
            )
        )
        super().__init__(message, extensions={"code": "NOT_SIGNED_IN"})


class TooMuchError(GraphQLError):
    """A request asks for more than one answer may hold."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "TOO_MUCH"})


def as_error(refusal: InvalidInput) -> WrongArgumentError:
    """Turn a refusal into the error of a field without a union."""
    return WrongArgumentError(refusal.message, ".".join(refusal.path or []), code=refusal.code)
