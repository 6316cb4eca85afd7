"""`checkCollection` and `compareFields`: may this be collected, and are these two the same datum?"""

from typing import Annotated

import strawberry

from graph_catalog.collection import collection, comparing
from graph_catalog.gql.context import Info
from graph_catalog.gql.hydrate import hydrate
from graph_catalog.gql.lookups import with_pins_of
from graph_catalog.gql.refused import as_error
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.model.answers import CollectionCheck, FieldComparison
from graph_catalog.model.inputs import texts
from graph_catalog.model.inputs.plans import CollectionPlanInput, FieldDescriptionInput
from graph_catalog.model.refusals import AnyRefusal, InvalidInput, Refusal
from graph_catalog.record import keys
from graph_catalog.record.pins import AskedPins
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
    asked = AskedPins.written(input.as_of, input.at_revision)
    for given in (input.unit_id, *(field.element_id for field in input.fields)):
        if given is not None and (named := keys.decode(given)) is not None:
            asked = with_pins_of(named, asked)
    pins = await context.find_pins(asked)
    if isinstance(pins, InvalidInput):
        return pins
    checked = await collection.check(context.engine, context.viewer, pins, input)
    if isinstance(checked, Refusal):
        return checked  # type: ignore[return-value]  # every refusal is one of the six
    context.spend(len(checked.fields))
    return await hydrate(info, checked, pins)


async def resolve_compare_fields(
    info: Info,
    a: Annotated[FieldDescriptionInput, strawberry.argument(description="The one.")],
    b: Annotated[FieldDescriptionInput, strawberry.argument(description="The other.")],
) -> FieldComparison | None:
    """Compare two descriptions, by what is ruled now."""
    one, other = _descriptor(a, "a"), _descriptor(b, "b")
    context = info.context
    pins = await context.pins(AskedPins())
    compared = await comparing.compared(context.engine, context.viewer, pins, one, other)
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
