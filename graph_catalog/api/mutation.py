"""The changes: class Mutation is the index of what can be done.

How one is done: `changing`. Adding one: its payload, and its line in class Mutation.
"""

from typing import Annotated, Any

import strawberry

from graph_catalog.agreements import (
    agreement_decisions,
    agreements,
    ended_sources,
    exemptions,
    sources,
)
from graph_catalog.api import collection, imports
from graph_catalog.entries import entries, organisation
from graph_catalog.gql.changes import INPUT, change, mutation, result
from graph_catalog.gql.context import Info
from graph_catalog.lineage.recording import confirmation as lineage_confirmation
from graph_catalog.lineage.recording import declared as declared_lineage
from graph_catalog.lineage.recording import retraction as lineage_retraction
from graph_catalog.model import payloads
from graph_catalog.model.inputs.lineage import DeclareLineageInput
from graph_catalog.rulings import rulings

DeclareLineageResult: Any = result(payloads.DeclareLineagePayload, "What was written")


async def resolve_declare_lineage(
    info: Info, input: Annotated[DeclareLineageInput, INPUT]
) -> DeclareLineageResult | None:
    """Declare lineage, by the rules that say whose jobs are."""
    declaring = declared_lineage.declaring(info.context.place)
    return await change(info, input, declaring, payloads.DeclareLineagePayload)


@strawberry.type(
    description="What can be done in the catalog; every change is one revision with its audit entry."
)
class Mutation:
    register_unit = mutation(
        organisation.register_unit,
        payloads.RegisterUnitPayload,
        "The unit",
        "Put a unit on record.",
    )
    revise_unit = mutation(
        organisation.revise_unit, payloads.ReviseUnitPayload, "The unit", "Describe a unit anew."
    )
    register_system = mutation(
        organisation.register_system,
        payloads.RegisterSystemPayload,
        "The system",
        "Put a system on record.",
    )
    revise_system = mutation(
        organisation.revise_system,
        payloads.ReviseSystemPayload,
        "The system",
        "Describe a system anew.",
    )
    register_project = mutation(
        organisation.register_project,
        payloads.RegisterProjectPayload,
        "The project",
        "Put an information project on record (Art. 9).",
    )
    revise_project = mutation(
        organisation.revise_project,
        payloads.ReviseProjectPayload,
        "The project",
        "Describe a project anew.",
    )
    record_collection_check = strawberry.field(
        resolver=collection.resolve_record_collection_check,
        description="Check a plan and keep it, with its verdicts, on a project (Art. 9).",
    )
    register_entry = mutation(
        entries.register,
        payloads.RegisterEntryPayload,
        "The entry",
        "Put an entry with its fields on record (Art. 10, 11).",
    )
    revise_entry = mutation(
        entries.revise,
        payloads.ReviseEntryPayload,
        "The entry",
        "Describe an entry or its fields anew (Art. 13).",
    )
    designate_source = mutation(
        sources.designate,
        payloads.DesignateSourcePayload,
        "The designation",
        "Rule which dataset is the source of a datum (Art. 15).",
    )
    end_designation = mutation(
        ended_sources.end_designation,
        payloads.EndDesignationPayload,
        "The designation",
        "End the designation of a source, now or on a date.",
    )
    exempt_collection = mutation(
        exemptions.exempt,
        payloads.ExemptCollectionPayload,
        "The exemption",
        "Allow a unit to collect what others hold.",
    )
    withdraw_exemption = mutation(
        exemptions.withdraw_exemption,
        payloads.WithdrawExemptionPayload,
        "The exemption",
        "End an exemption now.",
    )
    rule_on_match = mutation(
        rulings.rule,
        payloads.RuleOnMatchPayload,
        "The ruling",
        "裁定: rule that two descriptions or data are one datum, or are not; it holds at once.",
    )
    withdraw_ruling = mutation(
        rulings.withdraw,
        payloads.WithdrawRulingPayload,
        "The ruling",
        "Withdraw a ruling; what it moved goes back.",
    )
    record_agreement = mutation(
        agreements.record_agreement,
        payloads.RecordAgreementPayload,
        "The agreement",
        "Record a sharing request or a data-use agreement with its consumer and uses (Art. 21, 24).",
    )
    decide_agreement = mutation(
        agreement_decisions.decide_agreement,
        payloads.DecideAgreementPayload,
        "The agreement",
        "Grant or refuse a request that waits (Art. 21).",
    )
    end_agreement = mutation(
        agreement_decisions.end_agreement,
        payloads.EndAgreementPayload,
        "The agreement",
        "End an agreement.",
    )
    declare_lineage = strawberry.field(
        resolver=resolve_declare_lineage,
        description="Declare that something was made from something.",
    )
    confirm_lineage = mutation(
        lineage_confirmation.confirm,
        payloads.ConfirmLineagePayload,
        "What was confirmed",
        "Confirm that a derivation still holds (确认血缘); the unit that has what was written may.",
    )
    retract_lineage = mutation(
        lineage_retraction.retract,
        payloads.RetractLineagePayload,
        "What was written",
        "Say that a derivation holds no longer, or never held.",
    )
    import_catalog = strawberry.field(
        resolver=imports.resolve_import_catalog,
        description="Import a catalog file: all of it or nothing, and again without effect (Art. 10, 11).",
    )
