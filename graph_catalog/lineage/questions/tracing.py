"""Where something comes from and who depends on it (design §5, §8): one question to the store a direction."""

from collections.abc import Sequence

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.limits import excluded, out_of_bounds
from graph_catalog.lineage.pure.projected import (
    ProjectedAssertion,
    ProjectedEdge,
    ProjectedNode,
    Projection,
    Truncation,
)
from graph_catalog.lineage.pure.projection import project
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import walking
from graph_catalog.model import lineage_answers as answers
from graph_catalog.model.entities import Instant
from graph_catalog.model.refusals import Refusal
from graph_catalog.record import keys, references


async def trace(
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    question: Question,
    *,
    given: str | None = None,
) -> answers.Lineage | Refusal:
    """Return the lineage of a field, dataset, system or unit at a level; `NotFound` where there is none to see.

    `given` is the id as the caller wrote it, by which a refusal names the start; without it, by its key.
    """
    key, level, depth, max_nodes = question.key, question.level, question.depth, question.max_nodes
    if refusal := out_of_bounds(depth, max_nodes, kinds=question.kinds):
        return refusal
    without = excluded(question.kinds, indirect=question.indirect)
    asked = walking.WalkRequest(key, question.direction, level, depth, snapshot, without)
    walked = await walking.walk(engine, viewer, asked)

    def answer() -> answers.Lineage | None:
        walks = walked.walks()
        if walks is None:
            return None
        return _render(project(walks, key, level=level, depth=depth, max_nodes=max_nodes), snapshot)

    found = await walking.answered([walked], answer)
    return references.not_found(given or key, ["id"]) if found is None else found


def _render(found: Projection, snapshot: Snapshot) -> answers.Lineage:
    return answers.Lineage(
        root=render_node(found.root, snapshot),
        nodes=[render_node(node, snapshot) for node in found.nodes],
        edges=[render_edge(edge) for edge in found.edges],
        node_count=found.node_count,
        edge_count=found.edge_count,
        complete=found.complete,
        truncated_by=list(found.truncated_by),
        cuts=render_cuts(found.cuts),
        hidden_count=found.hidden_count,
        as_of=Instant(snapshot.as_of),
        revision=snapshot.revision,
    )


def render_cuts(cuts: Sequence[Truncation]) -> list[answers.LineageCut]:
    """Return the reasons why an answer is not the whole as they are told."""
    return [answers.LineageCut(reason=cut.reason, count=cut.count) for cut in cuts]


def render_node(node: ProjectedNode, snapshot: Snapshot) -> answers.LineageNode:
    """Return a node as it is told."""
    as_of, revision = (snapshot.as_of, snapshot.revision) if snapshot.explicit else (None, None)
    shown = (
        None
        if node.is_redacted
        else keys.encode(node.kind, node.key, as_of=as_of, revision=revision)
    )
    return answers.LineageNode(
        key=node.key,
        level=node.level,
        name=node.name,
        redacted=node.is_redacted,
        upstream_hops=node.upstream_hops,
        downstream_hops=node.downstream_hops,
        subject_key=None if node.is_redacted else node.key,
        subject_id=shown,
    )


def render_edge(edge: ProjectedEdge) -> answers.LineageEdge:
    """Return an edge as it is told."""
    return answers.LineageEdge(
        source=edge.source,
        target=edge.target,
        kind=edge.kind,
        basis=edge.basis,
        assertions=[_assertion(assertion) for assertion in edge.assertions],
        is_indirect=edge.is_indirect,
        agreed=edge.agreed,
        crossings=edge.crossings,
    )


def _assertion(assertion: ProjectedAssertion) -> answers.LineageAssertion:
    return answers.LineageAssertion(
        source=assertion.source,
        kind=assertion.kind,
        transform=assertion.transform,
        masking=assertion.masking,
        job=assertion.job,
        asserted_by=assertion.asserted_by,
        redacted=assertion.is_redacted,
        fact=None if assertion.fact is None else (assertion.fact.start, assertion.fact.key),
    )
