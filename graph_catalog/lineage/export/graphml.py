"""Lineage as GraphML 1.0, as networkx, yEd and Gephi read it; from what was before to what was made."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from graph_catalog.lineage.export import words
from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model import instant
from graph_catalog.model.lineage_answers import LineageEdge, LineageNode

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "graph": {
        "complete": "boolean",
        "truncatedBy": "string",
        "hiddenCount": "int",
        "question": "string",
        "asOf": "string",
        "revision": "int",
    },
    "node": {
        "subject": "string",
        "level": "string",
        "name": "string",
        "label": "string",
        "redacted": "boolean",
        "upstreamHops": "int",
        "downstreamHops": "int",
    },
    "edge": {
        "kind": "string",
        "basis": "string",
        "isIndirect": "boolean",
        "methods": "string",
        "coverage": "string",
    },
}
"""What is told of the graph, of nodes and of edges, by type."""


def write(exported: Exported) -> bytes:
    """Return the file; what is not known has no element."""
    answer = exported.answer
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for of, keys in _KEYS.items():
        for name, type_ in keys.items():
            declared = {"id": f"{of}.{name}", "for": of, "attr.name": name, "attr.type": type_}
            ET.SubElement(root, "key", declared)
    graph = ET.SubElement(root, "graph", id="lineage", edgedefault="directed")
    _write_data(graph, "graph", _of_graph(exported))
    for node in answer.nodes:
        _write_data(ET.SubElement(graph, "node", id=node.key), "node", _of_node(exported, node))
    for edge in answer.edges:
        ends = {"source": str(edge.source), "target": str(edge.target)}
        _write_data(ET.SubElement(graph, "edge", ends), "edge", _of_edge(exported, edge))
    ET.indent(root, " ")
    # Nothing but our own words stands in the comment, so that no name can end it.
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {words.whole(answer)} -->\n'
    return (opening + ET.tostring(root, encoding="unicode") + "\n").encode()


def _of_graph(exported: Exported) -> dict[str, object]:
    answer = exported.answer
    return {
        "complete": answer.complete,
        "truncatedBy": ", ".join(f"{cut.reason.value} ({cut.count})" for cut in answer.cuts),
        "hiddenCount": answer.hidden_count,
        "question": words.asked(exported.question, answer),
        "asOf": instant.text(answer.as_of),
        "revision": answer.revision,
    }


def _of_node(exported: Exported, node: LineageNode) -> dict[str, object]:
    return {
        "subject": node.subject_id,
        "level": node.level.value,
        "name": node.name and words.shown(node.name),
        "label": words.name(exported, node),
        "redacted": node.redacted,
        "upstreamHops": node.upstream_hops,
        "downstreamHops": node.downstream_hops,
    }


def _of_edge(exported: Exported, edge: LineageEdge) -> dict[str, object]:
    coverage = exported.covered[edge.source, edge.target].coverage
    return {
        "kind": edge.kind and edge.kind.value,
        "basis": edge.basis.value,
        "isIndirect": edge.is_indirect,
        "methods": ", ".join(sorted({each.source.value for each in edge.assertions})),
        "coverage": coverage and coverage.value,
    }


def _write_data(element: ET.Element, of: str, said: Mapping[str, object]) -> None:
    for name, value in said.items():
        if value is None:
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(element, "data", key=f"{of}.{name}").text = text
