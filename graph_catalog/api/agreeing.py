"""Changes of agreements: recorded, decided on, ended; resolvers of one line."""

from typing import Annotated

import strawberry

from graph_catalog.api.changing import INPUT, change
from graph_catalog.api.context import Info
from graph_catalog.catalog import agreement_decisions, agreements
from graph_catalog.model import payloads
from graph_catalog.model.inputs.agreements import (
    DecideAgreementInput,
    EndAgreementInput,
    RecordAgreementInput,
)
from graph_catalog.model.refusals import AnyRefusal

RecordAgreementResult = Annotated[
    payloads.RecordAgreementPayload | AnyRefusal,
    strawberry.union("RecordAgreementResult", description="The agreement, or why not."),
]
DecideAgreementResult = Annotated[
    payloads.DecideAgreementPayload | AnyRefusal,
    strawberry.union("DecideAgreementResult", description="The agreement, or why not."),
]
EndAgreementResult = Annotated[
    payloads.EndAgreementPayload | AnyRefusal,
    strawberry.union("EndAgreementResult", description="The agreement, or why not."),
]


async def resolve_record_agreement(
    info: Info, input: Annotated[RecordAgreementInput, INPUT]
) -> RecordAgreementResult:
    """Record an agreement."""
    return await change(
        info, "recordAgreement", input, agreements.record_agreement, payloads.RecordAgreementPayload
    )


async def resolve_decide_agreement(
    info: Info, input: Annotated[DecideAgreementInput, INPUT]
) -> DecideAgreementResult:
    """Decide on a request."""
    return await change(
        info,
        "decideAgreement",
        input,
        agreement_decisions.decide_agreement,
        payloads.DecideAgreementPayload,
    )


async def resolve_end_agreement(
    info: Info, input: Annotated[EndAgreementInput, INPUT]
) -> EndAgreementResult:
    """End an agreement."""
    return await change(
        info,
        "endAgreement",
        input,
        agreement_decisions.end_agreement,
        payloads.EndAgreementPayload,
    )
