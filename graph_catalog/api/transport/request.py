r"""What was sent made into a GraphQL request, over HTTP and websocket alike; whatever else it is, it is refused by code.

Here alone is looked for lone surrogates: JSON can write them (`\ud800`), no text that the store or a file holds can.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from cross_web import StarletteRequestAdapter
from graphql import GraphQLError
from starlette.datastructures import QueryParams
from strawberry.http import GraphQLRequestData
from strawberry.types import ExecutionResult

from graph_catalog.edge.http_refusals import HttpRefusedError, error, ill_formed
from graph_catalog.language import say

MOST_VALUES: Final = 25_000
"""Of variables: an entry of 2,000 fields that says all of each has some 20,000."""
_MOST_MEMBERS: Final = 200
"""Of an object; no input has half as many, and each that is unknown is looked for among those."""
_PERSISTED: Final = "persistedQuery"


class ReadRequest(StarletteRequestAdapter):
    """A request whose body, or parameters, were read before it came to strawberry."""

    @property
    def sent(self) -> GraphQLRequestData:
        """What was read."""
        sent: GraphQLRequestData = self._request.state.sent
        return sent


def load(written: bytes | str) -> object:
    """Read JSON; raises `ValueError` for what is none, nested past reading, or not UTF-8."""
    try:
        text = written.decode("utf-8") if isinstance(written, bytes) else written
        return json.loads(text, parse_constant=_no_json)
    except RecursionError:
        raise ValueError(written[:0]) from None


def _no_json(constant: str) -> object:
    raise ValueError(constant)


def of_body(body: bytes) -> GraphQLRequestData:
    """Return the request that a body holds; raises `HttpRefusedError`."""
    return checked(_loaded(body, say(zh="请求体", en="the body")))


def of_parameters(parameters: QueryParams) -> GraphQLRequestData:
    """Return the request that parameters of an address hold; raises `HttpRefusedError`."""
    for name, *_ in _PARTS:
        if len(parameters.getlist(name)) > 1:
            raise _refused(say(zh=f"参数 {name} 只能出现一次。", en=f"Give {name} once only."))
    sent: dict[str, object] = dict(parameters)
    for name in ("variables", "extensions"):
        if written := parameters.get(name):
            sent[name] = _loaded(written, name)
        else:
            sent.pop(name, None)
    return checked(sent)


def checked(sent: object) -> GraphQLRequestData:
    """Return what was sent as a request; raises `HttpRefusedError` (400) where a part is not of its kind."""
    if isinstance(sent, list):
        raise _refused(
            say(
                zh="一次请求只能含一个操作，不接受批量。", en="One operation a request; no batches."
            )
        )
    if not isinstance(sent, dict):
        raise _refused(say(zh="请求须为 JSON 对象。", en="A request is a JSON object."))
    for name, kind, zh, en in _PARTS:
        if not isinstance(sent.get(name), (kind, type(None))):
            raise _refused(say(zh=f"{name} 须为{zh}或 null。", en=f"{name} must be {en} or null."))
    query, extensions = sent.get("query"), sent.get("extensions")
    if not query:
        if extensions and _PERSISTED in extensions:
            raise HttpRefusedError(400, _no_persisted_queries())
        raise _refused(say(zh="请求中没有 query。", en="The request has no query."))
    _check_size(sent.get("variables"))
    _check_text(sent)
    return GraphQLRequestData(
        query=query,
        variables=sent.get("variables"),
        operation_name=sent.get("operationName"),
        extensions=extensions,
        protocol="http",
    )


_PARTS: Final = (
    ("query", str, "字符串", "a string"),
    ("variables", dict, "对象", "an object"),
    ("operationName", str, "字符串", "a string"),
    ("extensions", dict, "对象", "an object"),
)


def _loaded(written: bytes | str, what: str) -> object:
    try:
        return load(written)
    except ValueError:
        raise _refused(
            say(
                zh=f"{what}不是 UTF-8 编码的 JSON，或嵌套过深。",
                en=f"{what} is no JSON in UTF-8, or nests too deeply.",
            )
        ) from None


def _check_text(sent: Mapping[str, Any]) -> None:
    for name in ("query", "operationName", "variables"):
        if (path := _broken(sent.get(name), name)) is not None:
            message = say(
                zh=f"{path} 含有不成对的代理码元（\\ud800 至 \\udfff），不是文字。请检查发送方的编码。",
                en=f"{path} holds a lone surrogate (\\ud800 to \\udfff), which is no character. Mend the "
                "encoding where it is written.",
            )
            raise HttpRefusedError(400, error(message, "INVALID_INPUT"))


def _check_size(variables: object) -> None:
    """Refuse variables of too many values: each is read by its type, some microseconds, on the event loop."""
    count, waiting = 0, [variables]
    while waiting and count <= MOST_VALUES:
        each = waiting.pop()
        count += 1
        if isinstance(each, dict):
            if len(each) > _MOST_MEMBERS:
                raise _too_many_values()
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    if count > MOST_VALUES:
        raise _too_many_values()


def _too_many_values() -> HttpRefusedError:
    message = say(
        zh=f"variables 中的值超过 {MOST_VALUES} 个。请拆成几次请求，或把大量数据作为文件导入。",
        en=f"variables hold more than {MOST_VALUES} values. Split the request, or import large data as a file.",
    )
    return HttpRefusedError(413, error(message, "TOO_MUCH"))


_Place = tuple["_Place | None", object]
"""A key or an index, behind what it is in."""


def _broken(value: object, path: str) -> str | None:
    """Return where a text is that no encoding can write; None where all can be written."""
    stack: list[tuple[_Place, object]] = [((None, path), value)]
    while stack:
        place, each = stack.pop()
        if isinstance(each, str):
            if not is_text(each):
                return _path(place)
        elif isinstance(each, dict):
            if not all(map(is_text, each)):
                return _path(place)
            stack += [((place, name), inner) for name, inner in each.items()]
        elif isinstance(each, list):
            stack += [((place, index), inner) for index, inner in enumerate(each)]
    return None


def _path(place: _Place | None) -> str:
    steps = []
    while place is not None:
        place, step = place
        steps.append(str(step))
    return ".".join(reversed(steps))


def is_text(written: str) -> bool:
    """Tell whether a string can be written as UTF-8: it holds no lone surrogate."""
    if written.isascii():
        return True
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return True


def never_began(result: ExecutionResult) -> bool:
    """Tell whether a result says only why nothing was executed, as for a variable that is missing."""
    errors = result.errors or []
    return result.data is None and bool(errors) and not any(each.path for each in errors)


def _refused(reason: str) -> HttpRefusedError:
    return HttpRefusedError(400, ill_formed(reason))


def _no_persisted_queries() -> GraphQLError:
    # In these very words, whatever the language: Apollo and urql fall back to the full text by them.
    return error("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED")
