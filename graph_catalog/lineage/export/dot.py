"""Lineage as DOT, for Graphviz; from what was before to what was made."""

from collections.abc import Mapping
from typing import Final

from graph_catalog.lineage.export import words
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model.lineage_answers import LineageBasis, LineageEdge, LineageNode

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})


def write(exported: Exported) -> bytes:
    """Return the file."""
    answer = exported.answer
    places = {node.key: f"n{number}" for number, node in enumerate(answer.nodes)}
    lines = [
        *(f"// {line}" for line in words.headlines(exported)),
        "digraph lineage {",
        '  graph [rankdir=LR, charset="UTF-8"];',
        '  node [shape=box, fontname="sans-serif"];',
        '  edge [fontname="sans-serif"];',
        *(f"  {places[node.key]} {_listed(_of_node(exported, node))};" for node in answer.nodes),
        *(
            f"  {places[edge.source]} -> {places[edge.target]} {_listed(_of_edge(edge))};"
            for edge in answer.edges
        ),
        "}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _of_node(exported: Exported, node: LineageNode) -> dict[str, str]:
    attributes = {"label": words.name(exported, node)}
    if node.subject_id is not None:
        attributes["id"] = node.subject_id
    if node.redacted:
        attributes["style"] = "dashed"
    elif node.key == exported.answer.root.key:
        attributes["style"] = "bold"
    return attributes


def _of_edge(edge: LineageEdge) -> dict[str, str]:
    attributes = {"label": words.kinds(edge)}
    if edge.is_indirect or edge.basis is LineageBasis.DATASET_DECLARED:
        attributes["style"] = "dashed"
    return attributes


def _listed(attributes: Mapping[str, str]) -> str:
    listed = ", ".join(f'{key}="{value.translate(_ESCAPES)}"' for key, value in attributes.items())
    return f"[{listed}]"
