"""The changes: class Mutation is the index of what can be done.

How one is done: `changing`. Adding one: its payload, its union, a resolver of one line, and its line in class Mutation.
"""

from typing import Annotated

import strawberry

from graph_catalog.api import agreeing, deciding, importing, planning
from graph_catalog.api.changing import INPUT, change
from graph_catalog.api.context import Info
from graph_catalog.catalog import entries, exemptions, organisation, sources
from graph_catalog.catalog.lineage import confirmation as lineage_confirmation
from graph_catalog.catalog.lineage import declared as declared_lineage
from graph_catalog.catalog.lineage import retraction as lineage_retraction
from graph_catalog.model import payloads
from graph_catalog.model.inputs.entries import RegisterEntryInput, ReviseEntryInput
from graph_catalog.model.inputs.lineage import (
    ConfirmLineageInput,
    DeclareLineageInput,
    RetractLineageInput,
)
from graph_catalog.model.inputs.sources import DesignateSourceInput, ExemptCollectionInput
from graph_catalog.model.inputs.systems import RegisterSystemInput, ReviseSystemInput
from graph_catalog.model.inputs.units import RegisterUnitInput, ReviseUnitInput
from graph_catalog.model.refusals import AnyRefusal

RegisterUnitResult = Annotated[
    payloads.RegisterUnitPayload | AnyRefusal,
    strawberry.union("RegisterUnitResult", description="The unit, or why not."),
]
ReviseUnitResult = Annotated[
    payloads.ReviseUnitPayload | AnyRefusal,
    strawberry.union("ReviseUnitResult", description="The unit, or why not."),
]
RegisterSystemResult = Annotated[
    payloads.RegisterSystemPayload | AnyRefusal,
    strawberry.union("RegisterSystemResult", description="The system, or why not."),
]
ReviseSystemResult = Annotated[
    payloads.ReviseSystemPayload | AnyRefusal,
    strawberry.union("ReviseSystemResult", description="The system, or why not."),
]
RegisterEntryResult = Annotated[
    payloads.RegisterEntryPayload | AnyRefusal,
    strawberry.union("RegisterEntryResult", description="The entry, or why not."),
]
ReviseEntryResult = Annotated[
    payloads.ReviseEntryPayload | AnyRefusal,
    strawberry.union("ReviseEntryResult", description="The entry, or why not."),
]
DesignateSourceResult = Annotated[
    payloads.DesignateSourcePayload | AnyRefusal,
    strawberry.union("DesignateSourceResult", description="The designation, or why not."),
]
ExemptCollectionResult = Annotated[
    payloads.ExemptCollectionPayload | AnyRefusal,
    strawberry.union("ExemptCollectionResult", description="The exemption, or why not."),
]
DeclareLineageResult = Annotated[
    payloads.DeclareLineagePayload | AnyRefusal,
    strawberry.union("DeclareLineageResult", description="What was written, or why not."),
]
RetractLineageResult = Annotated[
    payloads.RetractLineagePayload | AnyRefusal,
    strawberry.union("RetractLineageResult", description="What was written, or why not."),
]

ConfirmLineageResult = Annotated[
    payloads.ConfirmLineagePayload | AnyRefusal,
    strawberry.union("ConfirmLineageResult", description="What was confirmed, or why not."),
]


async def resolve_register_unit(
    info: Info, input: Annotated[RegisterUnitInput, INPUT]
) -> RegisterUnitResult:
    """Register a unit."""
    return await change(
        info, "registerUnit", input, organisation.register_unit, payloads.RegisterUnitPayload
    )


async def resolve_revise_unit(
    info: Info, input: Annotated[ReviseUnitInput, INPUT]
) -> ReviseUnitResult:
    """Revise a unit."""
    return await change(
        info, "reviseUnit", input, organisation.revise_unit, payloads.ReviseUnitPayload
    )


async def resolve_register_system(
    info: Info, input: Annotated[RegisterSystemInput, INPUT]
) -> RegisterSystemResult:
    """Register a system."""
    return await change(
        info, "registerSystem", input, organisation.register_system, payloads.RegisterSystemPayload
    )


async def resolve_revise_system(
    info: Info, input: Annotated[ReviseSystemInput, INPUT]
) -> ReviseSystemResult:
    """Revise a system."""
    return await change(
        info, "reviseSystem", input, organisation.revise_system, payloads.ReviseSystemPayload
    )


async def resolve_register_entry(
    info: Info, input: Annotated[RegisterEntryInput, INPUT]
) -> RegisterEntryResult:
    """Register an entry."""
    return await change(
        info, "registerEntry", input, entries.register, payloads.RegisterEntryPayload
    )


async def resolve_revise_entry(
    info: Info, input: Annotated[ReviseEntryInput, INPUT]
) -> ReviseEntryResult:
    """Revise an entry."""
    return await change(info, "reviseEntry", input, entries.revise, payloads.ReviseEntryPayload)


async def resolve_designate_source(
    info: Info, input: Annotated[DesignateSourceInput, INPUT]
) -> DesignateSourceResult:
    """Designate a source."""
    return await change(
        info, "designateSource", input, sources.designate, payloads.DesignateSourcePayload
    )


async def resolve_exempt_collection(
    info: Info, input: Annotated[ExemptCollectionInput, INPUT]
) -> ExemptCollectionResult:
    """Exempt a collection."""
    return await change(
        info, "exemptCollection", input, exemptions.exempt, payloads.ExemptCollectionPayload
    )


async def resolve_declare_lineage(
    info: Info, input: Annotated[DeclareLineageInput, INPUT]
) -> DeclareLineageResult:
    """Declare lineage."""
    return await change(
        info,
        "declareLineage",
        input,
        declared_lineage.declaring(info.context.place),
        payloads.DeclareLineagePayload,
    )


async def resolve_retract_lineage(
    info: Info, input: Annotated[RetractLineageInput, INPUT]
) -> RetractLineageResult:
    """Retract lineage."""
    return await change(
        info, "retractLineage", input, lineage_retraction.retract, payloads.RetractLineagePayload
    )


async def resolve_confirm_lineage(
    info: Info, input: Annotated[ConfirmLineageInput, INPUT]
) -> ConfirmLineageResult:
    """Confirm lineage."""
    return await change(
        info, "confirmLineage", input, lineage_confirmation.confirm, payloads.ConfirmLineagePayload
    )


@strawberry.type(
    description="What can be done in the catalog; every change is one revision with its audit entry."
)
class Mutation:
    register_unit: RegisterUnitResult | None = strawberry.field(
        resolver=resolve_register_unit, description="Put a unit on record."
    )
    revise_unit: ReviseUnitResult | None = strawberry.field(
        resolver=resolve_revise_unit, description="Describe a unit anew."
    )
    register_system: RegisterSystemResult | None = strawberry.field(
        resolver=resolve_register_system, description="Put a system on record."
    )
    revise_system: ReviseSystemResult | None = strawberry.field(
        resolver=resolve_revise_system, description="Describe a system anew."
    )
    register_project: planning.RegisterProjectResult | None = strawberry.field(
        resolver=planning.resolve_register_project,
        description="Put an information project on record (Art. 9).",
    )
    revise_project: planning.ReviseProjectResult | None = strawberry.field(
        resolver=planning.resolve_revise_project, description="Describe a project anew."
    )
    record_collection_check: planning.RecordCollectionCheckResult | None = strawberry.field(
        resolver=planning.resolve_record_collection_check,
        description="Check a plan and keep it, with its verdicts, on a project (Art. 9).",
    )
    register_entry: RegisterEntryResult | None = strawberry.field(
        resolver=resolve_register_entry,
        description="Put an entry with its fields on record (Art. 10, 11).",
    )
    revise_entry: ReviseEntryResult | None = strawberry.field(
        resolver=resolve_revise_entry, description="Describe an entry or its fields anew (Art. 13)."
    )
    designate_source: DesignateSourceResult | None = strawberry.field(
        resolver=resolve_designate_source,
        description="Rule which dataset is the source of a datum (Art. 15).",
    )
    end_designation: deciding.EndDesignationResult | None = strawberry.field(
        resolver=deciding.resolve_end_designation,
        description="End the designation of a source, now or on a date.",
    )
    exempt_collection: ExemptCollectionResult | None = strawberry.field(
        resolver=resolve_exempt_collection, description="Allow a unit to collect what others hold."
    )
    withdraw_exemption: deciding.WithdrawExemptionResult | None = strawberry.field(
        resolver=deciding.resolve_withdraw_exemption, description="End an exemption now."
    )
    rule_on_match: deciding.RuleOnMatchResult | None = strawberry.field(
        resolver=deciding.resolve_rule_on_match,
        description="裁定: rule that two descriptions or data are one datum, or are not; it holds at once.",
    )
    withdraw_ruling: deciding.WithdrawRulingResult | None = strawberry.field(
        resolver=deciding.resolve_withdraw_ruling,
        description="Withdraw a ruling; what it moved goes back.",
    )
    record_agreement: agreeing.RecordAgreementResult | None = strawberry.field(
        resolver=agreeing.resolve_record_agreement,
        description="Record a sharing request or a data-use agreement with its consumer and uses (Art. 21, 24).",
    )
    decide_agreement: agreeing.DecideAgreementResult | None = strawberry.field(
        resolver=agreeing.resolve_decide_agreement,
        description="Grant or refuse a request that waits (Art. 21).",
    )
    end_agreement: agreeing.EndAgreementResult | None = strawberry.field(
        resolver=agreeing.resolve_end_agreement, description="End an agreement."
    )
    declare_lineage: DeclareLineageResult | None = strawberry.field(
        resolver=resolve_declare_lineage,
        description="Declare that something was made from something.",
    )
    confirm_lineage: ConfirmLineageResult | None = strawberry.field(
        resolver=resolve_confirm_lineage,
        description="Confirm that a derivation still holds (确认血缘); the unit that has what was written may.",
    )
    retract_lineage: RetractLineageResult | None = strawberry.field(
        resolver=resolve_retract_lineage,
        description="Say that a derivation holds no longer, or never held.",
    )
    import_catalog: importing.ImportCatalogResult | None = strawberry.field(
        resolver=importing.resolve_import_catalog,
        description="Import a catalog file: all of it or nothing, and again without effect (Art. 10, 11).",
    )
