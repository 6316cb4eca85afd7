"""A decided plan as an answer: shown to each reader by what that reader may see (`collection.verdict.sight`).

One question says how much of each thing may be seen, and none for those who see all.
"""

from collections.abc import Sequence
from typing import Final

from graph_catalog.alignment import elements
from graph_catalog.collection import sharing_applications
from graph_catalog.collection.verdict import sight
from graph_catalog.collection.verdict.decided import DecidedField, PlanVerdict
from graph_catalog.collection.verdict.evidence import StepKind, VerdictStep
from graph_catalog.collection.verdict.plan import Plan
from graph_catalog.collection.verdict.sight import Sight
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching.rule_set import rule_set
from graph_catalog.model import answers, regulation
from graph_catalog.model.entities import Instant
from graph_catalog.model.instant import OPEN_REVISION
from graph_catalog.model.visibility import Visibility

_NO_THINGS: Final = frozenset({StepKind.PLANNED_FIELD, StepKind.ALIGNMENT, StepKind.CANDIDATE})
"""Steps that stand on no thing on record."""


async def sight_of(engine: Engine, viewer: Viewer, decided: PlanVerdict) -> Sight:
    """Return what of a decision the viewer may see."""
    if viewer.sees_all:
        return Sight(sees_all=True)
    things = {key for field in decided.fields for key in sight.keys(field.context)}
    data = {
        elements.datum_key(datum): datum.key
        for field in decided.fields
        for datum in sight.data(field.context)
    }
    row = await engine.read(
        "collection/visible", viewer, keys=sorted(things | data.keys()), revision=OPEN_REVISION
    )
    seen = {key: Visibility(visibility) for key, visibility in row["seen"]}
    return Sight(
        {key: seen[key] for key in things & seen.keys()},
        {name: seen[key] for key, name in data.items() if key in seen},
    )


def answer(
    plan: Plan,
    decided: PlanVerdict,
    seen: Sight,
    snapshot: Snapshot,
    missing_nets: Sequence[answers.CandidateNet],
) -> answers.CollectionCheck:
    """Return a decision as its reader may see it."""
    return answers.CollectionCheck(
        verdict=decided.verdict,
        fields=[_field(field, seen) for field in decided.fields],
        fields_to_keep=list(decided.fields_to_keep),
        applications=sharing_applications.follow_from(plan, decided.fields, seen),
        complete=decided.complete,
        missing_nets=list(missing_nets),
        checked_at=Instant(snapshot.as_of),
        revision=snapshot.revision,
        rule_set=rule_set(),
    )


def _field(decided: DecidedField, seen: Sight) -> answers.FieldVerdict:
    shown = decided.shown(seen)
    datum = elements.datum_key(decided.datum)
    return answers.FieldVerdict(
        index=shown.index,
        name=shown.name,
        verdict=shown.verdict,
        confidence=shown.confidence,
        why=shown.why,
        provisions=[regulation.provision(article) for article in shown.provisions],
        standing=shown.standing,
        legal_basis_missing=shown.legal_basis_missing,
        evidence=[_step(step, datum) for step in shown.evidence],
        hidden_count=shown.hidden_count,
        datum_key=datum,
        provider_key=shown.provider_key,
        source_key=shown.source_key,
        source_field_key=shown.source_field_key,
        alternatives_keys=shown.alternatives[: answers.MOST_SHOWN],
        on_record=answers.Rests(datum, decided.provider_key, decided.source_key),
    )


def _step(step: VerdictStep, datum: str) -> answers.EvidenceStep:
    key = datum if step.kind is StepKind.DATUM and step.key else step.key
    shown = None if step.kind in _NO_THINGS else key or None
    return answers.EvidenceStep(
        kind=step.kind.value,
        name=step.name,
        text=step.text,
        key=shown,
        redaction=step.redaction,
        subject_key=shown,
    )
