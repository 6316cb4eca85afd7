"""Errors that a caller caused, where a field has no union for refusals (design §6).

They are GraphQL errors with `extensions { code argument }` and are never masked. What else goes wrong is a fault:
`gql.masking` hides it behind an id.
"""

from collections.abc import Collection

from graphql import GraphQLError, Node

from graph_catalog.identity.tokens import TokenStanding
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
    """A bearer token is wanted, and none was sent, or one that is not taken."""

    def __init__(self, *, was_sent: bool, standing: TokenStanding = TokenStanding.UNKNOWN) -> None:
        message = (
            _why_not_taken(standing)
            if was_sent
            else say(
                zh="需要身份凭证：请在请求头中给出 Authorization: Bearer <令牌>。",
                en="Sign in: send the header Authorization: Bearer <token>.",
            )
        )
        super().__init__(message, extensions={"code": "NOT_SIGNED_IN"})


def _why_not_taken(standing: TokenStanding) -> str:
    match standing:
        case TokenStanding.EXPIRED:
            zh, en = "令牌已过期", "The bearer token has expired"
        case TokenStanding.REVOKED:
            zh, en = "令牌已被撤销", "The bearer token was revoked"
        case TokenStanding.UNIT_GONE:
            zh, en = "令牌所属单位不在目录中", "The unit of the bearer token is not in the catalog"
        case _:
            zh, en = "令牌无效", "The bearer token is unknown"
    return say(
        zh=f"{zh}。请向区大数据中心索取新的令牌。", en=f"{en}. Ask the data centre for a new one."
    )


class TooMuchError(GraphQLError):
    """A request asks for more than one answer may hold."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "TOO_MUCH"})


def as_error(refusal: InvalidInput) -> WrongArgumentError:
    """Turn a refusal into the error of a field without a union."""
    return WrongArgumentError(refusal.message, ".".join(refusal.path or []), code=refusal.code)
