"""The changes: class Mutation is the index of what can be done.

A change is one function of `catalog`, called with its input and its intent. It answers what it committed, which
becomes a payload whose things are read ahead like any others, or a refusal, which is an answer as it stands. Adding
one: a resolver of one line, and its line in class Mutation.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Protocol, TypeVar, cast

import strawberry

from graph_catalog.api import importing
from graph_catalog.api.context import Info
from graph_catalog.api.hydrate import hydrate
from graph_catalog.auth import Viewer
from graph_catalog.catalog import agreements, declared_lineage, entries, estate, sources
from graph_catalog.catalog.audit_log import Committed, Intent
from graph_catalog.catalog.pins import Asked
from graph_catalog.graph.engine import Engine
from graph_catalog.model import inputs, payloads
from graph_catalog.model.refusals import AnyRefusal, Refusal


class Given(Protocol):
    """What every input has."""

    idempotency_key: str | None


G = TypeVar("G", bound=Given)
P = TypeVar("P", bound=payloads.Payload)
Operation = Callable[[Engine, Viewer, G, Intent], Awaitable[Committed | Refusal]]


def _told(done: Committed) -> dict[str, Any]:
    return {"revision": done.revision, "warnings": list(done.warnings)}


def _unit(done: Committed) -> payloads.UnitPayload:
    return payloads.UnitPayload(unit_key=done.subject, **_told(done))


def _system(done: Committed) -> payloads.SystemPayload:
    return payloads.SystemPayload(system_key=done.subject, **_told(done))


def _entry(done: Committed) -> payloads.EntryPayload:
    return payloads.EntryPayload(dataset_key=done.subject, **_told(done))


def _designation(done: Committed) -> payloads.DesignationPayload:
    return payloads.DesignationPayload(designation_key=done.subject, **_told(done))


def _exemption(done: Committed) -> payloads.ExemptionPayload:
    return payloads.ExemptionPayload(key=strawberry.ID(done.subject), **_told(done))


def _agreement(done: Committed) -> payloads.AgreementPayload:
    return payloads.AgreementPayload(agreement_key=done.subject, **_told(done))


def _lineage(done: Committed) -> payloads.LineagePayload:
    return payloads.LineagePayload(target_key=done.subject, **_told(done))


async def change(
    info: Info, name: str, given: G, operation: Operation[G], payload: Callable[[Committed], P]
) -> P | AnyRefusal:
    """Do one change and answer its payload, read ahead at the new revision, or the refusal."""
    context = info.context
    done = await operation(
        context.engine, context.viewer, given, Intent(name, vars(given), given.idempotency_key)
    )
    if isinstance(done, Refusal):
        return cast("AnyRefusal", done)  # every refusal is one of the six
    context.forget_pins()
    return await hydrate(info, payload(done), await context.pins(Asked()))


UnitResult = Annotated[
    payloads.UnitPayload | AnyRefusal,
    strawberry.union("UnitResult", description="The unit, or why not."),
]
SystemResult = Annotated[
    payloads.SystemPayload | AnyRefusal,
    strawberry.union("SystemResult", description="The system, or why not."),
]
EntryResult = Annotated[
    payloads.EntryPayload | AnyRefusal,
    strawberry.union("EntryResult", description="The entry, or why not."),
]
DesignationResult = Annotated[
    payloads.DesignationPayload | AnyRefusal,
    strawberry.union("DesignationResult", description="The designation, or why not."),
]
ExemptionResult = Annotated[
    payloads.ExemptionPayload | AnyRefusal,
    strawberry.union("ExemptionResult", description="The exemption, or why not."),
]

AgreementResult = Annotated[
    payloads.AgreementPayload | AnyRefusal,
    strawberry.union("AgreementResult", description="The agreement, or why not."),
]
LineageChangeResult = Annotated[
    payloads.LineagePayload | AnyRefusal,
    strawberry.union("LineageChangeResult", description="What was written, or why not."),
]

_INPUT = strawberry.argument(
    description="What is to be done, with expectedVersion and idempotencyKey where they apply."
)


async def resolve_register_unit(
    info: Info, input: Annotated[inputs.RegisterUnitInput, _INPUT]
) -> UnitResult:
    """Register a unit."""
    return await change(info, "registerUnit", input, estate.register_unit, _unit)


async def resolve_revise_unit(
    info: Info, input: Annotated[inputs.ReviseUnitInput, _INPUT]
) -> UnitResult:
    """Revise a unit."""
    return await change(info, "reviseUnit", input, estate.revise_unit, _unit)


async def resolve_register_system(
    info: Info, input: Annotated[inputs.RegisterSystemInput, _INPUT]
) -> SystemResult:
    """Register a system."""
    return await change(info, "registerSystem", input, estate.register_system, _system)


async def resolve_revise_system(
    info: Info, input: Annotated[inputs.ReviseSystemInput, _INPUT]
) -> SystemResult:
    """Revise a system."""
    return await change(info, "reviseSystem", input, estate.revise_system, _system)


async def resolve_register_entry(
    info: Info, input: Annotated[inputs.RegisterEntryInput, _INPUT]
) -> EntryResult:
    """Register an entry."""
    return await change(info, "registerEntry", input, entries.register, _entry)


async def resolve_revise_entry(
    info: Info, input: Annotated[inputs.ReviseEntryInput, _INPUT]
) -> EntryResult:
    """Revise an entry."""
    return await change(info, "reviseEntry", input, entries.revise, _entry)


async def resolve_designate_source(
    info: Info, input: Annotated[inputs.DesignateSourceInput, _INPUT]
) -> DesignationResult:
    """Designate a source."""
    return await change(info, "designateSource", input, sources.designate, _designation)


async def resolve_exempt_collection(
    info: Info, input: Annotated[inputs.ExemptCollectionInput, _INPUT]
) -> ExemptionResult:
    """Exempt a collection."""
    return await change(info, "exemptCollection", input, sources.exempt, _exemption)


async def resolve_record_agreement(
    info: Info, input: Annotated[inputs.RecordAgreementInput, _INPUT]
) -> AgreementResult:
    """Record an agreement."""
    return await change(info, "recordAgreement", input, agreements.record_agreement, _agreement)


async def resolve_end_agreement(
    info: Info, input: Annotated[inputs.EndAgreementInput, _INPUT]
) -> AgreementResult:
    """End an agreement."""
    return await change(info, "endAgreement", input, agreements.end_agreement, _agreement)


async def resolve_declare_lineage(
    info: Info, input: Annotated[inputs.DeclareLineageInput, _INPUT]
) -> LineageChangeResult:
    """Declare lineage."""
    return await change(info, "declareLineage", input, declared_lineage.declare, _lineage)


async def resolve_retract_lineage(
    info: Info, input: Annotated[inputs.RetractLineageInput, _INPUT]
) -> LineageChangeResult:
    """Retract lineage."""
    return await change(info, "retractLineage", input, declared_lineage.retract, _lineage)


@strawberry.type(
    description="What can be done in the catalog; every change is one revision with its audit entry."
)
class Mutation:
    register_unit: UnitResult | None = strawberry.field(
        resolver=resolve_register_unit, description="Put a unit on record."
    )
    revise_unit: UnitResult | None = strawberry.field(
        resolver=resolve_revise_unit, description="Describe a unit anew."
    )
    register_system: SystemResult | None = strawberry.field(
        resolver=resolve_register_system, description="Put a system on record."
    )
    revise_system: SystemResult | None = strawberry.field(
        resolver=resolve_revise_system, description="Describe a system anew."
    )
    register_entry: EntryResult | None = strawberry.field(
        resolver=resolve_register_entry,
        description="Put an entry with its fields on record (Art. 10, 11).",
    )
    revise_entry: EntryResult | None = strawberry.field(
        resolver=resolve_revise_entry, description="Describe an entry or its fields anew (Art. 13)."
    )
    designate_source: DesignationResult | None = strawberry.field(
        resolver=resolve_designate_source,
        description="Rule which dataset is the source of a datum (Art. 15).",
    )
    exempt_collection: ExemptionResult | None = strawberry.field(
        resolver=resolve_exempt_collection, description="Allow a unit to collect what others hold."
    )
    record_agreement: AgreementResult | None = strawberry.field(
        resolver=resolve_record_agreement,
        description="Record a sharing request or a data-use agreement with its consumer and uses (Art. 21, 24).",
    )
    end_agreement: AgreementResult | None = strawberry.field(
        resolver=resolve_end_agreement, description="End an agreement."
    )
    declare_lineage: LineageChangeResult | None = strawberry.field(
        resolver=resolve_declare_lineage,
        description="Declare that something was made from something.",
    )
    retract_lineage: LineageChangeResult | None = strawberry.field(
        resolver=resolve_retract_lineage,
        description="Say that a derivation holds no longer, or never held.",
    )
    import_catalog: importing.ImportResult | None = strawberry.field(
        resolver=importing.resolve_import_catalog,
        description="Import a catalog file: all of it or nothing, and again without effect (Art. 10, 11).",
    )
