"""What became of a lineage between two dates: two projections compared, thing by thing and edge by edge. Pure."""

import dataclasses
from collections.abc import Mapping, Sequence

from graph_catalog.lineage.pure.projected import ProjectedEdge, ProjectedNode, Projection


@dataclasses.dataclass(frozen=True, slots=True)
class EdgeChange:
    """An edge that both have, and that says something else."""

    before: ProjectedEdge
    after: ProjectedEdge


@dataclasses.dataclass(frozen=True, slots=True)
class Changes:
    """What appeared, went and changed; a redacted node bears one word throughout."""

    nodes: tuple[ProjectedNode, ...]
    """All that the lists below are about or lie between: as they are after, or were before."""
    nodes_added: tuple[ProjectedNode, ...]
    nodes_removed: tuple[ProjectedNode, ...]
    edges_added: tuple[ProjectedEdge, ...]
    edges_removed: tuple[ProjectedEdge, ...]
    edges_changed: tuple[EdgeChange, ...]


Ends = tuple[str, str]


def compare(before: Projection, after: Projection) -> Changes:
    """Return what differs between two projections of one start; how far things are from it is no difference."""
    was, now = _by_subject(before), _by_subject(after)
    known = was | now
    nodes = _renamed(sorted(known.values(), key=_place))
    edges_before, edges_after = _by_ends(before, nodes), _by_ends(after, nodes)
    appeared = [ends for ends in edges_after if ends not in edges_before]
    gone = [ends for ends in edges_before if ends not in edges_after]
    changed = [
        ends
        for ends, edge in edges_after.items()
        if ends in edges_before and _says(edge) != _says(edges_before[ends])
    ]
    touched = {key for ends in (*appeared, *gone, *changed) for key in ends}
    touched |= was.keys() ^ now.keys()
    return Changes(
        nodes=tuple(node for key, node in nodes.items() if key in touched),
        nodes_added=tuple(node for key, node in nodes.items() if key not in was),
        nodes_removed=tuple(node for key, node in nodes.items() if key not in now),
        edges_added=tuple(edges_after[ends] for ends in appeared),
        edges_removed=tuple(edges_before[ends] for ends in gone),
        edges_changed=tuple(EdgeChange(edges_before[ends], edges_after[ends]) for ends in changed),
    )


def _by_subject(projection: Projection) -> dict[str, ProjectedNode]:
    return {node.subject: node for node in projection.nodes}


def _place(node: ProjectedNode) -> tuple[int, str]:
    hops = [hop for hop in (node.upstream_hops, node.downstream_hops) if hop is not None]
    return min(hops), node.subject


def _renamed(nodes: Sequence[ProjectedNode]) -> dict[str, ProjectedNode]:
    """Return nodes by their subjects; of two projections each has its own words for what is redacted."""
    renamed: dict[str, ProjectedNode] = {}
    hidden = 0
    for node in nodes:
        hidden += node.is_redacted
        renamed[node.subject] = (
            dataclasses.replace(node, key=f"redacted-{hidden}") if node.is_redacted else node
        )
    return renamed


def _by_ends(
    projection: Projection, nodes: Mapping[str, ProjectedNode]
) -> dict[Ends, ProjectedEdge]:
    """Return edges by the subjects of what was made and of what was before, with the words of `nodes`."""
    subjects = {node.key: node.subject for node in projection.nodes}
    return {
        (subjects[edge.target], subjects[edge.source]): dataclasses.replace(
            edge,
            target=nodes[subjects[edge.target]].key,
            source=nodes[subjects[edge.source]].key,
        )
        for edge in projection.edges
    }


def _says(edge: ProjectedEdge) -> tuple[object, ...]:
    return edge.basis, edge.assertions
