"""Lineage as a Mermaid flowchart, from what was before to what was made.

Labels stand in quotes; in them every ASCII character that is no letter, digit or harmless stands as its number, so
that no name is taken for syntax, Markdown, HTML or a directive.
"""

from typing import Final

from graph_catalog.lineage.export import words
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.lineage_answers import LineageBasis, LineageEdge, LineageNode

_PLAIN: Final = frozenset(" -_.,:/()")
_CLASSES: Final = (
    "classDef root stroke-width:3px",
    "classDef hidden stroke-dasharray:4 3,fill:#eee",
)


def write(exported: Exported) -> bytes:
    """Return the file."""
    answer = exported.answer
    places = {node.key: f"n{number}" for number, node in enumerate(answer.nodes)}
    lines = [
        *(f"%% {line.replace('{', '(')}" for line in words.headlines(exported)),
        "flowchart LR",
        *(
            f"  {places[node.key]}{_box(exported, node)}{_class(exported, node)}"
            for node in answer.nodes
        ),
        *(f"  {places[edge.source]} {_arrow(edge)} {places[edge.target]}" for edge in answer.edges),
        *(f"  {each}" for each in _CLASSES),
    ]
    return ("\n".join(lines) + "\n").encode()


def _box(exported: Exported, node: LineageNode) -> str:
    return f'["{_quoted(words.name(exported, node))}"]'


def _class(exported: Exported, node: LineageNode) -> str:
    if node.redacted:
        return ":::hidden"
    return ":::root" if node.key == exported.answer.root.key else ""


def _arrow(edge: LineageEdge) -> str:
    is_loose = edge.is_indirect or edge.basis is LineageBasis.DATASET_DECLARED
    return f'{"-.->" if is_loose else "-->"}|"{_quoted(words.kinds(edge))}"|'


def _quoted(text: str) -> str:
    return "".join(
        each if not each.isascii() or each.isalnum() or each in _PLAIN else f"#{ord(each)};"
        for each in text
    )
