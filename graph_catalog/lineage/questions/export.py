"""A lineage with all that a file tells of it: how its edges are known, what covers them, what tools call its tables.

Three questions beside the walk itself, however large the answer. Always at an explicit snapshot, so that the file says by which instant
and record it was made, and asking by these again gives the same.
"""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Mapping

from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.lineage.pure.observations import DatasetName
from graph_catalog.lineage.pure.question import Question
from graph_catalog.lineage.questions import coverage as lineage_coverage
from graph_catalog.lineage.questions import evidence as lineage_evidence
from graph_catalog.lineage.questions import tracing
from graph_catalog.lineage.questions.coverage import Grants
from graph_catalog.model import instant
from graph_catalog.model.enums.lineage import AgreementCoverage
from graph_catalog.model.lineage_answers import Lineage, LineageEdge, LineageEvidence
from graph_catalog.model.refusals import Refusal


@dataclasses.dataclass(frozen=True)
class Called:
    """What a field or dataset is called outside the catalog."""

    dataset: str
    """Key of the dataset that it is, or stands in."""
    name: str
    """Name of that dataset."""
    code: str | None = None
    column: str | None = None
    """Technical name of a field."""
    spoken: DatasetName | None = None
    """What a tool calls the dataset; the first by the alphabet, where several are on record."""


@dataclasses.dataclass(frozen=True)
class ExportedCoverage:
    """Whether agreements cover the flows of an edge, and which of them the viewer may see."""

    coverage: AgreementCoverage | None
    agreements: tuple[tuple[str, str], ...] = ()
    """Key and name of each in force."""
    hidden: int = 0
    last_day: dt.date | None = None
    """Of what covered them until it ended, as far as the viewer may see all of that."""


@dataclasses.dataclass(frozen=True)
class Exported:
    """An answer with all that is told beside it."""

    question: Question
    answer: Lineage
    evidence: Mapping[tuple[str, str], LineageEvidence]
    """By the fact that an assertion rests on."""
    covered: Mapping[tuple[str, str], ExportedCoverage]
    """By source and target of an edge."""
    called: Mapping[str, Called]
    """By key of a node; of fields and datasets only."""


async def export(
    engine: Engine,
    viewer: Viewer,
    snapshot: Snapshot,
    question: Question,
    *,
    given: str | None = None,
) -> Exported | Refusal:
    """Ask a question of lineage for a file; `given` is the id as the caller wrote it, for a refusal."""
    explicit = dataclasses.replace(snapshot, explicit=True)
    answer = await tracing.trace(
        engine,
        viewer,
        explicit,
        question,
        given=given,
    )
    if isinstance(answer, Refusal):
        return answer
    facts = {said.fact for edge in answer.edges for said in edge.assertions if said.fact}
    flows = {flow for edge in answer.edges for flow in edge.crossings or ()}
    evidence, grants, called = await asyncio.gather(
        lineage_evidence.evidence(engine, viewer, explicit, facts),
        lineage_coverage.grants(engine, viewer, explicit, flows),
        _called(engine, viewer, explicit, answer),
    )
    covered = {
        (str(edge.source), str(edge.target)): _covered(edge, grants) for edge in answer.edges
    }
    return Exported(question, answer, evidence, covered, called)


async def _called(
    engine: Engine, viewer: Viewer, explicit: Snapshot, answer: Lineage
) -> dict[str, Called]:
    keys = sorted(str(node.key) for node in answer.nodes if not node.redacted)
    rows = (await engine.read("lineage/questions/called", viewer, explicit, keys=keys))["called"]
    return {
        key: Called(
            dataset, name, code, column, None if spoken is None else DatasetName(namespace, spoken)
        )
        for key, column, dataset, name, code, namespace, spoken in rows
    }


def _covered(edge: LineageEdge, grants: Grants) -> ExportedCoverage:
    if edge.crossings is None:
        return ExportedCoverage(None)
    judged = grants.judge(edge.crossings)
    shown = [grants.described[key] for key in judged.in_force if key in grants.described]
    is_open = judged.ended_at is not None and grants.described.keys() >= set(judged.ended)
    return ExportedCoverage(
        judged.coverage,
        tuple((row["key"], row["name"]) for row in shown),
        len(judged.in_force) - len(shown),
        instant.last_day(judged.ended_at) if is_open and judged.ended_at else None,
    )
