"""What changes answer: each a payload of its own, with its revision, its warnings, and the thing as it stands now.

The thing is preloaded like any relation; the payload brings its key along as `subject`. Changes of one kind
of thing share an interface, so that a client may read them alike; each has a type, so that it may grow by itself.
"""

import strawberry

from graph_catalog.model import entities
from graph_catalog.model.agreements import Agreement
from graph_catalog.model.data import SourceDesignation
from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.preloaded import Preloaded, one
from graph_catalog.model.projects import CollectionCheckRecord, Project
from graph_catalog.model.rulings import Exemption, Ruling


@strawberry.interface(
    description="What every change answers: its revision, and what the caller should know."
)
class Payload(Preloaded):
    revision: int = strawberry.field(
        description="The revision that records the change; the newest where none was needed."
    )
    warnings: list[str] = strawberry.field(
        default_factory=list, description="What was done but should be looked at."
    )
    subject: strawberry.Private[str] = ""
    """Key of the thing that was changed, which is preloaded."""


@strawberry.interface(description="What a change of a unit answers.")
class UnitPayload(Payload):
    unit: entities.Unit | None = strawberry.field(resolver=one, description="As it stands now.")


@strawberry.type(description="A unit was registered.")
class RegisterUnitPayload(UnitPayload):
    pass


@strawberry.type(description="A unit was revised.")
class ReviseUnitPayload(UnitPayload):
    pass


@strawberry.interface(description="What a change of a system answers.")
class SystemPayload(Payload):
    system: entities.System | None = strawberry.field(resolver=one, description="As it stands now.")


@strawberry.type(description="A system was registered.")
class RegisterSystemPayload(SystemPayload):
    pass


@strawberry.type(description="A system was revised.")
class ReviseSystemPayload(SystemPayload):
    pass


@strawberry.interface(description="What a change of a project answers.")
class ProjectPayload(Payload):
    project: Project | None = strawberry.field(resolver=one, description="As it stands now.")


@strawberry.type(description="A project was registered.")
class RegisterProjectPayload(ProjectPayload):
    pass


@strawberry.type(description="A project was revised.")
class ReviseProjectPayload(ProjectPayload):
    pass


@strawberry.type(description="A plan was checked and kept.")
class RecordCollectionCheckPayload(Payload):
    check: CollectionCheckRecord | None = strawberry.field(
        resolver=one, description="The check that was kept."
    )


@strawberry.interface(description="What a change of an entry answers.")
class EntryPayload(Payload):
    dataset: entities.Dataset | None = strawberry.field(
        resolver=one, description="As it stands now."
    )


@strawberry.type(description="An entry was registered.")
class RegisterEntryPayload(EntryPayload):
    pass


@strawberry.type(description="An entry was revised.")
class ReviseEntryPayload(EntryPayload):
    pass


@strawberry.type(description="A source was designated.")
class DesignateSourcePayload(Payload):
    designation: SourceDesignation | None = strawberry.field(
        resolver=one, description="The designation."
    )


@strawberry.type(description="A designation was ended.")
class EndDesignationPayload(Payload):
    designation: SourceDesignation | None = strawberry.field(
        resolver=one, description="The designation."
    )


@strawberry.type(description="A collection was exempted.")
class ExemptCollectionPayload(Payload):
    key: str = strawberry.field(default="", description="Key of the exemption.")
    exemption: Exemption | None = strawberry.field(resolver=one, description="The exemption.")

    def __post_init__(self) -> None:
        self.key = self.subject


@strawberry.type(description="An exemption was withdrawn.")
class WithdrawExemptionPayload(Payload):
    exemption: Exemption | None = strawberry.field(resolver=one, description="The exemption.")


@strawberry.interface(description="What a change of a ruling answers.")
class RulingPayload(Payload):
    ruling: Ruling | None = strawberry.field(resolver=one, description="As it stands now.")


@strawberry.type(description="It was ruled; the same ruling again changes nothing.")
class RuleOnMatchPayload(RulingPayload):
    pass


@strawberry.type(description="A ruling was withdrawn.")
class WithdrawRulingPayload(RulingPayload):
    pass


@strawberry.interface(description="What a change of an agreement answers.")
class AgreementPayload(Payload):
    agreement: Agreement | None = strawberry.field(resolver=one, description="As it stands now.")


@strawberry.type(description="An agreement was recorded.")
class RecordAgreementPayload(AgreementPayload):
    pass


@strawberry.type(description="A request was granted or refused.")
class DecideAgreementPayload(AgreementPayload):
    pass


@strawberry.type(description="An agreement was ended.")
class EndAgreementPayload(AgreementPayload):
    pass


@strawberry.interface(description="What a change of lineage answers.")
class LineagePayload(Payload):
    target: entities.LineageSubject | None = strawberry.field(
        resolver=one, description="What was written."
    )


@strawberry.type(description="Lineage was declared.")
class DeclareLineagePayload(LineagePayload):
    pass


@strawberry.type(description="Lineage was retracted.")
class RetractLineagePayload(LineagePayload):
    pass


@strawberry.type(description="Lineage was confirmed: it makes no revision, for nothing changed.")
class ConfirmLineagePayload(LineagePayload):
    pass


@strawberry.type(description="A count of an import.")
class ImportCount:
    name: str = strawberry.field(description="What was counted.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(
    description="A row of a file that says otherwise than the record who an entry is, or a field of it, with both sides."
)
class AmbiguousIdentity:
    row: int = strawberry.field(description="Row in the file.")
    entry: str = strawberry.field(description="Name of the entry in the file.")
    field: str | None = strawberry.field(
        description="Name of the field in the file; null: the entry."
    )
    change: IdentityChange | None = strawberry.field(
        description="What the file changes, and `accept` decides; null: several things on record may be meant, and nothing decides."
    )
    on_record: list[str] = strawberry.field(
        description="What stands on record; several where several may be meant."
    )
    in_file: str = strawberry.field(description="What stands in the file.")
    needs_approval: bool = strawberry.field(description="Nothing of it is written.")


@strawberry.type(
    description="An entry on record that the file does not have, of a unit that it is about."
)
class MissingEntry:
    key: str = strawberry.field(description="Its key, by which it is looked up.")
    name: str = strawberry.field(description="Its name.")
    code: str | None = strawberry.field(description="Its 目录代码.")
    provider: str = strawberry.field(description="Name of its provider.")
    is_withdrawn: bool = strawberry.field(description="It is withdrawn for it.")


@strawberry.type(description="A catalog file was imported, but for what is held back.")
class ImportCatalogPayload(Payload):
    counts: list[ImportCount] = strawberry.field(default_factory=list, description="What was done.")
    ambiguities: list[AmbiguousIdentity] = strawberry.field(
        default_factory=list,
        description="Rows that say otherwise than the record who an entry or field is: 1,000 at most, `counts` has all.",
    )
    missing: list[MissingEntry] = strawberry.field(
        default_factory=list,
        description="What the file does not have: 1,000 at most, `counts` has all.",
    )
