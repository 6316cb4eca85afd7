"""The audit log as it is read: who did what, when, to which thing, and what came of it."""

import enum

import strawberry

from graph_catalog.model.entities import Instant, Node, Unit
from graph_catalog.model.inputs.texts import LookedFor
from graph_catalog.model.instant import When
from graph_catalog.model.preloaded import Preloaded, many, one
from graph_catalog.model.worded import worded


@worded(
    "What became of a change.",
    DONE="It was done; a revision records it.",
    REFUSED="It was refused, and changed nothing.",
)
class AuditOutcome(enum.Enum):
    DONE = "DONE"
    REFUSED = "REFUSED"


@strawberry.type(description="Why a change was refused.")
class AuditRefusal:
    code: str = strawberry.field(description="Code of the refusal.")
    message: str = strawberry.field(
        description="What the caller was told, in the caller's language."
    )
    refusal_count: int = strawberry.field(
        default=1,
        description="For how many refusals the entry stands: of many by one actor with one code, the first 50 in ten "
        "minutes have an entry each, those after it one for each doubling, with the input of the last.",
    )


@strawberry.type(
    description="One entry of the audit log. It is no Node: `sequence` is its place in the one log."
)
class AuditEntry(Preloaded):
    sequence: int = strawberry.field(description="Number in the log, from 1, without gaps.")
    at: Instant = strawberry.field(description="When.")
    actor: str = strawberry.field(description="Who: the name of the token.")
    actor_id: str | None = strawberry.field(
        default=None,
        description="Who, for good: the id of the token; null of entries of releases before 0.2.",
    )
    actor_unit: Unit | None = strawberry.field(
        resolver=one, description="The unit that the actor acted for."
    )
    operation: str = strawberry.field(description="What was set out to do, as registerEntry.")
    outcome: AuditOutcome = strawberry.field(description="Whether it was done.")
    refusal: AuditRefusal | None = strawberry.field(
        default=None, description="Why not; null: it was done."
    )
    revision: int | None = strawberry.field(
        default=None, description="The revision that it made; null: it was refused."
    )
    input: str | None = strawberry.field(
        default=None,
        description="The input as JSON, of a large one its size; null for those who do not see all.",
    )
    hash: str = strawberry.field(
        description="SHA-256 over the entry and the hash of the one before, in hexadecimal."
    )
    subject: Node | None = strawberry.field(
        resolver=one, description="What it was about; null: hidden, or no single thing."
    )
    changed: list[Node] = strawberry.field(
        resolver=many,
        description="Things that it registered or revised and that the viewer may see, of the first 100.",
    )
    actor_unit_key: strawberry.Private[str | None] = None
    subject_key: strawberry.Private[str | None] = None
    changed_keys: strawberry.Private[list[str] | None] = None


@strawberry.type(description="Where the audit log stands: to be kept outside of the catalog.")
class AuditHead:
    sequence: int = strawberry.field(description="Number of the last entry.")
    hash: str = strawberry.field(description="Its hash.")
    at: Instant = strawberry.field(description="When the newest revision was taken.")
    revision: int = strawberry.field(description="The newest revision.")


@strawberry.type(description="A change of a thing: who made it, when, and by which operation.")
class EntityChange(Preloaded):
    revision: int = strawberry.field(description="The revision that records it.")
    sequence: int = strawberry.field(description="Number of its entry in the audit log.")
    at: Instant = strawberry.field(description="When.")
    operation: str = strawberry.field(description="By which operation, as reviseEntry.")
    actor: LookedFor | None = strawberry.field(
        default=None, description="Who; null unless of the viewer's unit, or the viewer sees all."
    )
    actor_unit: Unit | None = strawberry.field(
        resolver=one, description="The unit that the actor acted for; null: none, as the centre."
    )
    actor_unit_key: strawberry.Private[str | None] = None


@strawberry.input(description="Which entries; what is null is no condition.")
class AuditFilter:
    actor: LookedFor | None = strawberry.field(
        default=None, description="Whose: name or id of a token."
    )
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="Only by actors of this unit."
    )
    operations: list[LookedFor] | None = strawberry.field(
        default=None, description="Only these operations, as registerEntry."
    )
    outcome: AuditOutcome | None = strawberry.field(
        default=None, description="Only what was done, or only what was refused."
    )
    since: When | None = strawberry.field(
        default=None, description="Not before; of a plain date, its first instant."
    )
    until: When | None = strawberry.field(
        default=None, description="Before; of a plain date, through that day."
    )
    entity_id: strawberry.ID | None = strawberry.field(
        default=None, description="Only what was about this thing, registered or revised it."
    )
    revision: int | None = strawberry.field(
        default=None, description="Only the entry of this revision."
    )
