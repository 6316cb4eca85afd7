"""`recordCollectionCheck`: a plan is checked, and kept with its verdicts on a project."""

from typing import Annotated, Any

from graph_catalog.collection import collection_checks
from graph_catalog.gql.changes import INPUT, change, result
from graph_catalog.gql.context import Info
from graph_catalog.model import payloads
from graph_catalog.model.inputs.collection_checks import RecordCollectionCheckInput

RecordCollectionCheckResult: Any = result(payloads.RecordCollectionCheckPayload, "The check")


async def resolve_record_collection_check(
    info: Info, input: Annotated[RecordCollectionCheckInput, INPUT]
) -> RecordCollectionCheckResult | None:
    """Check a plan and keep it."""
    info.context.spend(len(input.plan.fields))
    return await change(
        info, input, collection_checks.record_check, payloads.RecordCollectionCheckPayload
    )
