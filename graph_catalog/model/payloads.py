"""What changes answer: each its revision, its warnings, and the thing as it stands now.

The thing hangs on the payload like any relation; the payload brings its key along (see `answers`).
"""

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.hanging import Hung, one


@strawberry.interface(
    description="What every change answers: its revision, and what the caller should know."
)
class Payload(Hung):
    revision: int = strawberry.field(
        description="The revision that records the change; the newest where none was needed."
    )
    warnings: list[str] = strawberry.field(
        default_factory=list, description="What was done but should be looked at."
    )


@strawberry.type(description="A unit was registered or revised.")
class UnitPayload(Payload):
    unit: entities.Unit | None = strawberry.field(resolver=one, description="As it stands now.")
    unit_key: strawberry.Private[str | None] = None


@strawberry.type(description="A system was registered or revised.")
class SystemPayload(Payload):
    system: entities.System | None = strawberry.field(resolver=one, description="As it stands now.")
    system_key: strawberry.Private[str | None] = None


@strawberry.type(description="An entry was registered or revised.")
class EntryPayload(Payload):
    dataset: entities.Dataset | None = strawberry.field(
        resolver=one, description="As it stands now."
    )
    dataset_key: strawberry.Private[str | None] = None


@strawberry.type(description="A source was designated.")
class DesignationPayload(Payload):
    designation: entities.SourceDesignation | None = strawberry.field(
        resolver=one, description="The designation."
    )
    designation_key: strawberry.Private[str | None] = None


@strawberry.type(description="A collection was exempted.")
class ExemptionPayload(Payload):
    key: strawberry.ID = strawberry.field(description="Key of the exemption.")


@strawberry.type(description="An agreement was recorded or ended.")
class AgreementPayload(Payload):
    agreement: entities.Agreement | None = strawberry.field(
        resolver=one, description="As it stands now."
    )
    agreement_key: strawberry.Private[str | None] = None


@strawberry.type(description="Lineage was declared or retracted.")
class LineagePayload(Payload):
    target: entities.LineageSubject | None = strawberry.field(
        resolver=one, description="What was written."
    )
    target_key: strawberry.Private[str | None] = None


@strawberry.type(description="A count of an import.")
class ImportCount:
    name: str = strawberry.field(description="What was counted.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="A catalog file was imported, whole.")
class ImportPayload(Payload):
    counts: list[ImportCount] = strawberry.field(default_factory=list, description="What was done.")
