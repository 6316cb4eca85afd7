"""Limits on documents: how long, deep and wide one may be. Checked before any rule of validation looks at it.

Some rules compare fields, fragments or operations with each other: what they may have to compare is bounded here.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
    Visitor,
    visit,
)
from strawberry.extensions import SchemaExtension

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
    operations: int = 10
    fragments: int = 60
    characters: int = 64 * 1024


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


def check(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Return why a document is too large, in one walk over it; nothing where it is not."""
    return [
        GraphQLError(message, extensions={"code": "TOO_MUCH"})
        for message in _excesses(document, limits)
    ]


def _excesses(document: DocumentNode, limits: Limits) -> list[str]:
    measure = _Measure(document)
    size = Size()
    roots = 0
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
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
            ("操作数", "operations", len(operations), limits.operations),
            ("片段数", "fragments", len(document.definitions) - len(operations), limits.fragments),
        )
        if number > limit
    ]
    return [
        say(
            zh=f"请求的{zh}为 {number}，上限为 {limit}。请拆分查询。",
            en=f"The request has {number} {en}, {limit} are allowed. Split the query.",
        )
        for zh, en, number, limit in found
    ]


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
        zh="请求含多个操作；请用 operationName 指明要执行哪一个。",
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
