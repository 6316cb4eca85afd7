"""What was read out of a document that a unit brings: fields that a plan can be made of.

What `sheets.forms` reads, what `readForm` answers, and what the command line checks.
"""

import dataclasses

import strawberry

from graph_catalog.model.catalog_sheet import Problems
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import FormKind
from graph_catalog.model.inputs.plans import PlannedFieldInput


@strawberry.type(
    description="A field as it was read; apart from `origin` what PlannedFieldInput takes."
)
class FormField:
    name: str = strawberry.field(description="数据项名称.")
    origin: str = strawberry.field(
        description="Where it stands in the document: line, cell, table and column, or path."
    )
    column_name: str | None = strawberry.field(default=None, description="列名.")
    description: str | None = strawberry.field(default=None, description="说明.")
    data_type: str | None = strawberry.field(default=None, description="数据类型.")
    acquisition: Acquisition = strawberry.field(
        default=Acquisition.COLLECTED, description="How it is to be had, as the document says."
    )
    subject: str | None = strawberry.field(
        default=None,
        description="Whose it is: as the document says, or of several tables the table's name.",
    )
    qualifier: str | None = strawberry.field(default=None, description="限定词.")
    legal_basis: str | None = strawberry.field(default=None, description="法律依据.")

    def planned(self) -> PlannedFieldInput:
        """Return it as a plan takes it."""
        given = {
            name: value for name, value in dataclasses.asdict(self).items() if name != "origin"
        }
        return PlannedFieldInput(**given)


@strawberry.type(description="A form, sheet, table or body of a document.")
class FormPart:
    key: str = strawberry.field(
        description="What chooses it among others: name of the sheet or table, or the operation."
    )
    name: str | None = strawberry.field(
        default=None, description="Its title, or a table's comment."
    )
    fields: list[FormField] = strawberry.field(
        default_factory=list, description="In the order of the document."
    )


@strawberry.type(description="What was read out of a document; nothing of it is kept.")
class FormReading:
    kind: FormKind = strawberry.field(description="As what it was read.")
    parts: list[FormPart] = strawberry.field(description="Its forms or tables, with their fields.")
    warnings: list[str] = strawberry.field(
        default_factory=list,
        description="What was taken how, and what was left out, in the caller's language.",
    )
    problems: strawberry.Private[Problems] = dataclasses.field(default_factory=Problems)

    @property
    def name(self) -> str | None:
        """Name of the form, where the document has one and only one."""
        return self.parts[0].name if len(self.parts) == 1 else None

    @property
    def fields(self) -> list[FormField]:
        """The fields of all parts."""
        return [field for part in self.parts for field in part.fields]

    @property
    def planned(self) -> list[PlannedFieldInput]:
        """The fields of all parts as a plan takes them."""
        return [field.planned() for field in self.fields]
