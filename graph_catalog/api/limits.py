"""Limits on documents: depth, aliases, fields, directives, root fields; all checked before execution (graphql.md §4).

The rule classes are made once per set of limits. Classes made per request, as the bundled limiters do, would make
the validation cache miss every time, because the rules are part of its key (graphql.md §3.4).
"""

import dataclasses
import functools
from collections.abc import Iterator
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    Visitor,
    visit,
)
from strawberry.extensions import MaxTokensLimiter, SchemaExtension
from strawberry.types.execution import PreExecutionError

from graph_catalog.language import say


@dataclasses.dataclass(frozen=True)
class Limits:
    """How large a document may be."""

    depth: int = 12
    aliases: int = 15
    tokens: int = 2000
    fields: int = 500
    directives: int = 50
    root_fields: int = 30


@dataclasses.dataclass
class Size:
    """How large a selection is, fragments spread out."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0

    def add(self, other: "Size", *, below: int = 0) -> None:
        """Count another selection in, `below` levels down."""
        self.depth = max(self.depth, other.depth + below)
        self.aliases += other.aliases
        self.fields += other.fields


@functools.cache
def rules(limits: Limits) -> tuple[type[ValidationRule], ...]:
    """Return the validation rules for some limits, always the same classes for the same limits."""

    class WithinLimits(ValidationRule):
        """Refuses documents that are too large; introspection is as large as it is and counts no depth."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            for message in _excesses(context.document, limits):
                context.report_error(GraphQLError(message, extensions={"code": "TOO_MUCH"}))

    return (WithinLimits,)


def _excesses(document: DocumentNode, limits: Limits) -> list[str]:
    measure = _Measure(document)
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    size = Size()
    roots = 0
    for operation in operations:
        size.add(measure.selection(operation.selection_set, ()))
        roots = max(roots, len(operation.selection_set.selections))
    found = [
        (zh, en, number, limit)
        for zh, en, number, limit in (
            ("嵌套层数", "levels", size.depth, limits.depth),
            ("别名数", "aliases", size.aliases, limits.aliases),
            ("字段数", "fields", size.fields, limits.fields),
            ("指令数", "directives", _directives(document), limits.directives),
            ("根字段数", "root fields", roots, limits.root_fields),
        )
        if number > limit
    ]
    return [
        say(
            zh=f"请求的{zh}为 {number},上限为 {limit}。请拆分查询。",
            en=f"The request has {number} {en}, {limit} are allowed. Split the query.",
        )
        for zh, en, number, limit in found
    ]


class WithinTokens(MaxTokensLimiter):
    """Stops reading a document of too many tokens, and says so as the other limits do."""

    def on_operation(self) -> Iterator[None]:
        """Set the parser's limit, and afterwards name it where it was reached."""
        yield from super().on_operation()
        result = self.execution_context.result
        if isinstance(result, PreExecutionError) and any(map(_is_cut, result.errors or [])):
            message = say(
                zh=f"请求的词元数超过上限 {self.max_token_count}。请拆分查询。",
                en=f"The request has more than {self.max_token_count} tokens. Split the query.",
            )
            result.errors = [GraphQLError(message, extensions={"code": "TOO_MUCH"})]


def _is_cut(error: GraphQLError) -> bool:
    """Tell the parser's limit from what does not parse; graphql-core has one class and no code for both."""
    return isinstance(error, GraphQLSyntaxError) and "tokens. Parsing aborted" in error.message


def _directives(document: DocumentNode) -> int:
    counted = 0

    class Count(Visitor):
        def enter_directive(self, _node: DirectiveNode, *_: Any) -> None:  # noqa: ANN401
            nonlocal counted
            counted += 1

    visit(document, Count())
    return counted


class OneOperation(SchemaExtension):
    """Refuses a document of several operations that does not say which; strawberry would take the first."""

    def on_validate(self) -> Iterator[None]:
        """Look at a document that is otherwise in order; the cache before this one has validated it."""
        context = self.execution_context
        if not context.pre_execution_errors and context._provided_operation_name is None:  # noqa: SLF001
            context.pre_execution_errors = _ambiguities(context.graphql_document)
        yield


def _ambiguities(document: DocumentNode | None) -> list[GraphQLError]:
    definitions = () if document is None else document.definitions
    if sum(isinstance(node, OperationDefinitionNode) for node in definitions) <= 1:
        return []
    message = say(
        zh="请求含多个操作;请用 operationName 指明要执行哪一个。",
        en="The request has several operations; say with operationName which to execute.",
    )
    return [GraphQLError(message, extensions={"code": "BAD_REQUEST"})]


class _Measure:
    """Measures selections; each fragment once, however often it is spread."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self._known: dict[str, Size] = {}

    def selection(self, selection_set: SelectionSetNode | None, within: tuple[str, ...]) -> Size:
        size = Size()
        for node in selection_set.selections if selection_set else ():
            if isinstance(node, FieldNode):
                if not node.name.value.startswith("__"):
                    size.add(Size(depth=1, aliases=int(node.alias is not None), fields=1))
                    size.add(self.selection(node.selection_set, within), below=1)
            elif isinstance(node, FragmentSpreadNode):
                size.add(self._fragment(node.name.value, within))
            else:
                size.add(self.selection(getattr(node, "selection_set", None), within))
        return size

    def _fragment(self, name: str, within: tuple[str, ...]) -> Size:
        fragment = self._fragments.get(name)
        if fragment is None or name in within:
            return Size()
        if name not in self._known:
            self._known[name] = self.selection(fragment.selection_set, (*within, name))
        return self._known[name]
