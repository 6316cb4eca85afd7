"""Catalog files."""

import strawberry

from graph_catalog.model.enums.imports import IdentityChange
from graph_catalog.model.inputs.texts import Document, FileName, Reason, Sought


@strawberry.input(
    description="A column of the template, and the column of the file that stands for it."
)
class ColumnInput:
    column: Sought = strawberry.field(description="Label in the template, e.g. 业务名称.")
    label: Sought = strawberry.field(description="Label in the file.")


@strawberry.input(description="An attribute that the file lacks, for every row of it.")
class DefaultInput:
    column: Sought = strawberry.field(description="Label in the template, e.g. 共享属性.")
    value: Document = strawberry.field(description="As a cell would hold it, e.g. 无条件共享.")


@strawberry.input(
    description="To withdraw the entries that the file no longer has, of the units that it is about; the centre does that."
)
class WithdrawMissingInput:
    reason: Reason = strawberry.field(description="Why; it stands in the audit log.")
    at_most_percent: int = strawberry.field(
        default=10,
        description="At most so many in a hundred of these units' entries; where it would be more, nothing is imported.",
    )


@strawberry.input(
    description="A catalog file to import, whole: the template of Art. 10 as CSV, or another by `columns`."
)
class ImportCatalogInput:
    file_name: FileName = strawberry.field(
        description="Name of the file, for messages and the audit log."
    )
    content: Document = strawberry.field(description="The file's text.")
    unit: Sought | None = strawberry.field(
        default=None, description="Name or credit code of the unit that provides rows without one."
    )
    create_units: bool = strawberry.field(
        default=False, description="Put unknown units on record; else they are problems."
    )
    columns: list[ColumnInput] = strawberry.field(
        default_factory=list, description="Columns of another file."
    )
    defaults: list[DefaultInput] = strawberry.field(
        default_factory=list, description="What the file lacks."
    )
    accept: list[IdentityChange] = strawberry.field(
        default_factory=list,
        description="What the file may change about who an entry or field is; a row with another such change is held back.",
    )
    withdraw_missing: WithdrawMissingInput | None = strawberry.field(
        default=None,
        description="Withdraw what the file no longer has; else it stays, and is listed.",
    )
    dry_run: bool = strawberry.field(
        default=False, description="Check and count everything, write nothing."
    )
