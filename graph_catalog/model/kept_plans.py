"""A plan as it is kept: canonical JSON of all that it says but its snapshot, which the check records (design §4)."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from graph_catalog.model.canonical import canonical
from graph_catalog.model.collection_checks import CollectionPlan, PlannedCoverage, PlannedField
from graph_catalog.model.enums.entries import UpdateCycle
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.inputs.coverage import CoverageInput
from graph_catalog.model.inputs.plans import CollectionPlanInput, PlannedFieldInput


def write(plan: CollectionPlanInput) -> str:
    """Write a plan; what it does not say is left out."""
    said = dataclasses.asdict(dataclasses.replace(plan, as_of=None, at_revision=None))
    return canonical(_said({**said, "fields": [_said(field) for field in said["fields"]]}))


def read(text: str) -> CollectionPlanInput:
    """Read a plan that `write` wrote, for a check."""
    said = json.loads(text)
    fields = [PlannedFieldInput(**_field(field)) for field in said.pop("fields")]
    return CollectionPlanInput(**said, fields=fields)


def shown(text: str, key_of: Callable[[str], str | None]) -> CollectionPlan:
    """Read a plan that `write` wrote, for people; `key_of` reads the key out of a global id."""
    plan = read(text)
    return CollectionPlan(
        unit_key=key_of(plan.unit_id),
        name=plan.name,
        purpose=plan.purpose,
        subject=plan.subject,
        legal_basis=plan.legal_basis,
        fields=[_shown(field, key_of) for field in plan.fields],
    )


def _shown(field: PlannedFieldInput, key_of: Callable[[str], str | None]) -> PlannedField:
    given = {name: value for name, value in vars(field).items() if name != "element_id"}
    element = None if field.element_id is None else key_of(field.element_id)
    return PlannedField(**{**given, **_coverage(field)}, element_key=element)


def digest(plan: CollectionPlanInput) -> str:
    """Return what stands for a plan where the plan itself may not be kept (Art. 30): its SHA-256."""
    return hashlib.sha256(canonical(plan).encode()).hexdigest()


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _field(said: dict[str, Any]) -> dict[str, Any]:
    said["acquisition"] = Acquisition(said["acquisition"])
    if "coverage" in said:
        said["coverage"] = CoverageInput(**_typed(said["coverage"]))
    return said


def _typed(coverage: Mapping[str, Any]) -> dict[str, Any]:
    found = _said(coverage)
    for name in ("period_from", "period_to"):
        if name in found:
            found[name] = dt.date.fromisoformat(found[name])
    if "cycle" in found:
        found["cycle"] = UpdateCycle(found["cycle"])
    return found


def _coverage(field: PlannedFieldInput) -> dict[str, Any]:
    return {"coverage": PlannedCoverage(**vars(field.coverage)) if field.coverage else None}
