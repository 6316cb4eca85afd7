"""Lineage as JSON: `complete` is its first key, so that nobody reads a part for the whole."""

import json
from typing import Any

from graph_catalog.lineage.questions.export import Exported
from graph_catalog.model import instant
from graph_catalog.model.lineage_answers import (
    LineageAssertion,
    LineageEdge,
    LineageEvidence,
    LineageNode,
)


def write(exported: Exported) -> bytes:
    """Return the file."""
    answer, question = exported.answer, exported.question
    document = {
        "complete": answer.complete,
        "cuts": [{"reason": cut.reason.value, "count": cut.count} for cut in answer.cuts],
        "hiddenCount": answer.hidden_count,
        "asOf": instant.text(answer.as_of),
        "revision": answer.revision,
        "question": {
            "id": answer.root.subject_id,
            "direction": question.direction.value,
            "level": question.level.value,
            "depth": question.depth,
            "maxNodes": question.max_nodes,
        },
        "root": answer.root.key,
        "nodes": [_node(exported, node) for node in answer.nodes],
        "edges": [_edge(exported, edge) for edge in answer.edges],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _node(exported: Exported, node: LineageNode) -> dict[str, Any]:
    called = exported.called.get(node.key)
    held = None if called is None else {"key": called.dataset, "name": called.name}
    return {
        "key": node.key,
        "subject": None if node.subject_id is None else {"id": node.subject_id},
        "level": node.level.value,
        "name": node.name,
        "redacted": node.redacted,
        "upstreamHops": node.upstream_hops,
        "downstreamHops": node.downstream_hops,
        "code": None if called is None else called.code,
        "columnName": None if called is None else called.column,
        "dataset": None if called is None or called.dataset == node.key else held,
    }


def _edge(exported: Exported, edge: LineageEdge) -> dict[str, Any]:
    covered = exported.covered[edge.source, edge.target]
    return {
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind and edge.kind.value,
        "basis": edge.basis.value,
        "isIndirect": edge.is_indirect,
        "agreed": edge.agreed,
        "coverage": covered.coverage and covered.coverage.value,
        "coveredBy": [{"key": key, "name": name} for key, name in covered.agreements],
        "coveredByHiddenAgreements": covered.hidden,
        "assertions": [_assertion(exported, each) for each in edge.assertions],
    }


def _assertion(exported: Exported, assertion: LineageAssertion) -> dict[str, Any]:
    evidence = None if assertion.fact is None else exported.evidence.get(assertion.fact)
    return {
        "source": assertion.source.value,
        "kind": assertion.kind.value,
        "transform": assertion.transform,
        "masking": assertion.masking,
        "job": assertion.job,
        "assertedBy": assertion.asserted_by,
        "redacted": assertion.redacted,
        "evidence": None if evidence is None else _evidence(evidence),
    }


def _evidence(evidence: LineageEvidence) -> dict[str, Any]:
    asserted, since, until = (
        None if at is None else instant.text(at)
        for at in (evidence.asserted_at, evidence.valid_from, evidence.valid_to)
    )
    return {
        "jobNamespace": evidence.job_namespace,
        "run": evidence.run,
        "script": evidence.script,
        "line": evidence.line,
        "importBatch": evidence.import_batch,
        "assertedAt": asserted,
        "recordedRevision": evidence.recorded_revision,
        "validFrom": since,
        "validTo": until,
        "closedBecause": evidence.closed_because and evidence.closed_because.value,
    }
