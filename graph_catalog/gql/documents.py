"""Documents are read once: parsed, measured, validated; what was read is kept, within a number of bytes.

What is refused for its size never comes to validation. Errors of any of the three come where errors of validation
come: an error in a hook would end the request past all extensions, so that nobody could give it a code.
"""

import dataclasses
import re
import sys
from collections.abc import Iterator
from typing import Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Token,
    TokenKind,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping
from graphql.validation.validate import ValidationAbortedError
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graph_catalog.gql.limits import Limits, check
from graph_catalog.kept import MIB, Kept
from graph_catalog.language import Language, current, say

_RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
_MOST_ERRORS: Final = 5
"""Some of them are told with the whole literal they are about, and to write a large one out takes 6 ms."""
_LONGEST_MESSAGE: Final = 500
_MOST_DIGITS: Final = 400
_NUMBERS: Final = frozenset({TokenKind.INT, TokenKind.FLOAT})
_BYTES_A_TOKEN: Final = 560
"""Of memory: what a document of many short tokens takes, measured."""
_BYTES_AN_ERROR: Final = 1_000
"""Of memory beside its message, measured."""
_KEPT_BYTES: Final = 16 * MIB

# Comparisons of fields that may have to be merged, each some microseconds; thirty fragments at one place need some 5,000.
overlapping.MAX_COMPLEXITY_BUDGET = 8_000

_LONE_SURROGATE: Final = re.compile(r"Invalid Unicode escape sequence: '\\u\{?0*[dD][89a-fA-F]")


@dataclasses.dataclass(frozen=True)
class ParsedDocument:
    """A document, and what is wrong with it."""

    document: DocumentNode
    errors: list[GraphQLError]


class Documents:
    """Reads documents by a schema, and keeps what it has read: the longest unused go first."""

    def __init__(self, limits: Limits, most_bytes: int = _KEPT_BYTES) -> None:
        self._limits = limits
        self.kept: Kept[tuple[Language, str], ParsedDocument] = Kept(most_bytes)

    def read(self, schema: GraphQLSchema, text: str) -> ParsedDocument:
        """Return the document that a text is; what is wrong with it, in the caller's language, stands in `errors`."""
        place = (
            current(),
            text,
        )  # what a scalar says of a literal is in the language of whoever sent it
        known = self.kept.get(place)
        if known is not None:
            return known
        try:
            document, tokens = self._parse(text)
            errors = check(document, self._limits)
        except GraphQLError as error:
            return ParsedDocument(_STAND_IN, [error])
        except RecursionError:
            return ParsedDocument(_STAND_IN, [_too_deep()])
        if errors:
            return ParsedDocument(_STAND_IN, errors)
        errors = validate(schema, document, _RULES, _MOST_ERRORS, hide_suggestions=True)
        if errors and _is_out_of_budget(errors[-1]):
            return ParsedDocument(_STAND_IN, [_too_many_comparisons()])
        read = ParsedDocument(document, errors)
        for each in errors:
            each.message = _cut(each.message)
            each.args = (each.message,)
            _forget_frames(each)
        self.kept.put(place, read, _size(text, tokens, read))
        return read

    def _parse(self, text: str) -> tuple[DocumentNode, int]:
        """Return the document that a text is, and of how many tokens."""
        limits = self._limits
        if len(text) > limits.characters:
            raise _too_long(limits.characters)
        try:
            document = parse(text, max_tokens=limits.tokens)
        except GraphQLSyntaxError as error:
            raise _renamed(error, limits) from None
        count, number = _unlink(document)
        if number is not None:
            raise _too_long_a_number(number)
        return document, count


def _cut(message: str) -> str:
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]}…"


def _size(text: str, tokens: int, read: ParsedDocument) -> int:
    """Return the bytes of a document, its text, and what is wrong with it."""
    size = sum(_BYTES_AN_ERROR + sys.getsizeof(error.message) for error in read.errors)
    # The text once, and once more in pieces: names and strings of any length.
    return _BYTES_A_TOKEN * tokens + 2 * sys.getsizeof(text) + size


def _forget_frames(error: BaseException) -> None:
    """Let go of the frames of a validation that an error was raised in: some 80 KB, as long as the error is kept."""
    waiting, known = [error], set[int]()
    while waiting:
        each = waiting.pop()
        known.add(id(each))
        each.__traceback__ = None
        behind = (each.__cause__, each.__context__, getattr(each, "original_error", None))
        waiting += [one for one in behind if one is not None and id(one) not in known]


def _unlink(document: DocumentNode) -> tuple[int, Token | None]:
    """Take the chain of a document's tokens apart; return how many there were, and a number that Python reads no more.

    Nothing follows it after parsing, and as long as it is whole, a document that nobody needs stays in memory until
    the next collection of garbage.
    """
    count, token = 0, document.loc and document.loc.start_token
    number = None
    while token:
        if token.kind in _NUMBERS and len(token.value or "") > _MOST_DIGITS:
            number = token
        following = token.next
        token.prev = token.next = None
        count, token = count + 1, following
    return count, number


class ReadOnce(SchemaExtension):
    """Hands an operation the document that its text is, and what is wrong with it."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._errors: list[GraphQLError] = []

    def on_parse(self) -> Iterator[None]:
        """Read the document; where it cannot be executed, another stands in until its errors are told."""
        context = self.execution_context
        read = self._documents.read(context.schema._schema, context.query or "")  # noqa: SLF001  # strawberry's caches reach for it as well
        self._errors = read.errors
        context.graphql_document = (
            _standing_in(context.operation_name) if read.document is _STAND_IN else read.document
        )
        yield

    def on_validate(self) -> Iterator[None]:
        """Tell the errors; where there are none, nothing is validated again."""
        self.execution_context.pre_execution_errors = list(self._errors)
        yield


def _standing_in(name: str | None) -> DocumentNode:
    """Return a document with an operation of any name, which is never executed."""
    operation = OperationDefinitionNode(
        operation=OperationType.QUERY,
        name=None if name is None else NameNode(value=name),
        variable_definitions=(),
        directives=(),
        selection_set=SelectionSetNode(selections=()),
    )
    return DocumentNode(definitions=(operation,))


_STAND_IN: Final = _standing_in(None)


def _renamed(error: GraphQLSyntaxError, limits: Limits) -> GraphQLError:
    """Tell the parser's limits, and texts that are none, from what does not parse; graphql-core has one class for all."""
    if "tokens. Parsing aborted" in error.message:
        message = say(
            zh=f"请求的词元数超过上限 {limits.tokens}。请拆分查询。",
            en=f"The request has more than {limits.tokens} tokens. Split the query.",
        )
        return GraphQLError(message, extensions={"code": "TOO_MUCH"})
    if "nested too deeply" in error.message:
        return _too_deep()
    if _LONE_SURROGATE.search(error.message):
        message = say(
            zh="query 中的字符串含有不成对的代理码元（\\ud800 至 \\udfff），不是文字。",
            en="A string in the query holds a lone surrogate (\\ud800 to \\udfff), which is no character.",
        )
        return GraphQLError(
            message,
            error.nodes,
            error.source,
            error.positions,
            extensions={"code": "INVALID_INPUT"},
        )
    return error


def _is_out_of_budget(error: GraphQLError) -> bool:
    return isinstance(error, ValidationAbortedError) and "error limit" not in error.message


def _too_deep() -> GraphQLError:
    message = say(
        zh="请求嵌套过深，未作解析。请减少嵌套。",
        en="The request nests too deeply to be read. Nest less.",
    )
    return GraphQLError(message, extensions={"code": "TOO_MUCH"})


def _too_long(limit: int) -> GraphQLError:
    message = say(
        zh=f"query 超过 {limit} 个字符。请拆分查询，并把长的值放入 variables。",
        en=f"The query is longer than {limit} characters. Split it, and put long values into variables.",
    )
    return GraphQLError(message, extensions={"code": "TOO_MUCH"})


def _too_long_a_number(token: Token) -> GraphQLError:
    message = say(
        zh=f"第 {token.line} 行第 {token.column} 列的数字超过 {_MOST_DIGITS} 位。",
        en=f"The number at line {token.line}, column {token.column} has more than {_MOST_DIGITS} digits.",
    )
    return GraphQLError(message, extensions={"code": "INVALID_INPUT"})


def _too_many_comparisons() -> GraphQLError:
    message = say(
        zh="请求在同一处重复选择同名字段过多。请去掉重复的字段与片段。",
        en="The request selects fields of the same name at one place too often. Leave out what is selected twice.",
    )
    return GraphQLError(message, extensions={"code": "TOO_MUCH"})
