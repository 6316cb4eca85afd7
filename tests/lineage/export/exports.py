"""An answer with everything that is hard to write down: Chinese, syntax in names, hidden things, a cut."""

import datetime as dt

from graph_catalog.lineage.pure.observations import DatasetName
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions.export import Called, Exported, ExportedCoverage
from graph_catalog.model.entities import Instant
from graph_catalog.model.enums.lineage import (
    AgreementCoverage,
    LineageDirection,
    LineageKind,
    LineageLevel,
    LineageSource,
)
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.lineage_answers import (
    Lineage,
    LineageAssertion,
    LineageBasis,
    LineageCut,
    LineageEdge,
    LineageEvidence,
    LineageNode,
    TruncationReason,
)
from graph_catalog.record import keys

AS_OF = dt.datetime(2026, 3, 1, 8, 0, 0, 5, tzinfo=dt.UTC)
NASTY = '=cmd|"/c calc"<b>[x]--&`%%{init}%%#35;\\N;\u202e倒'
"""A name that is a formula, HTML, Mermaid, DOT, XML and turns the direction of writing."""


def node(key: str, name: str | None, up: int | None, down: int | None) -> LineageNode:
    kind = LineageLevel.FIELD
    shown = keys.encode(NodeKind.FIELD, key, as_of=AS_OF, revision=7)
    return LineageNode(
        key=key,
        level=kind,
        name=name,
        redacted=name is None,
        upstream_hops=up,
        downstream_hops=down,
        subject_id=None if name is None else shown,
    )


def said(
    kind: LineageKind, *, fact: str | None = None, job: str | None = None, **more: str
) -> LineageAssertion:
    return LineageAssertion(
        source=LineageSource.OPENLINEAGE if job else LineageSource.SQL,
        kind=kind,
        job=job,
        redacted=fact is None,
        fact=None if fact is None else ("start", fact),
        transform=more.get("transform"),
        asserted_by=more.get("by"),
    )


def edge(
    source: str, target: str, *assertions: LineageAssertion, traced: bool = True
) -> LineageEdge:
    kinds = {assertion.kind for assertion in assertions}
    return LineageEdge(
        source=source,
        target=target,
        kind=kinds.pop() if len(kinds) == 1 else None,
        basis=LineageBasis.FIELD_TRACED if traced else LineageBasis.DATASET_DECLARED,
        assertions=list(assertions),
        is_indirect=all(assertion.kind.is_indirect for assertion in assertions),
    )


def evidence(script: str | None = None, **more: str) -> LineageEvidence:
    return LineageEvidence(
        job_namespace=more.get("namespace"),
        run=more.get("run"),
        script=script,
        line=12 if script else None,
        import_batch=None,
        asserted_at=Instant(AS_OF),
        recorded_revision=3,
        valid_from=None,
        valid_to=None,
        closed_because=None,
        last_confirmed=None,
    )


def small() -> Exported:
    """A list of 低保 from the register of residents and from a hidden table; on to a table with a nasty name."""
    nodes = [
        node("aidname", "姓名", 0, 0),
        node("resname", "姓名", 1, None),
        node("redacted-1", None, 1, None),
        node("nasty", NASTY, None, 1),
        node("alone", "备注", None, 2),
    ]
    edges = [
        edge(
            "resname",
            "aidname",
            said(LineageKind.IDENTITY, fact="f1", job="夜间\n同步", by="etl"),
            said(LineageKind.JOIN, fact="f2", transform="r.id = a.id"),
        ),
        edge("redacted-1", "aidname", said(LineageKind.EXCHANGE), traced=False),
        edge("aidname", "nasty", said(LineageKind.FILTER, fact="f2", transform="=1+1")),
    ]
    answer = Lineage(
        root=nodes[0],
        nodes=nodes,
        edges=edges,
        node_count=len(nodes),
        edge_count=len(edges),
        complete=False,
        truncated_by=[TruncationReason.DEPTH, TruncationReason.HIDDEN],
        cuts=[
            LineageCut(reason=TruncationReason.DEPTH, count=3),
            LineageCut(reason=TruncationReason.HIDDEN, count=1),
        ],
        hidden_count=1,
        as_of=Instant(AS_OF),
        revision=7,
    )
    aid, residents = "低保对象信息", "户籍人口信息"
    return Exported(
        Question("aidname", LineageDirection.BOTH, LineageLevel.FIELD, 2, 1000),
        answer,
        {
            ("start", "f1"): evidence(run="run-1", namespace="etl"),
            ("start", "f2"): evidence("load.sql"),
        },
        {
            ("resname", "aidname"): ExportedCoverage(
                AgreementCoverage.PARTLY, (("sharing", "户籍核验"),), hidden=1
            ),
            ("redacted-1", "aidname"): ExportedCoverage(None),
            ("aidname", "nasty"): ExportedCoverage(AgreementCoverage.NOT_NEEDED),
        },
        {
            "aidname": Called("aid", aid, "MZ-001", "XM", DatasetName("pg://aid", "public.list")),
            "resname": Called("residents", residents, "GA-001", "XM"),
            "nasty": Called("copy", "副本"),
            "alone": Called("copy", "副本"),
        },
    )
