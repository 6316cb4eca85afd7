"""Which media type an answer has: the `Accept` header read by RFC 9110 §12.5.1 (GraphQL over HTTP, 6.1)."""

import dataclasses
from typing import Final

from starlette.requests import Request

from graph_catalog.edge.http_refusals import HttpRefusedError, error
from graph_catalog.language import say

GRAPHQL: Final = "application/graphql-response+json"
JSON: Final = "application/json"
HTML: Final = "text/html"
OFFERED: Final = (JSON, GRAPHQL)


@dataclasses.dataclass(frozen=True)
class _Range:
    type: str
    quality: float

    def matches(self, media_type: str) -> int:
        """Return how exactly the range names a media type; 0 where it does not."""
        if self.type == media_type:
            return 3
        if self.type == media_type.split("/", maxsplit=1)[0] + "/*":
            return 2
        return 1 if self.type == "*/*" else 0


def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """Return the offered media type that the caller likes best, the first among equals; None where none will do.

    No header means anything, so the first.
    """
    if not accept or not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best, best_quality = None, 0.0
    for media_type in offered:
        quality = _quality(ranges, media_type)
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def _quality(ranges: list[_Range], media_type: str) -> float:
    """Return the weight of the range that names the type most exactly."""
    fitting = [(exactness, one.quality) for one in ranges if (exactness := one.matches(media_type))]
    return max(fitting)[1] if fitting else 0.0


def _range(part: str) -> _Range:
    type_, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip('" ') not in {"utf-8", "utf8"}:
            return _Range(type_, 0.0)
        if name.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return _Range(type_, quality)


def check_method(request: Request) -> None:
    """Refuse what is neither GET nor POST; raises `HttpRefusedError` (405)."""
    if request.method not in {"GET", "POST"}:
        message = say(
            zh=f"/graphql 不接受 {request.method}；请用 POST，或用 GET 查询。",
            en=f"/graphql takes no {request.method}; use POST, or GET for queries.",
        )
        raise HttpRefusedError(405, error(message, "METHOD_NOT_ALLOWED"), {"Allow": "GET, POST"})


def negotiated(request: Request) -> str:
    """Return the media type of the answer; raises `HttpRefusedError` (406)."""
    is_page = request.method == "GET" and "query" not in request.query_params
    accept = request.headers.get("accept")
    if is_page and accept is not None and HTML in accept:
        return HTML
    chosen = choose(accept, OFFERED)
    if chosen is None:
        message = say(
            zh=f"无法按 Accept: {accept} 作答；可用 {', '.join(OFFERED)}。",
            en=f"No answer for Accept: {accept}; there are {', '.join(OFFERED)}.",
        )
        raise HttpRefusedError(406, error(message, "NOT_ACCEPTABLE"))
    return chosen
