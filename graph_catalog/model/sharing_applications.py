"""共享申请 that follow from a verdict, pre-filled (Art. 21): what a unit applies for instead of collecting."""

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.preloaded import Preloaded, one


@strawberry.type(
    description="A 共享申请 that follows from a verdict, pre-filled from plan and catalog (Art. 21): "
    "one for each dataset that offers something of the plan. Nothing is filed by it."
)
class SharingApplication(Preloaded):
    fields: list[int] = strawberry.field(
        description="Indices of the planned fields that it would get."
    )
    purpose: str = strawberry.field(
        description="应用场景: the plan's purpose, or its name where it states none."
    )
    legal_basis: str | None = strawberry.field(
        default=None, description="法律依据: the plan's, or those of the fields."
    )
    provider: entities.Unit | None = strawberry.field(resolver=one, description="提供单位.")
    dataset: entities.Dataset | None = strawberry.field(
        resolver=one,
        description="资源; it says the class, conditions and 共享方式 on which it is offered.",
    )
    provider_key: strawberry.Private[str | None] = None
    dataset_key: strawberry.Private[str | None] = None
