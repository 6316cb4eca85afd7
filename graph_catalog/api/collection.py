"""`checkCollection` and `compareFields`; `recordCollectionCheck`, and `differences` below a check that was kept."""

import asyncio
import dataclasses
from typing import Annotated, Any, Final

import strawberry

from graph_catalog.collection import collection, collection_checks, comparing
from graph_catalog.gql.changes import INPUT, change, result
from graph_catalog.gql.context import Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.lookups import with_as_of_id
from graph_catalog.gql.refused import TooMuchError, as_error
from graph_catalog.gql.relation_requests import ObjectGroup, RelationRequest
from graph_catalog.language import say
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model import payloads
from graph_catalog.model.answers import CollectionCheck, FieldComparison
from graph_catalog.model.inputs import texts
from graph_catalog.model.inputs.collection_checks import RecordCollectionCheckInput
from graph_catalog.model.inputs.plans import CollectionPlanInput, FieldDescriptionInput
from graph_catalog.model.projects import CollectionCheckRecord
from graph_catalog.model.refusals import AnyRefusal, InvalidInput, Refusal
from graph_catalog.record import keys
from graph_catalog.record.snapshots import AsOfPoint
from graph_catalog.rulings import ruling_sides

CollectionCheckResult = Annotated[
    CollectionCheck | AnyRefusal,
    strawberry.union("CollectionCheckResult", description="The verdict, or why there is none."),
]


async def resolve_check_collection(
    info: Info,
    input: Annotated[
        CollectionPlanInput, strawberry.argument(description="The plan, with every field.")
    ],
) -> CollectionCheckResult | None:
    """Decide on a plan."""
    context = info.context
    asked = AsOfPoint.written(input.as_of, input.at_revision)
    for given in (input.unit_id, *(field.element_id for field in input.fields)):
        if given is not None and (named := keys.decode(given)) is not None:
            asked = with_as_of_id(named, asked)
    snapshot = await context.find_snapshot(asked)
    if isinstance(snapshot, InvalidInput):
        return snapshot
    checked = await collection.check(context.engine, context.viewer, snapshot, input)
    if isinstance(checked, Refusal):
        return checked  # type: ignore[return-value]  # every refusal is one of the six
    context.charge(len(checked.fields))
    return await hydrate(info, checked, snapshot)


async def resolve_compare_fields(
    info: Info,
    a: Annotated[FieldDescriptionInput, strawberry.argument(description="The one.")],
    b: Annotated[FieldDescriptionInput, strawberry.argument(description="The other.")],
) -> FieldComparison | None:
    """Compare two descriptions, by what is ruled now."""
    one, other = _descriptor(a, "a"), _descriptor(b, "b")
    context = info.context
    snapshot = await context.snapshot(AsOfPoint())
    compared = await comparing.compared(context.engine, context.viewer, snapshot, one, other)
    return FieldComparison(
        verdict=compared.verdict,
        same=compared.same,
        confidence=compared.confidence,
        why=compared.why,
    )


def _descriptor(given: FieldDescriptionInput, argument: str) -> Descriptor:
    found = texts.cleaned(given, [argument])
    if isinstance(found, InvalidInput):
        raise as_error(found)
    return ruling_sides.described(found)


RecordCollectionCheckResult: Any = result(payloads.RecordCollectionCheckPayload, "The check")


async def resolve_record_collection_check(
    info: Info, input: Annotated[RecordCollectionCheckInput, INPUT]
) -> RecordCollectionCheckResult | None:
    """Check a plan and keep it."""
    info.context.charge(len(input.plan.fields))
    return await change(
        info, input, collection_checks.record_check, payloads.RecordCollectionCheckPayload
    )


_PARENTS: Final = 5
"""A check is some ten questions, and two of them where the rules have changed."""


@dataclasses.dataclass(frozen=True)
class Rechecked:
    """What has changed in each parent."""

    async def read(self, relation: RelationRequest) -> list[ObjectGroup]:
        """Check each parent's plan again, all at once."""
        if len(relation.parents) > _PARENTS:
            raise _too_many(relation.field, len(relation.parents))
        context = relation.request.info.context
        kept = [parent for parent in relation.parents if isinstance(parent, CollectionCheckRecord)]
        context.charge(sum(one.field_count for one in kept))
        asked = AsOfPoint.written(**relation.arguments)
        snapshot = relation.snapshot if asked == AsOfPoint() else await context.snapshot(asked)
        found = await asyncio.gather(
            *(
                collection_checks.differences(context.engine, context.viewer, snapshot, one)
                for one in kept
            )
        )
        for parent, differences in zip(kept, found, strict=True):
            parent.preloaded[relation.position] = differences
        return [dataclasses.replace(relation, snapshot=snapshot).below(found)]


def _too_many(field: str, parents: int) -> TooMuchError:
    return TooMuchError(
        say(
            zh=f"{field} 一次最多可在 {_PARENTS} 个核查记录下查询，这里有 {parents} 个；请缩小 first，或逐个查询。",
            en=f"{field} may be asked below {_PARENTS} checks at a time, here are {parents}; "
            "ask for a smaller page, or one by one.",
        )
    )
